"""Who still knows of history, what a market knows, and how far its price is from worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._institution import kept, monthly, remembered
from demerit.measures.groups import enough
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.sums import BY_NAME, EVERYBODY, by_group, by_month, by_week, months, per
from demerit.measures.tables import once

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from demerit.measures.sums import Weeks
    from demerit.measures.tables import RunTables

WHOLE, FULL, HUNDREDTHS = 65536, 127, 10_000
HALF_LOST = 0.375
"""Half of three quarters."""


@measure(unit="share", twin="helps")
def knowledge(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give the share of history that people still know, by group, what a market knows, and how wrong prices are.

    Notes
    -----
    Of the institution `press`. ``history`` = mean share of history that an adult knows, over the run, and as a curve;
    ``knowing`` = share of adults who know more than half of it, in the last month; ``told`` = share of adults who hear
    it told by a friend, in a mean month: for all and by group, so that ages tell who still knows. ``market`` = share
    of market news known: it goes to ``3 rate / (3 rate + usual)`` of what is reported, half of the way in
    ``press.stale`` months. Of both ``.end`` = the last month, ``.lost`` = the first month counted less the last;
    ``.half_life`` = weeks until half of three quarters was gone, no row where it never was. ``mispriced`` = mean
    distance of the price from worth over the run, a share of the start's price, and as a curve: the price follows
    worth as far as that is known, and noise for the rest. Where the twin has a press too, ``.against_twin`` = here
    less there. What is told of worth is an index: no published level answers to it.
    """
    if not kept(run, "press"):
        return nothing()
    weeks = months(run)
    history = _history(run)
    value = history["value"]
    every = value[:, EVERYBODY]
    counted = np.flatnonzero(np.isfinite(value).any(axis=1))
    if not len(counted):
        return nothing()
    market, mispriced = _market(run), _mispriced(run)
    found = [
        _means(value, "history"), _means(history["told"], "told"), finding(by_week(weeks, every), "history", "share"),
        finding(by_group(history["knowing"][counted[-1]]), "knowing", "share"),
        _course(weeks, every, "history"),
        single("market", "share", market.mean()), finding(by_week(weeks, market), "market", "share"),
        _course(weeks, market, "market"),
        single("mispriced", "share", mispriced.mean()), finding(by_week(weeks, mispriced), "mispriced", "share"),
    ]
    if twin is not None and kept(twin, "press"):
        _, mine, theirs = np.intersect1d(weeks, months(twin), return_indices=True)
        found.append(_means(value[mine] - _history(twin)["value"][theirs], "history.against_twin"))
        if len(mine):
            found += [single(f"{name}.against_twin", "share", (here[mine] - there(twin)[theirs]).mean())
                      for name, here, there in (("market", market, _market), ("mispriced", mispriced, _mispriced))]
    return together(*found)


def _means(values: NDArray[np.float64], quantity: str) -> pl.DataFrame:
    """Give the mean over the months that have a number, group by group."""
    there = np.isfinite(values)
    return finding(by_group(per(np.where(there, values, 0).sum(axis=0), there.sum(axis=0))), quantity, "share")


def _course(weeks: Weeks, values: NDArray[np.float64], name: str) -> pl.DataFrame:
    """Give where a curve ends, what was lost since it began, and when half was."""
    known = values[np.isfinite(values)]
    gone = weeks[values <= HALF_LOST]
    return together(
        single(f"{name}.end", "share", known[-1]),
        single(f"{name}.lost", "share", known[0] - known[-1]),
        single(f"{name}.half_life", "weeks", gone[0] if len(gone) else None),
    )


@once("counts")
def _history(run: RunTables) -> dict[str, NDArray[np.float64]]:
    """Give the share of history known, of those who know most of it, and told, by month and group, of large groups."""
    recalled, knowing, told = monthly(run, "press", "recalled", "knowing", "told")
    large = np.isin(BY_NAME, enough(run)) & ((recalled > 0) | (knowing > 0) | (told > 0))
    adults = np.where(large, by_month(run, "adult"), 0)
    return {"value": per(recalled / FULL, adults), "knowing": per(knowing, adults), "told": per(told, adults)}


def _market(run: RunTables) -> NDArray[np.float64]:
    """Give the share of market news known, by month."""
    return remembered(run, "press", "market") / WHOLE


def _mispriced(run: RunTables) -> NDArray[np.float64]:
    """Give how far the price is from worth, by month."""
    worth, price = (remembered(run, "press", name) for name in ("worth", "price"))
    return np.abs(price - worth) / HUNDREDTHS
