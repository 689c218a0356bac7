"""Every institution keeps to what it declares: over the whole catalogue, so a new one is held without a new test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from demerit.acts import acts
from demerit.engine.binding import LOT
from demerit.engine.run import Run
from demerit.engine.steps.around import PLAIN
from demerit.engine.steps.implicate import kept_of
from demerit.engine.world import BESIDE, COLUMNS
from demerit.institutions import columns, institutions, shown
from demerit.institutions.agenda import Agenda
from demerit.institutions.around_law import AroundLaw
from demerit.institutions.past import Past
from demerit.law import Scheme, load
from tests.engine.worlds import columns_that_differ, lived
from tests.naive_institutions import twin_of
from tests.schemes_of_government import OWN

if TYPE_CHECKING:
    from demerit.society import Society

EVERY = sorted(institutions())
BESIDES = {"clean_days", *(column.name for column in kept_of(1))}
"""Columns that belong to no institution: those of recovery, and of friends' deeds."""
FIELDS = {"pull": "pull", "sees": "sees", "served": "served", "guide": "guide", "loud": "loud", "tales": "tales",
          "deaf": "deaf"}


def home_of(name: str, schemes: dict[str, Scheme]) -> Scheme:
    """Give a scheme that has an institution at work: the article's, or a documented one."""
    if name in schemes["article_2015"].institutions:
        return schemes["article_2015"]
    return next(law for law in map(load, (*OWN, "weibo_2012")) if name in law.institutions)


def closed(scheme: Scheme, name: str) -> Scheme:
    """Give the scheme without one institution, everything else as it was."""
    return scheme.model_copy(update={"institutions": {k: v for k, v in scheme.institutions.items() if k != name}})


def only(scheme: Scheme, *names: str) -> Scheme:
    """Give the scheme with only these institutions at work."""
    return scheme.model_copy(update={"institutions": {k: v for k, v in scheme.institutions.items() if k in names}})


def test_the_feared_world_has_every_institution(schemes: dict[str, Scheme]) -> None:
    """What is written and nowhere at work would be dead."""
    assert set(schemes["article_2015"].institutions) <= set(EVERY)


@pytest.mark.parametrize("name", EVERY)
def test_it_declares_what_there_is(name: str) -> None:
    """Names, numbers of knobs, sources, kernels and their twins fit together."""
    one = institutions()[name]
    assert one.name == name
    assert one.summary.endswith(".")
    assert one.writes
    fields = getattr(one.knob_class, "_fields", ())
    assert tuple(knob.name for knob in one.knobs) == fields
    assert all(knob.low <= knob.default <= knob.high and knob.source for knob in one.knobs)
    assert set(one.acts) <= {act.name for act in acts()}
    if one.touch is not None:
        assert callable(twin_of(name).touch)
    if one.show is not None:
        assert callable(twin_of(name).show)
    if one.happens or one.counts:
        assert one.touch is not None
    assert not set(one.counts) & set(one.memory), "both are written down as name:what"


@pytest.mark.parametrize("name", EVERY)
def test_it_asks_for_what_there_is(name: str) -> None:
    """Its functions of one citizen ask by names and types for what the engine hands out, and for nothing else."""
    one = institutions()[name]
    there = {*COLUMNS, *columns(), *BESIDES}
    own, may_write = set(COLUMNS) - {"start", "friend", "kind", "face"}, there | {"face"}
    known = {"own": own | there, "citizens": may_write, "did": {act.name for act in acts()},
             "numbers": {act.name for act in acts()}, "memory": set(one.memory),
             "law": set(AroundLaw._fields), "gates": None, "happened": set(one.happens), "counted": set(one.counts)}
    noted = {*PLAIN, *(f"{how}_{name}" for how in ("any", "kin", "sum", "tally") for name in one.others),
             *(f"tied_{column.name}" for column in one.columns if column.rows)}
    for function in one.functions:
        known["own"] = own | there | (noted if function is not one.show else set())
        asked = one.asked(function)
        drawn = {name for name in asked if LOT.fullmatch(name)}
        assert set(asked) <= {*known, *drawn, "i", "lo", "hi", "week", "deeds", "numbers", "knobs", "draws",
                              "week_words", "ever_words", "sums"}
        assert asked.get("knobs", one.knob_class) is one.knob_class
        assert asked.get("memory", one.remembers) is one.remembers
        for parameter, kind in asked.items():
            fields = known.get(parameter)
            assert fields is None or set(kind._fields) <= fields, (parameter, kind)
    assert set(one.others) <= there


@pytest.mark.parametrize("name", sorted(shown()))
def test_what_acts_are_shown_follows_from_what_is_kept(name: str) -> None:
    """It has a name of its own, some act reads it, and it is made of its institution's columns, knobs and memory."""
    one = shown()[name]
    asked = one.asked(one.shows[name])
    assert name not in {*COLUMNS, *BESIDE, *columns()}
    assert any(name in act.own._fields for act in acts())
    assert next(iter(asked)) == "own"
    assert set(asked) <= {"own", "knobs", "memory"}
    assert set(asked["own"]._fields) <= {column.name for column in one.columns}
    assert asked.get("knobs", one.knob_class) is one.knob_class
    assert set(getattr(asked.get("memory"), "_fields", ())) <= set(one.memory)


