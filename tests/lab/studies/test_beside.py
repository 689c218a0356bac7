"""Worlds that live here and in other processes: whoever is done takes the next, and each lives once."""

from __future__ import annotations

import os
import signal
import time
from functools import partial
from pathlib import Path
from typing import Any

from demerit.lab.studies import crew
from demerit.lab.studies.world import Task

TASKS = [Task(number, 0, number + 1) for number in range(6)]


def told(task: Task) -> dict[str, Any]:
    """Say who let a world live."""
    time.sleep(0.05)
    return {"number": task.number, "by": os.getpid()}


def dying(place: Path, here: int, task: Task) -> dict[str, Any]:
    """Die over the first world that lives elsewhere, once."""
    died = place / "died"
    if os.getpid() != here and not died.exists():
        died.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return told(task)


def marking(place: Path, task: Task) -> dict[str, Any]:
    """Leave a file that says who let a world live."""
    (place / str(os.getpid())).touch()
    return told(task)


def test_each_lives_once_and_the_other_takes_some_meanwhile(tmp_path: Path) -> None:
    def meanwhile() -> None:
        """Wait for the first world that lives elsewhere."""
        end = time.monotonic() + 120
        while not any(tmp_path.iterdir()):
            assert time.monotonic() < end, "no world lived elsewhere"
            time.sleep(0.01)

    found = list(crew.beside(partial(marking, tmp_path), TASKS, 1, [], meanwhile))
    assert sorted(one["number"] for one in found) == [task.number for task in TASKS]
    assert any(one["by"] != os.getpid() for one in found)


def test_what_is_waiting_lives_here_while_another_begins() -> None:
    found = list(crew.beside(told, TASKS, 1, [], crew.nothing))
    assert sorted(one["number"] for one in found) == [task.number for task in TASKS]
    assert any(one["by"] == os.getpid() for one in found)


def test_a_process_that_dies_takes_no_world_with_it(tmp_path: Path) -> None:
    found = list(crew.beside(partial(dying, tmp_path, os.getpid()), TASKS, 1, [], crew.nothing))
    assert (tmp_path / "died").exists()
    assert sorted(one["number"] for one in found) == [task.number for task in TASKS]
    assert not any("failed" in one for one in found)


def test_with_nothing_to_do_meanwhile_all_live_elsewhere() -> None:
    found = list(crew.coming(told, TASKS[:2], 2))
    assert all(one["by"] != os.getpid() for one in found)
    beside = list(crew.coming(told, TASKS[:2], 2, meanwhile=crew.nothing))
    assert sorted(one["number"] for one in beside) == [0, 1]
