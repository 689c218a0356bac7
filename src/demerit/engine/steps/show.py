"""Show: each citizen's face for the week to come (`rows.face` has its layout)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts import acts
from demerit.base.draws import Four, mixed, stream
from demerit.base.loom import Array
from demerit.engine.step import Step
from demerit.engine.steps.judge import shifts
from demerit.engine.steps.mingle import INTRODUCED, channel_of
from demerit.engine.steps.stake import law as stake_law
from demerit.rows.bits import ADULT, AWARE, ENROLLED, SCORED, SHOWS, WATCHES
from demerit.rows.diary import MONTH
from demerit.rows.face import GROWN, HIDDEN, MEMBER, NO_RUMOUR, OPEN, SHOWING

if TYPE_CHECKING:
    from demerit.engine.terms import Terms, When


SLOTS = 8192
"""Slots into which the draw of what one passes on falls."""
SPEECH = next(act for act in acts() if act.name == "speak")
"""The act of which this week's deed stands in the face."""


NOTHING = np.zeros(0, np.int32)


class FaceLaw(NamedTuple):
    """What may be shown."""

    speech_shift: int
    """Where this week's speech stands in the diary."""
    speech_mask: int
    public: int
    """1 where every score is shown."""
    may_show: int
    """1 where one may show one's own."""
    low: int
    high: int
    tie_belief: int
    """The belief about low friends, -1 none."""
    loss: Array
    sixtieth: Array
    seeks: Array
    """Channel -> chance of 65536, a unit of sociability, that one is open for a tie."""
    introduces: int
    """Chance of 65536 that one introduces two friends."""
    channel: int
    """How ties form next week: 0 none, 1 circle, 2 introduction, 3 place, 4 society."""
    passes_on: Array
    """Slot of a draw -> the belief that one passes on, uint8 (`slots`)."""
    belief_shift: int
    """By how many bits a unit of what is believed is above Q7."""


class Own(NamedTuple):
    """What it reads of a citizen."""

    status: int
    diary: int
    score: int
    caution: int
    sociability: int


class Columns(NamedTuple):
    """Columns; written: next_face."""

    belief: Array
    start: Array
    friend: Array
    next_face: Array


def law(terms: Terms, when: When) -> FaceLaw:
    """Read what may be shown this week."""
    week, fixed = when.week, terms.read(_every_week)
    seeks, introduces = when.openness
    return fixed._replace(
        speech_shift=fixed.speech_shift + SPEECH.bits * (week % MONTH), loss=terms.read(stake_law).loss, seeks=seeks,
        introduces=introduces, channel=channel_of(week + 1), public=fixed.public if week >= 0 else 0,
        may_show=fixed.may_show if week >= 0 else 0,
    )


def _every_week(terms: Terms) -> FaceLaw:
    """Give what of it is the same in every week, whatever institutions set."""
    scheme = terms.scheme
    form = "nobody" if terms.ended else scheme.visibility.form
    return FaceLaw(
        int(shifts()[acts().index(SPEECH)]), (1 << SPEECH.bits) - 1, int(form == "public"),
        int(form in ("consent", "public")), scheme.scale.low, scheme.scale.high,
        terms.beliefs.index("tie") if "tie" in terms.beliefs else -1, NOTHING, terms.sixtieth,
        NOTHING, 0, 0, slots(tuple(terms.beliefs)), terms.belief_shift,
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


def show(i: int, own: Own, citizens: Columns, law: FaceLaw, lot: Four) -> None:
    """Write a citizen's face for the week to come.

    Notes
    -----
    The floor of one who looked up friends is their own score less ``slack = 250 * 16 / (16 + concern)``, where the
    concern is what one's belief about low friends would cost, in notches. Sizes are assumed.
    """
    status, score = own.status, own.score
    if status & ADULT == 0:
        citizens.next_face[i] = 0
        return
    n_beliefs = citizens.belief.shape[0]
    face = GROWN | ((own.diary >> law.speech_shift) & law.speech_mask)
    shown = HIDDEN
    scored = status & SCORED != 0 and score >= 0
    if scored and (law.public or (status & SHOWS and law.may_show)):
        shown = int(law.sixtieth[score - law.low])
    face |= shown << 3
    if scored and status & WATCHES and status & AWARE and law.tie_belief >= 0:
        believed = int(citizens.belief[law.tie_belief, i]) << law.belief_shift
        if believed < 0:
            concern = (((law.loss[score - law.low] * -believed) >> 8) * own.caution) >> 12
            floor = score - (250 * 16) // (16 + concern)
            if floor > law.low:
                face |= int(law.sixtieth[min(floor, law.high) - law.low]) << 9
    rumour, value = NO_RUMOUR, 128
    if n_beliefs > 0:
        k = int(law.passes_on[(lot[0] & 0xFFFF) >> 3])
        b = int(citizens.belief[k, i]) << law.belief_shift
        quarter = (b + (31 if b < 0 else 0)) >> 5  # rounded towards 0
        rumour = k if quarter != 0 else NO_RUMOUR
        value = max(-127, min(127, quarter)) + 128
    face |= (rumour << 15) | (value << 20)
    if law.channel == INTRODUCED:
        if lot[0] >> 16 < law.introduces:
            face |= OPEN
    elif law.channel > 0 and lot[0] >> 16 < min(65535, own.sociability * law.seeks[law.channel]):
        end = citizens.start[i + 1]
        if end > citizens.start[i] and citizens.friend[end - 1] < 0:
            face |= OPEN
    if status & ENROLLED:
        face |= MEMBER
    if scored and status & SHOWS and law.may_show:
        face |= SHOWING
    citizens.next_face[i] = face


SHOW = Step("show", show, law, stream="face", weekly=True)
