"""Where people write, and whether those who speak up go where nothing is scored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._institution import counts, kept, remembered
from demerit.measures.measure import finding, measure, nothing, together

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

VENUES = ("microblog", "imitation", "messenger")


@measure(unit="share")
def venue_choice(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give the share of those on-line who write on each venue, and where those who ask or dissent do.

    Notes
    -----
    ``v = on(v) / all`` in the last month (and as a curve) for microblog, imitation and messenger;
    ``v.moved`` = last month less first; ``v.outspoken`` = the same share among those who asked or dissented that month,
    over the run; ``left`` = citizens who left the microblog for another venue per 1,000 on it and month; ``unscored`` =
    share of praise, questions and worse that the bureau no longer sees because it is said on the messenger, in the last
    month. The levels are assumed; what moves them is to be compared (`no_censor`, `no_speech`).
    """
    if not kept(run, "venues"):
        return nothing()
    names = [f"{what}_{v}" for what in ("on", "spoke") for v in VENUES]
    told = counts(run, "venues", *names, "left_microblog", by=("week", "group"))
    curve = told.with_columns(_shares("on")).filter(pl.sum_horizontal(f"on_{v}" for v in VENUES) > 0)
    ends = (curve["week"].min(), curve["week"].max())
    first, last = (curve.filter(pl.col("week") == end).drop("week") for end in ends)
    both = last.join(first.select("group", *VENUES), on="group", suffix="_first")
    sums = told.group_by("group").agg(pl.exclude("week", "group").sum()).sort("group")
    spoke = sums.with_columns(_shares("spoke"))
    left = sums.with_columns((1000 * pl.col("left_microblog") / pl.col("on_microblog")).alias("value"))
    unseen = remembered(run, "venues", "unseen")
    return together(
        *(finding(last.with_columns(pl.col(v).alias("value")), v, "share") for v in VENUES),
        *(finding(curve.with_columns(pl.col(v).alias("value")), v, "share") for v in VENUES),
        *(finding(both.with_columns((pl.col(v) - pl.col(f"{v}_first")).alias("value")), f"{v}.moved", "share")
          for v in VENUES),
        *(finding(spoke.with_columns(pl.col(v).alias("value")), f"{v}.outspoken", "share") for v in VENUES),
        finding(left, "left", "per 1,000 and month"),
        finding(unseen.tail(1).select((pl.col("value") / 256).alias("value")), "unscored", "share of all that is said"),
    )


def _shares(what: str) -> list[pl.Expr]:
    """Give each venue's share of a count."""
    total = pl.sum_horizontal(f"{what}_{v}" for v in VENUES)
    return [(pl.col(f"{what}_{v}") / total).alias(v) for v in VENUES]
