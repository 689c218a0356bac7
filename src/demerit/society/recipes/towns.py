"""Towns along a road: some ties lead to other towns, as far as the radiation law takes people."""

from __future__ import annotations

import numpy as np

from demerit.society import graphs
from demerit.society.over_graph import laid_over
from demerit.society.recipes import Recipe
from demerit.society.society import Society

FRIENDS, WITHIN = 8.0, 0.75
"""Mean ties, and the share of a town's ties that it keeps (assumed)."""
SHARES = (1, 2, 4, 8, 5, 3, 1, 1)
"""How large the towns are beside one another, in their order along the road (assumed)."""


def _build(people: int, seed: int) -> Society:
    sizes = np.diff(np.rint(np.cumsum((0, *SHARES)) * people / sum(SHARES)).astype(int))
    along = np.arange(len(sizes), dtype=float)
    away = graphs.radiation(sizes, np.abs(along[:, None] - along))
    graph = graphs.blocks(seed, sizes, WITHIN * np.eye(len(sizes)) + (1 - WITHIN) * away, FRIENDS)
    place = np.repeat(2 * np.arange(len(sizes)) + 1, sizes).astype(np.uint8)
    citizens, ties = laid_over(seed, place, graph.u, graph.v, {})
    said: dict[str, str | int | float | bool] = {
        "recipe": "towns", "people": people, "towns": len(sizes), "within": WITHIN,
    }  # fmt: skip
    return Society(citizens, ties, "towns", seed, said)


towns = Recipe(
    name="towns",
    summary="Adults of eight towns along a road, tied to other towns by the radiation law (Simini et al. 2012).",
    least=50,
    build=_build,
)
