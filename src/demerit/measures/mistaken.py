"""Whom false matches harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures.groups import COLUMNS, by_group
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.tables import WEEKS_A_MONTH, WEEKS_A_YEAR, adult_weeks, grown_panel, summed

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

HAPPENING = "identity.mistaken"


@measure(unit="points per adult and year")
def mistaken(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how often a namesake's deeds were booked to the wrong citizen, what it cost, and who is barred by it.

    Notes
    -----
    ``mistaken`` = records booked to the wrong citizen, per 1,000 adults and year; ``innocent`` = the share of them
    booked to citizens who did nothing that month that rules punish. From the ledger of the panel: ``lost`` = points
    that rules on it took, per adult and year, without what accounts could not give; ``barred`` = share of scored adults
    who stand below the lowest line that some benefit asks for and would stand above it if those points, faded as their
    account fades, were given back; in the last month. Where every record is booked to the right citizen all are 0.
    """
    records = summed(run, "institution", "identity:mistaken")
    innocent = summed(run, "institution", "identity:innocent")
    rate = adult_weeks(run).join(records, on="group", how="left").select(
        "group", (1000 * WEEKS_A_YEAR * pl.col("n").fill_null(0) / pl.col("lived")).alias("value")
    )
    clean = records.join(innocent, on="group", how="left").select(
        "group", (pl.col("n_right").fill_null(0) / pl.col("n")).alias("value")
    )
    return together(
        finding(rate, "mistaken", "per 1,000 adults and year"),
        finding(clean, "innocent", "share"),
        _from_the_ledger(run),
    )


def _from_the_ledger(run: RunTables) -> pl.DataFrame:
    """Give what it cost the panel, and who is barred by it."""
    rules = {name: rule for name, rule in run.scheme.rules.items() if rule.deed == HAPPENING}
    people = grown_panel(run)
    if people.is_empty() or not run.scheme.accounts:
        return nothing()
    entries = run.ledger.filter(pl.col("entry").cast(pl.String).is_in(list(rules)))
    took = entries.group_by("citizen").agg((-pl.col("points").cast(pl.Float64)).sum().alias("took"))
    lived = people.group_by("citizen").agg(pl.len().alias("months"))
    last = people.filter(pl.col("week") == pl.col("week").max())
    whole = last.select("citizen", "score", *COLUMNS.values()).join(lived, on="citizen").join(
        took, on="citizen", how="left"
    ).join(_still_missing(run, entries, int(last["week"][0])), on="citizen", how="left")
    whole = whole.with_columns(pl.col("took").fill_null(0), pl.col("missing").fill_null(0))
    a_year = pl.col("took").sum() * WEEKS_A_YEAR / WEEKS_A_MONTH / pl.col("months").sum()
    rows = [finding(by_group(whole, a_year.alias("value")), "lost", "points per adult and year")]
    lines = [line for gate, part in run.scheme.gates.items() if part.treatment == "benefit"
             for line in [run.scheme.threshold(gate, int(last["week"][0]))] if line is not None]
    if lines:
        line = min(lines)
        barred = ((pl.col("score") < line) & (pl.col("score") + pl.col("missing") >= line)).cast(pl.Float64).mean()
        scored = whole.filter(pl.col("score").is_not_null() & (pl.col("score") >= 0))
        rows.append(finding(by_group(scored, barred.alias("value")), "barred", "share"))
    return together(*rows)


def _still_missing(run: RunTables, entries: pl.DataFrame, last: int) -> pl.DataFrame:
    """Give ``citizen, missing``: the points taken, faded month by month."""
    lives = {name: float(a.half_life_weeks or 0) for name, a in run.scheme.accounts.items()}
    half = pl.col("account").cast(pl.String).replace_strict(lives, default=0.0, return_dtype=pl.Float64)
    faded = pl.when(half > 0).then(pl.lit(0.5).pow((last - pl.col("week").cast(pl.Float64)) / half)).otherwise(1.0)
    return entries.group_by("citizen").agg((-pl.col("points").cast(pl.Float64) * faded).sum().alias("missing"))
