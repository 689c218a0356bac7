"""How functions are compiled: a decorator for those that Python calls, and two for those that only they call.

Most of what compiling a small function costs is the bridge over which Python would hand it its columns, and the
counting of who still holds them. What only other kernels call needs no bridge; what allocates nothing needs no
counting, and is not allowed to allocate.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from numba import njit, types
from numba.core import config
from numba.cpython import builtins
from numba.extending import intrinsic

F = TypeVar("F", bound=Callable[..., Any])


class Keeping(Protocol):
    """A decorator that leaves a function's type as it is."""

    def __call__(self, function: F) -> F:
        """Decorate it."""


COMPILES = not getattr(config, "DISABLE_JIT", False)
"""False where ``NUMBA_DISABLE_JIT=1``: then every loop runs as plain Python."""


@intrinsic  # type: ignore[misc]
def _signed(typing_context, x):  # type: ignore[no-untyped-def]
    """Give a number as a signed whole number of 64 bits: ``int(x)`` in kernels, as in Python."""

    def made(context, builder, signature, args):  # type: ignore[no-untyped-def]
        return context.cast(builder, args[0], signature.args[0], signature.return_type)

    return types.int64(x), made


builtins.cast_int = _signed
"""Numba's own ``int(x)`` leaves an unsigned number unsigned, so that 3 - 5 of two columns would be 2**64 - 2."""

_ADDED: dict[str, Any] = {"no_cfunc_wrapper": True}
_LEAN: dict[str, Any] = {**_ADDED, "_nrt": False}
_INSIDE: dict[str, Any] = {**_LEAN, "no_cpython_wrapper": True}

kernel: Keeping = njit(nogil=True, cache=True, **_LEAN)
"""For what Python calls: runs without the lock of the interpreter, allocates nothing; the compiled code is kept."""

allocating: Keeping = njit(nogil=True, cache=True, **_ADDED)
"""The same for the few that need scratch of their own."""

inner: Keeping = njit(**_INSIDE)
"""For what only kernels call."""

inlined: Keeping = njit(forceinline=True, **_INSIDE)
"""The same, always written into its caller: for what stands inside the innermost loop."""

inlined_or_called: Keeping = njit(forceinline=True, **_LEAN)
"""The same, for what Python calls as well."""
