"""Learn: beliefs, fear, conviction and the climate move a little, from what was heard, told and lived through."""

from __future__ import annotations

import numpy as np

from demerit.acts.act import ADULT, AWARE
from demerit.base.draws import philox
from demerit.base.kernel import inlined, kernel
from demerit.engine.law_tables import UNTOLD
from demerit.engine.steps.face import NO_RUMOUR
from demerit.engine.steps.look import READER

i16 = np.int16
i32 = np.int32
i64 = np.int64
u8 = np.uint8
u32 = np.uint32


@inlined
def rounded(v, k, r):  # type: ignore[no-untyped-def]
    """Give ``v / 2**k`` rounded up or down by the random bits `r`, so that nothing is lost on average."""
    return (v + (i32(r) & i32((1 << k) - 1))) >> k


@kernel
def learn(lo, hi, x, k, r, week, h, words):  # type: ignore[no-untyped-def]
    """Move conviction, climate, fear and beliefs of citizens `lo` to `hi` for one week.

    With ``n = praise + dissent + question`` heard, ``m`` the mean stand of those who spoke::

        conviction += (anchor (home + guide - conviction) + company min(n, 4) (m - conviction)) / 256
        climate    += 8 min(d + p, 4) (256 (d - p)/(d + p) - climate) / 256 - 4 climate / 256
        fear       -= 16 fear / 256
        belief_k   += rumour (told - belief_k) / 256, twice that where the rumour is the worse news

    and one who is reached by a piece of news moves every belief a quarter of the way to its tale (tips, and what
    institutions tell, leave alone what they do not speak of), becomes aware and is frightened by its `jolt`. All steps
    are rounded at random, so slow ones neither stick nor drift.

    Parameters
    ----------
    x
        Columns: `LearnColumns` of `engine.bind`; written: conviction, climate, fear, belief, status.
    k
        Knobs: `LearnKnobs` of `engine.bind`.
    r
        Settings: `NewsSettings` of `engine.bind`.
    h
        What was heard: `Heard`.
    words
        Four words a citizen, the same as `look` had; each use takes bits of its own.

    Notes
    -----
    The anchor is that of Friedkin & Johnsen (1990): without it opinions would run together. Sizes are assumed.
    """
    n_beliefs = x.belief.shape[0]
    for i in range(lo, hi):
        st = i32(x.status[i])
        if st & ADULT == 0:
            continue
        j = i - lo
        w1, w2, w3 = words[1, j], words[2, j], words[3, j]
        p = i32(h.n_praise[j])
        q = i32(h.n_question[j])
        d = i32(h.n_dissent[j])
        c = i32(x.conviction[i])
        goal = min(max(i32(x.home[i]) * i32(128) + r.guide, i32(-16384)), i32(16384))
        pull = i32(k.anchor) * (goal - c)
        if p + q + d > 0:
            m = (i32(16384) * (p - d) - i32(8192) * q) // (p + q + d)
            pull += i32(k.company) * min(p + q + d, i32(4)) * (m - c)
        x.conviction[i] = i16(min(max(c + rounded(pull, 8, w1), i32(-16384)), i32(16384)))
        if (st & READER) == READER:
            cl = i32(x.climate[i])
            if d + p > 0:
                e = (i32(256) * (d - p)) // (d + p)
                cl += rounded(i32(8) * min(d + p, i32(4)) * (e - cl), 8, w1 >> u32(8))
            cl -= rounded(i32(4) * cl, 8, w1 >> u32(16))
            x.climate[i] = i16(cl)
        fear = i32(x.fear[i])
        fear -= rounded(i32(k.calm) * fear, 8, w1 >> u32(24))
        if n_beliefs > 0:
            kind = i32(h.rumour[j])
            if kind != NO_RUMOUR and kind < n_beliefs:
                told = (i32(h.value[j]) - i32(128)) * i32(32)
                b = i32(x.belief[kind, i])
                gain = i32(k.rumour) * (i32(2) if told < b else i32(1))
                x.belief[kind, i] = i16(b + rounded(gain * (told - b), 8, w2))
            lot = i32(w3 >> u32(16))
            for item in range(r.reach.shape[0]):
                if lot < r.reach[item]:
                    fear = min(fear + i32(r.jolt[item]), i32(512))
                    x.status[i] |= u8(AWARE)
                    v0, v1, _, _ = philox(u32(i), u32(week), r.stream, u32(item), r.k0, r.k1)
                    for b in range(n_beliefs):
                        if r.tale[item, b] == UNTOLD:
                            continue
                        old = i32(x.belief[b, i])
                        bits = (v0 if b < 16 else v1) >> u32(2 * (b & 15))
                        x.belief[b, i] = i16(old + rounded(i32(r.tale[item, b]) - old, 2, bits & u32(3)))
                    break
                lot -= r.reach[item]
        x.fear[i] = i16(fear)


@kernel
def forget(lo, hi, first, belief, rate, words):  # type: ignore[no-untyped-def]
    """Let 16 beliefs from `first` on fade by ``4 rate / 256`` of themselves: four weeks' worth, once a month.

    Writes belief. `words` are four a citizen of the stream ``forget``, the scoring week and ``k = first``; belief ``b``
    takes byte ``b - first``. The half-life is assumed: 89 weeks at the default of 2.
    """
    for b in range(first, min(belief.shape[0], first + 16)):
        word = words[(b - first) >> 2]
        shift = u32(8 * (b & 3))
        row = belief[b, lo:hi]
        for j in range(hi - lo):
            old = i32(row[j])
            row[j] = i16(old - rounded(i32(4) * i32(rate) * old, 8, (word[j] >> shift) & u32(255)))


@kernel
def experience(i, moved, x, k, r, lived, word):  # type: ignore[no-untyped-def]
    """Let citizen `i`, who saw their score move by `moved` points, learn what their deeds of the month did.

    ``error = moved - sum of belief x times done``, at most 30 points either way, is shared out over the deeds done,
    by the delta rule ``belief_k += learn error n_k / (256 (3 + sum n^2))``; only deeds that one already thinks matter
    are suspected. Writes belief. The rate is assumed.
    """
    n_beliefs = x.belief.shape[0]
    expected = i32(0)
    squares = i32(0)
    for b in range(n_beliefs):
        n = i32(lived[b])
        expected += i32(x.belief[b, i]) * n
        squares += n * n
    error = min(max((moved << 7) - expected, i32(-30 * 128)), i32(30 * 128))
    if error == 0 or squares == 0:
        return
    divisor = i32(256) * (i32(3) + squares)
    dither = i32(i64(word & u32(0xFFFF)) * i64(divisor) >> 16)
    for b in range(n_beliefs):
        old = i32(x.belief[b, i])
        if lived[b] > 0 and old != 0:
            step = (error * i32(lived[b]) * i32(k.experience) + dither) // divisor
            x.belief[b, i] = i16(min(max(old + step, i32(-32640)), i32(32640)))
