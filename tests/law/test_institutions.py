"""Institutions at work in a scheme: their files, their knobs, what they let happen."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import jsonschema
import pytest

from demerit.errors import LawError, UnknownName
from demerit.law import (
    Institution,
    Reform,
    Scheme,
    by_evidence,
    copy_law,
    dump,
    json_schema,
    load,
    new,
    problems,
    reformed,
    restore,
    scheme_hash,
    with_settings,
)

from .names import DEEDS, HAPPENINGS, INSTITUTIONS, STATES

read = partial(load, deeds=DEEDS, states=STATES, happenings=HAPPENINGS, institutions=INSTITUTIONS)
wrong = partial(problems, deeds=DEEDS, states=STATES, happenings=HAPPENINGS, institutions=INSTITUTIONS)

MASSES = """\
summary: Citizens report each other.
set: {known: 64}
from: 2016-01-06
until: 2016-02-02
evidence: {grade: projected}
size: {grade: assumed, why: Nobody has counted.}
"""
REPORTED = """\
summary: Who is reported loses points.
when: masses.reported
account: conduct
points: -3
evidence: {grade: projected}
size: {grade: assumed, range: [-9, 0]}
basis: social_behaviour
context: {collected: kin, used: finance}
treatment: detriment
severity: {value: 0.3, justification: A report needs no proof.}
examples:
  - given: {conduct: 120, deeds: {masses.reported: 2}}
    expect: {conduct: 114}
