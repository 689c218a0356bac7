"""A story is a run whose choices are given while it lives: it is kept, comes back, and is lived again headless."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from starlette.testclient import TestClient

from demerit.app.house import LIVES, story_order
from demerit.app.opening import open_doors
from demerit.app.store import Store
from demerit.errors import InputError
from demerit.lab.choosing import choices_of
from demerit.lab.living import live
from demerit.lab.order import Order
from tests.app.lines import PEOPLE, WEEKS, begun, house, opened, page


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with opened(house(tmp_path_factory.mktemp("story"), "play")) as made:
        yield made


def lived_again(debrief: dict[str, Any], keep: Path) -> Order:
    """Give the order that the command line of a debrief says."""
    words = shlex.split(debrief["command"])
    (keep / "choices.csv").write_text(debrief["choices"], encoding="utf-8")
    assert words[:2] == ["demerit", "run"] and words[-2:] == ["--choices", "choices.csv"]
    told = dict(zip(words[3:-2:2], words[4:-2:2], strict=True))
    name, value = told["--set"].split("=")
    return Order(words[2], people=int(told["--people"]), weeks=int(told["--weeks"]), seed=int(told["--seed"]),
                 settings=((name, value),), choices=str(keep / "choices.csv"))  # fmt: skip


def test_a_life_that_was_played_is_lived_again_headless_to_the_same_bytes(client: TestClient, tmp_path: Path) -> None:
    with page(client, "play") as on:
        begun(on)
        law, seen = on.hear("law"), on.hear("seen")
        assert seen["view"]["week"] == 1 and len(law["accounts"]) == 5
        booked = [entry for entry in seen["view"]["ledger"] if entry["week"] >= 0]  # of the week before one may choose
        for k, deed in enumerate(("dissent", "praise", "silent")):
            on.send("choose", act="speak", deed=deed)
            on.send("choose", act="look_up", deed="friends")
            on.send("pass", how="month" if k else "week")
            happened = on.hear("seen")["happened"]
            booked += happened["entries"]
            assert happened["did"].get(f"speak.{deed}", 0) == (0 if deed == "silent" else happened["weeks"])
        on.send("pass", how="year")
        booked += on.hear("seen")["happened"]["entries"]
        debrief = on.hear("ended")["debrief"]
    order = lived_again(debrief, tmp_path)
    run = live(order)
    assert run.about.digest == debrief["digest"]
    citizen = choices_of(order)[0].citizen
    ledger = run.ledger.filter((pl.col("citizen") == citizen) & (pl.col("week") >= 0))
    columns = ("week", "account", "entry", "points")
    rows = [tuple(str(row[name]) for name in columns) for row in ledger.iter_rows(named=True)]
    assert rows and sorted(rows) == sorted(tuple(str(one[name]) for name in columns) for one in booked)
    mine, twin = debrief["mine"], debrief["twin"]
    assert len(mine["scores"]) == WEEKS // 4 and None not in mine["scores"] and set(twin["scores"]) == {None}
    assert sum(one["points"] for one in debrief["grades"]) == sum(abs(one["points"]) for one in booked)


def test_nothing_is_told_of_the_law_without_what_it_rests_on(client: TestClient) -> None:
    with page(client, "play") as on:
        begun(on)
        law, view = on.hear("law"), on.hear("seen")["view"]
    grades = {"documented", "reported", "disputed", "projected", "fiction"}
    grounds = [*law["entries"].values(), *law["registers"].values(), *(gate["rests"] for gate in law["gates"].values()),
               *(account["rests"] for account in law["accounts"])]  # fmt: skip
    assert all(one["grade"] in grades for one in grounds) and all(tip["grade"] in grades for tip in law["tips"])
    assert {gate["name"] for gate in view["gates"]} <= law["gates"].keys()


def test_a_restart_gives_the_same_citizen_with_the_same_score(tmp_path: Path) -> None:
    with opened(house(tmp_path, "play")) as client, page(client, "play") as on:
        token = begun(on)
        on.hear("seen")
        on.send("choose", act="speak", deed="dissent")
        on.send("pass", how="month")
        on.send("choose", act="pay", deed="late")
        before = on.hear("seen")["view"]
        on.hear("picked")
    with opened(house(tmp_path, "play")) as client:
        with page(client, "play", token=token) as on:
            after = on.hear("seen")["view"]
            picks = {act["name"]: act["picked"] for act in after["acts"] if act["picked"]}
            assert picks == {"pay": "late"}
            for view in (before, after):
                view.pop("acts")
            assert after == before
            on.send("leave")
            assert on.hear("gone")["why"] == "left"
        with page(client, "play", token=token) as on:
            assert on.hear("candidates")


def test_what_is_sent_twice_or_cannot_be_changes_nothing(client: TestClient) -> None:
    with page(client, "play") as on:
        token = begun(on)
        seen = on.hear("seen")["view"]
        on.send("finish")
        assert on.refused() == "too_early"
        for act, deed, why in (("speak", "shout", "cannot"), ("fly", "home", "cannot"), ("borrow", "default", "cannot"),
                               ("come", "come", "cannot"), ("enrol", "leave", "cannot")):  # fmt: skip
            on.send("choose", act=act, deed=deed)
            assert on.refused() == why
        on.send("ask", citizen=PEOPLE)
        assert on.refused() == "no_such_citizen"
        on.n -= 2
        on.send("pass", how="month")
        assert on.refused() == "sent_before"
        on.n += 1
        on.send("begin", citizen=seen["person"]["citizen"])
        assert on.refused() == "story_runs"
        with page(client, "play", token=token) as again:
            assert again.hear("seen")["view"] == seen


def test_a_token_that_nobody_has_opens_nothing(client: TestClient) -> None:
    with page(client, "play", token="0" * 64) as on:
        assert on.hear("candidates")


def test_two_pages_of_one_life_see_the_same(client: TestClient) -> None:
    with page(client, "play") as one:
        token = begun(one)
        one.hear("seen")
        with page(client, "play", token=token) as two:
            two.hear("seen")
            one.send("choose", act="go", deed="museum")
            assert two.hear("picked")["deed"] == one.hear("picked")["deed"] == "museum"
            one.send("pass", how="week")
            assert one.hear("seen")["view"] == two.hear("seen")["view"]


def test_lives_beyond_those_that_fit_are_refused_with_what_would_fit(tmp_path: Path) -> None:
    of = house(tmp_path, "play")
    with opened(of) as client, page(client, "play") as on:
        on.hear("candidates")
        of.alive.update({-k: 10 for k in range(2, LIVES + 2)})
        on.send("begin", citizen=0)
        refused = on.hear("refused")
        assert refused["why"] in ("too_many", "not_playable")
        citizen = on.told[1]["candidates"][0]["person"]["citizen"]
        on.send("begin", citizen=citizen)
        refused = on.hear("refused")
        assert (refused["why"], refused["says"]) == ("too_many", str(LIVES))
        of.alive.clear()
        of.alive[-2] = 10**12
        on.send("begin", citizen=citizen)
        assert on.refused() == "too_large"


def test_a_society_too_large_for_the_machine_is_refused(tmp_path: Path) -> None:
    for people, weeks, why in ((10**12, 12, "would fit"), (5, 12, "200 or more"), (1500, 3, "whole months")):
        with pytest.raises(InputError, match=why):
            story_order(people, weeks)
        with pytest.raises(InputError, match=why):
            open_doors(frozenset({"play"}), 0, None, tmp_path / "kept.sqlite", people, weeks)
    assert not list(tmp_path.iterdir()), "nothing was written"


def test_a_file_that_is_no_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kept.sqlite").write_bytes(b"no database at all, but long enough to be looked at as one" * 20)
    with pytest.raises(InputError, match="--keep"):
        house(tmp_path, "play")


def test_one_server_at_a_time_holds_a_file(tmp_path: Path) -> None:
    first = house(tmp_path, "play")
    with pytest.raises(InputError, match=r"another server keeps its choices in .*--keep"):
        house(tmp_path, "play")
    first.store.close()
    house(tmp_path, "play").store.close()


def test_a_choice_is_synced_before_it_is_told(tmp_path: Path) -> None:
    store = Store(tmp_path / "kept.sqlite")
    assert store._line.execute("pragma synchronous").fetchone()[0] == 2  # full
    store.close()
