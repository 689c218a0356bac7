"""Two blocks: adults of two provinces, most of whose ties stay in their own."""

from __future__ import annotations

import numpy as np

from demerit.society import graphs
from demerit.society.over_graph import laid_over
from demerit.society.places import PROVINCES
from demerit.society.recipes import Recipe
from demerit.society.society import Society

FRIENDS, WITHIN = 8.0, 0.9
"""Mean ties, and the share of them that stay in the block: an assortativity of 0.8."""
WHERE = (PROVINCES.index("Henan"), PROVINCES.index("Guangdong"))
"""The two provinces with the most people; their countryside, in the order of places."""


def _build(people: int, seed: int) -> Society:
    sizes = np.array([people - people // 2, people // 2])
    mixing = np.array([[WITHIN, 1 - WITHIN], [1 - WITHIN, WITHIN]])
    graph = graphs.blocks(seed, sizes, mixing, FRIENDS)
    place = np.repeat(2 * np.array(sorted(WHERE)), sizes).astype(np.uint8)
    citizens, ties = laid_over(seed, place, graph.u, graph.v, {})
    return Society(citizens, ties, "blocks", seed, {"recipe": "blocks", "people": people, "within": WITHIN})


blocks = Recipe(
    name="blocks",
    summary="Adults of two provinces, nine tenths of whose ties stay in their own (a stochastic block model).",
    least=50,
    build=_build,
)
