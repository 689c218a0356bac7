"""Touch: the month begins with nothing having happened to anybody."""

from __future__ import annotations

from demerit.base.loom import Array
from demerit.engine.step import Step


def nothing_happened(lo: int, hi: int, happenings: Array) -> None:
    """Set to nought how often each thing happened to each citizen."""
    for what in range(happenings.shape[0]):
        for i in range(lo, hi):
            happenings[what, i] = 0


NOTHING_HAPPENED = Step("nothing_happened", nothing_happened, whole=True)
