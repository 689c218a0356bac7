"""Registers, and what gates ask besides a score: lists, papers, whom they are for; what tips let one believe."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from pydantic import ValidationError

from demerit.law import Gate, Register, dump, load, new, problems, restore
from demerit.law.gate import Papers

from .names import DEEDS, HAPPENINGS, INSTITUTIONS, STATES

OCCUPATIONS = ("student", "farmer")
KNOWN = {"happenings": HAPPENINGS, "institutions": INSTITUTIONS, "occupations": OCCUPATIONS}
wrong = partial(problems, deeds=DEEDS, states=STATES, **KNOWN)
read = partial(load, deeds=DEEDS, states=STATES, **KNOWN)


def register(enter: dict[str, object], leave: dict[str, object]) -> Register:
    """Give a register."""
    ground = {"evidence": {"grade": "projected"}, "size": {"grade": "assumed", "range": [1, 2]}}
    return Register.model_validate({"summary": "A list.", "enter": enter, "leave": leave, **ground})


TERM = {"after_weeks": 104}


def test_a_register_is_entered_by_a_deed_or_by_arrears() -> None:
    by_deed = register({"deed": "borrow.default", "count": 2, "within_weeks": 4}, TERM).enter
    assert (by_deed.deed, by_deed.arrears_months, by_deed.chance) == ("borrow.default", None, 1)
    by_bills = register({"arrears_months": 3, "chance": 0.5}, TERM).enter
    assert (by_bills.deed, by_bills.arrears_months, by_bills.chance) == (None, 3, 0.5)


@pytest.mark.parametrize(
    ("enter", "message"),
    [
        ({}, "entered in exactly one way"),
        ({"deed": "pay.late", "arrears_months": 3}, "entered in exactly one way"),
        ({"arrears_months": 3, "count": 2}, "`count` and `within_weeks` count deeds"),
        ({"arrears_months": 0}, "greater than or equal to 1"),
        ({"deed": "pay.late", "chance": 1.5}, "less than or equal to 1"),
    ],
)
def test_an_entry_that_cannot_be_is_refused(enter: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        register(enter, TERM)


def test_a_register_may_be_left_in_several_ways() -> None:
    leave = register({"deed": "pay.late"}, {"after_weeks": 26, "deed": "borrow.repay", "payment": True}).leave
    assert (leave.after_weeks, leave.deed, leave.payment) == (26, "borrow.repay", True)


@pytest.mark.parametrize("leave", [{}, {"payment": False}])
def test_a_register_that_nobody_leaves_is_refused(leave: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="nobody would ever leave"):
        register({"deed": "pay.late"}, leave)


def test_a_register_is_entered_by_what_happens(town: Path) -> None:
    path = new("register", "accused", town)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("deed: borrow.default", "deed: masses.accused"), encoding="utf-8")
    assert wrong(town) == []
    path.write_text(text.replace("deed: borrow.default", "deed: masses.acused"), encoding="utf-8")
    assert any("registers/accused.yaml:3:15: no happening is called 'masses.acused'. Did you mean" in m
               for m in wrong(town))  # fmt: skip


# ---- gates ----


def gate(**fields: object) -> Gate:
    """Give a gate from 600 points."""
    ground = {"evidence": {"grade": "projected"}, "size": {"grade": "assumed", "range": [500, 700]}}
    rest = {
        "summary": "A visa.",
        "treatment": "benefit",
        "condition": {"score": {"at_least": 600}},
        "value": {"notches": 8, "size": {"grade": "documented"}},
        "tries_a_year": 1,
        "context": {"collected": "finance", "used": "travel"},
        "severity": {"value": 0.1, "justification": "Papers."},
    }
    return Gate.model_validate({**ground, **rest, **fields})


def test_papers_cost_the_hours_of_the_highest_step_met() -> None:
    visa = gate(
        paperwork=[{"at_least": 400, "hours": 12}, {"at_least": 600, "hours": 5}, {"at_least": 700, "hours": 2}]
    )
    asked = {350: 12, 400: 12, 599: 12, 600: 5, 699: 5, 700: 2, 950: 2}
    assert {score: visa.hours_at(score) for score in asked} == asked


def test_no_papers_cost_no_hours() -> None:
    assert gate().hours_at(350) == 0


@pytest.mark.parametrize("steps", [(700, 400), (400, 400)])
def test_papers_out_of_order_are_refused(steps: tuple[int, int]) -> None:
    with pytest.raises(ValidationError, match="in the order of their scores"):
        gate(paperwork=[Papers(at_least=s, hours=1) for s in steps])


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("paperwork: [{at_least: 100, hours: 3}]", "the step of paperwork 100 lies outside the scale"),
        ("paperwork: [{at_least: 400, hours: 300}]", "`hours` is 300, but must be at most 255"),
        ("who: {origin: vistor}", "`origin` cannot be 'vistor'. Did you mean 'visitor'"),
        ("who: {occupation: studnt}", "no occupation is called 'studnt'. Did you mean 'student'?"),
        ("who: {parent: 1}", "`parent` must be true or false, not 1"),
        ("who: {age: 60}", "the key 'age' is not known here"),
        ("bureau: twon", "no bureau is called 'twon'. Did you mean 'town'? Bureaus stand in bureaus/."),
        ("blocks: [speek]", "no act is called 'speek'"),
    ],
)
def test_a_mistake_of_a_gate_is_said_where_it_stands(town: Path, line: str, message: str) -> None:
    path = town / "gates" / "discount.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n{line}\n", encoding="utf-8")
    number = len(f"{text}\n{line}".splitlines())
    found = wrong(town)
    assert any(m.startswith(f"town/gates/discount.yaml:{number}:") and message in m for m in found), found


def test_a_gate_names_whom_it_is_for_and_who_is_asked(town: Path) -> None:
    path = town / "gates" / "discount.yaml"
    more = "\nwho: {origin: visitor, occupation: student, parent: false}\nbureau: town\n"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    scheme = read(town)
    part = scheme.gates["discount"]
    assert part.who is not None
    assert (part.who.origin, part.who.occupation, part.who.parent, part.bureau) == ("visitor", "student", False, "town")
    assert restore(dump(scheme)) == scheme


LISTED = "condition: {not: {register: dodgers}}"


def test_a_gate_may_ask_for_a_register_alone(town: Path) -> None:
    new("register", "dodgers", town)
    path = town / "gates" / "discount.yaml"
    text = path.read_text(encoding="utf-8").replace("condition: {score: {at_least: 650}}", LISTED)
    text = text.replace("assumed, range: [500, 800]", "assumed, why: It has no threshold")
    path.write_text(text, encoding="utf-8")
    assert wrong(town) == []
    scheme = read(town)
    condition = scheme.gates["discount"].condition
    assert scheme.threshold("discount", 0) is None
    assert scheme.meets(condition, 350)
    assert not scheme.meets(condition, 950, frozenset({"dodgers"}))


def test_a_threshold_that_is_assumed_needs_a_range(town: Path) -> None:
    path = town / "gates" / "discount.yaml"
    text = path.read_text(encoding="utf-8")
    assert "assumed, range: [500, 800]" in text
    path.write_text(text.replace("assumed, range: [500, 800]", "assumed, why: Nobody knows"), encoding="utf-8")
    found = wrong(town)
    assert any("discount.yaml:17:7: an assumed threshold needs a range. Add" in mistake for mistake in found), found


# ---- tips ----


def test_news_can_tell_what_the_tips_let_one_believe(town: Path) -> None:
    for number, deeds in enumerate(("{pay.on_time: 2, tie: -4}", "{pay.on_time: 1}"), 1):
        path = new("tip", f"tip_{number}", town)
        path.write_text(path.read_text(encoding="utf-8") + f"deeds: {deeds}\n", encoding="utf-8")
    path = new("news", "advice", town)
    text = path.read_text(encoding="utf-8").replace("tells: rules", "tells: tips\nadds: {speak.praise: 5} #")
    path.write_text(text, encoding="utf-8")
    assert wrong(town) == []
    scheme = read(town)
    assert scheme.told("advice", 30) == {"pay.on_time": 3, "tie": -4, "speak.praise": 5}
    assert {"pay.on_time", "tie", "speak.praise"} <= scheme.priced_deeds()


def test_tips_that_nobody_tells_are_named_nowhere(town: Path) -> None:
    path = new("tip", "quiet", town)
    path.write_text(path.read_text(encoding="utf-8") + "deeds: {shop.games: -2}\n", encoding="utf-8")
    assert "shop.games" not in read(town).priced_deeds()


def test_a_tip_about_no_deed_is_refused(town: Path) -> None:
    path = new("tip", "odd", town)
    path.write_text(path.read_text(encoding="utf-8") + "deeds: {shop.gamse: -2}\n", encoding="utf-8")
    assert any("no deed is called 'shop.gamse'. Did you mean 'shop.games'" in mistake for mistake in wrong(town))


def test_news_that_tells_something_else_is_refused(town: Path) -> None:
    path = new("news", "odd", town)
    path.write_text(path.read_text(encoding="utf-8").replace("tells: rules", "tells: tip"), encoding="utf-8")
    assert any("`tells` cannot be 'tip'" in m or "cannot be 'tip'. Did you mean 'tips'" in m for m in wrong(town))
