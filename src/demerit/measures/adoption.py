"""How fast operators and shops take up the score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.measures._institution import remembered
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.sums import by_week, months

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures.tables import RunTables

ALL = 1024
SPAN = 13
"""Months over which a gain is taken."""


@measure(unit="share", groups=False)
def adoption(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give which share of operators and of shops asks for the score, and when half of them do.

    Notes
    -----
    ``operators``, ``merchants``: share in the last month, and as a curve (a diffusion after Bass 1969: who has not
    taken it up does so unasked, or after the others); ``.half`` the first month's last week in which at least half do,
    no row where they never do. `fastest` of each: the largest gain in 13 months.
    """
    parts = []
    for who in ("operators", "merchants"):
        share = remembered(run, "imitators", who) / ALL
        weeks, share = months(run)[share > 0], share[share > 0]
        if not len(share):
            continue
        half, gain = weeks[share >= 0.5], share[SPAN:] - share[:-SPAN]
        parts += [
            single(who, "share", share[-1]),
            single(f"{who}.half", "week", half[0] if len(half) else None),
            single(f"{who}.fastest", "share in a year", gain.max() if len(gain) else None),
            finding(by_week(weeks, share), who, "share"),
        ]
    return together(*parts) if parts else nothing()
