"""China in 2015 with friends who are not alike: the same people, other friends."""

from __future__ import annotations

from demerit.society.friends import BLIND
from demerit.society.recipes import Recipe
from demerit.society.recipes.china_2015 import nation
from demerit.society.society import Society


def _build(people: int, seed: int) -> Society:
    return nation(people, seed, "loose_knit", BLIND)


loose_knit = Recipe(
    name="loose_knit",
    summary="China in 2015 with friends found without a look at age, schooling, conviction or friends in common.",
    least=50,
    build=_build,
)
