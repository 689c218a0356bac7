"""The door of `class`: a teacher with a clock, pupils with a seat each, one society for all."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

from demerit.app import messages as m
from demerit.app.cards import cards_of, on_at_first, with_cards
from demerit.app.debrief import debrief
from demerit.app.ground import ground_of
from demerit.app.house import new_token
from demerit.app.law_told import law_told
from demerit.app.lesson import PLACES, Lesson, Pupil, card_read, card_written, lesson_order, plain_name, room_of
from demerit.app.line import Refusal
from demerit.app.played import Played
from demerit.app.pulse import Pulse
from demerit.app.store import hashed
from demerit.app.story import asked
from demerit.app.timed import Timed
from demerit.app.twin import without_scheme
from demerit.app.wall import csv
from demerit.errors import DemeritError
from demerit.lab.months import MONTH

if TYPE_CHECKING:
    from demerit.app.house import House
    from demerit.app.line import Line
    from demerit.app.living import Living


class Classroom(Timed):
    """One class.

    Parameters
    ----------
    house
        Where it lives.
    """

    def __init__(self, house: House) -> None:
        self.house, self.lesson = house, house.lesson or Lesson(lesson_order())
        self.teachers: set[Line] = set()
        self.pupils: dict[int, Pupil] = {}
        self.ready = asyncio.Event()
        self.teacher_token = new_token()
        self.due: float | None = None
        self.closed = ""
        """Why the class could not be opened."""
        self.twin: Living | None = None
        self.twin_series: m.Series | None = None
        self._find()

    # ---- opening -----------------------------------------------------------------------------------------------------

    def _find(self) -> None:
        """Find the class in the store, or begin one; say nothing of lives yet."""
        store = self.house.store
        found = room_of(store, self.lesson, hashed(self.teacher_token))
        self.room, self.told, self.state, self.again = found
        self.code, self.seconds = str(self.told["code"]), int(self.told["seconds"])
        self.cards = [(week, *card_read(card)) for week, card in store.cards(self.room)]

    async def open(self) -> None:
        """Let the society live as far as it had come; where it cannot, whoever calls is told why."""
        try:
            await self._open()
        except Exception as error:
            self.closed = str(error) if isinstance(error, Refusal | DemeritError) else type(error).__name__
            raise
        finally:
            self.ready.set()
        await self.clock()

    async def _open(self) -> None:
        self.house.make_room(self.room, self.lesson.order.people)
        plan = await self.house.work(with_cards, self.lesson.order, self.cards)
        ground = await self.house.ground(self.lesson.order, lambda: ground_of(self.lesson.order, plan))
        self.citizens = await self.house.work(ground.company, PLACES)
        self.played = Played(self.house, self.room, ground, self.citizens)
        kept = self.house.store.room(self.room)
        self.pulse = Pulse(self.played.living)
        await self.house.work(self.played.live, kept.week if kept else 0, self.pulse.take)
        for seat in self.house.store.seats(self.room):
            self.pupils[seat.seat] = Pupil(seat.seat, seat.citizen, seat.nickname, seat.frozen, seat.gone)
        if self.state == "over":
            await self._end()

    # ---- who calls ---------------------------------------------------------------------------------------------------

    async def hello(self, line: Line, hello: m.Hello) -> None:
        """Find out whether it is the teacher, somebody with a seat, or a guest."""
        await self.ready.wait()
        if self.closed:
            raise Refusal("cannot_open", self.closed)
        token = hello.token
        if token is not None and hashed(token) in self.told["teachers"]:
            line.seat = "teacher"
            self.teachers.add(line)
            line.send(m.Welcome(token=token, role="teacher"))
            line.send(law_told(self.living.run.plan))
            self.tell_teachers()
            return
        seat = None if token is None else self.house.store.seat_of(token)
        if seat is not None and seat.room == self.room and not seat.gone:
            line.send(m.Welcome(token=token or "", role="pupil"))
            async with self.played.moving:
                self._sit(line, self.pupils[seat.seat])
            return
        line.send(m.Welcome(token="", role="guest"))
        if token is not None:
            line.send(m.Gone(why="gone"))

    def _sit(self, line: Line, pupil: Pupil) -> None:
        line.seat = pupil
        pupil.lines.add(line)
        line.send(law_told(self.living.run.plan))
        line.send(self.seen(pupil, None))
        if self.state == "over" and self.twin is not None:
            line.send(m.Ended(debrief=debrief(self.played, pupil.citizen, self.twin)))
        self.tell_teachers()

    async def left(self, line: Line) -> None:
        """Take notice that a page is closed; its seat is kept."""
        self.teachers.discard(line)
        if isinstance(line.seat, Pupil):
            line.seat.lines.discard(line)
            self.tell_teachers()

    async def answer(self, line: Line, message: Any) -> None:
        """Do what a page asks, as far as whoever holds its token may."""
        if isinstance(message, m.Join):
            await self._join(line, message)
        elif isinstance(message, m.Choose | m.Ask):
            if not isinstance(line.seat, Pupil):
                raise Refusal("no_seat")
            await self._of_pupil(line, line.seat, message)
        elif line.seat != "teacher":
            raise Refusal("not_yours")
        elif isinstance(message, m.Teach):
            await self._teach(line, message.what)
        elif isinstance(message, m.Speed):
            self.seconds = self.told["seconds"] = message.seconds
            await self.house.keep(self.house.store.put_told, self.room, self.told)
            self.due = time.monotonic() + self.seconds if self.state == "running" else None
            await self.tell_all()
        elif isinstance(message, m.Place):
            await self._place(message)
        elif isinstance(message, m.Card):
            await self._card(message.card)
        else:
            raise Refusal("not_here")

    # ---- pupils ------------------------------------------------------------------------------------------------------

    async def _join(self, line: Line, message: m.Join) -> None:
        """Give the next seat to whoever knows the code."""
        if line.seat is not None:
            raise Refusal("has_seat")
        self.house.check_code(line.caller, message.code, self.code)
        if self.state in ("over", "wiped"):
            raise Refusal("over")
        if not (nickname := plain_name(message.nickname)):
            raise Refusal("no_name")
        if any(p.nickname.casefold() == nickname.casefold() and not p.gone for p in self.pupils.values()):
            raise Refusal("name_taken")
        seat = len(self.pupils)
        if seat >= len(self.citizens):
            raise Refusal("full", f"{len(self.citizens)}")
        pupil = self.pupils[seat] = Pupil(seat, self.citizens[seat], nickname)
        token = new_token()
        await self.house.keep(self.house.store.new_seat, token, self.room, seat, pupil.citizen, nickname)
        line.send(m.Welcome(token=token, role="pupil"))
        async with self.played.moving:
            if not pupil.gone:  # the class may have been wiped meanwhile
                self._sit(line, pupil)

    async def _of_pupil(self, line: Line, pupil: Pupil, message: Any) -> None:
        if pupil.gone:
            raise Refusal("gone")
        if isinstance(message, m.Ask):
            line.send(m.Answer(listed=asked(self.played, message.citizen)))
            return
        if pupil.frozen:
            raise Refusal("frozen")
        if self.state in ("over", "wiped"):
            raise Refusal("over")
        await self.played.choose(pupil.citizen, message.act, message.deed)
        for other in pupil.lines:
            other.send(m.Picked(n=message.n if other is line else 0, act=message.act, deed=message.deed))

    # ---- the teacher -------------------------------------------------------------------------------------------------

    async def _teach(self, line: Line, what: str) -> None:
        """Start, pause, let one week pass, end, wipe; or give the table of what happened."""
        if what == "csv":
            line.send(m.Csv(name=f"class-{self.code}.csv", text=await self.house.work(csv, self)))
            return
        if what == "wipe":
            await self.wipe()
            return
        if self.state in ("over", "wiped"):
            raise Refusal("over")
        if what == "end":
            await self._end()
        elif what == "step":
            self.state = "paused" if self.state == "waiting" else self.state
            await self.week()
        else:
            self.state = "running" if what == "start" else "paused"
            self.due = time.monotonic() + self.seconds if what == "start" else None
            await self.house.keep(self.house.store.put_state, self.room, self.state)
            await self.tell_all()

    async def _place(self, message: m.Place) -> None:
        """Freeze a seat, thaw it, or take it away."""
        pupil = self.pupils.get(message.seat)
        if pupil is None or pupil.gone:
            raise Refusal("no_such_seat")
        pupil.frozen = message.what == "freeze" if message.what != "kick" else pupil.frozen
        pupil.gone = message.what == "kick"
        await self.house.keep(self.house.store.put_seat, self.room, pupil.seat, pupil.frozen, pupil.gone)
        if pupil.gone:
            pupil.nickname = ""
            self.played.picks.pop(pupil.citizen, None)
        for line in list(pupil.lines):
            line.send(m.Gone(why="kicked") if pupil.gone else self.seen(pupil, None))
            line.seat = None if pupil.gone else pupil
        if pupil.gone:
            pupil.lines.clear()
        self.tell_teachers()

    async def _card(self, card: str) -> None:
        """Switch something of the law with the next month; a card that is coming already is taken back."""
        if card not in cards_of(self.living.scheme):
            raise Refusal("no_such_card")
        async with self.played.moving:
            week = -(-self.living.week // MONTH) * MONTH
            if self.state in ("over", "wiped"):
                raise Refusal("over")
            if self.living.over or week >= self.living.weeks:
                raise Refusal("too_late")
            played = [*self.cards, (week, card, not self.is_on(card))]
            plan = await self.house.work(with_cards, self.lesson.order, played)
            await self.house.keep(self.house.store.play_card, self.room, week, card_written(card, played[-1][2]))
            self.cards = played
            self.living.decree(plan)
        self.tell_teachers()

    def is_on(self, card: str) -> bool:
        """Say whether what a card switches is on, or comes with the next month."""
        played = [on for _, name, on in self.cards if name == card]
        return played[-1] if played else on_at_first(self.living.scheme, card)

    # ---- weeks -------------------------------------------------------------------------------------------------------

    async def week(self) -> None:
        """Let a week pass, and tell everybody what came of it."""
        async with self.played.moving:
            if self.living.over or self.state in ("over", "wiped"):
                return
            sums = self.played.passed()
            await self.played.pass_week(sums)
            if self.living.week % MONTH == 0:
                await self.house.work(self.pulse.take)
            self.due = time.monotonic() + self.seconds if self.state == "running" else None
            await self.tell_pupils(sums)
        if self.living.over:
            await self._end()
        else:
            self.tell_teachers()

    async def _end(self) -> None:
        """End the class, once: everybody sees their twin."""
        async with self.played.moving:
            if self.state == "wiped" or self.twin is not None:
                return
            self.state, self.due = "over", None
            await self.house.keep(self.house.store.put_state, self.room, "over")
            weeks = self.living.week // MONTH * MONTH
            if weeks:
                self.twin, pulse = await self.house.work(without_scheme, self.lesson.order, self.living.society,
                                                         self.citizens, weeks)  # fmt: skip
                self.twin_series = pulse.series()
            for pupil in [one for one in self.pupils.values() if one.lines]:
                told = weeks and m.Ended(debrief=await self.house.work(debrief, self.played, pupil.citizen, self.twin))
                for line in list(pupil.lines):
                    line.send(self.seen(pupil, None))
                    if told:
                        line.send(told)
        self.tell_teachers()
