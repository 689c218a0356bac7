"""Whatever the ways out are like, closed, full, of few signs, too early gone: words and status 2, or it works."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Call

PROGRAM = f"{sys.executable} -m demerit"
WAYS = {
    "stdout closed": ("list knobs >&-", 0, ""),
    "all closed": ("list knobs >&- 2>&- <&-", 0, ""),
    "stderr closed": ("list nosuch 2>&-", 2, ""),
    "stderr full": ("list nosuch 2>/dev/full", 2, ""),
    "stdout full": ("list knobs >/dev/full", 2, "No space left on device"),
    "stdout full, JSON": ("list knobs --json >/dev/full", 2, "No space left on device"),
    "stdout full, one line": ("--version >/dev/full", 2, "No space left on device"),
    "a reader who leaves": ("list knobs | head -1", 0, ""),
    "a reader who leaves, JSON": ("list knobs --json | head -c 1", 0, ""),
    "few signs": ("list knobs >/dev/null", 0, ""),
    "too little memory": ("list knobs", 2, "this process may use 1.0 GiB of memory"),
    "a name too long": (f"check {'a' * 300}", 2, "File name too long"),
    "no text": ("check $'\\xff'", 2, "no text in UTF-8"),
    "an escape": ("check $'a\\x1b[31m'", 2, "U+001B"),
}
BEFORE = {"few signs": "export PYTHONIOENCODING=ascii;", "too little memory": "ulimit -v 1000000;"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
@pytest.mark.parametrize("way", WAYS)
def test_a_way_out_that_fails_is_words_or_no_matter(way: str, empty: Path) -> None:
    words, status, says = WAYS[way]
    line = f"set -o pipefail; {BEFORE.get(way, '')} {PROGRAM} {words}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=120, check=False,
                          env=os.environ | {"COLUMNS": "100"})  # fmt: skip
    assert done.returncode == status, done
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert "should not have" not in done.stderr


def test_signs_that_an_encoding_has_not_are_written_plainer() -> None:
    script = "from demerit.cli.streams import ready; ready(); print('−7 · 5 ± 1 “x” 雅 \\udcff')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True,
                          env=os.environ | {"PYTHONIOENCODING": "ascii"})  # fmt: skip
    assert done.stdout == '-7 . 5 +/- 1 "x" ? ?\n'


def test_a_file_of_ones_own_that_ends_the_program_is_named(demerit: Call, empty: Path) -> None:
    (empty / "measures").mkdir()
    (empty / "measures" / "mine.py").write_text("import sys\nsys.exit(0)\n", encoding="utf-8")
    said = demerit("--with", ".", "list", "measures")
    assert said.status == 2
    assert "measures/mine.py:2: it cannot be run: it ends the program" in said.err


@pytest.mark.parametrize("value", ["=", "==", "1=2", "[1", "{a: &x 1}", "!!python/name:os.system", "1e400", "nan"])
@pytest.mark.parametrize("name", ["moral_weight", "learn.anchor", "rule.dissenting_post", "scale.low"])
def test_a_setting_that_is_no_number_is_refused_in_words(name: str, value: str, demerit: Call, empty: Path) -> None:
    said = demerit("run", "article_2015", "--set", f"{name}={value}", "--recipe", "village", "--people", "60")
    assert said.status == 2, said
    assert "should not have" not in said.err
    assert not (empty / "runs").exists()


MARKED = "[red]half [/off] price[/red] [link=file:///x]here"


def test_markup_is_printed_as_it_is_written(demerit: Call, empty: Path) -> None:
    demerit("new", "scheme", "town")
    head = empty / "schemes" / "town" / "scheme.yaml"
    lines = head.read_text(encoding="utf-8").splitlines()
    lines = [f"{line.split(':')[0]}: '{MARKED}'" if line.startswith(("title:", "summary:")) else line for line in lines]
    head.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert demerit("check", "town").status == 0
    shown = demerit("show", "town")
    assert shown.out.count(MARKED) == 2
    assert MARKED in " ".join(demerit("list", "schemes").out.split())
    assert MARKED in demerit("show", "town", "--json").out


@pytest.mark.parametrize("out", [".", "place", "/"])
def test_a_report_is_a_file(out: str, demerit: Call, workshop: Path, tmp_path: Path) -> None:
    (tmp_path / "place").mkdir()
    said = demerit("report", "runs/one", "--out", tmp_path / "place" if out == "place" else out)
    assert said.status == 2
    assert "this is a folder" in said.err


def test_a_file_in_the_way_of_a_folder_is_named(demerit: Call, empty: Path) -> None:
    (empty / "schemes").write_text("x", encoding="utf-8")
    said = demerit("new", "scheme", "town")
    assert said.status == 2
    assert "schemes" in said.err
    assert "should not have" not in said.err


def test_a_pipe_among_files_of_ones_own_is_refused(demerit: Call, empty: Path) -> None:
    (empty / "acts").mkdir()
    os.mkfifo(empty / "acts" / "mine.py")
    said = demerit("--with", ".", "list", "acts")
    assert said.status == 2
    assert "no ordinary file" in said.err
