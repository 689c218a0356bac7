"""How fast operators and shops take up the score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.tables import counted

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

ALL = 1024


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
        curve = counted(run, "institution", f"imitators:{who}").sort("week")
        curve = curve.with_columns((pl.col("n") / ALL).alias("value"))
        if curve.is_empty():
            continue
        half = curve.filter(pl.col("value") >= 0.5)["week"].min()
        gain = curve["value"] - curve["value"].shift(13)
        parts += [
            single(who, "share", curve["value"][-1]),
            single(f"{who}.half", "week", half),  # type: ignore[arg-type]
            single(f"{who}.fastest", "share in a year", gain.max()),  # type: ignore[arg-type]
            finding(curve, who, "share"),
        ]
    return together(*parts) if parts else nothing()
