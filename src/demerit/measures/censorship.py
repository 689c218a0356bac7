"""What a censor shuts, takes down and finds late, and how afraid it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._deeds import in_all
from demerit.measures._institution import counts, kept
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.tables import adult_weeks, in_common

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

TOPICS = ("question", "dissent", "history", "market_info", "unlicensed")


@measure(unit="per 1,000 adult-weeks", twin="helps")
def censorship(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give what is said on topics that a censor may shut, the share of topics shut, and what is taken down.

    Notes
    -----
    `said` = posts on such topics (question, dissent, history, market_info, unlicensed) per 1,000 adult-weeks, and
    ``said.change`` the same over that of the twin, less 1. Where a censor is at work: `shut` = share of topics shut to
    those who write on the microblog, `removed` and `exposed` = posts taken down and posts found late, per post on such
    topics, `turned` = share of readers' months in which a topic that was open is found shut. A ban that stands and one
    that comes and goes at the same `shut` differ in `said` by what the coming and going does. King, Pan and Roberts
    (2013, American Political Science Review) find 13 % of posts taken down.
    """
    said = _said(run)
    rates = adult_weeks(run).join(said, on="group").with_columns((1000 * pl.col("n") / pl.col("lived")).alias("value"))
    found = [finding(rates, "said", "per 1,000 adult-weeks")]
    if twin is not None:
        both = _said(twin, run).join(_said(run, twin), on="group").filter(pl.col("n") > 0)
        change = both.with_columns((pl.col("n_right") / pl.col("n") - 1).alias("value"))
        found.append(finding(change, "said.change", "share"))
    if not kept(run, "censor"):
        return together(*found)
    told = counts(run, "censor", "readers", "shut", "turned", "removed", "exposed").join(said, on="group")
    for what, over in (("shut", 6 * pl.col("readers")), ("turned", pl.col("readers")), ("removed", pl.col("n")),
                       ("exposed", pl.col("n"))):  # fmt: skip
        found.append(finding(told.with_columns((pl.col(what) / over).alias("value")), what, "share"))
    return together(*found)


def _said(run: RunTables, other: RunTables | None = None) -> pl.DataFrame:
    """Give ``group, n``: posts on such topics over the weeks in common."""
    until = in_common(run, other)
    every = [in_all(run, f"speak.{topic}", until) for topic in TOPICS]
    return pl.concat(every).group_by("group").agg(pl.col("n").sum()).sort("group") if every else nothing()
