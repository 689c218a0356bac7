"""What acts, steps and institutions declare is all that they read: over the whole catalogue, so new ones are held."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from demerit.acts import acts
from demerit.engine.binding import asked
from demerit.engine.run import Run
from demerit.engine.terms import When
from demerit.institutions import institutions
from demerit.law import load
from tests.engine import loop_by_loop
from tests.engine.loop_by_loop import STEPS, Watcher, watched

if TYPE_CHECKING:
    from demerit.society import Society

LIVED = {"article_2015": range(8, 12), "suining_2010": range(11, 12), "weibo_2024": range(11, 12),
         "weibo_2012": range(11, 12), "federated": range(11, 12), "wechat_pay_2019": range(11, 12)}
"""Schemes that together have every step, act and institution at work, and the weeks that are looked at."""

MEETING = frozenset({"propose", "form", "drop"})


def run_of(name: str, village: Society) -> Run:
    """Give a run whose last week is the end of its third month."""
    return Run(load(name), village, weeks=12, threads=1, seed=5, settings={"run.warm_up": 4})


@pytest.fixture(scope="module")
def lives(village: Society) -> list[Watcher]:
    """Every scheme of `LIVED`, watched; of the villagers every thirteenth."""
    with pytest.MonkeyPatch.context() as patch:
        found = [watched(patch, run := run_of(name, village), tuple(range(3, run.n, 13)), weeks)
                 for name, weeks in LIVED.items()]
        run = run_of("article_2015", village)  # few meet in a week: of them everybody is looked at
        return [*found, watched(patch, run, tuple(range(run.n)), range(8, 12), MEETING)]


def test_all_there_is_was_looked_at(lives: list[Watcher]) -> None:
    """Every step, every act with its choice, and whatever an institution does to citizens."""
    seen = {name for life in lives for name in life.seen}
    does = {f"institution {name}.{function.__name__}" for name, one in institutions().items()
            for function in one.functions}
    panel = {"take_off", "degree_of", "take"}
    assert seen == {*STEPS, *does, *panel} | {f"{kind} {act.name}" for act in acts() for kind in ("act", "choice")}


def test_a_loop_gives_in_plain_python_what_it_gives_compiled(lives: list[Watcher]) -> None:
    """Citizen by citizen, in every column, count, entry of the book and scratch."""
    assert [line for life in lives for line in life.unlike] == []


def test_nothing_is_read_or_written_that_is_not_declared(lives: list[Watcher]) -> None:
    """Random bytes in all other columns, and in the rows of all others, move nothing and stay where they are."""
    assert [line for life in lives for line in life.undeclared] == []


def test_nobody_writes_what_others_read_at_the_time(lives: list[Watcher]) -> None:
    """In one pass of a week a column is written, or read of others, never both: so threads make no difference."""
    for life in lives:
        assert any(life.read.values())
        for when, read in life.read.items():
            assert not read & life.written[when], (when, read & life.written[when])


def test_what_is_said_to_be_read_of_others_is_asked_for() -> None:
    """`others` names columns that the functions have."""
    for step in STEPS.values():
        assert set(step.others) <= fields_of(step.each), step.name
    for one in institutions().values():
        named = {name for function in one.functions for name in fields_of(function)}
        assert set(one.others) <= named, one.name


def test_memory_is_asked_ahead_for_what_is_read_of_others() -> None:
    """`ahead` names faces, signs, or columns in `others`, and functions that there are."""
    said = [(step.each, step.ahead, step.others) for step in STEPS.values() if step.ahead]
    for one in institutions().values():
        said += [(getattr(one, what), ahead, one.others) for what, ahead in one.ahead.items()]
    assert len(said) >= 5
    for function, ahead, others in said:
        for read in ahead.values():
            assert set(read) <= {"face", "signs", *others}, function


def test_what_is_asked_ahead_and_never_read_is_refused(village: Society) -> None:
    """A name that the function does not ask for: said with the function, when the loop is woven."""
    run = run_of("article_2015", village)
    memory = run.life.loops.memories[0]
    for ahead, name in (({"friend": ("knwon_for",)}, "knwon_for"), ({"freind": ("known_for",)}, "freind")):
        step = replace(STEPS["implicate"], ahead=ahead)
        with pytest.raises(ValueError, match=f"implicate is said to read {name} ahead"):
            memory.step(step, run.plan.law(step, run.life.terms, When(0, run.life.agenda)))


def fields_of(function: object) -> set[str]:
    """Give the columns that a function has."""
    return set(getattr(asked(function).get("citizens"), "_fields", ()))


def test_what_is_not_declared_is_found(village: Society, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were friends' deeds read without a word, or another's wish, it would be seen."""
    for name in ("implicate", "form"):
        monkeypatch.setitem(loop_by_loop.STEPS, name, replace(STEPS[name], others=()))
    run = run_of("article_2015", village)
    found = watched(monkeypatch, run, tuple(range(run.n)), range(8, 12), frozenset({"implicate", "form", "settle"}))
    assert {line.split(",")[0] for line in found.undeclared} == {"implicate", "form"}
