"""The native code of loops: found where it is kept, made where it is not."""

from __future__ import annotations

import ast
import hashlib
import os
import signal
import sys
import threading
import warnings
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

import llvmlite
import numpy as np

from demerit.base import abreast, kept, machine
from demerit.base.fingerprint import fingerprint, sources_of
from demerit.base.llvm_text import Text
from demerit.base.llvm_values import NOTES, Arr, Bits, Known, Num, Tup, element_of
from demerit.base.loom import Loop
from demerit.base.loom_source import Source
from demerit.base.machine import COMPILES
from demerit.base.sources import Written
from demerit.base.translate import Translator
from demerit.base.translate_calls import GO_ABREAST, Marker
from demerit.base.translate_frames import CannotCompile


class Code(NamedTuple):
    """Native code of a loop."""

    address: int
    wide: bool
    """Whether it works on several rows at once: the compiler gives up on that in silence."""


_FOUND: dict[str, Code] = {}
"""Key -> code that is loaded."""
_NOTED: list[dict[str, Loop]] = []
"""Of those who note which loops are asked for: key -> loop."""
_KEYS: dict[tuple[Source, str], str] = {}
"""Text of a loop, and level -> key."""
_LOCK = threading.RLock()


def key_of(loop: Loop, level: str = "") -> str:
    """Give what names a loop's code: 16 hex digits, of all that it is compiled from and the processor it is for."""
    source, asked = loop.source, (loop.source, level)
    if asked not in _KEYS:
        kinds = tuple((n, a.dtype.str, a.ndim) for n, a in zip(source.names, loop.keeps, strict=True))
        known = source.globals.values()
        called = [fingerprint(value) for value in known if hasattr(value, "__code__")]
        kinds_of = [f"{value.__qualname__}{getattr(value, '_fields', '')}" for value in known
                    if isinstance(value, type)]
        said = "|".join((source.native, fingerprint(loop.function), *called, *kinds_of, repr(kinds), _place(level)))
        _KEYS[asked] = hashlib.blake2b(said.encode(), digest_size=8).hexdigest()
    return _KEYS[asked]


@cache
def _place(level: str) -> str:
    """Give what code depends on besides its own functions: what makes loops, the processor, the versions."""
    from demerit.base import (
        draws,
        llvm_lines,
        llvm_sums,
        llvm_text,
        llvm_values,
        loom,
        loom_block,
        loom_parts,
        loom_writer,
        sources,
        translate,
        translate_calls,
        translate_frames,
        translate_loops,
        translate_values,
    )

    makes = (abreast, draws, llvm_lines, llvm_sums, llvm_text, llvm_values, loom, loom_block, loom_parts, loom_writer,
             machine, sources, translate, translate_calls, translate_frames, translate_loops, translate_values,
             sys.modules[__name__])
    own = "".join(sources_of(module.__file__ or "") for module in makes)
    return f"{own} {sys.version_info[:2]} {llvmlite.__version__} {machine.where(level)}"


def code_of(loop: Loop) -> Code:
    """Give the native code of a loop, compiling it where it was not kept.

    Raises
    ------
    CannotCompile
        The function says what a loop cannot do; with its file and line.
    """
    key = key_of(loop)
    with _LOCK:
        _note(key, loop)
        if not _load(loop.name, key):
            code, wide = machine.made(text_of(loop, key))
            kept.keep(loop.name, key, _packed(code, wide))
            _FOUND[key] = Code(machine.address(code, f"loop_{key}"), wide)
        return _FOUND[key]


def content_for(loop: Loop, level: str) -> bytes:
    """Give what is kept of a loop, compiled for a level of x86-64, be it that of this machine or not."""
    return _packed(*machine.made(text_of(loop, key_of(loop, level)), level=level))


def _packed(code: bytes, wide: bool) -> bytes:
    return (b"w" if wide else b"-") + zlib.compress(code, 6)


@contextmanager
def noting() -> Iterator[dict[str, Loop]]:
    """Note every loop that is asked for meanwhile, by its key."""
    found: dict[str, Loop] = {}
    _NOTED.append(found)
    try:
        yield found
    finally:
        _NOTED.remove(found)


def _note(key: str, loop: Loop) -> None:
    for noted in _NOTED:
        noted.setdefault(key, loop)


def _load(name: str, key: str) -> bool:
    """Load the code of a loop where it is kept; say whether it is loaded."""
    if key not in _FOUND:
        said = kept.find(name, key)
        if said is None:
            return False
        _FOUND[key] = Code(machine.address(zlib.decompress(said[1:]), f"loop_{key}"), said[:1] == b"w")
    return True


SEVERAL = 8
"""So many loops to be compiled are shared with a second process."""


