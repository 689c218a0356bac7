"""Who is on a list, how one gets on it and off it, and what being on it bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.tables import WEEKS_A_YEAR, adult_weeks, counted, grown, totals

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

WAYS = ("left_by_payment", "left_by_term", "left_by_deed")


@measure(unit="share")
def lists(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give who stands on any list, who is entered, how many leave by paying, and what each was refused.

    Notes
    -----
    Of every register r: ``r.on`` = share of adults on it in the last week (and as a curve for all), ``r.entered`` per
    1,000 adults and year. Of all registers together: ``on`` = the sum of these shares (one who is on two counts twice),
    ``on_of_people`` = the same over all people, children among them, as published shares are; ``entered`` per 1,000
    adults and year; ``by_payment`` = those who left by paying over all who left. ``refused_each`` = refusals at gates
    that shut out, so far, over those on a list now: 1.35 flights and 0.42 fast trains for each who was on the court
    list by the end of 2018 (K07; there the number listed is not said to be of those still on it).
    """
    names = sorted(run.scheme.registers)
    if not names:
        return nothing()
    rows = counted(run, "register")
    split = pl.col("key").str.splitn(":", 2)
    rows = rows.with_columns(split.struct.field("field_0").alias("list"), split.struct.field("field_1").alias("what"))
    adults, lived = grown(run), adult_weeks(run)
    last = adults["week"].max()
    parts = []
    for name, of in [*((f"{name}.", rows.filter(pl.col("list") == name)) for name in names), ("", rows)]:
        share = _share(of, adults)
        parts += [
            finding(share.filter(pl.col("week") == last).drop("week"), f"{name}on", "share"),
            finding(share.filter(pl.col("group") == "all"), f"{name}on", "share"),
            finding(_yearly(of, lived), f"{name}entered", "per 1,000 adults and year"),
        ]
    return together(*parts, _of_people(run, rows, last), _by_payment(rows), _refused(run, rows, last))


def _share(of: pl.DataFrame, adults: pl.DataFrame) -> pl.DataFrame:
    """Give ``week, group, value``: the share of adults who are on it."""
    on = totals(of.filter(pl.col("what") == "on"), "week", "group").rename({"n": "on"})
    both = adults.join(on, on=["week", "group"], how="left")
    return both.select("week", "group", (pl.col("on").fill_null(0) / pl.col("n")).alias("value"))


def _yearly(of: pl.DataFrame, lived: pl.DataFrame) -> pl.DataFrame:
    entered = totals(of.filter(pl.col("what") == "entered"), "group")
    number = pl.col("n").fill_null(0)
    rate = (1000 * WEEKS_A_YEAR * number / pl.col("lived")).alias("value")
    return lived.join(entered, on="group", how="left").select("group", rate)


def _on_now(rows: pl.DataFrame, last: object) -> int:
    now = rows.filter((pl.col("what") == "on") & (pl.col("group") == "all") & (pl.col("week") == last))
    return int(now["n"].sum())


def _of_people(run: RunTables, rows: pl.DataFrame, last: object) -> pl.DataFrame:
    people = int(run.manifest["society"]["people"])
    return single("on_of_people", "share", _on_now(rows, last) / people)


def _by_payment(rows: pl.DataFrame) -> pl.DataFrame:
    left = totals(rows.filter((pl.col("group") == "all") & pl.col("what").is_in(WAYS)), "what")
    every = int(left["n"].sum())
    paid = int(left.filter(pl.col("what") == WAYS[0])["n"].sum())
    return single("by_payment", "share", paid / every if every else None)


def _refused(run: RunTables, rows: pl.DataFrame, last: object) -> pl.DataFrame:
    """Give refusals at each gate that shuts out those on a list, over those on a list now."""
    on = _on_now(rows, last)
    shut = [name for name, gate in run.scheme.gates.items() if any(c.register_ for c in gate.condition.walk())]
    keys = [f"{name}:barred" for name in shut]
    told = totals(counted(run, "gate", *keys).filter(pl.col("group") == "all"), "key")
    by_gate = dict(told.iter_rows())
    each = (single(f"refused_each.{name}", "ratio", by_gate.get(f"{name}:barred", 0) / on if on else None)
            for name in shut)  # fmt: skip
    return together(*each)
