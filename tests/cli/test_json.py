"""Every verb's JSON is one object on stdout, as its published schema says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from demerit.lab.listing import ELSEWHERE, KINDS
from tests.cli.conftest import SMALL, Call
from tests.lab.studies.small import SIDES
from tests.lab.studies.small import SMALL as TINY

SCHEMAS = files("demerit.lab") / "json_schemas"


def held(verb: str, told: dict[str, Any]) -> None:
    """Hold an object against the published schema of a verb."""
    schema = json.loads((SCHEMAS / f"{verb}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    errors = [f"{'.'.join(map(str, e.path))}: {e.message}" for e in Draft202012Validator(schema).iter_errors(told)]
    assert not errors, errors


def test_a_schema_that_does_not_hold_is_seen() -> None:
    with pytest.raises(AssertionError, match="digest"):
        held("run", {"run": "runs/one"})


def _numbers(schema: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Give every number of a schema, with where it stands."""
    for name, one in schema.get("properties", {}).items():
        if {"number", "integer"} & set(one.get("type", "") if isinstance(one.get("type"), list) else [one.get("type")]):
            yield f"{path}{name}", one
        yield from _numbers(one, f"{path}{name}.")
        yield from _numbers(one.get("items", {}), f"{path}{name}.")


@pytest.mark.parametrize("verb", sorted(path.name.removesuffix(".json") for path in SCHEMAS.iterdir()))
def test_every_number_says_what_it_is(verb: str) -> None:
    schema = json.loads((SCHEMAS / f"{verb}.json").read_text(encoding="utf-8"))
    assert [where for where, one in _numbers(schema) if not one.get("description")] == []


def test_run(demerit: Call, empty: Path) -> None:
    said = demerit("run", "null", *SMALL, "--json")
    held("run", said.told)
    assert said.out.count("\n") == 1
    assert "citizen-weeks/s" in said.err


def test_compare(demerit: Call, workshop: Path) -> None:
    told = demerit("compare", "runs/one", "runs/pair/b", "--json").told
    held("compare", told)
    assert {row["name"] for row in told["measures"]} >= {"silence.dissent.rate", "silence.dissent.change"}
    for row in told["measures"]:
        if row["a"] is not None and row["b"] is not None:
            assert row["delta"] == pytest.approx(row["a"] - row["b"])


def test_compare_gives_intervals_from_two_seeds_on(demerit: Call, empty: Path) -> None:
    words = ("compare", "article_2015", "null", *SMALL, "--seeds", "2", "--json")
    first, again = demerit(*words), demerit(*words)
    held("compare", first.told)
    assert any(row["low"] is not None and row["low"] <= row["delta"] <= row["high"] for row in first.told["measures"])
    assert first.told == again.told
    assert not list(empty.glob("runs/*/seed-2"))


def test_explain_sums_exactly_to_the_score(demerit: Call, workshop: Path) -> None:
    scored = 0
    for citizen in range(40):
        told = demerit("explain", "runs/one", citizen, "--json").told
        held("explain", told)
        if told["score"] is not None:
            assert told["low"] + sum(entry["points"] for entry in told["entries"]) == told["score"]
            began = sum(entry["points"] for entry in told["entries"] if entry["rule"] == "start")
            assert told["start"] == told["low"] + began
            scored += 1
    assert scored > 10


def test_explain_names_a_source_and_a_grade_for_every_rule(demerit: Call, workshop: Path) -> None:
    entries = demerit("explain", "runs/one", 1, "--json").told["entries"]
    assert entries
    for entry in entries:
        assert (entry["source"] is None) == (entry["rule"] in ("start", "decay", "limit", "calendar"))


def test_report(demerit: Call, workshop: Path, tmp_path: Path) -> None:
    told = demerit("report", "runs/pair", "--out", tmp_path / "page.html", "--json").told
    held("report", told)
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert told["bytes"] == len(page.encode()) < 2 * 2**20
    assert told["twin"] is not None


def test_check(demerit: Call, empty: Path) -> None:
    told = demerit("check", "--json").told
    held("check", told)
    assert told["mistakes"] == 0
    assert {"article_2015", "null", "zhima_2015", "no_speech"} <= {one["name"] for one in told["checked"]}


@pytest.mark.parametrize("kind", [*KINDS, *ELSEWHERE])
def test_list(kind: str, demerit: Call, empty: Path) -> None:
    told = demerit("list", kind, "--json").told
    held("list", told)
    assert told["kind"] == kind
    assert told["items"]


def test_list_rules_names_what_is_still_to_come(demerit: Call, empty: Path) -> None:
    """Of a scheme that says so, one's own or of the package; `article_2015` has nothing left to come."""
    assert demerit("new", "scheme", "town").status == 0
    later = "- {name: later, article: [C21], says: It comes to other places., why: Needs another society.}\n"
    (empty / "schemes" / "town" / "to_come.yaml").write_text(later, encoding="utf-8")
    items = demerit("list", "rules", "--json").told["items"]
    waiting = [item for item in items if item["pending"]]
    told = [(item["name"], item["scheme"], item["article"]) for item in waiting]
    assert ("later", "town", ["C21"]) in told
    assert {scheme for _, scheme, _ in told} == {"town", "weibo_2024"}
    assert len(items) > len(waiting)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("article_2015", "scheme"), ("no_speech", "reform"), ("dissenting_post", "rule"),
        ("zhima_2015/bill_paid", "rule"), ("schengen_visa", "gate"), ("speak", "act"), ("learn.anchor", "knob"),
        ("moral_weight", "knob"), ("go.routine", "deed"),
        ("silence", "measure"), ("village", "recipe"), ("aclu_2015", "source"), ("sesame", "bureau"),
    ],
)  # fmt: skip
def test_show(name: str, kind: str, demerit: Call, empty: Path) -> None:
    told = demerit("show", name, "--json").told
    held("show", told)
    assert told["kind"] == kind
    assert demerit("show", name).out.startswith(name.rpartition("/")[2])


