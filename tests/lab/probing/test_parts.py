"""Shares of an effect are fair and sum to the whole."""

from __future__ import annotations

import json
from importlib.resources import files
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.cli.verbs.probe import plain
from demerit.errors import InputError
from demerit.lab.order import Order
from demerit.lab.probing.parts import PARTS, Effect, effect_of, factorial_of, parts_of, shapley, subsets
from demerit.lab.probing.shipped import BEGINS, ship, shipped_parts
from demerit.law import load
from tests.cli.test_json import held

SMALL = Order("article_2015", recipe="village", people=80, weeks=12)


@given(st.lists(st.floats(-9, 9), min_size=16, max_size=16))
def test_shares_are_means_over_all_orders_and_sum_to_the_whole(numbers: list[float]) -> None:
    values = dict(zip(subsets(PARTS), numbers, strict=True))
    found = {part: shapley(values, part) for part in PARTS}
    orders = list(permutations(PARTS))
    for part in PARTS:
        adds = [values[frozenset(o[: o.index(part) + 1])] - values[frozenset(o[: o.index(part)])] for o in orders]
        assert found[part] == pytest.approx(sum(adds) / len(orders), abs=1e-9)
    assert sum(found.values()) == pytest.approx(values[frozenset(PARTS)] - values[frozenset()], abs=1e-9)


def test_sixteen_worlds_share_out_every_headline() -> None:
    told = factorial_of(SMALL, seeds=1)
    assert told.parts == PARTS and len(told.digests) == 16 and all(len(d) == 1 for d in told.digests.values())
    held("probe", json.loads(json.dumps({"what": "parts", **plain(told)})))
    rows = {effect.name: effect for effect in told.effects}
    assert {"silence.dissent.rate", "degree.mean", "score_distribution.mean"} <= set(rows)
    for effect in told.effects:
        assert sum(share.value for share in effect.shares) == pytest.approx(effect.whole, abs=1e-9)
        assert effect.whole == pytest.approx(effect.full - effect.empty)
        ratios = [share.share for share in effect.shares if share.share is not None]
        assert not ratios or sum(ratios) == pytest.approx(1)
    score = {share.part: share for share in rows["score_distribution.mean"].shares}
    assert abs(score["rules"].value) > abs(score["sight"].value)


def test_no_share_is_told_of_an_effect_that_chance_may_have_made() -> None:
    parts = ["tale", "gates"]

    def effect(*whole: float) -> Effect:
        rows = {some: [w * len(some) / 2 for w in whole] for some in subsets(parts)}
        return effect_of("x", "share", rows, parts, [], len(whole))

    sure, unsure, single = effect(1.0, 1.1), effect(1.0, -0.4), effect(1.0)
    assert sure.low is not None and sure.low > 0 and [one.share for one in sure.shares] == pytest.approx([0.5, 0.5])
    assert unsure.low is not None and unsure.low < 0 and [one.share for one in unsure.shares] == [None, None]
    assert single.low is None and [one.share for one in single.shares] == pytest.approx([0.5, 0.5])


@pytest.mark.slow
def test_tale_rules_and_gates_each_silence_more_than_sight() -> None:
    told = factorial_of(SMALL.with_(people=1000, weeks=60), seeds=2)
    said = {share.part: share for share in next(e for e in told.effects if e.name == "silence.dissent.rate").shares}
    assert said["tale"].value < 0 and said["tale"].low is not None and said["tale"].low < said["tale"].value
    assert all(said[part].value < said["sight"].value for part in ("tale", "rules", "gates"))


def test_worlds_are_those_of_the_reforms_that_take_a_part_away() -> None:
    scheme = load("article_2015")
    assert set(parts_of(scheme)) == set(PARTS)
    assert "tale" not in parts_of(load("zhima_2015")) or load("zhima_2015").news
    with pytest.raises(InputError, match="has 0 of the parts"):
        factorial_of(Order("null", recipe="village", people=50, weeks=8))
    with pytest.raises(InputError, match="--seeds 0"):
        factorial_of(SMALL, seeds=0)


def test_the_shares_that_ship_are_of_todays_law_and_sum_to_the_whole() -> None:
    told = shipped_parts(Order("article_2015"))
    assert told is not None and told.parts == PARTS and told.seeds == 6
    for effect in told.effects:
        assert sum(share.value for share in effect.shares) == pytest.approx(effect.whole, abs=1e-9)
    assert shipped_parts(Order("article_2015+no_tale")) is None
    assert shipped_parts(Order("zhima_2015")) is None
    file = files("demerit.lab").joinpath("worlds", f"{BEGINS}article_2015.json")
    assert ship(Order("article_2015"), told) == file.read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_shares_that_ship_are_what_their_worlds_give() -> None:
    """The worlds of one seed are run again; their digests are those that the file names."""
    told = shipped_parts(Order("article_2015"))
    assert told is not None
    again = factorial_of(Order("article_2015", people=told.people), seeds=1)
    assert {name: found[0] for name, found in again.digests.items()} == {n: f[0] for n, f in told.digests.items()}
