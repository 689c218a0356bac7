"""A society that lives while somebody decides for some of its citizens, week by week; and what came of each week."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from demerit.engine.run import Run
from demerit.lab.months import MONTH, whole_months

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.acts.act import Week as WeekTold
    from demerit.engine.choices import Choice
    from demerit.engine.plan import Plan
    from demerit.lab.order import Order
    from demerit.law import Scheme
    from demerit.society import Society


class Entry(NamedTuple):
    """One entry of a ledger."""

    week: int
    account: str
    entry: str
    points: int


class Now(NamedTuple):
    """What is the same for everybody who looks in a week.

    ``lines`` are the gates in force and the scores that open them, ``blocks`` the gates that each act needs.
    """

    week: int
    plan: Plan
    lines: dict[str, int | None]
    told: WeekTold
    blocks: list[int]
    beliefs: dict[str, int]


@dataclass
class Week:
    """What came of a week, by citizen whom somebody decides for.

    Parameters
    ----------
    week
        Which week passed.
    entries
        Citizen -> what was booked of them.
    did
        Citizen -> the deeds they did, the first of each act left out, with how often.
    """

    week: int
    entries: dict[int, list[Entry]] = field(default_factory=dict)
    did: dict[int, dict[str, int]] = field(default_factory=dict)


class Living:
    """A run of which some citizens' choices are somebody's.

    Parameters
    ----------
    order
        What is run; its weeks are whole months.
    plan, society
        The plan of the order's scheme, and its society.
    citizens
        For whom somebody decides; of them all is kept.
    threads
        How many threads a week takes; the result does not depend on it.
    """

    def __init__(self, order: Order, plan: Plan, society: Society, citizens: Sequence[int], threads: int = 1) -> None:
        self.order, self.society = order, society
        self.run = Run(plan.scheme, society, seed=order.seed, weeks=whole_months(order.weeks or plan.scheme.weeks),
                       plan=plan, panel=tuple(citizens), panel_size=0, threads=threads)
        self.place = {int(citizen): k for k, citizen in enumerate(self.run.panel.ids)}
        """Citizen -> their row in the panel."""
        self.chosen: list[Choice] = []
        """All that was chosen, in the order of weeks."""
        self.months: list[dict[str, Any]] = []
        """Month by month, the columns of the panel."""
        self.next_plan: Plan | None = None
        """The plan that comes into force when the month is over."""
        self._now: Now | None = None
        self._names = [name for act in plan.acts for name in act.names]
        self._firsts = {act.names[0] for act in plan.acts}
        self._before = np.zeros((len(self.place), len(self._names)), np.int64)

    @property
    def scheme(self) -> Scheme:
        """The law."""
        return self.run.scheme

    @property
    def week(self) -> int:
        """The week that comes next."""
        return self.run.week

    @property
    def weeks(self) -> int:
        """How many weeks there are."""
        return self.run.weeks_total

    @property
    def over(self) -> bool:
        """Whether all weeks have passed."""
        return self.week >= self.weeks

    def now(self) -> Now:
        """Give what is the same for everybody who looks this week; worked out once."""
        known, plan, week = self._now, self.run.plan, self.week
        if known is None or known.week != week or known.plan is not plan:
            last = max(0, week - 1)
            lines = {name: plan.scheme.threshold(name, last) for name in plan.scheme.gates_in_force(last)}
            terms = self.run.life.terms
            told = plan.week_of(week, self.run.world.share_enrolled, terms)
            beliefs = {name: row for row, name in enumerate(plan.beliefs)}
            known = self._now = Now(week, plan, lines, told, plan.blocks(terms), beliefs)
        return known

    def open(self) -> Week:
        """Let the years before the scheme pass, and its first week, in which nobody can choose yet."""
        self.run.life.prepare()
        while self.run.week < 0:
            self.run.advance()
        return self.advance()

    def decree(self, plan: Plan) -> None:
        """Let another law come into force with the next month."""
        self.next_plan = plan

    def advance(self, choices: Sequence[Choice] = ()) -> Week:
        """Let a week pass with what was chosen for it, and give what came of it.

        Raises
        ------
        InputError
            A choice cannot be made, or the weeks are over; nothing has passed then.
        """
        if self.next_plan is not None and self.week % MONTH == 0:
            self.run.live_under(self.next_plan)
            self.next_plan = None
        happened = self.run.advance(choices)
        self.chosen += choices
        found = Week(happened.week)
        record = self.run.life.record
        for booked in record.ledger:
            self._book(booked, found)
        if happened.rows is None:
            panel, world = self.run.panel, self.run.world
            done = panel.done(world.diary[panel.ids], 1 + happened.week % MONTH).astype(np.int64)
        else:
            columns = happened.rows.columns
            done = np.stack([columns[f"n_{name.replace('.', '_')}"] for name in self._names], axis=1).astype(np.int64)
            self.months.append({name: column.copy() for name, column in columns.items()})
        self._note(done, found)
        self._before = np.zeros_like(self._before) if happened.rows is not None else done
        record.clear()
        return found

    def _book(self, booked: Any, found: Week) -> None:
        """Take what was booked."""
        for citizen, kind, points in zip(booked.citizen.tolist(), booked.kind.tolist(), booked.points.tolist(),
                                         strict=True):  # fmt: skip
            entry, account = booked.kinds[kind]
            found.entries.setdefault(citizen, []).append(Entry(booked.week, account, entry, points))

    def _note(self, done: Any, found: Week) -> None:
        """Take what was done this week: the month's deeds, less those of the weeks before."""
        now = done - self._before
        for citizen, k in self.place.items():
            did = {self._names[d]: int(now[k, d]) for d in np.nonzero(now[k] > 0)[0]
                   if self._names[d] not in self._firsts}
            if did:
                found.did[citizen] = did

    def digest(self) -> str:
        """Give a hash of the whole state."""
        return self.run.digest()

    def close(self) -> None:
        """Let its threads go."""
        self.run.close()
