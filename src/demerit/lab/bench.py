"""How fast the model is, beside how fast the machine is and beside the yardstick: all measured in one process."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from math import inf
from pathlib import Path
from typing import Any

from demerit.base.compiling import code_of
from demerit.base.native import Bound, Ranges, Table
from demerit.base.number_of import number_of
from demerit.engine.plan import Plan
from demerit.engine.run import Run
from demerit.lab.machine import Machine, machine
from demerit.lab.order import Order, scheme_of, society_of
from demerit.lab.perform import perform
from demerit.lab.starting import LONG, first_and_second, plans
from demerit.lab.worlds_at_once import lived, many

WARM_UP = 4
FROM, UNTIL = 16, 48
"""Weeks timed on one core: after the launch, eight months; of these the best."""
ROUNDS, ROUND, MONTHS = 3, 1.5, 3
"""How often model and yardstick have their turn; for how many seconds at least, and the model for how many months."""
ENDLESS = 4000
"""Weeks of a life that most machines give up before its end."""
WORLDS, SMALL = 64, 1000
MILLION, LARGE = 1_000_000, 10_000_000
NEEDED = 1000
"""Bytes of memory for each citizen of the largest society, while it is made and while it lives; measured at a million
citizens, rounded up."""
Say = Callable[[str], None]

@dataclass(frozen=True)
class Speed:
    """How fast one scheme passes over one society.

    Parameters
    ----------
    scheme, people
        Which.
    citizen_weeks_per_second
        All steps, all cores: the best month of three rounds, from week 16 after the launch on; a round takes 1.5
        seconds or three months, whichever is longer.
    bytes_per_citizen
        All that grows with citizens or threads: columns, ties, institutions, scratch, counts.
    bytes_by_part
        The same by part; and what has an end, which `bytes_per_citizen` leaves out: the panel, of 10,000 people at
        most, and the record of the twelve months (`demerit.engine.run.Run.bytes_by_part`).
    share_of_limit
        A citizen-week has to look at every friend at least once. So gathers per second / ties of a citizen is a limit
        on citizen-weeks per second; this is the share of it that was reached.
    degree
        Ties a citizen has.
    of_yardstick
        Citizen-weeks a second against those of the yardstick (`lab.yardstick`), which has its turn after each round,
        for as long, and of which the best stretch counts that is as long as a month of the model: the shorter a
        stretch, the better is the best of many.
    """

    scheme: str
    people: int
    citizen_weeks_per_second: float
    bytes_per_citizen: float
    bytes_by_part: dict[str, float]
    share_of_limit: float
    degree: float
    of_yardstick: float


@dataclass(frozen=True)
class Bench:
    """All that the bench measures.

    Parameters
    ----------
    machine, results
        The machine; each scheme and size. Ten million citizens are left out where memory does not allow for them.
    of_million
        Citizen-weeks a second of ten million citizens, against those of one million; None where either was left out.
    acts
        ``name, deeds, utilities_ns, act_ns, wide``: nanoseconds a citizen of the utilities alone and of the whole
        decision, processor time of one core; whether the compiled code works on several citizens at once.
    village
        ``people, week_ms, fixed_ms``: a week of a village, processor time of one core, and what of it does not grow
        with people.
    worlds
        ``worlds, people, weeks, seconds, of_one``: many small worlds on all cores, and their speed against one world of
        as many people, each from its opening to its digest.
    start
        ``people, weeks, cold_seconds, cold_cpu_seconds, warm_seconds, cold_peak_mib, warm_first_week_cpu_seconds``: a
        first run with nothing compiled and a second one, each in a process of its own; and what processor time passes
        in the second until its first week has, imports included.
    plan
        ``knobs_ms, reform_ms``: processor time for the plan of one more order of a scheme that was read already, with
        a knob of citizens and one of the scheme turned; with a reform.
    compile_seconds
        What the first of these takes longer.
    run
        ``people, weeks, seconds, timings``: a whole run with its folder.
    """

    machine: Machine
    results: list[Speed]
    of_million: float | None
    acts: list[dict[str, Any]]
    village: dict[str, Any]
    worlds: dict[str, Any]
    start: dict[str, Any]
    plan: dict[str, Any]
    compile_seconds: float
    run: dict[str, Any]

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        return asdict(self)


def bench(quick: bool = False, say: Say = lambda words: None) -> Bench:
    """Measure machine and model; `quick` takes smaller societies and leaves out what takes minutes."""
    say("the machine")
    limit = machine()
    say("a village")  # before the large ones: a process that held those forks slowly
    village = _village()
    worlds, weeks = (8, 52) if quick else (WORLDS, LONG)
    say(f"{number_of(worlds, 'world')} of {SMALL:,}")
    beside = _worlds(worlds, weeks)
    sizes = (
        [("article_2015", 20_000)]
        if quick
        else [("article_2015", 100_000), ("null", 100_000), ("article_2015", MILLION), ("article_2015", LARGE)]
    )
    results = []
    for scheme, people in sizes:
        if people == LARGE and memory_free() < NEEDED * LARGE:
            say(f"{LARGE:,} citizens need {NEEDED * LARGE / 1e9:.0f} GB of free memory: left out")
            continue
        say(f"{scheme}, {number_of(people, 'citizen')}")
        results.append(_speed(Order(scheme, people=people), limit))
    say("acts, one by one")
    acts = _acts(20_000)
    say("a first run, with nothing compiled")
    start = first_and_second()
    people, weeks = (20_000, 52) if quick else (100_000, LONG)
    say(f"a whole run, {number_of(people, 'citizen')}, {number_of(weeks, 'week')}")
    compiled = round(start["cold_seconds"] - start["warm_seconds"], 2)
    return Bench(limit, results, _of_million(results), acts, village, beside, start, plans(), compiled,
                 _whole_run(people, weeks))


def memory_free() -> int:
    """Give the bytes of memory that a process could still have; half of all where the system does not tell."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:"))
    except (OSError, StopIteration):
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2


