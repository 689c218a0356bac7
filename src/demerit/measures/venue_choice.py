"""Where people write, and whether those who speak up go where nothing is scored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from demerit.measures._institution import TABLE, kept, remembered
from demerit.measures._sums import by_group, by_month, by_week_and_group, months, number, per
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
    on, spoke = (np.stack([by_month(run, TABLE, f"venues:{what}_{v}") for v in VENUES]) for what in ("on", "spoke"))
    curve = per(on, on.sum(axis=0))
    there = np.flatnonzero(on.any(axis=(0, 2)))
    if not len(there):
        return nothing()
    first, last = curve[:, there[0]], curve[:, there[-1]]
    spoke_in = per(spoke.sum(axis=1), spoke.sum(axis=(0, 1)))
    left = per(number(run, TABLE, "venues:left_microblog"), on[VENUES.index("microblog")].sum(axis=0), 1000)
    unseen = remembered(run, "venues", "unseen")
    return together(
        *(finding(by_group(last[k]), v, "share") for k, v in enumerate(VENUES)),
        *(finding(by_week_and_group(months(run), curve[k]), v, "share") for k, v in enumerate(VENUES)),
        *(finding(by_group(last[k] - first[k]), f"{v}.moved", "share") for k, v in enumerate(VENUES)),
        *(finding(by_group(spoke_in[k]), f"{v}.outspoken", "share") for k, v in enumerate(VENUES)),
        finding(by_group(left), "left", "per 1,000 and month"),
        finding(unseen.tail(1).select((pl.col("value") / 256).alias("value")), "unscored", "share of all that is said"),
    )
