"""What each rule of a scheme did: how often it was booked, on whom, and how its deed moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from demerit.measures._booked import lives, points_booked, times_booked
from demerit.measures._deeds import change
from demerit.measures.groups import FEWEST, LABELS, MEMBERS, PLACES
from demerit.measures.sums import BY_NAME

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from demerit.measures._booked import Lives
    from demerit.measures.tables import RunTables

SCHEMA: dict[str, Any] = {
    "rule": pl.String, "deed": pl.String, "account": pl.String, "times": pl.Int64, "points": pl.Int64,
    "people": pl.Int64, "of": pl.Int64, "most": pl.String, "most_times": pl.Float64, "moved": pl.Float64,
    "evidence": pl.String, "size": pl.String,
}  # fmt: skip


def bookings(run: RunTables, twin: RunTables | None = None) -> pl.DataFrame:
    """Give what each rule of a run's scheme did, those that moved most points first.

    Parameters
    ----------
    run, twin
        A run, and the same society and seed under another law.

    Returns
    -------
    DataFrame
        A row a rule: ``rule``; ``deed``, what it looks at (null for a state); ``account``; ``times``, entries in the
        ledger of the panel's adults, one a citizen and scoring week at most; ``points``, given by them; ``people``, on
        how many of the ``of`` adults of the panel; ``most``, the group of 30 or more in which it is booked most often
        against all, and ``most_times``, how many times as often (1 = as all); ``moved``, by which share its deed was
        done more than in the twin, counted over everyone (null without a twin, for what is no deed of a citizen, and
        where the twin never did it); ``evidence`` and ``size``, the grades of the rule.
    """
    people = lives(run)
    hit = _HitMost(people)
    rows = []
    for name, rule in run.scheme.rules.items():
        times = times_booked(run, [name], people.citizens)
        group, more = hit(times)
        rows.append({
            "rule": name, "deed": rule.deed, "account": rule.account, "times": int(times.sum()),
            "points": int(points_booked(run, [name], people.citizens).sum()), "people": int((times > 0).sum()),
            "of": len(people.citizens), "most": group, "most_times": more, "moved": _moved(run, twin, rule.deed),
            "evidence": rule.evidence.grade, "size": rule.size.grade,
        })  # fmt: skip
    table = pl.DataFrame(rows, schema=SCHEMA)
    return table.sort(pl.col("points").abs(), "times", "rule", descending=[True, True, False])


class _HitMost:
    """In which group a rule is booked most often for a month lived, and against all how often."""

    def __init__(self, people: Lives) -> None:
        members = MEMBERS[PLACES][:, people.cell]
        self._months = people.months.sum()
        size = members.sum(axis=1)
        self._large = np.flatnonzero((size >= FEWEST) & (size < len(people.citizens)))
        self._members, self._lived = members[self._large], members[self._large] @ people.months

    def __call__(self, times: NDArray[np.int64]) -> tuple[str | None, float | None]:
        """Give the group, and times all; neither where it is booked too seldom, or no group is large enough."""
        rate = self._members @ times / self._lived
        if times.sum() < FEWEST or not rate.any():
            return None, None
        most = int(np.argmax(rate))
        return BY_NAME[self._large[most]], float(rate[most] / (times.sum() / self._months))


def _moved(run: RunTables, twin: RunTables | None, deed: str | None) -> float | None:
    """Give by which share a deed was done more than in the twin."""
    if twin is None or deed is None:
        return None
    found = change(run, twin, deed).filter(pl.col("group") == "all")["value"]
    return float(found[0]) if found.len() else None


def plain(table: pl.DataFrame) -> list[dict[str, Any]]:
    """Give the table as plain data, groups as the measures name them."""
    return table.to_dicts()


def who(group: str | None) -> str:
    """Give the words for a group."""
    return LABELS.get(group or "", "")
