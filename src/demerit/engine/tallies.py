"""Tallies: what workers count in a month, by kind of citizen, and the sums of that by group."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.base.bit_sums import BITS
from demerit.base.loom import Fixed, Loop
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


class Sums(NamedTuple):
    """What `sum_up` works on."""

    counts: Array
    """Count x kind of citizen, int32 or int64."""
    groups: Array
    """Kind of citizen x dimension, and everybody before: the group that it belongs to, int32."""
    some: Array
    """Scratch, a row for each count, as long as one of `counts`, uint32; of a range the first of its rows is used."""
    found: Array
    """Written: count x group, int64."""


def sum_up(lo: int, hi: int, sums: Sums) -> None:
    """Sum up counts, which are by kind of citizen, by group; of most counts, and of most kinds, there is nothing.

    The kinds of which there is something are listed first, without a question of each that the processor had to guess.
    """
    for i in range(u64(lo), u64(hi)):
        counted = i64(0)
        for kind in range(u64(sums.counts.shape[1])):
            counted |= i64(sums.counts[i, kind])
        for group in range(u64(sums.found.shape[1])):
            sums.found[i, group] = 0
        many = u64(0)
        for kind in range(u64(sums.counts.shape[1]) if counted != 0 else u64(0)):
            sums.some[u64(lo), many] = kind
            many += u64(sums.counts[i, kind] != 0)
        for at in range(many):
            kind = u64(sums.some[u64(lo), at])
            for dimension in range(u64(sums.groups.shape[1])):
                sums.found[i, u64(sums.groups[kind, dimension])] += i64(sums.counts[i, kind])


class BitSums(NamedTuple):
    """What `sum_up_bits` works on."""

    bits: Array
    """Word x kind of citizen, 32 counts for each, uint32."""
    groups: Array
    first: Array
    """Word -> the first row of `found` that it fills, and behind its last, int64."""
    some: Array
    """Scratch, a row for each word, as long as one of `bits`, uint32."""
    found: Array
    """Written: count x group, int64."""


def sum_up_bits(i: int, sums: BitSums) -> None:
    """Sum up the counts of the `i`-th word, which are by kind of citizen, by group, all bits of a kind together."""
    first, end, many = u64(sums.first[i]), u64(sums.first[i + 1]), u64(0)
    for row in range(first, end):
        for group in range(u64(sums.found.shape[1])):
            sums.found[row, group] = 0
    for kind in range(u64(sums.groups.shape[0])):
        for bit in range(end - first):
            sums.some[i, many] = kind * u64(BITS) + bit
            many += u64(sums.bits[i, kind * u64(BITS) + bit] != 0)
    for k in range(many):
        at = u64(sums.some[i, k])
        kind, row = at // u64(BITS), first + at % u64(BITS)
        for dimension in range(u64(sums.groups.shape[1])):
            sums.found[row, u64(sums.groups[kind, dimension])] += i64(sums.bits[i, at])


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
        groups = np.array([np.flatnonzero(MEMBERSHIP[:, kind]) for kind in kinds], np.int32)
        layout = tallies[0].layout
        self.found = np.zeros((layout.rows, len(GROUPS)), np.int64)
        narrow, wide, bits = ([getattr(tally, name) for tally in tallies] for name in ("narrow", "wide", "bits"))
        ends = np.cumsum([0, *layout.bits])
        of_bits = BitSums(bits[0], groups, ends, np.empty(bits[0].shape, np.uint32), self.found[layout.bit_rows :])
        self._parts = [(bits, Bound(Loop("sum_up_bits", sum_up_bits, {"sums": Fixed(of_bits)})))]
        for counts, found in ((narrow, self.found[: layout.narrow_rows]),
                              (wide, self.found[layout.narrow_rows : layout.bit_rows])):
            if len(found):
                sums = Sums(counts[0], groups, np.empty(counts[0].shape, np.uint32), found)
                self._parts.append((counts, Bound(Loop("sum_up", sum_up, {"sums": Fixed(sums)}, whole=True))))

        first = FirstDeeds(layout.first_deeds, self.found[layout.blocks["who"][0]], self.found)
        self._first_deeds = Bound(Loop("fill_first_deed", fill_first_deed, {"deeds": Fixed(first)}))
        self._acts = len(first.acts)

    def grouped(self, share: Callable[[int, Callable[[int, int], None]], None]) -> NDArray[np.int64]:
        """Give the counts by group, and set those by kind to nought; `share` deals rows to workers."""
        for counts, bound in self._parts:
            share(len(counts[0]), partial(_sum_rows, counts, bound))
        return self.found

    def fill_first_deeds(self) -> None:
        """Write into the counts by group how often the first deed of each act was done, which nobody counts."""
        self._first_deeds(0, self._acts, 0)


def _sum_rows(counts: list[Array], bound: Bound, lo: int, hi: int) -> None:
    """Sum up some rows of the counts of all workers by group."""
    for others in counts[1:]:
        counts[0][lo:hi] += others[lo:hi]
    bound(lo, hi, 0)
    for each in counts:
        each[lo:hi] = 0
