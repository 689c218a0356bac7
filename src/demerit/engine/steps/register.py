"""Register: lists entered by a deed, by what happened to one, or by arrears, and left by paying or by a term."""

from __future__ import annotations

import numpy as np

from demerit.acts.act import IN_DEBT
from demerit.base.draws import philox
from demerit.base.kernel import inlined, kernel
from demerit.institutions.reading import deed_in

i32 = np.int32
u8 = np.uint8
u32 = np.uint32

ON, ENTERED, PAID, SERVED, UNDONE = range(5)
"""What is counted of every register."""
REGISTER_COUNTS = ("on", "entered", "left_by_payment", "left_by_term", "left_by_deed")


@kernel
def enter_and_leave(lo, hi, week, deeds, happened, x, r, tally):  # type: ignore[no-untyped-def]
    """Let citizens `lo` to `hi` leave registers, and enter them.

    One on a register leaves who owes nothing any more (no arrears, no loan), whose term is over, or who did the deed
    that undoes it, whichever comes first and the register knows. One who is not on it enters who did, or suffered, what
    it asks for often enough this month, or has bills unpaid for so many months, with the register's chance.

    Parameters
    ----------
    deeds, happened
        As for `engine.steps.judge.judge_month`.
    x, r
        `RegisterColumns` and `RegisterSettings`; written: listed.
    tally
        Added to: ``(n_registers, 5, n_kinds)``: on it, entered, left by payment, by term, by a deed.
    """
    for q in range(r.enter_act.shape[0]):
        listed = x.listed[q]
        a = r.enter_act[q]
        n_acts = r.first.shape[0]
        for i in range(lo, hi):
            months = i32(listed[i])
            if months == 0 and a == -1 and x.arrears[i] < r.enter_count[q]:
                continue
            if months == 0 and a >= n_acts and happened[a - n_acts, i - lo] < r.enter_count[q]:
                continue
            if months == 0 and r.weekly <= a < n_acts and deeds[a, i - lo] != r.enter_deed[q]:
                continue
            if months > 0:
                how = leaves(i, i - lo, q, months, deeds, happened, x, r)
                listed[i] = u8(0) if how else u8(min(255, months + 1))
                if how:
                    tally[q, how, x.cell[i]] += 1
            elif qualifies(i, i - lo, q, deeds, happened, x, r):
                w, _, _, _ = philox(u32(i), u32(week), r.register_stream, u32(q), r.k0, r.k1)
                if i32(w >> u32(16)) < r.enter_chance[q]:
                    listed[i] = u8(1)
                    tally[q, ENTERED, x.cell[i]] += 1
            if listed[i] > 0:
                tally[q, ON, x.cell[i]] += 1


@inlined
def leaves(i, j, q, months, deeds, happened, x, r):  # type: ignore[no-untyped-def]
    """Give how citizen `i` leaves register `q` this month: the number of the count, 0 not at all."""
    if r.leave_paid[q] and x.arrears[i] == 0 and (i32(x.status[i]) & IN_DEBT) == 0:
        return PAID
    if r.leave_act[q] >= 0 and times(i, j, r.leave_act[q], r.leave_deed[q], deeds, happened, x, r) > 0:
        return UNDONE
    if r.leave_term[q] > 0 and months >= r.leave_term[q]:
        return SERVED
    return 0


@inlined
def qualifies(i, j, q, deeds, happened, x, r):  # type: ignore[no-untyped-def]
    """Say whether citizen `i` did, suffered or owes this month what register `q` asks for."""
    if r.enter_act[q] == -1:
        return x.arrears[i] >= r.enter_count[q]
    return times(i, j, r.enter_act[q], r.enter_deed[q], deeds, happened, x, r) >= r.enter_count[q]


@inlined
def times(i, j, a, deed, deeds, happened, x, r):  # type: ignore[no-untyped-def]
    """Give how often this month citizen `i` did a deed of act `a`, or, from the number of acts on, suffered a thing."""
    n_acts = r.first.shape[0]
    if a < 0:
        return 0
    if a >= n_acts:
        return i32(happened[a - n_acts, j])
    if a >= r.weekly:
        return 1 if deeds[a, j] == deed else 0
    n = 0
    for week in range(r.weeks):
        if deed_in(x.diary[i], r.shift[a], r.bits[a], week) == deed:
            n += 1
    return n
