"""Law is written in one dialect of YAML, in ordinary files of its own folder; all else is refused where it stands."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from demerit.law import load, problems
from demerit.law.reading.files import MOST_BYTES
from demerit.law.reading.positions import Mistakes, read_page, value_of

from .names import DEEDS, STATES

PRAISE = Path("rules") / "praise.yaml"
FOREIGN = {
    "a directive": ("%YAML 1.1\n---\na: 1\n", ":1:1: this is a directive"),
    "a directive below a remark": ("# one\n\n%YAML 1.1\n---\na: 1\n", ":3:1: this is a directive"),
    "a directive of tags": ("%TAG !e! tag:e.org,2000:\n---\na: 1\n", "this is a directive"),
    "an anchor": ("a: &x 1\n", ":1:4: anchors"),
    "an alias": ("b: *x\n", ":1:4: aliases"),
    "a merge": ("a:\n  <<: {b: 1}\n", ":2:3: merges (`<<`) are not read"),
    "a tag": ("a: !!python/object:os.system x\n", ":1:4: tags"),
    "a harmless tag": ("a: !!str 1\n", ":1:4: tags"),
    "a number that begins with 0": ("a: 010\n", ":1:4: '010' is not read as a number"),
    "an underscore in a number": ("a: 1_000\n", "not read as a number"),
    "a hexadecimal number": ("a: 0x1f\n", "not read as a number"),
    "a number without an end": (f"a: {'9' * 5000}\n", ":1:4: '999999999999999999999999'... (5,000 characters)"),
    "two documents": ("a: 1\n---\nb: 2\n", "this is no YAML"),
    "a list as a key": ("? [a, b]\n: 1\n", ":1:3: a key must be a word"),
    "brackets without end": ("a: " + "[" * 5000 + "\n", "more than 24 levels deep"),
    "brackets without end, closed": ("a: " + "[" * 5000 + "]" * 5000 + "\n", "more than 24 levels deep"),
    "braces without end": ("a: " + "{a: " * 5000 + "\n", "more than 24 levels deep"),
    "dashes without end": ("- " * 5000 + "a\n", "more than 24 levels deep"),
    "indents without end": ("".join(f"{' ' * k}a:\n" for k in range(200)), "more than 24 levels deep"),
    "an escape that steers the terminal": ('a: "\\e[31mred"\n', ":1:4: the text holds the character U+001B"),
    "half a character": ('a: "\\ud800"\n', ":1:4: the text holds the character U+D800"),
    "what turns text round": ("a: one \u202etwo\n", ":1:8: the character U+202E cannot be seen"),
    "a key that hides": ("a\u200bb: 1\n", ":1:2: the character U+200B cannot be seen"),
    "a hidden key by an escape": ('"a\\u200b": 1\n', ":1:1: the text holds the character U+200B"),
    "a character beyond all": ('a: "\\UFFFFFFFF"\n', "this is no YAML"),
}


@pytest.mark.parametrize("case", FOREIGN)
def test_what_is_not_of_the_dialect_is_refused_where_it_stands(case: str, tmp_path: Path) -> None:
    text, says = FOREIGN[case]
    (tmp_path / "one.yaml").write_text(text, encoding="utf-8")
    mistakes = Mistakes()
    read_page(tmp_path / "one.yaml", mistakes)
    assert any(says in found for found in mistakes.found), mistakes.found
    assert all(len(found) < 500 for found in mistakes.found)


def test_what_is_of_the_dialect_is_read_as_everybody_reads_it() -> None:
    written = {
        "0": 0, "-7": -7, "+7": 7, "1.5": 1.5, "true": True, "yes": "yes", "on": "on", "~": None, "=": "=",
        "1:30": "1:30", "'010'": "010", "[1, a]": [1, "a"], "1e3": 1000.0,
    }  # fmt: skip
    assert {text: value_of(text) for text in written} == written


def test_ends_of_lines_and_the_mark_of_an_editor_change_nothing(town: Path) -> None:
    before = load(town, DEEDS, STATES)
    for path in town.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert load(town, DEEDS, STATES) == before


def pipe(path: Path) -> None:
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.mkdir()


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def elsewhere(path: Path) -> None:
    aside = path.parents[2] / "secret.yaml"
    aside.write_text("password: swordfish\n", encoding="utf-8")
    path.symlink_to(aside.resolve())


def circle(path: Path) -> None:
    path.symlink_to(path.name)


def long(path: Path) -> None:
    path.write_text("# " + "a" * MOST_BYTES, encoding="utf-8")


NO_FILES = {
    pipe: "it is no ordinary file", folder: "it is no ordinary file", device: "a symbolic link out of its folder",
    elsewhere: "a symbolic link out of its folder", circle: "symbolic link", long: "longer than 128 KiB",
}  # fmt: skip


@pytest.mark.parametrize("what", NO_FILES, ids=lambda what: what.__name__)
def test_what_is_no_file_of_the_folder_is_refused_and_nothing_of_it_told(what: object, town: Path) -> None:
    (town / PRAISE).unlink()
    what(town / PRAISE)  # type: ignore[operator]
    found = problems(town, DEEDS, STATES)
    assert any(NO_FILES[what] in mistake for mistake in found), found  # type: ignore[index]
    assert not any("swordfish" in mistake or "password" in mistake for mistake in found)


def test_a_folder_of_parts_that_leads_elsewhere_is_refused(town: Path) -> None:
    (town / "rules").rename(town.parent / "rules_elsewhere")
    (town / "rules").symlink_to((town.parent / "rules_elsewhere").resolve())
    found = problems(town, DEEDS, STATES)
    assert any("praise.yaml:1:1: it is a symbolic link out of its folder" in mistake for mistake in found), found


def test_a_folder_with_a_colon_in_its_name_is_read(town: Path) -> None:
    other = town.with_name("a: b")
    town.rename(other)
    (other / PRAISE).write_text("x: 1\n", encoding="utf-8")
    (other / "gates" / "discount.yaml").write_text("x: 1\n", encoding="utf-8")
    assert len(problems(other, DEEDS, STATES)) > 2


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_that_no_law_is_written_for_is_refused(day: str, town: Path) -> None:
    head = town / "scheme.yaml"
    text = head.read_text(encoding="utf-8")
    head.write_text("\n".join(f"start: {day}" if line.startswith("start:") else line for line in text.splitlines()),
                    encoding="utf-8")  # fmt: skip
    assert any("outside the years 1900 to 2200" in mistake for mistake in problems(town, DEEDS, STATES))
