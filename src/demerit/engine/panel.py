"""The panel: citizens whose rows are kept whole, month by month, and whose every point is booked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from demerit.base.bit_column import Column
from demerit.base.loom import Fixed, Loop
from demerit.base.native import Bound
from demerit.engine.steps import judge
from demerit.rows.bits import AWARE, ENROLLED, ONLINE
from demerit.rows.groups import unpacked
from demerit.rows.ties import KIN

if TYPE_CHECKING:
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
    """

    def __init__(self, ids: NDArray[np.int64], plan: Plan) -> None:
        n = len(ids)
        self.ids = ids
        self.plan = plan
        self.kinds = plan.entries
        self.names = [f"n_{name.replace('.', '_')}" for name in plan.deeds]
        """The columns of what citizens did, by deed."""
        bureau = plan.scheme.headline_bureau
        self.bureau = bureau.name if bureau else ""
        fours = max(1, -(-len(self.kinds) // FOUR))
        self.arrays = judge.Panel(
            np.zeros((n, FOUR * fours), np.int16), np.zeros((n, len(plan.deeds)), np.uint8),
            np.zeros((n, 2, 2), np.uint8), np.zeros(n, np.uint8),
        )
        self._counts: Bound | None = None

    def clear(self) -> None:
        """Forget what was booked."""
        for array in self.arrays:
            array[...] = 0

    def booked(self, week: int) -> Booked:
        """Give this week's entries of the ledger, and close the book."""
        book = self.arrays.book
        at = _set(book)
        row, kind = np.divmod(at, book.shape[1])
        found = Booked(week, self.ids[row].astype(np.int32), kind.astype(np.int16), book.ravel()[at], self.kinds)
        book[...] = 0
        return found

    def started(self, world: World) -> Booked:
        """Give the entries with which every account starts."""
        at = world.account[:, self.ids].astype(np.int16)
        row, account = np.nonzero(at.T)
        kinds = [("start", name) for name in self.plan.scheme.accounts]
        return Booked(-1, self.ids[row].astype(np.int32), account.astype(np.int16), at[account, row], kinds)

    def rows(self, week: int, world: World) -> PanelRows:
        """Give the whole rows of the panel at a settling, and begin a new month."""
        ids = slice(None) if len(self.ids) == world.n else self.ids
        degree, kin = self._degrees(world)
        status = world.status[ids]
        done, lost, noted = self.arrays.done, self.arrays.lost, self.arrays.noted
        found: dict[str, Array] = {
            "week": np.full(len(self.ids), week, np.int16), "citizen": self.ids.astype(np.int32),
            **{PANEL_NAMES.get(k, k): v for k, v in unpacked(world.kinds[world.cell[ids]]).items()},
            "online": (status & ONLINE != 0).astype(np.uint8),
            "province": (world.place[ids] >> 1).astype(np.uint8), "occupation": world.occupation[ids].copy(),
            "score": world.score[ids].copy(), "standing": world.standing[ids].copy(),
            "conviction": world.conviction[ids].copy(), "fear": world.fear[ids].copy(), "pressure": noted.copy(),
            "degree": degree, "kin": kin, "enrolled": status & ENROLLED != 0, "aware": status & AWARE != 0,
            "arrears": world.arrears[ids].copy(), "owed": world.owed[ids].copy(),
        }
        scheme = self.plan.scheme
        found |= {name: array[ids].copy() for name, array in world.more.items()}
        found |= {f"listed_{name}": world.listed[k, ids].copy() for k, name in enumerate(scheme.registers)}
        found |= {f"account_{name}": world.account[k, ids].astype(np.int16) for k, name in enumerate(scheme.accounts)}
        columns = np.ascontiguousarray(done.T)
        found |= dict(zip(self.names, columns, strict=True))
        for k, kind in enumerate(("kin", "friend")):
            for c, cause in enumerate(("base", "score")):
                found[f"lost_{kind}_{cause}"] = lost[:, k, c].copy()
        self.clear()
        return PanelRows(found)

    def _degrees(self, world: World) -> Degrees:
        """Give the live ties of the panel, and how many are to kin."""
        if self._counts is None:
            parts = {"citizens": Fixed(Ties(self.ids, world.start, world.friend, world.kind)),
                     "found": Fixed(Degrees(*np.zeros((2, len(self.ids)), np.int16)))}
            self._counts = Bound(Loop("degree_of", degree_of, parts))
        found = Degrees(*np.zeros((2, len(self.ids)), np.int16))
        self._counts.turn("citizens", Ties(self.ids, world.start, world.friend, world.kind))
        self._counts.turn("found", found)
        self._counts(0, len(self.ids), 0)
        return found

    def nbytes(self) -> int:
        """Give the bytes of its arrays."""
        return sum(int(array.nbytes) for array in self.arrays)


@dataclass
class Booked:
    """What was booked in a week."""

    week: int
    citizen: NDArray[np.int32]
    kind: NDArray[np.int16]
    points: NDArray[np.int16]
    kinds: list[tuple[str, str]]

    @cached_property
    def frame(self) -> pl.DataFrame:
        """Rows of the ledger."""
        kind = pl.Series(self.kind)
        entries, accounts = (pl.Series([pair[c] for pair in self.kinds], dtype=pl.Categorical) for c in range(2))
        return pl.DataFrame({
            "week": np.full(len(self.citizen), self.week, np.int16), "citizen": self.citizen,
            "account": accounts.gather(kind), "entry": entries.gather(kind), "points": self.points,
        }, schema=LEDGER)


@dataclass
class PanelRows:
    """The panel's rows of a month."""

    columns: dict[str, Array]

    @cached_property
    def frame(self) -> pl.DataFrame:
        """The rows as a table."""
        table = pl.DataFrame(self.columns)
        return table.with_columns(score=pl.when(pl.col("score") < 0).then(None).otherwise(pl.col("score")))


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


def degree_of(i: int, citizens: Ties, found: Degrees) -> None:
    """Write the live ties of the panel's `i`-th, and how many are to kin."""
    who = citizens.ids[i]
    degree, kin = 0, 0
    for t in range(citizens.start[who], citizens.start[who + 1]):
        if citizens.friend[t] < 0:
            break
        degree += 1
        kin += 1 if citizens.kind[t] & 3 == KIN else 0
    found.degree[i] = degree
    found.kin[i] = kin


def _set(book: NDArray[np.int16]) -> NDArray[np.int64]:
    """Give where a book holds anything, as places in all of it: four entries, most of them empty, are asked at once."""
    fours = np.flatnonzero(book.view(np.uint64) != 0)
    which, at = np.nonzero(book.reshape(-1, FOUR)[fours] != 0)
    return np.asarray(fours[which] * FOUR + at)


PANEL_NAMES = {"age": "age_band"}
"""Dimension -> the panel's column, where it is called otherwise."""
LEDGER = {"week": pl.Int16, "citizen": pl.Int32, "account": pl.Categorical, "entry": pl.Categorical, "points": pl.Int16}
"""Columns of the ledger, but for the bureau, which is added when it is written."""
