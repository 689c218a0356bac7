"""Recover: a score that fell rises again by itself, for time or for days on which something was done in public."""

from __future__ import annotations

import numpy as np

from demerit.base.kernel import kernel
from demerit.institutions.reading import deed_in

i16 = np.int16
i32 = np.int32
u16 = np.uint16


@kernel
def recover(lo, hi, score, account, diary, clean_days, r, panel, book):  # type: ignore[no-untyped-def]
    """Count the month's days towards recovery, and book the points that they bring.

    A month counts ``days_a_week`` days for each week, or for each week in which one of the deeds `only` was done. A
    month at whose end the accounts stand lower than the score last given out counts nothing, and sets the days back to
    nought where recovery restarts. For each `days` counted come `points`, or all that is missing to `to`. One below
    `at_least` does not recover; one at `to` or above has no days. Writes account, clean_days.

    Parameters
    ----------
    score
        The score given out at the last settling, -1 none.
    account, diary
        Whole points, int16 ``(n_accounts, n)``; the month's deeds of the weekly acts.
    clean_days
        Days counted so far, uint16 ``(n,)``.
    r
        `RecoverSettings` of `engine.law_by_month`.
    panel, book
        As for `steps.judge`.
    """
    c = r.account
    for i in range(lo, hi):
        before = i32(score[i])
        now = i32(r.low)
        for a in range(account.shape[0]):
            now += i32(account[a, i])
        missing = i32(r.to) - now
        if before < 0 or missing <= 0 or now < r.at_least:
            clean_days[i] = u16(0)
            continue
        days = i32(clean_days[i])
        if now < before:
            days = i32(0) if r.restarts else days
        else:
            weeks = i32(0)
            for week in range(r.weeks):
                if r.only == 0 or (r.only >> deed_in(diary[i], r.shift, r.bits, week)) & 1:
                    weeks += i32(1)
            days += i32(r.days_a_week) * weeks
        times = days // i32(r.days)
        gain = min(missing, i32(r.points) * times) if r.points else missing * min(i32(1), times)
        clean_days[i] = u16(0 if gain == missing else days - times * i32(r.days))
        if gain == 0:
            continue
        old = i32(account[c, i])
        new = min(old + gain, i32(r.account_cap))
        account[c, i] = i16(new)
        p = np.searchsorted(panel, i)
        if p < panel.shape[0] and panel[p] == i:
            book[p, r.entry] += i16(new - old)
