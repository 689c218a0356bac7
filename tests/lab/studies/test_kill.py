"""A study killed in the middle goes on, and ends in the bytes of an unbroken one; so does one whose worker dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from demerit.lab.studies.log import FILE
from demerit.lab.studies.store import DRAWS, EFFECTS
from demerit.lab.studies.study import study
from tests.lab.studies.small import SIDES, SMALL

MANY = {**SMALL, "worlds": 5}
DEMERIT = (sys.executable, "-m", "demerit")


def plan(folder: Path) -> Path:
    """Write the plan of ten tiny worlds."""
    told = {**MANY, "sides": SIDES, "vary": {"learn.jolt": {"low": 8, "high": 90}}}
    (folder / "plan.yaml").write_text(json.dumps(told))
    return folder / "plan.yaml"


def lines(out: Path) -> int:
    """Count the worlds that a study has kept so far."""
    file = out / FILE
    return file.read_bytes().count(b"\n") if file.exists() else 0


def wait_for(what: object, process: subprocess.Popen[bytes], seconds: float = 120) -> None:
    """Wait until something holds, while a process is at work."""
    end = time.monotonic() + seconds
    while not what():  # type: ignore[operator]
        assert process.poll() is None, "it ended before"
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.01)


def test_killed_it_goes_on_and_ends_in_the_same_bytes(tmp_path: Path) -> None:
    whole = study(SIDES, out=tmp_path / "whole", workers=1, **MANY)
    out, words = tmp_path / "killed", ("study", plan(tmp_path), "--workers", "2", "--json", "--out")
    process = subprocess.Popen([*DEMERIT, *words, out], start_new_session=True, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)  # fmt: skip
    wait_for(lambda: lines(out) >= 3, process)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    kept = lines(out)
    assert 3 <= kept < 10
    again = subprocess.run([*DEMERIT, *words, out, "--resume"], capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    told = json.loads(again.stdout)
    assert (told["digest"], told["worlds"], told["lost"]) == (whole.digest, 10, [])
    for table in (EFFECTS, DRAWS):
        assert (out / table).read_bytes() == (whole.folder / table).read_bytes()
    wait_until_gone(process.pid)


def wait_until_gone(session: int, seconds: float = 10) -> None:
    """Wait until no process of a killed study is left: they end with the one that began them."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            os.killpg(session, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    os.killpg(session, signal.SIGKILL)
    raise AssertionError("processes of a killed study are still there")


@pytest.mark.slow
def test_a_worker_of_a_cluster_that_dies_takes_no_world_with_it(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    whole = study(SIDES, out=tmp_path / "whole", workers=1, **MANY)
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as crew:
        workers = [worker.pid for worker in crew.workers.values()]
        killed: list[int] = []

        def watch(done: int, of: int, what: str) -> None:
            if done == 2 and not killed:
                killed.append(workers[0])
                os.kill(workers[0], signal.SIGKILL)

        found = study(SIDES, out=tmp_path / "many", cluster=crew.scheduler_address, watch=watch, **MANY)
    assert killed
    assert (found.digest, found.worlds, found.lost) == (whole.digest, 10, [])


def test_a_cluster_that_cannot_be_reached_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    from demerit.errors import InputError
    from demerit.lab.studies import crew

    monkeypatch.setattr(crew, "PATIENCE", 0.3)
    with pytest.raises(InputError, match="no scheduler answers there"):
        list(crew.cluster(lambda task: {}, [], "tcp://127.0.0.1:1", []))
    with pytest.raises(InputError, match="no scheduler answers there"):
        list(crew.cluster(lambda task: {}, [], "nonsense", []))
