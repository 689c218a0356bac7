"""Employers: jobs end, those without apply, and whoever hires or promotes looks whether the score lets them in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.speak import speak
from demerit.base.draws import columns4, philox
from demerit.base.kernel import inner, kernel
from demerit.base.knob import Knob
from demerit.institutions.institution import AroundLaw, Column, OldInstitution
from demerit.institutions.reading import deed_in
from demerit.society.citizens import CLERICAL, LEADER, OFFICIAL, PRODUCTION, PROFESSIONAL, SERVICE

if TYPE_CHECKING:
    from demerit.institutions.past import Past

i32 = np.int32
u8 = np.uint8
u32 = np.uint32

ORDINARY, REPORTER, EXECUTIVE, CIVIL_SERVANT, JOBLESS = range(1, 6)
"""What the column `job` holds; 0 is not tracked: farmers, students, the retired, those without an occupation."""
POSTS = ("reporter", "executive", "official")
"""Influential posts, in the order of their numbers."""
APPLY, SPEAK = range(2)
INFORMS = speak.deeds.index("question")
"""From this deed of `speak` on one tells or asks what others may not know; praise and small talk stand before."""
IS_REFUSED, IS_DISMISSED = range(2)
(WORKERS, IDLE, BARRED, BARRED_IDLE, APPLIED, HIRED, REFUSED, ENDED, DISMISSED, ROSE, PASSED_OVER, REPORTS, CRITICS) = (
    range(13)
)
HELD, CRITICS_IN, POOL = 13, 16, 19
"""Where the counts of posts held, of critics in them, and of candidates for them begin."""

KNOBS = (
    Knob("ends", 655, 200, 2000, "of 65536 a month", "Chance that a job ends: 1 %.", source="assumed"),
    Knob("vacancy", 16384, 4096, 40000, "of 65536 a month", "Chance that one who applies finds a post: 25 %.",
         source="assumed; with `ends` about 5 % are out of work, as in a survey of towns in 2015"),
    Knob("jobless", 51, 0, 205, "of 1024", "Without work at the start: 5 % of workers.", source="assumed; see vacancy"),
    Knob("press", 20, 1, 100, "of 1024", "Reporters among professionals: 2 %.", source="assumed"),
    Knob("dismiss", 1365, 0, 16384, "of 65536 a month", "Chance to be dismissed from a post that the score shuts.",
         source="assumed: one in four within a year"),
    Knob("hardship", 6554, 0, 20000, "of 65536 a month", "Chance that a month without work leaves a bill unpaid.",
         source="assumed: 10 %"),
)


class Knobs(NamedTuple):
    """The knobs above."""

    ends: int
    vacancy: int
    jobless: int
    press: int
    dismiss: int
    hardship: int


class View(NamedTuple):
    """Columns that `employers` reads and writes, whole."""

    cell: NDArray[np.uint16]
    occupation: NDArray[np.uint8]
    conviction: NDArray[np.int16]
    arrears: NDArray[np.uint8]
    diary: NDArray[np.uint32]
    gates: NDArray[np.uint32]
    job: NDArray[np.uint8]
    idle: NDArray[np.uint8]


COLUMNS = (
    Column("job", np.uint8, "0 not tracked, 1 ordinary work, 2 reporter, 3 executive, 4 civil servant, 5 without."),
    Column("idle", np.uint8, "Months without work, at most 255; 0 for all others."),
)


def begin(world: Any, society: Any, seed: int, knobs: Knobs) -> None:
    """Give everybody their job at the start, by occupation. Writes job, idle."""
    what = world.occupation
    words = columns4(seed, "employers.begin", len(what)) & np.uint32(1023)
    job = np.where(np.isin(what, (PRODUCTION, SERVICE, CLERICAL, PROFESSIONAL)), ORDINARY, 0)
    job[(what == PROFESSIONAL) & (words[:, 0] < knobs.press)] = REPORTER
    job[what == LEADER] = EXECUTIVE
    job[what == OFFICIAL] = CIVIL_SERVANT
    job[(job == ORDINARY) & (words[:, 1] < knobs.jobless)] = JOBLESS
    world.more["job"][:] = job
    world.more["idle"][:] = job == JOBLESS


def think(memory: dict[str, int], past: Past, knobs: Knobs, lot: Callable[[int], int]) -> None:
    """Fill posts that fell vacant: candidates rise with the chance ``(posts at first - held) / candidates``."""
    for post in POSTS:
        held, pool = past.count("employers", f"{post}s"), past.count("employers", f"{post}_pool")
        if memory[f"{post}_posts"] == 0:
            memory[f"{post}_posts"] = held
        vacant = max(0, memory[f"{post}_posts"] - held)
        memory[f"{post}_chance"] = min(65535, 65536 * vacant // max(1, pool))


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Let jobs of citizens `lo` to `hi` end, those without find one, and candidates rise, where gates let them.

    A job ends with the chance `ends`; a post whose gate is shut also with the chance `dismiss`. One without work who
    applied meets a vacancy with the chance `vacancy`, and is hired if the gate of ordinary work is open. Of those in
    ordinary work the candidates rise by last month's vacancies (`think`), if the gate is open. A month without work
    leaves a bill unpaid with the chance `hardship`. Writes job, idle, arrears.
    """
    for i in range(lo, hi):
        cell = i32(x.cell[i])
        job = i32(x.job[i])
        if job == 0:
            continue
        j = i - lo
        w0, w1, w2, w3 = philox(u32(i), u32(week), u32(r.stream), u32(0), u32(r.k0), u32(r.k1))
        shut = not is_open(i, ORDINARY, x, r)
        if job == JOBLESS:
            x.idle[i] = u8(min(255, i32(x.idle[i]) + 1))
            if i32(w3 & u32(0xFFFF)) < k.hardship:
                x.arrears[i] = u8(min(255, i32(x.arrears[i]) + 1))
            if deeds[r.act[APPLY], j] > 0:
                counts[APPLIED, cell] += 1
                if i32(w0 & u32(0xFFFF)) < k.vacancy:
                    counts[REFUSED if shut else HIRED, cell] += 1
                    happened[IS_REFUSED, j] = u8(1) if shut else u8(0)
                    job = JOBLESS if shut else ORDINARY
        elif i32(w0 >> u32(16)) < k.ends:
            counts[ENDED, cell] += 1
            job = JOBLESS
        elif job != ORDINARY and not is_open(i, job, x, r) and i32(w3 >> u32(16)) < k.dismiss:
            counts[DISMISSED, cell] += 1
            happened[IS_DISMISSED, j] = u8(1)
            job = JOBLESS
        elif job == ORDINARY:
            job = rises(i, x, r, w1, w2, counts)
        x.job[i] = u8(job)
        if job != JOBLESS:
            x.idle[i] = u8(0)
        take_stock(i, job, shut, x, r, counts)


