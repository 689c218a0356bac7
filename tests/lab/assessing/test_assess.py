"""An assessment: its numbers fit together, its folder is whole, and what cannot be assessed is refused in words."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from demerit.errors import InputError, RunFolderError
from demerit.lab.assessing.assess import assess
from demerit.lab.assessing.assessment import FINDINGS, Assessment
from demerit.lab.assessing.groups import let_in
from demerit.lab.assessing.screen import clauses, elements, people_hit
from demerit.lab.assessing.store import ASSESSED, LAW, VALUES, open_assessment
from demerit.lab.in_python import assess as in_python
from demerit.lab.living import LivedRun, live
from demerit.lab.order import Order
from demerit.lab.probing.effects import EFFECTS, effects_of
from demerit.lab.probing.ladder import called
from demerit.lab.probing.league import OFF
from demerit.lab.probing.variants import AS_WRITTEN, Variant
from demerit.lab.soundness import sound
from demerit.lab.stopping import Interrupted, Stopped
from demerit.law import load
from demerit.measures import evaluate
from tests.lab.assessing.conftest import ORDER


@pytest.fixture(scope="module")
def town() -> LivedRun:
    """A law with gates of many kinds over people enough to be told apart."""
    return live(Order("article_2015", recipe="village", people=500, weeks=52))


def test_numbers_are_those_of_runs_that_anybody_can_make(found: Assessment) -> None:
    run, other = live(ORDER), live(ORDER.with_(scheme="null", weeks=12))
    assert found.about.digests["law"][0] == run.about.digest
    assert found.values[AS_WRITTEN][0] == effects_of(run) and found.values["against null"][0] == effects_of(other)
    told = {name: value for name, group, value, _ in evaluate(run).iter_rows() if group == "all"}
    for name, value in effects_of(run).items():
        rows = [told[row] for row in EFFECTS[name].rows if row in told]
        assert value == pytest.approx(sum(rows)) or (not rows and value == EFFECTS[name].none), name


def test_differences_are_what_stands_beside_them(found: Assessment) -> None:
    assert {row.against for row in found.table} == {"null"} and {row.seeds for row in found.table} <= {0, 1, 2}
    for row in found.table:
        if None not in (row.here, row.there, row.delta):
            assert row.delta == pytest.approx(row.here - row.there, abs=1e-9), row  # type: ignore[operator]
    refused = found.row("gates.not_obtained")
    assert refused is not None and refused.here and refused.there == 0 and refused.delta == refused.here
    assert {row.group.partition(":")[0] for row in found.table} == {"all", "sex", "place"}


def test_the_ladder_climbs_to_the_law_and_its_shares_sum_to_one(found: Assessment) -> None:
    assert found.ladders is not None and found.ladders.grades == ("reported", "projected")
    for one in found.ladders.ladders:
        steps = [rung.adds.value for rung in one.rungs if rung.adds is not None]
        assert one.rungs[-1].value.value == pytest.approx(found.levels[AS_WRITTEN][one.effect].value)
        if one.rungs[0].grade == "frame":
            assert sum(steps) == pytest.approx(one.whole.value, abs=1e-9)
        assert not one.shares or sum(share.value for share in one.shares.values()) == pytest.approx(1)


def test_each_rule_is_switched_off_once(found: Assessment) -> None:
    assert {row.rule for row in found.league} == {*found.scheme.rules, "association"}
    for row in found.league:
        assert set(row.q) == set(row.caused)
        for name, told in row.caused.items():
            pairs = zip(found.values[AS_WRITTEN], found.values[OFF + row.rule], strict=True)
            moved = [here[name] - there[name] for here, there in pairs if name in here and name in there]
            assert told.value == pytest.approx(sum(moved) / len(moved))
    law = Variant("x", drop=("rules.friendship",) if "friendship" in found.scheme.rules else ()).law(found.scheme)
    assert set(found.scheme.rules) - set(law.rules) <= {"friendship"}
    assert called(()) in found.values and called(("reported", "projected")) in found.values


def test_the_frontier_begins_with_the_law_and_nothing_on_it_is_beaten(found: Assessment) -> None:
    assert found.frontier[0].name == AS_WRITTEN and found.frontier[0].bought is None
    place = {p.name: (p.accuracy.value, p.harms[found.lead].value) for p in found.frontier}
    for point in found.frontier:
        accuracy, harm = place[point.name]
        beaten = any((a >= accuracy and h < harm) or (a > accuracy and h <= harm) for a, h in place.values())
        assert point.kept != beaten


def test_ratios_of_groups_are_those_of_the_measures(town: LivedRun) -> None:
    doors = {(door.gate, door.group): door for door in let_in(town, ("sex", "age", "income"))}
    rows = evaluate(town, names=["gates"])
    held = 0
    for name, group, value, _ in rows.iter_rows():
        _, gate, what = (*name.split(".", 2), "")[:3]
        if (gate, group) in doors and what == "open":
            assert doors[gate, group].rate == pytest.approx(value)
        if (gate, group) in doors and what == "ratio":
            assert doors[gate, group].ratio == pytest.approx(value)
            held += 1
    assert held > 10 and all(door.n >= 30 for door in doors.values())
    assert held == sum(door.ratio is not None for door in doors.values())


def test_the_screen_flags_by_context_and_severity_and_never_a_benefit() -> None:
    law = load("article_2015")
    found = {clause.name: clause for clause in clauses(law)}
    assert "friends" in found["association"].one and found["association"].two
    assert all(not (c.one or c.two) for c in found.values() if c.treatment != "detriment")
    hard = {name for name, gate in law.gates.items() if gate.treatment == "detriment" and gate.severity.value >= 0.5}
    assert {c.name for c in found.values() if c.kind == "gate" and c.two} == hard and hard
    speech = next(c for name, c in found.items() if c.kind == "rule" and law.rules[name].deed == "speak.dissent")
    assert speech.one.startswith("speech \u2192 ") and "work" in speech.one
    own = [c for c in clauses(load("rail_air_list_2018")) if c.kind == "gate"]
    assert own and not any(c.one for c in own)
    assert [one.seen for one in elements(law)] == ["deployer", "yes", "yes", "yes", "yes", "yes"]
    assert [one.seen for one in elements(load("null"))][1] == "no"


def test_people_hit_are_those_whom_flagged_rules_took_points_from(town: LivedRun) -> None:
    found = clauses(town.scheme)
    told = people_hit(town, found)
    flagged = {c.name for c in found if c.kind != "gate" and c.one}
    adults = set(town.panel.filter(pl.col("age_band") < 4)["citizen"])
    hit = {citizen for citizen, entry, points in town.ledger.select("citizen", "entry", "points").iter_rows()
           if entry in flagged and points < 0 and citizen in adults}  # fmt: skip
    assert told["n"] == len(adults) and told["one"] == pytest.approx(len(hit) / len(adults)) and hit
    assert max(told["one"], told["two"]) <= told["any"] <= told["one"] + told["two"] + 1e-12


def test_a_folder_gives_back_what_was_put_in(found: Assessment) -> None:
    assert found.folder is not None
    again = open_assessment(found.folder)
    assert again == found and again.scheme == found.scheme and "wechat_pay_2019 against null" in repr(again)
    assert FINDINGS.validate_python(json.loads(json.dumps(found.plain()))) is not None
    assert sound(found.folder).mistakes == () and sound(found.folder).kind == "assessment"
    assert found.measures().height == len(found.table)


@pytest.mark.parametrize("file", [ASSESSED, LAW, VALUES])
def test_a_flipped_bit_is_noticed(file: str, found: Assessment, tmp_path: Path) -> None:
    assert found.folder is not None
    place = tmp_path / "copy"
    shutil.copytree(found.folder, place)
    content = bytearray((place / file).read_bytes())
    content[len(content) // 2] ^= 4
    (place / file).write_bytes(bytes(content))
    with pytest.raises(RunFolderError, match=r"damaged|cannot be read"):
        open_assessment(place)
    assert sound(place).mistakes
    (place / file).unlink()
    if file != ASSESSED:
        with pytest.raises(RunFolderError, match=file):
            open_assessment(place)


def test_another_law_beside_the_findings_is_noticed(found: Assessment, tmp_path: Path) -> None:
    from demerit.lab.assessing.store import keep

    with pytest.raises(RunFolderError, match="is not the law"):
        open_assessment(keep(tmp_path / "one", replace(found, scheme=load("zhima_2015"))).folder or "")


def test_a_stop_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, total: int, what: str) -> None:
        if done:
            raise Stopped

    with pytest.raises(Interrupted, match="nothing was written"):
        assess(ORDER.with_(people=60, weeks=4), ("null",), ("sex",), 1, tmp_path / "out", workers=1, watch=stop)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("scheme", "asked", "said"),
    [
        ("null", {}, "scores nobody"),
        ("court_list_2013", {}, "keeps lists and scores nobody"),
        ("zhima_2015", {"against": ("zhima_2015",)}, "held against itself"),
        ("zhima_2015", {"against": ()}, "names no scheme"),
        ("zhima_2015", {"against": ("nul",)}, "Did you mean 'null'"),
        ("zhima_2015", {"kinds": ("plase",)}, "Did you mean 'place'"),
        ("zhima_2015", {"kinds": ("sex", "sex")}, "twice"),
        ("zhima_2015", {"kinds": ()}, "names no kind"),
        ("zhima_2015", {"seeds": 0}, "give 1 or more"),
    ],
)
def test_what_cannot_be_assessed_is_refused_before_anything_runs(
    scheme: str, asked: dict[str, object], said: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=said):
        assess(Order(scheme, people=50, weeks=4), out=tmp_path / "x", workers=1, **asked)  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "mine.txt").write_text("mine")
    with pytest.raises(RunFolderError, match="exists already"):
        assess(ORDER, out=tmp_path / "x")
    with pytest.raises(InputError, match="scores nobody"):
        in_python("null")
