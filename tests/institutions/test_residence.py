"""Addresses: who has held theirs for how long, who moves, and who stays for the score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.engine.showing import number_about
from tests.engine.worlds import lived
from tests.institutions.places import LIVELY, only, points, total

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society


def test_those_from_elsewhere_came_lately(schemes: dict[str, Scheme], town: Society) -> None:
    """Migrants have lived there for at most three years at the start, natives for longer on average."""
    run = lived(only(schemes["article_2015"], "residence"), town, 1, settings={"run.warm_up": 0})
    settled, adult = run.world.named("settled").astype(int), np.ones(run.n, bool)
    moved_in = adult & (run.world.origin > 0)
    assert settled[moved_in].max(initial=0) <= 36
    assert settled[adult & (run.world.origin == 0)].mean() > 36
    assert not settled[~adult].any()


def test_months_count_up_until_one_moves(schemes: dict[str, Scheme], town: Society) -> None:
    """Whoever moved this month is at 0; the others are a month further than before, at most 255."""
    scheme = only(schemes["article_2015"], "residence")
    runs = (lived(scheme, town, weeks, settings=LIVELY) for weeks in (8, 12))
    before, after = (run.world.named("settled").astype(np.int64) for run in runs)
    grown = after - before
    assert set(np.unique(grown[after > 0])) <= {0, 1}
    assert (before[(grown == 0) & (after > 0)] == 255).all()
    assert ((after == 0) & (before > 0)).any()


def test_every_move_that_is_seen_costs(schemes: dict[str, Scheme], town: Society) -> None:
    """Eight points, where the bureau saw it: eight in ten of the moves."""
    run = lived(only(schemes["article_2015"], "residence"), town, 40, settings=LIVELY)
    moves = total(run, "deed", "move.move")
    assert moves > 50
    assert 0.6 * 8 * moves < -points(run, "moved_house") < 8 * moves


def test_the_tip_keeps_people_where_they_are(schemes: dict[str, Scheme], town: Society) -> None:
    """The more it is worth, the fewer move; those who know of nothing are not kept."""
    scheme = only(schemes["article_2015"], "residence", aware=1.0)
    none, strong = (lived(scheme, town, 40, settings={**LIVELY, "residence.tip": tip}) for tip in (0, 64))
    assert total(strong, "deed", "move.move") < 0.7 * total(none, "deed", "move.move")
    assert any(number_about(i, "rooted", strong.world, strong.plan) for i in range(strong.n))
    assert not any(number_about(i, "rooted", none.world, none.plan) for i in range(none.n))
