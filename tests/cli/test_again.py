"""The same command gives the same run: twice, on other threads, after Ctrl-C, after a kill."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from demerit.lab.perform import VARIABLE
from tests.cli.conftest import SMALL, Call

LONG = ("run", "article_2015", "--recipe", "village", "--people", "1000", "--weeks", "280")
"""Long enough to be stopped in the middle."""


SLOWLY = (
    "import time; from pathlib import Path; weeks = p.Run.weeks; "
    "p.Run.weeks = lambda run: (time.sleep(0.01) or Path('passing').touch() or week for week in weeks(run)); "
)
"""A hundredth of a second between weeks, so that there is time to stop it; a file says that they pass."""


def started(folder: Path, words: tuple[str, ...], often: bool, slowly: bool = False) -> subprocess.Popen[str]:
    """Start a command in a process of its own; `often` takes a checkpoint every month."""
    set_up = f"import demerit.lab.perform as p; {SLOWLY if slowly else ''}"
    call = f"{set_up}from demerit.cli import main; main({list(words)!r})"
    environment = {**os.environ, VARIABLE: str(0 if often else 10**9)}
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", call], cwd=folder, text=True, stdout=pipe, stderr=pipe,
                            env=environment)  # fmt: skip


def until(folder: Path, pattern: str, process: subprocess.Popen[str], number: int = 1) -> None:
    """Wait until so many files are there, or the process is over."""
    end = time.monotonic() + 60
    while len(list(folder.glob(pattern))) < number and process.poll() is None and time.monotonic() < end:
        time.sleep(0.02)


@pytest.fixture(scope="session")
def digest(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The digest of the long run, never stopped."""
    process = started(tmp_path_factory.mktemp("whole"), (*LONG, "--json"), often=False)
    return str(json.loads(process.communicate(timeout=120)[0])["digest"])


def test_the_same_command_again_shows_the_finished_run(demerit: Call, empty: Path) -> None:
    words = ("run", "article_2015", *SMALL, "--json")
    first, again = demerit(*words), demerit(*words)
    assert (first.told["again"], again.told["again"]) == (False, True)
    assert first.told["digest"] == again.told["digest"]
    assert first.told["run"] == again.told["run"]


def test_resume_of_a_finished_run_gives_its_digest(demerit: Call, workshop: Path) -> None:
    said = demerit("run", "article_2015", *SMALL, "--out", "runs/one", "--resume", "--json")
    assert said.told["again"]
    assert said.told["digest"] == json.loads(Path("runs/one/manifest.json").read_text())["digest"]


def test_threads_do_not_matter(demerit: Call, empty: Path) -> None:
    run = ("run", "article_2015", *SMALL, "--json")
    digests = {demerit(*run, "--threads", t, "--out", f"t{t}").told["digest"] for t in (1, 2, 3)}
    assert len(digests) == 1


def test_seed_and_choices_do_matter(demerit: Call, empty: Path) -> None:
    (empty / "c.csv").write_text("week,citizen,act,deed\n3,1,speak,dissent\n4,1,speak,dissent\n", encoding="utf-8")
    others = ((), ("--seed", 2), ("--choices", "c.csv"))
    digests = {demerit("run", "article_2015", *SMALL, *more, "--json").told["digest"] for more in others}
    assert len(digests) == len(others)


def test_a_life_that_was_chosen_is_explained_as_it_was_lived(demerit: Call, empty: Path) -> None:
    (empty / "c.csv").write_text("week,citizen,act,deed\n3,1,speak,dissent\n", encoding="utf-8")
    demerit("run", "article_2015", *SMALL, "--choices", "c.csv", "--out", "r")
    (empty / "c.csv").unlink()
    assert demerit("explain", "r", "1").status == 0


def test_a_changed_edge_list_is_another_run(demerit: Call, empty: Path) -> None:
    def told(rows: int) -> object:
        ties = "".join(f"{i},{i + k}\n" for i in range(rows) for k in (1, 2))
        (empty / "e.csv").write_text("u,v\n" + ties, encoding="utf-8")
        return demerit("run", "null", "--ties", "e.csv", "--weeks", "4", "--json").told["people"]

    assert told(120) != told(150)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ctrl_c_and_its_like_keep_what_was_done_and_it_resumes(sent: int, empty: Path, digest: str) -> None:
    words = (*LONG, "--out", "r")
    process = started(empty, words, often=False, slowly=True)
    until(empty, "passing", process)
    process.send_signal(sent)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 128 + sent, err
    assert "--resume" in err
    assert "Traceback" not in err
    out, err = started(empty, (*words, "--resume", "--json"), often=False).communicate(timeout=120)
    assert json.loads(out)["digest"] == digest, err


@pytest.mark.parametrize(
    ("moment", "number"),
    [("r/manifest.json", 1), ("r/checkpoint/checkpoint.json", 1), ("r/checkpoint/counts-*.parquet", 3)],
)
def test_a_run_killed_at_any_moment_resumes_to_the_same_digest(
    moment: str, number: int, empty: Path, digest: str
) -> None:
    words = (*LONG, "--out", "r")
    process = started(empty, words, often=True, slowly=True)
    until(empty, moment, process, number)
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    out, err = started(empty, (*words, "--resume", "--json"), often=True).communicate(timeout=120)
    assert json.loads(out)["digest"] == digest, err


def test_a_reader_that_leaves_is_no_error(empty: Path) -> None:
    call = "from demerit.cli import main; main(['list', 'knobs', '--json'])"
    reader, writer = os.pipe()
    os.close(reader)
    words = [sys.executable, "-c", call]
    done = subprocess.run(words, cwd=empty, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr
