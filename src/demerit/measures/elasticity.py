"""How much less dissent a higher price brings."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from demerit.measures._deeds import in_all
from demerit.measures.measure import finding, measure, nothing
from demerit.measures.sums import by_group, per
from demerit.measures.tables import in_common

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

PRICED = ("dissent", "question")


@measure(unit="share a share", twin="needed")
def elasticity(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give by how many percent dissent falls for one percent more points.

    Notes
    -----
    For a deed d of `speak` that both laws put a price on, ``d = ln(n(run) / n(twin)) / ln(p(run) / p(twin))``, with
    ``n`` how often it was done over the weeks in common and ``p`` the points that all rules of the law as written take
    for one, `moral_weight` counted in: the arc elasticity, below 0 where the dearer is rarer. No row where either law
    leaves the deed free, or both ask the same. Citizens weigh what they believe, not what is written, so it is that of
    the whole way from law to deed.
    """
    if twin is None:
        return nothing()
    until = in_common(run, twin)
    rows = [nothing()]
    for deed in PRICED:
        here, there = (_price(one.scheme, f"speak.{deed}") for one in (run, twin))
        if here <= 0 or there <= 0 or here == there:
            continue
        with np.errstate(divide="ignore"):
            change = np.log(per(in_all(run, f"speak.{deed}", until), in_all(twin, f"speak.{deed}", until)))
        rows.append(finding(by_group(change / math.log(here / there)), deed, "share a share"))
    return pl.concat(rows)


def _price(scheme: Any, deed: str) -> float:
    """Give the points that the law as written takes for one such deed."""
    return -sum(float(scheme.points_now(rule)) for rule in scheme.rules.values() if rule.deed == deed)
