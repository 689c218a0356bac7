"""Where the time of a week goes: nanoseconds a citizen-week, loop by loop."""

from __future__ import annotations

import time
from functools import partial
from typing import Any

from demerit.base.native import Ranges, Table
from demerit.lab.bench import FROM, UNTIL, run_of
from demerit.lab.order import Order

KINDS = ("act", "choice", "institution")
"""What the name of a loop begins with, where it is no step's."""


def profile(scheme: str = "article_2015", people: int = 100_000) -> list[dict[str, Any]]:
    """Give nanoseconds a citizen-week of every loop, on one core, and what is Python's.

    They are nanoseconds of processor time: what else the machine does at the time is not counted, and what the clock
    itself takes is taken off. In every other month of eight the loops are timed one by one, and the best of these
    months counts. The months between run as they always do: what they take outside of passes over citizens is
    Python's.

    Returns
    -------
    rows of ``name, kind, ns``, the dearest first; the kinds are step, act, choice, institution and python.
    """
    run = run_of(Order(scheme, people=people), threads=1)
    weeks = run.weeks()
    for week in weeks:
        if week == FROM - 1:
            break
    timed: list[dict[str, int]] = []
    outside: list[int] = []
    while run.week < UNTIL:
        if len(timed) == len(outside):
            timed.append({})
            run.life.passer = partial(_timed, timed[-1], _of_clock())
            _month(weeks)
        else:
            passed: list[int] = []
            run.life.passer = partial(_passed, passed)
            outside.append(_month(weeks) - sum(passed))
    run.close()
    n = 4 * run.people
    rows = [{"name": name, "kind": next((kind for kind in KINDS if name.startswith(f"{kind} ")), "step"),
             "ns": round(max(0, min(month.get(name, 0) for month in timed)) / n, 2)} for name in timed[0]]
    rows.append({"name": "python", "kind": "python", "ns": round(min(outside) / n, 2)})
    return sorted(rows, key=lambda row: -float(row["ns"]))  # type: ignore[arg-type]


def _month(weeks: Any) -> int:
    """Let four weeks pass; give the nanoseconds that this thread worked."""
    began = time.thread_time_ns()
    for week in weeks:
        if week % 4 == 3:
            break
    return time.thread_time_ns() - began


def _of_clock() -> int:
    """Give the nanoseconds that a stretch of nothing takes by the clock: half of many take no longer."""
    spent = []
    for _ in range(256):
        began = time.thread_time_ns()
        spent.append(time.thread_time_ns() - began)
    return sorted(spent)[128]


def _passed(passed: list[int], table: Table, ranges: Ranges, week: int) -> None:
    """Run a table as it runs by itself, and add to `passed` its nanoseconds."""
    began = time.thread_time_ns()
    table.run(ranges, week)
    passed.append(time.thread_time_ns() - began)


def _timed(spent: dict[str, int], of_clock: int, table: Table, ranges: Ranges, week: int) -> None:
    """Run a table as it runs by itself, and add to `spent` the nanoseconds of each loop by its name."""
    for each in ranges:
        for bound in table.bounds:
            one, alone = Table([bound]), Ranges([each])
            began = time.thread_time_ns()
            one.run(alone, week)
            spent[bound.name] = spent.get(bound.name, 0) + time.thread_time_ns() - began - of_clock
