"""The laboratory: a scenario gives the same worlds wherever it is run; what cannot be is refused."""

from __future__ import annotations

import io
import json
import re
import shlex
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from starlette.testclient import TestClient

from demerit.app.experiment import Experiment
from demerit.app.house import House
from demerit.app.laboratory import Laboratory, orders_of
from demerit.app.pacing import Ended
from demerit.app.scenario import MOST_PEOPLE, Doing, Scenario
from demerit.app.words import LANGUAGES, catalogue
from demerit.cli import main
from demerit.lab.living import live
from tests.app.lines import SMALL, house, line, opened, page, paused, until
from tests.house import PACKAGE


@pytest.fixture(scope="module")
def found(served: TestClient) -> dict[str, Any]:
    """Give what came of the small scenario, with the months before it and a citizen of it."""
    with line(served) as it:
        it.send_json({"kind": "start", "n": 1, "scenario": SMALL})
        told, before = until(it, "found", "refused")
        it.send_json({"kind": "why", "n": 2, "run": told["run"], "side": "a", "citizen": told["ties"]["citizens"][0]})
        known, _ = until(it, "citizen", "refused")
    return {**told, "months": [one for one in before if one["kind"] == "month"], "citizen": known}


def test_the_digests_are_those_of_the_same_orders_lived_elsewhere(found: dict[str, Any]) -> None:
    orders = orders_of(Scenario(**SMALL))
    assert [live(order).about.digest for order in orders] == [found["digest_a"], found["digest_b"]]


def test_the_line_and_the_python_that_are_shown_give_the_same_digests(
    found: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as end:
        main([*shlex.split(found["command"])[1:], "--json"])
    assert end.value.code == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["a"]["digest"], told["b"]["digest"]) == (found["digest_a"], found["digest_b"])
    done = subprocess.run([sys.executable, "-c", found["python"]], capture_output=True, text=True, check=False,
                          timeout=120)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert found["digest_a"] in found["python"] and found["digest_b"] in found["python"]


def test_every_month_of_both_worlds_is_told(found: dict[str, Any]) -> None:
    assert [(one["a"]["week"], one["b"]["week"], one["done"], one["of"]) for one in found["months"]] == [
        (4, 4, 4, 8), (8, 8, 8, 8)
    ]  # fmt: skip
    last = found["months"][-1]
    assert last["b"]["score"] is None and sum(last["bars_b"]) == 0
    assert 350 <= last["a"]["score"] <= 950 and sum(last["bars_a"]) > 50
    assert found["ties"]["mean"] == round(last["a"]["score"]), "circles and squares part at the mean"


def test_differences_stand_first_and_are_those_of_both_sides(found: dict[str, Any]) -> None:
    rows = {row["name"]: row for row in found["rows"]}
    assert next(iter(rows)) == "silence.dissent.rate"
    assert all(row["a"] or row["b"] for row in rows.values())


def test_a_citizen_is_told_with_every_entry_that_made_the_score(found: dict[str, Any]) -> None:
    one = found["citizen"]
    booked = sum(entry["points"] for entry in one["ledger"]) + one["left_out_points"]
    assert one["low"] + booked == one["score"]
    ruled = [entry for entry in one["ledger"] if entry["grade"]]
    assert ruled and all(entry["sources"] or entry["grade"] in ("projected", "fiction") for entry in ruled)


def test_every_chart_is_given_as_csv_svg_and_png(found: dict[str, Any], served: TestClient) -> None:
    drawn = [one["name"] for one in found["charts"] if not one["absent"]]
    assert "score_by_group" in drawn
    place = f"/laboratory/chart/{found['run']}/{drawn[0]}"
    assert pl.read_csv(io.BytesIO(served.get(f"{place}.csv").content)).height > 0
    assert served.get(f"{place}.svg").text.startswith("<svg")
    png = served.get(f"{place}.png?save")
    assert png.content.startswith(b"\x89PNG") and "attachment" in png.headers["content-disposition"]
    for wrong in (f"{place}.exe", f"/laboratory/chart/{found['run']}/nothing.svg", "/laboratory/chart/0/x.svg"):
        assert served.get(wrong).status_code == 404


