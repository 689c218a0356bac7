"""Draw: the words by which deeds of the week are seen."""

from __future__ import annotations

from demerit.base.draws import Draws, draw_range
from demerit.base.loom import Array
from demerit.engine.step import Step


def draw_seen(lo: int, hi: int, week: int, draws: Draws, words_of: Array) -> None:
    """Draw four words for each citizen, together, so that the compiler can draw several at once."""
    draw_range(lo, hi, week, draws, 0, words_of[0], words_of[1], words_of[2], words_of[3])


DRAW_SEEN = Step("draw_seen", draw_seen, stream="seen", whole=True)
