"""Zones: who is caught on hostile ground, and what going round it brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from demerit.institutions.past import Past
from demerit.institutions.zones import Knobs, think
from tests.engine.worlds import lived
from tests.institutions.places import LIVELY, noted, only, points

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society

DEFAULT = Knobs(share=1311, unrest=64, lasts=3, lives=256, caught=192, strolls=64)


def test_more_ground_is_flagged_the_more_people_demonstrate() -> None:
    """64 of 65536 for each visit per 1,000 adults and month; never more than half of all blocks."""
    memory = {"share": 0}
    for visits, share in ((0, 1311), (4_000, 1311 + 4 * 64), (1_000_000, 1311 + 64_000 // 2)):
        past = Past(4, {("adult", ""): 1_000_000, ("deed", "go.hostile"): visits})
        think(memory, past, DEFAULT, lambda k: 0)
        assert memory["share"] == min(32768, share if visits < 1_000_000 else 1311 + 64 * 1000)


def test_where_no_block_is_flagged_nobody_is_caught(schemes: dict[str, Scheme], town: Society) -> None:
    """Detours are then all in vain."""
    settings = {**LIVELY, "zones.share": 0, "zones.unrest": 0}
    run = lived(only(schemes["article_2015"], "zones"), town, 16, settings=settings)
    assert noted(run, "zones:caught") == noted(run, "zones:spared") == 0
    assert noted(run, "zones:vain") > 0
    assert points(run, "hostile_area_passed") == 0


def test_residents_of_a_block_are_flagged_together(schemes: dict[str, Scheme], town: Society) -> None:
    """Ground is the block's: all its adults live on it or none does; passers-by come from other blocks."""
    run = lived(only(schemes["article_2015"], "zones"), town, 24, settings=LIVELY)
    ground, adult = run.world.named("ground").astype(np.int64), np.ones(run.n, bool)
    for first in range(0, run.n, 400):
        there = ground[first : first + 400][adult[first : first + 400]] & 1
        assert len(set(there.tolist())) == 1
    assert noted(run, "zones:residents") > 0
    assert noted(run, "zones:innocent") <= noted(run, "zones:caught")
    assert points(run, "hostile_area_passed") < 0


@pytest.mark.parametrize(("knob", "value"), [("zones.lives", 0), ("zones.caught", 0)])
def test_each_way_of_being_there_is_caught_by_its_own_chance(
    knob: str, value: int, schemes: dict[str, Scheme], town: Society
) -> None:
    """Without the one only the other is left, and fewer are caught."""
    scheme = only(schemes["article_2015"], "zones")
    whole, part = (lived(scheme, town, 12, settings={**LIVELY, **more}) for more in ({}, {knob: value}))
    assert 0 < noted(part, "zones:caught") < noted(whole, "zones:caught")


def test_going_round_spares(schemes: dict[str, Scheme], town: Society) -> None:
    """The more willing people are to go round, the fewer pass through; residents cannot help it."""
    scheme = only(schemes["article_2015"], "zones", aware=1.0)
    few, many = (lived(scheme, town, 12, settings={**LIVELY, "route.around": a}) for a in (-320, -128))
    assert noted(many, "zones:spared") > noted(few, "zones:spared")
    assert noted(many, "zones:passing") < noted(few, "zones:passing")
    assert noted(many, "zones:residents") == noted(few, "zones:residents")
    here, there = (run.world.named("ground").astype(np.int64) & 1 for run in (many, few))
    assert np.array_equal(here, there)
