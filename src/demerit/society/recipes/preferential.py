"""Preferential attachment: few adults with very many ties, many with few."""

from __future__ import annotations

import numpy as np

from demerit.society import graphs
from demerit.society.over_graph import laid_over
from demerit.society.recipes import Recipe
from demerit.society.recipes.village import PROVINCE
from demerit.society.society import Society

EACH = 4
"""Ties of every newcomer: the mean degree is twice that."""


def _build(people: int, seed: int) -> Society:
    graph = graphs.preferential(seed, people, EACH)
    citizens, ties = laid_over(seed, np.full(people, 2 * PROVINCE, np.uint8), graph.u, graph.v, {})
    said: dict[str, str | int | float | bool] = {"recipe": "preferential", "people": people, "each": EACH}
    return Society(citizens, ties, "preferential", seed, said)


preferential = Recipe(
    name="preferential",
    summary="Adults who befriend those who have many friends: few with very many ties (Barabasi and Albert 1999).",
    least=50,
    build=_build,
)
