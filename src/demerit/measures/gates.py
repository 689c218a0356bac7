"""Who is let in, who is shut out, and as what: barred, without a benefit, never a member, or not even trying."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from demerit.measures.groups import FEWEST
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.sums import BY_NAME, EVERYBODY, by_group, by_key, findings, number, per, picked, places_of
from demerit.measures.tables import A_YEAR, keys_of, once
from demerit.rows.groups import ALL

if TYPE_CHECKING:
    from demerit.measures._grid import Array
    from demerit.measures.tables import RunTables


REFUSALS = ("barred", "not_obtained", "not_member")
"""How a try can end at a gate that is shut."""
HAPPENS = ("open", "shut", "tried", "asked", *REFUSALS, "not_tried")
"""What is counted of a gate."""
YEARLY = "per 1,000 adults and year"


@measure(unit="share")
def gates(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give, for each gate and group, the share to whom it is open, who tried, and how it ended for those shut out.

    Notes
    -----
    For every gate g of the scheme, ``g.open = open / (open + shut)`` in the last week (and as a curve for all). Per
    1,000 adults and year over the run: ``g.tried``, times the service was wanted; ``g.asked``, of these at a provider
    that looks at the score; and of these, shut as it was, ``g.barred`` (by a gate that shuts out), ``g.not_obtained``
    (a benefit that opens higher up) and ``g.not_member`` (a benefit of those who joined; one who never joined was
    refused nothing). ``g.refusal = (barred + not_obtained) / (asked - not_member)``; ``g.not_tried`` = of the
    adult-months in which the gate was shut, the share in which it was not tried. `barred`, `not_obtained` and
    `not_member` are those of all gates together; ``X.weighed`` the same with every one counted by the severity that the
    law gives its gate, 0 to 1. They measure different things and are never added up. `not_tried` is of all gates
    together.

    ``g.ratio = open share of the group / open share of the best-off group of its dimension``. A ratio below 0.8 fails
    the four-fifths rule (US Uniform Guidelines on Employee Selection Procedures, 29 CFR 1607.4 D), a screen and no
    verdict. Groups of fewer than 30 adults at the gate are neither compared nor compared with, and no ratio is given
    where fewer than 30 of the best-off group are let in: one citizen would move it. `lowest_ratio` is the lowest of all
    gates and groups.
    """
    found = _counts(run)
    if not len(found.gates):
        return nothing()
    rows = _each(run, found)
    ratios = rows.filter(pl.col("quantity").str.ends_with(".ratio"))
    weight = {name: gate.severity.value for name, gate in run.scheme.gates.items()}
    severity = np.array([float(weight.get(name, 0.0)) for name in found.gates])
    lived = number(run, "adult")
    return together(
        rows,
        single("lowest_ratio", "ratio", ratios["value"].min()),  # type: ignore[arg-type]
        findings({what: per(found.of(what).sum(axis=0), lived, A_YEAR) for what in REFUSALS}, YEARLY),
        findings({f"{what}.weighed": per(severity @ found.of(what), lived, A_YEAR) for what in REFUSALS},
                 "severity per 1,000 adults and year"),
        finding(by_group(per(found.of("not_tried").sum(axis=0), found.shut().sum(axis=0))), "not_tried",
                "share of adult-months shut"),
    )  # fmt: skip


class _Counts(NamedTuple):
    """What happened at the gates over the run: gate x what x group."""

    gates: list[str]
    n: Array
    opened: Array
    """Gate x week x group: to how many it was open, by month."""
    asked: Array
    """The same: to how many it was open or shut."""
    weeks: Array

    def of(self, what: str) -> Array:
        """Give one thing that happens, gate x group."""
        found: Array = self.n[:, HAPPENS.index(what)]
        return found

    def shut(self) -> Array:
        """Give the adult-months in which a gate was shut, gate x group."""
        return sum(self.of(what) for what in (*REFUSALS, "not_tried"))  # type: ignore[return-value]


