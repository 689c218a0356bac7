"""Claims are read with every mistake told, name what there is, and share worlds where they can."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.article import article
from demerit.errors import LawError, UnknownName
from demerit.lab.claims.asking import LIFE, QUICK, WHOLE, Size, ask, askings, circumstances, folder_of, plan_for
from demerit.lab.claims.claim import chosen, claims
from demerit.lab.order import ordered, scheme_of
from demerit.lab.studies.study import faults


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
        ("row: silence\n", "4:6", "no row of one"),
        ("sides: [article_2051, 'null']\n", "3:9", "article_2051"),
        ("sides: ['null', article_2015+no_such]\n", "3:17", "no_such"),
        ("sides: ['null', 'null']\n", "1:1", "cannot differ"),
        ("group: sex:men\n", "8:8", "Did you mean 'sex:man'"),
        ("where: {temper.candor: 5}\n", "8:24", "Did you mean 'temper.candour'"),
        ("where: {temper.candour: 500}\n", "8:25", "from 0 to 200"),
        ("where: {moral_wieght: 0.5}\n", "8:23", "Did you mean 'moral_weight'"),
        ("where: {moral_weight: 5}\n", "8:23", "is a number from 0 to 1"),
        ("where: {rule.no_such: -2}\n", "8:23", "no side has a number 'rule.no_such'"),
        ("where: {rule.dissenting_post: -200}\n", "8:31", "is a whole number from -20 to -2"),
        ("unlike: {temper.candour: 50}\n", "1:1", "has to name the numbers that `where` names"),
        ("people: 3\n", "8:9", "50"),
        ("expected_by: me\n", "1:1", "claims no sign"),
        ("as: pears\n", "8:5", "cannot be 'pears'"),
    ],
)
def test_a_mistake_is_told_at_its_place(tmp_path: Path, text: str, place: str, said: str,
                                        monkeypatch: pytest.MonkeyPatch) -> None:
    lines = {"statement": "It falls.", "article": "[E03]", "sides": "[article_2015, null]",
             "row": "silence.dissent.rate", "expects": "differs", "matters": "5", "why": "So."}  # fmt: skip
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
    """Its sides can be made, its statements ask, and no plan for claims has a fault."""
    found = claims()
    assert len(found) > 80
    for claim in found.values():
        for side in claim.sides:
            scheme_of(ordered(side))
    for size in (QUICK, WHOLE):
        for asking, some in circumstances(found, size).items():
            for halved in (False, True) if size.halved else (False,):
                plan = plan_for(asking, some, size, halved)
                assert list(faults(plan)) == []
                assert set(plan.only) == set(plan.sides)
                assert not plan.set.keys() & plan.vary.keys()  # type: ignore[union-attr]


def test_a_claim_that_a_statement_names_is_there() -> None:
    there = claims()
    for one in article().statements.values():
        if one.claim:
            assert one.id in there[one.claim].article, (one.claim, one.id)


ASKED = [*(f"C{k:02d}" for k in range(1, 19)), "C20", *(f"C{k}" for k in range(22, 27)), *(f"N{k}" for k in range(1, 10)),  # noqa: E501
         "E07", "E12", "E13", "E14", "E19", "E21", "E22", "E24", "S02", "S05", "S08", "S10", "S11", "S16", "S17", "S18",
         "S21", "G03", "G05", "X06", "D01", "D02"]  # fmt: skip
"""Statements that a comparison can test."""


def test_what_a_comparison_can_test_has_a_claim() -> None:
    about = {id_ for claim in claims().values() for id_ in claim.article}
    assert [id_ for id_ in ASKED if id_ not in about] == []


def test_claims_share_worlds_where_they_can() -> None:
    """Only a claim with a society, a size or a twin of its own has worlds of its own."""
    groups = circumstances(claims(), WHOLE)
    first, *others = groups
    assert first == (None, None, (), None)
    own = {name for name, claim in claims().items() if any(one != first for one in claim.askings)}
    assert set(groups[first]) == {name for name in claims() if name not in own}
    assert all(asking.people or asking.weeks or asking.where or asking.against for asking in others)
    assert len({folder_of(asking, halved) for asking in groups for halved in (False, True)}) == 2 * len(groups)


def test_claims_are_chosen_by_name_or_statement() -> None:
    assert list(chosen(("dissent_falls",))) == ["dissent_falls"]
    assert {"association_adds_chill", "innocent_lose_by_friends"} <= set(chosen(("E07",)))
    with pytest.raises(UnknownName, match="Did you mean 'dissent_falls'"):
        chosen(("disent_falls",))














def test_a_claim_of_two_societies_is_asked_in_both() -> None:
    claim = claims()["association_works_on_the_docile"]
    here, there = askings(claim, WHOLE)
    assert (dict(here.where), dict(there.where)) == ({"temper.candour": 50}, {"temper.candour": 150})
    plans = [plan_for(asking, {claim.name: claim}, WHOLE, halved=False) for asking in (here, there)]
    assert [plan.set["temper.candour"] for plan in plans] == [50, 150]
    assert plans[0].vary == plans[1].vary
    assert "temper.candour" not in plans[0].vary  # type: ignore[operator]


def test_one_bar_goes_over_all_studies(tmp_path: Path) -> None:
    """It never goes back, counts worlds of all studies, and moves by what a world costs."""
    some = chosen(("dissent_falls", "association_works_on_the_docile"))
    size = Size(60, 4, 2, 1)
    told: list[tuple[int, int, str]] = []
    ask(some, size, tmp_path / "a", workers=1, watch=lambda *now: told.append(now))
    plans = [plan_for(asking, claims, size, halved=False) for asking, claims in circumstances(some, size).items()]
    assert len(plans) == 3
    known = [(done, of, what) for done, of, what in told if of]
    assert {of for _, of, _ in known} == {2 * sum(len(plan.sides) * (LIFE + 60 * 4) for plan in plans)}
    assert [done for done, _, _ in known] == sorted(done for done, _, _ in known)
    assert known[-1][0] == known[-1][1] and known[-1][2] == "6 of 6 worlds"
    first = next(done for done, _, what in known if what == "2 of 6 worlds")
    assert first == 2 * len(plans[0].sides) * (LIFE + 60 * 4)
    unknown = [k for k, (_, of, _) in enumerate(told) if not of]
    assert unknown == list(range(len(unknown))), "once it is known how much there is, it stays known"
