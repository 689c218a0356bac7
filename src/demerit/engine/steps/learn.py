"""Learn: beliefs, fear, conviction and the climate move a little, from what was heard, told and lived through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import numpy as np

from demerit.base.draws import Draws, draw_range, mixed, stream, words
from demerit.base.kernel import inlined
from demerit.base.knob import knob
from demerit.base.loom import Array
from demerit.engine.step import Step
from demerit.engine.terms import UNTOLD
from demerit.rows.bits import AWARE, READER
from demerit.rows.face import NO_RUMOUR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from demerit.engine.terms import Terms, When

i32 = np.int32
u32 = np.uint32
u64 = np.uint64


class Knobs(NamedTuple):
    """What learning can be tuned by."""

    anchor: Annotated[int, knob(8, 4, 32, "per 256 a week", "Pull of conviction towards home.",
                                source="assumed; Friedkin & Johnsen 1990: without it opinions run together")]
    company: Annotated[int, knob(2, 0, 6, "per 256 a week and friend", "Pull of conviction towards what friends say.",
                                 source="assumed; refused above 4 x anchor, where the start decides the end")]
    calm: Annotated[int, knob(16, 4, 64, "per 256 a week", "How fast fear fades: half gone in 11 weeks.")]
    jolt: Annotated[int, knob(48, 0, 96, "of 256", "Fear at one piece of news.")]
    fall: Annotated[int, knob(192, 0, 384, "of 256", "Fear when the score is seen to fall by more than 10.")]
    rumour: Annotated[int, knob(8, 2, 22, "per 256", "How far one rumour moves a belief; twice that for worse news.")]
    forget: Annotated[int, knob(2, 1, 5, "per 256 a week", "How fast beliefs fade: half gone in 89 weeks.")]
    experience: Annotated[int, knob(32, 0, 192, "per 256", "How far a month's score corrects beliefs.")]


class NewsLaw(NamedTuple):
    """What is told this week."""

    reach: Array
    """Piece of news -> chance of 65536 that it reaches a citizen."""
    tale: Array
    """Piece of news x belief -> Q7 points it tells; `UNTOLD` where it says nothing of it."""
    jolt: Array
    """Piece of news -> fear that reading it adds, Q8."""
    key: Array
    """Piece of news -> what keys the draw of whether it reaches one: the number of its name's stream, int64."""
    belief_key: Array
    """Belief -> what keys the draw that rounds its moves, int64."""
    guide: int
    """Q14: what institutions add to everyone's conviction at rest."""


class Own(NamedTuple):
    """What it reads of a citizen; `word_1` to `word_3` are of the week's draw."""

    status: int
    home: int
    conviction: int
    climate: int
    fear: int
    n_praise: int
    n_question: int
    n_dissent: int
    rumour: int
    value: int
    word_1: int
    word_2: int
    word_3: int


class Columns(NamedTuple):
    """Columns of `learn`, all written."""

    status: Array
    conviction: Array
    climate: Array
    fear: Array
    belief: Array


