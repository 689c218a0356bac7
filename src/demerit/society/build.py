"""Put a society together from people in their places: columns first, then ties."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from demerit.society import friends, households, traits
from demerit.society.citizens import Citizens, Column
from demerit.society.friends import ALIKE, Manner, Pairs
from demerit.society.households import Families
from demerit.society.neighbourhoods import Order, settle
from demerit.society.origin import origin, unrelated
from demerit.society.places import age_shares, by_place, by_province
from demerit.society.temperament import temperament
from demerit.society.ties import Ties, ties_from_edges

HOUSEHOLD_SIZE = 3.10
RURAL_HOUSEHOLDS = 1.12
"""How much larger households are in the countryside than the province's mean (assumed)."""


def household_sizes(counts: Column) -> NDArray[np.float64]:
    """Give the mean household size wanted in each place, so that all together reach the published 3.10."""
    size = by_province("household_size_interp")
    sizes = by_place(size * RURAL_HOUSEHOLDS, size / RURAL_HOUSEHOLDS)
    given: NDArray[np.float64] = sizes * HOUSEHOLD_SIZE * (counts / sizes).sum() / counts.sum()
    return given


def kin_pairs(household: Column, order: Order, families: Families) -> Pairs:
    """Give the pairs of kin: all members of a household.

    And parents with a married child living elsewhere.
    """
    first, second = [], []
    rows = np.arange(len(household))
    for gap in range(1, int(np.bincount(household).max())):
        together = np.flatnonzero(household[gap:] == household[:-gap])
        first.append(rows[together])
        second.append(rows[together + gap])
    new = np.empty(len(household), np.int64)
    new[order.order] = rows
    first.append(new[families.parent])
    second.append(new[families.child])
    u, v = np.concatenate(first), np.concatenate(second)
    return friends.unique_pairs(u, v, np.zeros(len(u), np.uint8))


def columns(seed: int, place: NDArray[np.uint8], counts: Column) -> tuple[Citizens, Pairs]:
    """Give the citizens of the places given (one entry a person.

    Never falling) and the pairs of kin among them.
    """
    age, sex = households.ages(seed, place, age_shares())
    family = households.families(seed, place, age, sex, household_sizes(np.asarray(counts, float)))
    order = settle(seed, place, age, family)
    age, sex = age[order.order], sex[order.order]
    new = np.empty(len(age), np.int64)
    new[order.order] = np.arange(len(age))
    spouse = family.spouse[order.order]
    partner = np.where(spouse >= 0, new[spouse], -1).astype(np.int32)
    schooling = traits.education(seed, place, age)
    work = traits.occupation(seed, place, age, sex, schooling)
    income = traits.income(seed, place, order.household, age, schooling)
    nature = temperament(seed, age, sex, schooling, income)
    online = traits.online(seed, place, age, sex, schooling)
    party = traits.party(seed, age, sex, schooling, work)
    whence = origin(seed, place, age, order.household, work, online, party)
    citizens = Citizens(
        place=place, zone=order.zone, circle=order.circle, household=order.household, age=age, sex=sex,
        education=schooling, occupation=work, income=income,
        online=online, party=party, spouse=partner, origin=whence, **nature._asdict(),
    )  # fmt: skip
    return citizens, unrelated(kin_pairs(order.household, order, family), whence)


def tie(citizens: Citizens, seed: int, kin: Pairs, manner: Manner = ALIKE) -> tuple[Ties, Pairs]:
    """Give the ties of citizens whose kin are known, and where each pair arose."""
    pairs = friends.befriend(citizens, seed, kin, manner)
    kind = friends.kinds(citizens, seed, pairs)
    bond = friends.bonds(citizens, seed, pairs, kind)
    return ties_from_edges(len(citizens.age), pairs.u, pairs.v, kind, bond), pairs
