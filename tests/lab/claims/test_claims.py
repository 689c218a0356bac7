"""Claims are read with every mistake told, and held against worlds by sign and size."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from demerit.article import article
from demerit.errors import LawError, UnknownName
from demerit.lab.claims.asking import FIRST, QUICK, Size, ask, plan_for, ship, shipped
from demerit.lab.claims.claim import Claim, chosen, claims
from demerit.lab.claims.outcome import outcome_of, verdict_of
from demerit.lab.order import ordered, scheme_of
from demerit.lab.studies.number import Number
from demerit.lab.studies.study import faults

WHOLE = {"name": "x", "statement": "It falls.", "article": ("E03",), "sides": ("one", "null"),
         "row": "silence.dissent.rate", "expects": "falls", "expected_by": "somebody", "matters": 5, "why": "So.",
         "as": "change"}  # fmt: skip


def a_claim(**told: Any) -> Claim:
    return Claim.model_validate({**WHOLE, **told})


def a_study(one: list[list[float]], null: list[list[float]], numbers: int = 1) -> Any:
    """Give what an outcome reads of a study: effects of two sides by world and seed, one number drawn."""
    rows = [{"world": w, "seed": s, "side": side, "name": WHOLE["row"], "group": "all", "unit": "per 1,000", "value": v,
             "delta": None} for side, worlds in (("one", one), ("null", null))
            for w, seeds in enumerate(worlds) for s, v in enumerate(seeds)]  # fmt: skip
    told = {"world": range(len(one)), "n": [float(w) for w in range(len(one))]}
    draws = pl.DataFrame(told, schema_overrides={"world": pl.Int32})
    return SimpleNamespace(effects=pl.DataFrame(rows, schema_overrides={"world": pl.Int32}), draws=draws,
                           numbers=[Number("n", 0, 1)][:numbers])  # fmt: skip


def test_a_share_counts_worlds_by_sign_and_size() -> None:
    """Ten worlds: six fall by 10 %, two by 4 %, two rise by 20 %."""
    null = [[100.0, 100.0]] * 10
    one = [[90.1, 89.9]] * 6 + [[96.1, 95.9]] * 2 + [[120.1, 119.9]] * 2
    found = outcome_of(a_claim(), a_study(one, null), None)
    assert found.share == pytest.approx(0.6)
    assert found.effect == pytest.approx(-10)
    assert found.unit == "%"
    assert found.worlds == 10
    assert found.error == pytest.approx((0.02) ** 0.5 / 2**0.5)
    assert found.verdict == "depends"
    assert outcome_of(a_claim(expects="rises"), a_study(one, null), None).share == pytest.approx(0.2)
    either = a_claim(expects="differs", expected_by=None)
    assert outcome_of(either, a_study(one, null), None).share == pytest.approx(0.6)
    assert outcome_of(a_claim(expects="nothing"), a_study(one, null), None).share == pytest.approx(0.2)
    apart = a_claim(**{"as": "difference"}, matters=15, expects="rises")
    other = outcome_of(apart, a_study(one, null), a_study(null, one))
    assert (other.share, other.share_halved) == (pytest.approx(0.2), 0.0)
    alone = a_claim(**{"as": "value"}, sides=("one",), than=100, expects="rises", matters=1)
    assert outcome_of(alone, a_study(one, null), None).share == pytest.approx(0.2)


def test_what_chance_could_have_made_is_not_resolved() -> None:
    null = [[100.0, 100.0]] * 10
    wide = [[80.0, 100.0]] * 10
    found = outcome_of(a_claim(), a_study(wide, null), None)
    assert found.share == 1
    assert found.error == pytest.approx(10)
    assert found.verdict == "not resolved"
    one_seed = outcome_of(a_claim(), a_study([[80.0]] * 10, [[100.0]] * 10), None)
    assert (one_seed.error, one_seed.verdict) == (None, "not resolved")
    few = outcome_of(a_claim(), a_study([[80.0, 80.0]] * 4, [[100.0, 100.0]] * 4), None)
    assert (few.share, few.verdict) == (None, "too few worlds")


WORDS = [(1.0, "holds"), (0.95, "holds"), (0.9, "holds in most"), (0.67, "holds in most"), (0.5, "depends"),
         (0.33, "depends"), (0.2, "does not hold")]  # fmt: skip


@pytest.mark.parametrize(("share", "said"), WORDS)
def test_words_follow_the_share(share: float, said: str) -> None:
    found = SimpleNamespace(worlds={0: 1.0}, error=0.1)
    assert verdict_of(a_claim(), found, share) == said  # type: ignore[arg-type]


def test_what_it_hangs_on_is_the_number_that_goes_with_it() -> None:
    one = [[100.0 - w, 100.2 - w] for w in range(20)]
    found = outcome_of(a_claim(), a_study(one, [[100.0, 100.0]] * 20), None)
    assert (found.hangs_on, found.rank_correlation) == ("n", pytest.approx(-1))


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("statement: It falls.\n", "1:1", "`article` is missing"),
        ("article: [E99]\n", "2:11", "the article has no statement E99"),
        ("sides: [one]\n", "1:1", "between two sides"),
        ("row: silenc.dissent.rate\n", "4:6", "no measure is called"),
        ("matters: 0\n", "6:10", "more than 0"),
        ("expects: shrinks\n", "5:10", "cannot be 'shrinks'"),
        ("name: other\n", "8:1", "its file's name"),
        ("than: 3\n", "1:1", "`than` goes with"),
        ("wich: 3\n", "8:1", "not known here"),
    ],
)
def test_a_mistake_is_told_at_its_place(tmp_path: Path, text: str, place: str, said: str,
                                        monkeypatch: pytest.MonkeyPatch) -> None:
    lines = {"statement": "It falls.", "article": "[E03]", "sides": "[one, null]", "row": "silence.dissent.rate",
             "expects": "differs", "matters": "5", "why": "So."}  # fmt: skip
    key, _, value = text.strip().partition(": ")
    if said.startswith("`article`"):
        lines = {"statement": "It falls."}
    lines[key] = value
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "mine.yaml").write_text("".join(f"{k}: {v}\n" for k, v in lines.items()))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LawError) as error:
        claims()
    found = error.value.mistakes
    assert any(line.startswith(f"claims/mine.yaml:{place}: ") and said in line for line in found), found


def test_every_claim_names_what_there_is() -> None:
    """Its sides can be made, its statements ask, and a plan for all of them has no fault."""
    found = claims()
    assert len(found) > 50
    for claim in found.values():
        for side in claim.sides:
            scheme_of(ordered(side))
    plan = plan_for(found, QUICK, halved=False)
    assert list(faults(plan)) == []
    assert plan.sides[0] == FIRST
    assert set(plan.only) <= set(plan.sides)
    assert list(faults(plan_for(found, QUICK, halved=True))) == []


def test_a_claim_that_a_statement_names_is_there() -> None:
    named = {one.claim: one.id for one in article().statements.values() if one.claim}
    there = claims()
    missing = {name for name in named if name not in there}
    assert missing <= WAITING, missing - WAITING
    for name, id_ in named.items():
        if name in there:
            assert id_ in there[name].article, (name, id_)


WAITING = {
    "loan_line_picks_repayers", "perks_go_to_the_well_off", "moved_line_widens", "staircase_helps_the_middle",
    "reporters_are_chosen_by_score", "the_service_is_chosen_by_score", "a_default_takes_years",
    "chill_follows_coverage", "what_is_taught_wears_off", "disclosure_deters",
}  # fmt: skip
"""Claims that statements name and no file makes yet: each needs what one row of two sides does not give."""


def test_claims_are_chosen_by_name_or_statement() -> None:
    assert list(chosen(("dissent_falls",))) == ["dissent_falls"]
    assert {"association_adds_chill", "innocent_lose_by_friends"} <= set(chosen(("E07",)))
    with pytest.raises(UnknownName, match="Did you mean 'dissent_falls'"):
        chosen(("disent_falls",))


def test_worlds_are_asked_and_their_answers_can_be_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    some = chosen(("documented_score_spares_speech",))
    asked = ask(some, Size(150, 8, 8, 2, halved=False), tmp_path / "a", workers=1)
    outcome = asked.outcomes[0]
    assert outcome.worlds == 8
    assert 0 <= outcome.share <= 1  # type: ignore[operator]
    assert set(asked.plausible.effects["name"]) == {"silence.dissent.rate"}
    told = json.loads(ship(asked, some))
    assert len(told["effects"]["documented_score_spares_speech"]) == 8
    from demerit.lab.claims import asking

    (tmp_path / "results.json").write_bytes(ship(asked, some))
    monkeypatch.setattr(asking, "files", lambda package: tmp_path)
    assert shipped(some)["claims"][0]["share"] == outcome.share  # type: ignore[index]
    assert shipped(chosen(("dissent_falls",))) is None
    changed = {name: claim.model_copy(update={"matters": 7}) for name, claim in some.items()}
    assert shipped(changed) is None, "another claim was asked"
