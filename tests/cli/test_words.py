"""What people read: the first screen, tables, advice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import SMALL, Call


def test_without_a_verb_it_says_what_it_is_and_four_things_to_try(demerit: Call, empty: Path) -> None:
    said = demerit()
    assert said.status == 0
    assert sum(line.startswith("  demerit ") for line in said.out.splitlines()) == 4
    assert max(len(line) for line in said.out.splitlines()) <= 80


def test_version_names_the_parts(demerit: Call) -> None:
    said = demerit("--version")
    assert said.out.startswith("demerit ")
    assert {"llvmlite", "numpy", "polars", "pydantic"} <= {line.split()[0] for line in said.out.splitlines()}


def test_help_names_every_verb(demerit: Call) -> None:
    out = demerit("--help").out
    for verb in ("run", "compare", "explain", "report", "check", "new", "list", "show", "society", "bench", "demo",
                 "replicate"):
        assert f"\n  {verb} " in out


def test_stdout_is_data_and_stderr_is_words(demerit: Call, workshop: Path) -> None:
    said = demerit("report", "runs/one")
    assert said.out.strip() == "runs/one/report.html"
    assert "shows no effect" in said.err


def test_compare_shows_differences_first_and_all_on_demand(demerit: Call, workshop: Path) -> None:
    short, whole = demerit("compare", "runs/one", "runs/pair/b"), demerit("compare", "runs/one", "runs/pair/b", "--all")
    assert "weeks in dissent" in short.out
    assert len(whole.out.splitlines()) > 5 * len(short.out.splitlines())


def test_explain_adds_up_on_the_page(demerit: Call, workshop: Path) -> None:
    told = demerit("explain", "runs/one", "1", "--json").told
    out = demerit("explain", "runs/one", "1").out
    assert f"stands at {told['score']}" in out
    assert "Where it is written" in out


@pytest.mark.parametrize("kind", ["schemes", "rules", "knobs", "acts", "institutions", "measures", "claims", "charts"])
def test_lists_fit_on_a_narrow_terminal(kind: str, demerit: Call, empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = demerit("list", kind).out.splitlines()
    assert lines
    assert max(len(line) for line in lines) <= 80


def test_no_colour_where_none_is_wanted(demerit: Call, empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[3" not in demerit("show", "null").out


def test_last_names_what_was_made_or_shown_last(demerit: Call, empty: Path) -> None:
    demerit("run", "null", *SMALL)
    demerit("run", "article_2015", *SMALL)
    assert "article_2015" in demerit("explain", "last", "1").out
    demerit("run", "null", *SMALL)
    assert "under null" in demerit("explain", "last", "1").out


def test_check_shows_where_rules_push(demerit: Call, empty: Path) -> None:
    out = demerit("check", "article_2015", "--verbose").out
    assert out.startswith("ok  scheme article_2015")
    assert "dissenting_post" in out


def test_schemas_for_editors_hold_the_shipped_files(demerit: Call, empty: Path) -> None:
    """Every shipped rule, gate and scheme fits the published schema of its kind."""
    from importlib.resources import files

    from jsonschema import Draft202012Validator
    from ruamel.yaml import YAML

    assert demerit("check", "--schemas", "schemas").status == 0
    shipped = Path(str(files("demerit"))) / "schemes" / "article_2015"
    for kind, folder in (("rule", "rules"), ("gate", "gates"), ("news", "news"), ("bureau", "bureaus")):
        schema = json.loads((empty / "schemas" / f"{kind}.schema.json").read_text(encoding="utf-8"))
        for file in sorted((shipped / folder).glob("*.yaml")):
            content = json.loads(json.dumps(YAML(typ="safe", pure=True).load(file.read_text("utf-8")), default=str))
            assert list(Draft202012Validator(schema).iter_errors(content)) == [], file.name
    assert demerit("check", "--schemas", "/proc/none").status == 2
