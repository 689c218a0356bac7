"""How far guilt by association travels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from demerit.measures._grid import grid
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.sums import binned, per
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
    _, distances, sums = binned(run, (("contagion", "scored"),), (("contagion", "lost"),))
    scored, lost = (n.sum(axis=(0, 1)) for n in sums)
    if not len(distances):
        return nothing()
    value = per(lost, scored)
    mean = {int(d): float(each) for d, each in zip(distances, value, strict=True) if np.isfinite(each)}
    rows = [finding(pl.DataFrame({"bin": distances, "value": value}), "lost", "points"),
            finding(pl.DataFrame({"bin": distances, "value": np.where(scored > 0, scored, np.nan)}), "n", "people")]
    if FAR in mean:
        excess = {d: value - mean[FAR] for d, value in mean.items() if d < FAR}
        rows += [single(f"excess.{d}", "points", value) for d, value in excess.items()]
        rows.append(single("depth", "ties", _depth(excess)))
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
