"""Who approves of the scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._institution import counts, kept, monthly
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.sums import by_group, by_week_and_group, ends, findings, months, per
from demerit.theory.rebellion import active

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures.tables import RunTables


@measure(unit="share")
def approval(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give who approves of the scheme, and whether approval outlasts experience and information.

    Notes
    -----
    One approves whose approval is one half or more. `share` = adults who approve, in the last month and as a curve;
    ``start`` the same in the first month (K01: 80 %); `mean` the mean approval, 0 .. 1, in the last month. Over the
    adult-months of the run: `hurt` = share who approve of those who saw their score fall or a gate shut within a year,
    `unhurt` of the others, and ``experience = hurt - unhurt``; `told` = share of those who know of the scheme, `untold`
    of the others, and ``information = told - untold`` (K02: -24 points of 53 among students; -12 % in an experiment).
    These differences compare different people: those who are told first may differ in more. ``protest`` = share whom
    Epstein's (2002) static rule would have in open protest at that mean approval, were nobody arrested
    (`theory.rebellion`): a yardstick for what `silence` finds to be said.
    """
    if not kept(run, "opinion"):
        return nothing()
    asked, approve, held = monthly(run, "opinion", "asked", "approve", "held")
    curve = per(approve, asked)
    first, last = ends(curve)
    _, mean = ends(per(held, asked) / 256)
    protest = np.array([active(share) for share in mean])
    return together(
        finding(by_group(last), "share", "share"),
        finding(by_week_and_group(months(run), curve), "share", "share"),
        finding(by_group(first), "start", "share"),
        finding(by_group(mean), "mean", "mean"),
        finding(by_group(protest), "protest", "share"),
        _split(run, "hurt", "unhurt", "experience"),
        _split(run, "told", "untold", "information"),
    )


def _split(run: RunTables, some: str, rest: str, difference: str) -> pl.DataFrame:
    """Give the share who approve of those marked and of the others, and the difference."""
    asked, approve, marked, marked_approve = counts(run, "opinion", "asked", "approve", some, f"{some}_approve")
    here, there = per(marked_approve, marked), per(approve - marked_approve, asked - marked)
    values = {some: here, rest: there, difference: here - there}
    return findings(values, "share")
