"""Look: what each citizen who is on-line sees in the faces of friends, as they were last week."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, ONLINE
from demerit.base.draws import philox
from demerit.base.kernel import allocating, kernel
from demerit.engine.steps.face import NO_RUMOUR
from demerit.institutions.reading import HIDDEN, shown_on

i32 = np.int32
i64 = np.int64
u8 = np.uint8
u32 = np.uint32
READER = ADULT | ONLINE
KIN = 1


class Heard(NamedTuple):
    """What was seen and heard this week; every array is uint8 over the range, at most 255."""

    n_heard: NDArray[np.uint8]
    """Adult friends."""
    n_praise: NDArray[np.uint8]
    """Of these, those who praised, with a licence or without."""
    n_question: NDArray[np.uint8]
    """Those who asked, or told history otherwise."""
    n_dissent: NDArray[np.uint8]
    """Those who dissented."""
    n_enrolled: NDArray[np.uint8]
    """Those enrolled."""
    n_shown: NDArray[np.uint8]
    """Those who show their score of their own will."""
    pressure: NDArray[np.uint8]
    """Those who would leave a friend as low as oneself; kin count twice; at most 6."""
    rumour: NDArray[np.uint8]
    """The kind of deed that one random friend spoke of; 31 none."""
    value: NDArray[np.uint8]
    """What the friend said it does: quarter points plus 128."""


@kernel
def draw_words(lo, week, number, k, k0, k1, words):  # type: ignore[no-untyped-def]
    """Fill `words`, uint32 ``(4, m)``: four words for each citizen from `lo` on, counter (who, week, number, k)."""
    for j in range(words.shape[1]):
        words[0, j], words[1, j], words[2, j], words[3, j] = philox(
            u32(lo + j), u32(week), u32(number), u32(k), u32(k0), u32(k1)
        )


@allocating
def look(lo, status, start, friend, kind, face, speech, near, words, h):  # type: ignore[no-untyped-def]
    """Read the faces of friends.

    Parameters
    ----------
    lo
        The first citizen of the range; the range is as long as the arrays of `h`.
    status, start, friend, kind, face
        Whole columns; `face` is last week's.
    speech
        What each deed of `speak` counts as: 0 nothing, 1 praise, 2 question, 3 dissent; uint8 ``(8,)``.
    near
        A friend presses who would leave somebody less than this many 60ths of the scale above oneself.
    words
        Four words a citizen; the low half of the first picks the friend whose rumour is heard.
    h
        Written: `Heard`.
    """
    tally = np.zeros(4, np.int32)
    for j in range(h.n_heard.shape[0]):
        i = lo + j
        n = i32(0)
        members = i32(0)
        shows = i32(0)
        pressing = i32(0)
        tally[:] = 0
        h.rumour[j] = u8(NO_RUMOUR)
        h.value[j] = u8(128)
        if (status[i] & READER) == READER:
            mine = shown_on(face[i])
            a = start[i]
            end = start[i + 1]
            live = a
            for t in range(a, end):
                other = friend[t]
                if other < 0:
                    break
                live += 1
                f = face[other]
                n += i32(f >> u32(31))
                tally[speech[f & u32(7)]] += i32(1)
                members += i32((f >> u32(29)) & u32(1))
                shows += i32((f >> u32(30)) & u32(1))
                floor = i32((f >> u32(9)) & u32(63))
                if mine != HIDDEN and floor > mine - near and floor > 0:
                    pressing += i32(2) if (kind[t] & 3) == KIN else i32(1)
            if live > a:
                f = face[friend[a + ((i64(words[0, j] & u32(0xFFFF)) * (live - a)) >> 16)]]
                if f >> u32(31):
                    h.rumour[j] = u8((f >> u32(15)) & u32(31))
                    h.value[j] = u8((f >> u32(20)) & u32(255))
        h.n_heard[j] = u8(min(255, n))
        h.n_praise[j] = u8(min(255, tally[1]))
        h.n_question[j] = u8(min(255, tally[2]))
        h.n_dissent[j] = u8(min(255, tally[3]))
        h.n_enrolled[j] = u8(min(255, members))
        h.n_shown[j] = u8(min(255, shows))
        h.pressure[j] = u8(min(6, pressing))
