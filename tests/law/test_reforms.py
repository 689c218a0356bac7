"""Reforms and settings: changed copies, never a change of what was given."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.errors import LawError, UnknownName
from demerit.law import (
    Reform,
    Scheme,
    by_evidence,
    copy_law,
    drift,
    dump,
    list_reforms,
    load,
    load_reform,
    reformed,
    settable,
    with_settings,
)

from .names import SHIPPED, all_names


@pytest.fixture(scope="module")
def article() -> Scheme:
    """Give the world of the article."""
    return load("article_2015", **all_names())


def reform(**fields: object) -> Reform:
    """Give a reform of the name `trial`."""
    return Reform.model_validate({"name": "trial", "summary": "Something.", "why": "To see.", **fields})


def one_that_it_fits(name: str) -> Scheme:
    """Give a shipped scheme that the reform is of: the article's, or the first that it changes."""
    for scheme in ("article_2015", *SHIPPED):
        try:
            changed = reformed(load(scheme), load_reform(name))
        except LawError:
            continue
        if changed != load(scheme):
            return load(scheme)
    raise AssertionError(f"no scheme of the package fits the reform {name}")


@pytest.mark.parametrize("name", [listed.name for listed in list_reforms()])
def test_every_shipped_reform_changes_a_copy_that_reads_back(name: str, tmp_path: Path) -> None:
    scheme = one_that_it_fits(name)
    before = dump(scheme)
    changed = reformed(scheme, load_reform(name))
    assert dump(scheme) == before
    assert changed != scheme
    assert load(copy_law(changed, tmp_path / "law"), **all_names()) == changed


def test_reforms_compose(article: Scheme) -> None:
    both = reformed(reformed(article, load_reform("no_speech")), load_reform("mandatory"))
    assert "dissenting_post" not in both.rules
    assert both.mandatory_week() == 0


def test_no_association_takes_the_tale_of_ties_along(article: Scheme) -> None:
    week = 14
    assert "tie" in article.told("october_2015", week)
    changed = reformed(article, load_reform("no_association"))
    assert changed.association.form == "none"
    assert "tie" not in changed.told("october_2015", week)
    assert "speak.dissent" in changed.told("october_2015", week)


def test_no_speech_silences_the_tale_of_speech_as_well(article: Scheme) -> None:
    told = reformed(article, load_reform("no_speech")).told("october_2015", 14)
    assert not [deed for deed in told if deed.startswith("speak.")]


def test_a_reform_makes_a_new_part(article: Scheme) -> None:
    changed = reformed(article, load_reform("published_rules"))
    assert changed.news_chance("gazette", 100) == 1
    assert changed.told("gazette", 100)["speak.dissent"] == -8


def test_points_of_a_reform_move_the_worked_examples_along(article: Scheme) -> None:
    changed = reformed(article, reform(points={"dissenting_post": -10}))
    assert changed.rules["dissenting_post"].points == -10
    assert changed.rules["dissenting_post"].examples[0].expect == {"behaviour": 80}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"drop": ["disenting_post"]}, "reform trial: drop.0: .*'disenting_post'. Did you mean 'dissenting_post'"),
        ({"points": {"bill_lat": -5}}, "reform trial: points.bill_lat: .*Did you mean 'bill_late'"),
        ({"points": {"bill_late": -500}}, "rules.bill_late.points: .* outside its own range"),
        ({"set": {"visibility.fom": "self"}}, "no field 'visibility.fom'.*Did you mean 'form'"),
        ({"set": {"visibility.form": "slef"}}, "visibility.form: `form` cannot be 'slef'. Did you mean 'self'"),
        ({"set": {"association.weight": 0.7}}, "association weight of 0.7 is refused"),
        ({"set": {"gates.bargains.condition.score.at_least": 99}}, "the threshold 99 lies outside the scale"),
        ({"set": {"accounts.identity.weight": 20}}, "the weights sum to 105"),
    ],
)
def test_what_a_reform_cannot_do_is_said(article: Scheme, fields: dict[str, object], message: str) -> None:
    with pytest.raises(LawError, match=message):
        reformed(article, reform(**fields))


def test_a_reform_says_all_its_mistakes_at_once(article: Scheme) -> None:
    with pytest.raises(LawError) as caught:
        reformed(article, reform(drop=["a", "b"], points={"c": 1}))
    assert len(caught.value.mistakes) == 3


def test_an_unknown_reform_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'no_speech'"):
        load_reform("no_speach")


def test_a_reform_file_is_checked_with_positions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text("summary: A.\nwhy: B.\ndorp: [x]\npoints: {a: b}\n", encoding="utf-8")
    with pytest.raises(LawError) as caught:
        load_reform("mine.yaml")
    assert "mine.yaml:3:1: the key 'dorp' is not known here. Did you mean 'drop'?" in caught.value.mistakes
    assert "mine.yaml:4:13: `a` must be a whole number, not 'b'" in caught.value.mistakes


