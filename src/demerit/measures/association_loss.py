"""What the innocent lose through their friends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.sums import BY_NAME, binned, by_group, by_week_and_group, named, number, per
from demerit.measures.tables import MONTHS_A_YEAR, keys_of

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

HEAVY = 10


TABLE = "friends_deed"
WHAT = ("people", "points", "kin", "friends")
"""What is counted of a deed of friends: those hit, points, ties to kin and to friends who did it."""


@measure(unit="share")
def association_loss(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give the share of adults who broke no rule and stand 10 points or more lower because of their friends.

    Notes
    -----
    Guilt by association, among adults who never did a deed that a rule of the scheme punishes. ``heavy`` = share who
    lose at least 10 points through friends in the last week (and as a curve), ``any`` = at least 5 (the smallest step
    counted), ``mean`` = mean points lost (lower edges of steps of 5, so a floor), ``share`` = the distribution, ``n`` =
    how many such adults there are.

    Where the law names deeds of friends, who lost how much for whose words, over all adults and months: for each deed d
    ``d.hit`` = share of adult-months in which a friend was known for it, ``d.n`` their number, ``d.points`` = points a
    month that it moved those who were hit by, ``d.kin`` = share of the ties to those known for it that are to kin.
    ``by_friends`` = points of all these deeds per adult and year.
    """
    weeks, bins, (n,) = binned(run, (("association", "innocent_loss"),))
    if not len(weeks):
        return nothing()
    people = n.sum(axis=2)
    heavy, some = (per(n[:, :, bins >= points].sum(axis=2), people) for points in (HEAVY, 5))
    group, band = np.nonzero(n[-1])
    week = pl.Series("week", weeks[-1:]).new_from_index(0, len(group))
    spread = pl.DataFrame([week, named(group), pl.Series("bin", bins[band]),
                           pl.Series("value", (n[-1] / np.maximum(people[-1], 1)[:, None])[group, band])])  # fmt: skip
    return together(
        finding(by_group(heavy[-1]), "heavy", "share"),
        finding(by_week_and_group(weeks, heavy), "heavy", "share"),
        finding(by_group(some[-1]), "any", "share"),
        finding(by_group(per(n[-1] @ np.maximum(bins, 0), people[-1])), "mean", "points"),
        finding(spread, "share", "share"),
        finding(by_group(np.where(people[-1] > 0, people[-1], np.nan)), "n", "people"),
        *_by_deed(run),
    )


def _by_deed(run: RunTables) -> list[pl.DataFrame]:
    """Give who was hit by which deed of friends, and how hard."""
    deeds = sorted({key.partition(":")[0] for key in keys_of(run, TABLE)})
    if not deeds:
        return []
    months, all_points = number(run, "adult"), np.zeros(len(BY_NAME))
    anybody = np.zeros(len(BY_NAME), bool)
    found = []
    for deed in deeds:
        people, points, kin, friends = (number(run, TABLE, f"{deed}:{what}") for what in WHAT)
        there = np.any([people != 0, points != 0, kin != 0, friends != 0], axis=0) & (months > 0)
        anybody |= there
        all_points += points
        found += [
            finding(by_group(np.where(there, value, np.nan)), f"{deed}.{name}", unit) for name, value, unit in (
                ("hit", per(people, months), "share of adult-months"), ("n", people, "adult-months"),
                ("points", per(points, people), "points a month"), ("kin", per(kin, kin + friends), "share of ties"))
        ]  # fmt: skip
    year = np.where(anybody, per(all_points, months, MONTHS_A_YEAR), np.nan)
    return [*found, finding(by_group(year), "by_friends", "points an adult and year")]
