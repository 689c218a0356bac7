"""Days on which a scheme changes, bureaus that become one, and calendars that contradict themselves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from demerit.errors import LawError
from demerit.law import Reform, Scheme, copy_law, event_weeks, in_week, load, new, problems, reformed, seen_by_any

from .names import DEEDS, STATES

END = "evidence: {grade: projected}}\n"


def entry(day: str, does: str) -> str:
    """Give an entry of a calendar."""
    return f"- {{date: {day}, summary: A day., {does}, {END}"


@pytest.fixture
def three(town: Path) -> Path:
    """Give the town with two more bureaus, and a gate that asks for the score of one."""
    for name, sees in (("shops", "{shop: 0.5, speak: 0.5}"), ("phones", "{go: 0.8, shop: 0.4}")):
        path = new("bureau", name, town)
        lines = path.read_text(encoding="utf-8").splitlines()
        lines = [f"sees: {sees}" if line.startswith("sees:") else line for line in lines]
        lines = ["sees_ties: true" if line.startswith("sees_ties:") and name == "phones" else line for line in lines]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    head = town / "scheme.yaml"
    head.write_text(head.read_text(encoding="utf-8") + "headline: town\n", encoding="utf-8")
    gate = town / "gates" / "discount.yaml"
    gate.write_text(gate.read_text(encoding="utf-8") + "bureau: phones\n", encoding="utf-8")
    return town


def days(scheme: Scheme, day: date) -> tuple[Scheme, Scheme]:
    """Give the scheme in the week before a day, and in its week."""
    week = scheme.week_of(day)
    return in_week(scheme, week - 1), in_week(scheme, week)


def test_what_any_of_several_sees() -> None:
    assert seen_by_any([0.5, 0.4]) == pytest.approx(0.7)
    assert seen_by_any([0.5, 0.5, 0.5]) == pytest.approx(0.875)
    assert (seen_by_any([0.3]), seen_by_any([0.2, 1]), seen_by_any([0, 0])) == (0.3, 1, 0)


def test_bureaus_become_one_on_their_day(three: Path) -> None:
    (three / "calendar.yaml").write_text(entry("2016-01-06", "merge: {from: [phones], into: shops}"), encoding="utf-8")
    assert problems(three, DEEDS, STATES) == []
    scheme = load(three)
    before, after = days(scheme, date(2016, 1, 6))
    assert before is scheme
    assert set(after.bureaus) == {"town", "shops"}
    assert after.bureaus["shops"].sees == {"shop": 0.7, "speak": 0.5, "go": 0.8}
    assert after.bureaus["shops"].sees_ties
    assert after.bureaus["town"] == scheme.bureaus["town"]
    assert after.gates["discount"].bureau == "shops"
    assert event_weeks(scheme) == [scheme.week_of(date(2016, 1, 6))]


def test_the_bureau_of_the_headline_stays(three: Path) -> None:
    (three / "calendar.yaml").write_text(
        entry("2016-01-06", "merge: {from: [town, phones], into: shops}"), encoding="utf-8"
    )
    _, after = days(load(three), date(2016, 1, 6))
    assert set(after.bureaus) == {"town", "shops"}
    assert after.headline_bureau is not None
    assert after.headline_bureau.name == "town"


def test_a_merger_takes_along_what_the_same_entry_sets(three: Path) -> None:
    does = "set: {bureaus.phones.sees.shop: 0.2}, merge: {from: [phones], into: shops}"
    (three / "calendar.yaml").write_text(entry("2016-01-06", does), encoding="utf-8")
    _, after = days(load(three), date(2016, 1, 6))
    assert after.bureaus["shops"].sees["shop"] == pytest.approx(0.6)


def test_a_knob_of_a_bureau_that_goes_moves_the_one_that_is_left(three: Path) -> None:
    (three / "calendar.yaml").write_text(entry("2016-01-06", "merge: {from: [phones], into: shops}"), encoding="utf-8")
    scheme = load(three)
    name, knob = next(iter(scheme.knobs.items()))
    moving = knob.model_copy(update={"default": 0.4, "range": (0, 1), "moves": "bureaus.phones.sees.shop"})
    _, after = days(scheme.model_copy(update={"knobs": {name: moving}}), date(2016, 1, 6))
    assert (after.knobs[name].moves, after.knobs[name].now) == ("bureaus.shops.sees.shop", 0.7)


def test_a_calendar_with_a_merger_reads_back_equal(three: Path, tmp_path: Path) -> None:
    (three / "calendar.yaml").write_text(entry("2016-01-06", "merge: {from: [phones], into: shops}"), encoding="utf-8")
    scheme = load(three)
    assert load(copy_law(scheme, tmp_path / "copy" / "town")) == scheme


MERGE = "merge: {from: [phones], into: shops}"
CASES = {
    "days out of order": (
        entry("2017-01-04", "set: {visibility.form: self}") + entry("2016-01-06", "set: {visibility.form: public}"),
        "calendar.yaml:2:10: the days of the calendar must stand in their order. Move this entry up",
    ),
    "the same thing twice on one day": (
        entry("2016-01-06", "set: {visibility.form: self}") + entry("2016-01-06", "set: {visibility.form: public}"),
        "'visibility.form': the same thing is set twice on 2016-01-06, here and in entry 1. Keep one",
    ),
    "a thing and a part of it on one day": (
        entry("2016-01-06", "set: {bureaus.shops.sees: {shop: 1}}")
        + entry("2016-01-06", "set: {bureaus.shops.sees.shop: 0.5}"),
        "'bureaus.shops.sees.shop' and 'bureaus.shops.sees': the same thing is set twice on 2016-01-06",
    ),
    "a thing and a part of it in one entry": (
        entry("2016-01-06", "set: {bureaus.shops.sees: {shop: 1}, bureaus.shops.sees.shop: 0.5}"),
        "the same thing is set twice on 2016-01-06, here and in this entry",
    ),
    "an unknown bureau that merges": (
        entry("2016-01-06", "merge: {from: [phons], into: shops}"),
        "calendar.yaml:1:54: no bureau is called 'phons'. Did you mean 'phones'? Bureaus stand in bureaus/.",
    ),
    "an unknown bureau that is merged into": (
        entry("2016-01-06", "merge: {from: [phones], into: shpos}"),
        "calendar.yaml:1:69: no bureau is called 'shpos'. Did you mean 'shops'?",
    ),
    "a bureau that has gone already": (
        entry("2016-01-06", MERGE) + entry("2017-01-04", "merge: {from: [phones], into: town}"),
        "calendar.yaml:2:54: the bureau 'phones' is there no longer: it went into 'shops' on 2016-01-06. Name one",
    ),
    "a field of a bureau that has gone already": (
        entry("2016-01-06", MERGE) + entry("2017-01-04", "set: {bureaus.phones.sees.go: 0.1}"),
        "calendar.yaml:2:",
    ),
    "a bureau that becomes one with itself": (
        entry("2016-01-06", "merge: {from: [shops], into: shops}"),
        "'shops' cannot become one with itself",
    ),
    "a merger of nobody": (
        entry("2016-01-06", "merge: {from: [], into: shops}"),
        "`from` needs at least 1 entry",
    ),
    "a merger with an unknown key": (
        entry("2016-01-06", "merge: {from: [phones], inot: shops}"),
        "the key 'inot' is not known here. Did you mean 'into'?",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_calendar_that_contradicts_itself_is_refused(case: str, three: Path) -> None:
    text, message = CASES[case]
    (three / "calendar.yaml").write_text(text, encoding="utf-8")
    found = problems(three, DEEDS, STATES)
    assert any(mistake.startswith("town/calendar.yaml:") and message in mistake for mistake in found), found


def test_the_same_thing_on_two_days_is_no_contradiction(three: Path) -> None:
    text = entry("2016-01-06", "set: {visibility.form: self}") + entry("2016-01-07", "set: {visibility.form: public}")
    (three / "calendar.yaml").write_text(text, encoding="utf-8")
    assert problems(three, DEEDS, STATES) == []


@pytest.mark.parametrize(
    ("does", "message"),
    [
        ({"merge": {"from": ["phons"], "into": "shops"}}, "calendar.0.merge.from.0: no bureau is called 'phons'"),
        ({"set": {"visibility.fom": "self"}}, "the scheme has no field 'visibility.fom'"),
    ],
)
def test_a_calendar_that_a_reform_writes_is_checked_as_well(three: Path, does: dict[str, object], message: str) -> None:
    event = {"date": "2016-01-06", "summary": "A day.", "evidence": {"grade": "projected"}, **does}
    reform = Reform.model_validate({"summary": "A.", "why": "B.", "set": {"calendar": [event]}})
    with pytest.raises(LawError, match=message):
        reformed(load(three), reform)


# ---- what else contradicts itself ----


def test_a_gate_on_an_unknown_register_is_told_where_registers_stand(town: Path) -> None:
    gate = town / "gates" / "discount.yaml"
    text = gate.read_text(encoding="utf-8").replace("{score: {at_least: 650}}", "{not: {register: dodgers}}")
    gate.write_text(text, encoding="utf-8")
    found = problems(town, DEEDS, STATES)
    assert any(
        "town/gates/discount.yaml:4:29: no register is called 'dodgers'" in m and "registers/, one file each" in m
        for m in found
    ), found


def test_a_scheme_that_extends_itself_through_two_others_is_told_the_way(town: Path) -> None:
    Path("schemes").mkdir()
    for name, ground in (("one", "two"), ("two", "three"), ("three", "one")):
        new("scheme", name, Path("schemes"))
        head = Path("schemes", name, "scheme.yaml")
        head.write_text(f"extends: {ground}\n" + head.read_text(encoding="utf-8"), encoding="utf-8")
    found = problems("two")
    assert any("in a circle: two -> three -> one -> two. Take one `extends` away" in m for m in found), found
