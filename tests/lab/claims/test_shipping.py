"""Results that come with the program are of today's claims and laws, follow from their effects, and live again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from demerit.errors import DemeritError
from demerit.lab.claims import shipping
from demerit.lab.claims.asking import Size, ask
from demerit.lab.claims.claim import Claim, chosen, claims
from demerit.lab.claims.shipping import (
    fits,
    hold,
    is_of_today,
    is_whole,
    lived_again,
    outcome_again,
    reckon,
    results,
    ship,
    shipped,
    size_of,
)
from demerit.lab.claims.telling import asked as in_words
from demerit.lab.claims.telling import in_rows, in_sum
from demerit.lab.studies.table import digest_of


def test_worlds_are_asked_and_their_answers_can_be_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    some = chosen(("documented_score_spares_speech",))
    size = Size(600, 12, 8, 2, again=2)
    asked = ask(some, size, tmp_path / "a", workers=1)
    found = asked.outcomes[0]
    assert found.worlds == 8
    assert 0 <= found.share <= 1  # type: ignore[operator]
    (study,) = asked.plausible.values()
    assert set(study.effects["name"]) == {"silence.dissent.rate"}
    assert study.effects.group_by("seed").len()["len"].to_list() == [2] * 10, "of both sides each"
    again = ask(some, size, tmp_path / "a", resume=True, workers=1)
    assert again.plain() == asked.plain(), "what is finished is read"
    told = json.loads(ship(asked, some))
    assert is_whole(told)
    assert not is_whole({**told, "worlds": 9})
    assert size_of(told) == size
    for world in (1, 5):
        assert lived_again(some, size, world) == {"documented_score_spares_speech":
                                                  told["effects"]["documented_score_spares_speech"][str(world)]}
    monkeypatch.setattr(shipping, "results", lambda: told)
    assert shipped(some)["claims"][0]["share"] == found.share  # type: ignore[index]
    assert shipped(chosen(("dissent_falls",))) is None
    changed = {name: claim.model_copy(update={"matters": 7}) for name, claim in some.items()}
    assert shipped(changed) is None, "another claim was asked"
    assert is_of_today(told)
    for mark in ("code", "measures"):
        assert not is_of_today({**told, "model": {**told["model"], mark: "another"}}), mark
    monkeypatch.setattr(shipping, "all_claims", lambda: some)
    older = _resealed({**told, "model": {**told["model"], "code": "another"}})
    assert not is_of_today(older)
    held = json.loads(hold(older, 2, workers=1))
    assert is_of_today(held)
    assert is_whole(held)
    assert held["model"]["code"] == "another"
    assert len(held["model"]["held"]["worlds"]) == 2
    assert "held against today's in 2 worlds" in in_words(held)
    moved = {world: [value + 1 for value in seeds] for world, seeds in told["effects"][found.name].items()}
    with pytest.raises(DemeritError, match=r"world . has other numbers now, of documented_score_spares_speech"):
        hold(_resealed({**older, "effects": {found.name: moved}}), 1, workers=1)
    for spoilt in ({**older, "worlds": 9}, {}):
        with pytest.raises(DemeritError, match="damaged"):
            hold(spoilt, 1, workers=1)
        with pytest.raises(DemeritError, match="damaged"):
            reckon(spoilt)
    for none in (0, -1):
        with pytest.raises(DemeritError, match="give 1 or more"):
            hold(older, none, workers=1)
    worded = [{**one, "verdict": "another"} for one in told["claims"]]
    assert json.loads(reckon(_resealed({**told, "claims": worded}))) == json.loads(reckon(told)) == told
    told["model"]["laws"]["null"] = "another"
    assert shipped(some) is None, "another law"
    with pytest.raises(DemeritError, match="another law or claim: documented_score_spares_speech"):
        hold(_resealed(told), 1, workers=1)


def _resealed(told: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in told.items() if name != "digest"}
    return {**kept, "digest": digest_of(kept)}


def test_what_comes_with_the_program_is_of_todays_claims_and_laws() -> None:
    """Where this fails, a law or a claim moved: `make claims` asks all worlds anew."""
    told = results()
    assert told is not None
    assert is_whole(told)
    stale = [name for name, claim in claims().items() if not fits(claim, told)]
    assert stale == [], "`make claims` asks them anew"
    assert {one["lived"] for one in told["claims"]} == {told["worlds"]}


def test_what_comes_with_the_program_follows_from_its_effects() -> None:
    """Share, ends, quantiles, chance, what it hangs on and verdict are reckoned anew, of every claim."""
    told = results()
    assert told is not None
    there = {one["name"]: one for one in told["claims"]}
    again = {name: outcome_again(claim, told).plain() for name, claim in claims().items()}
    assert again == there


def test_the_guide_and_the_first_page_quote_what_comes_with_the_program() -> None:
    told = results()
    assert told is not None
    root, both = Path(__file__).parents[3], f"{in_rows(told, claims())}\n\n{in_sum(told)}"
    for page, said in (("docs/guide/claims.md", in_sum(told)), ("README.md", both)):
        assert f"from here -->\n{said}\n<!-- to here" in (root / page).read_text(encoding="utf-8"), page


def test_a_sum_of_claims_says_what_holds_means_of_so_many_worlds() -> None:
    told = {"claims": [{"verdict": "holds"}, {"verdict": "depends"}, {"verdict": "holds"}], "worlds": 20}
    assert "2 hold in 95\u202f% of worlds or more, 1 in some" in in_sum(told)
    assert "*holds* means 19 or more; of all such worlds then at least 76%" in in_sum(told)
    assert "*holds* means all 12; of all such worlds then at least 76%" in in_sum({**told, "worlds": 12})


def test_a_shipped_world_lives_again_with_the_same_numbers() -> None:
    """Where this fails, the model gives other numbers than those that the results were made with: `make claims`."""
    told = results()
    assert told is not None
    some = chosen(("innocent_lose_by_friends",))
    assert lived_again(some, size_of(told), 3) == _told_of(some, told, 3)


@pytest.mark.slow
def test_eight_shipped_worlds_live_again_with_the_same_numbers() -> None:
    told = results()
    assert told is not None
    for world in range(8):
        assert lived_again(claims(), size_of(told), world) == _told_of(claims(), told, world)


def _told_of(some: dict[str, Claim], told: dict[str, Any], world: int) -> dict[str, list[float]]:
    effects = {name: told["effects"][name].get(str(world)) for name in some}
    return {name: effect for name, effect in effects.items() if effect is not None}
