"""A model of one's own: orders of turns, what is seen of others, threads that do not matter, choices as in a run."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from demerit.acts.act import Act, Week
from demerit.base.draws import Draws, words
from demerit.engine.model import Model, seeds
from demerit.engine.step import Step
from tests import naive_draws


class Line(NamedTuple):
    """Citizens in a line; each looks at the one before."""

    mark: NDArray[np.int64]
    mark_next: NDArray[np.int64]
    lot: NDArray[np.uint32]
    leans: NDArray[np.uint8]
    pull: NDArray[np.int32]


class Knobs(NamedTuple):
    """What `count` is handed."""

    more: int


class Own(NamedTuple):
    """What `copy` reads of a citizen."""

    mark: int


class Pulled(NamedTuple):
    """What `leans` reads of a citizen."""

    pull: int


class Deeds(NamedTuple):
    """What one can do."""

    no: int
    yes: int


def copy(i: int, week: int, own: Own, citizens: Line, draws: Draws) -> None:
    """Take the mark of the one before, and draw."""
    citizens.mark_next[i] = max(own.mark, citizens.mark[i - 1]) if i > 0 else own.mark
    citizens.lot[i] = words(draws, week, i, 3)[0]


def count(i: int, turn: int, own: Own, citizens: Line, knobs: Knobs) -> None:
    """Say by how much one's mark grows, and write down one's last turn."""
    citizens.mark_next[i] = own.mark + knobs.more
    citizens.lot[i] = turn


def weigh(own: Pulled) -> Deeds:
    """Weigh two deeds."""
    return Deeds(no=0, yes=own.pull)


LEANS = Act("leans", "Whether one leans.", weigh, needs=0)
COPY = Step("copy", copy, stream="copy")
COUNT = Step("count", count)


def line(n: int = 6, pull: int = 0) -> Line:
    mark = np.zeros(n, np.int64)
    mark[0] = 1
    return Line(mark, mark.copy(), np.zeros(n, np.uint32), np.zeros(n, np.uint8), np.full(n, pull, np.int32))


def test_together_one_sees_what_was_shown_the_round_before() -> None:
    model = Model(line(), [COPY], seed=1)
    assert [int(model.people.mark.sum()) for _ in model.rounds(5)] == [2, 3, 4, 5, 6]


def test_as_they_stand_one_sees_what_is_by_now() -> None:
    model = Model(line(), [COPY], seed=1, order="as_they_stand")
    next(model.rounds(1))
    assert model.people.mark.tolist() == [1] * 6


def test_one_at_a_time_everyone_has_one_turn_in_an_order_that_changes() -> None:
    model = Model(line(400), [COPY], seed=1, order="one_at_a_time")
    first = model._turns().tolist()
    next(model.rounds(1))
    second = model._turns().tolist()
    assert sorted(first) == sorted(second) == list(range(400)) and first != second
    lots = [naive_draws.philox((i, 0, naive_draws.stream("model.turns"), 0), (1, 0))[0] for i in range(400)]
    assert first == sorted(range(400), key=lambda i: (lots[i], i))


def test_drawn_some_come_twice_and_some_not_at_all() -> None:
    turns = Model(line(4000), [COPY], seed=1, order="drawn")._turns()
    assert len(turns) == 4000 and turns.min() >= 0 and turns.max() < 4000
    assert 1 - len(set(turns.tolist())) / 4000 == pytest.approx(np.exp(-1), abs=0.03)


def test_draws_belong_to_seed_stream_round_and_citizen() -> None:
    model = Model(line(), [COPY], seed=2**40 + 5)
    for _ in model.rounds(2):
        pass
    expected = [naive_draws.philox((i, 1, naive_draws.stream("copy"), 3), (5, 256))[0] for i in range(6)]
    assert model.people.lot.tolist() == expected


def test_threads_do_not_matter() -> None:
    digests = set()
    for threads in (1, 2, 5):
        model = Model(line(9000, 20), [COPY, LEANS], seed=3, threads=threads)
        for _ in model.rounds(3):
            pass
        model.close()
        digests.add(model.digest())
    assert len(digests) == 1


def test_an_act_is_chosen_as_in_a_run_by_logit() -> None:
    model = Model(line(40_000, 64), [LEANS], seed=1)
    next(model.rounds(1))
    share = float(model.people.leans.mean())
    assert share == pytest.approx(1 / (1 + np.exp(-1)), abs=4 * (0.2 / 40_000) ** 0.5)
    number = naive_draws.stream("leans")
    expected = [naive_draws.choose(i, 0, number, (1, 0), [0, 64]) for i in range(2000)]
    assert model.people.leans[:2000].tolist() == expected


def test_rounds_are_the_callers_to_pull_and_knobs_theirs_to_turn() -> None:
    model = Model(line(), [COPY], seed=1)
    assert list(model.rounds(2)) == [0, 1] and list(model.rounds(3)) == [2] and list(model.rounds(3)) == []
    model = Model(line(), [COUNT], seed=1, knobs={"count": Knobs(2)}, order="as_they_stand")
    for r in model.rounds(4):
        model.knobs["count"] = Knobs(10 * r)
    assert model.people.mark.tolist() == [1 + 2 + 0 + 10 + 20] + [2 + 0 + 10 + 20] * 5


def test_one_who_comes_twice_has_two_turns() -> None:
    model = Model(line(500), [COUNT], seed=1, knobs={"count": Knobs(1)}, order="drawn")
    turns = model._turns().tolist()
    next(model.rounds(1))
    assert model.people.mark[1:].tolist() == [turns.count(i) for i in range(1, 500)] and max(model.people.mark[1:]) > 1
    last = {i: turn for turn, i in enumerate(turns)}
    assert model.people.lot.tolist() == [last.get(i, 0) for i in range(500)]


def test_out_of_together_a_model_is_one_step() -> None:
    with pytest.raises(ValueError, match="one step"):
        Model(line(), [COPY, LEANS], seed=1, order="drawn")


def asks(own: Pulled, week: Week) -> Deeds:
    """Ask for what only a run has."""
    return Deeds(no=0, yes=own.pull + week.choice)


def test_what_a_model_does_not_have_is_named() -> None:
    with pytest.raises(ValueError, match="count: there is nothing called 'turn'"):
        Model(line(), [COUNT], seed=1, knobs={"count": Knobs(2)})
    with pytest.raises(ValueError, match="count: there is nothing called 'knobs'"):
        Model(line(), [COUNT], seed=1, order="drawn")
    with pytest.raises(ValueError, match="leans: there is nothing called 'week'"):
        Model(line(), [Act("leans", "Whether one leans.", asks, needs=0)], seed=1)


def test_more_runs_leave_the_first_ones_as_they_are() -> None:
    assert seeds(1, "x", 9)[:4] == seeds(1, "x", 4) != seeds(2, "x", 4)
    assert len(set(seeds(1, "x", 1000))) == 1000
