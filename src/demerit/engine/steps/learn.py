"""Learn: beliefs, fear, conviction and the climate move a little, from what was heard, told and lived through."""

from __future__ import annotations

from math import floor
from typing import Annotated, NamedTuple

import numpy as np

from demerit.base.draws import Draws, draw_words, mixed, mixed_narrow, word_of
from demerit.base.knob import knob
from demerit.base.loom import Array
from demerit.engine.step import Step
from demerit.engine.steps.look import Heard
from demerit.engine.steps.news_law import NewsLaw, law
from demerit.engine.terms import UNTOLD
from demerit.rows.bits import AWARE, READER
from demerit.rows.face import NO_RUMOUR

f64 = np.float64
i32 = np.int32
u8 = np.uint8
u32 = np.uint32
u64 = np.uint64
MANY = 8192
"""Chance of 65536 from which on a piece of news is read by all together: those whom it does not reach wait."""


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


class Columns(NamedTuple):
    """Columns of `learn`; all but `home` and `line_cut` are written."""

    status: Array
    home: Array
    line_cut: Array
    conviction: Array
    climate: Array
    fear: Array
    belief: Array


def rounded(v: int, k: int, r: int) -> int:
    """Give ``v / 2**k`` rounded up or down by the random bits `r`, so that nothing is lost on average."""
    return (v + (r & ((1 << k) - 1))) >> k


def learn(lo: int, hi: int, week: int, heard: Heard, citizens: Columns, knobs: Knobs, law: NewsLaw, draws: Draws,
          week_words: Array, words_of: Array, found: Array) -> None:
    """Move conviction, climate, fear and beliefs of citizens `lo` to `hi` for one week.

    With ``n = praise + dissent + question`` heard, ``m`` the mean stand of those who spoke::

        conviction += (anchor (home + guide - conviction) + company min(n, 4) (m - conviction)) / 256
        climate    += 8 min(d + p, 4) (256 (d - p)/(d + p) - climate) / 256 - 4 climate / 256
        fear       -= calm fear / 256
        belief_k   += rumour (told - belief_k) / 256, twice that where the rumour is the worse news

    and one who is reached by a piece of news, each by itself, moves every belief a quarter of the way to its tale
    (tips, and what institutions tell, leave alone what they do not speak of), becomes aware and is frightened by its
    `jolt`. All steps are rounded at random by the words of the week, so slow ones neither stick nor drift. `words_of`,
    uint32 ``[word, i]``, and `found`, uint8, are scratch. A piece of news that reaches many is read by all together.

    Notes
    -----
    The anchor is that of Friedkin & Johnsen (1990): without it opinions would run together. Sizes are assumed.
    """
    convince(lo, hi, heard, citizens, knobs, law.guide, week_words[1])
    feel(lo, hi, heard, citizens, knobs.calm, week_words[1])
    if citizens.belief.shape[0] > 0:
        believe_rumours(lo, hi, heard, citizens.belief, law.belief_shift, knobs.rumour, week_words[2], words_of[0])
        for item in range(law.reach.shape[0]):
            reached(lo, hi, law.key[item], law.reach[item], week_words[3], found)
            if law.deaf:
                miss(lo, hi, citizens.line_cut, found)
            if law.reach[item] < MANY:
                for i in range(lo, hi):
                    if found[i] != 0:
                        read_news(i, item, week, citizens, law, draws)
            else:
                draw_words(lo, hi, draws, law.key[item], week_words, words_of[:1])
                frighten(lo, hi, law.jolt[item], found, citizens)
                for b in range(citizens.belief.shape[0]):
                    if law.tale[item, b] != UNTOLD:
                        believe(lo, hi, law.tale[item, b], law.belief_shift, law.belief_key[b], found, words_of[0],
                                citizens.belief[b])


def convince(lo: int, hi: int, heard: Heard, citizens: Columns, knobs: Knobs, guide: int, word: Array) -> None:
    """Move convictions towards home, and towards what friends say."""
    anchor, company, led = i32(knobs.anchor), i32(knobs.company), i32(guide)
    for i in range(u64(lo), u64(hi)):
        old = i32(citizens.conviction[i])
        goal = min(max(i32(citizens.home[i]) * i32(128) + led, i32(-16384)), i32(16384))
        p, q, d = i32(heard.n_praise[i]), i32(heard.n_question[i]), i32(heard.n_dissent[i])
        n = i32(p + q + d)
        mean = i32(floor(f64(i32(16384) * (p - d) - i32(8192) * q) / f64(max(n, i32(1)))))
        pull = anchor * (goal - old) + company * min(n, i32(4)) * (mean - old)
        new = old + ((pull + i32(word[i] & u32(255))) >> i32(8))
        citizens.conviction[i] = min(max(new, i32(-16384)), i32(16384))


