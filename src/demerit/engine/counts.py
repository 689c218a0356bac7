"""The month's tallies as rows of one long table: week, table, key, group, bin, n."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from demerit.engine.groups import ALL, GROUPS, by_group
from demerit.engine.steps.gate import GATE_COUNTS
from demerit.engine.steps.register import REGISTER_COUNTS

if TYPE_CHECKING:
    from demerit.engine.desk import Tallies
    from demerit.law.scheme import Scheme

CAUSES = ("base", "score")
KINDS = ("kin", "friend")
CHANNELS = ("", "circle", "introduced", "place", "society")
WHO = ("adult", "online", "aware", "enrolled", "scored")
SCHEMA = {"week": pl.Int16, "table": pl.String, "key": pl.String, "group": pl.String, "bin": pl.Int16, "n": pl.Int64}


class Rows:
    """Rows being gathered; counts of nought are left out."""

    def __init__(self, week: int) -> None:
        self.week = week
        self._keys: list[tuple[str, str, int | None]] = []
        self._counts: list[NDArray[np.int64]] = []

    def add(self, table: str, key: str, group: str, bin_: int | None, n: int) -> None:
        """Add a row, unless it counts nothing."""
        if n:
            counts = np.zeros(len(GROUPS), np.int64)
            counts[GROUPS.index(group)] = n
            self.grouped(table, key, counts, bin_)

    def grouped(self, table: str, key: str, counts: NDArray[np.int64], bin_: int | None = None) -> None:
        """Add a row for every group, from counts by group."""
        self._keys.append((table, key, bin_))
        self._counts.append(counts)

    def totals(self) -> dict[tuple[str, str], int]:
        """Give (table, key) -> count over everybody, of all that is counted in no bins."""
        everybody = GROUPS.index(ALL)
        kept = zip(self._keys, self._counts, strict=True)
        return {(table, key): int(n[everybody]) for (table, key, bin_), n in kept if bin_ is None and n[everybody]}

    def frame(self) -> pl.DataFrame:
        """Give the rows as a table."""
        if not self._keys:
            return pl.DataFrame(schema=SCHEMA)
        counts = np.stack(self._counts)
        row, group = np.nonzero(counts)
        tables, keys, bins = zip(*self._keys, strict=True)
        by_row, by_group_ = pl.Series(row), pl.Series(group)
        return pl.DataFrame({
            "week": pl.Series(np.full(len(row), self.week, np.int16)),
            "table": pl.Series(tables, dtype=pl.String).gather(by_row),
            "key": pl.Series(keys, dtype=pl.String).gather(by_row),
            "group": pl.Series(GROUPS, dtype=pl.String).gather(by_group_),
            "bin": pl.Series(bins, dtype=pl.Int16).gather(by_row),
            "n": counts[row, group],
        }, schema=SCHEMA)


def summed(tallies: list[Tallies]) -> Tallies:
    """Give one tally that adds those of all workers: whole numbers, so any order gives the same."""
    def added(field: int) -> Any:
        parts = [tally[field] for tally in tallies]
        if isinstance(parts[0], tuple):
            return type(parts[0])(*(np.sum(arrays, axis=0) for arrays in zip(*parts, strict=True)))
        return np.sum(parts, axis=0, dtype=np.int64)

    return type(tallies[0])(*(added(field) for field in range(len(tallies[0]))))


def month(week: int, t: Tallies, scheme: Scheme, deeds: list[str], places: tuple[str, ...],
          kinds: NDArray[np.uint16], with_ties: bool) -> Rows:
    """Give the rows of one month from the tallies of all workers, stamped with the scoring week."""
    rows = Rows(week)
    low, width = scheme.scale.low, scheme.scale.high - scheme.scale.low
    bureau = scheme.headline_bureau.name if scheme.headline_bureau else ""
    for name, counts in zip(deeds, by_group(t.deeds, kinds), strict=True):
        rows.grouped("deed", name, counts)
    for number, name in enumerate(WHO):
        rows.grouped(name, "", by_group(t.census.who[number], kinds))
    rows.grouped("fear", "", by_group(t.census.who[5], kinds))
    rows.grouped("arrears", "", by_group(t.census.who[6], kinds))
    rows.grouped("pressure", "", by_group(t.pressure, kinds))
    for number, counts in enumerate(by_group(t.census.score, kinds)):
        rows.grouped("score", bureau, counts, lowest(low, width, number))
    for number, counts in enumerate(by_group(t.census.stand, kinds)):
        rows.grouped("opinion", "private", counts, number - 8)
    _places(rows, t, places, low, width)
    for number, (repaid, defaulted) in enumerate(t.census.repaid):
        rows.add("repaid", "repaid", ALL, lowest(low, width, number), repaid)
        rows.add("repaid", "defaulted", ALL, lowest(low, width, number), defaulted)
    for number, n in enumerate(t.census.loss):
        rows.add("association", "innocent_loss", ALL, number * 5, n)
    for number, gate in enumerate(scheme.gates):
        for what, counts in zip(GATE_COUNTS, by_group(t.gates[number], kinds), strict=True):
            rows.grouped("gate", f"{gate}:{what}", counts)
    for number, register in enumerate(scheme.registers):
        for what, counts in zip(REGISTER_COUNTS, by_group(t.registers[number], kinds), strict=True):
            rows.grouped("register", f"{register}:{what}", counts)
    _ties(rows, t, with_ties)
    return rows


def lowest(low: int, width: int, number: int, parts: int = 60) -> int:
    """Give the lowest score in one of so many parts of a scale, whose width need be no multiple of them."""
    return low + -(-number * width // parts)


def _places(rows: Rows, t: Tallies, places: tuple[str, ...], low: int, width: int) -> None:
    """Add the scores of every place."""
    for number, name in enumerate(places):
        key = f"{name}:{'urban' if number & 1 else 'rural'}"
        for bin_ in np.flatnonzero(t.census.place[number]):
            rows.add("score_place", key, ALL, lowest(low, width, int(bin_), 12), t.census.place[number, bin_])


def _ties(rows: Rows, t: Tallies, with_ties: bool) -> None:
    """Add ties ended and formed, and, where they were counted, ties by scores and by dissent."""
    for k, kind in enumerate(KINDS):
        for c, cause in enumerate(CAUSES):
            rows.add("tie_end", f"{kind}:{cause}", ALL, None, t.ended[k, c])
    for number, channel in enumerate(CHANNELS):
        rows.add("tie_new", channel, ALL, None, t.formed[number])
    if with_ties:
        for k, kind in enumerate(KINDS):
            for i, j in zip(*np.nonzero(t.ties[k]), strict=True):
                rows.add("tie", kind, ALL, 100 * int(i) + int(j), t.ties[k, i, j])
            for i, j in zip(*np.nonzero(t.ties[2 + k]), strict=True):
                rows.add("tie_own", kind, ALL, 100 * int(i) + int(j), t.ties[2 + k, i, j])
            for i in range(2):
                for j in range(2):
                    rows.add("tie_dissent", kind, ALL, 2 * i + j, t.spoke[k, i, j])