@inner
def is_open(i, job, x, r):  # type: ignore[no-untyped-def]
    """Say whether the gate before a job is open to citizen `i`; where there is no such gate it is."""
    g = r.gate[job - ORDINARY]
    return g < 0 or (x.gates[i] >> u32(g)) & u32(1) == u32(1)


@inner
def may_rise(what, job):  # type: ignore[no-untyped-def]
    """Say whether one of an occupation is a candidate for a post."""
    if job == REPORTER:
        return what == PROFESSIONAL
    return what in (PROFESSIONAL, CLERICAL, LEADER if job == EXECUTIVE else OFFICIAL)


@inner
def rises(i, x, r, w1, w2, counts):  # type: ignore[no-untyped-def]
    """Give the job of citizen `i`, in ordinary work, after the month's vacancies: a post, or the same."""
    cell = i32(x.cell[i])
    for p in range(3):
        job = REPORTER + p
        if not may_rise(x.occupation[i], job):
            continue
        counts[POOL + p, cell] += 1
        lot = i32(w1 >> u32(16)) if p == 0 else i32((w2 >> u32(16 * (p - 1))) & u32(0xFFFF))
        if lot < r.memory[2 * p + 1]:
            if is_open(i, job, x, r):
                counts[ROSE, cell] += 1
                return job
            counts[PASSED_OVER, cell] += 1
    return ORDINARY


@inner
def take_stock(i, job, shut, x, r, counts):  # type: ignore[no-untyped-def]
    """Count what citizen `i` works as, whether the score shuts ordinary work, and what a reporter told this month."""
    cell = i32(x.cell[i])
    critic = 1 if x.conviction[i] < 0 else 0
    counts[WORKERS, cell] += 1
    counts[CRITICS, cell] += critic
    counts[IDLE, cell] += 1 if job == JOBLESS else 0
    if shut:
        counts[BARRED, cell] += 1
        counts[BARRED_IDLE, cell] += 1 if job == JOBLESS else 0
    if REPORTER <= job <= CIVIL_SERVANT:
        counts[HELD + job - REPORTER, cell] += 1
        counts[CRITICS_IN + job - REPORTER, cell] += critic
    if job == REPORTER:
        a = r.act[SPEAK]
        for week in range(r.weeks):
            deed = deed_in(x.diary[i], r.shift[a], r.bits[a], week)
            counts[REPORTS, cell] += 1 if deed >= INFORMS else 0


employers = OldInstitution(
    name="employers",
    summary="Jobs end and are filled; whoever hires, promotes or keeps people in posts looks at the score.",
    reads=("occupation", "deeds of `apply` and `speak`", "gates", "counts of posts held and of candidates"),
    writes=("happens", "job", "idle", "arrears"),
    knobs=KNOBS,
    knob_class=Knobs,
    memory=tuple(f"{post}_{what}" for post in POSTS for what in ("posts", "chance")),
    think=think,
    columns=COLUMNS,
    begin=begin,
    happens=("refused", "dismissed"),
    counts=("workers", "jobless", "barred", "barred_jobless", "applied", "hired", "refused", "ended", "dismissed",
            "rose", "passed_over", "reports", "critics", *(f"{post}s" for post in POSTS),
            *(f"critical_{post}s" for post in POSTS), *(f"{post}_pool" for post in POSTS)),
    acts=("apply", "speak"),
    gates=("ordinary_work", "reporter_post", "executive_post", "civil_service"),
    view=View,
    around=AroundLaw,
    touch=touch,
)