def feel(lo: int, hi: int, heard: Heard, citizens: Columns, calm: int, word: Array) -> None:
    """Let fear fade, and let those who are on-line move what they take the climate of opinion for."""
    rate, reader = i32(calm), u8(READER)
    for i in range(u64(lo), u64(hi)):
        fear = i32(citizens.fear[i])
        citizens.fear[i] = fear - ((rate * fear + i32(word[i] >> u32(24))) >> i32(8))
        old, p, d = i32(citizens.climate[i]), i32(heard.n_praise[i]), i32(heard.n_dissent[i])
        seen = i32(floor(f64(i32(256) * (d - p)) / f64(max(d + p, i32(1)))))
        bits = i32((word[i] >> u32(8)) & u32(255))
        new = old + ((i32(8) * min(d + p, i32(4)) * (seen - old) + bits) >> i32(8)) if d + p > i32(0) else old
        new -= (i32(4) * new + i32((word[i] >> u32(16)) & u32(255))) >> i32(8)
        citizens.climate[i] = new if (citizens.status[i] & reader) == reader else old


def believe_rumours(lo: int, hi: int, heard: Heard, belief: Array, shift: int, rate: int, word: Array,
                    who: Array) -> None:
    """Let the rumour that each has heard move one belief; few have heard one, who are noted in `who` first."""
    n, end = belief.shape[0], u64(lo)
    for i in range(u64(lo), u64(hi)):
        who[end] = i
        end += u64((heard.rumour[i] != u8(NO_RUMOUR)) & (heard.rumour[i] < u32(n)))
    for q in range(u64(lo), end):
        row = u64(who[q])
        about = u64(heard.rumour[row])
        told = (int(heard.value[row]) - 128) * 32
        old = int(belief[about, row])
        more = told - (old << shift)
        gain = rate * (2 if more < 0 else 1)
        belief[about, row] = old + rounded(gain * more, 8 + shift, int(word[row]))


def reached(lo: int, hi: int, key: int, chance: int, word: Array, found: Array) -> None:
    """Write into `found` 1 for those whom a piece of news reaches, by the week's last word mixed with its key."""
    named, least = u32(key), u32(chance)
    for i in range(u64(lo), u64(hi)):
        found[i] = u8(1) if mixed_narrow(word[i], named) >> u32(16) < least else u8(0)


def miss(lo: int, hi: int, line_cut: Array, found: Array) -> None:
    """Let a piece of news miss those whose line is cut."""
    for i in range(u64(lo), u64(hi)):
        found[i] = u8(0) if line_cut[i] else found[i]


def frighten(lo: int, hi: int, jolt: int, found: Array, citizens: Columns) -> None:
    """Let a piece of news frighten those whom it reaches, and make them aware."""
    more, aware = i32(jolt), u8(AWARE)
    for i in range(u64(lo), u64(hi)):
        fear = i32(citizens.fear[i])
        citizens.fear[i] = min(fear + more, i32(512)) if found[i] != u8(0) else fear
        citizens.status[i] = citizens.status[i] | (aware if found[i] != u8(0) else u8(0))


def believe(lo: int, hi: int, told: int, shift: int, key: int, found: Array, word: Array, belief: Array) -> None:
    """Move one belief of those whom a piece of news reaches a quarter of the way to its tale."""
    named, tale, unit, apart, rest = u32(key), i32(told), i32(shift), i32(shift + 2), u32(30 - shift)
    for i in range(u64(lo), u64(hi)):
        bits = i32(mixed_narrow(word[i], named) >> rest)
        old = i32(belief[i])
        belief[i] = old + (i32(tale - i32(old << unit) + bits) >> apart) if found[i] != u8(0) else old


def read_news(i: int, item: int, week: int, citizens: Columns, law: NewsLaw, draws: Draws) -> None:
    """Let a piece of news frighten a citizen, make them aware, and move what they believe."""
    citizens.fear[i] = min(int(citizens.fear[i]) + law.jolt[item], 512)
    citizens.status[i] = citizens.status[i] | AWARE
    word = word_of(draws, week, i, law.key[item])
    for b in range(citizens.belief.shape[0]):
        tale = int(law.tale[item, b])
        if tale != UNTOLD:
            old = int(citizens.belief[b, i])
            bits = mixed(word, law.belief_key[b]) >> (30 - law.belief_shift)
            citizens.belief[b, i] = old + rounded(tale - (old << law.belief_shift), 2 + law.belief_shift, bits)


LEARN = Step("learn", learn, law, stream="news", weekly=True, whole=True)
