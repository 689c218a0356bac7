"""A worker's workspace: what is known of the citizens of one range for one week, and thrown away after it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from demerit.base.choice import Best, tails
from demerit.engine.names import MOST_BELIEFS
from demerit.engine.steps.around import Around
from demerit.engine.steps.drop import Pairs
from demerit.engine.steps.look import Heard
from demerit.engine.steps.means import Means
from demerit.engine.steps.mingle import MARKS
from demerit.engine.steps.propose import Meetings
from demerit.engine.steps.stake import Stakes
from demerit.rows.diary import MONTH

PAIRS = 1024
"""Ties that are drawn for together."""
LEAST = 1024
"""Numbers that a row of sums holds at least."""


class Workspace:
    """The memory of one worker.

    Parameters
    ----------
    longest
        Citizens of its longest range.
    n_acts, n_happenings
        Rows of deeds, and of what can happen.
    n_slots
        Slots for ties of the citizen who has most of them.
    """

    def __init__(self, longest: int, n_acts: int, n_happenings: int, n_slots: int) -> None:
        most = max(1, longest)
        self.heard = Heard(*np.zeros((9, most), np.uint8))
        self.stakes = Stakes(*np.zeros((3, most), np.int32), *np.zeros((3, most), np.int16))
        self.means = Means(*np.zeros((2, most), np.uint8))
        degree, faces, signs, kin_signs = np.zeros((4, most), np.uint32)
        sums, tally = np.zeros((2, most), np.int64)
        speeches, least, tied = np.zeros((3, most), np.uint8)
        self.around = Around(degree, speeches, faces, least, signs, kin_signs, sums, tally, tied)
        self.utility = np.zeros((8, max(most, LEAST)), np.int32)
        self.best = Best(np.zeros(most, np.int32), np.zeros(most, np.uint32))
        self.tails = tails()
        self.deeds = np.zeros((n_acts, most), np.uint8)
        self.happenings = np.zeros((n_happenings, most), np.uint8)
        self.nothing = np.zeros(8 * most, np.uint8)
        """What acts read of institutions that are closed."""
        ties = max(PAIRS, n_slots)
        self.pairs = Pairs(*np.zeros((5, ties), np.uint32))
        self.meetings = Meetings(*np.zeros((5, ties), np.uint32), *np.zeros((2, MARKS), np.uint32))
        self.words = np.zeros((4, most), np.uint32)
        """Scratch of draws, ``(4, m)``."""
        self.week_words = np.zeros((4, most), np.uint32)
        self.found = np.zeros(most, np.uint8)
        """Whom something reaches."""
        self.opened = np.zeros(most, np.int64)
        """Gates open to each by the scores of other bureaus."""
        self.lived = np.zeros((2, max(MOST_BELIEFS, 1 + MONTH * n_acts)), np.int32)

    def clear(self) -> None:
        """Set all of it to what it is at first."""
        for array in self._scratch():
            array[...] = 0

    def nbytes(self) -> int:
        """Give the bytes of it all."""
        return sum(int(array.nbytes) for array in (*self.tails, *self._scratch()))

    def _scratch(self) -> list[NDArray[Any]]:
        return [*self.heard, *self.stakes, *self.means, *self.around, self.utility, *self.best, self.deeds,
                self.happenings, self.nothing, self.words, *self.pairs, *self.meetings, self.found,
                self.week_words, self.opened, self.lived]
