"""Code of loops: compiled once and kept on disk, under a fingerprint of all that it is made of.

That is the loop's function, whatever that calls and the constants that these read, the kinds of its columns, the
sources of what writes and compiles loops, the processor, and the versions of Python, NumPy and Numba. Whatever does not
match is not found, and compiled anew.
"""

from __future__ import annotations

import hashlib
import inspect
import os
import pickle
import re
import signal
import sys
import warnings
import zlib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import llvmlite.binding as llvm
import numba
import numpy as np
from numba import njit, types
from numba.core import config, serialize
from numba.core.ccallback import CFunc
from numba.core.compiler import CompileResult
from numba.core.compiler_lock import global_compiler_lock

from demerit.base.bits_native import bit_column
from demerit.base.compiled import keep_loops, sources_of
from demerit.base.intrinsics import at, column, row, word
from demerit.base.kernel import COMPILES
from demerit.base.loom import Loop
from demerit.base.loom_writer import coded

SIGNATURE = types.void(types.int64, types.int64, types.int64, types.voidptr)

OPTIONS: dict[str, Any] = {"error_model": "numpy", "_nrt": False}


def key_of(loop: Loop) -> str:
    """Give what names a loop's code: 16 hex digits, of all that it is compiled from."""
    kinds = [f"{n}:{a.dtype.str}{a.ndim}" for n, a in zip(loop.columns, loop.keeps, strict=True)]
    called = [fingerprint(value) for value in loop.globals.values() if hasattr(value, "py_func")]
    said = "|".join((loop.source.native, fingerprint(loop.function), *called, *kinds, _place()))
    return hashlib.blake2b(said.encode(), digest_size=8).hexdigest()


@cache
def fingerprint(function: Any) -> str:
    """Give a hash of a function, of every function that it calls, and of every constant that it reads."""
    digest = hashlib.blake2b(digest_size=8)
    seen: set[int] = set()

    def add(thing: Any) -> None:
        thing = getattr(thing, "py_func", thing)
        if inspect.isfunction(thing):
            if id(thing) in seen:
                return
            seen.add(id(thing))
            code(thing.__code__)
            for name in _names(thing.__code__):
                if name in thing.__globals__:
                    digest.update(name.encode())
                    add(thing.__globals__[name])
            for cell in thing.__closure__ or ():
                add(cell.cell_contents)
        elif isinstance(thing, np.ndarray):
            digest.update(thing.dtype.str.encode() + thing.tobytes())
        elif isinstance(thing, type):
            digest.update(f"{thing.__qualname__}{getattr(thing, '_fields', '')}".encode())
        elif isinstance(thing, int | str | float | bool | tuple | frozenset | None):
            digest.update(repr(thing).encode())
        else:
            digest.update(getattr(thing, "__name__", type(thing).__name__).encode())

    def code(made: Any) -> None:
        digest.update(made.co_code + repr(made.co_names + made.co_varnames).encode())
        for constant in made.co_consts:
            if hasattr(constant, "co_code"):
                code(constant)
            elif constant is not function.__doc__ and not (isinstance(constant, str) and "\n" in constant):
                digest.update(repr(constant).encode())

    add(function)
    return digest.hexdigest()


def _names(made: Any) -> tuple[str, ...]:
    return tuple(made.co_names) + tuple(
        name for constant in made.co_consts if hasattr(constant, "co_code") for name in _names(constant))


@cache
def _place() -> str:
    """Give what code depends on besides its own functions: what makes loops, the processor, the versions."""
    from demerit.base import bits_native, draws, intrinsics, kernel, loom, loom_parts, loom_writer

    makes = (kernel, draws, loom, loom_parts, loom_writer, intrinsics, bits_native, sys.modules[__name__])
    own = "".join(sources_of(module.__file__ or "") for module in makes)
    target = f"{llvm.get_host_cpu_name()} {getattr(config, 'CPU_NAME', None) or ''}"
    return f"{own} {sys.version_info[:2]} {numba.__version__} {np.__version__} {target}"


class Code(NamedTuple):
    """Native code of a loop."""

    address: int
    wide: bool
    """Whether it works on several rows at once: the compiler gives up on that in silence."""
    held: Any
    """What must live as long as the address is used."""


_FOUND: dict[str, Code] = {}
"""Key -> code that is loaded."""
VECTOR = re.compile(r"<\d+ x i\d+>")


