"""How far people trust strangers, and whether trust comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._institution import counts, kept, monthly
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.sums import EVERYBODY, by_group, by_week_and_group, ends, months, per

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures.tables import RunTables


@measure(unit="mean")
def trust_held(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give mean trust in strangers, the share who trust, how far it fell and how much of that came back.

    Notes
    -----
    `mean` = mean trust over the run, 0 .. 1, as a curve and in the last month (``mean.end``); `share` = share of adults
    whose trust is one half or more, in the last month; ``fallen = first month - lowest month``; ``came_back = (last
    month - lowest) / fallen``: 1 where all of it came back, 0 where none did. Where the score goes on to the end this
    says how trust lives with it; where a reform switches the score off (``ends_2017``) it answers C20. `instead` =
    share of adult-months in which a scored citizen looked up friends' scores. The level is near a survey's; the rest is
    assumed.
    """
    if not kept(run, "trust"):
        return nothing()
    asked, held, instead = counts(run, "trust", "asked", "held", "instead")
    monthly_asked, monthly_held, trusts = monthly(run, "trust", "asked", "held", "trusts")
    curve = per(monthly_held, monthly_asked) / 256
    course = curve[np.isfinite(curve[:, EVERYBODY]), EVERYBODY]
    fallen = course[0] - course.min()
    back = (course[-1] - course.min()) / fallen if fallen > 0 else None
    return together(
        finding(by_group(per(held, asked) / 256), "mean", "mean"),
        finding(by_group(ends(curve)[1]), "mean.end", "mean"),
        finding(by_week_and_group(months(run), curve), "mean", "mean"),
        finding(by_group(ends(per(trusts, monthly_asked))[1]), "share", "share"),
        finding(by_group(per(instead, asked)), "instead", "share"),
        single("fallen", "mean", fallen),
        single("came_back", "share", back),
    )