def test_columns_have_one_owner() -> None:
    """No two institutions keep a column of the same name, nor one that the world has already."""
    names = [column.name for one in institutions().values() for column in one.columns]
    assert len(names) == len(set(names))
    assert not set(names) & {*COLUMNS, *BESIDE}


@pytest.mark.parametrize("name", EVERY)
def test_it_writes_only_what_it_says_on_the_agenda(name: str, schemes: dict[str, Scheme]) -> None:
    """Whatever it remembers, it sets only those fields of the month that `writes` names."""
    one = institutions()[name]
    if one.write is None:
        return
    knobs = one.knob_class(*(int(knob.default) for knob in one.knobs))
    deeds = [deed for act in acts() for deed in act.names]
    for value in (0, 1, 37, 256):
        agenda = Agenda(deeds, [act.name for act in acts()], list(schemes["article_2015"].gates))
        fresh = Agenda(deeds, [act.name for act in acts()], list(schemes["article_2015"].gates))
        one.write(agenda, dict.fromkeys(one.memory, value), knobs)
        for field in FIELDS:
            mine, other = getattr(agenda, field), getattr(fresh, field)
            same = np.array_equal(mine, other) if isinstance(mine, np.ndarray) else mine == other
            declared = {what.split()[0] for what in one.writes}
            assert same or field in declared, f"{name} writes {field}, which it does not declare"


@pytest.mark.parametrize("name", EVERY)
def test_it_thinks_the_same_of_the_same(name: str) -> None:
    """Memory depends on the past and the lot alone, stays whole numbers, and adds no names."""
    one = institutions()[name]
    if one.think is None:
        return
    knobs = one.knob_class(*(int(knob.default) for knob in one.knobs))
    past = Past(4, {("adult", ""): 1000, ("deed", "speak.dissent"): 64, ("deed", "speak.question"): 90})
    memories = []
    for _ in range(2):
        memory = dict.fromkeys(one.memory, 0)
        for _ in range(30):
            one.think(memory, past, knobs, lambda k: (k * 2654435761 + 12345) % 2**32)
        memories.append(memory)
    assert memories[0] == memories[1]
    assert set(memories[0]) == set(one.memory)
    assert all(isinstance(value, int) for value in memories[0].values())


@pytest.mark.parametrize("name", EVERY)
def test_closing_it_is_never_having_had_it(name: str, schemes: dict[str, Scheme], village: Society) -> None:
    """Without its file in the scheme nothing of it is left: no column, no act, no count."""
    scheme = closed(only(home_of(name, schemes), name), name)
    assert columns_that_differ(lived(scheme, village, 8), lived(only(scheme), village, 8)) == []
    run = Run(scheme, village, weeks=8, threads=1)
    assert not {column.name for column in institutions()[name].columns} & set(run.world.more)
    assert set(run.world.more) <= BESIDES  # of the scheme's own recovery and association
    assert run.plan.institutions == () == run.plan.blank_agenda().told().tales


@pytest.mark.parametrize("name", EVERY)
def test_threads_do_not_matter(name: str, schemes: dict[str, Scheme], village: Society) -> None:
    """Whoever is read is read as they were, so ranges and threads make no difference."""
    scheme = only(home_of(name, schemes), name)
    one, three = (lived(scheme, village, 24, threads=threads, settings={"run.warm_up": 4}) for threads in (1, 3))
    assert columns_that_differ(one, three) == []


HAPPENING = [name for name in EVERY if institutions()[name].happens]


def blind(scheme: Scheme, name: str) -> Scheme:
    """Give the scheme whose bureaus do not see what an institution lets happen."""
    bureaus = {
        key: bureau.model_copy(update={"sees": {k: v for k, v in bureau.sees.items() if k != name}})
        for key, bureau in scheme.bureaus.items()
    }
    return scheme.model_copy(update={"bureaus": bureaus})


def without_its_rules(scheme: Scheme, name: str) -> Scheme:
    """Give the scheme without the rules about what an institution lets happen."""
    names = institutions()[name].names
    return scheme.model_copy(update={"rules": {k: r for k, r in scheme.rules.items() if r.deed not in names}})


@pytest.mark.parametrize("name", HAPPENING)
def test_a_bureau_that_cannot_see_it_is_not_moved_by_it(
    name: str, schemes: dict[str, Scheme], village: Society
) -> None:
    """What the bureau does not see moves no account: the same world as without the rules about it."""
    scheme = blind(only(home_of(name, schemes), name), name)
    settings = {"run.warm_up": 4}
    one = lived(scheme, village, 24, settings=settings)
    other = lived(without_its_rules(scheme, name), village, 24, settings=settings)
    assert columns_that_differ(one, other) == []


@pytest.mark.parametrize("name", EVERY)
def test_before_the_launch_it_is_not_there(name: str, schemes: dict[str, Scheme], village: Society) -> None:
    """The years before the scheme are the same with it and without: it touches nobody before its day."""
    scheme = only(home_of(name, schemes), name)
    settings = {"run.warm_up": 8}
    runs = [Run(one, village, weeks=4, threads=1, settings=settings) for one in (scheme, closed(scheme, name))]
    for run in runs:
        for week in run.weeks():
            if week == -1:
                break
        run.close()
    own = tuple(column.name for column in institutions()[name].columns)
    assert columns_that_differ(runs[0], runs[1], own) == []
