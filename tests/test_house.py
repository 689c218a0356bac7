"""The house rules: what no file may say, what every module must say, how long things may be."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.house import PACKAGE, ROOT, documents, kept_files, modules, parsed, shown
from tests.plurals import plurals

MODULE_LINES, FUNCTION_LINES = 300, 40
LONGER = {
    "institutions/dial.py:touch": "one pass over a citizen's row; looking, favours and joy hang on each other",
    "lab/yardstick.py:_act": "the yardstick is one loop on purpose, as one would write it by hand",
    "lab/perform.py:perform": "half of it is the list of what can go wrong, and what is kept then",
}
"""Functions longer than a screen, and why they stay so."""
LONGEST = 60
"""No excuse goes further than this."""

MACHINE = re.compile(r"(?<![\w.~<])/(?:work|root|home|Users|mnt|srv|tmp/\w)(?=/|\b)")
REGISTRY = re.compile(r"pypi\.[o]rg|python[h]osted|index-[u]rl|extra-[i]ndex|artifact[o]ry|/[s]imple/", re.I)
TEXT = {".py", ".md", ".yaml", ".toml", ".txt", ".csv", ".cff", ".css", ".j2", ".json", ".cfg", ""}


def test_no_file_knows_a_machine_or_a_registry() -> None:
    """What stands here works anywhere."""
    said = []
    for path in kept_files():
        if path.suffix not in TEXT or path == Path(__file__).resolve():
            continue
        text = path.read_text(encoding="utf-8")
        for pattern in (MACHINE, REGISTRY):
            said += [f"{shown(path)}:{text[: m.start()].count(chr(10)) + 1}: {m[0]}" for m in pattern.finditer(text)]
    assert not said, "\n".join(said)


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (MACHINE, "see " + "/" + "work/main/x"), (MACHINE, "open('/" + "home/me/x')"),
        (REGISTRY, "https://pypi." + "org/x"), (REGISTRY, "--index" + "-url x"),
    ],
)
def test_the_patterns_find_what_they_are_for(pattern: re.Pattern[str], line: str) -> None:
    """A check must be seen to fail once."""
    assert pattern.search(line)


def test_no_file_is_large() -> None:
    """Committed files stay small; graphs and populations are made, not kept."""
    assert [shown(p) for p in kept_files() if p.stat().st_size > 1_000_000] == []


def _functions(module: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(parsed(module)) if isinstance(node, ast.FunctionDef)]


def _length(function: ast.FunctionDef) -> int:
    """Give the lines of a function below its docstring."""
    first = function.body[1 if ast.get_docstring(function) and len(function.body) > 1 else 0]
    return (function.end_lineno or first.lineno) - first.lineno + 1


def test_every_module_can_be_read_in_one_sitting() -> None:
    """At most 300 lines."""
    lengths = {shown(m): len(m.read_text(encoding="utf-8").splitlines()) for m in modules()}
    assert {name: n for name, n in lengths.items() if n > MODULE_LINES} == {}


def test_every_function_fits_on_a_screen_or_says_why_not() -> None:
    """At most 40 lines below the docstring; the exceptions stand in a list that may not grow stale."""
    found = {
        f"{m.relative_to(PACKAGE).as_posix()}:{f.name}": _length(f)
        for m in modules()
        for f in _functions(m)
        if _length(f) > FUNCTION_LINES
    }
    print("\n".join(f"{n:4} {name}: {LONGER.get(name, 'without a reason')}" for name, n in found.items()))
    assert set(found) <= set(LONGER), "shorten these, or give a reason in LONGER"
    assert max(found.values(), default=0) <= LONGEST


def test_every_public_thing_says_what_it_is() -> None:
    """Modules, classes, functions and methods; a leading underscore excuses."""
    silent = []
    for module in modules():
        tree = parsed(module)
        if not ast.get_docstring(tree):
            silent.append(shown(module))
        silent += [f"{shown(module)}:{name}" for name in _undocumented(tree)]
    assert silent == []


def _undocumented(tree: ast.Module | ast.ClassDef) -> list[str]:
    found = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            found += [] if ast.get_docstring(node) else [node.name]
            found += _undocumented(node) if isinstance(node, ast.ClassDef) else []
    return found


def test_public_names_are_sorted_and_there() -> None:
    """Every `__all__`: constants, classes, functions, each group by name; each can be imported."""
    import importlib

    for module in modules():
        for node in parsed(module).body:
            if not isinstance(node, ast.Assign) or getattr(node.targets[0], "id", "") != "__all__":
                continue
            names = ast.literal_eval(node.value)
            dotted = ".".join(module.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
            assert names == sorted(names, key=lambda n: (not n.isupper(), not n[:1].isupper(), n)), dotted
            assert len(set(names)) == len(names), dotted
            assert all(hasattr(importlib.import_module(dotted), name) for name in names), dotted


def test_nothing_draws_from_a_generator_of_its_own() -> None:
    """Draws belong to (seed, stream, week, citizen): `demerit.base.draws` alone makes them."""
    said = re.compile(r"numpy\.random|np\.random|^\s*(?:import|from) (?:random|secrets)\b", re.M)
    assert [shown(m) for m in modules() if said.search(m.read_text(encoding="utf-8"))] == []


def test_nothing_below_the_laboratory_reads_clock_or_environment() -> None:
    """A run is a function of scheme, society, seed, weeks and choices."""
    said = re.compile(r"os\.environ|time\.(?:time|perf_counter|monotonic)|datetime\.now|date\.today")
    below = [m for room in ("law", "society", "acts", "engine", "measures") for m in (PACKAGE / room).rglob("*.py")]
    assert [shown(m) for m in below if said.search(m.read_text(encoding="utf-8"))] == []


def test_no_module_is_named_after_nothing() -> None:
    """A name says what is in the room."""
    empty = {"utils", "util", "helpers", "helper", "manager", "data", "info", "misc", "common"}
    assert [shown(m) for m in modules() if m.stem in empty] == []


def test_version_stands_in_one_place() -> None:
    """The changelog and the citation name the version that is built."""
    version = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.M)
    assert version
    newest = re.search(r"^## \[(\d.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    cited = re.search(r"^version: (.+)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.M)
    assert newest and cited
    assert {newest[1], cited[1]} == {version[1]}


def test_every_release_says_whether_numbers_moved() -> None:
    """Each version of the changelog has a line that begins with `numbers:`."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    releases = re.split(r"^## \[", text, flags=re.M)[1:]
    assert releases
    assert all(re.search(r"^numbers: ", part, re.M) for part in releases)


def test_pages_are_in_british_spelling() -> None:
    """The commonest words that give the other spelling away."""
    other = re.compile(r"\b(?:behavior|color|neighbor|center|favor|labor(?!ator)|modeled|modeling)\w*\b", re.I)
    said = [f"{shown(p)}: {m[0]}" for p in documents() for m in other.finditer(_prose(p))]
    assert said == []


def _prose(page: Path) -> str:
    """Give a page without its code and tables."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
    return "\n".join(line for line in re.sub(r"`[^`]*`", "", text).splitlines() if not line.startswith("|"))


def test_every_number_before_a_noun_asks_how_many() -> None:
    """``base.number_of`` says ``1 world`` and ``2 worlds``."""
    found = [f"{shown(path)}:{line}: {what}: take number_of" for path in modules()
             for line, what in plurals(path.read_text(encoding="utf-8"))]  # fmt: skip
    assert not found, "\n".join(found)


def test_a_plural_after_a_number_is_found() -> None:
    found = [what for _, what in plurals("say(f'{n:,} worlds, {MOST} ties, {x:.1f} years, {number_of(n, \"week\")}')")]
    assert found == ["n worlds, "]
