"""An assessment: its numbers fit together, its folder is whole, and what cannot be assessed is refused in words."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from demerit.base.sealed import add
from demerit.errors import InputError, RunFolderError
from demerit.lab.assessing.assess import assess
from demerit.lab.assessing.assessment import FINDINGS, Assessment
from demerit.lab.assessing.screen import LINES, asks_score, by_line, clauses, elements, people_hit
from demerit.lab.assessing.store import ASSESSED, LAW, VALUES, check_place, keep, open_assessment, opened
from demerit.lab.in_python import assess as in_python
from demerit.lab.living import LivedRun, live
from demerit.lab.order import Order
from demerit.lab.perform import perform
from demerit.lab.probing.effects import EFFECTS, effects_of
from demerit.lab.probing.frontier import frontier_of
from demerit.lab.probing.ladder import called, rungs_of, sets_of
from demerit.lab.probing.league import OFF, switched_off
from demerit.lab.probing.variants import AS_WRITTEN
from demerit.lab.reading import outside
from demerit.lab.soundness import sound
from demerit.lab.stopping import Interrupted, Stopped
from demerit.law import Reform, load, reformed
from demerit.measures import evaluate
from tests.lab.assessing.conftest import ORDER, edited


def test_numbers_are_those_of_runs_that_anybody_can_make(found: Assessment) -> None:
    run, other = live(ORDER), live(ORDER.with_(scheme="null", weeks=16))
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
    law = next(one for one in switched_off(found.scheme) if one.name == OFF + "bill_late").law(found.scheme)
    assert law.rules == {name: rule for name, rule in found.scheme.rules.items() if name != "bill_late"}
    assert len(law.rules) == len(found.scheme.rules) - 1 and law.association == found.scheme.association
    law = next(one for one in switched_off(found.scheme) if one.name == OFF + "association").law(found.scheme)
    assert law.rules == found.scheme.rules and not law.association.counts and found.scheme.association.counts
    assert called(()) in found.values and called(("reported", "projected")) in found.values


def test_the_frontier_begins_with_the_law_and_nothing_on_it_is_beaten(found: Assessment) -> None:
    assert found.frontier[0].name == AS_WRITTEN and found.frontier[0].bought is None
    place = {p.name: (p.accuracy.value, p.harms[found.lead].value) for p in found.frontier}
    for point in found.frontier:
        accuracy, harm = place[point.name]
        beaten = any((a >= accuracy and h < harm) or (a > accuracy and h <= harm) for a, h in place.values())
        assert point.kept != beaten


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
    assert [one.seen for one in elements(load("null"))] == ["deployer", "no", "no", "no", "no", "no"]


def test_where_no_gate_shuts_out_by_the_score_friends_are_used_nowhere() -> None:
    """The law of WeChat Pay opens a benefit and shuts nobody out: what its friends count is used in no context."""
    law = load("wechat_pay_2019")
    told = clauses(law)
    (friends,) = (clause for clause in told if clause.kind == "association")
    assert friends.used == () and friends.one == "" and friends.two
    assert friends.severity is None and friends.justification == ""
    hard = [part.severity.value for part in (*law.rules.values(), *law.gates.values()) if part.treatment == "detriment"]
    assert by_line(told) == {f"{line:g}": sum(value >= line for value in hard) for line in LINES}
    for name in ("zhima_2015", "article_2015", "tencent_2018"):
        mine = load(name)
        shut = {gate.context.used for gate in mine.gates.values() if gate.treatment == "detriment" and asks_score(gate)}
        for clause in clauses(mine):
            assert set(clause.used) - shut <= ({mine.rules[clause.name].context.used} if clause.kind == "rule" else
                                               {mine.gates[clause.name].context.used} if clause.kind == "gate"
                                               else set()), (name, clause.name)  # fmt: skip


def test_elements_say_what_the_law_says() -> None:
    law = load("wechat_pay_2019")
    period, looked = elements(law)[2:4]
    assert period.seen == "yes" and "every 4 weeks" in period.says
    assert looked.seen == "yes" and "what friends count" in looked.says
    alone = reformed(law, Reform(summary="-", why="-", drop=("association",)), outside())
    assert {rule.basis for rule in alone.rules.values()} == {"financial"}
    assert elements(alone)[3].seen == "no" and "friends" not in elements(alone)[3].says
    bare = alone.model_copy(update={"rules": {}})
    assert [one.seen for one in elements(bare)[1:4]] == ["yes", "no", "no"]
    assert "nothing is booked" in elements(bare)[2].says and "no rule" in elements(bare)[3].says


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


def test_a_law_that_was_edited_is_assessed_into_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same name, options and seeds; the other law may be the one that was edited."""
    monkeypatch.chdir(tmp_path)
    edited(tmp_path, 500)
    mine, null = ORDER.with_(scheme="mine"), ORDER.with_(scheme="null")
    asked = (("sex",), 2, None)
    places = [check_place(mine, {"null": null}, *asked), check_place(ORDER, {"mine": mine}, *asked)]
    assert places == [check_place(mine, {"null": null}, *asked), check_place(ORDER, {"mine": mine}, *asked)]
    edited(tmp_path, 400)
    others = [check_place(mine, {"null": null}, *asked), check_place(ORDER, {"mine": mine}, *asked)]
    assert len({*places, *others}) == 4


def test_what_is_written_anew_leaves_no_page_of_other_numbers(found: Assessment, tmp_path: Path) -> None:
    """A page, a PDF and a document of an earlier assessment would be taken for those of this one."""
    place = tmp_path / "x"
    keep(place, found)
    for page in ("report.html", "report.pdf", "report.docx"):
        add(opened(place), page, b"other numbers")
    assert sound(place).mistakes == ()
    keep(place, found)
    assert {file.name for file in place.iterdir()} == {ASSESSED, LAW, VALUES} and sound(place).mistakes == ()


def test_a_run_that_is_called_like_a_law_is_no_law(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs are looked up by the same words as schemes, in comparisons; an assessment takes schemes alone."""
    monkeypatch.chdir(tmp_path)
    for name in ("null", "zhima_2015"):
        perform(Order("weibo_2024", recipe="village", people=50, weeks=4), tmp_path / "runs" / name)
    small = Order("zhima_2015", recipe="village", people=60, weeks=8)
    assert assess(small, kinds=("sex",), seeds=1, workers=1, keeping=False).about.against == ("null",)
    assert frontier_of(small, seeds=1, workers=1).against == "null"


def test_a_rule_that_is_called_after_grades_is_no_set_of_grades() -> None:
    """What could not be carried out is told as a rung of the ladder only where it is one."""
    law = load("wechat_pay_2019")
    rules = dict(law.rules)
    rules["school_grades"] = rules.pop("bill_late").model_copy(update={"name": "school_grades"})
    mine = law.model_copy(update={"rules": rules})
    sets, off = {one.name for one in sets_of(mine)}, {one.name for one in switched_off(mine)}
    assert "grades" in f"{OFF}school_grades" and f"{OFF}school_grades" in off and not sets & off
    bad = {f"{OFF}school_grades": "no", called(("projected",)): "no"}
    assert rungs_of(mine, bad) == {called(("projected",)): "no"}
