"""A class that goes by a clock: a week whenever one is due, a pause where a week cannot pass, and wiping."""

from __future__ import annotations

import asyncio
import logging
import time

from demerit.app import messages as m
from demerit.app.telling import Telling

log = logging.getLogger("demerit.app")


class Timed(Telling):
    """What of a class goes by the clock, and how it stops; `classroom.Classroom` is what it is of."""

    room: int

    async def week(self) -> None:
        """Let a week pass."""
        raise NotImplementedError

    async def clock(self) -> None:
        """Let a week pass whenever one is due."""
        while self.state not in ("over", "wiped"):
            await asyncio.sleep(0.05)
            if self.due is not None and time.monotonic() >= self.due:
                try:
                    await self.week()
                except Exception:
                    log.exception("a week could not pass")
                    await self._stop()

    async def _stop(self) -> None:
        """Pause a class of which a week could not pass, and say so to the teacher."""
        self.state, self.due = "paused" if self.state == "running" else self.state, None
        await self.house.keep(self.house.store.put_state, self.room, self.state)
        for line in self.teachers:
            line.send(m.Refused(n=None, why="clock_stopped"))
        await self.tell_all()

    async def wipe(self) -> None:
        """Forget nicknames and tokens; every seat is gone."""
        async with self.played.moving:
            self.state, self.due = "wiped", None
            await self.house.keep(self.house.store.wipe, self.room)
            for pupil in self.pupils.values():
                pupil.nickname, pupil.gone = "", True
                for line in list(pupil.lines):
                    line.send(m.Gone(why="wiped"))
                    line.seat = None
                pupil.lines.clear()
        self.tell_teachers()
