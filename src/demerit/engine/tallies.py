"""Tallies: what workers count in a month, by kind of citizen, and the sums of that by group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.base.bit_sums import BITS
from demerit.base.loom import Fixed, Loop, Told
from demerit.base.native import Bound
from demerit.engine.count_dtype import count_dtype
from demerit.engine.layout import PLACES, Layout
from demerit.engine.steps.gate import BY_BITS, FEW
from demerit.engine.steps.implicate import FRIENDS_COUNTS
from demerit.engine.steps.record import BINS
from demerit.engine.steps.register import REGISTER_COUNTS
from demerit.rows.groups import GROUPS, MEMBERSHIP

if TYPE_CHECKING:
    from collections.abc import Callable

Array = NDArray[Any]
i64: Any = np.int64
u64: Any = np.uint64
N_GROUPS = len(GROUPS)


class Single(NamedTuple):
    """Counts that are taken of everybody together; int64."""

    ended: Array
    """Half-ties ended: kin or friend x anyway or for the score."""
    formed: Array
    """Half-ties formed, by channel."""
    ties: Array
    """Half-ties by kin or other and both scores, then by both scores without association."""
    spoke: Array
    """Half-ties by kin or other and who dissented."""
    place: Array
    """Citizens scored, by place and 12th of the scale."""
    repaid: Array
    """Test loans of those scored, of others, and loans granted, by 60th of the scale: repaid, defaulted."""
    risk: Array
    """Test loans by fifth of reliability: repaid, defaulted."""
    loss: Array
    """Points lost through friends, in steps of 5."""


SHAPES: tuple[tuple[int, ...], ...] = (
    (2, 2), (5,), (4, 13, 13), (2, 2, 2), (len(PLACES), 13), (BINS, 6), (5, 2), (BINS,),
)
"""The shapes of `Single`, in its order."""


class Tallies:
    """What a worker has counted since the last settling.

    Attributes
    ----------
    narrow, wide
        Counts by kind of citizen, ``(rows, n_kinds)``, in the integers that they need.
    bits
        Counts of bits of words by kind, uint32 ``(n_words, 32 n_kinds)`` (`base.bit_sums`): a bit is counted once a
        week, so a thousand million citizens of one kind find room.
    single
        What is counted of everybody together.
    """

    def __init__(self, layout: Layout, n: int, n_kinds: int) -> None:
        self.layout = layout
        self.narrow = np.zeros((layout.narrow_rows, n_kinds), count_dtype(n))
        self.wide = np.zeros((layout.wide_rows, n_kinds), np.int64)
        self.bits = np.zeros((len(layout.bits), BITS * n_kinds), np.uint32)
        self.flat = np.zeros(sum(int(np.prod(shape)) for shape in SHAPES), np.int64)
        at, views = 0, []
        for shape in SHAPES:
            size = int(np.prod(shape))
            views.append(self.flat[at : at + size].reshape(shape))
            at += size
        self.single = Single(*views)

    def named(self, name: str) -> Array:
        """Give the array that a step counts into, by name."""
        if name in Single._fields:
            return getattr(self.single, name)  # type: ignore[no-any-return]
        if name in ("deeds", "many"):
            first_of_gates = len(self.bits) - len(BY_BITS)
            return self.bits[:first_of_gates] if name == "deeds" else self.bits[first_of_gates:]
        if name in self.layout.wide:
            first, end = self.layout.wide[name]
            return self.wide[first:end]
        first, end = self.layout.blocks[name]
        block = self.narrow[first:end]
        shapes = {"gates": len(FEW), "registers": len(REGISTER_COUNTS), "friends_deeds": len(FRIENDS_COUNTS)}
        if name in shapes:
            return block.reshape(-1, shapes[name], block.shape[1])
        return block[0] if name == "pressure" else block

    def of(self, institution: str) -> list[Array]:
        """Give the arrays that an institution counts into."""
        name = f"institution:{institution}"
        rows = self.wide if name in self.layout.wide else self.narrow
        first, end = self.layout.wide.get(name) or self.layout.blocks[name]
        return list(rows[first:end])

    def clear(self) -> None:
        """Set every count to nought."""
        for counts in (self.narrow, self.wide, self.bits, self.flat):
            counts[...] = 0

    def nbytes(self) -> int:
        """Give its bytes."""
        return int(self.narrow.nbytes + self.wide.nbytes + self.bits.nbytes + self.flat.nbytes)


class Counted(NamedTuple):
    """The counts that `sum_up` adds up."""

    narrow: Array
    """Count x kind of citizen, int32 or int64."""
    wide: Array
    """The same, int64."""
    bits: Array
    """Word x kind of citizen, 32 counts for each, uint32."""
    rows: Array
    """Word -> the first row of `Sums.found` that it fills, and behind its last, int64."""
    groups: Array
    """Kind of citizen x dimension, and everybody before: the group that it belongs to, int32."""
    belongs: Array
    """Kind of citizen x group: all bits where it belongs to it, else none, int8."""


class Sums(NamedTuple):
    """What `sum_up` works on."""

    some: Array
    """Scratch: kinds of which a count says something, uint32; a range has the row of its first count."""
    bits: Array
    """Scratch: word x group, 32 sums for each, uint32: all citizens together are no more than find room in one kind."""
    found: Array
    """Written: count x group, int64."""


def sum_up(lo: int, hi: int, counted: Counted, sums: Sums) -> None:
    """Sum up counts, which are by kind of citizen, by group: narrow ones, then wide ones, then words of bits.

    Of most counts, and of most kinds, there is nothing. What is added stands together and nobody has to ask where, so
    that the compiler adds to many groups, or of many bits, at once.
    """
    wide = u64(counted.narrow.shape[0])
    bits = wide + u64(counted.wide.shape[0])
    for i in range(u64(lo), min(u64(hi), wide)):
        sum_up_row(i, u64(lo), counted.narrow[i], counted.belongs, sums)
    for i in range(max(u64(lo), wide), min(u64(hi), bits)):
        sum_up_row(i, u64(lo), counted.wide[i - wide], counted.belongs, sums)
    for i in range(max(u64(lo), bits), u64(hi)):
        sum_up_bits(i - bits, counted, sums)


def sum_up_row(i: Any, scratch: Any, row: Array, belongs: Array, sums: Sums) -> None:
    """Sum up the `i`-th count; the kinds of which there is something are listed first, without a guess at each."""
    some, many = i64(0), u64(0)
    for kind in range(u64(row.shape[0])):
        some |= i64(row[kind])
    for group in range(u64(N_GROUPS)):
        sums.found[i, group] = 0
    for kind in range(u64(row.shape[0]) if some != 0 else u64(0)):
        sums.some[scratch, many] = kind
        many += u64(row[kind] != 0)
    for at in range(many):
        kind = u64(sums.some[scratch, at])
        count = i64(row[kind])
        for group in range(u64(N_GROUPS)):
            sums.found[i, group] += count & i64(belongs[kind, group])


def sum_up_bits(word: Any, counted: Counted, sums: Sums) -> None:
    """Sum up the counts of a word, all its bits together."""
    for sum_ in range(u64(N_GROUPS * BITS)):
        sums.bits[word, sum_] = 0
    for kind in range(u64(counted.groups.shape[0])):
        for dimension in range(u64(counted.groups.shape[1])):
            first = u64(counted.groups[kind, dimension]) * u64(BITS)
            for bit in range(u64(BITS)):
                sums.bits[word, first + bit] += counted.bits[word, kind * u64(BITS) + bit]
    first = u64(counted.rows[word])
    for bit in range(u64(counted.rows[word + u64(1)]) - first):
        for group in range(u64(N_GROUPS)):
            sums.found[first + bit, group] = i64(sums.bits[word, group * u64(BITS) + bit])


class FirstDeeds(NamedTuple):
    """What `fill_first_deed` works on."""

    acts: Array
    """Act that takes place x (row of its first deed, row behind its last, how often it does in a month), int64."""
    everybody: Array
    """Group -> how many there are, int64."""
    found: Array
    """Count x group; written: the first deed of each act, which nobody counts."""


def fill_first_deed(i: int, deeds: FirstDeeds) -> None:
    """Write how often the first deed of the `i`-th act was done: as often as the act took place, less all others."""
    first, end, times = u64(deeds.acts[i, 0]), u64(deeds.acts[i, 1]), i64(deeds.acts[i, 2])
    for group in range(u64(deeds.found.shape[1])):
        done = i64(0)
        for deed in range(first + u64(1), end):
            done += deeds.found[deed, group]
        deeds.found[first, group] = times * deeds.everybody[group] - done


class Grouping:
    """Sums of the counts of all workers by kind into counts by group, in the order of `Layout.rows`."""

    def __init__(self, tallies: list[Tallies], kinds: NDArray[np.uint16]) -> None:
        layout, first = tallies[0].layout, tallies[0]
        self.found = np.zeros((layout.rows, N_GROUPS), np.int64)
        self._counts = [[getattr(tally, name) for tally in tallies] for name in ("narrow", "wide", "bits")]
        self._ends = np.cumsum([0, *(len(counts[0]) for counts in self._counts)]).tolist()
        """Where the rows of narrow ones, wide ones, words of bits begin, and where they end."""
        rows = layout.bit_rows + np.cumsum([0, *layout.bits])
        groups = np.array([np.flatnonzero(MEMBERSHIP[:, kind]) for kind in kinds], np.int32)
        counted = Counted(first.narrow, first.wide, first.bits, rows, groups,
                          np.ascontiguousarray(-MEMBERSHIP[:, kinds].T, np.int8))
        sums = Sums(np.empty((self._ends[-1], len(kinds)), np.uint32),
                    np.empty((len(first.bits), N_GROUPS * BITS), np.uint32), self.found)
        self._sum_up = Bound(Loop("sum_up", sum_up, {"counted": Told(counted), "sums": Fixed(sums)}, whole=True))
        deeds = FirstDeeds(layout.first_deeds, self.found[layout.blocks["who"][0]], self.found)
        self._first_deeds = Bound(Loop("fill_first_deed", fill_first_deed, {"deeds": Fixed(deeds)}))
        self._acts = len(deeds.acts)

    def grouped(self, share: Callable[[int, Callable[[int, int], None]], None]) -> NDArray[np.int64]:
        """Give the counts by group, and set those by kind to nought; `share` deals rows to workers."""
        share(self._ends[-1], self._sum_rows)
        return self.found

    def _sum_rows(self, lo: int, hi: int) -> None:
        """Sum up some rows of the counts of all workers by group."""
        parts = [[each[max(lo - first, 0) : max(hi - first, 0)] for each in counts]
                 for counts, first in zip(self._counts, self._ends, strict=False)]
        for first, *others in parts:
            for other in others:
                first += other
        self._sum_up(lo, hi, 0)
        for part in parts:
            for each in part:
                each[...] = 0

    def fill_first_deeds(self) -> None:
        """Write into the counts by group how often the first deed of each act was done, which nobody counts."""
        self._first_deeds(0, self._acts, 0)
