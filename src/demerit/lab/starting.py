"""What a start costs: a first run with nothing compiled, a second one, and one more plan of a scheme that is known."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from demerit.base.kept import SHIPPED, VARIABLE
from demerit.engine.plan import Plan
from demerit.lab.order import Order, scheme_of

LONG = 286
"""Weeks of the runs that are timed whole."""
COLD = """
import resource, sys, time
from pathlib import Path
began, weeks = time.perf_counter(), []
from demerit.lab.order import Order
from demerit.lab.peak import peak_memory, peak_memory_of_children
from demerit.lab.perform import perform
def watch(done, total, what):
    if done:
        weeks.append(time.process_time())
perform(Order("article_2015", people=10_000), Path(sys.argv[1]), watch=watch)
spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(time.perf_counter() - began, sum(one.ru_utime + one.ru_stime for one in spent),
      max(peak_memory(), peak_memory_of_children()), weeks[0])
"""
"""A run of 10,000 people in a process of its own, from the first import to the run folder."""


def first_and_second() -> dict[str, Any]:
    """Time a first run of 10,000 people with nothing compiled, and a second one."""
    with tempfile.TemporaryDirectory(prefix="demerit-") as place:
        environment = os.environ | {VARIABLE: str(Path(place) / "compiled"), SHIPPED: ""}

        def once(name: str) -> list[float]:
            said = subprocess.run([sys.executable, "-c", COLD, str(Path(place) / name)], env=environment, check=True,
                                  capture_output=True, text=True)
            return [float(word) for word in said.stdout.split()]

        cold, warm = once("cold"), once("warm")
    return {"people": 10_000, "weeks": LONG, "cold_seconds": round(cold[0], 2), "cold_cpu_seconds": round(cold[1], 2),
            "warm_seconds": round(warm[0], 2), "cold_peak_mib": round(cold[2] / 2**20),
            "warm_first_week_cpu_seconds": round(warm[3], 2)}


def plans(times: int = 5) -> dict[str, Any]:
    """Time the plan of one more order, the scheme being read: the best of some."""
    def best(**more: Any) -> float:
        spent = []
        for _ in range(times):
            began = time.thread_time()
            Plan(*scheme_of(Order("article_2015", **more)))
            spent.append(time.thread_time() - began)
        return round(min(spent) * 1e3, 2)

    return {"knobs_ms": best(settings=(("learn.forget", "3"), ("moral_weight", "0.5"))),
            "reform_ms": best(reforms=("no_outsiders",))}
