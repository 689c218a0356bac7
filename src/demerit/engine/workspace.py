"""A worker's workspace: what is known of the citizens of one range for one week, and thrown away after it."""

from __future__ import annotations

import numpy as np

from demerit.base.choice import Best
from demerit.engine.names import MOST_BELIEFS
from demerit.engine.steps.look import Heard
from demerit.engine.steps.stake import Stakes


class Workspace:
    """The memory of one worker.

    Parameters
    ----------
    longest
        Citizens of its longest range.
    n_acts, n_happenings
        Rows of deeds, and of what can happen.
    """

    def __init__(self, longest: int, n_acts: int, n_happenings: int) -> None:
        most = max(1, longest)
        self.heard = Heard(*np.zeros((9, most), np.uint8))
        self.stakes = Stakes(*np.zeros((3, most), np.int32), *np.zeros((3, most), np.int16))
        self.utility = np.zeros((8, most), np.int32)
        self.best = Best(np.zeros(most, np.int32), np.zeros(most, np.uint32))
        self.deeds = np.zeros((n_acts, most), np.uint8)
        self.happenings = np.zeros((n_happenings, most), np.uint8)
        self.nothing = np.zeros(8 * most, np.uint8)
        """What acts read of institutions that are closed."""
        self.words = np.zeros((4, most), np.uint32)
        self.week_words = np.zeros((4, most), np.uint32)
        self.opened = np.zeros(most, np.int64)
        """Gates open to each by the scores of other bureaus."""
        self.lived = np.zeros(MOST_BELIEFS, np.int32)

    def nbytes(self) -> int:
        """Give the bytes of it all."""
        arrays = [*self.heard, *self.stakes, self.utility, *self.best, self.deeds, self.happenings, self.nothing,
                  self.words, self.week_words, self.opened, self.lived]
        return sum(int(a.nbytes) for a in arrays)
