"""Stake: what a point is worth to each citizen now, and what that adds to the utility of a deed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.base.loom import Array
from demerit.engine.step import Step
from demerit.rows.bits import ADULT, AWARE, ENROLLED, SCORED

if TYPE_CHECKING:
    from demerit.engine.terms import Terms

i32 = np.int32
u64 = np.uint64
STEP = 30
"""One who games the score hopes for one part in so many of the scale: 20 points of 350..950."""


class Stakes(NamedTuple):
    """What is at stake for each citizen of a range."""

    gain: Array
    """Q8 notches a point won, int32; 0 for one who knows of no score or has none."""
    loss: Array
    """Q8 notches a point lost, before caution, int32."""
    caution_now: Array
    """Q5: how much heavier losses weigh, fear included, int32."""
    opens: Array
    """Notches: worth of the gates that the score, given out or not, would open, int16."""
    step: Array
    """Notches: how much more the step that gaming brings would open, int16."""
    rank: Array
    """Points above or below the mean score at the start, int16."""


class StakeLaw(NamedTuple):
    """The scale, and where scores begin."""

    low: int
    high: int
    mean: int
    sd: int


class Slate(NamedTuple):
    """What a point is worth at every score, from the lowest on: institutions move it (`engine.slate`)."""

    gain: Array
    """Q8 notches a point won, int32."""
    loss: Array
    """Q8 notches a point lost."""
    opens: Array
    """Notches: worth of the gates open at each score, int16."""


class Columns(NamedTuple):
    """Columns of `weigh_points`; nothing is written."""

    status: Array
    standing: Array
    caution: Array
    fear: Array
    account: Array


def law(terms: Terms) -> StakeLaw:
    """Read the scale off the scheme."""
    start = terms.scheme.start_score
    return StakeLaw(terms.scheme.scale.low, terms.scheme.scale.high, round(start.mean), round(start.sd))


def worth(terms: Terms) -> Slate:
    """Read the worth of a point at every score off the gates in force.

    ``up[s] = status + sum over lines T > s of v/h max(0, 1 - (T - s)/h)``, down alike for lines at or below, with
    ``gain = up + hold down`` and ``loss = down + hold up``; ``h`` is the reach of a gate. A gate for some only counts
    for nobody, one that a share of 256 of its providers use counts for that share.
    """
    fixed = terms.read(_lines)
    v = fixed.notches * np.array(terms.served)[fixed.gates] / 256
    slope = np.append(1.0, v / fixed.reach)
    both = np.bincount(fixed.place, fixed.near * slope[fixed.of], 2 * fixed.opens.shape[1])
    both = both.reshape(2, -1)
    points = np.rint(256 * (both + fixed.hold * both[::-1])).astype(np.int32)
    opens = (v[fixed.joined][:, np.newaxis] / fixed.opens).sum(axis=0)
    return Slate(points[0], points[1], np.rint(opens).astype(np.int16))


class _Lines(NamedTuple):
    """What of stakes no institution moves: the gates that have a line, in the order of their names."""

    hold: float
    reach: float
    gates: NDArray[np.int64]
    notches: Array
    """Gate with a line -> its worth."""
    near: Array
    """What status, and each gate with a line within its reach, adds to a point won, below the line, or to a point lost,
    at the line and above; only what is not 0."""
    of: Array
    """Of each of these, whose it is: 0 status, then the gates with a line."""
    place: Array
    """Of each of these, the score above the lowest; of points lost one scale further."""
    joined: Array
    """Which of them open to the enrolled alone."""
    opens: Array
    """One of these x score -> by what its worth is divided."""


def _lines(terms: Terms) -> _Lines:
    scheme, week = terms.scheme, max(terms.week, 0)
    low, high = scheme.scale.low, scheme.scale.high
    scores = np.arange(low, high + 1)
    shown = scheme.visibility.form in ("consent", "public") and not scheme.has_ended(week)
    status = scheme.knob("status_notches", 0.0) if shown else 0.0
    hold, reach = scheme.knob("hold", 0.5), scheme.knob("reach", 60.0)
    sharpness = terms.values["run.sharpness"] * terms.width / 600
    head = scheme.headline_bureau.name if scheme.headline_bureau else None
    names = list(scheme.gates)
    gates: list[int] = []
    notches: list[int] = []
    joined: list[int] = []
    opens: list[Array] = []
    above, below = [np.full(scores.shape, status)], [np.full(scores.shape, status)]
    for name, gate in terms.gates.items():
        line = scheme.threshold(name, week)
        if line is None or gate.who is not None or gate.bureau not in (None, head):
            continue
        above.append(np.where(scores < line, np.maximum(0, 1 - (line - scores) / reach), 0))
        below.append(np.where(scores >= line, np.maximum(0, 1 - (scores - line) / reach), 0))
        if gate.needs_enrolment:
            joined.append(len(gates))
            opens.append(1 + np.exp(-(scores - line) / sharpness))
        gates.append(names.index(name))
        notches.append(gate.value.notches)
    near = np.array([above, below])  # won or lost x status, then a gate x score
    if not terms.gates and scheme.scored.who == "nobody":
        near[...] = 0
    lost, of, at = np.nonzero(near)
    return _Lines(hold, reach, np.array(gates, np.int64), np.array(notches, np.float64), near[lost, of, at], of,
                  lost * len(scores) + at, np.array(joined, np.int64),
                  np.stack(opens) if opens else np.zeros((0, len(scores))))


def weigh_points(lo: int, hi: int, citizens: Columns, law: StakeLaw, slate: Slate, stakes: Stakes) -> None:
    """Write what is at stake for citizens `lo` to `hi`.

    A point won is worth what it can open, ``gain[score]``, a point lost what it can shut, ``loss[score]``: slopes that
    the gates within reach give (`worth`). Losses count ``caution x (1 + fear)`` times (loss aversion, Kahneman and
    Tversky 1979). One who does not know of the score, or has none, has nothing at stake.
    """
    at = stakes.gain
    add_accounts(lo, hi, citizens, law, at)
    for i in range(u64(lo), u64(hi)):
        stakes.rank[i] = int(at[i]) + law.low - law.mean
        stakes.caution_now[i] = (i32(citizens.caution[i]) * i32(i32(256) + i32(citizens.fear[i]))) >> 8
    further, last = max(1, (law.high - law.low) // STEP), law.high - law.low
    for i in range(u64(lo), u64(hi)):
        opens = int(slate.opens[at[i]])
        stakes.opens[i] = opens
        stakes.step[i] = slate.opens[min(at[i] + further, last)] - opens
    for i in range(u64(lo), u64(hi)):
        score, status = int(at[i]), int(citizens.status[i])
        minds = (status & (ADULT | AWARE) == (ADULT | AWARE)) & (status & (SCORED | ENROLLED) != 0)
        stakes.loss[i] = slate.loss[score] if minds else 0
        stakes.gain[i] = slate.gain[score] if minds else 0


def add_accounts(lo: int, hi: int, citizens: Columns, law: StakeLaw, points: Array) -> None:
    """Write the points of everybody above the lowest score; without accounts those that standing gives."""
    for i in range(u64(lo), u64(hi)):
        points[i] = 0
    for c in range(citizens.account.shape[0]):
        for i in range(u64(lo), u64(hi)):
            points[i] += citizens.account[c, i]
    if citizens.account.shape[0] == 0:
        for i in range(u64(lo), u64(hi)):
            base = law.mean + ((law.sd * int(citizens.standing[i])) >> 5)
            points[i] = min(max(base, law.low), law.high) - law.low


WEIGH = Step("weigh_points", weigh_points, law, whole=True)
