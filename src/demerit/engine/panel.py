"""The panel: citizens whose rows are kept whole, month by month, and whose every point is booked."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.base.bit_column import Column
from demerit.base.first_from import first_from
from demerit.base.loom import Fixed, Loop
from demerit.base.native import Bound
from demerit.engine.ledger import Booked
from demerit.engine.panel_rows import AS_THEY_ARE, MONTHLY, TOLD_APART, PanelRows
from demerit.engine.snapshot import Snapshot
from demerit.engine.steps import book
from demerit.engine.steps.judge import shifts
from demerit.rows.diary import MONTH
from demerit.rows.ties import KIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.engine.backends.threads import Share
    from demerit.engine.plan import Plan
    from demerit.engine.world import World

FOUR = 4
"""Entries of the book that stand in one word of 64 bits; its rows are filled up to a multiple."""
Array = NDArray[Any]


class Panel:
    """The panel's ids and what is being booked about them.

    Parameters
    ----------
    ids
        Sorted citizens, int64.
    plan
        What there is to book.
    ranges
        Those in which passes go over all citizens.
    """

    def __init__(self, ids: NDArray[np.int64], plan: Plan, ranges: Sequence[tuple[int, int]]) -> None:
        n = len(ids)
        self.ids = ids
        self.plan = plan
        self.kinds = plan.entries
        self.names = [f"n_{name.replace('.', '_')}" for name in plan.deeds]
        """The columns of what citizens did, by deed."""
        bureau = plan.scheme.headline_bureau
        self.bureau = bureau.name if bureau else ""
        fours = max(1, -(-len(self.kinds) // FOUR))
        self.arrays = book.Panel(
            np.zeros((n, FOUR * fours), np.int16), np.zeros((n, sum(act.monthly for act in plan.acts)), np.uint8),
            np.zeros((n, 2, 2), np.uint8), np.zeros(n, np.uint8), np.zeros((n, 2), np.uint8),
        )
        self._shifts = shifts()
        self._taken: tuple[Snapshot, Bound] | None = None
        self._firsts = np.unique(np.searchsorted(ids, [first for first, _ in ranges])).tolist()
        """The places among the panel of the first of each range that has any; one more may stand behind all."""

    def done(self, diary: Array, weeks: int = MONTH, did: Array | None = None) -> NDArray[np.uint8]:
        """Give how often citizens did each deed in a month, a column for each of `names`; 0 of what takes no place.

        Parameters
        ----------
        diary
            Their deeds of weekly acts (`rows.diary`), a row each.
        weeks
            How many weeks of the month have passed.
        did
            What monthly acts ended in, a row each; None where the month is not over.
        """
        plan, place = self.plan, -1
        found = np.zeros((len(self.names), len(diary)), np.uint8)
        for number, act in enumerate(plan.acts):
            first, end = plan.first_deeds[number : number + 2]
            place += act.monthly
            if not plan.takes_place[number] or (act.monthly and did is None):
                continue
            shift, most = int(self._shifts[number]) if not act.monthly else 0, (1 << act.bits) - 1
            told = [did[:, place]] if did is not None and act.monthly else [
                (diary >> (shift + act.bits * week)) & most for week in range(weeks)]
            for deed in range(end - first):
                for one in told:
                    found[first + deed] += one == deed
        return found.T

    def clear(self) -> None:
        """Forget what was booked."""
        for array in self.arrays:
            array[...] = 0

    @cached_property
    def _book(self) -> tuple[Book, Bound]:
        """What a week's entries are taken off with, and the loop that does it."""
        book = self.arrays.book
        entries = Book(self.ids, book, book.view(np.uint64), np.empty(book.size, np.int32),
                       np.empty(book.size, np.int16), np.empty(book.size, np.int16),
                       np.zeros(len(self.ids) + 1, np.int64))
        return entries, Bound(Loop("take_off", take_off, {"book": Fixed(entries)}, whole=True))

    @property
    def books(self) -> list[Bound]:
        """The loop over a range that takes off the book what was booked in a week; none where nothing is."""
        return [self._book[1]] if len(self.ids) and self.kinds and self.plan.scheme.accounts else []

    def booked(self, week: int) -> Booked:
        """Give the entries of the ledger that were taken off the book this week."""
        book, _ = self._book
        width = book.book.shape[1]
        parts = [slice(width * first, width * first + many)
                 for first, many in zip(self._firsts, book.many[self._firsts].tolist(), strict=True)]
        citizen, kind, points = (np.concatenate([of[part] for part in parts])
                                 for of in (book.citizen, book.kind, book.points))
        return Booked(week, citizen, kind, points, self.kinds)

    def started(self, world: World) -> Booked:
        """Give the entries with which every account starts."""
        at = world.account[:, self.ids].astype(np.int16)
        row, account = np.nonzero(at.T)
        kinds = [("start", name) for name in self.plan.scheme.accounts]
        return Booked(-1, self.ids[row].astype(np.int32), account.astype(np.int16), at[account, row], kinds)

    def rows(self, week: int, world: World, share: Share) -> PanelRows:
        """Give the whole rows of the panel at a settling, and begin a new month; `share` deals it to workers."""
        snapshot, _ = self._taken_of(world)
        return PanelRows(week, snapshot.taken(share), snapshot, self, world.kinds)

    def takes(self, world: World) -> list[Bound]:
        """Give the loops over a range that take what is kept of the panel, at the end of a settling."""
        if not len(self.ids):
            return []
        snapshot, ties = self._taken_of(world)
        return [ties, *snapshot.loops]

    def _taken_of(self, world: World) -> tuple[Snapshot, Bound]:
        """Give what takes the columns of a world that are kept of the panel; and counts its ties."""
        if self._taken is None:
            self._taken = self._columns_of(world)
        return self._taken

    def _columns_of(self, world: World) -> tuple[Snapshot, Bound]:
        columns = {name: world.named(name) for name in (*AS_THEY_ARE, *TOLD_APART)} | world.more
        columns |= {f"listed_{name}": world.listed[k] for k, name in enumerate(self.plan.scheme.registers)}
        columns |= {f"account_{name}": world.account[k] for k, name in enumerate(self.plan.scheme.accounts)}
        degrees = Degrees(*np.zeros((2, len(self.ids)), np.int16))
        ties = Bound(Loop("degree_of", degree_of, {
            "citizens": Fixed(Ties(self.ids, world.start, world.friend, world.kind)), "found": Fixed(degrees)},
            whole=True))
        also = degrees._asdict() | {name: getattr(self.arrays, name) for name in MONTHLY}
        return Snapshot(self.ids, columns, also, MONTHLY), ties

    def nbytes(self) -> int:
        """Give the bytes of its arrays."""
        more = [*self._book[0][3:7]] if "_book" in vars(self) else []
        taken = 0 if self._taken is None else self._taken[0].nbytes()
        return taken + sum(int(array.nbytes) for array in (*self.arrays, *more))


