"""Draw: the week's words of every citizen, of which all draws of the week are made, and the one that sees deeds."""

from __future__ import annotations

from demerit.base.draws import Draws, draw_range, draw_words
from demerit.base.loom import Array
from demerit.engine.step import Step


def draw_week(lo: int, hi: int, week: int, draws: Draws, week_words: Array) -> None:
    """Draw the four words of the week for each citizen, together, so that the compiler can draw several at once."""
    draw_range(lo, hi, week, draws, 0, week_words[0], week_words[1], week_words[2], week_words[3])


def draw_ever(lo: int, hi: int, draws: Draws, words_of: Array) -> None:
    """Draw into `words_of` the words of week 0, of which draws are made that are the same for good."""
    draw_range(lo, hi, 0, draws, 0, words_of[0], words_of[1], words_of[2], words_of[3])


def draw_seen(lo: int, hi: int, draws: Draws, week_words: Array, words_of: Array) -> None:
    """Draw the word by which deeds are seen into the first of `words_of`."""
    draw_words(lo, hi, draws, 0, week_words, words_of[:1])


DRAW_WEEK = Step("draw_week", draw_week, stream="week", whole=True)
DRAW_EVER = Step("draw_ever", draw_ever, stream="week", whole=True)
DRAW_SEEN = Step("draw_seen", draw_seen, stream="seen", whole=True)
