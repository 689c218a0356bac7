"""The door of `play`: one citizen, five years; decided by whoever holds the token."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from demerit.app import messages as m
from demerit.app.debrief import debrief
from demerit.app.ground import ground_of
from demerit.app.house import new_token
from demerit.app.law_told import law_told
from demerit.app.line import Refusal
from demerit.app.played import Played
from demerit.app.twin import without_scheme
from demerit.lab.months import MONTH
from demerit.lab.order import Order

if TYPE_CHECKING:
    from demerit.app.ground import Ground
    from demerit.app.house import House
    from demerit.app.line import Line
    from demerit.app.living import Living

KIND = "story"
YEAR = 52


class Story:
    """One life that is played, and the pages that show it.

    Parameters
    ----------
    played
        The society and its one seat.
    citizen
        Who.
    """

    def __init__(self, played: Played, citizen: int) -> None:
        self.played, self.citizen = played, citizen
        self.lines: set[Line] = set()
        self.twin: asyncio.Task[Living] | None = None

    def seen(self, happened: m.Happened | None = None) -> m.Seen:
        """Give what the citizen sees."""
        over = self.played.living.over
        return m.Seen(view=self.played.view(self.citizen), happened=happened, state="over" if over else "running")

    async def twin_life(self) -> Living:
        """Give the life without the scheme; it begins when the story does, and is awaited at its end."""
        house, living = self.played.house, self.played.living
        if self.twin is None:
            self.twin = house.begin(house.work(_twin, living.order, living.society, [self.citizen], living.weeks))
        return await asyncio.shield(self.twin)


class Stories:
    """All stories of a house.

    Parameters
    ----------
    house
        Where they are lived.
    """

    def __init__(self, house: House) -> None:
        self.house = house
        self.stories: dict[int, Story] = {}
        self.waking = asyncio.Lock()

    async def ground(self, order: Order | None = None) -> Ground:
        """Give what stories stand on."""
        order = order or self.house.play
        return await self.house.ground(order, lambda: ground_of(order))

    # ---- what a page asks ------------------------------------------------------------------------------------------

    async def hello(self, line: Line, hello: m.Hello) -> None:
        """Find the story that a token opens; else let somebody choose whom to be."""
        kept = None if hello.token is None else self.house.store.seat_of(hello.token)
        if kept is None:
            self.house.let_in(line.caller, hello.code)
        line.seat = None
        if kept is not None and (room := self.house.store.room(kept.room)) is not None and room.kind == KIND:
            story = await self._woken(kept.room, kept.citizen)
            line.send(m.Welcome(token=hello.token or "", role="player"))
            self._seat(line, story)
            return
        line.send(m.Welcome(token="", role="guest"))
        await self._offer(line)

    async def _offer(self, line: Line) -> None:
        ground = await self.ground()
        order = ground.order
        line.send(m.Choices(candidates=ground.prepared(), people=ground.society.adults, weeks=order.weeks or 0,
                            scheme=order.scheme))  # fmt: skip

    async def answer(self, line: Line, message: Any) -> None:
        """Do what a page asks."""
        if isinstance(message, m.Begin):
            await self._begin(line, message.citizen)
            return
        story: Story | None = line.seat
        if story is None:
            raise Refusal("no_story")
        if isinstance(message, m.Choose):
            await story.played.choose(story.citizen, message.act, message.deed)
            for other in story.lines:
                other.send(m.Picked(n=message.n if other is line else 0, act=message.act, deed=message.deed))
        elif isinstance(message, m.Pass):
            await self._pass(story, message.how)
        elif isinstance(message, m.Ask):
            line.send(m.Answer(listed=asked(story.played, message.citizen)))
        elif isinstance(message, m.Finish):
            await self._finish(story)
        elif isinstance(message, m.Leave):
            await self._leave(story)
        else:
            raise Refusal("not_here")

    async def left(self, line: Line) -> None:
        """Take notice that a page is closed; its story waits."""
        if line.seat is not None:
            line.seat.lines.discard(line)

    # ---- beginning -------------------------------------------------------------------------------------------------

    async def _begin(self, line: Line, citizen: int) -> None:
        if line.seat is not None:
            raise Refusal("story_runs")
        ground = await self.ground()
        if not citizen < ground.society.adults or not ground.playable()[citizen]:
            raise Refusal("not_playable", f"{ground.society.adults - 1}")
        self._free(ground.society.people)
        token = new_token()
        room = await self.house.keep(self.house.store.new_room, KIND, ground.order.plain(), "running")
        await self.house.keep(self.house.store.new_seat, token, room, 0, citizen, "")
        story = await self._woken(room, citizen)
        line.send(m.Welcome(token=token, role="player"))
        self._seat(line, story)

    def _free(self, people: int) -> None:
        """Let a life that nobody looks at sleep where there would be no room for one more."""
        try:
            self.house.make_room(-1, people)
        except Refusal:
            idle = next((room for room, story in self.stories.items() if not story.lines), None)
            if idle is None:
                raise
            self.stories.pop(idle).played.living.close()
            self.house.alive.pop(idle, None)
        self.house.alive.pop(-1, None)

    async def _woken(self, room: int, citizen: int) -> Story:
        """Give a story that is lived already, or live it again as far as it had come."""
        async with self.waking:
            if room in self.stories:
                return self.stories[room]
            kept = self.house.store.room(room)
            if kept is None:
                raise Refusal("no_story")
            ground = await self.ground(order_from(kept.told))
            self._free(ground.society.people)
            self.house.make_room(room, ground.society.people)
            played = Played(self.house, room, ground, [citizen])
            await self.house.work(played.live, kept.week)
            self.stories[room] = story = Story(played, citizen)
        self.house.begin(story.twin_life())
        return story

    def _seat(self, line: Line, story: Story) -> None:
        line.seat = story
        story.lines.add(line)
        line.send(law_told(story.played.living.run.plan))
        line.send(story.seen())

    # ---- weeks -----------------------------------------------------------------------------------------------------

    async def _pass(self, story: Story, how: str) -> None:
        """Let weeks pass: one; up to the end of the month; or a year by habit."""
        played = story.played
        async with played.moving:
            living = played.living
            if living.over:
                raise Refusal("over")
            left = MONTH - living.week % MONTH
            weeks = min({"week": 1, "month": left, "year": left + YEAR - MONTH}[how], living.weeks - living.week)
            sums = played.passed()
            for k in range(weeks):
                await played.pass_week(sums, last=k == min(weeks, left) - 1)
            happened = sums[story.citizen].told(played.seats[story.citizen])
        for line in story.lines:
            line.send(story.seen(happened))
        if played.living.over:
            await self._finish(story)

    async def _finish(self, story: Story) -> None:
        if story.played.living.week < MONTH:
            raise Refusal("too_early")
        twin = await story.twin_life()
        async with story.played.moving:
            told = m.Ended(debrief=debrief(story.played, story.citizen, twin))
        for line in story.lines:
            line.send(told)

    async def _leave(self, story: Story) -> None:
        """Forget a story, and let whoever played it choose again."""
        room = story.played.room
        async with story.played.moving:
            await self.house.keep(self.house.store.forget, room)
            self.stories.pop(room, None)
            self.house.alive.pop(room, None)
            story.played.living.close()
        for line in list(story.lines):
            line.seat = None
            line.send(m.Gone(why="left"))
            await self._offer(line)


def _twin(order: Order, society: Any, citizens: list[int], weeks: int) -> Living:
    return without_scheme(order, society, citizens, weeks)[0]


def asked(played: Played, citizen: int) -> m.Listed:
    """Give what the public registers say of somebody."""
    if citizen >= played.living.run.n:
        raise Refusal("no_such_citizen", f"{played.living.run.n - 1}")
    seat = next(iter(played.seats.values()))
    return m.Listed(citizen=citizen, registers=seat.registers(citizen))


def order_from(told: dict[str, Any]) -> Order:
    """Give an order as it was kept."""
    listed = {name: tuple(tuple(one) if isinstance(one, list) else one for one in value)
              for name, value in told.items() if isinstance(value, list)}  # fmt: skip
    return Order(**{**told, **listed})
