"""Tariff: what happened costs by a quantity, in steps."""

from __future__ import annotations

import numpy as np

from demerit.base.draws import philox
from demerit.base.kernel import kernel

i16 = np.int16
i32 = np.int32
u32 = np.uint32


@kernel
def judge_steps(lo, hi, week, happened, account, amounts, r, panel, book):  # type: ignore[no-untyped-def]
    """Book a rule with steps: for each happening the points of the highest step that its quantity meets.

    The bureau sees each by the draw that it has for any other rule about it; the sum of a month is at most `cap` either
    way. Writes account.

    Parameters
    ----------
    week
        The scoring week, the last of the month.
    happened
        How often it happened to each this month, uint8 ``(hi - lo,)``; at most four times.
    account
        Whole points, int16 ``(n_accounts, n)``.
    amounts
        The quantity of the first, second, third, fourth happening of the month: four columns, int32 ``(n,)``.
    r
        `StepSettings` of `engine.law_by_month`.
    panel, book
        As for `steps.judge`.
    """
    c = r.account
    for i in range(lo, hi):
        times = min(i32(happened[i - lo]), i32(4))
        points = i32(0)
        for n in range(times):
            word, _, _, _ = philox(
                u32(i), u32(week), u32(r.seen_stream), (u32(r.what) & u32(0xFFFFFFF0)) | u32(n), u32(r.k0), u32(r.k1)
            )
            if i32(word & u32(255)) >= r.coverage:
                continue
            amount = i32(amounts[n][i])
            step = 0
            for q in range(r.at_least.shape[0]):
                if amount >= r.at_least[q]:
                    step = q
            points += i32(r.points[step])
        if points == 0:
            continue
        points = min(max(points, -i32(r.cap)), i32(r.cap))
        old = i32(account[c, i])
        new = min(max(old + points, i32(0)), i32(r.account_cap))
        account[c, i] = i16(new)
        p = np.searchsorted(panel, i)
        if p < panel.shape[0] and panel[p] == i:
            book[p, r.entry] += i16(points)
            book[p, r.limit_entry] += i16(new - old - points)
