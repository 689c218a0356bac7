"""Friends who are alike and know each other, and the same people with friends who are not."""

from __future__ import annotations

from functools import cache
from typing import Any

import networkx
import numpy as np
import pytest

from demerit.society import Society, edges_of, fit, friends, make
from demerit.society.friends import ALIKE, Manner
from demerit.society.recipes.china_2015 import nation
from demerit.society.ties import KIN

PEOPLE = 5000
LIKENESS = {"age": "alike_in_age", "education": "alike_in_schooling", "home": "alike_in_conviction"}


@cache
def knit() -> Society:
    return make("china_2015", PEOPLE, 1)


def otherwise(**changed: Any) -> dict[str, float]:
    return reached(nation(PEOPLE, 1, "china_2015", ALIKE._replace(**changed)))


def reached(society: Society) -> dict[str, float]:
    return {target.name: target.value for target in fit(society)}


def test_every_target_of_friends_is_reached_and_no_other_is_lost() -> None:
    targets = fit(make("china_2015", 20_000, 1))
    assert {t.name for t in targets if t.group == "friends"} == {"transitivity_of_friends", *LIKENESS.values()}
    assert {t.name for t in targets if not t.within} == {"income_median"}


def test_only_recipes_that_make_friends_alike_are_held_against_likeness() -> None:
    assert not {t.name for t in fit(make("loose_knit", 1000, 1))} & {*LIKENESS.values(), "transitivity_of_friends"}


def test_the_people_and_their_kin_are_those_of_the_loosely_knit() -> None:
    ours, theirs = knit(), make("loose_knit", PEOPLE, 1)
    assert all((getattr(ours.citizens, f) == column).all() for f, column in theirs.citizens._asdict().items())
    kin = [[part[edges.kind == KIN] for part in edges] for edges in (edges_of(ours.ties), edges_of(theirs.ties))]
    assert all((a == b).all() for a, b in zip(*kin, strict=True))
    assert (ours.ties.friend[: len(theirs.ties.friend)] != theirs.ties.friend[: len(ours.ties.friend)]).any()


@pytest.mark.parametrize(("place", "name"), list(enumerate(LIKENESS.values())))
def test_each_likeness_comes_from_its_own_taste(place: int, name: str) -> None:
    without = otherwise(taste=tuple(0 if k == place else t for k, t in enumerate(ALIKE.taste)))
    assert without[name] < 0.6 * reached(knit())[name], "what is left of schooling comes by place and age"


def test_triangles_come_from_friends_in_common() -> None:
    nobody_looks = otherwise(overlap=0)["transitivity_of_friends"]
    assert nobody_looks < 0.12 < 0.15 < reached(knit())["transitivity_of_friends"]


def test_the_chance_of_taking_to_each_other_halves_with_every_notch() -> None:
    c = make("village", 60, 1).citizens._replace(age=np.array([30, 30, 30 + friends.NOTCH], np.uint8))
    _, _, _, taste, chance = friends._likes(c, Manner({}, taste=(1, 0, 0)))
    alike, apart = (friends._alike(0, j, c.age, c.education, c.home, taste, chance) for j in (1, 2))
    assert alike == 2**32
    assert apart == 2**31


def test_loops_do_what_they_say_in_plain_python(monkeypatch: pytest.MonkeyPatch) -> None:
    """The compiled draws and the same functions run by Python, draw for draw."""
    compiled = nation(120, 3, "china_2015", ALIKE)
    ran: list[str] = []

    def plainly(function: Any, *given: Any) -> None:
        ran.append(function.__name__)
        function(*given)

    monkeypatch.setattr("demerit.society.friends.call", plainly)
    with np.errstate(over="ignore"):
        assert nation(120, 3, "china_2015", ALIKE).hash() == compiled.hash()
    assert {"_meet", "_introduce"} <= set(ran)


def test_those_introduced_late_have_enough_friends_in_common() -> None:
    """Of pairs of the last round, none falls short of the overlap among the ties that there were before it."""
    c, kin = knit().citizens, edges_of(knit().ties)
    known = friends.Pairs(kin.u[kin.kind == KIN], kin.v[kin.kind == KIN], np.zeros((kin.kind == KIN).sum(), np.uint8))
    laps: list[tuple[networkx.Graph, np.ndarray, np.ndarray]] = []
    true = friends.call

    def noted(function: Any, *given: Any) -> None:
        true(function, *given)
        if function is friends._introduce:
            start, friend, u, v = given[1], given[2], given[-2], given[-1]
            owner = np.repeat(np.arange(len(c.age)), np.diff(start))
            laps.append((networkx.Graph(zip(owner, friend, strict=True)), u, v))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(friends, "call", noted)
        friends.befriend(c, 1, known, ALIKE)
    assert len(laps) == ALIKE.rounds
    shares = [_shares(*lap) for lap in laps]
    assert shares[0].min() < ALIKE.overlap / 100  # in the first round nobody looks
    assert all(share.min() >= ALIKE.overlap / 100 for share in shares[1:])


def _shares(graph: networkx.Graph, u: np.ndarray, v: np.ndarray) -> np.ndarray:
    pairs = [(int(a), int(b)) for a, b in zip(u, v, strict=True) if a != b]
    return np.array([len(set(graph[a]) & set(graph[b])) / min(len(graph[a]), len(graph[b])) for a, b in pairs])
