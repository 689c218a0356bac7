"""The most memory that this process has held, or one that it began."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

STATUS = Path("/proc/self/status")
"""Where Linux tells of a process."""


def peak_memory() -> int:
    """Give the most bytes that this process has held since its program began.

    `getrusage` alone would tell of whoever began the process as well: on Linux it counts what the parent held.
    """
    if STATUS.exists():
        for line in STATUS.read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return _most(resource.RUSAGE_SELF)


def peak_memory_of_children() -> int:
    """Give the most bytes that one of the processes has held that this one began and that have ended."""
    return _most(resource.RUSAGE_CHILDREN)


def _most(whose: int) -> int:
    held = resource.getrusage(whose).ru_maxrss
    return held if sys.platform == "darwin" else held * 1024
