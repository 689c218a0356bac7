"""A folder sealed by its manifest: whole, or said not to be; held by one process at a time; swept by who comes next."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from demerit.base.aside import ASIDE, sweep, write
from demerit.base.held import held, is_held
from demerit.base.sealed import Sealed, add, begun, empty, unseal
from demerit.errors import RunFolderError

NAME = "told.json"
HOLDER = "import sys, time; from pathlib import Path; from demerit.base.held import held\n"
HOLDS = HOLDER + "with held(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"


def sealed(path: Path) -> Sealed:
    """Give a folder with a file and a table."""
    kept = Sealed(path, NAME, {"format": 7, "title": "雅 \udcff"}, way_out="Make it anew.")
    kept.seal()
    kept.put("words", b"one", b"two")
    kept.put_table("table.parquet", pl.DataFrame({"n": [1, 2, 3]}))
    kept.seal(finished=True)
    return kept


def test_what_was_sealed_is_read_back(tmp_path: Path) -> None:
    sealed(tmp_path)
    kept = unseal(tmp_path, NAME, 7, "")
    assert kept.told == {"format": 7, "title": "雅 \udcff", "finished": True}
    assert kept.read("words") == b"onetwo"
    assert kept.table("table.parquet")["n"].to_list() == [1, 2, 3]
    assert kept.mistakes() == []


def test_every_bit_of_a_manifest_counts(tmp_path: Path) -> None:
    """Each bit of each byte, white space and its own hash among them."""
    sealed(tmp_path)
    file = tmp_path / NAME
    content = file.read_bytes()
    for bit in range(8 * len(content)):
        turned = bytearray(content)
        turned[bit // 8] ^= 1 << bit % 8
        file.write_bytes(turned)
        with pytest.raises(RunFolderError, match=NAME):
            unseal(tmp_path, NAME, 7, "")


def test_another_form_is_refused_by_name(tmp_path: Path) -> None:
    sealed(tmp_path)
    with pytest.raises(RunFolderError, match=r"another version \(form 7; this version reads 8\)"):
        unseal(tmp_path, NAME, 8, "")
    (tmp_path / NAME).write_text('{"format": 6, "files": 3}', encoding="utf-8")
    with pytest.raises(RunFolderError, match=r"another version \(form 6"):
        unseal(tmp_path, NAME, 7, "")


def test_the_same_rows_are_the_same_bytes_however_they_came_together(tmp_path: Path) -> None:
    kept = Sealed(tmp_path, NAME, {})
    rows = pl.DataFrame({"week": range(1000), "name": ["a", "b"] * 500})
    kept.put_table("one.parquet", rows)
    kept.put_table("parts.parquet", pl.concat([rows[:3], rows[3:700], rows[700:]], rechunk=False))
    assert kept.files["one.parquet"] == kept.files["parts.parquet"]


def test_what_is_added_leaves_the_folder_as_old_as_it_was(tmp_path: Path) -> None:
    kept = sealed(tmp_path)
    os.utime(tmp_path / NAME, (1, 1))
    add(kept, "more", b"more")
    assert unseal(tmp_path, NAME, 7, "").read("more") == b"more"
    assert (tmp_path / NAME).stat().st_mtime == 1


def test_a_folder_is_begun_by_its_manifest(tmp_path: Path) -> None:
    place = tmp_path / "place"
    assert not begun(place, NAME)
    place.mkdir()
    (place / f".{NAME}.123.part").write_bytes(b"half")
    assert not begun(place, NAME)
    (place / "notes").write_bytes(b"somebody else's")
    assert begun(place, NAME)


def test_what_is_emptied_loses_its_manifest_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sealed(tmp_path)
    (tmp_path / "inside").mkdir()
    gone: list[str] = []
    monkeypatch.setattr(Path, "unlink", lambda path, missing_ok=False: gone.append(path.name))
    empty(tmp_path, NAME)
    assert gone[-1] == NAME and "words" in gone


def test_a_writer_that_is_no_more_is_swept_behind_and_one_at_work_is_not(tmp_path: Path) -> None:
    mine, users = tmp_path / "in" / ".file.77.part", tmp_path / "film.part"
    mine.parent.mkdir()
    mine.write_bytes(b"half")
    users.write_bytes(b"whole")
    here: list[str] = []

    def chunks() -> object:
        yield b"one"
        sweep(tmp_path)
        here.extend(path.name for path in tmp_path.iterdir() if ASIDE.fullmatch(path.name))

    write(tmp_path / "written", chunks())  # type: ignore[arg-type]
    assert here == [f".written.{os.getpid()}.part"]
    assert {path.name for path in tmp_path.rglob("*")} == {"in", "film.part", "written"}


def test_a_folder_has_one_holder_and_is_free_when_that_one_is_killed(tmp_path: Path) -> None:
    place = tmp_path / "a" / "b"
    holder = subprocess.Popen([sys.executable, "-c", HOLDS, str(place)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout and holder.stdout.readline() == "held\n"
    assert is_held(place)
    with pytest.raises(RunFolderError, match="another process is at work in"), held(place):
        pass
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    assert not is_held(place)
    with held(place) as made:
        assert not made


def test_a_lock_is_not_handed_on_to_what_is_forked(tmp_path: Path) -> None:
    """A child that outlives the process that held the folder holds nothing."""
    script = HOLDER + (
        "import os\nwith held(Path(sys.argv[1])):\n"
        "    child = os.fork()\n    if child == 0: time.sleep(30); os._exit(0)\n"
        "    print(child, flush=True)\n    os.kill(os.getpid(), 9)\n"
    )
    holder = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout
    with holder.stdout:
        child = int(holder.stdout.readline())
    holder.wait()
    try:
        end = time.monotonic() + 5
        while is_held(tmp_path) and time.monotonic() < end:
            time.sleep(0.01)
        assert not is_held(tmp_path)
    finally:
        os.kill(child, signal.SIGKILL)


def test_a_folder_that_came_to_nothing_goes_with_those_made_for_it(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    with held(tmp_path / "there" / "a" / "b") as made:
        assert made
    assert [path.name for path in tmp_path.rglob("*")] == ["there"]
    with held(tmp_path / "there"):
        pass
    assert (tmp_path / "there").is_dir()