def test_reforms_of_the_working_folder_come_first(tmp_path: Path) -> None:
    own = tmp_path / "schemes" / "reforms" / "no_speech.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("summary: My own.\nwhy: To see.\n", encoding="utf-8")
    assert load_reform("no_speech", tmp_path).summary == "My own."


# ---- settings ----


def test_knobs_rules_gates_and_fields_can_be_set(article: Scheme) -> None:
    settings = {"moral_weight": "0.5", "rule.dissenting_post": "-12", "gate.bargains": 650, "visibility.form": "self"}
    changed = with_settings(article, settings)
    assert changed.knob("moral_weight") == 0.5
    assert changed.rules["dissenting_post"].points == -12
    assert changed.gates["bargains"].line() == 650
    assert changed.visibility.form == "self"
    assert article.rules["dissenting_post"].points == -8


def test_a_knob_moves_its_field_and_the_field_its_knob(article: Scheme) -> None:
    by_knob = with_settings(article, {"association_weight": 0.35, "sensing": 0.1})
    assert by_knob.association.weight == 0.35
    assert by_knob.bureaus["sesame"].sees["go"] == 0.1
    by_field = with_settings(article, {"association.weight": 0.35})
    assert by_field.knob("association_weight") == 0.35


def test_a_rule_can_be_switched_off_whatever_its_range(article: Scheme) -> None:
    assert with_settings(article, {"rule.dissenting_post": 0}).rules["dissenting_post"].points == 0


def test_a_threshold_set_holds_for_all_days() -> None:
    changed = with_settings(load("zhima_2015"), {"gate.luxembourg_visa": 720})
    assert {changed.threshold("luxembourg_visa", week) for week in range(286)} == {720}


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"association_weight": 0.9}, "association_weight=0.9: outside its range. Give one from 0 to 0.5"),
        ({"rule.dissenting_post": 5}, "from -20 to -2 .points., or 0 to switch the rule off"),
        ({"gate.restricted_online_use": 700}, "from 350 to 550"),
        ({"gate.instant_loan": 2000}, "from 350 to 950"),
        ({"moral_weight": "much"}, "this is no number"),
        ({"rule.dissenting_post": -7.5}, "must be a whole number"),
        ({"moral_weight": float("nan")}, "outside its range"),
    ],
)
def test_a_setting_out_of_range_names_the_range(article: Scheme, setting: dict[str, float], message: str) -> None:
    with pytest.raises(LawError, match=message):
        with_settings(article, setting)


@pytest.mark.parametrize("name", ["moral_wieght", "rule.disenting_post", "gate.instant_lone", "visibility.fom", "x"])
def test_an_unknown_setting_is_refused(article: Scheme, name: str) -> None:
    with pytest.raises(UnknownName, match="no setting is called"):
        with_settings(article, {name: 1})


def test_every_setting_listed_can_be_set(article: Scheme) -> None:
    for name in settable(article):
        kind, _, part = name.partition(".")
        now = {
            "rule": lambda part=part: article.rules[part].points,
            "gate": lambda part=part: article.gates[part].line(),
        }.get(kind, lambda name=name: article.knob(name))()
        assert with_settings(article, {name: now}) is not article


# ---- evidence ----


def test_only_what_stands_on_the_evidence_named_is_kept(article: Scheme) -> None:
    kept = by_evidence(article, ["documented", "reported"])
    assert not [r for r in kept.rules.values() if r.evidence.grade not in ("documented", "reported")]
    assert "dissenting_post" not in kept.rules
    assert "bill_late" in kept.rules
    assert kept.association.form == "none"
    assert "restricted_online_use" not in kept.gates


def test_every_grade_together_keeps_the_whole_law(article: Scheme) -> None:
    assert by_evidence(article, ["documented", "reported", "disputed", "projected", "fiction"]) == article


def test_an_unknown_grade_is_refused(article: Scheme) -> None:
    with pytest.raises(UnknownName, match="Did you mean 'documented'"):
        by_evidence(article, ["documentd"])


# ---- drift ----


def test_drift_is_rate_times_points_times_memory(article: Scheme) -> None:
    found = {d.rule: d for d in drift(article, {"speak.dissent": 0.016})}
    assert list(found) == ["dissenting_post"]
    points = found["dissenting_post"].points
    assert points == pytest.approx(0.016 * 0.5 * -8 * 70 / 0.693147, rel=1e-4)


def test_a_state_drifts_by_the_share_in_it(article: Scheme) -> None:
    (found,) = drift(article, {"income_high": 0.2})
    assert found.points == pytest.approx(0.2 / 4 * 70 / 0.693147, rel=1e-4)


def test_an_account_that_never_fades_has_no_resting_drift(article: Scheme) -> None:
    forever = article.accounts["behaviour"].model_copy(update={"half_life_weeks": None})
    scheme = article.model_copy(update={"accounts": {**article.accounts, "behaviour": forever}})
    (found,) = drift(scheme, {"speak.dissent": 0.016})
    assert found.points is None
