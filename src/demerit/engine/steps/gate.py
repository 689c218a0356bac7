"""Gate: scores and registers open and shut services; what citizens tried to use, and were refused, is counted."""

from __future__ import annotations

import numpy as np

from demerit.acts.act import ENROLLED, ONLINE, PARENT
from demerit.base.draws import philox
from demerit.base.kernel import allocating, inlined, kernel

i32 = np.int32
i64 = np.int64
u32 = np.uint32

OPEN, SHUT, TRIED, REFUSED, OPENED, CLOSED, HOURS = range(7)
"""What is counted of every gate."""
GATE_COUNTS = ("open", "shut", "tried", "refused", "opened", "closed", "hours")


@inlined
def lists_of(i, listed):  # type: ignore[no-untyped-def]
    """Give the registers that citizen `i` is on, a bit each."""
    on = 0
    for r in range(listed.shape[0]):
        if listed[r, i] > 0:
            on |= 1 << r
    return on


@kernel
def concern(lo, hi, x, r, mine):  # type: ignore[no-untyped-def]
    """Write the bits of the gates that are for each citizen, those for everybody and those for such as they are.

    Parameters
    ----------
    mine
        Written: int64 ``(hi - lo,)``.
    """
    for i in range(lo, hi):
        bits = i64(r.gate_everyone)
        for q in range(r.gate_narrow.shape[0]):
            fits = r.gate_origin[q] < 0 or r.gate_origin[q] == i32(x.origin[i])
            fits = fits and (r.gate_occupation[q] < 0 or r.gate_occupation[q] == i32(x.occupation[i]))
            fits = fits and (r.gate_parent[q] < 0 or r.gate_parent[q] == (i32(x.traits[i]) // PARENT) & 1)
            if fits:
                bits |= i64(1) << r.gate_narrow[q]
        mine[i - lo] = bits


@kernel
def open_to(lo, hi, score, x, r, other, now):  # type: ignore[no-untyped-def]
    """Write the bits of the gates open to each citizen by score, -1 where there is none, registers and enrolment.

    A gate that is not for a citizen stands open to them.

    Parameters
    ----------
    score
        The score of everyone, whole column.
    other
        The bits of the gates open by the score of another bureau (`ask_others`), int64 ``(hi - lo,)``; read only
        where a gate asks for one.
    now
        In: the gates that are for each (`concern`); written: the gates open, int64 ``(hi - lo,)``.
    """
    every = (i64(1) << r.gate_act.shape[0]) - 1
    for i in range(lo, hi):
        mine = now[i - lo]
        on = lists_of(i, x.listed)
        given = i32(score[i])
        bits = i64(r.gate_unscored[on]) if given < 0 else i64(r.gate_mask[on, given - r.low])
        if r.gate_others != 0:
            bits = (bits & ~i64(r.gate_others)) | other[i - lo]
        if i32(x.status[i]) & ENROLLED == 0:
            bits = (bits & ~i64(r.gate_members)) | (i64(r.gate_sanctions) & i64(r.gate_members))
        now[i - lo] = (bits & mine) | (every & ~mine)


@kernel
def ask_others(lo, hi, files, book, standing, listed, r, other):  # type: ignore[no-untyped-def]
    """Add the bits of the gates that another bureau's file opens; one without a file has no score there.

    Parameters
    ----------
    files, book
        A bit for each bureau that has a file; the points of this bureau's file (`institutions.bureaus`).
    standing, listed
        Columns of the world.
    r
        `OtherSettings` of `engine.law_of_bureaus`.
    other
        Added to: int64 ``(hi - lo,)``.
    """
    for i in range(lo, hi):
        on = lists_of(i, listed)
        bits = i64(r.gate_unscored[on])
        if (i32(files[i]) >> r.number) & 1:
            score = i32(r.mean) + ((i32(r.sd) * i32(standing[i])) >> 5) + i32(book[i])
            bits = i64(r.gate_mask[on, min(max(score, i32(r.low)), i32(r.high)) - r.low])
        other[i - lo] |= bits & i64(r.gates)


@kernel
def pass_gates(lo, hi, deeds, x, r, week, mine, other, now, tally):  # type: ignore[no-untyped-def]
    """Count which gates citizens tried and found shut, then open and shut them by the scores about to be given.

    Writes gates: a gate that is not for somebody stands open and is not counted.

    Parameters
    ----------
    deeds
        The deeds of the monthly acts, uint8 ``(n_acts, hi - lo)``.
    mine, now
        Scratch: int64 ``(hi - lo,)`` each.
    other
        As for `open_to`.
    tally
        Added to: ``(n_gates, 7, n_kinds)``: gates open, shut, tried, refused, opened, closed, hours by kind.
    """
    concern(lo, hi, x, r, mine)
    for j in range(hi - lo):
        now[j] = mine[j]
    open_to(lo, hi, x.partner, x, r, other, now)
    n = r.gate_act.shape[0]
    for i in range(lo, hi):
        cell = x.cell[i]
        j = i - lo
        was, opened = i64(x.gates[i]), now[j]
        x.gates[i] = u32(opened)
        st = i32(x.status[i])
        at = max(i32(x.partner[i]), i32(r.low)) - r.low
        w0, w1, w2, w3 = u32(0), u32(0), u32(0), u32(0)
        drawn = -1
        for g in range(n):
            if (mine[j] >> g) & 1 == 0:
                continue
            tried = False
            if r.gate_act[g] >= 0:
                tried = deeds[r.gate_act[g], j] == r.gate_deed[g]
            elif r.gate_try[g] > 0 and (st & ONLINE) != 0:
                if drawn != g >> 3:
                    drawn = g >> 3
                    w0, w1, w2, w3 = philox(u32(i), u32(week), r.gate_stream, u32(drawn), r.k0, r.k1)
                q = (g >> 1) & 3
                word = w0 if q == 0 else (w1 if q == 1 else (w2 if q == 2 else w3))
                tried = i32((word >> u32(16 * (g & 1))) & u32(0xFFFF)) < r.gate_try[g]
            is_open = i32((opened >> g) & 1)
            if tried:
                tally[g, TRIED, cell] += 1
                tally[g, REFUSED, cell] += i32(1) - i32((was >> g) & 1)
                tally[g, HOURS, cell] += i32(r.gate_hours[g, at])
            tally[g, OPEN, cell] += is_open
            tally[g, SHUT, cell] += i32(1) - is_open
            if is_open != i32((was >> g) & 1):
                tally[g, OPENED if is_open else CLOSED, cell] += 1


@allocating
def first_gates(lo, hi, x, r):  # type: ignore[no-untyped-def]
    """Open and shut the gates of citizens `lo` to `hi` by the first scores; children have none.

    No other bureau has a file of anybody yet. Writes gates.
    """
    now = np.empty(hi - lo, np.int64)
    other = np.empty(hi - lo, np.int64)
    for i in range(lo, hi):
        other[i - lo] = i64(r.gate_unscored[lists_of(i, x.listed)]) & i64(r.gate_others)
    concern(lo, hi, x, r, now)
    open_to(lo, hi, x.score, x, r, other, now)
    for i in range(lo, hi):
        x.gates[i] = u32(now[i - lo]) if (x.status[i] & 1) != 0 else u32(0)