def test_what_comes_of_worlds_that_were_let_go_is_not_told(served: TestClient) -> None:
    laboratory: Laboratory = served.app.state.house.laboratory  # type: ignore[attr-defined]
    with line(served) as it:
        it.send_json({"kind": "start", "n": 1, "scenario": {**SMALL, "weeks": 16}})
        it.send_json({"kind": "pace", "n": 2, "do": "pause"})
        paused(it)
        (mine, first), = laboratory.living.items()
        it.send_json({"kind": "start", "n": 3, "scenario": {**SMALL, "weeks": 4, "a": "null", "settings": {}}})
        waiting, _ = until(it, "doing")
        assert waiting["what"] == "waiting" and waiting["run"] != first.name and first.pacing.ended
        first.doing("measuring")
        laboratory._tell(mine, first, Doing(what="measuring", run=first.name))
        _, before = until(it, "found")
        assert {one["run"] for one in before} == {waiting["run"]}
        with pytest.raises(Ended):
            first.live()
        assert first not in laboratory.finished.values()


def test_a_citizen_is_asked_for_by_run_and_on_any_line(found: dict[str, Any], served: TestClient) -> None:
    """A line that broke and came back asks as before; what is no longer kept has a reason of its own."""
    laboratory: Laboratory = served.app.state.house.laboratory  # type: ignore[attr-defined]
    with line(served) as it:
        it.send_json({"kind": "start", "n": 1, "scenario": SMALL})
        run = until(it, "found")[0]["run"]
    with line(served) as it:
        it.send_json({"kind": "why", "n": 1, "run": run, "side": "b", "citizen": 1})
        assert until(it, "citizen", "refused")[0]["kind"] == "citizen"
        laboratory.finished.pop(run)
        it.send_json({"kind": "why", "n": 2, "run": run, "side": "b", "citizen": 1})
        assert until(it, "refused", "citizen")[0].get("why") == "no_longer_kept"
        it.send_json({"kind": "start", "n": 3, "scenario": {**SMALL, "weeks": 16, "seed": 77}})
        it.send_json({"kind": "pace", "n": 4, "do": "pause"})
        paused(it)
        (experiment,) = laboratory.living.values()
        it.send_json({"kind": "why", "n": 5, "run": experiment.name, "side": "a", "citizen": 1})
        assert until(it, "refused", "citizen")[0].get("why") == "not_over"


