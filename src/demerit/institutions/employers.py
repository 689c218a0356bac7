"""Employers: jobs end, those without apply, and whoever hires or promotes looks whether the score lets them in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import numpy as np

from demerit.acts.speak import speak
from demerit.base.draws import Four, columns4
from demerit.base.knob import knob
from demerit.institutions.institution import Array, Institution, Month, kept
from demerit.society.citizens import CLERICAL, LEADER, OFFICIAL, PRODUCTION, PROFESSIONAL, SERVICE

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.institutions.past import Past

ORDINARY, REPORTER, EXECUTIVE, CIVIL_SERVANT, JOBLESS = range(1, 6)
"""What the column `job` holds; 0 is not tracked: farmers, students, the retired, those without an occupation."""
POSTS = ("reporter", "executive", "official")
"""Influential posts, in the order of their numbers."""
INFORMS = speak.deeds.index("question")
"""From this deed of `speak` on one tells or asks what others may not know; praise and small talk stand before."""


MOST_MONTHS = 31
"""Months without work that are kept: from `demerit.acts.apply.LONGEST` on they move nobody."""


class Knobs(NamedTuple):
    """What `employers` can be tuned by."""

    ends: Annotated[int, knob(655, 200, 2000, "of 65536 a month", "Chance that a job ends: 1 %.")]
    vacancy: Annotated[int, knob(
        16384, 4096, 40000, "of 65536 a month", "Chance that one who applies finds a post: 25 %.",
        source="assumed; with `ends` about 5 % are out of work, as in a survey of towns in 2015")]
    jobless: Annotated[int, knob(51, 0, 205, "of 1024", "Without work at the start: 5 % of workers.",
                                 source="assumed; see vacancy")]
    press: Annotated[int, knob(20, 1, 100, "of 1024", "Reporters among professionals: 2 %.")]
    dismiss: Annotated[int, knob(
        1365, 0, 16384, "of 65536 a month", "Chance to be dismissed from a post that the score shuts.",
        source="assumed: one in four within a year")]


class Memory(NamedTuple):
    """What it remembers of each influential post: how many there were at first, and the chance to rise to one."""

    reporter_posts: int
    reporter_chance: int
    """Of 65536, this month, for each candidate; so are the other two."""
    executive_posts: int
    executive_chance: int
    official_posts: int
    official_chance: int


class Keeps(NamedTuple):
    """Its own columns."""

    job: Annotated[Array, kept(
        np.uint8, "0 not tracked, 1 ordinary work, 2 reporter, 3 executive, 4 civil servant, 5 without.", bits=3)]
    idle: Annotated[Array, kept(np.uint8, "Months without work, at most 31; 0 for all others.", bits=5)]


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


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    occupation: int
    conviction: int
    gates: int
    job: int
    idle: int


class Citizens(NamedTuple):
    """Columns that it writes."""

    job: Array
    idle: Array


class Did(NamedTuple):
    """What the citizen did this month."""

    apply: int
    speak: Month


class Gates(NamedTuple):
    """The gates before ordinary work and before the influential posts."""

    ordinary_work: int
    reporter_post: int
    executive_post: int
    civil_service: int


class Happened(NamedTuple):
    """What can happen."""

    refused: Array
    dismissed: Array


class Counted(NamedTuple):
    """What is counted: who works and who does not, what became of jobs this month, and who holds posts."""

    workers: Array
    """All whose job is tracked, with work or without."""
    jobless: Array
    barred: Array
    """Those to whom the score shuts ordinary work."""
    barred_jobless: Array
    applied: Array
    hired: Array
    refused: Array
    ended: Array
    dismissed: Array
    rose: Array
    passed_over: Array
    """Those who would have risen, had the gate been open."""
    reports: Array
    """What reporters told or asked this month."""
    critics: Array
    """Workers whose conviction is against the official line."""
    reporters: Array
    executives: Array
    officials: Array
    critical_reporters: Array
    critical_executives: Array
    critical_officials: Array
    reporter_pool: Array
    """Candidates for a post of this sort; so are the other two."""
    executive_pool: Array
    official_pool: Array


def touch(i: int, own: Own, citizens: Citizens, did: Did, knobs: Knobs, memory: Memory, gates: Gates,
          lot: Four, happened: Happened, counted: Counted) -> None:
    """Let the job of a citizen end, let one without work find it, and let a candidate rise, where gates allow it.

    A job ends with the chance `ends`; a post whose gate is shut also with the chance `dismiss`. One without work who
    applied meets a vacancy with the chance `vacancy`, and is hired if the gate of ordinary work is open. Of those in
    ordinary work the candidates rise by last month's vacancies (`think`), if the gate is open. Who is without work
    falls short of money more often (`engine.steps.means`). Writes job, idle.
    """
    job = own.job
    if job == 0:
        return
    w0, w1, w2, w3 = lot
    shut = not is_open(own.gates, gates.ordinary_work)
    if job == JOBLESS:
        citizens.idle[i] = min(MOST_MONTHS, own.idle + 1)
        if did.apply > 0:
            counted.applied[own.cell] += 1
            if w0 & 0xFFFF < knobs.vacancy:
                if shut:
                    counted.refused[own.cell] += 1
                    happened.refused[i] = 1
                else:
                    counted.hired[own.cell] += 1
                    job = ORDINARY
    elif w0 >> 16 < knobs.ends:
        counted.ended[own.cell] += 1
        job = JOBLESS
    elif job == ORDINARY:
        job = rises(own, gates, memory, w1, w2, counted)
    elif not is_open(own.gates, gate_of(job, gates)) and w3 >> 16 < knobs.dismiss:
        counted.dismissed[own.cell] += 1
        happened.dismissed[i] = 1
        job = JOBLESS
    citizens.job[i] = job
    if job != JOBLESS:
        citizens.idle[i] = 0
    take_stock(own, job, shut, counted)
    if job == REPORTER:
        for deed in did.speak:
            if deed >= INFORMS:
                counted.reports[own.cell] += 1


def is_open(gates_open: int, gate: int) -> bool:
    """Say whether a gate is open to one who has these gates open; where there is no such gate it is."""
    return gate < 0 or (gates_open >> gate) & 1 == 1


def gate_of(post: int, gates: Gates) -> int:
    """Give the gate before an influential post."""
    if post == REPORTER:
        return gates.reporter_post
    if post == EXECUTIVE:
        return gates.executive_post
    return gates.civil_service


def rises(own: Own, gates: Gates, memory: Memory, w1: int, w2: int, counted: Counted) -> int:
    """Give the job of a citizen in ordinary work after the month's vacancies: a post, or the same.

    Professionals are candidates for all three posts; clerks for those of executives and officials; leaders for the
    second and officials for the third. `w1` and `w2` are words of the citizen's draw.
    """
    what = own.occupation
    if what == PROFESSIONAL:
        counted.reporter_pool[own.cell] += 1
        if w1 >> 16 < memory.reporter_chance and is_let_up(own, gates.reporter_post, counted):
            return REPORTER
    if what in (PROFESSIONAL, CLERICAL, LEADER):
        counted.executive_pool[own.cell] += 1
        if w2 & 0xFFFF < memory.executive_chance and is_let_up(own, gates.executive_post, counted):
            return EXECUTIVE
    if what in (PROFESSIONAL, CLERICAL, OFFICIAL):
        counted.official_pool[own.cell] += 1
        if w2 >> 16 < memory.official_chance and is_let_up(own, gates.civil_service, counted):
            return CIVIL_SERVANT
    return ORDINARY


def is_let_up(own: Own, gate: int, counted: Counted) -> bool:
    """Say whether the gate before a vacant post is open to a candidate, and count it either way."""
    if is_open(own.gates, gate):
        counted.rose[own.cell] += 1
        return True
    counted.passed_over[own.cell] += 1
    return False


def take_stock(own: Own, job: int, shut: bool, counted: Counted) -> None:
    """Count what a citizen works as at the end of the month, and whether the score shuts ordinary work."""
    critic = 1 if own.conviction < 0 else 0
    idle = 1 if job == JOBLESS else 0
    counted.workers[own.cell] += 1
    counted.critics[own.cell] += critic
    counted.jobless[own.cell] += idle
    if shut:
        counted.barred[own.cell] += 1
        counted.barred_jobless[own.cell] += idle
    if job == REPORTER:
        counted.reporters[own.cell] += 1
        counted.critical_reporters[own.cell] += critic
    elif job == EXECUTIVE:
        counted.executives[own.cell] += 1
        counted.critical_executives[own.cell] += critic
    elif job == CIVIL_SERVANT:
        counted.officials[own.cell] += 1
        counted.critical_officials[own.cell] += critic


employers = Institution(
    name="employers",
    summary="Jobs end and are filled; whoever hires, promotes or keeps people in posts looks at the score.",
    reads=("occupation", "deeds of `apply` and `speak`", "gates", "counts of posts held and of candidates"),
    writes=("happens", "job", "idle"),
    knobs_are=Knobs,
    remembers=Memory,
    keeps=Keeps,
    think=think,
    begin=begin,
    touch=touch,
)
