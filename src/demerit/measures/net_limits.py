"""Whom a low score leaves less of the net, and how much silence is imposed, how much chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._booked import a_year
from demerit.measures._institution import counts
from demerit.measures.groups import COLUMNS, by_group
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.tables import WEEKS_A_MONTH, WEEKS_A_YEAR, counted, grown_panel, in_common

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

STEPS = ("slow", "timed", "moved", "shut")


@measure(unit="of 1,000 adults", twin="helps")
def net_limits(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give whose net is restricted by which step, and how many posts fewer are imposed, how many chosen.

    Notes
    -----
    Of 1,000 adults, in a mean month, those below the line of each step: `slow` (connection), `timed` (hours), `moved`
    (the messenger alone), `shut` (nothing), and `limited` (any); ``limited.silent`` = share of their weeks in which
    these say nothing. With a twin, posts of the panel's citizens fewer than the twin's, per 1,000 adults and year:
    `imposed` = those missing in months in which the net was restricted to one in the run and not in the twin, `chosen`
    = all others; ``imposed.share`` of both where both are above 0.
    """
    if counted(run, "institution", "venues:posts").is_empty():
        return nothing()
    month = pl.col("value") * WEEKS_A_MONTH / WEEKS_A_YEAR
    told = counts(run, "venues", "limited", "limited_silent").filter(pl.col("limited") > 0)
    silent = pl.col("limited_silent") / (WEEKS_A_MONTH * pl.col("limited"))
    return together(
        *(finding(a_year(run, "institution", f"venues:{step}").with_columns(month), step, "of 1,000 adults")
          for step in (*STEPS, "limited")),
        finding(told.select("group", silent.alias("value")), "limited.silent", "share"),
        _missing(run, twin),
    )


def _missing(run: RunTables, twin: RunTables | None) -> pl.DataFrame:
    """Give the posts fewer than in the twin, in months with a restricted net and in others."""
    if twin is None or "limits" not in run.panel.columns:
        return nothing()
    until = in_common(run, twin)
    here, there = (_posts(one, until) for one in (run, twin))
    both = here.join(there.select("week", "citizen", "posts", "limits"), on=["week", "citizen"], suffix="_twin")
    fewer = (pl.col("posts_twin") - pl.col("posts")).cast(pl.Float64)
    held = (pl.col("limits") > 0) & (pl.col("limits_twin") == 0)
    year = 1000 * WEEKS_A_YEAR / WEEKS_A_MONTH
    imposed, chosen = (year * pl.when(test).then(fewer).otherwise(0.0).mean() for test in (held, ~held))
    told = by_group(both, imposed.alias("imposed"), chosen.alias("chosen"))
    either = told.filter((pl.col("imposed") > 0) & (pl.col("chosen") > 0))
    share = pl.col("imposed") / (pl.col("imposed") + pl.col("chosen"))
    return together(
        *(finding(told.select("group", pl.col(name).alias("value")), name, "posts per 1,000 adults and year")
          for name in ("imposed", "chosen")),
        finding(either.select("group", share.alias("value")), "imposed.share", "share"),
    )


def _posts(run: RunTables, until: int) -> pl.DataFrame:
    """Give the panel's months: groups, posts of any kind, and what was restricted in that month."""
    posts = pl.sum_horizontal(pl.col("^n_speak_.*$").cast(pl.Int32)) - pl.col("n_speak_silent").cast(pl.Int32)
    panel = grown_panel(run).filter(pl.col("week") <= until)
    limits = pl.col("limits") if "limits" in panel.columns else pl.lit(0).alias("limits")
    rows = panel.select("week", "citizen", *COLUMNS.values(), posts.alias("posts"), limits).sort("citizen", "week")
    return rows.with_columns(pl.col("limits").shift(1).over("citizen").fill_null(0).cast(pl.Int32))
