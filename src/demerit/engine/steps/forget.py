"""Forget: once a month beliefs fade."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from demerit.base.draws import Draws, draw_words, mixed_narrow
from demerit.base.loom import Array
from demerit.engine.step import Step
from demerit.engine.steps.learn import Knobs
from demerit.engine.steps.news_law import belief_keys

if TYPE_CHECKING:
    from demerit.engine.terms import Terms

i32 = np.int32
u32 = np.uint32
u64 = np.uint64


class Beliefs(NamedTuple):
    """The beliefs."""

    belief: Array


class ForgetLaw(NamedTuple):
    """How beliefs are told apart."""

    belief_key: Array
    """Belief -> what keys the draw that rounds its fading, int64."""


def forget_law(terms: Terms) -> ForgetLaw:
    """Read how beliefs are told apart."""
    return ForgetLaw(terms.read(belief_keys))


def forget(lo: int, hi: int, citizens: Beliefs, knobs: Knobs, law: ForgetLaw, draws: Draws,
           week_words: Array, words_of: Array) -> None:
    """Let beliefs fade by ``4 rate / 256`` of themselves: four weeks' worth, once a month.

    The half-life is assumed: 89 weeks at the default of 2. `words_of` is scratch, uint32 ``[word, i]``; of its first
    word each belief has eight bits by its name.
    """
    draw_words(lo, hi, draws, 0, week_words, words_of[:1])
    for b in range(citizens.belief.shape[0]):
        fade(lo, hi, citizens.belief[b], words_of[0], law.belief_key[b], 4 * knobs.forget)


def fade(lo: int, hi: int, belief: Array, word: Array, key: int, rate: int) -> None:
    """Let one belief fade."""
    named, share = u32(key), i32(rate)
    for i in range(u64(lo), u64(hi)):
        bits = i32(mixed_narrow(word[i], named) >> u32(24))
        old = i32(belief[i])
        belief[i] = old - ((share * old + bits) >> i32(8))


FORGET = Step("forget", forget, forget_law, stream="forget", whole=True)
