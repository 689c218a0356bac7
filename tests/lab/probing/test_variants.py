"""Ladders and frontiers: worlds without an effect, references under the same settings, laws that were edited."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from demerit.errors import InputError, UnknownName
from demerit.lab.living import live, society_for
from demerit.lab.order import Order
from demerit.lab.probing import frontier, ladder
from demerit.lab.probing.effects import effects_of
from demerit.lab.probing.frontier import REFERENCE, frontier_of
from demerit.lab.probing.ladder import called, laddered, ladders_of, parts_by_grade
from demerit.lab.probing.variants import AS_WRITTEN, Lived, Variant, lived
from demerit.law import load
from tests.lab.assessing.conftest import edited

SMALL = Order("wechat_pay_2019", recipe="village", people=60, weeks=8)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Lived]:
    """Give what the worlds of a probe came to, as it is seen by the probe."""
    found: list[Lived] = []

    def kept(*asked: Any) -> Lived:
        found.append(lived(*asked))
        return found[-1]

    for probe in (frontier, ladder):
        monkeypatch.setattr(probe, "lived", kept)
    return found


def test_a_rung_without_a_shared_seed_adds_nothing_that_is_told() -> None:
    """An effect (an AUC, say) may be there in one seed of one set of grades and in another seed of the next."""
    law = load("wechat_pay_2019")
    frame, middle, whole = ((), ("reported",), ("reported", "projected"))
    assert list(parts_by_grade(law)) == list(whole)
    values = {called(frame): [{"accuracy": 0.5}, {}], called(middle): [{}, {"accuracy": 0.6}],
              called(("projected",)): [{}, {}], called(whole): [{"accuracy": 0.7}, {"accuracy": 0.8}]}  # fmt: skip
    one = laddered(law, values, "accuracy")
    assert one is not None and one.whole.value == pytest.approx(0.2) and one.shares == {}
    assert [rung.adds and round(rung.adds.value, 9) for rung in one.rungs] == [None, None, 0.2]
    assert laddered(law, values | {called(frame): [{"accuracy": 0.5}, {}], called(whole): [{}, {"accuracy": 1.0}]},
                    "accuracy") is None  # fmt: skip


def test_what_is_left_without_what_is_disputed_may_not_be_told() -> None:
    law = load("article_2015")
    grades = list(parts_by_grade(law))
    assert "disputed" in grades
    rest = called([grade for grade in grades if grade != "disputed"])
    values = {called(()): [{"accuracy": 0.5}, {}], rest: [{}, {"accuracy": 0.6}],
              called(grades): [{"accuracy": 0.7}, {"accuracy": 0.8}]}  # fmt: skip
    one = laddered(law, values, "accuracy")
    assert one is not None and one.without is None and one.whole.seeds == 1


def test_the_reference_lives_with_the_same_citizens_as_the_law(told: list[Lived]) -> None:
    order = SMALL.with_(settings=(("speak.chat", "48"),))
    frontier_of(order, "null", seeds=1, workers=1)
    (found,) = told
    run, law = (live(order.with_(scheme=scheme)) for scheme in ("null", "wechat_pay_2019"))
    assert found.digests[REFERENCE] == [run.about.digest] and found.values[REFERENCE] == [effects_of(run)]
    assert found.digests[AS_WRITTEN] == [law.about.digest]
    assert run.about.digest != live(order.with_(scheme="null", settings=())).about.digest


def test_grades_of_evidence_are_those_of_the_reference_too(told: list[Lived]) -> None:
    order = SMALL.with_(evidence=("reported",))
    frontier_of(order, "zhima_2015", seeds=1, workers=1)
    other = live(order.with_(scheme="zhima_2015"))
    assert told[0].digests[REFERENCE] == [other.about.digest]
    assert other.about.digest != live(order.with_(scheme="zhima_2015", evidence=())).about.digest


@pytest.mark.parametrize(("against", "settings", "said"), [
    ("nul", (), "Did you mean 'null'"), ("null", (("speak.chatt", "48"),), "speak.chat"),
])  # fmt: skip
def test_what_cannot_be_a_reference_is_refused_before_anything_runs(
    against: str, settings: tuple[tuple[str, str], ...], said: str, told: list[Lived]
) -> None:
    with pytest.raises((InputError, UnknownName), match=said):
        frontier_of(SMALL.with_(settings=settings), against, seeds=1, workers=1)
    assert not told


def test_the_size_told_is_that_of_the_society(tmp_path: Path) -> None:
    edges = tmp_path / "ring.csv"
    edges.write_text("a,b\n" + "".join(f"{k},{(k + 1) % 40}\n" for k in range(40)), encoding="utf-8")
    order = Order("wechat_pay_2019", ties=str(edges), weeks=8)
    assert ladders_of(order, seeds=1, workers=1).people == 40 != order.people
    assert frontier_of(order, seeds=1, workers=1).people == 40


def test_a_law_that_was_edited_is_not_the_one_that_was_kept(tmp_path: Path) -> None:
    place = edited(tmp_path, 500)
    order = Order(str(place), recipe="village", people=60, weeks=8)
    first = lived(order, [Variant(AS_WRITTEN)], 1, 1, lambda *_: None)
    edited(tmp_path, 400)
    again = lived(order, [Variant(AS_WRITTEN)], 1, 1, lambda *_: None)
    assert first.digests != again.digests == {AS_WRITTEN: [live(order).about.digest]}


def test_a_society_that_was_made_anew_is_not_the_one_that_was_kept(tmp_path: Path) -> None:
    edges = tmp_path / "ring.csv"
    order = Order("null", ties=str(edges), weeks=4)
    for members in (30, 50):
        edges.write_text("a,b\n" + "".join(f"{k},{(k + 1) % members}\n" for k in range(members)), encoding="utf-8")
        assert society_for(order).people == members
    assert society_for(order.with_(scheme="zhima_2015", weeks=8)) is society_for(order)
