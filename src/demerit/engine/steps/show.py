"""Show: each citizen's face for the week to come (`rows.face` has its layout)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts import acts
from demerit.base.ahead import fetch_bytes
from demerit.base.draws import Draws, keyed, mixed, mixed_pair, stream
from demerit.base.loom import Array
from demerit.engine.step import Step
from demerit.engine.steps.judge import shifts
from demerit.engine.steps.mingle import INTRODUCED, channel_of
from demerit.engine.world import Openness
from demerit.rows.bits import ADULT, AWARE, ENROLLED, SCORED, SHOWS, WATCHES
from demerit.rows.diary import MONTH
from demerit.rows.face import GROWN, HIDDEN, MEMBER, NO_RUMOUR, OPEN, SHOWING

if TYPE_CHECKING:
    from demerit.engine.terms import Terms

i32: Any = np.int32
u32: Any = np.uint32
u64: Any = np.uint64

SLOTS = 8192
"""Slots into which the draw of what one passes on falls."""
SPEECH = next(act for act in acts() if act.name == "speak")
"""The act of which this week's deed stands in the face."""


class FaceLaw(NamedTuple):
    """What may be shown."""

    speech_shift: int
    """Where the speech of a month's first week stands in the diary."""
    speech_bits: int
    """How many bits the speech of a week takes there."""
    public: int
    """1 where every score is shown."""
    may_show: int
    """1 where one may show one's own."""
    low: int
    high: int
    tie_belief: int
    """The belief about low friends, -1 none."""
    sixtieth: Array
    belief_shift: int
    """By how many bits a unit of what is believed is above Q7."""


class Slate(NamedTuple):
    """What institutions move of it (`engine.slate`)."""

    loss: Array
    """Q8 notches a point lost, one for every score from the lowest on, int32."""


class PassingLaw(NamedTuple):
    """What is passed on."""

    passes_on: Array
    """Slot of a draw -> the belief that one passes on, uint8 (`slots`)."""
    belief_shift: int
    """By how many bits a unit of what is believed is above Q7."""


class Drawn(NamedTuple):
    """Column of `draw_face`; written."""

    next_face: Array


class Begun(NamedTuple):
    """Columns of `pass_on`; written: next_face."""

    belief: Array
    sociability: Array
    start: Array
    friend: Array
    next_face: Array


class Columns(NamedTuple):
    """Columns of `show`; written: next_face."""

    status: Array
    diary: Array
    score: Array
    caution: Array
    belief: Array
    next_face: Array


def passing_law(terms: Terms) -> PassingLaw:
    """Read what is passed on."""
    return PassingLaw(slots(tuple(terms.beliefs)), terms.belief_shift)


def law(terms: Terms) -> FaceLaw:
    """Read what may be shown."""
    scheme = terms.scheme
    form = "nobody" if terms.before or terms.ended else scheme.visibility.form
    return FaceLaw(
        int(shifts()[acts().index(SPEECH)]), SPEECH.bits, int(form == "public"),
        int(form in ("consent", "public")), scheme.scale.low, scheme.scale.high,
        terms.beliefs.index("tie") if "tie" in terms.beliefs else -1, terms.sixtieth, terms.belief_shift,
    )


@cache
def slots(names: tuple[str, ...]) -> NDArray[np.uint8]:
    """Give for each of `SLOTS` slots the place of the name that has it, ``(8192,)``; some 8192 / n slots for each of n.

    A slot belongs to the name of the largest hash (rendezvous hashing; Thaler and Ravishankar 1998): one more name
    takes slots from all and moves none between the others.
    """
    of_all: Any = mixed
    keys = np.array([stream(name) for name in names] or [0], np.uint64)[:, None]
    return np.asarray(of_all(np.arange(SLOTS, dtype=np.uint64), keys).argmax(axis=0), np.uint8)


def draw_face(lo: int, hi: int, citizens: Drawn, draws: Draws, week_words: Array) -> None:
    """Put the draw of which a face is begun where that face will stand: the week's words are drawn then, and not later.

    One draw decides both what is passed on and who is open.
    """
    key = u32(keyed(draws.stream, 0))
    for i in range(u64(lo), u64(hi)):
        citizens.next_face[i] = mixed_pair(week_words[0, i], week_words[1, i], key)


def pass_on(lo: int, hi: int, week: int, citizens: Begun, law: PassingLaw, openness: Openness, words_of: Array,
            found: Array) -> None:
    """Begin each face for the week to come: the rumour that is passed on, and who would form a tie or introduces.

    The lower half of what `draw_face` drew decides what is passed on, the upper half who is open.
    """
    for i in range(u64(lo), u64(hi)):
        words_of[0, i] = citizens.next_face[i]
    look_up(lo, hi, citizens, law, words_of[0], found)
    channel = channel_of(week + 1)
    begin(lo, hi, channel, citizens, law, openness, words_of[0], found)
    if channel != INTRODUCED and channel > 0:
        keep_open(lo, hi, citizens, words_of[1])


def look_up(lo: int, hi: int, citizens: Begun, law: PassingLaw, word: Array, found: Array) -> None:
    """Look up what each passes on: into next_face which belief, into `found` what is believed, and 128.

    Nothing else is done by the way: what so many citizens believe of as many things lies far apart in memory, and is
    fetched for many at once.
    """
    beliefs = citizens.belief.shape[0]
    for b in range(u64(beliefs)):
        fetch_bytes(lo, hi, citizens.belief[b])
    for i in range(u64(lo), u64(hi)):
        found[i] = 128
        citizens.next_face[i] = 0
    for i in range(u64(lo), u64(hi) if beliefs > 0 else u64(lo)):
        k = law.passes_on[(word[i] & u32(0xFFFF)) >> u32(3)]
        found[i] = int(citizens.belief[k, i]) + 128
        citizens.next_face[i] = u32(k) << u32(15)


