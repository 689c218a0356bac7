"""Judge: the bureau sees some deeds, and rules turn what it saw into points on accounts."""

from __future__ import annotations

import numpy as np
from numba import njit

from demerit.acts.act import OFFENDED
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
