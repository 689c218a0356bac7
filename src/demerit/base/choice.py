"""Choice: utilities in notches of 1/64 logit plus Gumbel noise; the largest wins (a multinomial logit in integers).

The comparison is made in 1/1024 logit. The noise comes from three tables of 4096 equally likely values: the body; for
its uppermost 64, a table that splits them once more by a fresh draw; and for the uppermost 64 of that one a third, so
that an option with a chance of one in a million is chosen one time in a million. A test enumerates all three tables and
holds them against the softmax.
"""

from __future__ import annotations

import numpy as np

from demerit.base.draws import philox
from demerit.base.kernel import allocating, inner

i32 = np.int32
u8 = np.uint8
u32 = np.uint32
u64 = np.uint64

BLOCK = 1024
"""Citizens whose words are drawn together, so that the compiler can draw several at once."""
TAIL = 4032
"""From this entry of a table on, a fresh draw refines the noise."""

_midpoint = (np.arange(4096) + 0.5) / 4096
BODY = np.round(-np.log(-np.log(_midpoint)) * 1024).astype(np.int16)
"""Gumbel noise in 1/1024 logit at 4096 equally likely points."""
FAR = np.round(-np.log(-np.log1p(-(4096 - TAIL) / 4096 * (1 - _midpoint))) * 1024).astype(np.int16)
"""The same for the uppermost 64 points of the body, split into 4096."""
FARTHEST = np.round(-np.log(-np.log1p(-(((4096 - TAIL) / 4096) ** 2) * (1 - _midpoint))) * 1024).astype(np.int16)
"""The same for the uppermost 64 points of `FAR`: up to 17.3 logits."""

CHANCE = np.maximum(0, np.floor(2.0**32 / (1 + np.exp(-np.arange(-1536, 1537) / 64.0)) - 0.5)).astype(np.uint32)
"""`CHANCE[d + 1536]` of 2**32: the logistic chance at `d` notches, -24 to 24 logits."""


@inner
def far(i, week, number, k, k0, k1):  # type: ignore[no-untyped-def]
    """Give the noise of option `k` for the one citizen in 64 whose body draw fell in the tail."""
    word, more, _, _ = philox(u32(i), u32(week), u32(number), u32(k + 1), u32(k0), u32(k1))
    x = word >> u32(20)
    return i32(FAR[x]) if x < u32(TAIL) else i32(FARTHEST[more >> u32(20)])


@allocating
def choose(lo, week, number, k0, k1, n_options, u, status, needs, deed):  # type: ignore[no-untyped-def]
    """Write into `deed` the option of the largest utility plus noise for citizens `lo` on.

    Parameters
    ----------
    lo
        The first citizen of the range; draws belong to the citizen, so ranges do not matter.
    week, number, k0, k1
        Counter and key of the draw: the week, the act's stream, the seed.
    n_options
        Options in use, 2 to 8.
    u
        Utilities in notches, int32, shape ``(8, m)``.
    status, needs
        A citizen whose `status` lacks a bit of `needs` gets option 0.
    deed
        Written: uint8, shape ``(m,)``.
    """
    w = np.empty((4, BLOCK), np.uint32)
    best = np.empty(BLOCK, np.int32)
    arg = np.empty(BLOCK, np.uint8)
    size = deed.shape[0]
    for b in range(0, size, BLOCK):
        m = min(BLOCK, size - b)
        for j in range(m):
            w[0, j], w[1, j], w[2, j], w[3, j] = philox(
                u32(lo + b + j), u32(week), u32(number), u32(0), u32(k0), u32(k1)
            )
        for k in range(n_options):
            shift = u32(16 * (k & 1) + 4)
            wk = w[k >> 1]
            for j in range(m):
                x = (wk[j] >> shift) & u32(4095)
                noise = i32(BODY[x]) if x < u32(TAIL) else far(lo + b + j, week, number, k, k0, k1)
                v = (i32(u[k, b + j]) << i32(4)) + noise
                if k == 0:
                    best[j] = v
                    arg[j] = u8(0)
                else:
                    win = v > best[j]
                    arg[j] = u8(k) if win else arg[j]
                    best[j] = v if win else best[j]
        for j in range(m):
            deed[b + j] = arg[j] if (status[b + j] & needs) == needs else u8(0)
