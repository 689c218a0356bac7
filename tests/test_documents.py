"""The pages hold: their commands run, their links lead somewhere, their tables are what the data give."""

from __future__ import annotations

import importlib.util
import re
import shlex
from pathlib import Path

import click
import pytest
import typer

from demerit.cli import main
from demerit.cli.app import app
from demerit.lab.order import Order, scheme_of
from tests.house import ROOT, documents, shown

PROGRAM = typer.main.get_command(app)
GUIDE = ROOT / "docs" / "guide" / "first_run.md"
SHORT = {"--people": "250", "--weeks": "8", "--seeds": "2"}
SCHEME_FIRST = {"run", "compare"}


def commands(page: Path) -> list[str]:
    """Give every command of a page that names the program: in blocks, and in backquotes."""
    text = page.read_text(encoding="utf-8")
    lines = [line for block in re.findall(r"```(?:sh)?\n(.*?)```", text, re.S) for line in block.splitlines()]
    lines += re.findall(r"^    (.*)$", text, re.M) + re.findall(r"`((?:\.venv/bin/)?demerit [^`\n]*)`", text)
    found = [line.split(" #")[0].strip().removeprefix(".venv/bin/") for line in lines]
    return sorted({line for line in found if line.startswith("demerit ")})


COMMANDS = [(shown(page), line) for page in documents() for line in commands(page)]


def test_no_page_has_a_section_twice() -> None:
    """A section that stands twice is what a merge left behind: one of the two is old."""
    for page in documents():
        titles = re.findall(r"^##+ .*$", page.read_text(encoding="utf-8"), re.M)
        if page.name != "CHANGELOG.md":
            assert [title for title in set(titles) if titles.count(title) > 1] == [], page


@pytest.mark.parametrize(("page", "line"), COMMANDS, ids=[f"{p}: {c}" for p, c in COMMANDS])
def test_every_command_exists(page: str, line: str) -> None:
    """Verb, options, schemes and reforms; words in capitals stand for something."""
    verb, *rest = shlex.split(line)[1:]
    if verb.startswith("-"):
        assert verb in {o for p in PROGRAM.params for o in p.opts}, page
        return
    if verb == verb.upper():
        return
    assert isinstance(PROGRAM, click.Group) or hasattr(PROGRAM, "commands")
    command = PROGRAM.commands[verb]
    options = {o for p in command.params for o in p.opts} | {"--help"}
    assert {word.split("=")[0] for word in rest if word.startswith("--")} <= options, line
    for word in _schemes(verb, rest):
        name, *reforms = word.split("+")
        assert scheme_of(Order(name, reforms=tuple(reforms))), line


def _schemes(verb: str, rest: list[str]) -> list[str]:
    """Give the words that must name a scheme of the package."""
    if verb not in SCHEME_FIRST:
        return []
    named = rest[: 2 if verb == "compare" else 1]
    return [w for w in named if w.partition("+")[0] not in ("last", "mytown") and w != w.upper() and "/" not in w]


def test_there_are_commands_to_hold() -> None:
    """A check must have something to check."""
    assert len(COMMANDS) > 30


def _steps() -> list[str]:
    text = GUIDE.read_text(encoding="utf-8")
    return [line for block in re.findall(r"```sh\n(.*?)```", text, re.S) for line in block.splitlines() if line]


def _shortened(line: str) -> list[str]:
    """Give a command's words, with fewer people and weeks."""
    words = shlex.split(line)[1:]
    for option, value in SHORT.items():
        if option in words:
            words[words.index(option) + 1] = value
    if words[0] in SCHEME_FIRST and "last" not in words and "--weeks" not in words:
        words += ["--weeks", SHORT["--weeks"]]
    return ["17" if word in ("4217", "2642") else word for word in words]


def test_the_guide_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Every step in its order, in an empty folder, over a few people and weeks."""
    monkeypatch.chdir(tmp_path)
    edges = "".join(f"{i},{(i * 7 + 3) % 60}\n" for i in range(60))
    (tmp_path / "edges.csv").write_text("u,v\n" + edges, encoding="utf-8")
    for line in _steps():
        with pytest.raises(SystemExit) as end:
            main(_shortened(line) + (["--clean"] if "--ties" in line else []))
        assert end.value.code == 0, f"{line}\n{capsys.readouterr().err}"
        assert capsys.readouterr().out, line


DRAWN = ROOT / "docs" / "gallery" / "gallery.md"
"""What `make docs` draws, and is not kept."""


def test_links_lead_somewhere() -> None:
    """Relative links of every page."""
    dead = [
        f"{shown(page)}: {link}"
        for page in documents()
        for link in re.findall(r"\]\(([^)#\s]+?)(?:#[^)]*)?\)", _without_code(page))
        if not re.match(r"[a-z]+:", link) and not (page.parent / link).exists()
        and (page.parent / link).resolve() != DRAWN
    ]
    assert dead == []


def _without_code(page: Path) -> str:
    return re.sub(r"```.*?```|`[^`\n]*`|^    [^\n]*$", "", page.read_text(encoding="utf-8"), flags=re.S | re.M)


def test_every_decision_is_listed() -> None:
    """docs/why: each page stands in its list, and says what was given up."""
    pages = {p.name for p in (ROOT / "docs" / "why").glob("*.md")} - {"README.md"}
    listed = set(re.findall(r"\]\(([a-z_]+\.md)\)", (ROOT / "docs" / "why" / "README.md").read_text(encoding="utf-8")))
    assert pages == listed
    texts = {name: (ROOT / "docs" / "why" / name).read_text(encoding="utf-8") for name in pages}
    assert [name for name, text in texts.items() if "**Given up.**" not in text or "**Gained.**" not in text] == []


def test_make_targets_named_on_pages_are_there() -> None:
    """`make X` in backquotes or in blocks."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    pages = [page.read_text(encoding="utf-8") for page in documents()]
    named = {target for text in pages for target in re.findall(r"(?:^    |`)make ([a-z-]+)", text, re.M)}
    assert named <= targets


def test_tables_are_what_the_data_give(monkeypatch: pytest.MonkeyPatch) -> None:
    """`make docs` would change nothing."""
    monkeypatch.syspath_prepend(ROOT / "docs")
    spec = importlib.util.spec_from_file_location("demerit_tables", ROOT / "docs" / "tables.py")
    assert spec and spec.loader
    tables = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tables)
    pages = tables.pages()
    assert {p.name for p in tables.HERE.glob("*.md")} == set(pages)
    stale = [name for name, text in pages.items() if (tables.HERE / name).read_text(encoding="utf-8") != text]
    assert stale == [], "run `make docs`"
