"""The face: all that others can know of a citizen, packed into one word of 32 bits.

==========  =====  ==========================================================================
bits        name   what
==========  =====  ==========================================================================
0-2         speech the deed of `speak` this week
3-8         score  the score shown, in 60ths of the scale; 63 where it is not shown
9-14        floor  how low a friend is tolerated, in 60ths of the scale; 0 tolerates all
15-19       class  the kind of deed a rumour is about; 31 where none is passed on
20-27       value  what the rumour says it does, in quarter points, plus 128
28          open   would form a tie next week (or: introduces two friends, before such weeks)
29          member enrolled
30          shows  shows the score of their own will
31          adult  18 or older
==========  =====  ==========================================================================

The bits of ``speech`` hold the deeds of one act of at most eight.
"""

from __future__ import annotations

import numpy as np

from demerit.acts.act import ADULT, AWARE, ENROLLED, SCORED, SHOWS, WATCHES
from demerit.base.kernel import kernel
from demerit.institutions.reading import HIDDEN

i32 = np.int32
i64 = np.int64
u8 = np.uint8
u32 = np.uint32

NO_RUMOUR = 31
OPEN, MEMBER, SHOWING, GROWN = u32(1 << 28), u32(1 << 29), u32(1 << 30), u32(1 << 31)


@kernel
def show(lo, hi, x, r, channel, words, face):  # type: ignore[no-untyped-def]
    """Write each citizen's face for the week to come into `face`.

    Parameters
    ----------
    lo, hi
        The range of citizens.
    x
        Columns: `FaceColumns` of `engine.bind`.
    r
        Settings: `FaceSettings` of `engine.bind`.
    channel
        How ties form next week: 0 none, 1 circle, 2 introduction, 3 place, 4 society.
    words
        Four words a citizen of the stream ``face`` and the week that ends.
    face
        Written: ``uint32 (n,)``.

    Notes
    -----
    The floor of one who looked up friends is their own score less ``slack = 250 * 16 / (16 + concern)``, where the
    concern is what one's belief about low friends would cost, in notches. Sizes are assumed.
    """
    n_beliefs = x.belief.shape[0]
    for i in range(lo, hi):
        st = i32(x.status[i])
        if st & ADULT == 0:
            face[i] = u32(0)
            continue
        w0 = words[0, i - lo]
        word = GROWN | u32((x.diary[i] >> r.speech_shift) & r.speech_mask)
        s = i32(x.score[i])
        shown = HIDDEN
        scored = (st & SCORED) != 0 and s >= 0
        if scored and (r.public or ((st & SHOWS) != 0 and r.may_show)):
            shown = r.sixtieth[s - r.low]
        word |= u32(shown) << u32(3)
        if scored and (st & WATCHES) != 0 and (st & AWARE) != 0 and r.tie_belief >= 0:
            believed = i32(x.belief[r.tie_belief, i])
            if believed < 0:
                concern = (((r.loss[s - r.low] * -believed) >> 8) * i32(x.caution[i])) >> 12
                floor = s - (250 * 16) // (16 + concern)
                if floor > r.low:
                    word |= u32(r.sixtieth[min(floor, r.high) - r.low]) << u32(9)
        rumour = NO_RUMOUR
        value = 128
        if n_beliefs > 0:
            k = i32((i64(w0 & u32(0xFFFF)) * n_beliefs) >> 16)
            b = i32(x.belief[k, i])
            if b >= 32 or b <= -32:
                quarter = b // 32 if b > 0 else -((-b) // 32)
                rumour = k
                value = max(-127, min(127, quarter)) + 128
        word |= (u32(rumour) << u32(15)) | (u32(value) << u32(20))
        if channel == 2:
            if (w0 >> u32(16)) < u32(r.introduces):
                word |= OPEN
        elif channel > 0 and (w0 >> u32(16)) < u32(min(65535, i32(x.sociability[i]) * r.seeks[channel])):
            end = x.start[i + 1]
            if end > x.start[i] and x.friend[end - 1] < 0:
                word |= OPEN
        if st & ENROLLED:
            word |= MEMBER
        if scored and (st & SHOWS) != 0 and r.may_show:
            word |= SHOWING
        face[i] = word
