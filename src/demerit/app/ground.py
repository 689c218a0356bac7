"""What lives stand on, made once and shared: a law ready to be lived under, a society, and who may be played in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from demerit.app import messages as m
from demerit.app.living import Living
from demerit.app.seat import Seat, person_of
from demerit.base.draws import column
from demerit.engine.plan import Plan
from demerit.errors import InputError
from demerit.lab.months import whole_months
from demerit.lab.order import Order, ordered, scheme_of, society_of
from demerit.rows.bits import AWARE, ONLINE, SCORED
from demerit.society.citizens import MIGRANT, OFFICIAL, PRODUCTION, SERVICE, STUDENT

if TYPE_CHECKING:
    from demerit.society import Society

AWAKE = (("awareness", "1"),)
"""Whoever plays knows of the scheme, and so does everybody else: from the first day."""
FRIENDS = 8
"""Friends that a prepared citizen has at least, where somebody has so many."""


FEWEST = 200
"""People of the smallest society that is played: in a smaller one hardly anybody has company."""


def played_order(people: int, weeks: int, seed: int, scheme: str = "article_2015") -> Order:
    """Give the order of a society that is played: whole months, and everybody knows of the scheme from the first day.

    Raises
    ------
    InputError
        A number cannot be; it says what would fit.
    """
    settings = [f"{name}={value}" for name, value in AWAKE]
    order = ordered(scheme, people=people, weeks=weeks, seed=seed, settings=settings)
    if people < FEWEST:
        raise InputError(f"--people {people}: a society that is played takes {FEWEST} or more. Try --people 10000.")
    return order.with_(weeks=whole_months(weeks))


class Prepared(NamedTuple):
    """A citizen to be found by what they are."""

    name: str
    occupations: tuple[int, ...]
    ages: tuple[int, int]
    origin: int | None
    party: bool
    near: int
    """The score that is looked for, as nearly as may be."""


PREPARED = (
    Prepared("student", (STUDENT,), (18, 26), None, False, 592),
    Prepared("migrant_worker", (PRODUCTION, SERVICE), (20, 42), MIGRANT, False, 565),
    Prepared("official", (OFFICIAL,), (30, 58), None, True, 660),
)


@dataclass
class Ground:
    """What lives of one order stand on.

    Parameters
    ----------
    order
        The order.
    plan, society
        Its law and its people.
    first
        A life of one week, in which nobody chose: where everybody stands at the start.
    """

    order: Order
    plan: Plan
    society: Society
    first: Living

    def candidate(self, citizen: int, prepared: str | None = None) -> m.Candidate:
        """Give what is told of a citizen before anybody plays them."""
        seat, world = Seat(self.first, citizen), self.first.run.world
        person = person_of(self.society, citizen, int(world.status[citizen]), int(world.traits[citizen]))
        return m.Candidate(person=person, score=seat.score, friends=len(seat.friends()), prepared=prepared)

    def prepared(self) -> list[m.Candidate]:
        """Give the prepared citizens that this society has."""
        found = []
        for one in PREPARED:
            citizen = self._like(one)
            if citizen is not None:
                found.append(self.candidate(citizen, one.name))
        return found

    def playable(self) -> np.ndarray:
        """Say of every adult whether they can be played: on-line, aware and scored."""
        needs = ONLINE | AWARE | SCORED
        return np.asarray((self.first.run.world.status & needs) == needs)

    def _like(self, one: Prepared) -> int | None:
        """Give the citizen who is most like what is looked for; the first of equals."""
        world, c = self.first.run.world, self.society.citizens
        n = world.n
        fits = self.playable() & np.isin(c.occupation[:n], one.occupations)
        fits &= (c.age[:n] >= one.ages[0]) & (c.age[:n] <= one.ages[1])
        if one.origin is not None:
            fits &= c.origin[:n] == one.origin
        if one.party:
            fits &= c.party[:n] == 1
        who = np.flatnonzero(fits)
        if not len(who):
            return None
        degree = np.array([len(Seat(self.first, int(i)).friends()) for i in who])
        far = np.abs(world.score[who].astype(np.int64) - one.near) + 1000 * (degree < FRIENDS)
        return int(who[np.argmin(far)])

    def company(self, places: int) -> list[int]:
        """Give citizens who can be played and are tied to each other as far as may be, so many or fewer.

        From one citizen who is drawn, one goes on to friends, and to theirs; where this ends, to the next one drawn.
        """
        world, free = self.first.run.world, self.playable()
        drawn = np.argsort(column(self.order.seed, "seats", world.n), kind="stable")
        found: dict[int, None] = {}
        for begin in drawn[free[drawn]].tolist():
            ahead = [begin] if begin not in found else []
            while ahead and len(found) < places:
                citizen = ahead.pop(0)
                if citizen not in found:
                    found[citizen] = None
                    ahead += sorted(other for other in Seat(self.first, citizen).friends()
                                    if free[other] and other not in found)  # fmt: skip
            if len(found) >= places:
                break
        return list(found)


def ground_of(order: Order, plan: Plan | None = None) -> Ground:
    """Make what lives of an order stand on; it takes a second or so."""
    plan = Plan(*scheme_of(order)) if plan is None else plan
    society = society_of(order)
    first = Living(order, plan, society, [0])
    first.open()
    first.close()
    return Ground(order, plan, society, first)
