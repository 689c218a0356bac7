"""How long a score takes to come back after a default."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures.measure import measure, nothing, single, together
from demerit.measures.tables import grown_panel

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

NEAR = 5
"""Points below the score before from which one counts as back (assumed: less than one late bill moves)."""
SPAN = 104
"""Weeks that one must be followed for, to be counted at all."""


@measure(unit="weeks")
def recovery(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how far a default throws a score back, and how long it takes to come back.

    Notes
    -----
    Over the panel: for each citizen's first loan not repaid, with a score in the month before and at least two years of
    the run to come, `defaults` counts them, ``drop`` = mean points lost in that month against the month before;
    ``within_26``, ``within_52`` and ``within_104`` = share whose score stood, in some later month within so many weeks,
    no more than 5 points below that before; ``weeks`` = the median of the weeks it took, none where fewer than half
    came back within two years. One who defaults again is followed as any other.
    """
    people = grown_panel(run)
    if "n_borrow_default" not in people.columns:
        return nothing()
    scores = people.select("week", "citizen", "score", "n_borrow_default").filter(
        pl.col("score").is_not_null() & (pl.col("score") >= 0)
    ).sort("citizen", "week")
    before = pl.col("score").cast(pl.Int32).shift(1).over("citizen")
    fell = scores.with_columns(before.alias("before")).filter(
        (pl.col("n_borrow_default") > 0) & pl.col("before").is_not_null()
    ).group_by("citizen", maintain_order=True).first()
    last = people["week"].max()
    if last is None:
        return nothing()
    fell = fell.select("citizen", pl.col("week").alias("since"), "before", pl.col("score").cast(pl.Int32).alias("low"))
    fell = fell.filter(pl.col("since").cast(pl.Int32) <= int(last) - SPAN)  # type: ignore[arg-type]
    if fell.is_empty():
        return nothing()
    took = _took(scores, fell)
    back = [took.filter(pl.col("took") <= weeks).height / fell.height for weeks in (26, 52, SPAN)]
    median = took.sort("took")["took"][(fell.height - 1) // 2] if 2 * took.height > fell.height else None
    return together(
        single("defaults", "defaults", fell.height),
        single("drop", "points", (fell["before"] - fell["low"]).mean()),  # type: ignore[arg-type]
        *(single(f"within_{weeks}", "share", share) for weeks, share in zip((26, 52, SPAN), back, strict=True)),
        single("weeks", "weeks", median),
    )


def _took(scores: pl.DataFrame, fell: pl.DataFrame) -> pl.DataFrame:
    """Give ``citizen, took``: the weeks until the score was back, of those who were back within two years."""
    later = scores.select("citizen", "week", pl.col("score").cast(pl.Int32)).join(fell, on="citizen")
    after = (pl.col("week").cast(pl.Int32) - pl.col("since").cast(pl.Int32)).alias("took")
    back = later.with_columns(after).filter(
        (pl.col("took") > 0) & (pl.col("took") <= SPAN) & (pl.col("score") >= pl.col("before") - NEAR)
    )
    return back.group_by("citizen").agg(pl.col("took").min())