def _of_million(results: list[Speed]) -> float | None:
    """Give the speed of the largest society against that of a million."""
    rates = {row.people: row.citizen_weeks_per_second for row in results if row.scheme == "article_2015"}
    return round(rates[LARGE] / rates[MILLION], 3) if {MILLION, LARGE} <= set(rates) else None


def _months(run: Run, clock: Callable[[], float] = time.perf_counter) -> Iterator[float]:
    """Let a run live, and give the seconds of each of the months that are timed."""
    began = clock()
    for week in run.weeks():
        if week % 4 == 3:
            ended = clock()
            if week >= FROM:
                yield ended - began
            began = clock()


def run_of(order: Order, threads: int = 0, weeks: int = UNTIL, **more: Any) -> Run:
    """Give a run about to start, everything compiled."""
    scheme, _ = scheme_of(order)
    run = Run(scheme, society_of(order), seed=order.seed, weeks=weeks, threads=threads,
              settings={"run.warm_up": WARM_UP}, **more)
    run.life.prepare()
    return run


def _speed(order: Order, limit: Machine) -> Speed:
    """Time months of a scheme after its launch and the yardstick, in turns: hosts drift by half within a minute."""
    from demerit.lab.yardstick import yardstick  # whose compiler nothing else needs

    run = run_of(order, weeks=ENDLESS)
    months, best, kept = _months(run), inf, 0.0
    try:
        for _ in range(ROUNDS):
            best = min([best, *_round(months)])
            kept = max(kept, yardstick(seconds=ROUND, stretch=best))
        degree = float((run.world.friend >= 0).sum()) / run.n
        rate = 4 * run.people / best
        held = {part: round(n / run.people, 1) for part, n in run.bytes_by_part().items()}
        return Speed(run.scheme.name, run.people, round(rate), round(run.nbytes() / run.people, 1), held,
                     round(rate * degree / limit.gathers_per_second, 3), round(degree, 2), round(rate / kept, 3))
    finally:
        run.close()


def _round(months: Iterator[float]) -> list[float]:
    """Give the seconds of the months of a round; fewer where the life ends before."""
    found: list[float] = []
    while (len(found) < MONTHS or sum(found) < ROUND) and (month := next(months, None)) is not None:
        found.append(month)
    return found


def _acts(people: int, passes: int = 20) -> list[dict[str, Any]]:
    """Time each act on one core: its utilities alone, and with the choice."""
    run = run_of(Order("article_2015", people=people), threads=1)
    for _ in run.weeks():
        pass
    found = []
    for number, what in enumerate(run.acts):
        both = run.life.loops.of_act(number)
        if both is None:
            continue
        weigh, decide = both
        alone, chosen = (min(_seconds(one, run) for _ in range(passes)) for one in (weigh, decide))
        found.append({
            "name": what.name, "deeds": len(what.deeds), "utilities_ns": round(alone / run.n * 1e9, 2),
            "act_ns": round((alone + chosen) / run.n * 1e9, 2), "wide": code_of(weigh.loop).wide,
        })
    run.close()
    return found


def _seconds(bound: Bound, run: Run) -> float:
    """Give the seconds of processor time that one loop takes to pass over everybody."""
    table, ranges = Table([bound]), Ranges(run.workers.ranges)
    began = time.thread_time()
    table.run(ranges, run.week)
    return time.thread_time() - began


def _village() -> dict[str, Any]:
    """Time a week of a village of 1,000 and of one of 4,000 on one core: what does not grow is fixed."""
    small, large = (
        min(_months(run_of(Order("article_2015", recipe="village", people=n), threads=1), time.thread_time)) / 4
        for n in (SMALL, 4 * SMALL)
    )
    return {"people": SMALL, "week_ms": round(small * 1e3, 3), "fixed_ms": round((4 * small - large) / 3 * 1e3, 3)}


def _worlds(worlds: int, weeks: int) -> dict[str, Any]:
    """Time many small worlds, and one world of as many people, without panels: each from its opening to its digest."""
    order = Order("article_2015", recipe="village", people=SMALL)
    plan = Plan(scheme_of(order)[0], {"run.warm_up": WARM_UP})
    seconds, _ = many(plan, society_of(order), list(range(1, worlds + 1)), weeks)
    society = society_of(Order("article_2015", recipe="village", people=SMALL * worlds))
    began = time.perf_counter()
    run = Run(plan.scheme, society, seed=1, weeks=weeks, plan=plan, panel_size=0)
    opened = time.perf_counter()
    run.life.prepare()  # as that of the small ones was before
    woven = time.perf_counter()
    lived(run)
    one = time.perf_counter() - woven + opened - began
    run.close()
    return {"worlds": worlds, "people": SMALL, "weeks": weeks, "seconds": round(seconds, 2),
            "of_one": round(one / seconds, 3)}


def _whole_run(people: int, weeks: int) -> dict[str, Any]:
    """Time a run from order to folder, compiled code being there."""
    with tempfile.TemporaryDirectory(prefix="demerit-") as place:
        done = perform(Order("article_2015", people=people, weeks=weeks), Path(place) / "run")
    return {"people": people, "weeks": weeks, "seconds": round(done.seconds, 2), "timings": done.folder.about.timings}
