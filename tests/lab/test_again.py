"""The same again gives the same again: the lines of the page are run, and digests and pages compared."""

from __future__ import annotations

import html
import json
import re
import shlex
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from demerit.cli import main
from demerit.cli.app import app
from demerit.lab.again import OPTIONS
from demerit.lab.order import Order

SMALL = ("--recipe", "village", "--people", "120", "--weeks", "12")


def call(*words: object) -> None:
    """Call the program; it ends well."""
    with pytest.raises(SystemExit) as end:
        main([str(word) for word in words])
    assert not end.value.code, words


def lines(page: Path) -> list[list[str]]:
    """Give the commands that a page names, as words."""
    (block,) = re.findall(r"<pre>(demerit .*?)</pre>", page.read_text(encoding="utf-8"), flags=re.S)
    return [shlex.split(line)[1:] for line in html.unescape(block).splitlines()]


def digests(folder: Path) -> dict[str, Any]:
    """Give the digest of every run below a folder."""
    found = {str(f.relative_to(folder)): json.loads(f.read_text())["digest"] for f in folder.rglob("manifest.json")
             if "digest" in json.loads(f.read_text())}  # fmt: skip
    assert found
    return found


def choices(folder: Path) -> None:
    for name in ("c.csv", "ch oices.csv"):
        (folder / name).write_text("week,citizen,act,deed\n3,1,speak,dissent\n", encoding="utf-8")
    (folder / "my ties").mkdir()
    edges = "".join(f"{i},{i + k}\n" for i in range(120) for k in (1, 2, 5))
    (folder / "my ties" / "e d'ges.csv").write_text("u,v\n" + edges, encoding="utf-8")


CASES = {
    "a run with everything": (
        [("run", "article_2015", *SMALL, "--seed", 7, "--reform", "no_outsiders", "--reform", "half_price", "--set",
          "learn.forget=3", "--set", "moral_weight=0.5", "--choices", "c.csv", "--placebo", "--out", "runs/one")],
        "runs/one", ["run", "report"],
    ),
    "a run of some evidence": (
        [("run", "article_2015", *SMALL, "--evidence", "documented,reported", "--out", "runs/one")],
        "runs/one", ["run", "report"],
    ),
    "two sides, two seeds": (
        [("compare", "article_2015+no_tale", "null", *SMALL, "--seeds", 2, "--set", "hold=0.2", "--out", "runs/two")],
        "runs/two", ["compare", "report"],
    ),
    "two sides without a placebo": (
        [("compare", "zhima_2015", "null", *SMALL, "--no-placebo", "--seed", 3, "--out", "runs/two")],
        "runs/two", ["compare", "report"],
    ),
    "finished runs that no one command makes": (
        [("run", "article_2015", *SMALL, "--set", "learn.forget=3", "--out", "runs/x"),
         ("run", "article_2015", *SMALL, "--set", "learn.forget=1", "--out", "runs/y"),
         ("compare", "runs/x", "runs/y", "--out", "runs/two")],
        "runs/two", ["run", "run", "compare", "report"],
    ),
    "a folder that looks like an option, a reform of the first of many": (
        [("compare", "zhima_2015", "rongcheng", "null", *SMALL, "--reform", "voluntary", "--out", "./-many")],
        "./-many", ["compare", "report"],
    ),
    "blanks and signs in every name": (
        [("run", "article_2015", "--ties", "my ties/e d'ges.csv", "--weeks", 8, "--seed", 2**64 - 1, "--set",
          "learn.forget=3.0", "--choices", "ch oices.csv", "--out", "runs/ä b")],
        "runs/ä b", ["run", "report"],
    ),
    "many sides": (
        [("compare", "zhima_2015", "rongcheng", "null", *SMALL, "--seeds", 2, "--out", "runs/many")],
        "runs/many", ["compare", "report"],
    ),
}  # fmt: skip


FEW = ("a run with everything", "two sides, two seeds")
"""What every test run tries; the others take longer."""


@pytest.mark.parametrize("name", [n if n in FEW else pytest.param(n, marks=pytest.mark.slow) for n in CASES])
def test_the_lines_of_the_page_give_the_same_runs_and_the_same_page(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, place, verbs = CASES[name]
    once, again = (tmp_path / which for which in ("once", "again"))
    for folder in (once, again):
        folder.mkdir()
        choices(folder)
    monkeypatch.chdir(once)
    for words in made:
        call(*words)
    call("report", place)
    told = lines(once / place / "report.html")
    assert [words[0] for words in told] == verbs
    monkeypatch.chdir(again)
    for words in told:
        call(*words)
    assert digests(again) == digests(once)
    assert (again / place / "report.html").read_bytes() == (once / place / "report.html").read_bytes()


def test_the_lines_of_python_give_the_same_comparison(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from demerit.lab.again import python_of_comparison
    from demerit.lab.compare import open_comparison

    monkeypatch.chdir(tmp_path)
    call("compare", "article_2015", "null", *SMALL, "--seeds", 2, "--out", "runs/two")
    exec(python_of_comparison(open_comparison(Path("runs/two"))), {})
    assert open_comparison(Path("runs/again")).measures.equals(open_comparison(Path("runs/two")).measures)


def test_every_field_of_an_order_is_an_option_of_run() -> None:
    """An order is written out field by field: an option of another name could not be given again."""
    import typer

    command = typer.main.get_command(app)
    words = {word for option in command.commands["run"].params for word in option.opts}  # type: ignore[attr-defined]
    singular = {"reforms": "reform", "settings": "set", **OPTIONS}
    for field in fields(Order):
        if field.name != "scheme":
            assert f"--{singular.get(field.name, field.name)}" in words, field.name
