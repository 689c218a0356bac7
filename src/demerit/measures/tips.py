"""Who follows the nine tips, and what a point costs in effort."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._deeds import change, rate
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.sums import by_group

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures.tables import RunTables

FEWEST = 1e-6


@measure(unit="per 1,000 adult-weeks", twin="helps")
def tips(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give, for each printed tip, how often its deeds are done, how that moved, and the points for each unit of effort.

    Notes
    -----
    For every tip of the scheme whose deeds are named (a deed with points above 0 follows it, below 0 breaks it): with
    d a deed, ``tip.follows`` and ``tip.breaks`` = such deeds per 1,000 adult-weeks; with a twin ``tip.followed`` =
    n(run) / n(twin) - 1 of the deeds that follow, ``tip.broken`` of those that break it. ``tip.points`` = points that
    the rules in force give for following it once (for not breaking it, where nothing follows it), and
    ``tip.value = points / effort``, where the effort of a monthly deed done with the rate p a month is what a logit
    choice reveals: ``ln((1 - p)/p)``, at least 0.1 (McFadden 1974); a deed done by all costs next to nothing.
    """
    written = {name: tip.deeds for name, tip in run.scheme.tips.items() if tip.deeds}
    if not written:
        return nothing()
    return together(*(_tip(run, twin, name, deeds) for name, deeds in sorted(written.items())))


def _tip(run: RunTables, twin: RunTables | None, name: str, deeds: dict[str, float]) -> pl.DataFrame:
    """Give the rows of one tip."""
    parts = {
        "follows": [deed for deed, points in deeds.items() if points > 0 and "." in deed],
        "breaks": [deed for deed, points in deeds.items() if points < 0 and "." in deed],
    }
    rows = []
    for (what, named), moved in zip(parts.items(), ("followed", "broken"), strict=True):
        if not named:
            continue
        done = by_group(np.sum([rate(run, deed) for deed in named], axis=0))
        rows.append(finding(done, f"{name}.{what}", "per 1,000 adult-weeks"))
        if twin is not None and len(named) == 1:
            rows.append(finding(change(run, twin, named[0]), f"{name}.{moved}", "share"))
    chosen = parts["follows"] or parts["breaks"]
    if chosen:
        rows.append(_value(run, name, chosen[0], 1 if parts["follows"] else -1))
    return together(*rows)


def _value(run: RunTables, name: str, deed: str, sign: int) -> pl.DataFrame:
    """Give the points for following a tip once, and for each logit of effort."""
    points = sign * float(sum(rule.points for rule in run.scheme.rules.values() if rule.deed == deed))
    done = np.clip(rate(run, deed) * 4 / 1000, FEWEST, 1 - FEWEST)
    share = done if sign > 0 else 1 - done
    effort = np.maximum(np.log((1 - share) / share), 0.1)
    return together(
        single(f"{name}.points", "points", points),
        finding(by_group(points / effort), f"{name}.value", "points a logit"),
    )
