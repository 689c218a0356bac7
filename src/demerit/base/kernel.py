"""How functions are compiled: a decorator for those that Python calls, and two for those that only they call.

Most of what compiling a small function costs is the bridge over which Python would hand it its columns, and the
counting of who still holds them. What only other kernels call needs no bridge; what allocates nothing needs no
counting, and is not allowed to allocate.
"""

from __future__ import annotations

from typing import Any

from numba import njit, types
from numba.core import config
from numba.cpython import builtins
from numba.extending import intrinsic

COMPILES = not config.DISABLE_JIT
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

kernel = njit(nogil=True, cache=True, **_LEAN)
"""For what Python calls: runs without the lock of the interpreter, allocates nothing; the compiled code is kept."""

allocating = njit(nogil=True, cache=True, **_ADDED)
"""The same for the few that need scratch of their own."""

inner = njit(**_INSIDE)
"""For what only kernels call."""

inlined = njit(forceinline=True, **_INSIDE)
"""The same, always written into its caller: for what stands inside the innermost loop."""

inlined_or_called = njit(forceinline=True, **_LEAN)
"""The same, for what Python calls as well."""