def test_society(demerit: Call, empty: Path) -> None:
    told = demerit("society", "china_2015", "--people", "2000", "--out", "s", "--json").told
    held("society", told)
    assert told["within"] > len(told["targets"]) / 2
    run = demerit("run", "null", "--society", "s", "--weeks", "4", "--json")
    assert run.told["people"] == 2000


@pytest.mark.parametrize("kind", ["scheme", "reform", "act", "measure", "chart"])
def test_new(kind: str, demerit: Call, empty: Path) -> None:
    told = demerit("new", kind, "mine", "--json").told
    held("new", told)
    assert Path(told["path"]).exists()
    if kind in ("scheme", "reform"):
        assert demerit("check", "mine", "--json").told["mistakes"] == 0
    else:
        compile(Path(told["path"]).read_text(encoding="utf-8"), told["path"], "exec")


@pytest.mark.parametrize("kind", ["rule", "gate", "register", "bureau", "news", "tip"])
def test_new_parts_pass_their_check(kind: str, demerit: Call, empty: Path) -> None:
    demerit("new", "scheme", "town", "--from", "article_2015")
    assert demerit("new", kind, "mine").status == 0
    assert demerit("check", "town").status == 0


def test_replicate(demerit: Call, empty: Path) -> None:
    told = demerit("replicate", "society", "--json").told
    held("replicate", told)
    assert {row["verdict"] for row in told["replications"]} == {"within"}
    held("replicate", demerit("replicate", "society", "--set", "spread=0.4", "--json").told)


def test_demo(demerit: Call, empty: Path) -> None:
    words = ("demo", "--people", "1000", "--weeks", "16", "--json")
    first, again = demerit(*words), demerit(*words)
    held("demo", first.told)
    assert first.told == again.told
    page = Path(first.told["report"])
    assert page.stat().st_size < 2 * 2**20
    whole = page.read_bytes()
    for spoilt in (whole[:-100] + b"x" + whole[-99:], whole.replace(b'content="demerit ', b'content="demerit 0', 1)):
        page.write_bytes(spoilt)
        assert demerit(*words).status == 0
        assert page.read_bytes() == whole


def test_study(demerit: Call, empty: Path) -> None:
    plan = {**TINY, "sides": SIDES, "vary": {"learn.jolt": {"low": 8, "high": 90}}, "seeds": 1}
    (empty / "plan.yaml").write_text(json.dumps(plan))
    said = demerit("study", "plan.yaml", "--workers", 1, "--json")
    held("study", said.told)
    assert said.told["worlds"] == 2
    shown = demerit("study", "plan.yaml", "--workers", 1)
    assert "against null" in shown.out
    assert said.told["digest"] in shown.err
    assert demerit("check", said.told["folder"]).status == 0
    twice = demerit("study", "plan.yaml", "--out", said.told["folder"])
    assert (twice.status, "holds a study already" in twice.err) == (2, True)


def test_claims(demerit: Call, empty: Path) -> None:
    words = ("claims", "documented_score_spares_speech", "--people", 400, "--weeks", 8, "--worlds", 2, "--seeds", 1,
             "--workers", 1)  # fmt: skip
    told = demerit(*words, "--json").told
    held("claims", told)
    assert [one["verdict"] for one in told["claims"]] == ["too few worlds"]
    shown = demerit(*words)
    assert "The documented score leaves speech alone." in shown.out
    unknown = demerit("claims", "disent_falls")
    assert (unknown.status, "Did you mean 'dissent_falls'" in unknown.err) == (2, True)


def test_calibrate(demerit: Call, empty: Path) -> None:
    said = demerit("calibrate", "--json")
    held("calibrate", said.told)
    shown = demerit("calibrate")
    assert "K01 approval" in shown.out and "held out" in shown.out and said.told["digest"] in shown.err + shown.out
    for words, why in ((("--default",), "--out"), (("--resume",), "a plan, or --default"),
                       (("x.yaml", "--default", "--out", "x"), "contradict"), (("x.yaml", "--out", "x"), "x.yaml")):
        refused = demerit("calibrate", *words)
        assert refused.status == 2 and why in refused.err, refused.err
    assert not (empty / "x").exists()


def test_the_sensitivity_of_a_study(demerit: Call, empty: Path) -> None:
    plan = {"sides": ["article_2015", "null"], "recipe": "village", "people": 200, "weeks": 24, "worlds": 12,
            "sampler": "morris", "vary": {"moral_weight": {}, "learn.jolt": {}}, "measures": ["silence", "fear"],
            "set": {"run.warm_up": 4}}  # fmt: skip
    (empty / "plan.yaml").write_text(json.dumps(plan), encoding="utf-8")
    told = demerit("study", "plan.yaml", "--out", "done", "--workers", 1, "--json").told
    rows = {row["name"] for row in told["rows"] if row["low"] != row["high"]}
    assert rows, "something moves"
    row = min(rows)
    held("sensitivity", demerit("study", "done", "--sensitivity", row, "--chart", "x.svg", "--json").told)
    assert (empty / "x.svg").exists() and (empty / "x.csv").exists()
    refused = demerit("study", "done", "--sensitivity", "silence.nothing")
    assert refused.status == 2 and "kept no row" in refused.err
    assert demerit("study", "plan.yaml", "--group", "sex:woman").status == 2
