"""What institutions ask for is there when they are asked, and what is not theirs is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from demerit.base.draws import Four
from demerit.base.loom import Array
from demerit.engine.plan import Plan
from demerit.engine.run import Run
from demerit.institutions.household import AtHome
from demerit.law import load
from demerit.society import make
from tests import naive_draws

if TYPE_CHECKING:
    from demerit.society import Society

SOON = {"run.warm_up": 0}


def plan_with(**other: Any) -> Plan:
    """Give a plan in which `household` has functions of its own."""
    plan = Plan(load("article_2015"), SOON)
    mine = tuple(replace(one, what=replace(one.what, **other)) if one.what.name == "household" else one
                 for one in plan.institutions)
    object.__setattr__(plan, "institutions", mine)
    return plan


def drawn(i: int, citizens: AtHome, lot_3: Four) -> None:
    """Show a draw of the week."""
    citizens.at_home[i] = lot_3[0] & 7


def scratching(i: int, citizens: AtHome, words_of: Array) -> None:
    """Ask for what is not an institution's."""
    citizens.at_home[i] = words_of[0, i]


@pytest.fixture(scope="module")
def town() -> Society:
    """More adults than are in one range."""
    return make("village", people=7000, seed=1)


def test_who_shows_a_draw_of_the_week_has_that_of_the_citizen(town: Society) -> None:
    """Showing comes in a pass of its own, in which the words of another range would stand."""
    plan = plan_with(show=drawn)
    run = Run(plan.scheme, town, weeks=4, threads=1, plan=plan)
    assert len(run.workers.ranges) > 1
    for _ in run.weeks():
        pass
    number = naive_draws.stream("household")
    wanted = [naive_draws.draw((i, 3, number, 3), run.world.key)[0] & 7 for i in range(run.n)]
    np.testing.assert_array_equal(run.world.named("at_home")[:], wanted)
    run.close()


def test_the_scratch_of_steps_is_refused(town: Society) -> None:
    plan = plan_with(show=scratching)
    run = Run(plan.scheme, town, weeks=4, threads=1, plan=plan)
    with pytest.raises(ValueError, match="institution household: 'words_of' is scratch of steps"):
        list(run.weeks())
    run.close()
