"""How functions that are no loops are compiled: for those that Python calls, and for those that only they call.

Loops have a compiler of their own (`base.compiling`), which takes functions as they stand, decorated or not. Numba
compiles what makes a society, and what a closed form needs; its code is kept where that of loops is.
"""

from __future__ import annotations

import hashlib
import pickle
import sys
import zlib
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import llvmlite.binding as llvm
import numba
from numba import njit, types
from numba.core import config, serialize
from numba.core.compiler import CompileResult
from numba.cpython import builtins
from numba.extending import intrinsic

from demerit.base import kept, machine
from demerit.base.fingerprint import fingerprint, sources_of

F = TypeVar("F", bound=Callable[..., Any])


class Keeping(Protocol):
    """A decorator that leaves a function's type as it is."""

    def __call__(self, function: F) -> F:
        """Decorate it."""


COMPILES = not getattr(config, "DISABLE_JIT", False)
"""False where ``NUMBA_DISABLE_JIT=1``: then every loop runs as plain Python."""
if machine.processor() != llvm.get_host_cpu_name():
    vars(config).update(CPU_NAME=machine.processor(), CPU_FEATURES="")


@intrinsic  # type: ignore[misc]
def _signed(typing_context, x):  # type: ignore[no-untyped-def]
    """Give a number as a signed whole number of 64 bits: ``int(x)`` in kernels, as in Python."""

    def made(context, builder, signature, args):  # type: ignore[no-untyped-def]
        return context.cast(builder, args[0], signature.args[0], signature.return_type)

    return types.int64(x), made


builtins.cast_int = _signed
"""Numba's own ``int(x)`` leaves an unsigned number unsigned, so that 3 - 5 of two columns would be 2**64 - 2."""


class Shelf:
    """What Numba asks for code that is kept, in the place of its own cache.

    Parameters
    ----------
    function
        What is compiled.
    options
        How.
    """

    cache_path = None

    def __init__(self, function: Any, options: str) -> None:
        self.function, self.options = function, options

    def _key(self, signature: Any) -> str:
        said = (fingerprint(self.function), self.options, str(signature), sources_of(__file__), sys.version_info[:2],
                numba.__version__, machine.where())
        return hashlib.blake2b(repr(said).encode(), digest_size=8).hexdigest()

    def load_overload(self, signature: Any, context: Any) -> Any:
        """Give code that was kept, or None."""
        said = kept.find(self.function.__qualname__, self._key(signature))
        if said is None:
            return None
        context.refresh()
        return CompileResult._rebuild(context, *pickle.loads(zlib.decompress(said)))

    def save_overload(self, signature: Any, made: Any) -> None:
        """Keep code."""
        if not made.library.has_dynamic_globals:
            kept.keep(self.function.__qualname__, self._key(signature),
                      zlib.compress(serialize.dumps(made._reduce()), 6))

    def enable(self) -> None:
        """Be asked (Numba's protocol)."""

    def disable(self) -> None:
        """Be asked no more (Numba's protocol)."""

    def flush(self) -> None:
        """Forget what is kept (Numba's protocol): its key will not be asked for again."""


def kept_code(**options: Any) -> Keeping:
    """Give a decorator that compiles with some options, and keeps the code."""

    def decorate(function: Any) -> Any:
        made: Any = njit(**options)(function)
        if COMPILES:
            made._cache = Shelf(function, repr(sorted(options.items())))
        return made

    return decorate


_ADDED: dict[str, Any] = {"no_cfunc_wrapper": True}
_LEAN: dict[str, Any] = {**_ADDED, "_nrt": False}
_INSIDE: dict[str, Any] = {**_LEAN, "no_cpython_wrapper": True}

kernel: Keeping = kept_code(nogil=True, **_LEAN)
"""For what Python calls: runs without the lock of the interpreter, allocates nothing."""

allocating: Keeping = kept_code(nogil=True, **_ADDED)
"""The same for the few that need scratch of their own."""

inner: Keeping = njit(**_INSIDE)
"""For what only kernels and loops call."""

inlined: Keeping = njit(forceinline=True, **_INSIDE)
"""The same, always written into its caller: for what stands inside the innermost loop."""

inlined_or_called: Keeping = njit(forceinline=True, **_LEAN)
"""The same, for what Python calls as well."""
