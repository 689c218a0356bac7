"""The slate: what moves from month to month, in arrays that loops read where they lie.

Laws are told to loops by the addresses of their arrays, and stay as they are for long. What institutions set for a
month, and what they remember, is other every month: it is written over what stood there before, and no loop need be
told.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from demerit.base.loom import Array
from demerit.engine.steps.gate_law import tries
from demerit.engine.steps.stake import worth
from demerit.law import in_week

if TYPE_CHECKING:
    from collections.abc import Mapping

    from demerit.engine.plan import Plan
    from demerit.engine.terms import Terms
    from demerit.institutions.agenda import Agenda


class Slate:
    """What moves from month to month in one life.

    Parameters
    ----------
    plan
        How much of each there is.

    Attributes
    ----------
    sees
        Act, then happening -> share of 256 of these that the headline bureau sees, int32.
    gate_try
        Gate -> chance of 65536 a month that somebody on-line tries it where the score is looked at, int32.
    gain, loss, opens
        What a point is worth at every score, from the lowest on (`engine.steps.stake.Slate`).
    pull
        Deed -> notches that institutions add for everybody, int32.
    remembers
        What institutions remember, int64.
    remembered
        What they remembered as the month before this one ended: when they touched citizens last.
    """

    def __init__(self, plan: Plan) -> None:
        scales = [in_week(plan.scheme, week).scale for week in plan.changes]
        scores = max(scale.high - scale.low + 1 for scale in scales)
        self.sees = np.zeros(len(plan.acts) + len(plan.happenings), np.int32)
        self.gate_try = np.zeros(len(plan.scheme.gates), np.int32)
        self.gain, self.loss = np.zeros((2, scores), np.int32)
        self.opens = np.zeros(scores, np.int16)
        self.pull = np.zeros(len(plan.deeds), np.int32)
        names = [(one.what.name, field) for one in plan.institutions for field in one.what.memory]
        self.places = {name: place for place, name in enumerate(names)}
        """(Institution, what it remembers) -> the place of that."""
        self._remembering = plan.layout.remembering
        self.remembers, self.remembered = np.zeros((2, len(names)), np.int64)
        self._terms: Terms | None = None

    def write(self, terms: Terms, agenda: Agenda) -> None:
        """Write what institutions set for a month, under the terms of one of its weeks."""
        self.pull[...] = agenda.pull
        if terms is self._terms:
            return
        self._terms = terms
        self.sees[...] = terms.sees
        self.gate_try[...] = terms.read(tries)
        at_stake = terms.read(worth)
        arrays: tuple[Array, ...] = self.gain, self.loss, self.opens
        for array, found in zip(arrays, (at_stake.gain, at_stake.loss, at_stake.opens), strict=True):
            array[: len(found)], array[len(found) :] = found, found[-1]  # who stands above a scale that narrowed

    def begin_month(self, memories: Mapping[str, Mapping[str, int]]) -> None:
        """Write what institutions remembered as a month ended: before they think of the one that begins."""
        self.remembered[...] = self._told(memories)

    def nbytes(self) -> int:
        """Give its bytes."""
        held = self.sees, self.gate_try, self.gain, self.loss, self.opens, self.pull, self.remembers, self.remembered
        return sum(int(array.nbytes) for array in held)

    def remember(self, memories: Mapping[str, Mapping[str, int]]) -> None:
        """Write what institutions remember."""
        self.remembers[...] = self._told(memories)

    def _told(self, memories: Mapping[str, Mapping[str, int]]) -> list[int]:
        """Give what institutions remember, of each in the order in which it declares that."""
        return [*chain.from_iterable([memories[name].values() for name in self._remembering])]
