"""What a society still remembers, and what a market still knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._institution import kept, remembered
from demerit.measures.measure import finding, measure, nothing, single, together

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

WHAT = {"history": "remembered", "market": "market"}
WHOLE = 65536


@measure(unit="share", twin="helps", groups=False)
def knowledge(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give the share of history remembered and of market news known, and what was lost of each.

    Notes
    -----
    Both are gauges of the institution `press`: they go to ``3 rate / (3 rate + usual)`` of what is told of them, half
    of the way in ``press.forgets`` and ``press.stale`` months. ``history`` and ``market`` = mean over the run, and as
    curves; ``.end`` the last month; ``.lost`` = three quarters (what is known where as much is told as usual) less the
    end; ``.half_life`` = weeks until half of three quarters was gone, no row where it never was. Where the twin has a
    press too, ``.against_twin`` = mean here less mean there. Indices: no published level answers to them.
    """
    if not kept(run, "press"):
        return nothing()
    found = []
    for name, gauge in WHAT.items():
        curve = _curve(run, gauge)
        end = curve["value"][-1]
        gone = curve.filter(pl.col("value") <= 0.375)
        found += [
            single(name, "share", curve["value"].mean()),  # type: ignore[arg-type]
            finding(curve, name, "share"),
            single(f"{name}.end", "share", end),
            single(f"{name}.lost", "share", 0.75 - end),
            single(f"{name}.half_life", "weeks", gone["week"][0] if gone.height else None),
        ]
        if twin is not None and kept(twin, "press"):
            both = curve.join(_curve(twin, gauge), on="week")
            less = (both["value"] - both["value_right"]).mean()
            found.append(single(f"{name}.against_twin", "share", less))  # type: ignore[arg-type]
    return together(*found)


def _curve(run: RunTables, gauge: str) -> pl.DataFrame:
    """Give ``week, value``: a gauge as a share of one."""
    return remembered(run, "press", gauge).with_columns(pl.col("value") / WHOLE)
