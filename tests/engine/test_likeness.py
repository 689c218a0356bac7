"""Friends stay alike and know each other while a society is at rest, unless nobody looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from demerit.base.draws import Draws, words
from demerit.base.knob import knobs_of
from demerit.engine import openness
from demerit.engine.run import Run
from demerit.engine.steps import mingle
from demerit.society import make, network
from demerit.society.friends import ALIKE, NOTCH
from tests.engine.worlds import lived

if TYPE_CHECKING:
    from demerit.engine.world import World
    from demerit.law import Scheme
    from demerit.society import Society

BLIND = {f"mingle.{name}": 0 for name in ("age", "schooling", "conviction", "overlap")}
PEOPLE, WEEKS = 3000, 286


@pytest.fixture(scope="module")
def nation() -> Society:
    return make("china_2015", PEOPLE, 3)


def friendship(w: World) -> dict[str, float]:
    """Give what ties without kin are like: triangles, likeness, and how many an adult has."""
    row, friend = np.repeat(np.arange(w.n), np.diff(w.start)), np.asarray(w.friend)
    known = (friend > row) & (np.asarray(w.kind) & 3 != 1)
    u, v = row[known], friend[known]
    likeness = {name: network.correlation(w.named(name), u, v) for name in ("age", "education", "home")}
    return {"transitivity": network.transitivity(w.n, u, v), **likeness, "friends": 2 * len(u) / w.n}


def test_friends_stay_alike_at_rest_and_wear_down_where_nobody_looks(
    schemes: dict[str, Scheme], nation: Society
) -> None:
    """Over 286 weeks of `null`: four fifths and more are left of each likeness; blind, less than three quarters."""
    start = friendship(Run(schemes["null"], nation, weeks=4, threads=1).world)
    ends = {name: friendship(lived(schemes["null"], nation, WEEKS, settings=settings).world)
            for name, settings in (("alike", {}), ("blind", BLIND))}
    left = {name: {what: end[what] / start[what] for what in start} for name, end in ends.items()}
    assert min(start[what] for what in ("transitivity", "age", "education", "home")) > 0.15, start
    assert all(left["alike"][what] > 0.8 for what in start), left["alike"]
    assert all(left["blind"][what] < 0.75 for what in start if what != "friends"), left["blind"]
    assert left["alike"]["friends"] == pytest.approx(1, abs=0.06)
    many = [friendship(lived(schemes["null"], nation, WEEKS, seed=seed, settings=BLIND).world)["friends"]
            for seed in range(1, 5)]  # one world of so many people wavers by .02
    assert sum(many) / len(many) / start["friends"] == pytest.approx(1, abs=0.06)


def test_what_is_like_in_a_society_is_like_in_a_run() -> None:
    """The knobs weigh age, schooling and conviction as those do by whom the society was made."""
    knobs = {knob.name: knob.default for knob in knobs_of(mingle.Knobs)}
    assert (knobs["age"], knobs["schooling"], knobs["conviction"]) == ALIKE.taste
    assert mingle.NOTCH == NOTCH
    assert mingle.TAKING[[0, NOTCH, 2 * NOTCH]].tolist() == [65536, 32768, 16384]


def beside(i: int, k: int, week: int, known: openness.Known, knobs: mingle.Knobs, draws: Draws) -> int:
    """Give with whom `k` pairs off their friend `i` this week."""
    live, mine = mingle.place_in(k, i, known.start, known.friend)
    return mingle.paired_off(i, k, live, mine, words(draws, week, k, mingle.INTRODUCED)[0], known, knobs)


@pytest.mark.filterwarnings("ignore:overflow")
def test_who_is_introduced_is_introduced_to_each_other(schemes: dict[str, Scheme], village: Society) -> None:
    """Of every row, in several weeks: whom my friend pairs me off with is paired off with me."""
    run = Run(schemes["null"], village, weeks=4, threads=1)
    w, knobs, draws = run.world, run.plan.group_knobs["mingle"]._replace(overlap=0), Draws(5, 6, 7)
    known = openness.Known(*(w.named(name) for name in openness.Known._fields))
    found = 0
    for k in range(0, w.n, 7):
        row = [int(f) for f in w.friend[w.start[k] : w.start[k + 1]] if f >= 0]
        for week in range(3):
            of = {i: beside(i, k, week, known, knobs, draws) for i in row}
            assert all(of[of[i]] == i for i in row)
            found += sum(i != of[i] for i in row)
    assert found > 200


@pytest.mark.filterwarnings("ignore:overflow")
def test_kin_neither_introduce_nor_are_introduced(schemes: dict[str, Scheme], village: Society) -> None:
    """Where common friends are asked for: whoever would be paired off with kin of who introduces stays alone."""
    run = Run(schemes["null"], village, weeks=4, threads=1)
    w, knobs = run.world, run.plan.group_knobs["mingle"]
    known = openness.Known(*(w.named(name) for name in openness.Known._fields))
    alone = 0
    for k in range(0, w.n, 3):
        rows = slice(int(w.start[k]), int(w.start[k + 1]))
        kin = {int(f) for f, kind in zip(w.friend[rows], w.kind[rows], strict=True) if f >= 0 and kind & 3 == 1}
        for i in (int(f) for f in w.friend[rows] if f >= 0):
            asked = [beside(i, k, 1, known, knobs._replace(overlap=n), Draws(5, 6, 7)) for n in (0, 20)]
            assert asked[1] == (i if asked[0] in kin else asked[0])
            alone += asked[0] in kin and asked[0] != i
    assert alone > 20


def test_those_who_share_too_few_friends_are_not_introduced(schemes: dict[str, Scheme], village: Society) -> None:
    """Against sets of friends: every pair of neighbours in memory, at several overlaps, many marks and few."""
    w = Run(schemes["null"], village, weeks=4, threads=1).world
    sets = [{int(f) for f, kind in zip(w.friend[a:b], w.kind[a:b], strict=True) if f >= 0 and kind & 3 != 1}
            for a, b in zip(w.start, w.start[1:], strict=False)]
    said, marks = [], [np.zeros(m, np.uint32) for m in (mingle.MARKS, 4)]
    for i in range(w.n - 1):
        place = marks[i % 2]
        _, counted = mingle.mark_friends(i, w, place)
        for overlap in (0, 20, 40):
            enough = max(200, overlap * min(len(sets[i]), len(sets[i + 1])))
            asked = mingle.share_enough(i, i + 1, w, overlap, place, counted)
            said.append((bool(asked), overlap == 0 or 100 * len(sets[i] & sets[i + 1]) >= enough))
    assert all(a == b for a, b in said)
    assert 0.35 < np.mean(said) < 0.95


def test_introductions_noted_first_come_to_what_they_come_to_one_by_one(
    schemes: dict[str, Scheme], village: Society
) -> None:
    """Where the chances of all are noted beforehand as many take to each other as where each is asked about."""
    run = Run(schemes["null"], village, weeks=4, threads=1)
    for overlap in (0, 20, 40):
        knobs = run.plan.group_knobs["mingle"]._replace(overlap=overlap)
        known = openness.resting(run.world, knobs).introductions
        together = openness.taking(run.world, knobs, known)
        assert openness.taking(run.world, knobs, openness.NONE) == together
        assert len(known.who) > 0
        assert together[mingle.INTRODUCED] > 0.1


def test_as_many_are_open_as_are_wanted(schemes: dict[str, Scheme], village: Society) -> None:
    """The chance of being open meets the mean that is asked for, also where the most sociable are always open."""
    ready = np.bincount(Run(schemes["null"], village, weeks=4, threads=1).world.sociability, minlength=256)
    for share in (0.05, 0.3, 0.9):
        chance = openness.seek(ready, share * ready.sum())
        opens = (ready * np.minimum(65535, np.arange(256) * chance)).sum() / 65536 / ready.sum()
        assert opens == pytest.approx(share, abs=0.002)
