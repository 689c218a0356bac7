"""How far guilt by association travels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._grid import grid
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.tables import counted
from demerit.theory.feedback import fixed_point
from demerit.theory.influence import decay

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

FAR = 4


@measure(unit="points", groups=False)
def contagion(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how many points friends take at each distance from somebody who did what friends answer for.

    Notes
    -----
    Once a year the distance, in ties, is taken from every scored citizen to the nearest who did that month what a rule
    punishes; where the law names deeds of friends, to the nearest whom the bureau saw do one of them: 0 for those
    themselves, then 1, 2, 3, and 4 for all farther. ``lost`` at distance d is the mean of what the account of
    association lies below its resting value, over ``n`` citizens; ``excess.d = lost(d) - lost(4)``, so that what
    friends' scores take from everybody drops out. `depth` is the largest distance d whose excess is above half a point
    and whose nearer ones are too, 0 where there is none. Years are pooled.

    Where friends' mean score counts, beside it what linear contagion says (`theory.influence`, `theory.feedback`):
    ``linear_decay`` = factor by which a loss weakens with each tie, were everyone tied to as many as an adult of the
    panel is on average and no ties closed; ``shift`` = 1 / (1 - weight), points by which all scores rise where every
    citizen earns one point.
    """
    counts = counted(run, "contagion")
    if counts.is_empty():
        return nothing()
    wide = counts.group_by("bin").agg(
        pl.col("n").filter(pl.col("key") == what).sum().alias(what) for what in ("scored", "lost")
    ).filter(pl.col("scored") > 0).with_columns((pl.col("lost") / pl.col("scored")).alias("mean")).sort("bin")
    mean = dict(zip(wide["bin"].to_list(), wide["mean"].to_list(), strict=True))
    rows = [_row("lost", value, distance, "points") for distance, value in mean.items()]
    rows += [_row("n", float(n), distance, "people") for distance, n in wide.select("bin", "scored").iter_rows()]
    if FAR in mean:
        excess = {d: value - mean[FAR] for d, value in mean.items() if d < FAR}
        rows += [finding(_one(value), f"excess.{d}", "points") for d, value in excess.items()]
        rows.append(finding(_one(float(_depth(excess))), "depth", "ties"))
    return together(*rows, _linear(run))


def _linear(run: RunTables) -> pl.DataFrame:
    """Give what linear contagion says at the scheme's weight and the run's mean number of ties."""
    friends = run.scheme.association
    if friends.form != "mean_score" or not grid(run).adult.any():
        return nothing()
    ties = float(grid(run).column("degree")[grid(run).adult].mean())
    return together(
        single("linear_decay", "ratio", decay(ties, friends.weight)),
        single("shift", "points", fixed_point(1.0, friends.weight)),
    )


def _depth(excess: dict[int, float]) -> int:
    """Give the largest distance up to which every excess is above half a point."""
    depth = 0
    while excess.get(depth + 1, 0.0) > 0.5:
        depth += 1
    return depth


def _one(value: float) -> pl.DataFrame:
    return pl.DataFrame({"group": ["all"], "value": [value]})


def _row(quantity: str, value: float, distance: int, unit: str) -> pl.DataFrame:
    frame = _one(value).with_columns(pl.lit(distance, pl.Int32).alias("bin"))
    return finding(frame, quantity, unit)
