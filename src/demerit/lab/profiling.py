"""Where the time of a week goes: nanoseconds a citizen-week, loop by loop."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any

from demerit.base.native import Table
from demerit.lab.bench import FROM, UNTIL, run_of
from demerit.lab.order import Order

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def profile(scheme: str = "article_2015", people: int = 100_000) -> list[dict[str, Any]]:
    """Give nanoseconds a citizen-week of every loop, on one core, the best of eight months; and what is Python's.

    Returns
    -------
    rows of ``name, kind, ns``, the dearest first; the kinds are step, act, choice, institution and python.
    """
    run = run_of(Order(scheme, people=people), threads=1)
    months: list[dict[str, int]] = []
    walls: list[float] = []
    weeks = run.weeks()
    for week in weeks:
        if week == FROM - 1:
            break
    while run.week < UNTIL:
        spent: dict[str, int] = {}
        run.life.passer = partial(_timed, spent)
        began = time.perf_counter_ns()
        for week in weeks:
            if week % 4 == 3:
                break
        walls.append(time.perf_counter_ns() - began)
        months.append(spent)
    n = 4 * run.people
    best = {name: min(month.get(name, 0) for month in months) / n for name in months[0]}
    kinds = ("act", "choice", "institution")
    rows = [{"name": name, "kind": name.split()[0] if name.split()[0] in kinds else "step", "ns": round(ns, 2)}
            for name, ns in best.items()]
    rows.append({"name": "python and waiting", "kind": "python", "ns": round(min(walls) / n - sum(best.values()), 2)})
    run.close()
    return sorted(rows, key=lambda row: -float(row["ns"]))  # type: ignore[arg-type]


def _timed(spent: dict[str, int], table: Table, ranges: NDArray[np.int64], week: int) -> None:
    """Run a table as it runs by itself, and add to `spent` the nanoseconds of each loop by its name."""
    for r in range(len(ranges)):
        for bound in table.bounds:
            one = Table([bound])
            began = time.perf_counter_ns()
            one.run(ranges[r : r + 1], week)
            spent[bound.name] = spent.get(bound.name, 0) + time.perf_counter_ns() - began
