"""A village: one rural place, for tests and for play."""

from __future__ import annotations

import numpy as np

from demerit.society.build import columns, tie
from demerit.society.grown_first import grown_first
from demerit.society.places import N_PLACES, PROVINCES
from demerit.society.recipes import Recipe
from demerit.society.society import Society

PROVINCE = PROVINCES.index("Henan")
"""The village stands in the countryside of the province with the most people there."""


def _build(people: int, seed: int) -> Society:
    here = 2 * PROVINCE
    place = np.full(people, here, np.uint8)
    counts = np.bincount(place, minlength=N_PLACES)
    citizens, kin = columns(seed, place, counts)
    ties, _ = tie(citizens, seed, kin)
    return Society(*grown_first(citizens, ties), "village", seed, {"recipe": "village", "people": people})


village = Recipe(
    name="village",
    summary="One village in rural Henan: everyone knows someone who knows everyone (1,000 people by habit).",
    least=50,
    build=_build,
)
