"""Where citizens come from: natives, migrants who live away from their register, visitors from abroad."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from demerit.society.citizens import (
    ADULT_AGE,
    FARMER,
    LEADER,
    MIGRANT,
    NATIVE,
    OFFICIAL,
    RETIRED,
    VISITOR,
    Column,
)
from demerit.society.friends import Pairs
from demerit.society.noise import uniform

MIGRANTS = 0.1797
"""Share of people who live away from their household register: 247 million of 1,374.62 million (NBS, statistical
communique on 2015; the page was not seen again)."""
MIGRANTS_IN_TOWN = 0.85
"""Share of them who live in towns (assumed)."""
_MOBILE = ((0, 0.7), (15, 1.4), (25, 1.9), (35, 1.4), (45, 0.8), (60, 0.35))
"""How much likelier people of an age, from this age on, are migrants (assumed: mostly young adults)."""
VISITORS = 0.004
"""Share of people who are foreign visitors (assumed, 0.0005 .. 0.01). In truth about 0.0008: some 600,000 foreigners
lived in China by the census of 2010, and the 26 million who came in 2015 stayed a week or so; among 10,000 people that
would be eight, too few to see anything."""
OLDEST_VISITOR = 69


def _migrants(seed: int, place: Column, age: Column, household: Column) -> NDArray[np.bool_]:
    """Draw the households that live away from their register: likelier in town and the younger they are."""
    mobile = np.array([w for _, w in _MOBILE])[np.searchsorted([a for a, _ in _MOBILE], age, side="right") - 1]
    weight = np.bincount(household, mobile) / np.bincount(household)
    lean = weight[household] ** 2
    urban = (place & 1) == 1
    chance = np.zeros(len(age))
    for area, share, people in ((urban, MIGRANTS_IN_TOWN, 0.5588), (~urban, 1 - MIGRANTS_IN_TOWN, 0.4412)):
        if area.any():
            chance[area] = lean[area] / lean[area].mean() * MIGRANTS * share / people
    first = np.flatnonzero(np.concatenate([[True], household[1:] != household[:-1]]))
    lot = uniform(seed, "origin.migrant", len(age))[first]
    return np.asarray(lot[household] < chance)


def origin(seed: int, place: Column, age: Column, household: Column, work: Column, online: Column,
           party: Column) -> NDArray[np.uint8]:
    """Give who is a native (0), a migrant (1) or a visitor (2).

    Migrants are whole households. Visitors stand in rows of the society that could be theirs as they are - adults up to
    69 who live alone in town, are online, in no Party, and no farmer, leader, official or pensioner - so that no other
    column moves, and nobody's row; `unrelated` then takes their kin away. A row is somebody who comes and goes: the
    institution `visitors` says when; without it they are there all the time.
    """
    n = len(age)
    given = np.where(_migrants(seed, place, age, household), MIGRANT, NATIVE).astype(np.uint8)
    alone = np.bincount(household)[household] == 1
    fits = alone & (age >= ADULT_AGE) & (age <= OLDEST_VISITOR) & ((place & 1) == 1) & (online == 1) & (party == 0)
    fits &= ~np.isin(work, (FARMER, LEADER, OFFICIAL, RETIRED))
    chance = min(1.0, VISITORS * n / max(1, int(fits.sum())))
    given[fits & (uniform(seed, "origin.visitor", n) < chance)] = VISITOR
    return given


def unrelated(pairs: Pairs, given: Column) -> Pairs:
    """Give the pairs of kin without those that have a visitor at either end."""
    keep = (given[pairs.u] != VISITOR) & (given[pairs.v] != VISITOR)
    return Pairs(*(column[keep] for column in pairs))
