"""Code that travels: for levels that this machine may not have, found by its key, whole or made again."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.base import compiling, kept, machine
from demerit.lab import packing
from demerit.lab.packing import SMALL, needed, pack, shipped_schemes

LEVELS = tuple(machine.LEVELS)


def test_what_a_scheme_needs_is_packed_for_every_level_once(tmp_path: Path) -> None:
    """Its files are those that would be kept; what is whole stays, what is damaged or nobody's is put right."""
    loops = needed(["null"], others=False)
    assert len(loops) > 20 and len({loop.name for loop in loops}) > 20
    few = [loop for loop in loops if loop.name in ("look", "act go")] or loops[:2]
    files, size = pack(tmp_path, few)
    names = {kept.file_of(loop.name, compiling.key_of(loop, level)) for loop in few for level in LEVELS}
    assert {path.name for path in tmp_path.iterdir()} == names
    assert files == len(names) == len(few) * len(LEVELS)
    assert size == sum(path.stat().st_size for path in tmp_path.iterdir())
    first, second, *_ = sorted(tmp_path.iterdir())
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    whole = first.read_bytes()
    first.write_bytes(whole[:-1])
    (tmp_path / "act-old-0123456789abcdef.code").write_bytes(b"old")
    pack(tmp_path, few)
    assert {path.name for path in tmp_path.iterdir()} == names
    assert first.read_bytes() == whole
    assert second.stat().st_mtime_ns == before[second.name]


def test_code_of_another_level_has_another_key_and_says_the_same() -> None:
    """Of each level its own; one that is named is the one that a machine of it looks for."""
    (loop, *_) = needed(["null"], others=False)
    keys = {compiling.key_of(loop, level) for level in LEVELS}
    assert len(keys) == len(LEVELS)
    assert compiling.key_of(loop, machine.processor()) == compiling.key_of(loop)


def test_every_scheme_that_comes_with_the_package_is_packed() -> None:
    assert {"null", "article_2015", "zhima_2015"} <= set(shipped_schemes())


def test_what_is_packed_does_not_depend_on_how_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of more citizens than one range holds, and of as many threads as there are, none is needed that is not packed.

    What small societies alone need is packed with all else: their introductions are listed before anything is drawn.
    """
    small = {compiling.key_of(loop): loop.name for loop in needed(["null"], others=False)}
    monkeypatch.setattr(packing, "SMALL", 15 * SMALL)
    large = {compiling.key_of(loop) for loop in needed(["null"], others=False)}
    assert large <= set(small)
    assert {small[key] for key in set(small) - large} == {"note_introductions"}
