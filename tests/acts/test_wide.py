"""The loop of every act works on several citizens at once: the compiler gives that up in silence, so a test asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from demerit.acts import acts
from demerit.base.compiling import code_of
from demerit.engine.run import Run
from demerit.law import load

if TYPE_CHECKING:
    from demerit.engine.loops import Loops
    from demerit.society import Society

@pytest.fixture(scope="module")
def ready(village: Society) -> list[Loops]:
    """The loops of two schemes that together have every act."""
    runs = [Run(load(name), village, weeks=4, threads=1) for name in ("article_2015", "suining_2010")]
    for run in runs:
        run.life.prepare()
        run.close()
    return [run.life.loops for run in runs]


@pytest.mark.parametrize("number", range(len(acts())), ids=[act.name for act in acts()])
def test_an_act_is_decided_for_several_at_once(number: int, ready: list[Loops]) -> None:
    """What its deeds weigh, and the choice."""
    weigh, choice = next(found for loops in ready if (found := loops.of_act(number)))
    assert code_of(weigh.loop).wide
    assert code_of(choice.loop).wide


def test_what_is_said_to_go_abreast_does(ready: list[Loops]) -> None:
    """Steps and institutions that say so are compiled for several citizens at once, and there are some of each."""
    abreast = {loop.name: code_of(loop).wide for loops in ready for loop in loops.all() if loop.abreast}
    assert all(abreast.values()), abreast
    assert {"take_up", "count", "institution opinion.touch", "institution bureaus.differ"} <= set(abreast)


def test_a_loop_that_counts_row_by_row_is_told_apart(ready: list[Loops]) -> None:
    """What is added to a count of one's kind cannot be done for several at once: the bench would say so of an act."""
    narrow = {loop.name for loops in ready for loop in loops.all() if not code_of(loop).wide}
    assert "count_pressure" in narrow
