"""How fast the model is, beside how fast the machine is: both measured in one process."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from demerit.base.compiled import VARIABLE
from demerit.engine.run import Run
from demerit.engine.week import act as act_of_week
from demerit.lab.machine import Machine, machine
from demerit.lab.order import Order, scheme_of, society_of
from demerit.lab.perform import perform

SLOW_NS = 10.0
"""Nanoseconds a citizen above which an act's utilities are a finding: the compiler did not draw its loop together."""
WARM_UP = 4
FROM, UNTIL = 16, 40
"""Weeks timed: after the launch, six of them scoring weeks."""
LONG = 286
Say = Callable[[str], None]

COLD = """
import sys, time
from pathlib import Path
began = time.perf_counter()
from demerit.lab.order import Order
from demerit.lab.perform import perform
perform(Order("article_2015", recipe="village", people=1000, weeks=12), Path(sys.argv[1]))
print(time.perf_counter() - began)
"""
"""A first run in a process of its own, from the first import to the run folder."""


@dataclass(frozen=True)
class Speed:
    """How fast one scheme passes over one society.

    Parameters
    ----------
    scheme, people
        Which.
    citizen_weeks_per_second
        All steps, all cores, weeks 16 to 39 after the launch.
    bytes_per_citizen
        State with ties, scratch and tallies, in the peak week.
    share_of_limit
        A citizen-week has to look at every friend at least once. So gathers per second / ties of a citizen is a limit
        on citizen-weeks per second; this is the share of it that was reached.
    degree
        Ties a citizen has.
    """

    scheme: str
    people: int
    citizen_weeks_per_second: float
    bytes_per_citizen: float
    share_of_limit: float
    degree: float


@dataclass(frozen=True)
class Bench:
    """All that the bench measures.

    Parameters
    ----------
    machine, results
        The machine; each scheme and size.
    acts
        ``name, deeds, utilities_ns, act_ns``: nanoseconds a citizen of the utilities alone, and of the whole decision.
    compile_seconds
        A first run of a village with nothing compiled, less the same with everything compiled.
    run
        ``people, weeks, seconds, timings``: a whole run with its folder, the second of its kind.
    """

    machine: Machine
    results: list[Speed]
    acts: list[dict[str, Any]]
    compile_seconds: float
    run: dict[str, Any]

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        return asdict(self)


def bench(quick: bool = False, say: Say = lambda words: None) -> Bench:
    """Measure machine and model; `quick` takes smaller societies and leaves out what takes minutes."""
    say("the machine")
    limit = machine()
    sizes = (
        [("article_2015", 20_000)]
        if quick
        else [("article_2015", 100_000), ("null", 100_000), ("article_2015", 1_000_000)]
    )
    results: list[Speed] = []
    acts: list[dict[str, Any]] = []
    for scheme, people in sizes:
        say(f"{scheme}, {people:,} citizens")
        speed, timed = _speed(Order(scheme, people=people), limit, not acts)
        results.append(speed)
        acts = acts or timed
    say("compilation, from nothing")
    compiled = compile_seconds()
    people, weeks = (20_000, 52) if quick else (100_000, LONG)
    say(f"a whole run, {people:,} citizens, {weeks} weeks")
    return Bench(limit, results, acts, compiled, _whole_run(people, weeks))


def _speed(order: Order, limit: Machine, with_acts: bool) -> tuple[Speed, list[dict[str, Any]]]:
    """Time some weeks of a scheme after its launch."""
    scheme, _ = scheme_of(order)
    run = Run(scheme, society_of(order), seed=order.seed, weeks=UNTIL, settings={"run.warm_up": WARM_UP})
    try:
        peak, spent = 0, 0.0
        weeks = run.weeks()
        for _ in range(WARM_UP + UNTIL):
            began = time.perf_counter()
            week = next(weeks)
            if week >= FROM:
                spent += time.perf_counter() - began
            peak = max(peak, run.nbytes())
        degree = float((run.world.friend >= 0).sum()) / run.n
        rate = run.people * (UNTIL - FROM) / spent
        speed = Speed(
            scheme.name,
            run.people,
            round(rate),
            round(peak / run.people, 1),
            round(rate * degree / limit.gathers_per_second, 3),
            round(degree, 2),
        )
        return speed, _acts(run) if with_acts else []
    finally:
        run.close()


def _acts(run: Run, passes: int = 10) -> list[dict[str, Any]]:
    """Time each act on one thread: its utilities alone, and the whole decision with stakes and choice."""
    found = []
    for number, what in enumerate(run.acts):
        knobs = run.tables.act_knobs[number]

        def swept(number: int = number, what: Any = what, knobs: Any = knobs) -> None:
            for desk in run.desks:
                what.sweep(desk.views[number], knobs, run.told, desk.utility)

        def decided(number: int = number) -> None:
            for desk in run.desks:
                act_of_week(run, UNTIL, number, desk)

        found.append(
            {
                "name": what.name,
                "deeds": len(what.deeds),
                "utilities_ns": _ns(swept, run.n, passes),
                "act_ns": _ns(decided, run.n, passes),
            }
        )
    return found


def _ns(task: Callable[[], None], n: int, passes: int) -> float:
    """Give nanoseconds a citizen: the fastest pass."""
    times = []
    for _ in range(passes):
        began = time.perf_counter()
        task()
        times.append(time.perf_counter() - began)
    return round(min(times) / n * 1e9, 2)


def compile_seconds() -> float:
    """Give the seconds that a first run takes longer than a second one, each in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="demerit-") as place:
        environment = os.environ | {VARIABLE: str(Path(place) / "compiled")}

        def once(name: str) -> float:
            said = subprocess.run(
                [sys.executable, "-c", COLD, str(Path(place) / name)],
                env=environment,
                check=True,
                capture_output=True,
                text=True,
            )
            return float(said.stdout)

        return round(once("cold") - once("warm"), 2)


def _whole_run(people: int, weeks: int) -> dict[str, Any]:
    """Time a run from order to folder, compiled code being there."""
    with tempfile.TemporaryDirectory(prefix="demerit-") as place:
        done = perform(Order("article_2015", people=people, weeks=weeks), Path(place) / "run")
    return {"people": people, "weeks": weeks, "seconds": round(done.seconds, 2), "timings": done.folder.about.timings}
