"""What people come to think against what they come to do, and how fast what they were taught wears off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.tables import WEEKS_A_MONTH, counted, grown_panel, in_common

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

FULL = 16384
FRESH = 240
"""`lesson` in the month in which one was taught."""
MONTHS = 24
"""Months after a lesson that are followed."""
FEWEST = 30
"""A month after the lesson is told only of so many citizen-months or more (assumed)."""


@measure(unit="stand", twin="helps", levels=("taught.half_life",))
def attitude(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give where people stand in private and in public, how far both moved, and how lessons wear off.

    Notes
    -----
    `private` = mean conviction over the run, from -1 (against the official line) to 1, by eighths of full conviction;
    ``public = (praise - dissent - question) / (praise + dissent + question)``, posts of the run. Against the twin:
    ``private_change`` and ``public_change``, run less twin: people act so where only the second moves, and
    think so where the first does.

    Where classes are held (the panel's column ``lesson``) and the twin holds none: ``taught`` by months ``m`` since the
    last lesson = mean of conviction here less conviction of the same citizen in the twin, of those taught ``m`` months
    ago, less the mean of those not taught so far; ``taught.peak`` its largest, and ``taught.half_life`` the months from
    the peak to the first at half of it. That training effects fade is common; by how much here is assumed.
    """
    until = in_common(run, twin)
    here = _stands(run, until)
    told = together(*(finding(here.rename({what: "value"}), what, "stand") for what in ("private", "public")))
    if twin is None or here.is_empty():
        return told
    both = here.join(_stands(twin, until), on="group")
    changes = (
        finding(both.with_columns((pl.col(what) - pl.col(f"{what}_right")).alias("value")), f"{what}_change", "stand")
        for what in ("private", "public")
    )
    return together(told, *changes, _taught(run, twin))


def _stands(run: RunTables, until: int) -> pl.DataFrame:
    """Give ``group, private, public``."""
    number = pl.col("n").cast(pl.Float64)
    held = counted(run, "opinion", "private").filter(pl.col("week") <= until)
    said = counted(run, "deed", "speak.praise", "speak.dissent", "speak.question").filter(pl.col("week") <= until)
    sign = pl.when(pl.col("key") == "speak.praise").then(1.0).otherwise(-1.0)
    private = held.group_by("group").agg((((pl.col("bin") + 0.5) / 8 * number).sum() / number.sum()).alias("private"))
    public = said.group_by("group").agg(((sign * number).sum() / number.sum()).alias("public"))
    return private.join(public, on="group", how="left").sort("group")


def _taught(run: RunTables, twin: RunTables) -> pl.DataFrame:
    """Give what is left of a lesson, by months since."""
    if "lesson" not in run.panel.columns or "lesson" in twin.panel.columns:
        return nothing()
    there = twin.panel.select("week", "citizen", pl.col("conviction").cast(pl.Float64).alias("there"))
    rows = grown_panel(run).select("week", "citizen", "conviction", "lesson").join(there, on=["week", "citizen"])
    last = pl.when(pl.col("lesson") == FRESH).then(pl.col("week").cast(pl.Int32)).forward_fill().over("citizen")
    rows = rows.sort("citizen", "week").with_columns(
        ((pl.col("week").cast(pl.Int32) - last) // WEEKS_A_MONTH).alias("bin"),
        ((pl.col("conviction") - pl.col("there")) / FULL).alias("moved"),
    )
    untaught = rows.filter(pl.col("bin").is_null())
    if untaught.is_empty():
        return nothing()
    # Everyone drifts apart from the twin with time: each is held against those not yet taught in the same month.
    drift = untaught.group_by("week").agg(pl.col("moved").mean().alias("drift"), pl.len().alias("others"))
    drift = drift.filter(pl.col("others") >= FEWEST).drop("others")
    since = rows.filter(pl.col("bin") <= MONTHS).join(drift, on="week")
    left = (pl.col("moved") - pl.col("drift")).mean()
    curve = since.group_by("bin").agg(left.alias("value"), pl.len().alias("months"))
    curve = curve.filter(pl.col("months") >= FEWEST).sort("bin")
    if curve.is_empty():
        return nothing()
    peak = curve.row(curve["value"].arg_max() or 0, named=True)
    after = curve.filter((pl.col("bin") > peak["bin"]) & (pl.col("value") <= peak["value"] / 2))
    half_life = after["bin"][0] - peak["bin"] if after.height and peak["value"] > 0 else None
    return together(
        finding(curve, "taught", "stand"),
        single("taught.peak", "stand", peak["value"]),
        single("taught.half_life", "months", half_life),
    )
