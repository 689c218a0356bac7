"""What people spend spare hours on, who plays for how long, and what that costs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._booked import points_a_year, rules_of
from demerit.measures._deeds import change
from demerit.measures._institution import counts
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.sums import by_group, findings, number, per

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures.tables import RunTables

KINDS = ("search", "music", "films", "basketball", "play_little", "play_much", "play_all_day")
HOURS = {"play_little": 1.5, "play_much": 5.0, "play_all_day": 10.0}
"""Deed -> hours of play a day that it stands for (assumed; the last is the operator's word)."""


@measure(unit="of 1,000 adults", twin="helps")
def pastimes(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give what people spend spare hours on, who plays for how many, what that costs, and which shows are the owner's.

    Notes
    -----
    Of 1,000 adults in a mean month, those who spend most spare hours on each of `search`, `music`, `films`,
    `basketball`, ``play_little``, ``play_much``, ``play_all_day``; ``hours`` = mean hours of play a day of an adult, at
    1.5, 5 and 10 for these three; ``points`` = points a year booked for hours of play, for an adult of the panel;
    ``own_share`` = share of months of films and basketball whose rights the operator of the score holds. With a twin
    (reform ``hours_free``) ``play_all_day.change = n(run) / n(twin) - 1``.
    """
    done = {kind: number(run, "deed", f"pastime.{kind}") for kind in KINDS}
    if not any(n.any() for n in done.values()):
        return nothing()
    rates = {kind: per(n, number(run, "adult"), 1000) for kind, n in done.items()}
    hours = np.sum([rates[kind] * hours / 1000 for kind, hours in HOURS.items()], axis=0)
    shows, own = counts(run, "studios", "shows", "own_shows")
    entries = rules_of(run, lambda deed: deed.startswith("pastime.play"))
    found = together(
        findings(rates, "of 1,000 adults"),
        finding(by_group(hours), "hours", "hours a day"),
        finding(points_a_year(run, entries), "points", "points a year"),
        finding(by_group(per(own, shows)), "own_share", "share"),
    )
    if twin is None:
        return found
    return together(found, finding(change(run, twin, "pastime.play_all_day"), "play_all_day.change", "share"))
