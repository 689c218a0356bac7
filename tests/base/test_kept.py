"""Kept code: found by what it was made from, never stale, never damaged, never where others can write."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from demerit.base import compiling, kept, machine
from demerit.base.loom import Fixed, Loop
from demerit.base.native import Bound
from demerit.base.source_hash import sources_hash
from tests.base.looms import Dice, Seen

KEY = "0123456789abcdef"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty folder in which code is kept, and nothing that came with the package."""
    monkeypatch.setenv(kept.VARIABLE, str(tmp_path / "mine"))
    monkeypatch.setenv(kept.SHIPPED, "")
    monkeypatch.setattr(compiling, "_FOUND", {})
    return kept.folder()


def one_file(place: Path) -> Path:
    """Give the only file that is kept."""
    (file,) = place.iterdir()
    return file


def test_what_is_kept_is_found_under_its_own_key_alone(place: Path) -> None:
    kept.keep("act go", KEY, b"code")
    assert kept.find("act go", KEY) == b"code"
    assert kept.is_kept("act go", KEY)
    assert kept.find("act go", KEY[::-1]) is None
    one_file(place).rename(place / f"act-go-{KEY[::-1]}.code")
    assert kept.find("act go", KEY[::-1]) is None, "another's code under this name"


def test_what_is_damaged_is_dropped(place: Path) -> None:
    """Every bit, every length: never found, and gone from the folder."""
    kept.keep("x", KEY, b"some code")
    file = one_file(place)
    whole = file.read_bytes()
    for bit in range(8 * len(whole)):
        file.write_bytes(bytes(b ^ (1 << bit % 8) if k == bit // 8 else b for k, b in enumerate(whole)))
        assert kept.find("x", KEY) is None and not file.exists()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        assert kept.find("x", KEY) is None and not file.exists()


def double(i, seen):  # type: ignore[no-untyped-def]
    """Write twice the row."""
    seen.a[i] = 2 * i


def run_double() -> list[int]:
    """Run a loop in a process that has loaded none yet; give what it wrote."""
    seen = Seen(np.zeros(4, np.int64), np.zeros(1, np.int64))
    Bound(Loop("double", double, {"seen": Fixed(seen)}))(0, 4, 0)
    return list(seen.a)


def test_a_damaged_loop_is_compiled_again(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_double() == [0, 2, 4, 6]
    whole = one_file(place).read_bytes()
    dice = Dice(6)
    for number in range(12):
        monkeypatch.setattr(compiling, "_FOUND", {})
        at = dice(0, len(whole))
        damaged = (b"", whole[:at], whole[:at] + bytes([whole[at] ^ 16]) + whole[at + 1:])[number % 3]
        one_file(place).write_bytes(damaged)
        assert run_double() == [0, 2, 4, 6]
        assert one_file(place).read_bytes() == whole != damaged


def test_a_loop_that_is_kept_is_not_compiled(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: Any) -> Any:
        raise AssertionError("it is kept")

    assert run_double() == [0, 2, 4, 6]
    monkeypatch.setattr(compiling, "_FOUND", {})
    monkeypatch.setattr(machine, "made", never)
    assert run_double() == [0, 2, 4, 6]


def test_code_that_came_with_the_package_is_read_and_not_touched(place: Path, tmp_path: Path,
                                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_double() == [0, 2, 4, 6]
    shipped = tmp_path / "shipped"
    place.rename(shipped)
    place.mkdir(mode=0o700)
    monkeypatch.setenv(kept.SHIPPED, str(shipped))
    monkeypatch.setattr(compiling, "_FOUND", {})
    assert run_double() == [0, 2, 4, 6]
    assert not list(place.iterdir()), "nothing was compiled"
    one_file(shipped).write_bytes(b"no code")
    monkeypatch.setattr(compiling, "_FOUND", {})
    assert run_double() == [0, 2, 4, 6]
    assert one_file(shipped).read_bytes() == b"no code" and one_file(place)


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="the system knows no owners")
def test_a_folder_that_others_can_write_to_is_not_used(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept.keep("x", KEY, b"code")
    assert not stat.S_IMODE(place.stat().st_mode) & 0o022
    for mode in (0o770, 0o707, 0o777):
        place.chmod(mode)
        kept._opened.cache_clear()
        assert kept.folder() != place
        assert kept.find("x", KEY) is None
        said = capsys.readouterr().err
        assert str(place) in said and "chmod go-w" in said
        assert kept.folder() != place and not capsys.readouterr().err, "it is said once"
    place.chmod(0o700)
    kept._opened.cache_clear()
    assert kept.find("x", KEY) == b"code"


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.delenv(kept.VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert "demerit-compiled-" in str(kept.folder())
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert kept.folder() == tmp_path / "cache" / "demerit" / "kept"


def test_files_written_long_ago_go(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 3)
    for number in (5, 2, 4, 1, 3):
        (place / f"{number}.code").touch()
        os.utime(place / f"{number}.code", (number, number))
    kept._opened.cache_clear()
    assert sorted(path.name for path in kept.folder().iterdir()) == ["3.code", "4.code", "5.code"]


def test_other_sources_give_another_hash() -> None:
    assert sources_hash(("acts",)) != sources_hash(("base",))


def test_code_that_came_ready_made_is_not_used_where_others_can_write(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped = tmp_path / "shipped"
    shipped.mkdir(mode=0o755)
    (shipped / kept.file_of("x", KEY)).write_bytes(kept.sealed(KEY, b"code"))
    monkeypatch.setenv(kept.SHIPPED, str(shipped))
    assert kept.find("x", KEY) == b"code"
    shipped.chmod(0o777)
    kept._is_guarded.cache_clear()
    assert kept.find("x", KEY) is None
    assert "chmod go-w" in capsys.readouterr().err
    kept._is_guarded.cache_clear()
