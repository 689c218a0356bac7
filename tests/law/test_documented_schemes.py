"""The documented schemes of government: published numbers to the point, one mechanism each, nobody's copy."""

from __future__ import annotations

from datetime import date

import pytest

from demerit.law import Scheme, load, load_reform, reformed
from demerit.law.reading.resolve import PACKAGE_SCHEMES
from tests.schemes_of_government import OWN

TABLE = {
    "contract_broken": -20, "breach_found": -50, "bank_arrears": -10, "private_loan_unpaid": -20, "illegal_funds": -40,
    "guarantee_broken": -20, "debt_lost": -30, "fraud": -30, "counterfeit": -30, "late_fees": -20, "arrears_found": -50,
    "tampering": -50, "theft": -60, "public_equipment_destroyed": -100,
}  # fmt: skip
"""Rongcheng's table of points, line by line, as China Law Translate has it."""


@pytest.fixture(scope="module")
def rongcheng() -> Scheme:
    return load("rongcheng")


def test_rongcheng_s_table_is_the_city_s_to_the_point(rongcheng: Scheme) -> None:
    assert {name: rongcheng.rules[name].points for name in TABLE} == TABLE
    for name in TABLE:
        rule = rongcheng.rules[name]
        assert (rule.evidence.grade, rule.size.grade) == ("documented", "documented")
        assert rule.evidence.sources == ("rongcheng_standard",)
    assert {rule.name for rule in rongcheng.rules.values() if rule.size.grade != "documented"} == {
        "traffic_offence", "help_given",
    }  # fmt: skip


def test_what_is_told_at_second_hand_of_rongcheng_is_assumed(rongcheng: Scheme) -> None:
    """Start, cut-offs but one, and what traffic costs."""
    assert [band.at_least for band in rongcheng.bands.values()] == [400, 600, 850, 960, 1030, 1050]
    assert {name for name, band in rongcheng.bands.items() if band.size.grade != "assumed"} == {"AAA"}
    assert rongcheng.start_score.size.grade == "assumed"


def test_three_months_in_arrears_cost_thirty_points_in_rongcheng(rongcheng: Scheme) -> None:
    """The published example: a monthly cycle."""
    example = rongcheng.rules["bank_arrears"]
    from demerit.law import moved

    assert sum(moved(example, {"deal.bank_arrears": 1}, {}) for _ in range(3)) == -30


def test_suqian_s_two_published_numbers() -> None:
    """Ten points for blood, twenty at least for water that is not paid, everyone from a thousand, eight grades."""
    suqian = load("suqian_2018")
    assert suqian.rules["blood_given"].points == 10
    assert suqian.rules["water_unpaid"].points == -20
    assert {suqian.rules[name].size.grade for name in ("blood_given", "water_unpaid")} == {"reported"}
    assert (suqian.start_score.mean, suqian.start_score.sd, len(suqian.bands)) == (1000, 0, 8)
    assert (next(iter(suqian.bands)), list(suqian.bands)[-1]) == ("D", "AAA")


def test_suining_takes_twenty_points_for_a_bill() -> None:
    suining = load("suining_2010")
    assert suining.rules["bill_refused"].points == -20
    assert suining.rules["bill_refused"].size.grade == "documented"
    assert {r.size.grade for r in suining.rules.values() if r.name != "bill_refused"} == {"assumed"}


def test_xiamen_has_carrots_only_and_takes_150_points_at_most() -> None:
    xiamen = load("xiamen_2018")
    assert (xiamen.scale.low, xiamen.scale.high) == (0, 1000)
    assert {gate.treatment for gate in xiamen.gates.values()} == {"benefit"}
    assert not xiamen.registers
    assert min(rule.points for rule in xiamen.rules.values()) == -150 == xiamen.rules["crime"].points
    assert {name: xiamen.threshold(name, 0) for name in ("library", "street_parking", "car_parks")} == {
        "library": 600, "street_parking": 530, "car_parks": 650,
    }  # fmt: skip


