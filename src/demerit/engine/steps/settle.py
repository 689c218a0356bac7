"""Settle: once a month friends' scores become points, accounts decay, the score moves."""

from __future__ import annotations

import numpy as np

from demerit.acts.act import (
    ADULT,
    AWARE,
    ENROLLED,
    FIFTH,
    IN_DEBT,
    MARRIED,
    MEMBER,
    ONLINE,
    PARENT,
    SCORED,
    SHOWS,
    WATCHES,
)
from demerit.base.draws import philox
from demerit.base.kernel import allocating, inlined, inner, kernel
from demerit.engine.steps.learn import experience
from demerit.institutions.reading import deed_in

i16 = np.int16
i32 = np.int32
i64 = np.int64
u8 = np.uint8
u32 = np.uint32


@kernel
def take_up(lo, hi, deeds, x, r):  # type: ignore[no-untyped-def]
    """Let the month's deeds take effect: arrears, debts, who shows, who watches, who is enrolled.

    Writes status, arrears. A loan is given where the gate that the law puts before it is open, or where there is none.
    """
    for i in range(lo, hi):
        j = i - lo
        st = i32(x.status[i])
        if st & ADULT == 0:
            continue
        late = i32(deeds[r.pay, j])
        owed = i32(x.arrears[i])
        x.arrears[i] = u8(min(255, owed + 1)) if late else u8(max(0, owed - 1))
        deed = deeds[r.borrow, j]
        if deed == 1 and (r.loan_gate < 0 or (x.gates[i] >> u32(max(0, r.loan_gate))) & u32(1)):
            st |= IN_DEBT
        elif deed >= 2:
            st &= ~IN_DEBT
        st &= ~(SHOWS | WATCHES)
        if deeds[r.brag, j] == 1:
            st |= SHOWS
        if deeds[r.look_up, j] == 2:
            st |= WATCHES
        deed = deeds[r.enrol, j]
        if r.choice and deed == 1:
            st |= ENROLLED
        if r.choice and deed == 2:
            st &= ~ENROLLED
        if r.mandatory == 1 or (r.mandatory == 2 and (st & ONLINE) != 0):
            st |= ENROLLED
        if r.mandatory < 0:
            st &= ~ENROLLED
        if r.scored == 2 or (r.scored == 1 and (st & ENROLLED) != 0):
            st |= SCORED
        else:
            st &= ~SCORED
        x.status[i] = u8(st)


