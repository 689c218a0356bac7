"""Where its people live, and how they are tied, in one line."""

from __future__ import annotations

import numpy as np

from demerit.society.build import columns, tie
from demerit.society.grown_first import grown_first
from demerit.society.places import N_PLACES, PROVINCES
from demerit.society.recipes import Recipe
from demerit.society.society import Society


def _build(people: int, seed: int) -> Society:
    """Give everybody a place (province times 2, and 1 more in town), what a census says of it, and ties."""
    here = 2 * PROVINCES.index("Henan") + 1
    place = np.full(people, here, np.uint8)
    citizens, kin = columns(seed, place, np.bincount(place, minlength=N_PLACES))
    ties, _ = tie(citizens, seed, kin)
    # every draw belongs to the seed: the same recipe, people and seed give the same bytes
    return Society(*grown_first(citizens, ties), "skeleton", seed, {"recipe": "skeleton", "people": people})


skeleton = Recipe(
    name="skeleton",
    summary="Whom it makes, in one line.",
    least=50,
    build=_build,
)
