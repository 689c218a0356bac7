"""Judge: the bureau sees some deeds, and rules turn what it saw into points on accounts."""

from __future__ import annotations

import numpy as np

from demerit.acts.act import OFFENDED
from demerit.base.draws import philox
from demerit.base.kernel import inner, kernel
from demerit.institutions.reading import deed_in

i16 = np.int16
i32 = np.int32
u8 = np.uint8
u32 = np.uint32


@kernel
def judge(lo, hi, week, due, weekly, week_in_month, deeds, x, r, words, panel, book, done, counts):  # type: ignore[no-untyped-def]
    """Book the points that the deeds of citizens `lo` to `hi` cost or earn, and count the deeds.

    Parameters
    ----------
    week, due, weekly
        The week; how many of the acts took place (the weekly ones come first), and how many are weekly.
    week_in_month
        0 in the first week after a settling; says where the diary has room.
    deeds
        What each did, uint8 ``(n_acts, hi - lo)``.
    x
        Columns: `JudgeColumns` of `engine.bind`; written: account, diary, traits.
    r
        The law in force this week: `JudgeSettings` of `engine.bind`.
    words
        Four words a citizen; byte ``a`` decides whether the deed of weekly act ``a`` was seen. A monthly act has a draw
        of its own, keyed by its name, so that adding an act moves no other's.
    panel, book, done
        Sorted ids of the panel; their entries, int16 ``(n_panel, n_entries)``, and deeds, uint8
        ``(n_panel, n_deeds)``; both are added to.
    counts
        Added to: ``(n_deeds, n_kinds)``, deeds by kind of citizen.
    """
    p = np.searchsorted(panel, lo)
    n_panel = panel.shape[0]
    for i in range(lo, hi):
        j = i - lo
        watched = p < n_panel and panel[p] == i
        cell = x.cell[i]
        if week_in_month == 0:
            x.diary[i] = u32(0)
        for a in range(due):
            if r.live[a] == 0:
                continue
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
                if a < weekly:
                    byte = i32((words[a >> 2, j] >> u32(8 * (a & 3))) & u32(255))
                else:
                    byte = seen_byte(i, a, 0, r, week)
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


@inner
def seen_byte(i, what, times, r, week):  # type: ignore[no-untyped-def]
    """Give the draw, 0 .. 255, of whether a monthly act, or a happening for the so-many-th time, of `i` was seen."""
    key = (r.keys[what] & u32(0xFFFFFFF0)) | u32(times)
    w0, _, _, _ = philox(u32(i), u32(week), u32(r.seen_stream), key, u32(r.k0), u32(r.k1))
    return i32(w0 & u32(255))


@kernel
def judge_month(lo, hi, week, deeds, happened, x, r, panel, book):  # type: ignore[no-untyped-def]
    """Book the rules that count a month's deeds: ``points`` for every `per` of them, at most `cap` either way.

    A deed counts that the bureau saw, by the same draw as in its own week. Writes account, traits.

    Parameters
    ----------
    week
        The scoring week, the last of the month.
    deeds, happened
        The deeds of the monthly acts, uint8 ``(n_acts, hi - lo)``; those of weekly acts stand in the diary. How often
        each thing happened to one, uint8 ``(n_happenings, hi - lo)``.
    x, r, panel, book
        As for `judge`.
    """
    n_acts = r.first.shape[0]
    for q in range(r.month_act.shape[0]):
        a = r.month_act[q]
        for i in range(lo, hi):
            j = i - lo
            if a >= n_acts and happened[a - n_acts, j] == 0:
                continue
            if a >= r.weekly and a < n_acts and deeds[a, j] != r.month_deed[q]:
                continue
            book_month(i, j, q, week, deeds, happened, x, r, panel, book)


@inner
def book_month(i, j, q, week, deeds, happened, x, r, panel, book):  # type: ignore[no-untyped-def]
    """Book what rule `q` gives citizen `i` for a month's deeds or happenings. Writes account, traits."""
    done, n = seen_deeds(i, j, week, r.month_act[q], r.month_deed[q], deeds, happened, x.diary, r)
    if done > 0 and r.month_points[q] < 0:
        x.traits[i] |= u8(OFFENDED)
    if n == 0:
        return
    points = i32(r.month_points[q]) * (n // r.month_per[q])
    points = min(max(points, -i32(r.month_cap[q])), i32(r.month_cap[q]))
    c = r.month_account[q]
    old = i32(x.account[c, i])
    new = min(max(old + points, i32(0)), i32(r.cap[c]))
    x.account[c, i] = i16(new)
    p = np.searchsorted(panel, i)
    if p < panel.shape[0] and panel[p] == i:
        book[p, r.month_entry[q]] += i16(points)
        book[p, r.limit_entry + c] += i16(new - old - points)


@inner
def seen_deeds(i, j, week, a, deed, deeds, happened, diary, r):  # type: ignore[no-untyped-def]
    """Give how many times this month `i` did a deed of act `a`, and how many of these the bureau saw.

    From the number of acts on, `a` is a happening. What befalls one is no offence, so it counts as not done.
    """
    done = i32(0)
    n = i32(0)
    n_acts = r.first.shape[0]
    if a >= n_acts:
        for times in range(happened[a - n_acts, j]):
            if seen_byte(i, a, times, r, week) < r.coverage[a]:
                n += i32(1)
        return done, n
    for back in range(r.weeks):
        if a < r.weekly:
            at = r.weeks - 1 - back
            did = deed_in(diary[i], r.shift[a], r.bits[a], at)
        elif back == 0:
            did = i32(deeds[a, j])
        else:
            break
        if did == deed:
            done += i32(1)
            if a < r.weekly:
                w0, w1, w2, w3 = philox(
                    u32(i), u32(week - back), u32(r.seen_stream), u32(0), u32(r.k0), u32(r.k1)
                )
                word = w0 if a < 4 else (w1 if a < 8 else (w2 if a < 12 else w3))
                byte = i32((word >> u32(8 * (a & 3))) & u32(255))
            else:
                byte = seen_byte(i, a, 0, r, week)
            if byte < r.coverage[a]:
                n += i32(1)
    return done, n