def test_what_dies_in_a_world_is_told_and_logged(
    served: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(of: Experiment) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(Experiment, "live", broken)
    with line(served) as it:
        it.send_json({"kind": "start", "n": 1, "scenario": SMALL})
        assert until(it, "refused")[0]["why"] == "failed"
    assert "a fault of ours" in caplog.text


@pytest.mark.parametrize(
    ("changes", "why", "says"),
    [
        ({"people": MOST_PEOPLE + 1}, "too_large", "10,000 people"), ({"weeks": 10_000}, "too_large", "520 weeks"),
        ({"a": "article_2016"}, "not_possible", "article_2015"), ({"a": "last"}, "not_possible", "no scheme"),
        ({"b": "null+no_tail"}, "not_possible", "no_tale"), ({"recipe": "villag"}, "not_possible", "village"),
        ({"settings": {"no_such": 1.0}}, "not_possible", "no_such"), ({"a": "../etc"}, "unreadable", ""),
        ({"a": "schemes/mine"}, "unreadable", ""), ({"people": "many"}, "unreadable", ""),
        ({"seed": -1}, "unreadable", ""), ({"society": "/tmp"}, "unreadable", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_what_would(
    served: TestClient, changes: dict[str, Any], why: str, says: str
) -> None:
    with line(served) as it:
        it.send_json({"kind": "start", "n": 1, "scenario": SMALL | changes})
        told, before = until(it, "refused", "doing", "found")
    assert (told["kind"], told["why"]) == ("refused", why)
    assert says in told["says"] and before == []


def test_what_nobody_began_cannot_be_paced_or_asked(served: TestClient) -> None:
    with line(served) as it:
        it.send_json({"kind": "pace", "n": 1, "do": "step"})
        assert until(it, "refused")[0]["why"] == "nothing_lives"
        it.send_json({"kind": "why", "n": 2, "run": "0", "side": "a", "citizen": 1})
        assert until(it, "refused")[0]["why"] == "no_longer_kept"
        it.send_json({"kind": "why", "n": 2, "run": "0", "side": "a", "citizen": 1})
        assert until(it, "refused")[0]["why"] == "sent_before"


def test_more_worlds_than_there_is_room_for_are_refused(
    served: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("demerit.app.laboratory.AT_ONCE", 0)
    with line(served) as it:
        it.send_json({"kind": "start", "n": 1, "scenario": SMALL})
        told = until(it, "refused", "doing")[0]
    assert (told["why"], told["says"]) == ("too_many", "0")


def test_a_page_that_leaves_lets_its_worlds_go(served: TestClient) -> None:
    house: House = served.app.state.house  # type: ignore[attr-defined]
    with line(served) as it:
        it.send_json({"kind": "start", "n": 1, "scenario": {**SMALL, "weeks": 520, "people": 1000}})
        until(it, "doing")
        assert len(house.alive) == len(house.laboratory.living) == 1
    for _ in range(200):
        if not house.alive:
            break
        time.sleep(0.05)
    assert house.alive == {} and house.laboratory.living == {}


def test_what_can_be_chosen_is_told(served: TestClient) -> None:
    told = served.get("/laboratory/offer").json()
    assert {"article_2015", "null"} <= {one["name"] for one in told["schemes"]}
    parts = served.get("/laboratory/offer?scheme=article_2015").json()
    assert "no_tale" in {one["name"] for one in parts["reforms"]}
    assert all(one["low"] <= one["value"] <= one["high"] for one in parts["knobs"])
    for wrong in ("article_2016", "../schemes", "/etc"):
        assert served.get("/laboratory/offer", params={"scheme": wrong}).status_code == 404


def test_a_server_for_others_asks_for_its_code_wherever_it_is_asked(tmp_path: Path) -> None:
    of = house(tmp_path, "laboratory", code="BCDFGH")
    with opened(of) as client:
        for place in ("GET /laboratory/offer", "GET /laboratory/law/null", "POST /laboratory/law"):
            for code, why in (({}, "needs_code"), ({"x-demerit-code": "XXXXXX"}, "wrong_code")):
                answer = client.request(*place.split(), headers=code)
                assert (answer.status_code, answer.json()["why"]) == (403, why), place
        assert client.get("/laboratory/law/null", headers={"x-demerit-code": "bcdfgh"}).status_code == 200
        with page(client, "laboratory") as on:
            assert on.refused() == "needs_code"
            on.send("pace", do="step")
            assert on.refused() == "not_let_in"
    scenario, orders = Scenario(**SMALL), orders_of(Scenario(**SMALL))
    names = {Experiment(scenario, orders, print, secret).name for secret in (b"one", b"two")}
    assert len(names) == 2, "whoever was not let in cannot work out where a chart lies"


def test_every_refusal_of_the_laboratory_has_words() -> None:
    said = re.compile(r"""(?:Refusal\(|refuse\(|"why": )\s*"([a-z_]+)\"""")
    whys = {why for name in ("laboratory", "line", "written_law", "house", "routes", "reader")
            for why in said.findall((PACKAGE / "app" / f"{name}.py").read_text(encoding="utf-8"))}  # fmt: skip
    assert {"not_let_in", "no_longer_kept", "wrong_code", "failed", "too_slow", "too_heavy"} <= whys
    for language in LANGUAGES:
        assert {why for why in whys if f"laboratory.refused.{why}" not in catalogue(language)} == set()


def test_finished_worlds_are_kept_only_so_many(served: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    laboratory: Laboratory = served.app.state.house.laboratory  # type: ignore[attr-defined]
    monkeypatch.setattr("demerit.app.laboratory.KEPT", 1)
    with line(served) as it:
        it.send_json({"kind": "start", "n": 1, "scenario": {**SMALL, "weeks": 4, "a": "null", "settings": {}}})
        run = until(it, "found")[0]["run"]
    assert list(laboratory.finished) == [run]


def test_the_article_is_served_page_by_page(served: TestClient) -> None:
    page = served.get("/article", follow_redirects=True)
    assert page.url.path == "/article/en/index.html" and "The article, annotated" in page.text
    assert "争议" in served.get("/article/zh-Hans/statements/E03.html").text
    assert served.get("/article/en/article.css").headers["content-type"].startswith("text/css")
    for wrong in ("/article/xx/index.html", "/article/en/../../../words.py", "/article/en/statements/E99.html"):
        assert served.get(wrong).status_code == 404
