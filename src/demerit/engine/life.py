"""A life: a world under a plan, week by week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from demerit.base.compiling import make_ready
from demerit.base.loom import Fixed, Loop
from demerit.base.native import Bound, Ranges, Table
from demerit.engine.asking import asked
from demerit.engine.due import Due, Now
from demerit.engine.happened import Happened
from demerit.engine.ledger import Booked
from demerit.engine.loops import Loops
from demerit.engine.lots import Lots
from demerit.engine.panel import Panel
from demerit.engine.record import Past as Counted
from demerit.engine.record import Record
from demerit.engine.settling import put_under
from demerit.engine.slate import Slate
from demerit.engine.steps import contagion
from demerit.engine.steps.gate import FIRST_GATES
from demerit.engine.steps.implicate import EVENT
from demerit.engine.tallies import Tallies
from demerit.engine.terms import When
from demerit.engine.week import WEEK, passes
from demerit.engine.workspace import Workspace
from demerit.institutions.past import Past
from demerit.rows.diary import MONTH

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from demerit.engine.backends.threads import Workers
    from demerit.engine.choices import Overrides
    from demerit.engine.plan import Plan
    from demerit.engine.step import Step
    from demerit.engine.world import World
    from demerit.society import Society


class Life:
    """A world under a plan.

    Parameters
    ----------
    plan, world
        The plan may be shared with other lives; the world is this one's own.
    society
        Who the citizens are.
    workers
        Who does the work.
    panel
        Sorted citizens of whom all is kept.
    weeks
        How many weeks the scheme is meant to last: some counts are taken at the end.
    """

    def __init__(self, plan: Plan, world: World, society: Society, workers: Workers, panel: NDArray[np.int64],
                 weeks: int) -> None:
        self.plan, self.world, self.society, self.workers, self.weeks_total = plan, world, society, workers, weeks
        layout = plan.layout
        threads = range(workers.threads)
        longest = max((hi - lo for lo, hi in workers.ranges), default=0)
        slots = int(np.diff(world.start).max(initial=0))
        self.workspaces = [Workspace(longest, len(plan.acts), len(plan.happenings), slots) for _ in threads]
        self.tallies = [Tallies(layout, world.n, len(world.kinds)) for _ in threads]
        self.panel = Panel(panel, plan, workers.ranges)
        self.record = Record(layout)
        self.slate = Slate(plan)
        self.loops = Loops(plan, world, self.panel, self.workspaces, self.tallies, self.slate)
        self.due = Due(plan, world, self.loops, self.slate)
        parts = [(one.what.name, one.what.think, one.what.write, one.knobs) for one in plan.institutions]
        self._thinking = [(name, think, knobs) for name, think, _, knobs in parts if think is not None]
        self._writing = [(name, write, knobs) for name, _, write, knobs in parts if write is not None]
        self.at_once = len(workers.ranges) == 1
        """Whether all of a week is one pass (`engine.week.passes`)."""
        self._alone: dict[Step, Bound] = {}
        """Step that passes over everybody at once -> its loop."""
        self.passer: Callable[[Table, Ranges, int], None] = Table.run
        """How a worker passes over its ranges; who measures puts something else here."""
        self._begin()

    def _begin(self) -> None:
        """Stand before the first week: nothing has happened."""
        self.lots = Lots([name for name, _, _ in self._thinking], self.world.key)
        self.agenda = self.plan.blank_agenda()
        self.terms = self.month_terms = self.plan.terms(-1, self.agenda)
        self.slate.write(self.terms, self.agenda)
        self.slate.remember(self.world.memories)
        self.slate.begin_month(self.world.memories)

    def begin_again(self) -> None:
        """Begin anew with what the world holds now, in the memory that there is, and with a record of its own."""
        self.record = self.record.anew()
        for workspace, tally in zip(self.workspaces, self.tallies, strict=True):
            workspace.clear()
            tally.clear()
        self.panel.clear()
        self.loops.begin_again()
        self.due.begin_again()
        self._begin()

    def advance(self, chosen: Overrides | None = None) -> Happened:
        """Let one week pass.

        Parameters
        ----------
        chosen
            (Week, number of the act) -> (citizen, number of the deed): what somebody else decided for citizens.
        """
        week = self.world.week
        started = self._open(week)
        now = Now(week, self.terms, self.month_terms, self.agenda, chosen or {})
        month, counts = week % MONTH, self.counts_ties(week)
        for number, things in enumerate(passes(month, counts, self.at_once)):
            tables = self.due.tables((month, counts, number), things, now)
            if tables:
                self._pass(tables, week)
        self.world.week = week + 1
        return self._close(week, started)

    def _pass(self, tables: list[Table], week: int) -> None:
        """Let workers pass over all citizens."""
        passer = self.passer
        self.workers.each(lambda worker, ranges: passer(tables[worker], ranges, week))

    def prepare(self, watch: Callable[[int, int], None] = lambda done, of: None) -> None:
        """Weave all that the first months need, and compile what of it is not compiled yet, together.

        `watch` is told how many of how many are compiled, where anything is.
        """
        week, terms = MONTH - 1, self.plan.terms(0, self.agenda)
        now = Now(week, terms, terms, self.agenda, {})
        for _, things in WEEK:
            for on in things:
                self.due.of(on.what, now)
        make_ready(self.loops.all(), watch)

    def counts_ties(self, week: int) -> bool:
        """Say whether ties are counted by scores this week: at the first and last settling, and once a year."""
        if week < 0 or week % MONTH != MONTH - 1:
            return False
        last = (self.weeks_total // MONTH) * MONTH - 1
        return week in (MONTH - 1, last) or (week + 1) % (13 * MONTH) == 0

    # ---- a week opens and closes ----------------------------------------------------------------------------------

    def _open(self, week: int) -> Booked | None:
        """Set the week: the law in force, the month's agenda; at the launch, give the ledger's first entries."""
        started = None
        if week == 0:
            started = self._launch()
        if week >= 0 and week % MONTH == 0 and self.plan.institutions:
            self.agenda = self._month(week)
        if week % MONTH == 0:
            self.terms = self.month_terms = self.plan.terms(week, self.agenda)
        elif week in self.plan.changes or (self.terms.before and week >= 0):  # or a life that begins in a later week
            self.terms = self.plan.terms(week, self.agenda)
        self.slate.write(self.terms, self.agenda)
        return started

    def _month(self, week: int) -> Any:
        """Let each institution think of the month that passed, then set the month that begins."""
        agenda, past = self.plan.blank_agenda(), Past(week, self.world.past)
        now, memories = self.plan.at_work(week), self.world.memories
        self.slate.begin_month(memories)
        for name, think, knobs in self._thinking:
            if name in now:
                think(memories[name], past, knobs, self.lots.of(name, week))
        for name, write, knobs in self._writing:
            if name in now:
                agenda.by = name
                write(agenda, memories[name], knobs)
        self.slate.remember(memories)
        return agenda

    def _launch(self) -> Booked:
        """Start the scheme: who knows of it, who is in it, the first scores and gates, the ledger's first entries."""
        self.terms = terms = self.plan.terms(0, self.agenda)
        w = self.world
        w.share_enrolled = put_under(w, self.plan.scheme)
        self.alone(FIRST_GATES, self.plan.law(FIRST_GATES, terms, When(0, self.agenda)))
        for one in self.plan.institutions:
            if one.what.begin is not None:
                one.what.begin(w, self.society, w.seed, one.knobs)
        self.slate.remember(w.memories)
        for tally in self.tallies:
            tally.clear()
        self.panel.clear()
        booked = self.panel.started(w)
        self.record.ledger.append(booked)
        return booked

    def alone(self, step: Step, law: Any, **also: Any) -> None:
        """Let a step that needs nothing of a range pass over everybody at once."""
        given = {"law": law, **also} if "law" in asked(step.each) else also
        if step not in self._alone:
            memory = self.loops.memories[0]
            parts: dict[str, Any] = {name: Fixed(given[name]) if name in given else memory.common(name, kind, 0)
                                     for name, kind in asked(step.each).items()}
            self._alone[step] = Bound(Loop(step.name, step.each, parts))
        for name, value in given.items():
            self._alone[step].turn(name, value)
        self._alone[step](0, self.world.n, self.world.week)

    def _close(self, week: int, started: Booked | None) -> Happened:
        """Keep the week's records: the ledger every week, counts and panel on scoring weeks."""
        happened = Happened(week, started)
        if week < 0:
            return happened
        if self.panel.books:
            happened.booked = self.panel.booked(week)
            self.record.ledger.append(happened.booked)
        if week % MONTH != MONTH - 1:
            return happened
        far = None
        if self.counts_ties(week) and self.terms.association[1] >= 0:
            far = self._by_distance()
        happened.month = self.record.close_month(week, self.tallies, self.world.kinds, far, self.slate.remembers,
                                                 self.workers)
        counted = Counted(happened.month)
        self.world.share_enrolled = counted["enrolled", ""] * 256 // max(1, counted["adult", ""])
        self.world.past = counted if self.plan.institutions else {}
        happened.rows = self.panel.rows(week, self.world, self.workers.share)
        self.record.rows.append(happened.rows)
        return happened

    def _by_distance(self) -> NDArray[np.int64]:
        """Give, by distance from an offence, how many are scored and how many points friends took from them."""
        distance = np.empty(self.world.n, np.uint8)
        sums = np.zeros((contagion.FAR + 1, 2), np.int64)
        when = When(self.world.week, self.agenda)
        first = contagion.WAS_KNOWN if self.terms.association[0] == EVENT else contagion.OFFENDED
        for step in (first, *contagion.REACHED):
            self.alone(step, self.plan.law(step, self.terms, when), distance=distance)
        self.alone(contagion.LOSSES, self.plan.law(contagion.LOSSES, self.terms, when), distance=distance, sums=sums)
        return sums
