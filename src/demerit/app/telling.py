"""What a class is told, and when: every pupil their own, the teacher the whole."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

from demerit.app import messages as m
from demerit.app.wall import room_told

if TYPE_CHECKING:
    from demerit.app.house import House
    from demerit.app.lesson import Pupil
    from demerit.app.line import Line
    from demerit.app.living import Living
    from demerit.app.played import Passed, Played


class Telling:
    """A class that can tell its pages how things stand; `classroom.Classroom` is what it is of."""

    house: House
    played: Played
    pupils: dict[int, Pupil]
    teachers: set[Line]
    state: str
    due: float | None
    _telling = False

    @property
    def living(self) -> Living:
        """The society."""
        return self.played.living

    def seen(self, pupil: Pupil, happened: m.Happened | None) -> m.Seen:
        """Give what a pupil sees."""
        over = self.living.over or self.state in ("over", "wiped")
        state: Any = "over" if over else "running" if self.state == "running" else "paused"
        return m.Seen(view=self.played.view(pupil.citizen), happened=happened, state=state, until=self.until(),
                      frozen=pupil.frozen)  # fmt: skip

    def until(self) -> float | None:
        """Give the seconds until the next week passes by itself."""
        return None if self.due is None else max(0.0, round(self.due - time.monotonic(), 2))

    async def tell_pupils(self, sums: dict[int, Passed]) -> None:
        """Tell every pupil who is there what they see; written beside the loop, a few at a time, sent at once."""
        here = [pupil for pupil in self.pupils.values() if pupil.lines]
        for k in range(0, len(here), 8):
            told = await self.house.work(self._written, here[k : k + 8], sums)
            for pupil, text in told:
                for line in pupil.lines:
                    line.send_text(text)

    def _written(self, pupils: list[Pupil], sums: dict[int, Passed]) -> list[tuple[Pupil, str]]:
        """Write what pupils are told of a week."""
        return [(p, self.seen(p, sums[p.citizen].told(self.played.seats[p.citizen])).model_dump_json())
                for p in pupils]  # fmt: skip

    async def tell_all(self) -> None:
        """Tell everybody where things stand."""
        for pupil in self.pupils.values():
            for line in pupil.lines:
                line.send(self.seen(pupil, None))
        self.tell_teachers()

    def tell_teachers(self) -> None:
        """Tell the teacher's pages, once for all that happens within a moment."""
        if self.teachers and not self._telling:
            self._telling = True
            self.house.begin(self._tell_them())

    async def _tell_them(self) -> None:
        await asyncio.sleep(0.1)
        self._telling = False
        async with self.played.moving:
            told = await self.house.work(room_told, self)
        for line in list(self.teachers):
            line.send(told)