@kernel
def spread(lo, hi, x, r, panel, book):  # type: ignore[no-untyped-def]
    """Turn the scores of friends, as of the last settling, into points of the account that association moves.

    Forms: 1 the mean score of scored friends, as a share of the scale, times the account's cap; 2 the resting value
    less `each` points for every friend below `line`; 3 the resting value plus `each` points for every friend enrolled.
    Writes that account. Every score read is of the last settling, so the order of citizens does not matter.
    """
    p = np.searchsorted(panel, lo)
    n_panel = panel.shape[0]
    c = r.assoc_account
    cap = i32(r.cap[c])
    for i in range(lo, hi):
        watched = p < n_panel and panel[p] == i
        total = i64(0)
        n = i64(0)
        below = i32(0)
        for t in range(x.start[i], x.start[i + 1]):
            other = x.friend[t]
            if other < 0:
                break
            s = i32(x.score[other])
            if s >= 0:
                n += 1
                total += s - r.low
                if s < r.line:
                    below += 1
        base = min(max(r.mean + ((r.sd * i32(x.standing[i])) >> 5), r.low), r.high)
        new = i32(r.rest[c, base - r.low])
        if r.assoc_form == 1 and n > 0:
            new = i32((total * cap) // (n * i64(r.high - r.low)))
        elif r.assoc_form == 2:
            new -= r.each * below
        elif r.assoc_form == 3:
            new += r.each * i32(n)
        new = min(max(new, i32(0)), cap)
        if watched:
            book[p, r.assoc_entry] += i16(new - i32(x.account[c, i]))
        x.account[c, i] = i16(new)
        if watched:
            p += 1


@allocating
def settle(lo, hi, deeds, x, k, r, week, panel, book):  # type: ignore[no-untyped-def]
    """Let accounts decay, add the points of states, give the new score, learn from it.

    Writes account, partner (the score about to be given), fear, belief.
    """
    p = np.searchsorted(panel, lo)
    n_panel = panel.shape[0]
    n_accounts = x.account.shape[0]
    lived = np.zeros(max(1, x.belief.shape[0]), np.int32)
    for i in range(lo, hi):
        watched = p < n_panel and panel[p] == i
        x.partner[i] = -1
        j = i - lo
        st = i32(x.status[i])
        base = min(max(r.mean + ((r.sd * i32(x.standing[i])) >> 5), r.low), r.high)
        points = r.low
        w0, w1, w2, w3 = philox(u32(i), u32(week), r.stream, u32(0), r.k0, r.k1)
        for c in range(n_accounts):
            old = i32(x.account[c, i])
            new = old
            if r.decay[c] > 0:
                rest = i32(r.rest[c, base - r.low])
                word = w0 if c < 2 else (w1 if c < 4 else (w2 if c < 6 else w3))
                bits = i32((word >> u32(16 * (c & 1))) & u32(0xFFFF))
                new -= i32(((old - rest) * i64(r.decay[c]) + bits) >> 16)
                if watched:
                    book[p, r.decay_entry + c] += i16(new - old)
            for q in range(r.state_account.shape[0]):
                if r.state_account[q] == c and holds(
                    r.state_kind[q], r.state_low[q], r.state_high[q], x.place[i], x.age[i], x.traits[i], x.origin[i],
                    x.occupation[i],
                ):
                    extra = i32(r.state_points[q])
                    kept = min(max(new + extra, i32(0)), i32(r.cap[c]))
                    if watched:
                        book[p, r.state_entry[q]] += i16(extra)
                        book[p, r.limit_entry + c] += i16(kept - new - extra)
                    new = kept
            x.account[c, i] = i16(new)
            points += new
        given = points if (st & SCORED) != 0 and n_accounts > 0 else i32(-1)
        before = i32(x.score[i])
        if given >= 0 and before >= 0 and (st & AWARE) != 0 and deeds[r.look_up, j] > 0:
            if 60 * (before - given) > r.high - r.low:
                x.fear[i] = i16(min(i32(x.fear[i]) + i32(k.fall), i32(512)))
            if x.belief.shape[0] > 0:
                recall(i, j, deeds, x, r, lived)
                experience(i, given - before, x, k, r, lived, w3)
        x.partner[i] = given
        if watched:
            p += 1


@inlined
def holds(state, low, high, place, age, traits, origin, occupation):  # type: ignore[no-untyped-def]
    """Say whether the state that a rule asks for lies between its bounds."""
    if state == 0:
        value = i32(age)
    elif state == 1:
        value = i32(traits) >> FIFTH
    elif state == 2:
        value = i32((traits // MARRIED) & 1)
    elif state == 3:
        value = i32((traits // MEMBER) & 1)
    elif state == 4:
        value = i32(place) & i32(1)
    elif state == 5:
        value = i32((traits // PARENT) & 1)
    elif state == 6:
        value = i32(origin)
    else:
        value = i32(occupation)
    return low <= value <= high


@inner
def recall(i, j, deeds, x, r, lived):  # type: ignore[no-untyped-def]
    """Write into `lived` how often citizen `i` did, this month, each deed that a belief is about."""
    lived[:] = 0
    for a in range(r.first.shape[0]):
        if a < r.weekly:
            for week in range(r.weeks):
                deed = deed_in(x.diary[i], r.shift[a], r.bits[a], week)
                b = r.belief_of[r.first[a] + i32(deed)]
                if b >= 0:
                    lived[b] += 1
        else:
            b = r.belief_of[r.first[a] + i32(deeds[a, j])]
            if b >= 0:
                lived[b] += 1


@kernel
def give_scores(lo, hi, score, partner):  # type: ignore[no-untyped-def]
    """Give out the scores just settled. Writes score, and clears partner."""
    for i in range(lo, hi):
        score[i] = i16(partner[i])
        partner[i] = -1
