"""Worlds are paused, go month by month and go on as a page asks."""

from __future__ import annotations

import threading
import time

import pytest
from starlette.testclient import TestClient

from demerit.app.house import House
from demerit.app.laboratory import Laboratory, orders_of
from demerit.app.pacing import Ended, Pacing
from demerit.app.scenario import Scenario
from demerit.lab.living import live
from tests.app.lines import SMALL, asked_for, line, paused, until


def test_a_run_is_paused_goes_by_steps_and_goes_on(served: TestClient) -> None:
    laboratory: Laboratory = served.app.state.house.laboratory  # type: ignore[attr-defined]
    with line(served) as it:
        it.send_json({"kind": "start", "n": 1, "scenario": {**SMALL, "weeks": 16}})
        it.send_json({"kind": "pace", "n": 2, "do": "pause"})
        assert paused(it) == []
        (experiment,) = laboratory.living.values()
        weeks = [side.week for side in experiment.sides]
        time.sleep(0.3)
        assert [side.week for side in experiment.sides] == weeks == [0, 0], "no week passes while it is paused"
        it.send_json({"kind": "pace", "n": 3, "do": "step"})
        month, before = until(it, "month")
        assert month["done"] == 4
        assert {one["what"] for one in before} <= {"paused"}, "it is paused still, but for the month that was asked for"
        it.send_json({"kind": "pace", "n": 4, "do": "go", "months_a_second": 20})
        told, before = until(it, "found")
    whole = orders_of(Scenario(**{**SMALL, "weeks": 16}))
    assert told["digest_a"] == live(whole[0]).about.digest
    assert [one["done"] for one in before if one["kind"] == "month"] == [8, 12, 16]


def test_whoever_pauses_takes_no_worker_from_the_house(served: TestClient) -> None:
    house: House = served.app.state.house  # type: ignore[attr-defined]
    with line(served) as one, line(served) as two:
        for it in (one, two):
            it.send_json({"kind": "start", "n": 1, "scenario": {**SMALL, "weeks": 16}})
            it.send_json({"kind": "pace", "n": 2, "do": "pause"})
        for it in (one, two):
            paused(it)
        assert house.workers == 2
        assert asked_for(served, "/laboratory/offer?scheme=null", 20.0) == 200


def test_a_pace_wakes_for_whatever_is_asked() -> None:
    pacing, told = Pacing(), list[str]()
    pacing.ask("go", 0.1)
    holding = threading.Thread(target=pacing.hold, args=(told.append,))
    holding.start()
    pacing.ask("go", 0)
    holding.join(5)
    assert not holding.is_alive() and told == []
    pacing.ask("go", 0.1)
    ended: list[type[BaseException]] = []

    def hold() -> None:
        try:
            pacing.hold(told.append)
        except Ended as end:
            ended.append(type(end))

    holding = threading.Thread(target=hold)
    holding.start()
    pacing.end()
    holding.join(5)
    assert ended == [Ended] and not holding.is_alive()


@pytest.mark.parametrize("slow", [5e-324, 1e-9, 0.09, -1, 51])
def test_a_pace_that_never_ends_is_refused(served: TestClient, slow: float) -> None:
    with line(served) as it:
        it.send_json({"kind": "pace", "n": 1, "do": "go", "months_a_second": slow})
        assert until(it, "refused")[0]["why"] == "unreadable"
