"""A society that is played: who plays whom, what is decided for the weeks to come, and the file that outlives it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from demerit.app import messages as m
from demerit.app.line import Refusal
from demerit.app.living import Living
from demerit.app.seat import Seat, booked
from demerit.engine.choices import Choice
from demerit.lab.months import MONTH

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from demerit.app.ground import Ground
    from demerit.app.house import House
    from demerit.app.living import Entry, Week


@dataclass
class Passed:
    """What came of weeks to one citizen, as it is added up."""

    first: int
    before: int | None
    gates: set[str]
    friends: set[int]
    weeks: int = 0
    entries: list[Entry] = field(default_factory=list)
    did: dict[str, int] = field(default_factory=dict)

    def add(self, week: Week, citizen: int) -> None:
        """Add a week."""
        self.weeks += 1
        self.entries += week.entries.get(citizen, [])
        for deed, times in week.did.get(citizen, {}).items():
            self.did[deed] = self.did.get(deed, 0) + times

    def told(self, seat: Seat) -> m.Happened:
        """Give it as a page is told it."""
        gates, friends = seat.open_gates(), seat.friends()
        return m.Happened(
            first=self.first, weeks=self.weeks, before=self.before, after=seat.score,
            entries=[booked(entry) for entry in self.entries], did=self.did, opened=sorted(gates - self.gates),
            shut=sorted(self.gates - gates), gained=len(friends - self.friends), lost=len(self.friends - friends),
        )  # fmt: skip


class Played:
    """A living society, its seats, and what is decided.

    Parameters
    ----------
    house
        Where it is lived, and kept.
    room
        Its number in the store.
    ground
        What it stands on.
    citizens
        For whom somebody may decide.
    """

    def __init__(self, house: House, room: int, ground: Ground, citizens: Sequence[int]) -> None:
        self.house, self.room, self.ground = house, room, ground
        self.living = Living(ground.order, ground.plan, ground.society, citizens)
        self.seats = {citizen: Seat(self.living, citizen) for citizen in citizens}
        self.picks: dict[int, dict[str, str]] = {}
        self.moving = asyncio.Lock()
        """Held while a week passes: nothing is seen meanwhile. What is decided meanwhile is for the week after."""

    # ---- beginning, and beginning again ----------------------------------------------------------------------------

    def live(self, until: int, monthly: Callable[[], None] = lambda: None) -> None:
        """Live the weeks that have passed already, with what was chosen in them; tell `monthly` at each month's end."""
        chosen = self.house.store.choices(self.room)
        self._take(self.living.open())
        monthly()
        while self.living.week < max(1, until):
            self._take(self.living.advance(chosen.get(self.living.week, [])))
            if self.living.week % MONTH == 0:
                monthly()
        self.picks = self.house.store.picks(self.room)

    def _take(self, week: Week) -> None:
        for citizen, entries in week.entries.items():
            if citizen in self.seats:
                self.seats[citizen].take(entries)

    # ---- deciding --------------------------------------------------------------------------------------------------

    async def choose(self, citizen: int, act: str, deed: str | None) -> None:
        """Decide an act for the weeks to come, or take that back; it is on the disk when this comes back.

        Raises
        ------
        Refusal
            It cannot be decided so now.
        """
        if self.living.over:
            raise Refusal("over")
        if deed is not None and not self.seats[citizen].can(act, deed):
            raise Refusal("cannot")
        mine = self.picks.setdefault(citizen, {})
        if deed is None:
            mine.pop(act, None)
        else:
            mine[act] = deed
        await self.house.keep(self.house.store.pick, self.room, citizen, act, deed)

    def due(self, last: bool) -> tuple[list[Choice], list[tuple[int, str]]]:
        """Give what is done this week of what was decided, and what is decided no longer then.

        `last` says that the weekly decisions end with this week. What cannot be done any more is not done.
        """
        week, monthly = self.living.week, {act.name: act.monthly for act in self.living.run.acts}
        choices, done = [], []
        for citizen in sorted(who for who, picks in self.picks.items() if picks):
            self.seats[citizen].acts({})
            for act, deed in sorted(self.picks[citizen].items()):
                if monthly[act] and week % MONTH != MONTH - 1:
                    continue
                if self.seats[citizen].can(act, deed):
                    choices.append(Choice(week, citizen, act, deed))
                if monthly[act] or last:
                    done.append((citizen, act))
        return choices, done

    def passed(self) -> dict[int, Passed]:
        """Begin to add up what comes, for every citizen that is played."""
        return {citizen: Passed(self.living.week, seat.score, seat.open_gates(), seat.friends())
                for citizen, seat in self.seats.items()}  # fmt: skip

    async def pass_week(self, sums: dict[int, Passed], last: bool = True) -> None:
        """Let a week pass, on the disk first; `sums` is added to."""
        choices, done = self.due(last)
        for citizen, act in done:  # before anything is waited for: what is decided from now on is for the next week
            self.picks[citizen].pop(act, None)
        await self.house.keep(self.house.store.pass_week, self.room, self.living.week, choices, done)
        week = await self.house.work(self.living.advance, choices)
        self._take(week)
        for citizen, summed in sums.items():
            summed.add(week, citizen)

    def view(self, citizen: int) -> m.View:
        """Give what a citizen sees now."""
        return self.seats[citizen].view(self.picks.get(citizen, {}))
