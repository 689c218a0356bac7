"""China in 2015: 31 provinces, urban and rural, from published figures."""

from __future__ import annotations

import numpy as np

from demerit.society.build import columns, tie
from demerit.society.friends import ALIKE, Manner
from demerit.society.grown_first import grown_first
from demerit.society.places import N_PLACES, apportion, place_shares
from demerit.society.recipes import Recipe
from demerit.society.society import Society


def nation(people: int, seed: int, name: str, manner: Manner) -> Society:
    """Give the people of the nation and their kin, with friends found in the `manner` given."""
    counts = apportion(place_shares(), people)
    place = np.repeat(np.arange(N_PLACES, dtype=np.uint8), counts)
    citizens, kin = columns(seed, place, counts)
    ties, _ = tie(citizens, seed, kin, manner)
    return Society(*grown_first(citizens, ties), name, seed, {"recipe": name, "people": people})


def _build(people: int, seed: int) -> Society:
    return nation(people, seed, "china_2015", ALIKE)


china_2015 = Recipe(
    name="china_2015",
    summary="China in 2015: every person a row, in 31 provinces, urban and rural, from published figures.",
    least=50,
    build=_build,
)
