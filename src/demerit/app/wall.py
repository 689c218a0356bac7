"""A class as its teacher sees it: the wall of the room, and the table of what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import segno

from demerit.app import messages as m
from demerit.app.cards import cards_of
from demerit.app.debrief import side_of
from demerit.app.pulse import histogram, provinces, ties
from demerit.lab.months import MONTH

if TYPE_CHECKING:
    from demerit.app.classroom import Classroom


def join_address(room: Classroom) -> str:
    """Give the address that pupils open."""
    return f"{room.house.address}/class?code={room.code}"


def room_told(room: Classroom) -> m.Room:
    """Give the class as its teacher sees it."""
    living, world = room.living, room.living.run.world
    seats = {p.citizen: p.seat for p in room.pupils.values() if not p.gone}
    coming = {card for week, card, _ in room.cards if week >= living.week}
    pupils = [
        m.Pupil(seat=p.seat, nickname=p.nickname, here=bool(p.lines), frozen=p.frozen,
                score=None if world.score[p.citizen] < 0 else int(world.score[p.citizen]),
                picked=len(room.played.picks.get(p.citizen, {})))
        for p in room.pupils.values() if not p.gone
    ]  # fmt: skip
    qr = segno.make(join_address(room), error="m").svg_data_uri(scale=4, border=2, dark="#000", light="#fff")
    state: Any = "over" if room.state == "wiped" else room.state
    return m.Room(
        code=room.code, address=join_address(room), qr=qr, state=state, week=living.week, weeks=living.weeks,
        day=living.scheme.day_of(living.week).isoformat(), people=living.society.people, seconds=room.seconds,
        until=room.until(), pupils=pupils,
        cards=[m.CardSays(name=card, on=room.is_on(card), coming=card in coming)
               for card in cards_of(room.played.ground.plan.scheme)],
        histogram=histogram(living, list(seats)), ties=ties(living, seats), provinces=provinces(living),
        series=room.pulse.series(), series_null=room.twin_series,
    )  # fmt: skip


def csv(room: Classroom) -> str:
    """Give what happened to each seat, month by month, beside the twin; seats bear numbers, no names."""
    rows = ["seat,month,score,friends,fear,twin_friends,twin_fear"]
    months = room.living.week // MONTH
    for p in room.pupils.values():
        mine = side_of(room.living, p.citizen, months)
        twin = None if room.twin is None else side_of(room.twin, p.citizen, months)
        for k in range(months):
            told = [p.seat, k + 1, mine.scores[k], mine.friends[k], mine.fear[k]]
            told += [None, None] if twin is None else [twin.friends[k], twin.fear[k]]
            rows.append(",".join("" if value is None else str(value) for value in told))
    return "\n".join(rows) + "\n"
