"""Contagion: how far from those who did what a rule punishes scores are still lower for it through friends."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from demerit.base.loom import Array
from demerit.engine.step import Step
from demerit.engine.steps.judge import places
from demerit.engine.steps.settle import base_score
from demerit.rows.diary import MONTH, deed_in

if TYPE_CHECKING:
    from demerit.engine.terms import Terms

FAR = 4
"""The largest distance told apart: so many ties away or farther, or not reached at all."""


class OffenceLaw(NamedTuple):
    """Which deeds of the weekly acts cost points."""

    first: Array
    shift: Array
    bits: Array
    points: Array
    """Deed, among all -> what the rules in force give for it."""
    weekly: int


class LossLaw(NamedTuple):
    """What friends would leave at rest."""

    low: int
    high: int
    mean: int
    sd: int
    rest: Array
    assoc_account: int


class Distance(NamedTuple):
    """How far away is asked for."""

    step: int


def law(terms: Terms) -> OffenceLaw:
    """Read which deeds cost points."""
    deeds = terms.read(places)
    return OffenceLaw(deeds.first, deeds.shift, deeds.bits, terms.points_of_deeds, deeds.weekly)


def loss_law(terms: Terms) -> LossLaw:
    """Read what friends would leave at rest."""
    scheme = terms.scheme
    return LossLaw(scheme.scale.low, scheme.scale.high, round(scheme.start_score.mean), round(scheme.start_score.sd),
                   terms.rest, terms.association[1])


class Own(NamedTuple):
    """What the first distance is read from."""

    diary: int


def offended(i: int, own: Own, law: OffenceLaw, distance: Array) -> None:
    """Write 0 for one whose diary holds a deed that costs points, `FAR` for everybody else."""
    found = FAR
    for a in range(law.weekly):
        for week in range(MONTH):
            if law.points[law.first[a] + deed_in(own.diary, law.shift[a], law.bits[a], week)] < 0:
                found = 0
    distance[i] = found


class OwnKnown(NamedTuple):
    """What the first distance is read from where friends' deeds count."""

    known_for: int


def was_known(i: int, own: OwnKnown, distance: Array) -> None:
    """Write 0 for one who is known for a deed that friends answer for, `FAR` for everybody else."""
    distance[i] = 0 if own.known_for else FAR


class Ties(NamedTuple):
    """The ties."""

    start: Array
    friend: Array


def reached(i: int, citizens: Ties, law: Distance, distance: Array) -> None:
    """Write ``step`` for one who was not reached yet and has a friend one step nearer."""
    if distance[i] != FAR:
        return
    for t in range(citizens.start[i], citizens.start[i + 1]):
        other = citizens.friend[t]
        if other < 0:
            break
        if distance[other] == law.step - 1:
            distance[i] = law.step
            break


class Scored(NamedTuple):
    """What losses are read from."""

    score: int
    standing: int


class Accounts(NamedTuple):
    """The accounts."""

    account: Array


def losses(i: int, own: Scored, citizens: Accounts, law: LossLaw, distance: Array, sums: Array) -> None:
    """Add one who is scored, and the points that friends took, by distance to `sums`, int64 ``(5, 2)``."""
    if own.score < 0 or law.assoc_account < 0:
        return
    base = base_score(own.standing, law.low, law.high, law.mean, law.sd)
    lost = law.rest[law.assoc_account, base - law.low] - citizens.account[law.assoc_account, i]
    sums[distance[i], 0] += 1
    sums[distance[i], 1] += lost


OFFENDED = Step("offended", offended, law)
WAS_KNOWN = Step("was_known", was_known)
REACHED = tuple(Step(f"reached_{step}", reached, lambda terms, step=step: Distance(step)) for step in range(1, FAR))
LOSSES = Step("losses", losses, loss_law)
