"""The panel: citizens whose rows are kept whole, month by month, and whose every point is booked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from numpy.typing import NDArray

from demerit.acts.act import AWARE, ENROLLED, ONLINE
from demerit.engine.groups import unpacked
from demerit.engine.steps.record import degrees

if TYPE_CHECKING:
    from demerit.engine.columns import World
    from demerit.engine.views import TieColumns


FOUR = 4
"""Entries of the book that stand in one word of 64 bits; its rows are filled up to a multiple."""


class Panel:
    """The panel's ids and what is being booked about them.

    Parameters
    ----------
    ids
        Sorted citizens, int64.
    kinds
        The ledger's kinds of entry, (entry, account), in the order of the book's columns.
    deeds
        The names of all deeds.
    """

    def __init__(self, ids: NDArray[np.int64], kinds: list[tuple[str, str]], deeds: list[str], bureau: str) -> None:
        n = len(ids)
        self.ids = ids
        self.kinds = kinds
        self.deeds = deeds
        self.bureau = bureau
        self.book = np.zeros((n, FOUR * max(1, -(-len(kinds) // FOUR))), np.int16)
        self.done = np.zeros((n, len(deeds)), np.uint8)
        self.lost = np.zeros((n, 2, 2), np.uint8)
        self.pressure = np.zeros(n, np.uint8)

    def clear(self) -> None:
        """Forget what was booked."""
        for array in (self.book, self.done, self.lost, self.pressure):
            array[...] = 0

    def booked(self, week: int) -> pl.DataFrame:
        """Give this week's entries of the ledger, and close the book."""
        at = _set(self.book)
        row, kind = np.divmod(at, self.book.shape[1])
        entries, accounts = ([pair[c] for pair in self.kinds] for c in range(2))
        frame = self._entries(week, row, _picked(accounts, kind), _picked(entries, kind), self.book.ravel()[at])
        self.book[...] = 0
        return frame

    def started(self, accounts: list[str], world: World) -> pl.DataFrame:
        """Give the entries with which every account starts."""
        at = world.account[:, self.ids]
        row, account = np.nonzero(at.T)
        return self._entries(-1, row, _picked(accounts, account), _picked(["start"], np.zeros_like(row)),
                             at[account, row])

    def _entries(self, week: int, row: NDArray[np.int64], account: pl.Series, entry: pl.Series,
                 points: NDArray[np.int16]) -> pl.DataFrame:
        """Give rows of the ledger."""
        return pl.DataFrame({
            "week": np.full(len(row), week, np.int16), "citizen": self.ids[row].astype(np.int32),
            "account": account, "entry": entry, "points": points.astype(np.int16),
        }, schema=LEDGER)

    def rows(self, week: int, world: World, columns: TieColumns, accounts: list[str],
             registers: list[str], province: NDArray[np.uint8]) -> pl.DataFrame:
        """Give the whole rows of the panel at a settling, and begin a new month."""
        ids = self.ids
        degree, kin = np.zeros(len(ids), np.int16), np.zeros(len(ids), np.int16)
        degrees(ids, columns, degree, kin)
        status = world.status[ids]
        frame: dict[str, NDArray[np.generic]] = {
            "week": np.full(len(ids), week, np.int16), "citizen": ids.astype(np.int32),
            **{PANEL_NAMES.get(k, k): v for k, v in unpacked(world.kinds[world.cell[ids]]).items()},
            "online": (status & ONLINE != 0).astype(np.uint8),
            "province": province[ids], "occupation": world.occupation[ids],
            "score": world.score[ids], "standing": world.standing[ids],
            "conviction": world.conviction[ids], "fear": world.fear[ids], "pressure": self.pressure,
            "degree": degree, "kin": kin, "enrolled": status & ENROLLED != 0, "aware": status & AWARE != 0,
            "arrears": world.arrears[ids],
        }
        frame |= {name: array[ids] for name, array in world.more.items()}
        frame |= {f"listed_{name}": world.listed[number, ids] for number, name in enumerate(registers)}
        frame |= {f"account_{name}": world.account[number, ids] for number, name in enumerate(accounts)}
        done = np.ascontiguousarray(self.done.T)
        frame |= {f"n_{name.replace('.', '_')}": done[k] for k, name in enumerate(self.deeds)}
        for k, kind in enumerate(("kin", "friend")):
            for c, cause in enumerate(("base", "score")):
                frame[f"lost_{kind}_{cause}"] = self.lost[:, k, c].copy()
        self.clear()
        table = pl.DataFrame(frame)
        return table.with_columns(score=pl.when(pl.col("score") < 0).then(None).otherwise(pl.col("score")))


def _set(book: NDArray[np.int16]) -> NDArray[np.int64]:
    """Give where a book holds anything, as places in all of it: four entries, most of them empty, are asked at once."""
    fours = np.flatnonzero(book.view(np.uint64) != 0)
    which, at = np.nonzero(book.reshape(-1, FOUR)[fours] != 0)
    return np.asarray(fours[which] * FOUR + at)


def _picked(names: list[str], numbers: NDArray[np.int64]) -> pl.Series:
    """Give names by their numbers, as categories."""
    return pl.Series(names, dtype=pl.Categorical).gather(pl.Series(numbers))


PANEL_NAMES = {"age": "age_band"}
"""Dimension -> the panel's column, where it is called otherwise."""
LEDGER = {"week": pl.Int16, "citizen": pl.Int32, "account": pl.Categorical, "entry": pl.Categorical, "points": pl.Int16}
"""Columns of the ledger, but for the bureau, which is added when it is written."""