@global_compiler_lock  # type: ignore[misc]
def code_of(loop: Loop) -> Code:
    """Give the native code of a loop, compiling it where it was not kept."""
    key = key_of(loop)
    if key not in _FOUND:
        wide, made = _kept(loop.name, key) or _compiled(loop, key)
        address = made.library.get_pointer_to_function(made.fndesc.llvm_cfunc_wrapper_name)
        _FOUND[key] = Code(address, wide, made)
    return _FOUND[key]


def is_ready(loop: Loop) -> bool:
    """Say whether the code of a loop is loaded or kept."""
    key = key_of(loop)
    return key in _FOUND or _file(loop.name, key).is_file()


SEVERAL = 8
"""So many loops to be compiled are shared with a second process: one process compiles one at a time."""


def make_ready(loops: Iterable[Loop], watch: Callable[[int, int], None] = lambda done, of: None) -> None:
    """Compile whatever is neither loaded nor kept, in as many processes as there are cores.

    Parameters
    ----------
    loops
        What will be needed.
    watch
        Told how many of how many are compiled; it is not called where nothing is to be done.
    """
    if not COMPILES:
        return
    todo = list({key_of(loop): loop for loop in loops if not is_ready(loop)}.values())
    if not todo:
        return
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    shares = [todo[k::cores] for k in range(cores)] if len(todo) >= SEVERAL and hasattr(os, "fork") else [todo]
    children = [_forked(share) for share in shares[1:]]
    own = [*shares[0], *(loop for share in shares[1:] for loop in reversed(share))]
    for loop in own:  # what another process has not come to yet is done here: nobody waits for it
        watch(sum(is_ready(one) for one in todo), len(todo))
        code_of(loop)
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        for half in keep_loops().glob(f"*.{child}.part"):
            half.unlink(missing_ok=True)
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
        finally:
            os._exit(status)
    return child


def _file(name: str, key: str) -> Path:
    """Give where the code of a loop may be kept."""
    file = f"{name.replace('/', '-').replace(' ', '-')}-{key}.loop"
    return keep_loops() / file


def _kept(name: str, key: str) -> tuple[bool, Any] | None:
    """Give code that was kept, or None where there is none that can be used; what is damaged is left aside."""
    try:
        said = _file(name, key).read_bytes()
    except OSError:
        return None
    if hashlib.blake2b(said[16:], digest_size=16).digest() != said[:16]:
        return None
    context = numba.core.registry.cpu_target.target_context
    return said[16:17] == b"w", CompileResult._rebuild(context, *pickle.loads(zlib.decompress(said[17:])))


@cache
def _inside(function: Any) -> Any:
    """Give a plain function as compiled code may call it, always written into its caller."""
    if hasattr(function, "py_func"):
        return function
    decorated: Any = njit
    return decorated(forceinline=True, no_cpython_wrapper=True, no_cfunc_wrapper=True, _nrt=False,
                     error_model="numpy")(function)


def _compiled(loop: Loop, key: str) -> tuple[bool, Any]:
    """Compile a loop, and keep what came out."""
    scope: dict[str, Any] = {"__name__": __name__, "column": column, "word": word}
    for name, value in loop.globals.items():
        scope[name] = _inside(value) if inspect.isfunction(value) else value
    scope |= {"row": row, "at": at, "bit_column": bit_column}
    # The name must be the loop's own: two pieces of code under one name, kept by two processes, would be taken for one.
    exec(coded(loop.name, loop.source.native.replace("def loop(", f"def loop_{key}(", 1)), scope)
    compiler: Any = CFunc(scope[f"loop_{key}"], (SIGNATURE.args, SIGNATURE.return_type), {}, OPTIONS)
    made = compiler._compile_uncached()
    made.library._ensure_finalized()
    wide = VECTOR.search(made.library.get_llvm_str()) is not None
    _keep(loop.name, key, wide, made)
    return wide, made


def _keep(name: str, key: str, wide: bool, result: Any) -> None:
    """Keep code; where that cannot be, it serves this process alone."""
    path = _file(name, key)
    try:
        body = (b"w" if wide else b"-") + zlib.compress(serialize.dumps(result._reduce()), 6)
        aside = path.with_suffix(f".{os.getpid()}.part")
        aside.write_bytes(hashlib.blake2b(body, digest_size=16).digest() + body)
        aside.replace(path)
    except OSError:
        return