def test_bans_last_a_year_off_planes_and_180_days_off_trains() -> None:
    lists = load("rail_air_list_2018")
    assert lists.start == date(2018, 5, 1)
    assert lists.registers["off_planes"].leave.after_weeks == 52
    assert lists.registers["off_trains"].leave.after_weeks == 26 == round(180 / 7)
    trains = lists.gates["trains"].condition
    assert lists.meets(trains, 30)
    for still in ("off_trains", "fares_owed"):
        assert not lists.meets(trains, 30, frozenset({still})), "the fare must be paid as well"


def test_the_court_list_bars_what_the_court_says() -> None:
    court = load("court_list_2013")
    assert court.start == date(2013, 10, 1)
    assert {"flights", "fast_trains", "soft_sleepers", "star_hotels", "property", "private_school", "insurance",
            "executive_post", "loan"} <= set(court.gates)  # fmt: skip
    assert {gate.treatment for gate in court.gates.values()} == {"detriment"}
    assert court.registers["court_list"].leave.payment
    assert court.gates["private_school"].who is not None and court.gates["private_school"].who.parent


def test_the_map_bars_nothing_and_the_outline_scores_nothing() -> None:
    """Each is held apart from the list that stands behind it."""
    mapped, outline = load("deadbeat_map_2019"), load("state_outline_2014")
    assert not mapped.gates and not mapped.rules
    assert not outline.rules and not outline.accounts and not outline.bureaus
    week = outline.week_of(date(2016, 7, 1))
    assert [sorted(outline.gates_in_force(w)) for w in (0, week)] == [["flights"], ["flights", "subsidies"]]
    assert "classrooms" not in outline.institutions_in_force(0)
    assert "classrooms" in outline.institutions_in_force(outline.week_of(date(2014, 9, 1)))


@pytest.mark.parametrize("name", OWN)
def test_a_summary_names_the_one_mechanism_and_a_reform_takes_exactly_it_away(name: str) -> None:
    scheme, reform = load(name), load_reform(OWN[name])
    assert scheme.summary.count("Its own mechanism:") == 1
    assert scheme.summary.endswith(f"(without it: {OWN[name]}).")
    assert reform.why.startswith("Takes away the mechanism that") and "alone" in reform.why
    assert reformed(scheme, reform) != scheme
    assert len(reform.drop) + len(reform.points) + len(reform.set) in (1, 2, 4), "one thing"


@pytest.mark.parametrize("name", OWN)
def test_no_scheme_is_another_s_files_with_other_numbers(name: str) -> None:
    """Of its rules, gates and registers some are of no other documented scheme, and it extends none."""
    scheme = load(name)
    assert scheme.based_on == ()
    texts = {path.read_text(encoding="utf-8") for path in (PACKAGE_SCHEMES / name).rglob("*.yaml")}
    for other in OWN:
        if other != name:
            theirs = {path.read_text(encoding="utf-8") for path in (PACKAGE_SCHEMES / other).rglob("*.yaml")}
            assert not texts & theirs, f"{name} and {other} share a file"
            assert forms(scheme) != forms(load(other))


def forms(scheme: Scheme) -> set[tuple[str, ...]]:
    """Give what a scheme does, numbers aside: deeds that move points, what lists and gates ask for."""
    found = {("rule", rule.deed or "", "+" if rule.points > 0 else "-") for rule in scheme.rules.values()}
    found |= {("register", r.enter.deed or "arrears", str(bool(r.leave.payment))) for r in scheme.registers.values()}
    return found | {("institution", name) for name in scheme.institutions}


@pytest.mark.parametrize("name", OWN)
def test_every_number_that_is_not_read_says_assumed(name: str) -> None:
    """Accounts, bands, bureaus, news, institutions: documented or reported only where a source is named."""
    scheme = load(name)
    parts = [*scheme.accounts.values(), *scheme.bands.values(), *scheme.bureaus.values(), *scheme.news.values(),
             *scheme.gates.values(), *scheme.registers.values(), *scheme.institutions.values()]  # fmt: skip
    for part in parts:
        assert part.evidence.sources or part.evidence.grade in ("projected", "fiction"), part.name
        if part.size.grade == "assumed":
            assert part.size.why or part.size.range, part.name
