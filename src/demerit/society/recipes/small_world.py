"""A small world: adults on a ring, a tenth of whose ties lead elsewhere."""

from __future__ import annotations

import numpy as np

from demerit.society import graphs
from demerit.society.over_graph import laid_over
from demerit.society.recipes import Recipe
from demerit.society.recipes.village import PROVINCE
from demerit.society.society import Society

FRIENDS, REWIRED = 8, 0.1
"""Friends of everyone (near the mean degree of the other recipes), and the share of ties led elsewhere."""


def _build(people: int, seed: int) -> Society:
    graph = graphs.small_world(seed, people, FRIENDS, REWIRED)
    citizens, ties = laid_over(seed, np.full(people, 2 * PROVINCE, np.uint8), graph.u, graph.v, {})
    said: dict[str, str | int | float | bool] = {
        "recipe": "small_world", "people": people, "friends": FRIENDS, "rewired": REWIRED,
    }  # fmt: skip
    return Society(citizens, ties, "small_world", seed, said)


small_world = Recipe(
    name="small_world",
    summary="Adults on a ring with 8 friends each, a tenth of all ties led elsewhere (Watts and Strogatz 1998).",
    least=50,
    build=_build,
)
