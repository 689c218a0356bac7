"""China in 2015: 31 provinces, urban and rural, from published figures."""

from __future__ import annotations

import numpy as np

from demerit.society.build import columns, tie
from demerit.society.grown_first import grown_first
from demerit.society.places import N_PLACES, apportion, place_shares
from demerit.society.recipes import Recipe
from demerit.society.society import Society


def _build(people: int, seed: int) -> Society:
    counts = apportion(place_shares(), people)
    place = np.repeat(np.arange(N_PLACES, dtype=np.uint8), counts)
    citizens, kin = columns(seed, place, counts)
    ties, _ = tie(citizens, seed, kin)
    return Society(*grown_first(citizens, ties), "china_2015", seed, {"recipe": "china_2015", "people": people})


china_2015 = Recipe(
    name="china_2015",
    summary="China in 2015: every person a row, in 31 provinces, urban and rural, from published figures.",
    least=50,
    build=_build,
)
