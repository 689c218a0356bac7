"""What a censor shuts, takes down and finds late, and how afraid it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._institution import counts, kept
from demerit.measures.measure import finding, measure, together
from demerit.measures.sums import by_group, findings, number, per
from demerit.measures.tables import WEEKS_A_MONTH, in_common

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

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
    rates = per(np.where(said > 0, said, np.nan), number(run, "adult") * WEEKS_A_MONTH, 1000)
    found = [finding(by_group(rates), "said", "per 1,000 adult-weeks")]
    if twin is not None:
        here, there = _said(run, twin), _said(twin, run)
        change = np.where(here > 0, per(here, there) - 1, np.nan)
        found.append(finding(by_group(change), "said.change", "share"))
    if not kept(run, "censor"):
        return together(*found)
    readers, shut, turned, removed, exposed = counts(run, "censor", "readers", "shut", "turned", "removed", "exposed")
    shares = {"shut": per(shut, 6 * readers), "turned": per(turned, readers), "removed": per(removed, said),
              "exposed": per(exposed, said)}
    told = {what: np.where(said > 0, share, np.nan) for what, share in shares.items()}
    return together(*found, findings(told, "share"))


def _said(run: RunTables, other: RunTables | None = None) -> NDArray[np.float64]:
    """Give the posts on such topics over the weeks in common, group by group."""
    return number(run, "deed", *(f"speak.{topic}" for topic in TOPICS), until=in_common(run, other))
