"""Placebos do something, and what they move is counted."""

from __future__ import annotations

import json

import pytest

from demerit.acts import deeds
from demerit.cli.verbs.probe import plain
from demerit.errors import InputError
from demerit.lab.order import Order
from demerit.lab.probing.placebos import aimed, other_deeds, placebos, speech_rules, unsaid
from demerit.law import load
from tests.cli.test_json import held

SMALL = Order("article_2015", recipe="village", people=80, weeks=12)


def test_another_deed_stands_in_the_place_of_each_deed_of_speech() -> None:
    scheme = load("article_2015")
    rules = speech_rules(scheme)
    assert "dissenting_post" in rules and "produce_bought" not in rules
    drawn = [other_deeds(scheme, seed) for seed in range(1, 6)]
    assert len({tuple(sorted(one.items())) for one in drawn}) > 1 and other_deeds(scheme, 1) == drawn[0]
    for one in drawn:
        assert set(one) == set(rules) and len(set(one.values())) == len(rules)
        assert all(deed in deeds() and not deed.startswith("speak.") for deed in one.values())
    new = aimed(scheme, drawn[0])
    assert {name: new.rules[name].deed for name in rules} == drawn[0]
    assert all(new.rules[name].points == scheme.rules[name].points for name in rules)
    assert all(unsaid(scheme).rules[name].points == 0 for name in rules)
    with pytest.raises(InputError, match="counts 0 deeds of speech"):
        other_deeds(load("rongcheng"), 1)
    with pytest.raises(InputError, match="--seeds 3"):
        placebos(SMALL, seeds=3)


def test_every_placebo_is_told_with_what_it_moves() -> None:
    told = placebos(SMALL, seeds=4, names=("degree", "score_distribution", "attitude"))
    held("probe", json.loads(json.dumps({"what": "placebos", **plain(told)})))
    assert [one.name for one in told.found] == ["law", "deed", "tie", "labels"] and len(told.deeds) == 4
    for one in told.found:
        assert 0 <= one.together <= one.alone <= one.rows and one.rows > 0
        assert one.name == "labels" or (one.dissent is not None and one.low is not None and one.low <= one.dissent)


@pytest.mark.slow
def test_a_placebo_that_does_something_leaves_speech_alone_and_the_law_does_not() -> None:
    told = placebos(SMALL.with_(people=1000, weeks=60), seeds=6)
    law, deed, tie, labels = told.found
    assert law.dissent is not None and deed.dissent is not None and tie.dissent is not None
    assert law.dissent < -0.15 and abs(deed.dissent) < abs(law.dissent) / 3 and abs(tie.dissent) < 0.02
    assert law.moved is not None and deed.moved is not None and law.moved > deed.moved
    assert law.together > 2 * deed.together > tie.together
    assert 0.02 < labels.alone / labels.rows < 0.1 and labels.together < 0.01 * labels.rows