def law(terms: Terms, when: When) -> NewsLaw:
    """Read what is told in a week, and how far it reaches: the scheme's news first, then what institutions tell."""
    scheme, week, beliefs, agenda = terms.scheme, when.week, terms.beliefs, when.agenda
    chances = [] if week < 0 else [(name, scheme.news_chance(name, week)) for name in scheme.news]
    items = [name for name, chance in chances if chance > 0]
    tales = agenda.tales if week >= 0 else []
    reach = [min(65535, round(65536 * chance) * agenda.loud // 256) for _, chance in chances if chance > 0]
    known = terms.read(_tales)
    tale = np.zeros((len(items) + len(tales), max(1, len(beliefs))), np.int16)
    for row, told in enumerate([*(known[name] for name in items),
                                *(_as_beliefs(tale.tells, beliefs, True) for tale in tales)]):
        tale[row] = told
    jolt = terms.values["learn.jolt"]
    fright = [int(jolt * scheme.news[name].frightens) for name in items] + [tale.jolt for tale in tales]
    reaches = np.array(reach + [tale.reach for tale in tales], np.int32)
    names = items + [tale.name for tale in tales]
    return NewsLaw(reaches, tale, np.array(fright, np.int32), np.array([stream(name) for name in names], np.int64),
                   terms.read(_belief_keys), agenda.guide)


def _tales(terms: Terms) -> dict[str, Array]:
    """Give what each piece of news tells, by belief, while the rules stay as they are."""
    scheme = terms.scheme
    return {name: _as_beliefs(scheme.told(name, max(terms.week, 0)), terms.beliefs, item.tells == "tips")
            for name, item in scheme.news.items()}


def _belief_keys(terms: Terms) -> Array:
    """Give what keys the draws about each belief."""
    return np.array([stream(name) for name in terms.beliefs], np.int64)


def _as_beliefs(told: Mapping[str, float], beliefs: list[str], partial: bool) -> Array:
    """Give points by deed as Q7 points by belief; a partial tale leaves alone what it does not speak of."""
    row = np.full(max(1, len(beliefs)), UNTOLD if partial else 0, np.int16)
    for deed, points in told.items():
        if deed in beliefs:
            row[beliefs.index(deed)] = max(-32640, min(32640, round(128 * points)))
    return row


@inlined
def rounded(v: int, k: int, r: int) -> int:
    """Give ``v / 2**k`` rounded up or down by the random bits `r`, so that nothing is lost on average."""
    return (v + (r & ((1 << k) - 1))) >> k


def learn(i: int, week: int, own: Own, citizens: Columns, knobs: Knobs, law: NewsLaw, draws: Draws) -> None:
    """Move conviction, climate, fear and beliefs of a citizen for one week.

    With ``n = praise + dissent + question`` heard, ``m`` the mean stand of those who spoke::

        conviction += (anchor (home + guide - conviction) + company min(n, 4) (m - conviction)) / 256
        climate    += 8 min(d + p, 4) (256 (d - p)/(d + p) - climate) / 256 - 4 climate / 256
        fear       -= 16 fear / 256
        belief_k   += rumour (told - belief_k) / 256, twice that where the rumour is the worse news

    and one who is reached by a piece of news, each by itself, moves every belief a quarter of the way to its tale
    (tips, and what institutions tell, leave alone what they do not speak of), becomes aware and is frightened by its
    `jolt`. All steps are rounded at random, so slow ones neither stick nor drift.

    Notes
    -----
    The anchor is that of Friedkin & Johnsen (1990): without it opinions would run together. Sizes are assumed.
    """
    n_beliefs = citizens.belief.shape[0]
    p, q, d = own.n_praise, own.n_question, own.n_dissent
    goal = min(max(own.home * 128 + law.guide, -16384), 16384)
    pull = knobs.anchor * (goal - own.conviction)
    if p + q + d > 0:
        m = (16384 * (p - d) - 8192 * q) // (p + q + d)
        pull += knobs.company * min(p + q + d, 4) * (m - own.conviction)
    citizens.conviction[i] = min(max(own.conviction + rounded(pull, 8, own.word_1), -16384), 16384)
    if own.status & READER == READER:
        climate = own.climate
        if d + p > 0:
            e = (256 * (d - p)) // (d + p)
            climate += rounded(8 * min(d + p, 4) * (e - climate), 8, own.word_1 >> 8)
        climate -= rounded(4 * climate, 8, own.word_1 >> 16)
        citizens.climate[i] = climate
    fear = own.fear - rounded(knobs.calm * own.fear, 8, own.word_1 >> 24)
    if n_beliefs > 0:
        if own.rumour != NO_RUMOUR and own.rumour < n_beliefs:
            told = (own.value - 128) * 32
            b = int(citizens.belief[own.rumour, i])
            gain = knobs.rumour * (2 if told < b else 1)
            citizens.belief[own.rumour, i] = b + rounded(gain * (told - b), 8, own.word_2)
        for item in range(law.reach.shape[0]):
            if mixed(own.word_3, law.key[item]) >> 16 < law.reach[item]:
                fear = min(fear + law.jolt[item], 512)
                citizens.status[i] = own.status | AWARE
                word = words(draws, week, i, law.key[item])[0]
                for b in range(n_beliefs):
                    tale = int(law.tale[item, b])
                    if tale != UNTOLD:
                        old = int(citizens.belief[b, i])
                        bits = mixed(word, law.belief_key[b]) >> 30
                        citizens.belief[b, i] = old + rounded(tale - old, 2, bits)
    citizens.fear[i] = fear


class Beliefs(NamedTuple):
    """The beliefs."""

    belief: Array


class ForgetLaw(NamedTuple):
    """How beliefs are told apart."""

    belief_key: Array
    """Belief -> what keys the draw that rounds its fading, int64."""


def forget_law(terms: Terms) -> ForgetLaw:
    """Read how beliefs are told apart."""
    return ForgetLaw(terms.read(_belief_keys))


def forget(lo: int, hi: int, week: int, citizens: Beliefs, knobs: Knobs, law: ForgetLaw, draws: Draws,
           words_of: Array) -> None:
    """Let beliefs fade by ``4 rate / 256`` of themselves: four weeks' worth, once a month.

    The half-life is assumed: 89 weeks at the default of 2. `words_of` is scratch, uint32 ``[word, i]``; of its first
    word each belief has eight bits by its name.
    """
    draw_range(lo, hi, week, draws, 0, words_of[0], words_of[1], words_of[2], words_of[3])
    for b in range(citizens.belief.shape[0]):
        fade(lo, hi, citizens.belief[b], words_of[0], law.belief_key[b], 4 * knobs.forget)


@inlined
def fade(lo: int, hi: int, belief: Array, word: Array, key: int, rate: int) -> None:
    """Let one belief fade."""
    named, share = u32(key), i32(rate)
    for i in range(u64(lo), u64(hi)):
        h = u32(word[i] ^ named)
        h = u32((h ^ (h >> u32(16))) * u32(0x85EBCA6B))
        h = u32((h ^ (h >> u32(13))) * u32(0xC2B2AE35))
        bits = i32((h ^ (h >> u32(16))) >> u32(24))
        old = i32(belief[i])
        belief[i] = old - ((share * old + bits) >> i32(8))


LEARN = Step("learn", learn, law, stream="news", weekly=True)
FORGET = Step("forget", forget, forget_law, stream="forget", whole=True)
