"""Native code of loops: compiled once, kept on disk, called by address.

What is kept is named by a hash of all sources that compile, of what the loop looks like, of the processor and of the
versions of Python and Numba; whatever does not match is not found, and compiled anew.
"""

from __future__ import annotations

import hashlib
import inspect
import os
import pickle
import re
import sys
import time
import warnings
import zlib
from collections.abc import Callable, Iterable
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

import llvmlite.binding as llvm
import numba
import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.core import cgutils, config, serialize
from numba.core.ccallback import CFunc
from numba.core.compiler import CompileResult
from numba.core.compiler_lock import global_compiler_lock
from numba.extending import intrinsic
from numba.np.arrayobj import populate_array
from numpy.typing import NDArray

from demerit.base.compiled import keep_loops, sources_of
from demerit.base.kernel import COMPILES
from demerit.base.loom import Loop, _coded

SHIPPED = Path(__file__).resolve().parents[1] / "compiled"
"""Code that came with the package: for some processors, and the versions of Python and Numba that made it."""
SIGNATURE = types.void(types.int64, types.int64, types.int64, types.voidptr)

OPTIONS: dict[str, Any] = {"error_model": "numpy", "_nrt": False}


@intrinsic  # type: ignore[misc]
def word(typing_context, block, place):  # type: ignore[no-untyped-def]
    """Give the whole number at a place of a block."""

    def made(context, builder, signature, args):  # type: ignore[no-untyped-def]
        first = builder.bitcast(args[0], ir.IntType(64).as_pointer())
        return builder.load(builder.gep(first, [args[1]]))

    return types.int64(types.voidptr, types.int64), made


@intrinsic  # type: ignore[misc]
def column(typing_context, address, shape, kind):  # type: ignore[no-untyped-def]
    """Give the array of a shape that lies at an address: in one piece, owned by somebody else."""
    whole = types.Array(kind.dtype, len(shape), "C")

    def made(context, builder, signature, args):  # type: ignore[no-untyped-def]
        array = context.make_array(whole)(context, builder)
        item = context.get_abi_sizeof(context.get_data_type(kind.dtype))
        lengths = cgutils.unpack_tuple(builder, args[1], len(shape))
        strides = [context.get_constant(types.intp, item)]
        for length in reversed(lengths[1:]):
            strides.insert(0, builder.mul(strides[0], length))
        data = builder.inttoptr(args[0], context.get_data_type(kind.dtype).as_pointer())
        populate_array(array, data=data, shape=lengths, strides=strides,
                       itemsize=context.get_constant(types.intp, item), meminfo=None)
        return array._getvalue()

    return whole(types.int64, shape, kind), made


@intrinsic  # type: ignore[misc]
def at(typing_context, address, u, kind):  # type: ignore[no-untyped-def]
    """Give the number at a row of the column at an address, as a signed number of 64 bits."""
    of = kind.dtype

    def made(context, builder, signature, args):  # type: ignore[no-untyped-def]
        first = builder.inttoptr(args[0], context.get_data_type(of).as_pointer())
        value = builder.load(builder.gep(first, [args[1]]))
        return context.cast(builder, value, of, types.int64)

    return types.int64(types.int64, types.uint64, kind), made


@intrinsic  # type: ignore[misc]
def row(typing_context, u):  # type: ignore[no-untyped-def]
    """Give an unsigned row as a signed number of which the compiler knows that it is not below 0.

    Without this every index is looked at to see whether it counts from the end, and no loop is widened.
    """

    def made(context, builder, signature, args):  # type: ignore[no-untyped-def]
        nought = ir.Constant(ir.IntType(64), 0)
        assume = cgutils.get_or_insert_function(
            builder.module, ir.FunctionType(ir.VoidType(), [ir.IntType(1)]), "llvm.assume")
        builder.call(assume, [builder.icmp_signed(">=", args[0], nought)])
        return args[0]

    return types.int64(types.uint64), made


@intrinsic  # type: ignore[misc]
def call(typing_context, address, lo, hi, week, block):  # type: ignore[no-untyped-def]
    """Call the loop at an address."""

    def made(context, builder, signature, args):  # type: ignore[no-untyped-def]
        word = ir.IntType(64)
        kind = ir.FunctionType(ir.VoidType(), [word, word, word, cgutils.voidptr_t])
        builder.call(builder.inttoptr(args[0], kind.as_pointer()),
                     [*args[1:4], builder.inttoptr(args[4], cgutils.voidptr_t)])
        return context.get_dummy_value()

    return types.void(*[types.int64] * 5), made