class Ties(NamedTuple):
    """What `degree_of` reads."""

    ids: Array
    start: Array
    friend: Column
    kind: Column


class Degrees(NamedTuple):
    """What `degree_of` writes, a number for each of the panel."""

    degree: Array
    kin: Array


def degree_of(lo: int, hi: int, citizens: Ties, found: Degrees) -> None:
    """Write the live ties of those of the panel who are from `lo` to `hi`, and how many are to kin."""
    for p in range(first_from(citizens.ids, lo), first_from(citizens.ids, hi)):
        who = citizens.ids[p]
        degree, kin = 0, 0
        for t in range(citizens.start[who], citizens.start[who + 1]):
            if citizens.friend[t] < 0:
                break
            degree += 1
            kin += 1 if citizens.kind[t] & 3 == KIN else 0
        found.degree[p] = degree
        found.kin[p] = kin


class Book(NamedTuple):
    """What `take_off` works on."""

    ids: Array
    """The panel, int64."""
    book: Array
    """Entries, int16 ``(n_panel, n_entries)``."""
    fours: Array
    """The same, four in a word."""
    citizen: Array
    """Written: of every entry whose it is, int32; there is room for as many as the book can hold.

    The entries of a range begin where those of its first begin in the book.
    """
    kind: Array
    """Written: its kind, int16."""
    points: Array
    """Written: its points, int16."""
    many: Array
    """Written: how many there are of a range, at the place of its first among the panel, int64 ``(n_panel + 1,)``."""


def take_off(lo: int, hi: int, book: Book) -> None:
    """Take what is booked of those of the panel who are from `lo` to `hi` off the book."""
    first, last = first_from(book.ids, lo), first_from(book.ids, hi)
    begins = at = first * book.book.shape[1]
    for p in range(first, last):
        for four in range(book.fours.shape[1]):
            if book.fours[p, four] != 0:
                for kind in range(FOUR * four, FOUR * four + FOUR):
                    points = book.book[p, kind]
                    if points != 0:
                        book.citizen[at] = book.ids[p]
                        book.kind[at] = kind
                        book.points[at] = points
                        at += 1
                book.fours[p, four] = 0
    if last > first:  # the place of a range that has none is the next one's
        book.many[first] = at - begins
