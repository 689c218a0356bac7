"""A class: seats by token, a teacher by token, one clock, cards; nothing is lost, and nothing personal stays."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from demerit.app.cards import CARDS, with_cards
from demerit.app.house import House
from demerit.app.lesson import Lesson, lesson_order
from demerit.app.living import Living
from demerit.app.store import hashed
from demerit.engine.choices import Choice
from demerit.lab.order import society_of
from tests.app.lines import PEOPLE, WEEKS, house, joined, opened, page


@pytest.fixture
def of(tmp_path: Path) -> House:
    return house(tmp_path, "class")


@pytest.fixture
def client(of: House) -> Iterator[TestClient]:
    with opened(of) as made:
        yield made


def test_a_class_plays_one_society_and_sees_its_twins(of: House, client: TestClient, tmp_path: Path) -> None:
    room = of.classroom
    with page(client, "class", token=room.teacher_token) as teacher, page(client, "class") as ann, page(
            client, "class") as bo:  # fmt: skip
        assert teacher.hear("room")["state"] == "waiting"
        tokens = joined(ann, room.code.lower(), " Ann\u202e "), joined(bo, room.code, "<b>Bo</b>")
        first = ann.hear("seen"), bo.hear("seen")
        assert first[0]["view"]["person"]["citizen"] in {one["citizen"] for one in first[1]["view"]["friends"]}
        ann.send("choose", act="speak", deed="dissent")
        ann.hear("picked")
        for _ in range(WEEKS - 1):
            teacher.send("teach", what="step")
            assert ann.hear("seen")["view"]["week"] == bo.hear("seen")["view"]["week"]
        debrief = ann.hear("ended")["debrief"]
        assert debrief["mine"]["dissent"] == 1 and len(debrief["twin"]["friends"]) == WEEKS // 4
        assert room.living.chosen == [Choice(1, room.citizens[0], "speak", "dissent")]
        teacher.send("teach", what="step")
        assert teacher.refused() == "over"
        teacher.send("teach", what="csv")
        table = teacher.hear("csv")["text"].splitlines()
        assert len(table) == 1 + 2 * WEEKS // 4 and "Ann" not in "".join(table)
        assert [pupil.nickname for pupil in room.pupils.values()] == ["Ann", "<b>Bo</b>"]
        teacher.send("teach", what="wipe")
        assert ann.hear("gone")["why"] == bo.hear("gone")["why"] == "wiped"
        with page(client, "class", token=tokens[0]) as back:
            assert back.hear("gone")
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("kept.sqlite*"))
    assert b"Ann" not in kept and b"Bo</b>" not in kept and hashed(tokens[0]).encode() not in kept


def test_a_restart_loses_nothing(of: House, tmp_path: Path) -> None:
    with opened(of) as client, page(client, "class", token=of.classroom.teacher_token) as teacher:
        teacher.hear("room")
        with page(client, "class") as ann:
            token = joined(ann, of.classroom.code, "Ann")
            ann.hear("seen")
            teacher.send("card", card="association")
            teacher.send("card", card="speech_counts")
            for _ in range(5):
                ann.send("choose", act="speak", deed="dissent")
                ann.hear("picked")
                teacher.send("teach", what="step")
                before = ann.hear("seen")["view"]
            ann.send("choose", act="pay", deed="late")
            ann.hear("picked")
            teacher.send("seat", seat=0, what="freeze")
            assert ann.hear("seen")["frozen"]
        old = of.classroom
    again = house(tmp_path, "class")
    with opened(again) as client:
        room = again.classroom
        assert (room.code, room.again, room.room) == (old.code, True, old.room)
        with page(client, "class", token=token) as ann, page(client, "class", token=old.teacher_token) as teacher:
            seen = ann.hear("seen")
            assert seen["frozen"]
            after = seen["view"]
            assert [act["picked"] for act in after["acts"] if act["name"] == "pay"] == ["late"]
            for view in (before, after):
                view.pop("acts")
            assert after == before
            told = teacher.hear("room")
            assert {card["name"]: card["on"] for card in told["cards"]}["association"] is False
            assert told["series"]["weeks"] == [1, 4] and told["state"] == "paused"
        assert room.living.digest() == old.living.digest()


def test_another_class_is_begun_on_purpose_and_wipes_the_one_before(of: House, tmp_path: Path) -> None:
    with opened(of) as client, page(client, "class") as ann:
        token = joined(ann, of.classroom.code, "Nickname of Ann")
    first = of.classroom
    other = house(tmp_path, "class")
    other.classroom = None
    other.lesson = Lesson(lesson_order(PEOPLE, WEEKS, seed=2))
    with opened(other):
        assert not other.classroom.again and other.classroom.room != first.room
    back = house(tmp_path, "class")
    with opened(back):
        assert back.classroom.again and back.classroom.room == first.room, "a class of another order is not in its way"
    fresh = house(tmp_path, "class", fresh=True)
    with opened(fresh) as client:
        room = fresh.classroom
        assert not room.again and room.code != first.code and room.pupils == {} and room.state == "waiting"
        with page(client, "class", token=token) as ann:
            assert ann.hear("gone")["why"] == "gone"
        assert fresh.store.room(other.classroom.room).state == "waiting", "a class of another order is not touched"
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("kept.sqlite*"))
    assert b"Nickname of Ann" not in kept and hashed(token).encode() not in kept


def test_whoever_comes_back_after_an_early_end_sees_the_twin(of: House, client: TestClient) -> None:
    room = of.classroom
    with page(client, "class", token=room.teacher_token) as teacher, page(client, "class") as ann:
        token = joined(ann, room.code, "Ann")
        for _ in range(4):
            teacher.send("teach", what="step")
            ann.hear("seen")
        teacher.send("teach", what="end")
        ended = ann.hear("ended")["debrief"]
        with page(client, "class", token=token) as back:
            assert back.hear("seen")["state"] == "over"
            assert back.hear("ended")["debrief"] == ended
        twin = room.twin
        client.portal.call(room._end)
        assert room.twin is twin, "one end, one twin"
        teacher.send("card", card="association")
        assert teacher.refused() == "over"


def test_a_card_belongs_to_the_week_in_which_it_is_its_turn(of: House, client: TestClient) -> None:
    """A week that passes while the card waits moves it to the month after."""
    room = of.classroom
    with page(client, "class", token=room.teacher_token) as teacher:
        teacher.hear("room")
        for _ in range(3):
            teacher.send("teach", what="step")
        while teacher.hear("room")["week"] != 4:
            pass

        async def both() -> None:
            async with room.played.moving:
                playing = asyncio.ensure_future(room._card("association"))
                await asyncio.sleep(0.05)
                await room.played.pass_week(room.played.passed())
            await playing

        client.portal.call(both)
        assert room.living.week == 5 and room.cards == [(8, "association", False)]


def test_a_week_that_cannot_pass_pauses_the_class_and_says_so(
    of: House, client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    room = of.classroom
    with page(client, "class", token=room.teacher_token) as teacher:
        teacher.hear("room")

        def broken(choices: object) -> None:
            raise ZeroDivisionError("a fault of ours")

        monkeypatch.setattr(room.living, "advance", broken)
        teacher.send("teach", what="step")
        assert teacher.refused() == "failed"
        room.seconds = 0
        teacher.send("teach", what="start")
        assert teacher.refused() == "clock_stopped"
        while (told := teacher.hear("room"))["state"] != "paused":
            pass
        assert told["until"] is None
    assert "a fault of ours" in caplog.text


def test_a_class_that_cannot_be_opened_says_why(
    of: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("demerit.app.house.would_fit", lambda: 10)
    with opened(of) as client, page(client, "class") as ann:
        refused = ann.hear("refused")
    assert refused["why"] == "cannot_open" and "too_large" in refused["says"] and "died" in caplog.text


def test_only_the_teacher_teaches_and_everybody_has_one_seat(of: House, client: TestClient) -> None:
    room = of.classroom
    with page(client, "class") as ann, page(client, "class") as bo:
        bo.hear("welcome")
        for code, why in (("XXXXXX", "wrong_code"), (room.code, "no_name")):
            bo.send("join", code=code, nickname="\u200b\n ")
            assert bo.refused() == why
        bo.send("choose", act="speak", deed="dissent")
        assert bo.refused() == "no_seat"
        joined(ann, room.code, "Ann")
        for message in (("teach", {"what": "start"}), ("speed", {"seconds": 2}), ("card", {"card": CARDS[0]}),
                        ("seat", {"seat": 0, "what": "kick"}), ("teach", {"what": "wipe"})):  # fmt: skip
            ann.send(message[0], **message[1])
            assert ann.refused() == "not_yours"
        ann.send("join", code=room.code, nickname="Ann again")
        assert ann.refused() == "has_seat"
        ann.send("begin", citizen=3)
        assert ann.refused() == "not_yours"
        bo.send("join", code=room.code, nickname="ANN")
        assert bo.refused() == "name_taken"
        bo.send("join", code=room.code, nickname="x" * 25)
        assert bo.refused() == "unreadable"
        assert room.state == "waiting" and list(room.pupils) == [0] and not room.cards and not room.played.picks


def test_a_frozen_seat_decides_nothing_and_one_that_is_taken_away_is_gone(of: House, client: TestClient) -> None:
    room = of.classroom
    with page(client, "class", token=room.teacher_token) as teacher, page(client, "class") as ann:
        token = joined(ann, room.code, "Ann")
        ann.hear("seen")
        teacher.send("seat", seat=7, what="kick")
        assert teacher.refused() == "no_such_seat"
        teacher.send("card", card="gravity")
        assert teacher.refused() == "no_such_card"
        teacher.send("seat", seat=0, what="freeze")
        assert ann.hear("seen")["frozen"]
        ann.send("choose", act="speak", deed="dissent")
        assert ann.refused() == "frozen"
        teacher.send("seat", seat=0, what="thaw")
        ann.hear("seen")
        ann.send("choose", act="speak", deed="dissent")
        ann.hear("picked")
        teacher.send("seat", seat=0, what="kick")
        assert ann.hear("gone")["why"] == "kicked"
        ann.send("choose", act="speak", deed="dissent")
        assert ann.refused() == "no_seat"
        with page(client, "class", token=token) as back:
            assert back.hear("gone")["why"] == "gone"
        assert not room.played.picks.get(room.citizens[0])


def test_weeks_pass_by_the_clock(of: House, client: TestClient) -> None:
    room = of.classroom
    with page(client, "class", token=room.teacher_token) as teacher, page(client, "class") as ann:
        joined(ann, room.code, "Ann")
        ann.hear("seen")
        teacher.send("speed", seconds=2)
        teacher.send("teach", what="start")
        weeks = {ann.hear("seen")["view"]["week"] for _ in range(3)}
        teacher.send("teach", what="pause")
        assert weeks == {1, 2} and room.seconds == 2


def test_a_law_that_changes_while_it_lives_is_the_law_that_says_so_from_the_first_day() -> None:
    order = lesson_order(PEOPLE, WEEKS)
    society = society_of(order)
    played = [(4, "association", False), (4, "speech_counts", False), (8, "association", True)]
    digests = []
    for changes in ((), (4,), None):
        living = Living(order, with_cards(order, played if changes is None else []), society, [5])
        living.open()
        while not living.over:
            if changes and living.week in changes:
                living.decree(with_cards(order, played))
            living.advance([Choice(living.week, 5, "speak", "dissent")])
        digests.append(living.digest())
        living.close()
    never, live, written = digests
    assert live == written != never