@njit(nogil=True, cache=True, _nrt=False)  # type: ignore[call-overload]
def walk(addresses, blocks, ranges, week):  # type: ignore[no-untyped-def]
    """Run loops one after the other over each range of rows: all of a range, then the next.

    Parameters
    ----------
    addresses, blocks
        Of every loop, where its code and where its block lies; int64, equally long.
    ranges
        First row and the one behind the last, int64 ``(n_ranges, 2)``.
    week
        The week.
    """
    for r in range(ranges.shape[0]):
        for k in range(addresses.shape[0]):
            call(addresses[k], ranges[r, 0], ranges[r, 1], week, blocks[k])  # type: ignore[call-arg]


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

    def add(thing: Any, depth: int = 0) -> None:
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
    """Give what code depends on besides its own functions: the loom itself, the processor, the versions."""
    from demerit.base import kernel, loom

    own = "".join(sources_of(module.__file__ or "") for module in (kernel, loom, sys.modules[__name__]))
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
    return key in _FOUND or any(path.is_file() for path in _files(loop.name, key))


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
    others = [_forked(share) for share in shares[1:]]
    for number, loop in enumerate(shares[0]):
        watch(min(len(todo), number * len(shares)), len(todo))
        code_of(loop)
    for child in others:
        os.waitpid(child, 0)
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


def _files(name: str, key: str) -> list[Path]:
    """Give where the code of a loop may be kept: in the user's cache, and as it came with the package."""
    file = f"{name.replace('/', '-').replace(' ', '-')}-{key}.loop"
    return [keep_loops() / file, SHIPPED / file]


def _kept(name: str, key: str) -> tuple[bool, Any] | None:
    """Give code that was kept, or None where there is none that can be used; what is damaged is left aside."""
    for path in _files(name, key):
        try:
            said = path.read_bytes()
        except OSError:
            continue
        body = zlib.decompress(said[17:]) if hashlib.blake2b(said[16:], digest_size=16).digest() == said[:16] else b""
        if body:
            context = numba.core.registry.cpu_target.target_context
            return said[16:17] == b"w", CompileResult._rebuild(context, *pickle.loads(body))
    return None


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
    scope |= {"row": row, "at": at}
    # The name must be the loop's own: two pieces of code under one name, kept by two processes, would be taken for one.
    exec(_coded(loop.name, loop.source.native.replace("def loop(", f"def loop_{key}(", 1)), scope)
    compiler: Any = CFunc(scope[f"loop_{key}"], (SIGNATURE.args, SIGNATURE.return_type), {}, OPTIONS)
    made = compiler._compile_uncached()
    made.library._ensure_finalized()
    wide = VECTOR.search(made.library.get_llvm_str()) is not None
    _keep(loop.name, key, wide, made)
    return wide, made


def _keep(name: str, key: str, wide: bool, result: Any) -> None:
    """Keep code; where that cannot be, it serves this process alone."""
    path = _files(name, key)[0]
    try:
        body = (b"w" if wide else b"-") + zlib.compress(serialize.dumps(result._reduce()), 6)
        aside = path.with_suffix(f".{os.getpid()}.part")
        aside.write_bytes(hashlib.blake2b(body, digest_size=16).digest() + body)
        aside.replace(path)
    except OSError:
        return


class Bound:
    """A loop over its memory, for one to call by itself: tests, benches."""

    def __init__(self, loop: Loop, name: str = "") -> None:
        self.loop, self.name = loop, name or loop.name
        self.block = loop.block()
        self.held: dict[str, Any] = {}
        self._plain = None if COMPILES else loop.plain()

    @cached_property
    def address(self) -> int:
        """Where its code lies; compiled where it was not kept."""
        return code_of(self.loop).address if COMPILES else 0

    def turn(self, parameter: str, value: Any) -> None:
        """Give a parameter that is the same for every row another value, of the same form."""
        first, words, arrays = self.loop.turned(parameter, value)
        self.block[first : first + len(words)] = words
        self.loop.words[first : first + len(words)] = words
        self.held[parameter] = arrays
        if self._plain is not None:
            self.loop.replace(parameter, arrays)

    def __call__(self, lo: int, hi: int, week: int) -> None:
        """Run it over a range."""
        if self._plain is not None:
            self._plain(lo, hi, week)
            return
        ranges = np.array([[lo, hi]], np.int64)
        walk(np.array([self.address], np.int64), np.array([self.block.ctypes.data], np.int64), ranges, week)


class Table:
    """Loops that a worker runs one after the other over each of its ranges."""

    def __init__(self, bounds: list[Bound]) -> None:
        self.bounds = bounds
        self.addresses = np.array([bound.address for bound in bounds], np.int64)
        self.blocks = np.array([bound.block.ctypes.data for bound in bounds], np.int64)

    def run(self, ranges: NDArray[np.int64], week: int) -> None:
        """Run them over ranges: first row and the one behind the last, int64 ``(n_ranges, 2)``."""
        if COMPILES:
            walk(self.addresses, self.blocks, ranges, week)
            return
        for lo, hi in ranges.tolist():
            for bound in self.bounds:
                bound(lo, hi, week)

    def timed(self, ranges: NDArray[np.int64], week: int, spent: dict[str, int]) -> None:
        """Run them as `run` does, and add to `spent` the nanoseconds of each by the name of its loop."""
        for r in range(len(ranges)):
            one = ranges[r : r + 1]
            for k, bound in enumerate(self.bounds):
                began = time.perf_counter_ns()
                if COMPILES:
                    walk(self.addresses[k : k + 1], self.blocks[k : k + 1], one, week)
                else:
                    bound(int(one[0, 0]), int(one[0, 1]), week)
                spent[bound.name] = spent.get(bound.name, 0) + time.perf_counter_ns() - began
