"""The schemes that come with the package."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import demerit.law
from demerit.law import Scheme, copy_law, dump, list_schemes, load, pending, problems, restore, scheme_hash

from .names import SHIPPED, all_names

LAW = Path(demerit.law.__file__).parent
SPEECH = {"official_praise", "question_asked", "dissenting_post"}
SPEECH |= {"unlicensed_opinion", "unapproved_history", "market_report"}


@pytest.fixture(scope="module")
def article() -> Scheme:
    """Give the world of the article."""
    return load("article_2015", **all_names())


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_scheme_is_without_mistakes(name: str) -> None:
    assert problems(name, **all_names()) == []


def test_the_list_of_schemes_is_the_folder() -> None:
    assert [listed.name for listed in list_schemes()] == list(SHIPPED)
    assert all(listed.summary for listed in list_schemes())


@pytest.mark.parametrize("name", SHIPPED)
def test_a_scheme_written_out_reads_back_equal(name: str, tmp_path: Path) -> None:
    scheme = load(name)
    assert load(copy_law(scheme, tmp_path / "scheme")) == scheme


@pytest.mark.parametrize("name", SHIPPED)
def test_a_scheme_survives_json(name: str) -> None:
    scheme = load(name)
    again = restore(json.loads(json.dumps(dump(scheme))))
    assert again == scheme
    assert scheme_hash(again) == scheme_hash(scheme)


def test_any_change_of_the_law_changes_its_hash(article: Scheme) -> None:
    other = article.model_copy(update={"weeks": 285})
    assert scheme_hash(other) != scheme_hash(article)


def test_null_means_no_scheme() -> None:
    null = load("null")
    assert null.scored.who == "nobody"
    assert not (null.rules or null.gates or null.registers or null.bureaus or null.news or null.tips)
    assert null.headline_bureau is None
    assert null.association.form == "none"


def test_null_reckons_shadow_scores_on_the_same_scale(article: Scheme) -> None:
    null = load("null")
    assert (null.scale, null.account_caps, null.start_score) == (
        article.scale,
        article.account_caps,
        article.start_score,
    )


def test_the_documented_world_is_blind_to_speech_places_and_friends() -> None:
    zhima = load("zhima_2015")
    acts = {rule.deed.partition(".")[0] for rule in zhima.rules.values() if rule.deed}
    assert acts == {"pay", "borrow", "shop"}
    assert zhima.association.form == "none"
    assert not zhima.bureaus["sesame"].sees_ties
    assert not any(gate.treatment == "detriment" for gate in zhima.gates.values())


def test_the_article_scores_speech_and_grades_it_disputed(article: Scheme) -> None:
    assert set(article.rules) >= SPEECH
    for name in SPEECH:
        assert article.rules[name].evidence.grade == "disputed"
        assert article.rules[name].evidence.disputed_by
        assert article.rules[name].size.grade == "assumed"


def test_the_article_inherits_no_denial(article: Scheme) -> None:
    assert article.based_on == ()


def test_every_statement_of_this_stage_is_modelled_once_at_least(article: Scheme) -> None:
    ids = {statement for rule in article.rules.values() for statement in rule.article}
    ids |= {statement for gate in article.gates.values() for statement in gate.article}
    ids |= {statement for knob in article.knobs.values() for statement in knob.article}
    ids |= {*article.association.article, *article.visibility.article, *article.enrolment.article}
    ids |= {statement for news in article.news.values() for statement in news.article}
    due = {f"E{n:02d}" for n in range(1, 19)} | {
        "E21",
        "E22",
        "E23",
        "B01",
        "B02",
        "B08",
        "B10",
        "X00",
        "X01",
        "S05",
        "C26",
    }
    assert due <= ids


def test_what_is_to_come_is_not_modelled_and_the_rest_is(article: Scheme) -> None:
    waiting = {statement for entry in pending(article) for statement in entry.article}
    rules = {statement for rule in article.rules.values() for statement in rule.article}
    others = (*article.gates.values(), *article.registers.values(), *article.institutions.values())
    elsewhere = {statement for part in others for statement in part.article}
    scored = {f"E{n:02d}" for n in range(1, 25)}
    assert scored <= waiting | rules | elsewhere | {"E07", "E21", "E22", "E23"}
    assert not {s for s in waiting & rules if s.startswith("E")}


def test_the_nine_tips_are_there_in_their_order(article: Scheme) -> None:
    assert sorted(tip.number for tip in article.tips.values()) == list(range(1, 10))


@pytest.mark.parametrize("name", SHIPPED)
def test_a_size_without_a_source_of_its_own_says_assumed_with_a_range(name: str) -> None:
    scheme = load(name)
    for rule in scheme.rules.values():
        assumed = rule.size.grade == "assumed" and rule.size.range
        assert assumed or (rule.size.grade in ("documented", "reported") and rule.evidence.sources)
        assert rule.size.grade == "assumed" or rule.size.why, f"{rule.name}: where its number is written"
    assert all(gate.value.size.grade == "assumed" and gate.value.size.range for gate in scheme.gates.values())


@pytest.mark.parametrize("name", SHIPPED)
def test_every_source_is_used(name: str) -> None:
    scheme = load(name)
    text = json.dumps({**dump(scheme), "sources": {}})
    assert [key for key in scheme.sources if f'"{key}"' not in text] == []


def test_weeks_are_counted_from_the_start(article: Scheme) -> None:
    assert [article.week_of(date(2015, 7, d)) for d in (1, 7, 8)] == [0, 0, 1]
    assert article.week_of(date(2015, 6, 30)) == -1
    assert article.day_of(1) == date(2015, 7, 8)
    assert [w for w in range(12) if article.is_scoring_week(w)] == [3, 7, 11]


def test_nobody_can_stay_out_from_2020(article: Scheme) -> None:
    week = article.mandatory_week()
    assert week is not None
    assert article.day_of(week) <= date(2020, 1, 1) < article.day_of(week + 1)


def test_the_luxembourg_line_falls_in_2017() -> None:
    zhima = load("zhima_2015")
    week = zhima.week_of(date(2017, 6, 9))
    assert [zhima.threshold("luxembourg_visa", w) for w in (0, week - 1, week, 285)] == [750, 750, 700, 700]


def test_a_gate_is_in_force_only_between_its_days() -> None:
    zhima = load("zhima_2015")
    week = zhima.week_of(date(2017, 6, 9))
    assert "japan_visa" not in zhima.gates_in_force(week - 1)
    assert "japan_visa" in zhima.gates_in_force(week)


def test_a_rule_is_in_force_only_between_its_days(article: Scheme) -> None:
    dated = article.rules["bill_paid"].model_copy(update={"since": date(2015, 7, 9), "until": date(2015, 7, 20)})
    scheme = article.model_copy(update={"rules": {"bill_paid": dated}})
    assert [bool(scheme.rules_in_force(week)) for week in range(4)] == [False, True, True, False]


def test_the_tale_tells_the_rules_and_the_tie(article: Scheme) -> None:
    week = article.week_of(date(2015, 10, 3))
    told = article.told("october_2015", week)
    assert told["speak.dissent"] == -8
    assert told["tie"] == -4


def test_the_tale_halves_down_to_its_floor(article: Scheme) -> None:
    week = article.week_of(date(2015, 10, 3))
    chances = [article.news_chance("october_2015", week + w) for w in (-1, 0, 13, 26, 200)]
    assert chances == [0, 0.5, 0.25, 0.125, 3 / 256]


def test_conditions_are_met_by_score_band_and_register(article: Scheme) -> None:
    gate = article.gates["instant_loan"].condition
    assert (article.meets(gate, 599), article.meets(gate, 600)) == (False, True)
    both = type(gate).model_validate({"all": [{"band": "good"}, {"not": {"register": "dodgers"}}]})
    either = type(gate).model_validate({"any": [{"band": "excellent"}, {"register": "heroes"}]})
    assert article.meets(both, 600)
    assert not article.meets(both, 600, frozenset({"dodgers"}))
    assert article.meets(either, 400, frozenset({"heroes"}))
    assert not article.meets(either, 699)


def test_moral_weight_multiplies_conduct_and_not_credit(article: Scheme) -> None:
    half = demerit.law.with_settings(article, {"moral_weight": 0.5})
    assert half.points_now(half.rules["dissenting_post"]) == -4
    assert half.points_now(half.rules["bill_late"]) == -15


def test_law_knows_no_numbers_library_and_nobody_above_it() -> None:
    allowed = ("demerit.law", "demerit.errors", "demerit.base", "pydantic", "ruamel")
    for path in LAW.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                assert name.startswith(allowed) or name.partition(".")[0] in sys.stdlib_module_names, (path, name)


def test_reading_the_law_loads_no_numbers_library() -> None:
    code = "import sys, demerit.law as law; law.load('article_2015')"
    code += "; print('numpy' in sys.modules, 'numba' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
