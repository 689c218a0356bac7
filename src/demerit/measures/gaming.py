"""Who tricks the score, where, and what of the score's telling is lost by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._deeds import in_all
from demerit.measures._institution import counts, kept
from demerit.measures.accuracy import MONTHS_AT_THE_END, areas
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.tables import WEEKS_A_YEAR, adult_weeks, counted, grown, grown_panel, in_common, totals

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables


TRICKS = ("swap_loans", "stage_shopping", "churn_cards")
LINE = 600
"""The line just above which scores would bunch: most gates of 2015 open there."""
NEAR = 15
POINTS = 4
"""What a unit of tricks is worth in the article's rules (assumed there)."""


@measure(unit="per 1,000 adults and year", twin="helps")
def gaming(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give who tricks the score, how scores bunch above 600, and how much less the score tells.

    Notes
    -----
    ``t.rate`` = tricks of kind t per 1,000 adults and year, ``rate`` all together; ``held`` = points by which tricks
    hold the score of an adult up in the last month. ``bunching`` = citizen-months of the panel with a score in the 15
    points from 600 on, over those in the 15 below, in the last 13 months; with a twin ``twin_bunching`` and
    ``bunched = bunching / twin_bunching``, and ``auc_lost = auc(twin) - auc(run)`` over the last 13 scoring weeks
    (`accuracy`): Goodhart's law in points of AUC.
    """
    if not kept(run, "gaming"):
        return nothing()
    each = {trick: _yearly(run, f"game_it.{trick}") for trick in TRICKS}
    rate = pl.concat(each.values()).group_by("group").agg(pl.col("value").sum()).sort("group")
    here = _bunching(run)
    told = together(
        finding(rate, "rate", "per 1,000 adults and year"),
        *(finding(value, f"{trick}.rate", "per 1,000 adults and year") for trick, value in each.items()),
        _held(run),
        single("bunching", "ratio", here),
    )
    if twin is None:
        return told
    there = _bunching(twin)
    lost = {name: _auc(one) for name, one in (("run", run), ("twin", twin))}
    known = lost["run"] is not None and lost["twin"] is not None
    return together(
        told,
        single("twin_bunching", "ratio", there),
        single("bunched", "ratio", here / there if here is not None and there else None),
        single("auc_lost", "AUC", lost["twin"] - lost["run"] if known else None),  # type: ignore[operator]
    )


def _yearly(run: RunTables, deed: str) -> pl.DataFrame:
    """Give how often a deed was done for 1,000 adults in a year."""
    both = adult_weeks(run).join(in_all(run, deed, in_common(run)), on="group", how="left")
    return both.select("group", (1000 * WEEKS_A_YEAR * pl.col("n").fill_null(0) / pl.col("lived")).alias("value"))


def _held(run: RunTables) -> pl.DataFrame:
    """Give the points that tricks hold up, for an adult, in the last month."""
    held = counts(run, "gaming", "puffed", by=("week", "group"))
    last = held.filter(pl.col("week") == pl.col("week").max()).join(grown(run), on=["week", "group"])
    return finding(last.select("group", (POINTS * pl.col("puffed") / pl.col("n")).alias("value")), "held", "points")


def _bunching(run: RunTables) -> float | None:
    """Give scores just above the line over scores just below it; None where there are none below."""
    panel = grown_panel(run)
    weeks = panel["week"].unique().sort().tail(MONTHS_AT_THE_END)
    scores = panel.filter(pl.col("week").is_in(weeks.implode()))["score"].cast(pl.Int32)
    above = int(scores.is_between(LINE, LINE + NEAR - 1).sum())
    below = int(scores.is_between(LINE - NEAR, LINE - 1).sum())
    return above / below if below else None


def _auc(run: RunTables) -> float | None:
    """Give the mean area under the ROC curve of the last 13 scoring weeks."""
    loans = counted(run, "repaid").filter(pl.col("group") == "all")
    curve = areas(totals(loans, "week", "key", "group", "bin")).sort("week").tail(MONTHS_AT_THE_END)
    value = curve["value"].drop_nulls().mean()
    return None if value is None else float(value)  # type: ignore[arg-type]
