"""Names, layers, skeletons, schemas."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from demerit.errors import InputError, LawError, UnknownName
from demerit.law import KINDS, event_weeks, in_week, json_schema, list_schemes, load, new, problems, write_schemas
from demerit.law.reading.resolve import PACKAGE_SCHEMES

from .names import DEEDS, STATES, all_names

PARTS = [kind for kind in KINDS if kind not in ("scheme", "reform")]
FOLDER_OF = {"rules": "rule", "gates": "gate", "registers": "register", "institutions": "institution"}
FOLDER_OF |= {"bureaus": "bureau", "news": "news", "tips": "tip", "reforms": "reform"}


def _plain(path: Path) -> object:
    tree = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    return json.loads(json.dumps(tree, default=str))


def test_the_working_folder_hides_the_package(tmp_path: Path) -> None:
    new("scheme", "null", tmp_path / "schemes")
    assert load("null", working_folder=tmp_path).title == "A scheme of one's own"
    assert {listed.name: listed.path for listed in list_schemes(tmp_path)}["null"] == tmp_path / "schemes" / "null"


def test_a_scheme_is_found_by_path_as_well(town: Path) -> None:
    assert load(town) == load("town") == load("./town") == load(str(town / "scheme.yaml"))


def test_the_child_lies_on_top_of_what_it_extends(tmp_path: Path) -> None:
    child = tmp_path / "schemes" / "child"
    (child / "rules").mkdir(parents=True)
    ground = (PACKAGE_SCHEMES / "zhima_2015" / "rules" / "bill_late.yaml").read_text(encoding="utf-8")
    changed = ground.replace("points: -15", "points: -10").replace("credit_history: 85", "credit_history: 90")
    (child / "rules" / "bill_late.yaml").write_text(changed, encoding="utf-8")
    seen = "visibility: {form: public, evidence: {grade: projected}, size: {grade: documented}}"
    head = f"extends: zhima_2015\ntitle: A child\n{seen}\n"
    (child / "scheme.yaml").write_text(head, encoding="utf-8")
    scheme, parent = load("child", working_folder=tmp_path), load("zhima_2015")
    assert (scheme.name, scheme.title, scheme.based_on) == ("child", "A child", ("zhima_2015",))
    assert scheme.rules["bill_late"].points == -10
    assert scheme.visibility.form == "public"
    assert scheme.gates == parent.gates
    assert {n: r for n, r in scheme.rules.items() if n != "bill_late"} == {
        n: r for n, r in parent.rules.items() if n != "bill_late"
    }


def test_a_mistake_in_what_is_extended_is_said_where_it_stands(town: Path) -> None:
    child = Path("child")
    child.mkdir()
    (child / "scheme.yaml").write_text("extends: ../town\ntitle: A child\nweeks: 0\n", encoding="utf-8")
    head = town / "scheme.yaml"
    head.write_text(head.read_text(encoding="utf-8").replace("who: everyone", "who: all"), encoding="utf-8")
    found = problems("child")
    assert any(m.startswith("town/scheme.yaml:27:15: `who` cannot be 'all'") for m in found), found
    assert any(m.startswith("child/scheme.yaml:3:8: `weeks` is 0, but must be at least 1") for m in found), found


def test_a_calendar_is_read_as_a_list(town: Path) -> None:
    (town / "calendar.yaml").write_text(
        "- {date: 2016-01-01, summary: It opens up., set: {visibility.form: self}, evidence: {grade: projected}}\n"
        "- {date: 2016-01-01, summary: It closes., evidence: {grade: reported}}\n",
        encoding="utf-8",
    )
    assert problems(town) == [
        "town/calendar.yaml:2:53: what is reported needs at least one source. "
        "Add `sources: [key of sources.yaml]`, or grade it projected or fiction"
    ]


def test_a_calendar_changes_the_law_from_its_day(town: Path) -> None:
    (town / "calendar.yaml").write_text(
        "- {date: 2016-01-06, summary: It closes., set: {visibility.form: self}, evidence: {grade: projected}}\n"
        "- {date: 2017-01-04, summary: It opens., set: {visibility.form: public}, evidence: {grade: projected}}\n",
        encoding="utf-8",
    )
    scheme = load(town)
    first, second = event_weeks(scheme)
    forms = [in_week(scheme, week).visibility.form for week in (0, first - 1, first, second - 1, second)]
    assert forms == ["public", "public", "self", "self", "public"]
    assert in_week(scheme, 0) is scheme


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{visibility.fom: self}", "calendar.yaml:1:65: the scheme has no field 'visibility.fom'"),
        ("{visibility.form: slef}", "calendar.yaml:1:66: visibility.form: `form` cannot be 'slef'"),
    ],
)
def test_a_calendar_that_cannot_be_followed_is_said_so(town: Path, entry: str, message: str) -> None:
    line = f"- {{date: 2016-01-06, summary: It closes., set: {entry}, evidence: {{grade: projected}}}}\n"
    (town / "calendar.yaml").write_text(line, encoding="utf-8")
    assert any(message in mistake for mistake in problems(town)), problems(town)


# ---- skeletons ----


def test_a_new_scheme_passes_the_check(town: Path) -> None:
    assert problems(town, DEEDS, STATES) == []


@pytest.mark.parametrize("kind", PARTS)
@pytest.mark.parametrize("scheme", ["town", "article"])
def test_a_new_part_passes_the_check_in_any_scheme(town: Path, kind: str, scheme: str) -> None:
    new("scheme", "article", Path(), "article_2015")
    path = new(kind, "mine", Path(scheme))
    assert path.is_file()
    assert path.read_text(encoding="utf-8").startswith("# ")
    known = all_names()
    known["institutions"] = {**known["institutions"], "mine": {}}
    assert problems(Path(scheme), **known) == []


def test_a_new_reform_passes_the_check(tmp_path: Path) -> None:
    assert problems(new("reform", "mine", tmp_path)) == []


def test_a_part_can_be_copied_from_another_scheme(town: Path) -> None:
    path = new("rule", "again", town, "town/praise")
    assert path.read_text(encoding="utf-8") == (town / "rules" / "praise.yaml").read_text(encoding="utf-8")
    with pytest.raises(UnknownName, match="Did you mean 'praise'"):
        new("rule", "other", town, "town/prase")


@pytest.mark.parametrize("name", ["", "Mine", "a b", "../x", "1st", "a.yaml"])
def test_a_name_that_is_none_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="cannot be a name"):
        new("scheme", name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_nothing_that_is_there_is_written_over(town: Path) -> None:
    with pytest.raises(InputError, match="is there already"):
        new("rule", "praise", town)


def test_a_part_needs_a_scheme_without_mistakes(town: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no scheme\.yaml"):
        new("gate", "mine", tmp_path)
    (town / "scheme.yaml").write_text("title: [\n", encoding="utf-8")
    with pytest.raises(LawError, match="correct them first"):
        new("gate", "mine", town)


def test_a_kind_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="no kind of skeleton is called 'rul'"):
        new("rul", "mine", tmp_path)


# ---- schemas for editors ----


@pytest.mark.parametrize("path", sorted(PACKAGE_SCHEMES.rglob("*.yaml")), ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_every_shipped_file_fits_its_schema(path: Path) -> None:
    kind = FOLDER_OF.get(path.parent.name, path.stem)
    jsonschema.validate(_plain(path), json_schema(kind))


def test_a_schema_refuses_what_the_law_refuses() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"summary": "A.", "why": "B.", "dorp": []}, json_schema("reform"))


def test_schemas_are_written_for_every_kind(tmp_path: Path) -> None:
    paths = write_schemas(tmp_path / "schemas")
    assert {path.name for path in paths} >= {f"{kind}.schema.json" for kind in KINDS}
    assert all(json.loads(path.read_text(encoding="utf-8"))["title"] for path in paths)