"""


def write(file: Path, text: str) -> None:
    """Write a file of law, its folder along with it."""
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")


@pytest.fixture
def spied(town: Path) -> Path:
    """Give the town with the masses at work and a rule on what they do."""
    write(town / "institutions" / "masses.yaml", MASSES)
    write(town / "rules" / "reported.yaml", REPORTED)
    head = town / "bureaus" / "town.yaml"
    head.write_text(head.read_text(encoding="utf-8").replace("sees: {", "sees: {masses: 0.25, "), encoding="utf-8")
    return town


def test_an_institution_is_at_work_between_its_days(spied: Path) -> None:
    scheme = read(spied)
    assert wrong(spied) == []
    first, last = scheme.week_of(date(2016, 1, 6)), scheme.week_of(date(2016, 2, 2))
    at_work = [bool(scheme.institutions_in_force(week)) for week in (first - 1, first, last, last + 1)]
    assert at_work == [False, True, True, False]
    assert scheme.institutions["masses"].set == {"known": 64}


def test_a_happening_is_judged_and_seen_like_a_deed(spied: Path) -> None:
    scheme = read(spied)
    assert scheme.rules["reported"].deed == "masses.reported"
    assert scheme.bureaus["town"].sees["masses"] == 0.25
    assert "masses.reported" in scheme.priced_deeds()


def test_a_closed_institution_leaves_its_rules_where_they_are(spied: Path) -> None:
    (spied / "institutions" / "masses.yaml").unlink()
    assert wrong(spied) == []


def test_a_scheme_with_institutions_reads_back_equal(spied: Path, tmp_path: Path) -> None:
    scheme = read(spied)
    assert restore(dump(scheme)) == scheme
    assert read(copy_law(scheme, tmp_path / "copy" / "town")) == scheme
    turned = with_settings(scheme, {"institutions.masses.set.known": "32"})
    assert scheme_hash(turned) != scheme_hash(scheme)


def test_a_scheme_on_top_takes_the_institutions_along(spied: Path) -> None:
    write(Path("child") / "scheme.yaml", "extends: ../town\ntitle: A child\n")
    assert read("child").institutions == read(spied).institutions


@pytest.mark.parametrize(
    ("file", "old", "text", "message"),
    [
        (
            "institutions/masses.yaml",
            "known: 64",
            "nown: 64",
            ":2:13: no knob of masses is called 'nown'. Did",
        ),
        ("institutions/masses.yaml", "known: 64", "known: 300", ":2:14: 300 lies outside the range of the knob"),
        ("institutions/masses.yaml", "known: 64", "known: much", ":2:14: `known` must be a number, not 'much'"),
        ("institutions/masses.yaml", "until: 2016-02-02", "until: 2015-02-02", ":1:1: `from` (2016-01-06) lies after"),
        ("institutions/masses.yaml", "why: Nobody", "range: [3, 1], why: Nobody", "the range [3, 1] runs backwards"),
        ("institutions/masses.yaml", "summary:", "sumary:", "'sumary' is not known here. Did you mean 'summary'?"),
        (
            "rules/reported.yaml",
            "masses.reported\n",
            "masses.reportd\n",
            ": no happening is called 'masses.reportd'",
        ),
        ("rules/reported.yaml", "masses.reported: 2", "mases.reported: 2", "Did you mean 'masses.reported'?"),
        ("bureaus/town.yaml", "masses: 0.25", "mases: 0.25", "no act is called 'mases'. Did you mean 'masses'?"),
    ],
)
def test_a_mistake_about_institutions_is_said_where_it_stands(
    spied: Path, file: str, old: str, text: str, message: str
) -> None:
    path = spied / file
    before = path.read_text(encoding="utf-8")
    assert old in before
    path.write_text(before.replace(old, text, 1), encoding="utf-8")
    found = wrong(spied)
    assert any(mistake.startswith(f"town/{file}") and message in mistake for mistake in found), found


def test_a_file_of_no_institution_is_answered_with_the_nearest(spied: Path) -> None:
    (spied / "institutions" / "masses.yaml").rename(spied / "institutions" / "mases.yaml")
    assert wrong(spied) == [
        "town/institutions/mases.yaml:1:1: no institution is called 'mases'. Did you mean 'masses'? "
        "`demerit list institutions` shows all; one of your own is there where its folder is named by --with."
    ]


def test_a_happening_is_no_deed_that_tries_a_gate(spied: Path) -> None:
    gate = spied / "gates" / "discount.yaml"
    text = gate.read_text(encoding="utf-8").replace("tries_a_year: 2", "tried_by: masses.reported")
    gate.write_text(text, encoding="utf-8")
    assert any("no deed is called 'masses.reported'" in mistake for mistake in wrong(spied))


def test_where_no_names_are_handed_in_nothing_outside_the_law_is_checked(spied: Path) -> None:
    (spied / "institutions" / "masses.yaml").rename(spied / "institutions" / "anything.yaml")
    assert problems(spied) == []


# ---- changes ----


def reform(**fields: object) -> Reform:
    """Give a reform of the name `trial`."""
    return Reform.model_validate({"name": "trial", "summary": "Something.", "why": "To see.", **fields})


def test_a_reform_closes_turns_and_opens_institutions(spied: Path) -> None:
    scheme = read(spied)
    assert reformed(scheme, reform(drop=["masses"])).institutions == {}
    turned = reformed(scheme, reform(set={"institutions.masses.set.fright": 8}))
    assert turned.institutions["masses"].set == {"known": 64, "fright": 8}
    part = {
        "summary": "It censors.",
        "evidence": {"grade": "projected"},
        "size": {"grade": "assumed"},
        "set": {"turns": 0.5},
    }
    opened = reformed(scheme, reform(set={"institutions.censor": part}))
    assert opened.institutions["censor"].set == {"turns": 0.5}
    assert set(scheme.institutions) == {"masses"}


def test_a_reform_of_an_institution_that_is_not_at_work_is_refused(spied: Path) -> None:
    scheme = read(spied)
    with pytest.raises(LawError, match="Did you mean 'masses'"):
        reformed(scheme, reform(drop=["mases"]))
    with pytest.raises(LawError, match=r"no field 'institutions.censor.set.turns'"):
        reformed(scheme, reform(set={"institutions.censor.set.turns": 1}))


def test_a_setting_turns_a_knob_of_an_institution(spied: Path) -> None:
    scheme = read(spied)
    assert with_settings(scheme, {"institutions.masses.set.fright": "8"}).institutions["masses"].set["fright"] == 8
    with pytest.raises(UnknownName, match="no setting is called"):
        with_settings(scheme, {"institutions.mases.set.fright": 8})


def test_institutions_are_kept_by_their_evidence(spied: Path) -> None:
    assert set(by_evidence(read(spied), ["projected"]).institutions) == {"masses"}
    assert by_evidence(read(spied), ["documented"]).institutions == {}


# ---- skeletons and editors ----


def test_a_new_institution_passes_the_check(town: Path) -> None:
    path = new("institution", "censor", town)
    assert path == town / "institutions" / "censor.yaml"
    assert wrong(town) == []
    assert isinstance(read(town).institutions["censor"], Institution)


def test_the_schema_for_editors_knows_institutions(spied: Path) -> None:
    whole = dump(read(spied))["institutions"]["masses"]
    part = {key: value for key, value in whole.items() if key != "name"}
    jsonschema.validate(part, json_schema("institution"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**part, "sett": {}}, json_schema("institution"))


def test_what_rules_tell_of_happenings_is_told(spied: Path) -> None:
    news = new("news", "gazette", spied)
    assert news.is_file()
    scheme: Scheme = read(spied)
    assert scheme.told("gazette", 30)["masses.reported"] == -3