@once("counts")
def _counts(run: RunTables) -> _Counts:
    """Read what happened at the gates."""
    named = [key.split(":", 2) for key in keys_of(run, "gate")]
    gates = sorted({gate for gate, *_ in named})
    gate = np.array([gates.index(name) for name, *_ in named], np.int64)
    what = np.array([HAPPENS.index(name) if name in HAPPENS else -1 for _, name, *_ in named], np.int64)
    key, rows = by_key(run, "gate")
    group = places_of(run)[rows.group]
    weeks = np.unique(rows.week)

    def summed(names: tuple[str, ...], place: Array, shape: tuple[int, ...]) -> Array:
        some = np.isin(what, [HAPPENS.index(name) for name in names])[key]
        at = place[some] * len(BY_NAME) + group[some]
        return np.bincount(at, rows.n[some], int(np.prod(shape))).reshape(shape)

    each, monthly = (len(gates), len(HAPPENS), len(BY_NAME)), (len(gates), len(weeks), len(BY_NAME))
    month = gate[key] * len(weeks) + np.searchsorted(weeks, rows.week)
    return _Counts(gates, summed(HAPPENS, gate[key] * len(HAPPENS) + what[key], each),
                   summed(("open",), month, monthly), summed(("open", "shut"), month, monthly), weeks)  # fmt: skip


def _each(run: RunTables, found: _Counts) -> pl.DataFrame:
    """Give the rows of every gate, gate by gate."""
    gates = np.arange(len(found.gates))
    share = per(found.opened, found.asked)
    lived = number(run, "adult")
    known = np.any(found.asked > 0, axis=2)
    end = found.asked.shape[1] - 1 - np.argmax(known[:, ::-1], axis=1)
    last = share[gates, end]

    def rows(values: Array, what: str, unit: str) -> pl.DataFrame:
        return findings({f"{name}.{what}": of for name, of in zip(found.gates, values, strict=True)}, unit)

    def curve() -> pl.DataFrame:
        gate, week = np.nonzero(np.isfinite(share[:, :, EVERYBODY]))
        names = picked(pl.Series([f"{name}.open" for name in found.gates], dtype=pl.String), gate)
        of = pl.DataFrame([pl.Series("week", found.weeks[week]), pl.Series("value", share[gate, week, EVERYBODY])])
        return finding(of, names, "share")

    yearly = {what: per(found.of(what), np.broadcast_to(lived, last.shape), A_YEAR)
              for what in ("tried", "asked", *REFUSALS)}  # fmt: skip
    for what in REFUSALS:
        yearly[what][~found.of(what).any(axis=1)] = np.nan
    asked, barred, missed, outside = (found.of(what) for what in ("asked", *REFUSALS))
    every = together(
        rows(last, "open", "share"),
        curve(),
        rows(_ratios(last, found.opened[gates, end], found.asked[gates, end]), "ratio", "ratio"),
        *(rows(values, what, YEARLY) for what, values in yearly.items()),
        rows(per(barred + missed, asked - outside), "refusal", "share of tries"),
        rows(per(found.of("not_tried"), found.shut()), "not_tried", "share of adult-months shut"),
    )
    return every.sort(pl.col("quantity").str.split(".").list.first(), maintain_order=True)


def _ratios(share: Array, let_in: Array, asked: Array) -> Array:
    """Give each group's share over the largest of its dimension; none of few, or where few are let in."""
    found = np.full(share.shape, np.nan)
    dimension = np.array([name.split(":")[0] for name in BY_NAME])
    for kind in set(dimension) - {ALL}:
        some = np.flatnonzero(dimension == kind)
        held = np.where(asked[:, some] >= FEWEST, share[:, some], -1.0)
        best, of_best = held.max(axis=1, keepdims=True), _last_of_best(held, let_in[:, some])
        found[:, some] = np.where((held >= 0) & (of_best >= FEWEST), per(held, best), np.nan)
    return found


def _last_of_best(share: Array, let_in: Array) -> Array:
    """Give how many are let in of the group with the largest share, the last of them where several have it."""
    best = share.shape[1] - 1 - np.argmax(share[:, ::-1], axis=1)
    return np.take_along_axis(let_in, best[:, None], axis=1)
