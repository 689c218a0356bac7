"""China in 2015 with friends who are alike and know each other."""

from __future__ import annotations

from demerit.society.friends import Manner
from demerit.society.recipes import Recipe
from demerit.society.recipes.china_2015 import nation
from demerit.society.society import Society

CLOSE = Manner(
    scales={"circle": 0.14, "place": 0.26, "society": 0.11, "introduced": 1.10},
    taste=(5, 22, 1), tries=6, rounds=6, overlap=27, patience=200,
)  # fmt: skip
"""How friends are found (calibrated on the targets of groups `network` and `friends`, 5,000 to 100,000 people)."""


def _build(people: int, seed: int) -> Society:
    return nation(people, seed, "close_knit", CLOSE)


close_knit = Recipe(
    name="close_knit",
    summary="China in 2015 with friends who are alike in age, schooling and conviction and know each other.",
    least=50,
    build=_build,
)