def make_ready(loops: Iterable[Loop], watch: Callable[[int, int], None] = lambda done, of: None) -> None:
    """Load whatever is kept, and compile whatever is not, in as many processes as there are cores.

    Parameters
    ----------
    loops
        What will be needed.
    watch
        Told how many of how many are compiled; it is not called where nothing is to be done.
    """
    if not COMPILES:
        return
    with _LOCK:
        asked = {key_of(loop): loop for loop in loops}
        for key, loop in asked.items():
            _note(key, loop)
        todo = [(loop, key) for key, loop in asked.items() if not _load(loop.name, key)]
    if not todo:
        return
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    shares = [todo[k::cores] for k in range(cores)] if len(todo) >= SEVERAL and hasattr(os, "fork") else [todo]
    children = [_forked([loop for loop, _ in share]) for share in shares[1:]]
    own = [*shares[0], *(one for share in shares[1:] for one in reversed(share))]
    try:
        for loop, _ in own:  # what another process has not come to yet is done here: nobody waits for it
            watch(sum(key in _FOUND or kept.is_kept(one.name, key) for one, key in todo), len(todo))
            code_of(loop)
    finally:
        for child in children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            kept.leave_halves(child)
    watch(len(todo), len(todo))


def _forked(loops: list[Loop]) -> int:
    """Compile in a process of its own, which keeps what it makes; give its number."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the child does nothing but compile: it asks no other thread for anything
        child = os.fork()
    if child == 0:
        status = 1
        try:
            for loop in loops:
                code_of(loop)
            status = 0
        except CannotCompile:
            pass  # whoever waits comes to the same loop, and says so
        finally:
            os._exit(status)
    return child


# ---- the text of a loop ----------------------------------------------------------------------------------------------


def text_of(loop: Loop, key: str) -> str:
    """Give a loop in LLVM's language: a module with one function, ``loop_KEY(lo, hi, week, block)``."""
    node = ast.parse(loop.source.native).body[0]
    scope = {name: value for name, value in loop.source.globals.items() if name not in MARKERS}
    exec(compile(loop.source.native, f"<loop of {loop.name}>", "exec"), scope)
    if not isinstance(node, ast.FunctionDef):
        raise TypeError(f"the loom wrote no function for {loop.name}")
    writer = Translator(MARKERS)
    given: list[Any] = [Num("%lo", "i", True), Num("%hi", "i", True), Num("%week", "i"), Arr("%block", (), np.int64)]
    writer.write(Written(scope["loop"], node, f"<loop of {loop.name}>"), given, {})
    text = writer.text
    head = (f"define void @loop_{key}(i64 %lo, i64 %hi, i64 %week, "
            f"ptr dereferenceable({8 * len(loop.words)}) %block) nounwind {{")
    return "\n".join((*text.outside, head, "begin:", *text.heads, *text.lines, "  ret void", "}", NOTES))


def _word(text: Text, block: Arr, place: Num) -> Num:
    """Give the whole number at a place of a block: nobody writes there."""
    address = text.gives(f"getelementptr i64, ptr {block.address}, i64 {place.text}")
    return Num(text.gives(f"load i64, ptr {address}, !invariant.load !0"), "i")


def _column(text: Text, address: Num, shape: Tup, kind: Known) -> Arr:
    """Give the array of a shape that lies at an address."""
    lengths = tuple(one._replace(low=True) for one in shape.items)
    return Arr(text.gives(f"inttoptr i64 {address.text} to ptr"), lengths, np.dtype(kind.thing))


def _told_column(text: Text, address: Num, shape: Tup, kind: Known) -> Arr:
    """Give the same of an array that nobody writes."""
    return replace(_column(text, address, shape, kind), frozen=True)


def _at(text: Text, address: Num, u: Num, kind: Known) -> Num:
    """Give the number at a row of the column at an address, as a signed number."""
    place = text.gives(f"inttoptr i64 {address.text} to ptr")
    element = text.gives(f"getelementptr inbounds {element_of(kind.thing)}, ptr {place}, i64 {u.text}")
    return text.cast(text.read(element, kind.thing), np.int64)


def _row(text: Text, u: Num) -> Num:
    """Give an unsigned row as a signed number; it is not below 0."""
    return Num(u.text, "i", True)


def _bit_column(text: Text, words: Arr, shift: Num, mask: Num, less: Num) -> Bits:
    """Give the column of the bits under a mask, from bit `shift` of each word on, less a number that is known."""
    return Bits(words, shift, mask, less.value or 0)


MARKERS = {"word": Marker(_word), "column": Marker(_column), "told_column": Marker(_told_column),
           "bit_column": Marker(_bit_column), "at": Marker(_at), "row": Marker(_row), "abreast": GO_ABREAST,
           "to_note": Marker(abreast.to_note), "noting": Marker(abreast.noting), "note": Marker(abreast.note),
           "add_noted": Marker(abreast.add_noted), "add_up": Marker(abreast.add_up)}
"""What only the text that the loom writes may call."""
