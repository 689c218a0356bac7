"""Judge: the bureau sees some deeds, and rules turn what it saw into points on accounts."""

from __future__ import annotations

import numpy as np
from numba import njit

from demerit.acts.act import OFFENDED
from demerit.base.draws import philox
from demerit.engine.columns import CHILD

i16 = np.int16
i32 = np.int32
u8 = np.uint8
u32 = np.uint32


@njit(nogil=True, cache=True)
def judge(lo, hi, due, weekly, week_in_month, deeds, x, r, words, panel, book, done, counts):  # type: ignore[no-untyped-def]
    """Book the points that the deeds of citizens `lo` to `hi` cost or earn, and count the deeds.

    Parameters
    ----------
    due, weekly
        How many of the acts took place (the weekly ones come first), and how many are weekly.
    week_in_month
        0 in the first week after a settling; says where the diary has room.
    deeds
        What each did, uint8 ``(n_acts, hi - lo)``.
    x
        Columns: `JudgeColumns` of `engine.bind`; written: account, diary, traits.
    r
        The law in force this week: `JudgeSettings` of `engine.bind`.
    words
        Four words a citizen; byte ``a`` decides whether the deed of act ``a`` was seen.
    panel, book, done
        Sorted ids of the panel; their entries, int16 ``(n_panel, n_entries)``, and deeds, uint8
        ``(n_panel, n_deeds)``; both are added to.
    counts
        Added to: int32 ``(n_deeds, 96)``, deeds by cell.
    """
    p = np.searchsorted(panel, lo)
    n_panel = panel.shape[0]
    for i in range(lo, hi):
        j = i - lo
        watched = p < n_panel and panel[p] == i
        cell = x.cell[i]
        if cell != CHILD:
            if week_in_month == 0:
                x.diary[i] = u32(0)
            for a in range(due):
                deed = i32(deeds[a, j])
                f = r.first[a] + deed
                counts[f, cell] += 1
                if a < weekly:
                    x.diary[i] |= u32(deed) << u32(r.shift[a] + r.bits[a] * week_in_month)
                if watched:
                    done[p, f] += u8(1)
                for k in range(r.begin[f], r.begin[f + 1]):
                    points = i32(r.points[k])
                    if points < 0:
                        x.traits[i] |= u8(OFFENDED)
                    byte = i32((words[a >> 2, j] >> u32(8 * (a & 3))) & u32(255))
                    if byte < r.coverage[a]:
                        c = r.account[k]
                        old = i32(x.account[c, i])
                        new = min(max(old + points, i32(0)), i32(r.cap[c]))
                        x.account[c, i] = i16(new)
                        if watched:
                            book[p, r.entry[k]] += i16(points)
                            book[p, r.limit_entry + c] += i16(new - old - points)
        if watched:
            p += 1


@njit(nogil=True, cache=True)
def judge_month(lo, hi, week, deeds, x, r, panel, book):  # type: ignore[no-untyped-def]
    """Book the rules that count a month's deeds: ``points`` for every `per` of them, at most `cap` either way.

    A deed counts that the bureau saw, by the same draw as in its own week. Writes account, traits.

    Parameters
    ----------
    week
        The scoring week, the last of the month.
    deeds
        The deeds of the monthly acts, uint8 ``(n_acts, hi - lo)``; those of weekly acts stand in the diary.
    x, r, panel, book
        As for `judge`.
    """
    p = np.searchsorted(panel, lo)
    n_panel = panel.shape[0]
    n_rules = r.month_act.shape[0]
    for i in range(lo, hi):
        watched = p < n_panel and panel[p] == i
        if x.cell[i] != CHILD:
            for q in range(n_rules):
                done, n = seen_deeds(i, i - lo, week, r.month_act[q], r.month_deed[q], deeds, x.diary, r)
                if done > 0 and r.month_points[q] < 0:
                    x.traits[i] |= u8(OFFENDED)
                if n == 0:
                    continue
                points = i32(r.month_points[q]) * (n // r.month_per[q])
                points = min(max(points, -i32(r.month_cap[q])), i32(r.month_cap[q]))
                c = r.month_account[q]
                old = i32(x.account[c, i])
                new = min(max(old + points, i32(0)), i32(r.cap[c]))
                x.account[c, i] = i16(new)
                if watched:
                    book[p, r.month_entry[q]] += i16(points)
                    book[p, r.limit_entry + c] += i16(new - old - points)
        if watched:
            p += 1


@njit
def seen_deeds(i, j, week, a, deed, deeds, diary, r):  # type: ignore[no-untyped-def]
    """Give how many times this month citizen `i` did a deed of act `a`, and how many of these the bureau saw."""
    done = i32(0)
    n = i32(0)
    for back in range(r.weeks):
        if a < r.weekly:
            at = r.weeks - 1 - back
            did = i32((diary[i] >> u32(r.shift[a] + r.bits[a] * at)) & u32((1 << r.bits[a]) - 1))
        elif back == 0:
            did = i32(deeds[a, j])
        else:
            break
        if did == deed:
            done += i32(1)
            w0, w1, w2, w3 = philox(
                u32(i), u32(week - back), u32(r.seen_stream), u32(0), u32(r.k0), u32(r.k1)
            )
            word = w0 if a < 4 else (w1 if a < 8 else (w2 if a < 12 else w3))
            if i32((word >> u32(8 * (a & 3))) & u32(255)) < r.coverage[a]:
                n += i32(1)
    return done, n