def begin(lo: int, hi: int, channel: int, citizens: Begun, law: PassingLaw, openness: Openness, word: Array,
          found: Array) -> None:
    """Write the rumour, in quarter points rounded towards 0, and who is open, wherever they have room for a tie."""
    seeks, introduces = u32(openness.seeks[channel]), channel == INTRODUCED
    for i in range(u64(lo), u64(hi)):
        b = i32((i32(found[i]) - i32(128)) << i32(law.belief_shift))
        quarter = i32(b + (i32(31) if b < 0 else i32(0))) >> i32(5)
        rumour = citizens.next_face[i] if quarter != 0 else u32(NO_RUMOUR << 15)
        value = u32(max(i32(-127), min(i32(127), quarter)) + i32(128)) << u32(20)
        chance = u32(openness.introduces) if introduces else min(u32(65535), u32(citizens.sociability[i]) * seeks)
        is_open = u32(OPEN) if word[i] >> u32(16) < chance else u32(0)
        citizens.next_face[i] = rumour | value | is_open


def keep_open(lo: int, hi: int, citizens: Begun, noted: Array) -> None:
    """Leave open who has a free slot for a tie; who is asked is noted first, since rows of ties lie far apart."""
    n = u64(lo)
    for i in range(u64(lo), u64(hi)):
        noted[n] = i
        n += u64(citizens.next_face[i] & OPEN != 0)
    for q in range(u64(lo), n):
        i = u64(noted[q])
        first, end = u64(citizens.start[i]), u64(citizens.start[i + u64(1)])
        if first == end or citizens.friend[end - u64(1)] >= 0:
            citizens.next_face[i] &= ~OPEN


def show(lo: int, hi: int, week: int, citizens: Columns, law: FaceLaw, slate: Slate, words_of: Array) -> None:
    """Write the faces of citizens `lo` to `hi` for the week to come, of which `pass_on` wrote a part.

    Few looked friends up and care whom they are seen with: they are noted first in `words_of`, uint32 ``[word, i]``.
    """
    this_week = law.speech_shift + law.speech_bits * (week % MONTH)
    note_speech(lo, hi, citizens.diary, this_week, law.speech_bits, words_of[0])
    show_all(lo, hi, citizens, law, words_of[0])
    if law.tie_belief >= 0:
        for q in range(u64(lo), u64(lo + note_watchers(lo, hi, citizens, words_of[0]))):
            i = int(words_of[0, q])
            believed = int(citizens.belief[law.tie_belief, i])
            floor = floor_of(int(citizens.score[i]), believed, int(citizens.caution[i]), law, slate.loss)
            citizens.next_face[i] = int(citizens.next_face[i]) | floor << 9


def note_speech(lo: int, hi: int, diary: Array, shift: int, bits: int, spoken: Array) -> None:
    """Note what everybody said this week: so many bits of the diary, narrow or wide, from one on."""
    for i in range(u64(lo), u64(hi)):
        spoken[i] = (int(diary[i]) >> shift) & ((1 << bits) - 1)


def show_all(lo: int, hi: int, citizens: Columns, law: FaceLaw, spoken: Array) -> None:
    """Write all of everybody's face but the floor; who is no adult shows nothing."""
    low, may_show, public = i32(law.low), u32(SHOWS if law.may_show else 0), law.public != 0
    for i in range(u64(lo), u64(hi)):
        status, score = u32(citizens.status[i]), i32(citizens.score[i])
        scored = (status & u32(SCORED) != u32(0)) & (score >= i32(0))
        willing = scored & (status & may_show != u32(0))
        step = u32(law.sixtieth[max(i32(score - low), i32(0))])
        shown = step if (scored & public) | willing else u32(HIDDEN)
        also = (u32(MEMBER) if status & u32(ENROLLED) != u32(0) else u32(0)) | (u32(SHOWING) if willing else u32(0))
        face = citizens.next_face[i] | u32(GROWN) | spoken[i] | u32(shown << u32(3)) | also
        citizens.next_face[i] = face if status & u32(ADULT) != u32(0) else u32(0)


def note_watchers(lo: int, hi: int, citizens: Columns, who: Array) -> int:
    """Note, from the place `lo` on, who has a score, knows the scheme and looked friends up; give how many."""
    end, asked = u64(lo), u32(ADULT | SCORED | WATCHES | AWARE)
    for i in range(u64(lo), u64(hi)):
        who[end] = i
        end += u64((u32(citizens.status[i]) & asked == asked) & (citizens.score[i] >= 0))
    return int(end) - lo


def floor_of(score: int, believed: int, caution: int, law: FaceLaw, loss: Array) -> int:
    """Give how low a friend is tolerated, in 60ths of the scale.

    Notes
    -----
    The floor is the own score less ``slack = 250 * 16 / (16 + concern)``, where the concern is what one's belief about
    low friends would cost, in notches. Sizes are assumed.
    """
    points = believed << law.belief_shift
    if points >= 0:
        return 0
    concern = (((loss[score - law.low] * -points) >> 8) * caution) >> 12
    floor = score - (250 * 16) // (16 + concern)
    return int(law.sixtieth[min(floor, law.high) - law.low]) if floor > law.low else 0


DRAW_FACE = Step("draw_face", draw_face, stream="face", whole=True)
PASS_ON = Step("pass_on", pass_on, passing_law, whole=True)
SHOW = Step("show", show, law, whole=True)
