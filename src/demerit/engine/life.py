"""A life: a world under a plan, week by week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from demerit.base.compiling import make_ready
from demerit.base.draws import four_words, key, stream
from demerit.base.loom import Fixed, Loop
from demerit.base.native import Bound, Table
from demerit.engine.asking import asked
from demerit.engine.happened import Happened
from demerit.engine.loops import Loops
from demerit.engine.panel import Booked, Panel
from demerit.engine.record import Past as Counted
from demerit.engine.record import Record
from demerit.engine.settling import put_under
from demerit.engine.steps import contagion
from demerit.engine.steps.gate import FIRST_GATES
from demerit.engine.steps.implicate import EVENT
from demerit.engine.steps.mingle import FORM
from demerit.engine.steps.propose import PROPOSE
from demerit.engine.steps.touch import NOTHING_HAPPENED
from demerit.engine.tallies import Tallies
from demerit.engine.terms import When
from demerit.engine.week import ACTS, SHOWN, TOUCH, WEEK, passes
from demerit.engine.workspace import Workspace
from demerit.institutions.past import Past
from demerit.rows.diary import MONTH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from demerit.base.choice import Options
    from demerit.engine.backends.threads import Workers
    from demerit.engine.choices import Overrides
    from demerit.engine.plan import ActiveInstitution, Plan
    from demerit.engine.step import Step
    from demerit.engine.world import World
    from demerit.society import Society

UNREAD: tuple[Any, Any, tuple[Any, ...]] = None, None, ()
"""What is known of a step whose law was never read, or of what is no step."""
EVERY_WEEK = object()
"""The terms for which the law of a step is known that is read every week: no terms are this."""
LOT = 0x7FFF0000
"""Where the draws of an institution as such begin, beside those about citizens."""


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
        self.panel = Panel(panel, plan)
        self.record = Record(layout)
        self.loops = Loops(plan, world, self.panel, self.workspaces, self.tallies, world.seed)
        self.agenda = plan.blank_agenda()
        self._options: list[Options] = []
        self._known: dict[Any, tuple[Any, Any, tuple[Any, ...]]] = {}
        """Step -> the terms for which its law is known, that law, and by what its loops are known."""
        self._acting: dict[bool, tuple[Any, tuple[Any, ...]]] = {}
        """Whether monthly acts are due -> agenda and gates that acts were last told of, and by what loops are known."""
        self._doing: dict[str, tuple[Any, list[Any], list[Any]]] = {}
        """`touch` or `show` -> the institutions in force when it was last asked, those that are told every month what
        they ask for when they do so, and by what the loops of all are known."""
        k0, k1 = key(world.seed)
        self._key = int(k0), int(k1)
        self.passer: Callable[[Table, NDArray[np.int64], int], None] = Table.run
        """How a worker passes over its ranges; who measures puts something else here."""
        self.terms = self.month_terms = plan.terms(-1, self.agenda)

    def advance(self, chosen: Overrides | None = None) -> Happened:
        """Let one week pass.

        Parameters
        ----------
        chosen
            (Week, number of the act) -> (citizen, number of the deed): what somebody else decided for citizens.
        """
        week = self.world.week
        started = self._open(week)
        when = When(week, self.agenda)
        for things in passes(week % MONTH, self.counts_ties(week)):
            due: list[Any] = []
            for thing in things:
                of, _, known = self._known.get(thing, UNREAD)
                due += known if of is self.terms else self._due(thing, week, when, chosen or {})
            if due:
                self._pass(self.loops.tables(week, tuple(due)), week)
        self.world.week = week + 1
        return self._close(week, started)

    def _pass(self, tables: list[Table], week: int) -> None:
        """Let every worker pass over its citizens."""
        self.workers.each(lambda worker, ranges: self.passer(tables[worker], ranges, week))

    def _pass_panel(self, table: Table) -> None:
        """Let all workers pass over the panel."""
        self.workers.share(len(self.panel.ids), lambda lo, hi: table.run(np.array([[lo, hi]], np.int64), 0))

    def prepare(self, watch: Callable[[int, int], None] = lambda done, of: None) -> None:
        """Weave all that the first months need, and compile what of it is not compiled yet, together.

        `watch` is told how many of how many are compiled, where anything is.
        """
        week, before = MONTH - 1, (self.terms, self.month_terms)
        self.terms = self.month_terms = self.plan.terms(0, self.agenda)
        when = When(week, self.agenda)
        for _, things in WEEK:
            for on in things:
                for _ in self._due(on.what, week, when._replace(week=week - (on.what in (PROPOSE, FORM))), {}):
                    pass
        self.terms, self.month_terms = before
        make_ready(self.loops.all(), watch)

    # ---- what is due ----------------------------------------------------------------------------------------------

    def _due(self, what: Any, week: int, when: When, chosen: Overrides) -> Iterable[Any]:
        """Give by what the loops of one thing of the week are known, where it takes place."""
        if what is ACTS:
            return self._acts(week, chosen)
        if what is TOUCH:
            if not self.plan.institutions or week < 0:
                return ()
            return [self.loops.step(NOTHING_HAPPENED, (), 0), *self._institutions(week, "touch")]
        if what is SHOWN:
            return self._institutions(week, "show") if week >= 0 else ()
        return self._step(what, when)

    def _step(self, step: Step, when: When) -> tuple[Any, ...]:
        """Give the loops of a step, told of its law where that may have moved."""
        of, before, known = self._known.get(step, UNREAD)
        law = self.plan.law(step, self.terms, when)
        if of is None or law is not before:
            laws = law if isinstance(law, list) else [] if law is None else [law]
            known = tuple([self.loops.step(step, one, n) for n, one in enumerate(laws)])
        self._known[step] = EVERY_WEEK if step.weekly else self.terms, law, known
        return known

    def _acts(self, week: int, chosen: Overrides) -> tuple[Any, ...]:
        """Give the loops of every act due: what deeds weigh, and the choice."""
        blocks, agenda, monthly = self.plan.blocks(self.terms), self.agenda, week % MONTH == MONTH - 1
        due = self.plan.acts_due[monthly]
        told = self.plan.week_of(week, self.world.share_enrolled, self.terms)
        forced = [number for number in due if (week, number) in chosen] if chosen else []
        of, known = self._acting.get(monthly, (None, ()))
        if of is None or of[0] is not agenda or of[1] is not blocks or forced:
            before = self._options
            self._options = agenda.once(("options", *blocks), lambda: self.plan.options(blocks, agenda, before))
            for number in due:
                options = self._options[number]
                if number in forced:
                    who, what = zip(*chosen[week, number], strict=True)
                    options = options._replace(forced=np.array(who, np.int64), choice=np.array(what, np.int64))
                self.loops.act(number, told, options)
            known = known or tuple(loop for number in due for loop in (("act", number), ("choice", number)))
            self._acting[monthly] = (agenda, blocks), known
            if forced:  # nobody is told so in another week
                self._acting.clear()
        for number in self.plan.acts_told[monthly]:
            self.loops.tell(number, told)
        return known

    def _institutions(self, week: int, what: str) -> list[Any]:
        """Give the loops of what the institutions in force do to citizens."""
        around, now = self.plan.around(self.month_terms), self.plan.at_work(week - week % MONTH)
        of, told, known = self._doing.get(what, (None, [], []))
        if of is not now:
            told = [(one, function) for one in self.plan.institutions
                    if one.what.name in now and (function := getattr(one.what, what)) is not None]
            known = [self.loops.institution(one, function, around) for one, function in told]
            told = [both for both, loop in zip(told, known, strict=True) if self.loops.is_told(loop)]
            self._doing[what] = now, told, known
        else:
            for one, function in told:
                self.loops.institution(one, function, around)
        return known

    def counts_ties(self, week: int) -> bool:
        """Say whether ties are counted by scores this week: at the first and last settling, and once a year."""
        last = (self.weeks_total // MONTH) * MONTH - 1
        return week >= 0 and (week in (MONTH - 1, last) or (week + 1) % (13 * MONTH) == 0)

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
        return started

    def _month(self, week: int) -> Any:
        """Let each institution think of the month that passed, then set the month that begins."""
        agenda, past = self.plan.blank_agenda(), Past(week, self.world.past)
        now = self.plan.at_work(week)
        for one in self.plan.institutions:
            if one.what.think is not None and one.what.name in now:
                one.what.think(self.world.memories[one.what.name], past, one.knobs, self._lots(one, week))
        for one in self.plan.institutions:
            if one.what.write is not None and one.what.name in now:
                agenda.by = one.what.name
                one.what.write(agenda, self.world.memories[one.what.name], one.knobs)
        return agenda

    def _lots(self, one: ActiveInstitution, week: int) -> Callable[[int], int]:
        number, (k0, k1) = stream(one.what.name), self._key
        return lambda k: four_words(k, week, number, LOT, k0, k1)[0]

    def _launch(self) -> Booked:
        """Start the scheme: who knows of it, who is in it, the first scores and gates, the ledger's first entries."""
        self.terms = terms = self.plan.terms(0, self.agenda)
        w = self.world
        w.share_enrolled = put_under(w, self.plan.scheme)
        self.alone(FIRST_GATES, self.plan.law(FIRST_GATES, terms, When(0, self.agenda)))
        for one in self.plan.institutions:
            if one.what.begin is not None:
                one.what.begin(w, self.society, w.seed, one.knobs)
        for tally in self.tallies:
            tally.clear()
        self.panel.clear()
        booked = self.panel.started(w)
        self.record.ledger.append(booked)
        return booked

    def alone(self, step: Step, law: Any, **also: Any) -> None:
        """Let a step that needs nothing of a range pass over everybody at once."""
        kinds: dict[str, Any] = {}
        memory = self.loops.memories[0]
        for name, kind in asked(step.each).items():
            kinds[name] = Fixed(also[name]) if name in also else Fixed(law) if name == "law" else memory.common(
                name, kind, 0)
        Bound(Loop(step.name, step.each, kinds))(0, self.world.n, self.world.week)

    def _close(self, week: int, started: Booked | None) -> Happened:
        """Keep the week's records: the ledger every week, counts and panel on scoring weeks."""
        happened = Happened(week, started)
        if week < 0:
            return happened
        if len(self.panel.ids) and self.panel.kinds and self.plan.scheme.accounts:
            happened.booked = self.panel.booked(week)
            self.record.ledger.append(happened.booked)
        if week % MONTH != MONTH - 1:
            return happened
        far = None
        if self.counts_ties(week) and self.terms.association[1] >= 0:
            far = self._by_distance()
        happened.month = self.record.close_month(week, self.tallies, self.world.kinds, MONTH, far,
                                                 self.world.memories, self.workers)
        counted = Counted(happened.month)
        self.world.share_enrolled = counted["enrolled", ""] * 256 // max(1, counted["adult", ""])
        self.world.past = counted if self.plan.institutions else {}
        happened.rows = self.panel.rows(week, self.world, self._pass_panel)
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
