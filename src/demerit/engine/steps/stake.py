"""Stake: what a point is worth to each citizen now, and what that adds to the utility of a deed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, AWARE, ENROLLED, SCORED
from demerit.base.kernel import kernel

i32 = np.int32
i16 = np.int16
STEP = 30
"""One who games the score hopes for one part in so many of the scale: 20 points of 350..950."""


class Stakes(NamedTuple):
    """What is at stake for each citizen of a range."""

    gain: NDArray[np.int32]
    """Q8 notches a point won; 0 for one who knows of no score or has none."""
    loss: NDArray[np.int32]
    """Q8 notches a point lost, before caution."""
    caution: NDArray[np.int32]
    """Q5: how much heavier losses weigh, fear included."""
    opens: NDArray[np.int16]
    """Notches: worth of the gates that the score, given out or not, would open."""
    step: NDArray[np.int16]
    """Notches: how much more the step that gaming brings would open."""
    rank: NDArray[np.int16]
    """Points above or below the mean score at the start."""


@kernel
def weigh_points(lo, hi, x, r, s):  # type: ignore[no-untyped-def]
    """Write what is at stake for citizens `lo` to `hi`.

    A point won is worth what it can open, ``gain[score]``, a point lost what it can shut, ``loss[score]``: slopes that
    the gates within reach give (`demerit.engine.bind`). Losses count ``caution x (1 + fear)`` times (loss aversion,
    Kahneman & Tversky 1979). One who does not know of the score, or has none, has nothing at stake.

    Parameters
    ----------
    x
        Columns: `StakeColumns` of `engine.bind`.
    r
        Settings: `StakeSettings` of `engine.bind`.
    s
        Written: `Stakes`.
    """
    n_accounts = x.account.shape[0]
    step = max(1, (r.high - r.low) // STEP)
    for i in range(lo, hi):
        j = i - lo
        st = i32(x.status[i])
        points = r.low
        if n_accounts == 0:
            points = r.mean + ((r.sd * i32(x.standing[i])) >> 5)
            points = min(max(points, r.low), r.high)
        for a in range(n_accounts):
            points += i32(x.account[a, i])
        at = points - r.low
        s.opens[j] = r.opens[at]
        s.step[j] = r.opens[min(at + step, r.high - r.low)] - r.opens[at]
        s.rank[j] = i16(points - r.mean)
        minds = (st & (ADULT | AWARE)) == (ADULT | AWARE) and (st & (SCORED | ENROLLED)) != 0
        s.gain[j] = r.gain[at] if minds else i32(0)
        s.loss[j] = r.loss[at] if minds else i32(0)
        s.caution[j] = (i32(x.caution[i]) * (i32(256) + i32(x.fear[i]))) >> 8


@kernel
def add_stake(lo, hi, options, beliefs, belief, stakes, u):  # type: ignore[no-untyped-def]
    """Add ``stake x believed points`` to the utility of every option that a belief is about.

    With ``b`` the belief in Q7 points: ``+ gain b`` where b > 0, ``- loss |b| caution`` where b < 0. Every factor is
    at least 0 and every shift monotone, so more fear, caution, loss or belief never makes a punished deed likelier.

    Parameters
    ----------
    options, beliefs
        Which option of the act each belief is about, and which belief; int32, equally long.
    belief
        Q7 points, int16 ``(n_beliefs, n)``.
    stakes
        `Stakes` of the range.
    u
        Added to: utilities in notches, int32 ``(8, hi - lo)``.
    """
    gain, loss, caution = stakes.gain, stakes.loss, stakes.caution
    for n in range(options.shape[0]):
        row = u[options[n]]
        believed = belief[beliefs[n], lo:hi]
        for j in range(hi - lo):
            b = i32(believed[j])
            up = (gain[j] * max(b, i32(0))) >> i32(15)
            down = (((loss[j] * max(-b, i32(0))) >> i32(8)) * caution[j]) >> i32(12)
            row[j] += up - down
