"""Record: the counts that measures are made from, as whole numbers, so that any order of adding gives the same."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import AWARE, ENROLLED, OFFENDED, ONLINE, SCORED
from demerit.base.choice import CHANCE
from demerit.base.draws import philox
from demerit.base.kernel import inner, kernel
from demerit.engine.steps.look import KIN
from demerit.institutions.reading import deed_in

i32 = np.int32
i64 = np.int64
u32 = np.uint32

BINS = 61


class Census(NamedTuple):
    """What a month's count holds; every array is added to."""

    score: NDArray[np.signedinteger]
    """Citizens scored, by 60th of the scale and kind, ``(61, n_kinds)``."""
    place: NDArray[np.signedinteger]
    """Citizens scored, by place and 12th of the scale, ``(62, 13)``."""
    repaid: NDArray[np.signedinteger]
    """A test loan for everybody scored, by 60th of the scale: repaid, defaulted, ``(61, 2)``."""
    stand: NDArray[np.signedinteger]
    """Adults by 16th of conviction and kind, ``(16, n_kinds)``."""
    loss: NDArray[np.signedinteger]
    """Scored citizens who never did a punished deed, by points lost through friends in steps of 5, ``(61,)``."""
    who: NDArray[np.signedinteger]
    """By kind: adults, on-line, aware, enrolled, scored, sum of fear, months in arrears, ``(7, n_kinds)``."""


def census_of_nothing(n_kinds: int, whole: type[np.signedinteger]) -> Census:
    """Give a census of so many kinds of citizen with every count at nought, in these whole numbers."""
    shapes = ((BINS, n_kinds), (62, 13), (BINS, 2), (16, n_kinds), (BINS,), (7, n_kinds))
    return Census(*(np.zeros(shape, whole) for shape in shapes))


@kernel
def count(lo, hi, x, r, week, c):  # type: ignore[no-untyped-def]
    """Add citizens `lo` to `hi` to the census `c`.

    The test loan is no deed: it asks of everybody scored whether a loan given today would be repaid (and where the
    scheme scores nobody, of every adult, by the score that standing alone would give),
    by ``logit default = default - reliable x reliability``, the equation of the act `borrow`.
    """
    for i in range(lo, hi):
        cell = x.cell[i]
        st = i32(x.status[i])
        s = i32(x.score[i])
        base = min(max(r.mean + ((r.sd * i32(x.standing[i])) >> 5), r.low), r.high)
        at = s if s >= 0 else base
        sixtieth = r.sixtieth[at - r.low]
        if s >= 0:
            c.score[sixtieth, cell] += 1
            c.place[x.place[i], sixtieth // 5] += 1
            if r.assoc_account >= 0 and i32(x.traits[i]) & OFFENDED == 0:
                rest = i32(r.rest[r.assoc_account, base - r.low])
                lost = max(i32(0), rest - i32(x.account[r.assoc_account, i]))
                c.loss[min(BINS - 1, lost // 5)] += 1
        if s >= 0 or r.scored == 0:
            w, _, _, _ = philox(u32(i), u32(week), r.loan_stream, u32(0), r.k0, r.k1)
            logit = r.loan_default - ((r.loan_reliable * i32(x.reliability[i])) >> 5)
            c.repaid[sixtieth, 1 if w < CHANCE[min(max(logit, -1536), 1536) + 1536] else 0] += 1
        c.stand[min(15, (i32(x.conviction[i]) + 16384) >> 11), cell] += 1
        c.who[0, cell] += 1
        c.who[1, cell] += 1 if st & ONLINE else 0
        c.who[2, cell] += 1 if st & AWARE else 0
        c.who[3, cell] += 1 if st & ENROLLED else 0
        c.who[4, cell] += 1 if st & SCORED else 0
        c.who[5, cell] += i64(x.fear[i])
        c.who[6, cell] += i64(x.arrears[i])


@kernel
def count_pressure(lo, pressure, cell, panel, noted, total):  # type: ignore[no-untyped-def]
    """Add the friends who press, by kind, to `total`, ``(n_kinds,)``, and note those of the panel in `noted`."""
    p = np.searchsorted(panel, lo)
    n_panel = panel.shape[0]
    for j in range(pressure.shape[0]):
        i = lo + j
        total[cell[i]] += i64(pressure[j])
        if p < n_panel and panel[p] == i:
            noted[p] = pressure[j]
            p += 1


@kernel
def count_ties(lo, hi, x, r, dissent, bins, spoke):  # type: ignore[no-untyped-def]
    """Count half-ties between adults: by both scores, and by whether each end dissented this month.

    Parameters
    ----------
    dissent
        The number of the deed among those of `speak`.
    bins
        Added to: int64 ``(4, 13, 13)``: kin or other, 12th of the scale of either end, 12 where there is no score; then
        the same by each score without what friends' scores gave it.
    spoke
        Added to: int64 ``(2, 2, 2)``: kin or other, dissented or not, either end.
    """
    for i in range(lo, hi):
        mine, own = twelfth(i32(x.score[i]), r), twelfth(alone(i, x, r), r)
        loud = did(x.diary[i], dissent, r)
        for t in range(x.start[i], x.start[i + 1]):
            other = x.friend[t]
            if other < 0:
                break
            kin = 0 if (x.kind[t] & 3) == KIN else 1
            bins[kin, mine, twelfth(i32(x.score[other]), r)] += 1
            bins[2 + kin, own, twelfth(alone(other, x, r), r)] += 1
            spoke[kin, loud, did(x.diary[other], dissent, r)] += 1


@inner
def twelfth(score, r):  # type: ignore[no-untyped-def]
    """Give a score's 12th of the scale, 12 where there is none."""
    if score < 0:
        return 12
    return min(11, r.sixtieth[score - r.low] // 5)


@inner
def alone(i, x, r):  # type: ignore[no-untyped-def]
    """Give the score of citizen `i` with the association account at rest; -1 where there is none."""
    s = i32(x.score[i])
    if s < 0 or r.assoc_account < 0:
        return s
    base = min(max(r.mean + ((r.sd * i32(x.standing[i])) >> 5), r.low), r.high)
    moved = i32(x.account[r.assoc_account, i]) - i32(r.rest[r.assoc_account, base - r.low])
    return min(max(s - moved, r.low), r.high)


@inner
def did(diary, deed, r):  # type: ignore[no-untyped-def]
    """Say, 1 or 0, whether a month's diary holds the deed of `speak`."""
    for week in range(r.weeks):
        if deed_in(diary, r.speech_shift, r.speech_bits, week) == deed:
            return 1
    return 0


@kernel
def degrees(panel, x, degree, kin):  # type: ignore[no-untyped-def]
    """Write the live ties of the panel, and how many are to kin, into int16 arrays."""
    for p in range(panel.shape[0]):
        i = panel[p]
        degree[p] = 0
        kin[p] = 0
        for t in range(x.start[i], x.start[i + 1]):
            if x.friend[t] < 0:
                break
            degree[p] += 1
            if (x.kind[t] & 3) == KIN:
                kin[p] += 1
