"""Experience: one who sees their own score move learns what the deeds of the month did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.base.loom import Array
from demerit.engine.names import UNITS
from demerit.rows.diary import MONTH, deed_in

if TYPE_CHECKING:
    from demerit.engine.steps.settle import SettleLaw

u64 = np.uint64


def recall(i: int, diary: int, deeds: Array, law: SettleLaw, lived: Array) -> int:
    """Write into `lived` which beliefs are about what a citizen did this month, and how often it was; give how many.

    Its first row has for every belief how often the deed was done, and holds noughts before; its second the beliefs of
    which this is more than 0.
    """
    done = u64(0)
    for k in range(law.believed.shape[0]):
        a = int(law.believed[k])
        for week in range(MONTH if a < law.weekly else 1):
            deed = deed_in(diary, law.shift[a], law.bits[a], week) if a < law.weekly else int(deeds[a, i])
            b = int(law.belief_of[law.first[a] + deed])
            lived[1, done] = b
            done += u64(b >= 0)
    n = u64(0)
    for d in range(done):
        b = int(lived[1, d])
        lived[1, n] = b
        n += u64(lived[0, b] == 0)
        lived[0, b] += 1
    return int(n)


def experience(i: int, moved: int, belief: Array, shift: int, rate: int, n: int, lived: Array, word: int) -> None:
    """Let citizen `i`, who saw their score move by `moved` points, learn what their deeds of the month did.

    ``error = moved - sum of belief x times done``, at most 30 points either way, is shared out over the deeds done,
    by the delta rule ``belief_k += learn error n_k / (256 (3 + sum n^2))``; only deeds that one already thinks matter
    are suspected. The rate is assumed. Of `lived` the first `n` beliefs of the second row are noted, and the first row
    holds noughts again afterwards.
    """
    expected = 0
    squares = 0
    for k in range(n):
        b = int(lived[1, k])
        times = int(lived[0, b])
        expected += (int(belief[b, i]) << shift) * times
        squares += times * times
    error = min(max((moved << 7) - expected, -30 * 128), 30 * 128)
    divisor = (256 * (3 + squares)) << shift
    dither = ((word & 0xFFFF) * divisor) >> 16
    for k in range(n):
        b = int(lived[1, k])
        old = int(belief[b, i])
        if error != 0 and old != 0:
            step = (error * lived[0, b] * rate + dither) // divisor
            belief[b, i] = min(max(old + step, -UNITS), UNITS)
        lived[0, b] = 0
