"""Who is let in, who is shut out, and as what: barred, without a benefit, never a member, or not even trying."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from demerit.measures.groups import FEWEST
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.tables import WEEKS_A_YEAR, adult_weeks, keys_of, summed_by_key, sums_by, totals

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables


REFUSALS = ("barred", "not_obtained", "not_member")
"""How a try can end at a gate that is shut."""
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
    counts = _counts(run)
    if counts.is_empty():
        return nothing()
    lived = adult_weeks(run)
    rows = _each(run, counts, lived)
    ratios = rows.filter(pl.col("quantity").str.ends_with(".ratio"))
    weight = {name: gate.severity.value for name, gate in run.scheme.gates.items()}
    severity = pl.col("gate").replace_strict(weight, default=0.0, return_dtype=pl.Float64)
    heavy = counts.with_columns(pl.col("n") * severity)
    return together(
        rows,
        single("lowest_ratio", "ratio", ratios["value"].min()),  # type: ignore[arg-type]
        *(finding(_yearly(_total(counts, what, "group"), lived), what, YEARLY) for what in REFUSALS),
        *(finding(_yearly(_total(heavy, what, "group"), lived), f"{what}.weighed", "severity per 1,000 adults and year")
          for what in REFUSALS),
        finding(_not_tried(counts, "group"), "not_tried", "share of adult-months shut"),
    )


def _counts(run: RunTables) -> pl.DataFrame:
    """Give ``gate, what, group, n`` over the whole run."""
    split = pl.col("key").str.splitn(":", 2)
    return summed_by_key(run, "gate").select(
        split.struct.field("field_0").alias("gate"), split.struct.field("field_1").alias("what"), "group", "n"
    )


def _total(counts: pl.DataFrame, what: str, *by: str) -> pl.DataFrame:
    return totals(counts.filter(pl.col("what") == what), *by)


def _not_tried(counts: pl.DataFrame, *by: str) -> pl.DataFrame:
    """Give ``value`` by group: of the adult-months in which a gate was shut, the share in which it was not tried."""
    shut = totals(counts.filter(pl.col("what").is_in([*REFUSALS, "not_tried"])), *by)
    not_tried = _total(counts, "not_tried", *by).rename({"n": "no"})
    both = shut.join(not_tried, on=list(by), how="left", maintain_order="left").filter(pl.col("n") > 0)
    return both.select(*by, (pl.col("no").fill_null(0) / pl.col("n")).alias("value"))


def _each(run: RunTables, counts: pl.DataFrame, lived: pl.DataFrame) -> pl.DataFrame:
    """Give the rows of every gate, gate by gate."""
    gate, by = pl.col("gate"), ("gate", "group")
    curve = _open(run)
    last = curve.filter(pl.col("week") == pl.col("week").max().over("gate")).drop("week")
    lived = counts.select(gate.unique()).sort("gate").join(lived, how="cross", maintain_order="left_right")
    told = {what: _total(counts, what, *by) for what in ("tried", "asked", *REFUSALS)}
    rows = together(
        finding(last, gate + ".open", "share"),
        finding(curve.filter(pl.col("group") == "all"), gate + ".open", "share"),
        finding(_ratios(last), gate + ".ratio", "ratio"),
        *(finding(_yearly(number, lived if what in ("tried", "asked") else _where_any(lived, number)),
                  gate + f".{what}", YEARLY) for what, number in told.items()),
        finding(_refusal(counts), gate + ".refusal", "share of tries"),
        finding(_not_tried(counts, *by), gate + ".not_tried", "share of adult-months shut"),
    )  # fmt: skip
    return rows.sort(pl.col("quantity").str.split(".").list.first(), maintain_order=True)


def _where_any(lived: pl.DataFrame, number: pl.DataFrame) -> pl.DataFrame:
    """Give the rows of the gates at which something happened at all."""
    return lived.filter(pl.col("gate").is_in(number.filter(pl.col("n") > 0)["gate"].implode()))


def _refusal(counts: pl.DataFrame) -> pl.DataFrame:
    """Give ``gate, group, value``: of the tries of those whom the gate is for, the share at which it was shut."""
    number = pl.col("n").cast(pl.Float64)
    asked, barred, missed, outside = (number.filter(pl.col("what") == what).sum() for what in ("asked", *REFUSALS))
    return (
        counts.group_by("gate", "group")
        .agg((asked - outside).alias("of"), (barred + missed).alias("no"))
        .filter(pl.col("of") > 0)
        .select("gate", "group", (pl.col("no") / pl.col("of")).alias("value"))
        .sort("gate", "group")
    )


def _open(run: RunTables) -> pl.DataFrame:
    """Give ``gate, week, group, value, let_in, asked``: to how many and which share it is open."""
    gates = sorted({key.partition(":")[0] for key in keys_of(run, "gate")})
    found = []
    for gate in gates:
        by, (opened, shut) = sums_by(run, "gate", [(f"{gate}:{what}",) for what in ("open", "shut")], ("week", "group"))
        let_in = pl.Series("let_in", opened.astype(np.float64))
        asked = pl.Series("asked", (opened + shut).astype(np.float64))
        named = pl.Series("gate", [gate]).new_from_index(0, by.height)
        found.append(pl.DataFrame([named, *by, (let_in / asked).alias("value"), let_in, asked]))
    return pl.concat(found)


def _ratios(last: pl.DataFrame) -> pl.DataFrame:
    """Give each group's share over the largest of its dimension; none of few, or where few are let in."""
    kind = ("gate", pl.col("group").str.split(":").list.first())
    groups = last.filter((pl.col("group") != "all") & (pl.col("asked") >= FEWEST)).with_columns(
        pl.col("value").max().over(*kind).alias("best"),
        pl.col("let_in").sort_by("value").last().over(*kind).alias("let_in_best"),
    )
    return groups.filter(pl.col("let_in_best") >= FEWEST).with_columns(
        (pl.col("value") / pl.col("best")).alias("value")
    )


def _yearly(number: pl.DataFrame, lived: pl.DataFrame) -> pl.DataFrame:
    """Give ``value`` by group: so many a year for 1,000 adults; 0 where it never happened."""
    by = [name for name in ("gate", "group") if name in lived.columns]
    return lived.join(number, on=by, how="left", maintain_order="left").select(
        *by, (1000 * WEEKS_A_YEAR * pl.col("n").fill_null(0) / pl.col("lived")).alias("value")
    )
