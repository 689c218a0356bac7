"""Where people write, and whether those who speak up go where nothing is scored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._institution import counts, kept, monthly, remembered
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.sums import by_group, by_week_and_group, findings, months, per

if TYPE_CHECKING:
    import polars as pl

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
    on, spoke = (np.stack(monthly(run, "venues", *(f"{what}_{v}" for v in VENUES))) for what in ("on", "spoke"))
    curve = per(on, on.sum(axis=0))
    there = np.flatnonzero(on.any(axis=(0, 2)))
    if not len(there):
        return nothing()
    first, last = curve[:, there[0]], curve[:, there[-1]]
    spoke_in = per(spoke.sum(axis=1), spoke.sum(axis=(0, 1)))
    (gone,) = counts(run, "venues", "left_microblog")
    left = per(gone, on[VENUES.index("microblog")].sum(axis=0), 1000)
    unseen = remembered(run, "venues", "unseen") / 256
    return together(
        findings({v: last[k] for k, v in enumerate(VENUES)}, "share"),
        *(finding(by_week_and_group(months(run), curve[k]), v, "share") for k, v in enumerate(VENUES)),
        findings({f"{v}.moved": last[k] - first[k] for k, v in enumerate(VENUES)}, "share"),
        findings({f"{v}.outspoken": spoke_in[k] for k, v in enumerate(VENUES)}, "share"),
        finding(by_group(left), "left", "per 1,000 and month"),
        single("unscored", "share of all that is said", unseen[-1]),
    )
