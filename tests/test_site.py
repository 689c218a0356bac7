"""The site: every page hangs in its tree, every link leads somewhere, every public name is told; it is built whole."""

from __future__ import annotations

import doctest
import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import demerit
from demerit.lab import plugins
from tests.house import ROOT, documents, shown

DOCS = ROOT / "docs"
LONG = {"assess", "calibrate", "open_assessment"}
"""Names whose examples would take a minute each: the guides show them."""


def module(name: str) -> ModuleType:
    """Give a module of docs/, which is no package."""
    spec = importlib.util.spec_from_file_location(f"docs_{name}", DOCS / f"{name}.py")
    assert spec and spec.loader
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def hanging(index: Path, trees: dict[str, str]) -> set[Path]:
    """Give every page that hangs in the tree below a page."""
    found, next_ = {index}, [index]
    while next_:
        page = next_.pop()
        if not page.exists():  # then it is no document, and stands in what is found
            continue
        text = page.read_text(encoding="utf-8")
        entries = [(page.parent, line) for block in re.findall(r"```\{toctree\}\n(.*?)```", text, re.S)
                   for line in block.splitlines() if line and not line.startswith(":")]  # fmt: skip
        name = page.relative_to(ROOT).with_suffix("").as_posix()
        entries += [(ROOT, trees[name])] if name in trees else []
        for home, entry in entries:
            path = entry.rpartition("<")[2].rstrip(">")
            below = {file.resolve() for file in home.glob(f"{path}.md")} if "*" in path else {
                (home / f"{path}.md").resolve()}  # fmt: skip
            next_ += below - found
            found |= below
    return found


def test_every_page_hangs_in_the_tree() -> None:
    """From docs/index.md on; the gallery is drawn when the site is built."""
    there = hanging(DOCS / "index.md", module("conf").TREES) - {DOCS / "gallery" / "gallery.md"}
    assert {shown(page) for page in there} == {shown(page) for page in documents()}


def places(page: Path) -> set[str]:
    """Give the places of a page that a link can name: its headings, written as GitHub and MyST do."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
    headings = [re.sub(r"\[([^\]]*)\]\([^)]*\)|`", r"\1", line) for line in re.findall(r"^#+ (.*)$", text, re.M)]
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}


def test_places_within_pages_are_there() -> None:
    """`](page.md#place)` and `](#place)`."""
    dead = []
    for page in documents():
        text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.S)
        for path, place in re.findall(r"\]\(([^)#\s:]*)#([^)\s]+)\)", text):
            target = (page.parent / path).resolve() if path else page
            if target.suffix == ".md" and place not in places(target):
                dead.append(f"{shown(page)}: {path}#{place}")
    assert dead == []


def test_every_public_name_is_told() -> None:
    """docs/api names all of them, and each says what it gives."""
    told = "\n".join(page.read_text(encoding="utf-8") for page in (DOCS / "api").glob("*.md"))
    names = set(re.findall(r":: demerit\.(?:\w+\.)*(\w+)$", told, re.M))
    assert set(demerit.__all__) - names == {"__version__"}


def examples() -> list[doctest.DocTest]:
    """Give the examples of every public name, of classes with their methods."""
    find, found = doctest.DocTestFinder(recurse=True), []
    for name in sorted(set(demerit.__all__) - {"__version__"}):
        thing: Any = getattr(demerit, name)
        found += [test for test in find.find(thing, f"demerit.{name}", module=False) if test.examples]
    return found


@pytest.mark.parametrize("example", examples(), ids=lambda test: test.name)
def test_examples_run(example: doctest.DocTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an empty folder, each by itself."""
    monkeypatch.chdir(tmp_path)
    said: list[str] = []
    result = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(example, out=said.append)
    for folder in plugins.folders():
        plugins.remove(folder)
    assert result.failed == 0, "".join(said)


def test_public_functions_have_examples() -> None:
    """Whoever asks `help` is shown how."""
    named = {test.name.split(".")[1] for test in examples()}
    assert set(demerit.__all__) - {"__version__"} - named == LONG


def test_links_that_lead_nowhere_are_found(tmp_path: Path) -> None:
    """A check must be seen to fail once."""
    links = module("links")
    (tmp_path / "a.html").write_text('<p id="x"><a href="b.html#y"></a><a href="#x"></a><a href="https://z.org/"></a>')
    (tmp_path / "b.html").write_text('<img src="https://z.org/p.png"><a href="c.html"></a>')
    assert links.faults(tmp_path) == [
        "a.html: b.html#y: there is no such place in that page",
        "b.html: it loads https://z.org/p.png",
        "b.html: c.html leads nowhere",
    ]
    assert links.out_of_it(tmp_path) == ["https://z.org/"]


@pytest.mark.slow
def test_the_site_is_built_without_a_warning(tmp_path: Path) -> None:
    """As `make docs` builds it: notebooks carried out, every link held."""
    subprocess.run([sys.executable, str(DOCS / "pictures.py")], cwd=ROOT, check=True)
    words = ["-q", "-W", "--keep-going", "-b", "html", "-c", "docs", "-d", str(tmp_path / "trees"), "."]
    built = subprocess.run([sys.executable, "-m", "sphinx", *words, str(tmp_path / "html")], cwd=ROOT,
                           capture_output=True, text=True)  # fmt: skip
    assert built.returncode == 0, built.stderr
    assert module("links").faults(tmp_path / "html") == []
    said = (tmp_path / "html" / "docs" / "index.html").read_text(encoding="utf-8")
    assert "A laboratory for social scoring" in said
