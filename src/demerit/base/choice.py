"""Choice: utilities in notches of 1/64 logit plus Gumbel noise; the largest wins (a multinomial logit in integers).

The comparison is made in 1/1024 logit. The noise comes from three tables of 4096 equally likely values: the body; for
its uppermost 64, a table that splits them once more by a fresh draw; and for the uppermost 64 of that one a third, so
that an option with a chance of one in a million is chosen one time in a million. A test enumerates all three tables and
holds them against the softmax.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np

from demerit.base.draws import Draws, draw_range, philox
from demerit.base.kernel import allocating, inlined, inner
from demerit.base.loom import Array

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

NOISE = BODY.astype(np.int32)
"""`BODY` in the width in which the compiler gathers many at once."""

CHANCE = np.maximum(0, np.floor(2.0**32 / (1 + np.exp(-np.arange(-1536, 1537) / 64.0)) - 0.5)).astype(np.uint32)
"""`CHANCE[d + 1536]` of 2**32: the logistic chance at `d` notches, -24 to 24 logits."""


@inner
def far(i, week, number, k, k0, k1):  # type: ignore[no-untyped-def]
    """Give the noise of option `k` for the one citizen in 64 whose body draw fell in the tail."""
    word, more, _, _ = philox(u32(i), u32(week), u32(number), u32(k + 1), u32(k0), u32(k1))
    x = word >> u32(20)
    return i32(FAR[x]) if x < u32(TAIL) else i32(FARTHEST[more >> u32(20)])


class Options(NamedTuple):
    """What a choice is told."""

    needs: int
    """A citizen whose `status` lacks a bit of it gets option 0."""
    blocked: int
    """Bits of the gates that must be open to an adult who takes another option than 0."""
    pull: Array
    """Option -> notches added for everybody, int32."""
    option: Array
    """Which options a belief is about, int32, each with its belief below."""
    belief: Array
    forced: Array
    """Citizens whose option somebody else chose, int64, each with the option below."""
    choice: Array


class Chooser(NamedTuple):
    """Columns that a choice reads."""

    status: Array
    gates: Array
    belief: Array
    """Q7 points, int16 ``(n_beliefs, n)``."""


class Worth(NamedTuple):
    """What a point is worth, over the range."""

    gain: Array
    """Q8 notches a point won, int32."""
    loss: Array
    """Q8 notches a point lost, before caution, int32."""
    caution_now: Array
    """Q5: how much heavier losses weigh, int32."""


def decide(lo: int, hi: int, week: int, utility: tuple[Array, ...], deed: Array, law: Options, citizens: Chooser,
           worth: Worth, draws: Draws, words_of: Array) -> None:
    """Write into `deed` the option of the largest utility plus noise for citizens `lo` to `hi`.

    First pulls and stakes are added to the utilities, in notches, one array an option:
    ``stake x believed points``, that is with ``b`` the belief in Q7 points ``+ gain b`` where b > 0 and
    ``- loss |b| caution`` where b < 0. Every factor is at least 0 and every shift monotone, so more fear, caution, loss
    or belief never makes a punished deed likelier. Then one draw of four words a citizen (the act's stream, k = 0) gives
    each option 16 bits. `words_of` is scratch, uint32 ``(4, m)``. The engine runs a copy of this in which the options are
    written out one by one (`decide_of`).
    """
    for k in range(len(utility)):
        prepare(lo, hi, k, utility[k], law, citizens, worth)
    draw_range(lo, hi, week, draws, 0, words_of[0], words_of[1], words_of[2], words_of[3])
    for j in range(lo, hi):
        best, option = -(1 << 62), 0
        for k in range(len(utility)):
            x = (int(words_of[k >> 1, j]) >> (16 * (k & 1) + 4)) & 4095
            noise = int(BODY[x]) if x < TAIL else int(far(j, week, draws.stream, k, draws.k0, draws.k1))
            v = (int(utility[k][j]) << 4) + noise
            if v > best:
                best, option = v, k
        deed[j] = option
    finish(lo, hi, deed, law, citizens.status, citizens.gates)


@inlined
def prepare(lo: int, hi: int, k: int, utility: Array, law: Options, citizens: Chooser, worth: Worth) -> None:
    """Add pulls and stakes to the utilities of option `k`."""
    pull = i32(law.pull[k])
    if pull != 0:
        for j in range(u64(lo), u64(hi)):
            utility[j] += pull
    for n in range(law.option.shape[0]):
        if law.option[n] == k:
            add_stake(lo, hi, utility, citizens.belief[law.belief[n]], worth.gain, worth.loss, worth.caution_now)


@inlined
def add_stake(lo: int, hi: int, utility: Array, belief: Array, gain: Array, loss: Array, caution: Array) -> None:
    """Add the stake of one belief to the utilities of one option."""
    for j in range(u64(lo), u64(hi)):
        b = i32(belief[j])
        up = (gain[j] * max(b, i32(0))) >> i32(15)
        down = (((loss[j] * max(i32(-b), i32(0))) >> i32(8)) * caution[j]) >> i32(12)
        utility[j] += i32(up - down)


@inlined
def finish(lo: int, hi: int, deed: Array, law: Options, status: Array, gates: Array) -> None:
    """Give option 0 to those who may not, and what was chosen for them to those for whom somebody chose."""
    needs = u8(law.needs)
    for j in range(u64(lo), u64(hi)):
        deed[j] = deed[j] if (status[j] & needs) == needs else u8(0)
    if law.blocked:
        blocked = u32(law.blocked)
        for j in range(u64(lo), u64(hi)):
            shut = (gates[j] & blocked) != blocked and (status[j] & u8(1)) != 0
            deed[j] = u8(0) if shut else deed[j]
    for n in range(law.forced.shape[0]):
        if lo <= law.forced[n] < hi:
            deed[law.forced[n]] = law.choice[n]


@cache
def decide_of(n: int) -> Callable[..., None]:
    """Give `decide` for `n` options, 2 to 8, written out one by one: so that the compiler takes many citizens at once.

    Those of whom some draw fell in the tail are marked, and chosen once more one by one.
    """
    lines = ["def decide(lo, hi, week, utility, deed, law, citizens, worth, draws, words_of):"]
    lines += [f"    u{k} = utility[{k}]" for k in range(n)]
    lines += [f"    w{q} = words_of[{q}]" for q in range(4)]
    lines += [f"    prepare(lo, hi, {k}, u{k}, law, citizens, worth)" for k in range(n)]
    lines += ["    draw_range(lo, hi, week, draws, 0, w0, w1, w2, w3)"]
    lines += ["    for j in range(u64(lo), u64(hi)):"]
    for k in range(n):
        lines += [f"        x{k} = (w{k >> 1}[j] >> u32({16 * (k & 1) + 4})) & u32(4095)",
                  f"        v{k} = i32((u{k}[j] << i32(4)) + NOISE[x{k}])"]
    lines += ["        best = v0", "        option = i32(0)", "        far = x0"]
    for k in range(1, n):
        lines += [f"        option = i32({k}) if v{k} > best else option", f"        best = max(best, v{k})",
                  f"        far = max(far, x{k})"]
    lines += ["        deed[j] = u8(option) | (u8(128) if far >= u32(TAIL) else u8(0))"]
    lines += ["    for j in range(lo, hi):", "        if deed[j] >= 128:",
              "            deed[j] = again(j, week, utility, draws, words_of)"]
    lines += ["    finish(lo, hi, deed, law, citizens.status, citizens.gates)"]
    scope = dict(globals())
    exec(compile("\n".join(lines) + "\n", f"<decide of {n}>", "exec"), scope)
    made: Callable[..., None] = scope["decide"]
    made.__module__ = __name__
    made.__qualname__ = f"decide_{n}"
    return made


@inner
def again(j: int, week: int, utility: tuple[Array, ...], draws: Draws, words_of: Array) -> int:
    """Choose once more for one citizen, with the tails of the noise."""
    best, option = -(1 << 62), 0
    for k in range(len(utility)):
        x = (int(words_of[k >> 1, j]) >> (16 * (k & 1) + 4)) & 4095
        noise = int(BODY[x])
        if x >= TAIL:
            noise = int(far(j, week, draws.stream, k, draws.k0, draws.k1))
        v = (int(utility[k][j]) << 4) + noise
        if v > best:
            best, option = v, k
    return option


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
