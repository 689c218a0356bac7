"""A worker's desk: what is known of the citizens of one range for one week, and thrown away after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import OldAct
from demerit.engine.steps.gate import GATE_COUNTS
from demerit.engine.steps.look import Heard
from demerit.engine.steps.record import Census, census_of_nothing
from demerit.engine.steps.register import REGISTER_COUNTS
from demerit.engine.steps.stake import Stakes
from demerit.engine.whole import counted_in
from demerit.institutions import columns

if TYPE_CHECKING:
    from demerit.acts.act import Act
    from demerit.engine.columns import World
    from demerit.law import Scheme


class Tallies(NamedTuple):
    """What a worker has counted since the last settling."""

    deeds: NDArray[np.signedinteger]
    """Deeds x kinds of citizen."""
    gates: NDArray[np.signedinteger]
    """Gates x (open, shut, tried, refused, opened, closed, hours) x kinds."""
    pressure: NDArray[np.signedinteger]
    """Pressing friends by kind."""
    ended: NDArray[np.int64]
    """Half-ties ended: kin or friend x anyway or for the score."""
    formed: NDArray[np.int64]
    """Half-ties formed, by channel."""
    census: Census
    ties: NDArray[np.int64]
    """Half-ties by kin or other and both scores, then by both scores without association."""
    spoke: NDArray[np.int64]
    """Half-ties by kin or other and who dissented."""
    registers: NDArray[np.signedinteger]
    """Registers x (on, entered, left by payment, by term, by a deed) x kinds."""

    def clear(self) -> None:
        """Set every count to nought."""
        for array in (*self[:5], *self.census, *self[6:]):
            array[...] = 0


def tallies(n_deeds: int, scheme: Scheme, world: World) -> Tallies:
    """Give tallies at nought."""
    n_gates, n_registers, n_kinds = len(scheme.gates), len(scheme.registers), len(world.kinds)
    whole = counted_in(world.n)
    return Tallies(
        np.zeros((n_deeds, n_kinds), whole), np.zeros((n_gates, len(GATE_COUNTS), n_kinds), whole),
        np.zeros(n_kinds, whole),
        np.zeros((2, 2), np.int64), np.zeros(5, np.int64), census_of_nothing(n_kinds, whole),
        np.zeros((4, 13, 13), np.int64), np.zeros((2, 2, 2), np.int64),
        np.zeros((n_registers, len(REGISTER_COUNTS), n_kinds), whole),
    )


class Desk(NamedTuple):
    """Everything a worker needs for the citizens `lo` to `hi`, sliced once."""

    lo: int
    hi: int
    heard: Heard
    stakes: Stakes
    utility: NDArray[np.int32]
    deeds: NDArray[np.uint8]
    happened: NDArray[np.uint8]
    """How often each thing happened to one this month, ``(n_happenings, m)``."""
    words: NDArray[np.uint32]
    seen: NDArray[np.uint32]
    """Words by which deeds are seen; they lie where the utilities were, which are spent by then."""
    mine: NDArray[np.int64]
    """Gates that are for each citizen, and those open to each; they lie where the utilities were."""
    now: NDArray[np.int64]
    other: NDArray[np.int64]
    """Gates open to each by the score of another bureau; it lies where the words by which deeds are seen were."""
    views: tuple[object, ...]
    """Act -> its view: slices of the columns it declares."""


class Scratch:
    """The memory of one worker: one citizen longer than its longest range, so that every desk is a part of it.

    Were a desk all of it, its arrays would lie without gaps in memory, and every kernel be compiled for such as well.
    """

    def __init__(self, longest: int, n_acts: int, n_happenings: int) -> None:
        most = longest + 1
        self.bytes = np.zeros((9, most), np.uint8)
        self.stakes = np.zeros((3, most), np.int32)
        self.ranks = np.zeros((3, most), np.int16)
        self.utility = np.zeros((8, most), np.int32)
        self.spent = self.utility[4:].reshape(-1).view(np.int64).reshape(2, most)
        self.deeds = np.zeros((n_acts, most), np.uint8)
        self.happened = np.zeros((n_happenings, most), np.uint8)
        self.nothing = np.zeros(8 * most, np.uint8)
        """What acts read of institutions that are closed."""
        self.words = np.zeros((4, most), np.uint32)

    def nbytes(self) -> int:
        """Give the bytes of it all."""
        return sum(a.nbytes for a in (
            self.bytes, self.stakes, self.ranks, self.utility, self.deeds, self.happened, self.nothing, self.words
        ))

    def desk(self, lo: int, hi: int, world: World, acts: tuple[Act, ...]) -> Desk:
        """Give the desk of one range on this memory."""
        m = hi - lo
        heard = Heard(*(row[:m] for row in self.bytes))
        gain, loss, caution = (row[:m] for row in self.stakes)
        stakes = Stakes(gain, loss, caution, *(row[:m] for row in self.ranks))
        around = {**heard._asdict(), "opens": stakes.opens, "step": stakes.step, "rank": stakes.rank}
        views = tuple(
            act.view(*(around[f] if f in around else self._column(world, f, lo, hi) for f in act.view._fields))
            if isinstance(act, OldAct) else None for act in acts
        )
        return Desk(
            lo, hi, heard, stakes, self.utility[:, :m], self.deeds[:, :m], self.happened[:, :m], self.words[:, :m],
            self.utility[:4, :m].view(np.uint32), self.spent[0, :m], self.spent[1, :m],
            self.utility[2:4].reshape(-1).view(np.int64)[:m], views,
        )

    def _column(self, world: World, name: str, lo: int, hi: int) -> NDArray[np.generic]:
        """Give the rows `lo` to `hi` of a column; of an institution that is closed, noughts."""
        if name not in world.more and name in columns():
            return self.nothing.view(columns()[name].dtype)[: hi - lo]
        return world.named(name)[lo:hi]
