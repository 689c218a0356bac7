"""How fast studies are: many worlds beside one run of as many people, one that is carried on, one on a cluster."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from demerit.base.number_of import number_of
from demerit.engine.backends.threads import cores
from demerit.errors import DemeritError
from demerit.lab.living import live
from demerit.lab.order import Order
from demerit.lab.studies import crew
from demerit.lab.studies.log import FILE
from demerit.lab.studies.plan import Plan
from demerit.lab.studies.study import planned, study
from demerit.lab.studies.world import Lives, Task, orders_of, tasks_of

SIDES = ("article_2015", "null")
PEOPLE = 1000
SEED = 1
Say = Callable[[str], None]


@dataclass(frozen=True)
class Throughput:
    """What was measured; seconds are of the wall, and hold the start of processes.

    Parameters
    ----------
    worlds, people, weeks
        How many worlds, each under both sides; citizens and weeks of each.
    engine_seconds, measured_seconds, one_seconds
        Of the worlds on all cores without a measure; of the same as a study, every headline measured; of one run of
        each side over as many people, all cores.
    start_seconds
        Of a world a core, nothing measured: most of it is the start of the processes.
    engine_of_one, measured_of_one
        Citizen-weeks a second of the first two, against those of the one run. Of each the time of a world a core is
        taken off, so that it says what further worlds cost: in a long study the start of processes is nothing.
    resume_overhead, resume_seconds
        What a study that is killed at half and carried on takes longer than an unbroken one, as a share of that, and
        in seconds: one more start, and the worlds that were in hand.
    cluster_of_one
        One local process of a cluster's seconds over those of two; None where `distributed` is not installed.
    """

    worlds: int
    people: int
    weeks: int
    engine_seconds: float
    measured_seconds: float
    one_seconds: float
    start_seconds: float
    engine_of_one: float
    measured_of_one: float
    resume_overhead: float
    resume_seconds: float
    cluster_of_one: float | None

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        return asdict(self)


def throughput(worlds: int, weeks: int, say: Say = lambda words: None) -> Throughput:
    """Measure so many worlds of `PEOPLE` citizens, so many weeks long: more worlds than there are cores."""
    plan = planned(SIDES, {"people": PEOPLE, "weeks": weeks, "seeds": worlds, "recipe": "village", "seed": SEED})
    with tempfile.TemporaryDirectory(prefix="demerit-") as place:
        folder = Path(place)
        study(plan.model_copy(update={"seeds": 2}), out=folder / "warm", workers=1)
        say(f"{number_of(worlds, 'world')} of {PEOPLE:,} without measures, then measured")
        few = plan.model_copy(update={"seeds": cores()})
        start, engine = (_timed(partial(_alive, some)) for some in (few, plan))
        shortly, measured = (_timed(partial(study, some, out=folder / f"{some.seeds}")) for some in (few, plan))
        say(f"one run of {worlds * PEOPLE:,} a side")
        one = _timed(lambda: _one(worlds, weeks))
        say("a study killed at half, and carried on")
        broken, unbroken = _killed(plan, folder)
        say("a cluster of one process, and of two")
        speedup = _cluster(plan, folder)
    further = one * (worlds - few.seeds) / worlds
    return Throughput(
        worlds, PEOPLE, weeks, round(engine, 2), round(measured, 2), round(one, 2), round(start, 2),
        round(further / (engine - start), 3), round(further / (measured - shortly), 3),
        round(broken / unbroken - 1, 3), round(broken - unbroken, 2), speedup,
    )  # fmt: skip


def _timed(what: Callable[[], object]) -> float:
    began = time.perf_counter()
    what()
    return time.perf_counter() - began


def _alive(plan: Plan) -> None:
    """Let every world live on all cores, and measure nothing."""
    for found in crew.coming(partial(_live, orders_of(plan)), tasks_of(plan, [{}]), None):
        if "failed" in found:
            raise DemeritError(f"seed {found['seed']}: {found['failed']}")


def _live(orders: dict[str, Order], task: Task) -> dict[str, Any]:
    """Let one world live under every side: what a process does."""
    runs = Lives(orders, task)
    return {"digests": [runs[side].about.digest for side in runs]}


def _one(worlds: int, weeks: int) -> None:
    """Let one society of as many people live under each side, all cores, with the panel of as many as worlds have."""
    for side in SIDES:
        live(Order(side, people=worlds * PEOPLE, weeks=weeks, seed=SEED, recipe="village"),
             panel_size=worlds * PEOPLE)  # fmt: skip


def _killed(plan: Plan, folder: Path) -> tuple[float, float]:
    """Give the seconds of a study that is killed at half and carried on, both processes, and of an unbroken one."""
    file = folder / "plan.yaml"
    file.write_text(json.dumps(plan.plain()), encoding="utf-8")

    def begun(out: str, *more: str) -> subprocess.Popen[bytes]:
        words = [sys.executable, "-m", "demerit", "study", str(file), "--json", "--out", str(folder / out), *more]
        return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def ended(process: subprocess.Popen[bytes]) -> None:
        if process.wait():
            raise DemeritError(f"a study that was timed ended with status {process.returncode}")

    def broken() -> None:
        log, half = folder / "broken" / FILE, plan.seeds // 2
        with begun("broken") as process:
            while process.poll() is None and (not log.exists() or log.read_bytes().count(b"\n") < half):
                time.sleep(0.02)
            os.kill(process.pid, signal.SIGKILL)
        ended(begun("broken", "--resume"))

    return _timed(broken), _timed(lambda: ended(begun("unbroken")))


def _cluster(plan: Plan, folder: Path) -> float | None:
    """Give how many times as fast two local processes of a cluster are as one, both warm."""
    if find_spec("distributed") is None:
        return None
    from distributed import LocalCluster

    seconds = []
    for number in (1, 2):
        with LocalCluster(n_workers=number, threads_per_worker=1, dashboard_address=None) as local:
            small = plan.model_copy(update={"seeds": 2 * number})
            study(small, out=folder / f"warm-{number}", cluster=local.scheduler_address)
            out, address = folder / f"cluster-{number}", local.scheduler_address
            began = time.perf_counter()
            study(plan, out=out, cluster=address)
            seconds.append(time.perf_counter() - began)
    return round(seconds[0] / seconds[1], 3)
