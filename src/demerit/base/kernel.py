"""How functions are compiled: a decorator for those that Python calls, and two for those that only they call.

Most of what compiling a small function costs is the bridge over which Python would hand it its columns, and the
counting of who still holds them. What only other kernels call needs no bridge; what allocates nothing needs no
counting, and is not allowed to allocate.
"""

from __future__ import annotations

from typing import Any

from numba import njit

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
