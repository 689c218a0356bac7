"""The schemes of platforms hold the published numbers; steps, recovery and an end mean what they say."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.cli.scheme_ground import told_apart
from demerit.law import Recovery, Rule, Scheme, copy_law, load, load_reform, moved, reformed, with_settings

from .conftest import Breaks
from .names import all_names

EVIDENCE = {"evidence": {"grade": "projected"}, "size": {"grade": "assumed", "range": [0, 100]}}
PLATFORMS = ("weibo_2012", "weibo_2024", "tencent_2018", "wechat_pay_2019", "zhima_2017", "federated")


def scheme_of(name: str) -> Scheme:
    """Give a scheme with every name in it checked."""
    return load(name, **all_names())


def recovery(**fields: object) -> Recovery:
    """Give a recovery of the account `credit`."""
    return Recovery.model_validate({"account": "credit", "to": 120, "days": 7, "days_a_week": 7, **fields, **EVIDENCE})


# ---- published numbers ----


def test_the_user_credit_of_2012_is_the_published_one() -> None:
    weibo = scheme_of("weibo_2012")
    assert (weibo.scale.low, weibo.scale.high, weibo.start_score.mean, weibo.start_score.sd) == (0, 100, 80, 0)
    assert weibo.start == date(2012, 5, 28)
    lines = {"recommended": 75, "reposting": 60, "low_credit_badge": 60, "followers": 40}
    assert {name: weibo.gates[name].line() for name in lines} == lines
    assert weibo.gates["account_open"].line() == 1
    assert weibo.gates["account_open"].blocks == ("speak",)
    assert weibo.rules["identity_given"].points == 20


@pytest.mark.parametrize(("reposts", "points"), [(0, -2), (100, -2), (101, -5), (999, -5), (1000, -10), (10**6, -10)])
def test_a_false_post_costs_by_how_often_it_was_reposted(reposts: int, points: int) -> None:
    assert scheme_of("weibo_2012").rules["false_information"].points_at(reposts) == points


def test_two_months_without_an_offence_bring_one_back_to_80() -> None:
    heals = scheme_of("weibo_2012").recovery
    assert heals is not None
    first = heals.after_month(62, 0, 4, lost=False)
    assert first == (62, 28)
    assert heals.after_month(*first, 4, lost=False) == (80, 0)
    assert heals.after_month(*first, 4, lost=True) == (62, 0)
    assert heals.after_month(90, 28, 4, lost=False) == (90, 0)
    assert heals.after_month(0, 28, 4, lost=False) == (0, 0), "a cancelled account does not come back"


def test_the_user_credit_of_2024_is_the_published_one() -> None:
    weibo = scheme_of("weibo_2024")
    assert (weibo.scale.high, weibo.start_score.mean, weibo.start_score.sd) == (120, 120, 0)
    assert sorted(gate.line() or 0 for gate in weibo.gates.values()) == [1, 60, 70, 80, 90, 110]
    assert weibo.gates["speaking"].blocks == ("speak",)


@given(st.integers(0, 120))
def test_the_days_needed_in_2024_are_seven_times_what_is_missing(score: int) -> None:
    heals = scheme_of("weibo_2024").recovery
    assert heals is not None
    assert heals.days_needed(score) == 7 * (120 - score)


def test_a_new_offence_adds_seven_days_a_point_and_takes_none_away() -> None:
    heals = scheme_of("weibo_2024").recovery
    assert heals is not None
    score, days = 110, 0
    for weeks, more in ((3, 0), (2, 5), (4, 0), (4, 0), (2, 0)):
        score, days = heals.after_month(score - more, days, weeks, lost=more > 0)
    assert (score, days) == (118, 0), "13 weeks with a post count, and the month of the offence does not"


def test_silence_does_not_heal_in_2024() -> None:
    heals = scheme_of("weibo_2024").recovery
    assert heals is not None
    assert heals.after_month(100, 0, 0, lost=False) == (100, 0)
    assert "speak.silent" not in heals.only


def test_the_score_of_tencent_was_public_for_two_days() -> None:
    tencent = scheme_of("tencent_2018")
    opened, after = tencent.week_of(date(2018, 1, 30)), tencent.week_of(date(2018, 1, 31)) + 1
    assert (tencent.scale.low, tencent.scale.high) == (300, 850)
    assert [bool(tencent.gates_in_force(w)) for w in (opened - 1, opened, after)] == [False, True, False]
    assert tencent.rules_in_force(after) == {}
    assert tencent.news_chance("two_days", after) == 0
    assert len(tencent.accounts) == 5


def test_a_power_bank_needs_550_points() -> None:
    pay = scheme_of("wechat_pay_2019")
    assert pay.gates["power_bank"].line() == 550
    assert pay.association.form == "invited"


def test_two_years_on_the_lines_have_moved() -> None:
    old, new = scheme_of("zhima_2015"), scheme_of("zhima_2017")
    assert new.based_on == ("zhima_2015",)
    lines = [s.gates["hotel_without_prepayment"].line() for s in (old, new)]
    assert lines == [600, 550]
    week = new.week_of(date(2017, 6, 9))
    assert [new.threshold("luxembourg_visa", w) for w in (week - 1, week)] == [750, 700]
    assert new.rules == old.rules


def test_three_files_are_three_until_the_switch_is_turned() -> None:
    apart = scheme_of("federated")
    assert apart.gates["deposit_waived"].bureau == "tencent"
    assert "speak" not in apart.bureaus["sesame"].sees
    joined = with_settings(apart, {"joined": 256})
    assert joined.institutions["bureaus"].set["federated"] == 256


@pytest.mark.parametrize("name", PLATFORMS)
def test_each_names_the_one_mechanism_that_no_other_has(name: str) -> None:
    says, own = told_apart(scheme_of(name).summary)
    assert says
    assert own


def test_no_two_of_them_share_a_file() -> None:
    texts: dict[str, str] = {}
    for name in PLATFORMS:
        for rule in scheme_of(name).rules.values() if name != "zhima_2017" else ():
            key = f"{rule.summary} {rule.points} {rule.account}"
            assert texts.setdefault(key, name) == name


# ---- the forms ----


def test_steps_judge_each_happening_by_itself() -> None:
    rule = scheme_of("weibo_2012").rules["false_information"]
    assert moved(rule, {"complaints.upheld": 3}, {}, {"complaints.reposts": 1000}) == -30
    assert moved(rule, {"complaints.upheld": 1}, {}) == -2


def test_one_tariff_reckons_the_examples_again() -> None:
    flat = reformed(scheme_of("weibo_2012"), load_reform("one_tariff")).rules["false_information"]
    assert [example.expect["credit"] for example in flat.examples] == [78, 78, 3]


@given(st.integers(0, 120), st.integers(0, 400), st.integers(0, 4), st.booleans(), st.booleans())
def test_recovery_never_takes_and_never_gives_too_much(
    score: int, days: int, weeks: int, lost: bool, restarts: bool
) -> None:
    for heals in (recovery(points=1, restarts=restarts), recovery(restarts=restarts, to=80, days=56, at_least=1)):
        healed = heals.after_month(score, days, weeks, lost)
        assert score <= healed.score <= max(score, heals.to)
        assert healed.days <= days + 28


def test_what_is_written_out_reads_back_with_steps_recovery_and_end(tmp_path: object) -> None:
    for name in ("weibo_2012", "tencent_2018"):
        scheme = scheme_of(name)
        assert load(copy_law(scheme, tmp_path / name)) == scheme  # type: ignore[operator]


def test_a_rule_without_steps_gives_its_points_whatever_the_quantity() -> None:
    rule: Rule = scheme_of("weibo_2024").rules["upheld_complaint"]
    assert rule.points_at(10**6) == rule.points


# ---- bad input ----

PRAISE, HEAD = "rules/praise.yaml", "scheme.yaml"
POINTS = "points: 2 "
RECOVERY = ("recovery: {account: conduct, to: 580, days: 7, days_a_week: 7, evidence: {grade: projected}, "
            "size: {grade: assumed, range: [1, 28]}")
ENDS = "summary: Over., evidence: {grade: projected}, size: {grade: assumed, range: [0, 1]}}"
CASES = {
    "steps without a quantity": (
        PRAISE, POINTS, "steps: [{at_least: 5, points: 3}]\npoints: 2 ",
        "town/rules/praise.yaml:2:1: `by` (the quantity) and `steps` go together. Add what is missing",
    ),
    "a quantity without steps": (
        PRAISE, POINTS, "by: complaints.reposts\npoints: 2 ", "praise.yaml:2:1: `by` (the quantity) and `steps`",
    ),
    "a quantity that nobody reports": (
        PRAISE, POINTS, "by: complaints.repost\nsteps: [{at_least: 5, points: 3}]\npoints: 2 ",
        "praise.yaml:5:5: no quantity is called 'complaints.repost'. Did you mean 'complaints.reposts'",
    ),
    "a quantity of something else": (
        PRAISE, POINTS, "by: complaints.reposts\nsteps: [{at_least: 5, points: 3}]\npoints: 2 ",
        "praise.yaml:5:5: 'complaints.reposts' is reported of 'complaints.upheld', but the rule is about 'speak.pr",
    ),
    "steps out of their order": (
        PRAISE, POINTS,
        "by: complaints.reposts\nsteps: [{at_least: 9, points: 3}, {at_least: 5, points: 4}]\n" + POINTS,
        "praise.yaml:2:1: the steps of a rule must stand in the order of their quantities",
    ),
    "steps for every so many deeds": (
        PRAISE, POINTS, "by: complaints.reposts\nper: 2\nsteps: [{at_least: 5, points: 3}]\npoints: 2 ",
        "praise.yaml:2:1: `steps` judge each happening by itself",
    ),
    "a step from nothing": (
        PRAISE, POINTS, "by: complaints.reposts\nsteps: [{at_least: 0, points: 3}]\npoints: 2 ",
        "praise.yaml:6:20: `at_least` is 0, but must be at least 1",
    ),
    "a step outside the rule's range": (
        PRAISE, POINTS, "by: complaints.reposts\nsteps: [{at_least: 5, points: 30}]\npoints: 2 ",
        "praise.yaml:6:31: the number of points 30 lies outside its own range [0, 5]",
    ),
    "an example with a quantity that nobody reports": (
        PRAISE, "deeds: {speak.praise: 1}", "deeds: {speak.praise: 1}, amounts: {complaints.post: 3}",
        "no quantity is called 'complaints.post'",
    ),
    "recovery of no account": (
        HEAD, "weeks: 286", f"weeks: 286\n{RECOVERY.replace('conduct', 'conductt')}}}",
        "town/scheme.yaml:9:21: no account is called 'conductt'. Did you mean 'conduct'",
    ),
    "recovery above the scale": (
        HEAD, "weeks: 286", f"weeks: 286\n{RECOVERY.replace('580', '1580')}}}",
        "scheme.yaml:9:34: the score to recover to 1580 lies outside the scale, 350 to 950",
    ),
    "recovery from above where it ends": (
        HEAD, "weeks: 286", f"weeks: 286\n{RECOVERY}, at_least: 600}}",
        "scheme.yaml:9:11: nobody would ever recover: `at_least` 600 is not below `to` 580",
    ),
    "recovery by a deed that there is not": (
        HEAD, "weeks: 286", f"weeks: 286\n{RECOVERY}, only: [speak.chatt]}}",
        "no deed is called 'speak.chatt'. Did you mean 'speak.chat'",
    ),
    "recovery in no days": (
        HEAD, "weeks: 286", f"weeks: 286\n{RECOVERY.replace('days: 7,', 'days: 0,')}}}",
        "scheme.yaml:9:45: `days` is 0, but must be at least 1",
    ),
    "a week of eight days": (
        HEAD, "weeks: 286", f"weeks: 286\n{RECOVERY.replace('week: 7', 'week: 8')}}}",
        "scheme.yaml:9:61: `days_a_week` is 8, but must be at most 7",
    ),
    "recovery without the days of a week": (
        HEAD, "weeks: 286", f"weeks: 286\n{RECOVERY.replace('days_a_week: 7, ', '')}}}",
        "scheme.yaml:9:11: `days_a_week` is missing",
    ),
    "an end before the start": (
        HEAD, "weeks: 286", "weeks: 286\nends: {last_day: 2014-01-01, " + ENDS,
        "scheme.yaml:9:18: the scheme ends on 2014-01-01, before it starts on",
    ),
    "an end on no day": (HEAD, "weeks: 286", "weeks: 286\nends: {last_day: soon, " + ENDS, ":9:18: 'soon' is no day"),
    "a spread below nothing": (HEAD, "sd: 45", "sd: -1", "`sd` is -1, but must be at least 0"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_said_where_it_stands(case: str, broken: Breaks) -> None:
    file, old, text, message = CASES[case]
    found = broken(file, old, text)
    assert any(message in mistake for mistake in found), found
