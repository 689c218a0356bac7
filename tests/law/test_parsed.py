"""A scheme that was read before is not parsed again; whatever could make it another one is seen."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from demerit.base import kept
from demerit.errors import LawError
from demerit.lab.reading import outside
from demerit.law import copy_law, load, scheme_folder, scheme_hash
from demerit.law.reading import parsed


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty folder for what is kept."""
    monkeypatch.setenv(kept.VARIABLE, str(tmp_path / "mine"))
    monkeypatch.setattr(parsed, "_READ", {})
    return kept.folder()


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """Give a scheme of one's own: a copy of a small one."""
    return Path(shutil.copytree(scheme_folder("zhima_2015"), tmp_path / "schemes" / "town"))


@pytest.fixture
def parses(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Note what is parsed."""
    found: list[str] = []

    def noted(name: Any, **names: Any) -> Any:
        found.append(Path(name).name)
        return load(name, **names)

    monkeypatch.setattr(parsed, "load", noted)
    yield found


def test_a_scheme_is_parsed_once(place: Path, town: Path, parses: list[str]) -> None:
    first = parsed.loaded(town, outside())
    assert parsed.loaded(town, outside()) is first
    parsed._READ.clear()
    again = parsed.loaded(town, outside())
    assert again is not first and parses == ["town"]
    assert again == first == load(town, **outside()._asdict())
    assert scheme_hash(again) == scheme_hash(first)


def test_one_that_extends_another_is_parsed_again_when_that_one_changes(
    place: Path, town: Path, parses: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(town.parents[1])
    child = town.parent / "child"
    child.mkdir()
    (child / "scheme.yaml").write_text("# it extends a town\nextends: town\ntitle: A child\n", encoding="utf-8")
    one = parsed.loaded("child", outside())
    assert parsed.loaded("child", outside()) == one and parses == ["child"]
    head = town / "scheme.yaml"
    head.write_text(re.sub(r"(?m)^weeks: .*$", "weeks: 80", head.read_text(encoding="utf-8")), encoding="utf-8")
    assert one.weeks != parsed.loaded("child", outside()).weeks == 80
    assert parses == ["child", "child"]


def test_whatever_lies_otherwise_is_seen(place: Path, town: Path) -> None:
    """A byte of any file, a file more or less, another name, a link: the key is another one, or there is none."""
    names = outside()
    keys = {parsed._key(town, names)}
    files = sorted(town.rglob("*.yaml"))
    assert len(files) > 5
    for file in files:
        whole = file.read_bytes()
        file.write_bytes(whole + b"\n")
        keys.add(parsed._key(town, names))
        file.unlink()
        if file.name != "scheme.yaml":
            keys.add(parsed._key(town, names))
        file.write_bytes(whole)
        assert parsed._key(town, names) in keys
    assert len(keys) == 2 * len(files)
    (town / "rules" / "notes.txt").write_text("", encoding="utf-8")
    keys.add(parsed._key(town, names))
    (town / "rules" / "notes.txt").unlink()
    keys.add(parsed._key(town, names._replace(deeds=[*(names.deeds or ()), "act.more"])))
    keys.add(parsed._key(town, names._replace(deeds=None)))
    keys.add(parsed._key(town, names._replace(deeds=())))
    keys.add(parsed._key(town.rename(town.parent / "city"), names))
    assert len(keys) == 2 * len(files) + 5
    assert None not in keys


@pytest.mark.parametrize("head", ["'extends': null_2\n", '"ext\\x65nds": null\n', "{extends: null}\n",
                                  "extends: null  # at rest\n", "? extends\n: null\n", "extends:\n  null\n"])
def test_what_is_written_oddly_is_not_kept(place: Path, tmp_path: Path, head: str) -> None:
    """Where it cannot be seen in a glance what a scheme extends, it is parsed every time."""
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / "scheme.yaml").write_text(head, encoding="utf-8")
    assert parsed._key(folder, outside()) is None


def test_links_and_pipes_are_left_to_who_reads_with_care(place: Path, town: Path, tmp_path: Path) -> None:
    rule = next((town / "rules").glob("*.yaml"))
    shutil.move(rule, tmp_path / rule.name)
    rule.symlink_to(tmp_path / rule.name)
    assert parsed._key(town, outside()) is None
    rule.unlink()
    os.mkfifo(rule)
    assert parsed._key(town, outside()) is None


def test_what_is_damaged_is_parsed_again(place: Path, town: Path, parses: list[str]) -> None:
    first = parsed.loaded(town, outside())
    (file,) = place.glob("*.law")
    whole = file.read_bytes()
    for damaged in (whole[:-1], whole[:20], b"", bytes([whole[0] ^ 1]) + whole[1:], whole[:-1] + b"?"):
        file.write_bytes(damaged)
        parsed._READ.clear()
        assert parsed.loaded(town, outside()) == first
        assert file.read_bytes() == whole
    assert len(parses) == 6


def test_mistakes_are_told_every_time_and_not_kept(place: Path, town: Path) -> None:
    (town / "rules" / "wrong.yaml").write_text("points: many\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(LawError, match=r"wrong\.yaml"):
            parsed.loaded(town, outside())
    assert not list(place.glob("*.law"))


def test_the_text_of_a_law_is_made_once(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scheme = load("zhima_2015")
    first = copy_law(scheme, tmp_path / "first")
    monkeypatch.setattr("demerit.law.copy._texts", None)
    again = copy_law(scheme, tmp_path / "again")
    assert {path.relative_to(first): path.read_bytes() for path in first.rglob("*.yaml")} == {
        path.relative_to(again): path.read_bytes() for path in again.rglob("*.yaml")}
    assert load(again) == scheme
