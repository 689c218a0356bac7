"""What is due: which loops every pass of a week runs, told of the law where that may have moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from demerit.engine.asking import asks_for_good, asks_this_week
from demerit.engine.steps.draw import DRAW_EVER, DRAW_WEEK
from demerit.engine.steps.touch import NOTHING_HAPPENED
from demerit.engine.terms import When
from demerit.engine.week import ACTS, BOOK, SHOWN, TAKE, TOUCH
from demerit.rows.diary import MONTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.base.native import Table
    from demerit.engine.choices import Overrides
    from demerit.engine.loops import Loops
    from demerit.engine.plan import Plan
    from demerit.engine.slate import Slate
    from demerit.engine.step import Step
    from demerit.engine.terms import Terms
    from demerit.engine.world import World
    from demerit.institutions.agenda import Agenda

Known = tuple[Any, ...]
"""By what some loops are known (`engine.loops`)."""
UNREAD: tuple[Any, Any, Known] = None, None, ()
"""What is known of a step whose law was never read, or of what is no step."""
EVERY_WEEK = object()
"""For what the law of a step holds that is read every week: no terms are this."""


class Now(NamedTuple):
    """A week, and the law in it."""

    week: int
    terms: Terms
    month_terms: Terms
    """Those with which the month began."""
    agenda: Agenda
    chosen: Overrides
    """(Week, number of the act) -> (citizen, number of the deed): what somebody else decided for citizens."""


@dataclass
class Pass:
    """What one pass runs, as it was when it was last asked."""

    era: Any
    """`Terms.era`: in another one everything is asked anew."""
    known: list[Known]
    """Of each thing of the pass, its loops."""
    moving: list[tuple[int, Any]]
    """The place and the thing itself, of those that may be other before the era ends."""
    tables: list[Table]
    """Of every worker; none where nothing is due."""


@dataclass
class Doing:
    """What the institutions in force do to citizens, as it was when it was last asked."""

    force: Any
    around: Any
    """The law that all of them were told."""
    known: Known
    """All loops, with what comes before."""


class Due:
    """Which loops are due.

    Parameters
    ----------
    plan, world, loops, slate
        Whose they are.
    """

    def __init__(self, plan: Plan, world: World, loops: Loops, slate: Slate) -> None:
        self.plan, self.world, self.loops, self.slate = plan, world, loops, slate
        self._known: dict[Any, tuple[Any, Any, Known]] = {}
        """Step -> for what its law holds, that law, and its loops."""
        self._passes: dict[Any, Pass] = {}
        self._blocks: Any = None
        """Act -> the bits of the gates that its choice was told last."""
        self._options: list[Any] = []
        """Act -> what its choice is told of these, where nobody is forced."""
        self._given: list[Any] = [None] * len(plan.acts)
        """Act -> what its choice was told last."""
        self._forced: set[int] = set()
        """The acts of which somebody was forced when they were told last."""
        self._acting: dict[bool, Known] = {}
        """Whether monthly acts are due -> the loops of all that are."""
        self._keeping: dict[str, Known] = {}
        """`BOOK` or `TAKE` -> its loops."""
        self._doing: dict[str, Doing] = {}
        """`touch` or `show` -> what the institutions in force do."""

    def begin_again(self) -> None:
        """Ask in every pass anew: eras follow each other once in a life, and now they come again."""
        self._passes.clear()

    def tables(self, which: Any, things: Sequence[Any], now: Now) -> list[Table]:
        """Give the loops of a pass for every worker; nothing where none are due.

        Parameters
        ----------
        which
            What tells this pass from others, by the week of the month: in each of them it is of the same `things`.
        """
        held, era = self._passes.get(which), now.terms.era
        if held is None or held.era is not era:
            known = [self.of(thing, now) for thing in things]
            moving = [(k, thing) for k, thing in enumerate(things) if self._known.get(thing, UNREAD)[0] is not era]
            held = self._passes[which] = Pass(era, known, moving, self._tables(now.week, known))
            return held.tables
        other = False
        for k, thing in held.moving:
            holds, _, before = self._known.get(thing, UNREAD)
            found = before if holds is now.terms else self.of(thing, now)
            if found is not held.known[k]:
                held.known[k], other = found, True
        if other:
            held.tables = self._tables(now.week, held.known)
        return held.tables

    def _tables(self, week: int, known: list[Known]) -> list[Table]:
        due = tuple([loop for loops in known for loop in loops])
        return self.loops.tables(week, due) if due else []

    def of(self, thing: Any, now: Now) -> Known:
        """Give the loops of one thing of the week, where it takes place."""
        holds, _, known = self._known.get(thing, UNREAD)
        if holds is not None and (holds is now.terms or holds is now.terms.era):
            return known
        if thing is ACTS:
            return self._acts(now)
        if thing is TOUCH:
            return self._institutions(now, "touch") if self.plan.institutions and now.week >= 0 else ()
        if thing is SHOWN:
            return self._institutions(now, "show") if now.week >= 0 else ()
        if thing in (BOOK, TAKE):
            return self._panel(thing) if now.week >= 0 else ()
        return self._step(thing, now)

    def _step(self, step: Step, now: Now) -> Known:
        """Give the loops of a step, told of its law where that may have moved."""
        holds, before, known = self._known.get(step, UNREAD)
        law = self.plan.law(step, now.terms, When(now.week, now.agenda))
        if holds is None or law is not before:
            laws = law if type(law) is list else () if law is None else (law,)
            found = tuple([self.loops.step(step, one, n) for n, one in enumerate(laws)])
            known = known if found == known else found
        self._known[step] = EVERY_WEEK if step.weekly else now.terms.holds(step.law), law, known
        return known

    def _panel(self, thing: str) -> Known:
        """Give the loops that keep what is kept of the panel."""
        if thing not in self._keeping:
            panel = self.loops.panel
            bounds = panel.books if thing is BOOK else panel.takes(self.world)
            self._keeping[thing] = self.loops.alike(thing, bounds)
        return self._keeping[thing]

    def _acts(self, now: Now) -> Known:
        """Give the loops of every act due: what deeds weigh, and the choice."""
        monthly = now.week % MONTH == MONTH - 1
        due, asking = self.plan.acts_due[monthly], self.plan.acts_told[monthly]
        forced = {number for number in due if (now.week, number) in now.chosen} if now.chosen else set()
        blocks = self.plan.blocks(now.terms)
        if forced or self._forced or blocks is not self._blocks:
            self._tell(blocks, forced, now)
        known = self._acting.get(monthly)
        if known is None:
            known = tuple([loop for number in due for loop in (("act", number), ("choice", number))])
            self._acting[monthly] = known
        if asking:
            told = self.plan.week_of(now.week, self.world.share_enrolled, now.terms)
            for number in asking:
                self.loops.tell(number, told)
        return known

    def _tell(self, blocks: list[int], forced: set[int], now: Now) -> None:
        """Tell the choice of every act that takes place which gates block it, and whose deed somebody else chose."""
        if blocks is not self._blocks:
            self._blocks, self._options = blocks, self.plan.options(blocks, self.slate.pull)
        self._forced = forced
        for number in self.plan.acts_due[True]:
            options = self._options[number]
            if number in forced:
                who, what = zip(*now.chosen[now.week, number], strict=True)
                options = options._replace(forced=np.array(who, np.int64), choice=np.array(what, np.int64))
            if options is not self._given[number]:
                told = self.plan.week_of(now.week, self.world.share_enrolled, now.terms)
                self.loops.act(number, told, options)
                self._given[number] = options

    def _institutions(self, now: Now, what: str) -> Known:
        """Give the loops of what the institutions in force do to citizens."""
        around, force = self.plan.around(now.month_terms), self.plan.at_work(now.week - now.week % MONTH)
        doing = self._doing.get(what)
        if doing is None or doing.force is not force or doing.around is not around:
            doers = [(one, function) for one in self.plan.institutions
                     if one.what.name in force for function in one.what.done(what)]
            loops = [self.loops.institution(one, function, around) for one, function in doers]
            first = [self.loops.step(NOTHING_HAPPENED, (), 0)] if what == "touch" else []
            if what == "show" and any(asks_this_week(one.what.asked(function)) for one, function in doers):
                first.append(self.loops.step(DRAW_WEEK, (), 0))  # what was drawn before is of another range by now
            if any(asks_for_good(one.what.asked(function)) for one, function in doers):
                first.append(self.loops.step(DRAW_EVER, (), 0))
            self._doing[what] = Doing(force, around, (*first, *loops))
        return self._doing[what].known
