"""How near a society comes to what it should look like."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from demerit.base.inequality import gini
from demerit.society import network
from demerit.society.citizens import (
    ADULT_AGE,
    CHILD,
    FARMER,
    MIGRANT,
    PRODUCTION,
    RETIRED,
    SERVICE,
    STUDENT,
    VISITOR,
    WOMAN,
    Citizens,
    Column,
)
from demerit.society.facts import table
from demerit.society.society import Society
from demerit.society.ties import KIN, edges_of

NATIONS = ("china_2015", "loose_knit")
"""Recipes whose people are held against the nation's figures."""
ALIKE = ("china_2015",)
"""Recipes whose friends are held against figures of likeness and of triangles among friends."""
GRAPHS = ("network", "friends")
"""Groups of targets whose bands are those of graphs of any size."""
PEOPLE_OF_TOLERANCE = 100_000
"""Tolerances are those of a society of this size; they widen with 1 / sqrt(people) below it."""


@dataclass(frozen=True)
class Target:
    """One figure a society should reach.

    Parameters
    ----------
    name, group
        What is measured, and which part of the society it belongs to.
    target, tolerance
        The published figure (or the middle of the published band), and how far off still counts as reached.
    value
        What the society has.
    source, grade
        Where the figure is from; documented, calibrated or assumed.
    within
        Whether the value lies within the tolerance.
    """

    name: str
    group: str
    target: float
    value: float
    tolerance: float
    source: str
    grade: str
    within: bool


def _share(yes: Column, among: Column | None = None) -> float:
    chosen = yes if among is None else yes[among]
    return float(chosen.mean()) if len(chosen) else float("nan")


def _mean(values: Column, among: Column) -> float:
    return float(values[among].mean()) if among.any() else float("nan")


def _people(c: Citizens) -> dict[str, float]:
    """Measure who lives there."""
    women = int((c.sex == WOMAN).sum())
    return {
        "urban_share": _share(c.place % 2 == 1),
        "age_0_14": _share(c.age < 15),
        "age_15_59": _share((c.age >= 15) & (c.age < 60)),
        "age_60_up": _share(c.age >= 60),
        "sex_ratio": 100.0 * (len(c.sex) - women) / women if women else float("nan"),
        "household_size": len(c.age) / (int(c.household.max()) + 1),
        "married_15_up": _share(c.spouse >= 0, c.age >= 15),
        "migrant_share": _share(c.origin == MIGRANT),
        "migrant_urban": _share(c.place % 2 == 1, c.origin == MIGRANT),
        "migrant_16_59": _share((c.age >= 16) & (c.age < 60), c.origin == MIGRANT),
        "visitor_share": _share(c.origin == VISITOR),
    }


def _shares(c: Citizens) -> dict[str, float]:
    """Measure schooling, work, income, who is online and who is in the Party."""
    urban = c.place % 2 == 1
    schooled, member = c.age >= 6, c.party == 1
    busy = (c.occupation > STUDENT) & (c.occupation < RETIRED) & (c.occupation != CHILD)
    levels = ("none", "primary", "junior", "senior", "college", "bachelor")
    measured = {f"education_{name}": _share(c.education == k, schooled) for k, name in enumerate(levels)}
    trades = {"farmer": FARMER, "production": PRODUCTION, "service": SERVICE}
    measured |= {f"occupation_{name}": _share(c.occupation == k, busy) for name, k in trades.items()}
    return measured | {
        "income_mean": float(c.income.mean()),
        "income_mean_urban": _mean(c.income, urban),
        "income_mean_rural": _mean(c.income, ~urban),
        "income_gini": gini(c.income),
        "income_median": float(np.median(c.income)),
        "online_share": _share(c.online == 1),
        "online_urban": _share(c.online == 1, urban),
        "online_rural": _share(c.online == 1, ~urban),
        "online_men": _share(c.sex != WOMAN, c.online == 1),
        "party_share": _share(member),
        "party_women": _share(c.sex == WOMAN, member),
        "party_college": _share(c.education >= 4, member),
    }


def _ties(society: Society) -> dict[str, float]:
    """Measure the graph of all ties, kin included, unless the name says otherwise."""
    c, edges, n = society.citizens, edges_of(society.ties), society.people
    u, v = edges.u, edges.v
    friends = edges.kind != KIN
    ties = network.degree(n, u, v)
    known = (u[friends], v[friends])
    grown = friends & (c.age[u] >= ADULT_AGE) & (c.age[v] >= ADULT_AGE)
    adults = (u[grown], v[grown])
    return {
        "mean_degree": float(ties.mean()),
        "degree_cv": float(ties.std() / ties.mean()) if ties.any() else float("nan"),
        "transitivity": network.transitivity(n, u, v),
        "degree_assortativity": network.degree_assortativity(n, u, v),
        "place_assortativity": network.assortativity(c.place // 2, u, v),
        "sex_assortativity_of_friends": network.assortativity(c.sex, *known),
        "modularity_of_zones": network.modularity(c.zone, u, v),
        "friends_have_more_friends": network.friend_paradox(n, u, v),
        "transitivity_of_friends": network.transitivity(n, *known),
        "alike_in_age": network.correlation(c.age, *adults),
        "alike_in_schooling": network.correlation(c.education, *adults),
        "alike_in_conviction": network.correlation(c.home, *adults),
    }


def fit(society: Society) -> list[Target]:
    """Give every target with the value reached.

    A recipe of no nation is held against the network targets only, and only one of `ALIKE` against those of friends.
    """
    reached, recipe = _ties(society), society.recipe.get("recipe")
    rows = [row for row in table("network") if row["group"] == "network" or recipe in ALIKE]
    if recipe in NATIONS:
        reached |= _people(society.citizens) | _shares(society.citizens)
        rows = [*table("nation"), *rows]
    wider = max(1.0, (PEOPLE_OF_TOLERANCE / society.people) ** 0.5)
    targets = []
    for row in rows:
        wanted, value = float(row["value"]), reached[row["name"]]
        if np.isnan(value):  # such as the assortativity of places where there is but one
            continue
        tolerance = float(row["tolerance"]) * (1.0 if row["group"] in GRAPHS else wider)
        within = bool(abs(value - wanted) <= tolerance)
        name, group = row["name"], row["group"]
        targets.append(Target(name, group, wanted, value, tolerance, row["source"], row["grade"], within))
    return targets
