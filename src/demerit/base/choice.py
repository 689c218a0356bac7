"""Choice: utilities in notches of 1/64 logit plus Gumbel noise; the largest wins (a multinomial logit in integers).

The comparison is made in 1/1024 logit. An option draws 16 bits. The uppermost 1024 of the 65536 values are told apart,
each with its noise; of the others sixteen share one. Where the draw is among the uppermost 16, a fresh one splits these
into 4096, so that an option with a chance of one in a million is chosen one time in a million. A test enumerates both
tables and holds them against the softmax. Between two options one draw of 32 bits decides, by the logistic chance.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from demerit.base.draws import MASK, Draws, draw_words, philox
from demerit.base.loom import Array

i32 = np.int32
u8 = np.uint8
u32 = np.uint32
u64 = np.uint64

FINE, TAIL = 64512, 65520
"""From these draws of 16 bits on each has a noise of its own, and a fresh draw refines the noise."""


def gumbel(share: Any, cells: int) -> Any:
    """Give Gumbel noise in 1/1024 logit at the middles of so many equally likely cells of the uppermost share."""
    above = share * (1 - (np.arange(cells) + 0.5) / cells)
    return np.round(-np.log(-np.log1p(-above)) * 1024).astype(np.int32)


LEAST = -(1 << 30)
"""What an option has for noise as long as its draw in the tail waits: it is behind all others."""
NOISE = np.concatenate([gumbel(1.0, 4096)[: FINE >> 4], gumbel(1 / 64, 1024)[: TAIL - FINE],
                        np.full(16, LEAST, np.int32)])
"""Noise by `place_of` a draw, in the width in which the compiler gathers many at once."""
FAR = gumbel(1 / 4096, 4096)
"""Noise in the tail, up to 17.3 logits."""


def place_of(draw: Any) -> Any:
    """Give the place in `NOISE` of a draw of 16 bits."""
    return max(i32(draw >> u32(4)), i32(draw) - i32(FINE - (FINE >> 4)))


CHANCE = np.maximum(0, np.floor(2.0**32 / (1 + np.exp(-np.arange(-1536, 1537) / 64.0)) - 0.5)).astype(np.uint32)
"""`CHANCE[d + 1536]` of 2**32: the logistic chance at `d` notches, -24 to 24 logits."""


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
    belief_shift: int = 0
    """By how many bits a unit of what is believed is above Q7 points."""


class Chooser(NamedTuple):
    """Columns that a choice reads."""

    status: Array
    gates: Array
    belief: Array
    """What is believed, in units of ``2**belief_shift`` Q7 points, int8 or wider, ``(n_beliefs, n)``."""


class Worth(NamedTuple):
    """What a point is worth, over the range."""

    gain: Array
    """Q8 notches a point won, int32."""
    loss: Array
    """Q8 notches a point lost, before caution, int32."""
    caution_now: Array
    """Q5: how much heavier losses weigh, int32."""


class Best(NamedTuple):
    """Scratch of a choice, over the range."""

    value: Array
    """Utility and noise of the best option so far, in 1/1024 logit, int32."""
    lot: Array
    """The largest of the draws so far, uint32: from `TAIL` on some noise lies in the tail."""


class Tails(NamedTuple):
    """Scratch: options whose draws fell in the tail, at least as many as one citizen can have; uint32."""

    row: Array
    """Whose they are."""
    option: Array
    word: Array
    """Drawn for each."""


FEW = 1024
"""Options in the tail that are drawn for together."""


def tails() -> Tails:
    """Give such scratch."""
    return Tails(*np.zeros((3, FEW), np.uint32))


def decide(lo: int, hi: int, week: int, utility: Array, deed: Array, law: Options, citizens: Chooser, worth: Worth,
           draws: Draws, week_words: Array, words_of: Array, best: Best, tails: Tails) -> None:
    """Write into `deed` the option of the largest utility plus noise for citizens `lo` to `hi`.

    First pulls and stakes are added to `utility`, notches below 2**24 either way, int32 ``[option, i]``: ``stake x
    believed points``, that is with ``b`` the belief in Q7 points ``+ gain b`` where b > 0 and ``- loss |b| caution``
    where b < 0. Every factor is at least 0 and every shift monotone, so more fear, caution, loss or belief never makes
    a punished deed likelier.
    Then one draw a citizen (the act's stream, k = 0) decides between two options (`toss`), or gives each of more 16
    bits. Options are taken one
    after the other for all citizens, which the compiler widens; those whose draw fell in the tail are taken last, by a
    draw of their own (`settle`). `words_of` is scratch, uint32 ``(4, m)``.
    """
    n = law.pull.shape[0]
    draw_words(lo, hi, draws, 0, week_words, words_of[: (n + 1) >> 1])
    if n == 2:
        prepare(lo, hi, 0, utility[0], law, citizens.belief, worth)
        prepare(lo, hi, 1, utility[1], law, citizens.belief, worth)
        toss(lo, hi, utility[0], utility[1], words_of[0], deed)
    else:
        for k in range(n):
            prepare(lo, hi, k, utility[k], law, citizens.belief, worth)
            weigh(lo, hi, k, utility[k], words_of[k >> 1], best.value, best.lot, deed)
        settle(lo, hi, week, n, utility, words_of, draws, best, tails, deed)
    finish(lo, hi, deed, law, citizens.status, citizens.gates)


def toss(lo: int, hi: int, first: Array, second: Array, words: Array, deed: Array) -> None:
    """Choose between two options, by the logistic chance of the second: the same as two noises, at one look."""
    for j in range(u64(lo), u64(hi)):
        d = min(max(i32(second[j] - first[j]), i32(-1536)), i32(1536))
        deed[j] = u8(1) if words[j] < CHANCE[d + i32(1536)] else u8(0)


def weigh(lo: int, hi: int, k: int, utility: Array, words: Array, best: Array, lot: Array, deed: Array) -> None:
    """Let option `k` take the place of those before it wherever it is better."""
    shift, option = u32(16 * (k & 1)), u8(k)
    if k == 0:
        for j in range(u64(lo), u64(hi)):
            x = (words[j] >> shift) & u32(0xFFFF)
            best[j] = (utility[j] << i32(4)) + NOISE[place_of(x)]
            lot[j] = x
            deed[j] = option
    else:
        for j in range(u64(lo), u64(hi)):
            x = (words[j] >> shift) & u32(0xFFFF)
            v = i32((utility[j] << i32(4)) + NOISE[place_of(x)])
            before = best[j]
            deed[j] = option if v > before else deed[j]
            best[j] = max(v, before)
            lot[j] = max(x, lot[j])


def settle(lo: int, hi: int, week: int, n: int, utility: Array, words_of: Array, draws: Draws, best: Best, tails: Tails,
           deed: Array) -> None:
    """Let the options whose draw fell in the tail take the place of the best of all others wherever they are better.

    Citizens with such an option are moved together, into the places of `best.lot` that were read already; so many of
    them as have room in `tails` are drawn for at once.
    """
    end = u64(lo)
    for i in range(u64(lo), u64(hi)):
        tail = best.lot[i] >= u32(TAIL)
        best.lot[end] = i
        end += u64(tail)
    first = lo
    while first < int(end):
        last = min(first + tails.row.shape[0] // n, int(end))
        found = in_tail(first, last, n, words_of, best.lot, tails)
        draw_tails(found, week, draws, tails)
        for t in range(found):
            j, k = int(tails.row[t]), int(tails.option[t])
            v = (int(utility[k, j]) << 4) + int(FAR[tails.word[t] >> u32(20)])
            if v > best.value[j] or (v == best.value[j] and k < deed[j]):
                best.value[j], deed[j] = v, k
        first = last


def in_tail(first: int, last: int, n: int, words_of: Array, rows: Array, tails: Tails) -> int:
    """Note which options of some citizens fell in the tail, and give how many.

    Each is written where the next one belongs, and stays if it is one: a jump nobody foresees costs more.
    """
    found = u64(0)
    for q in range(u64(first), u64(last)):
        j = u64(rows[q])
        for k in range(u64(n)):
            tails.row[found] = j
            tails.option[found] = k
            found += u64((words_of[k >> u64(1), j] >> u32(16 * (k & u64(1)))) & u32(0xFFFF) >= u32(TAIL))
    return int(found)


def draw_tails(found: int, week: int, draws: Draws, tails: Tails) -> None:
    """Draw a word for each of them, together: that of option `k` has ``k + 1`` for its k."""
    now, number, k0, k1 = u32(week & MASK), u32(draws.stream), u32(draws.k0), u32(draws.k1)
    for t in range(u64(found)):
        tails.word[t], _, _, _ = philox(tails.row[t], now, number, tails.option[t] + u32(1), k0, k1)


def prepare(lo: int, hi: int, k: int, utility: Array, law: Options, belief: Array, worth: Worth) -> None:
    """Add pulls and stakes to the utilities of option `k`."""
    pull = i32(law.pull[k])
    if pull != 0:
        for j in range(u64(lo), u64(hi)):
            utility[j] += pull
    for n in range(law.option.shape[0]):
        if law.option[n] == k:
            add_stake(lo, hi, utility, belief[law.belief[n]], law.belief_shift, worth.gain, worth.loss,
                      worth.caution_now)


def add_stake(lo: int, hi: int, utility: Array, belief: Array, shift: int, gain: Array, loss: Array,
              caution: Array) -> None:
    """Add the stake of one belief to the utilities of one option."""
    unit = i32(shift)
    for j in range(u64(lo), u64(hi)):
        b = i32(i32(belief[j]) << unit)
        up = (gain[j] * max(b, i32(0))) >> i32(15)
        down = (((loss[j] * max(i32(-b), i32(0))) >> i32(8)) * caution[j]) >> i32(12)
        utility[j] += i32(up - down)


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
