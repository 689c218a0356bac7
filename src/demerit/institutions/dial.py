"""Dial: the pleasure of watching one's score rise, small favours, and what both do to looking and thinking."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np

from demerit.acts.speak import speak
from demerit.base.draws import Four
from demerit.base.knob import knob
from demerit.institutions.institution import Array, Institution, Month, kept
from demerit.rows.bits import SCORED
from demerit.rows.face import HIDDEN, SHOWING

"""Bit of `face` of those who show their score of their own will."""
KEEN = 64
"""Joy above which one counts as enjoying it (assumed): a quarter of the most."""
PRAISE, DISSENT = speak.deeds.index("praise"), speak.deeds.index("dissent")


class Knobs(NamedTuple):
    """What `dial` can be tuned by."""

    rise: Annotated[int, knob(6, 0, 16, "of 255 a point",
                              "Joy at each point that the score is seen to have risen, at most 20.")]
    fade: Annotated[int, knob(64, 16, 192, "of 256 a month", "Share of joy that is gone after a month.")]
    favour: Annotated[int, knob(24, 0, 128, "of 256 a month", "Chance of a small favour for one above the line.")]
    line: Annotated[int, knob(588, 350, 950, "points", "Score from which on small favours come.",
                              source="megamification: 588 points brought five days on a dating site",
                              grade="reported")]
    treat: Annotated[int, knob(48, 0, 128, "of 255", "Joy at a favour.")]
    enjoy: Annotated[int, knob(64, 0, 128, "notches", "What full joy adds to looking scores up.")]
    adopt: Annotated[int, knob(128, 0, 512, "of 65536 a month", "How far full joy moves conviction towards the line.")]
    soothe: Annotated[int, knob(0, 0, 64, "of 256 a month", "Share of fear that full joy takes away.")]


class Keeps(NamedTuple):
    """Its own columns."""

    joy: Annotated[Array, kept(np.uint8, "pleasure in the score, 0 none .. 255")]
    last_score: Annotated[Array, kept(np.int16, "the score when one last looked, 0 never", less=1, scores=True)]


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    status: int
    score: int
    conviction: int
    fear: int
    joy: int
    last_score: int
    any_face: int


class Citizens(NamedTuple):
    """Columns that it reads of others, or writes."""

    start: Array
    friend: Array
    face: Array
    conviction: Array
    fear: Array
    joy: Array
    last_score: Array


class Did(NamedTuple):
    """What the citizen did this month."""

    look_up: int
    brag: int
    speak: Month


class Law(NamedTuple):
    """What it reads of the law: the lowest and the highest score."""

    low: int
    high: int


class Counted(NamedTuple):
    """What is counted: joy, looks and favours; scores, and those that are seen; and who says and thinks what.

    The last ten are five of those who enjoy it (`keen`, joy above 64), and the same five of the others (`cool`).
    """

    joy: Array
    looks: Array
    favours: Array
    scored: Array
    scores: Array
    braggers: Array
    """Those who show their score."""
    bragged: Array
    """The sum of the scores that they show."""
    seers: Array
    """Those who see the score of some friend who shows it."""
    seen: Array
    """The sum over them of the mean score that each sees."""
    keen: Array
    keen_for: Array
    """Those of them who are privately for the line."""
    keen_spoke: Array
    """Those who took a stand this month: praise or dissent."""
    keen_praise: Array
    """Those who took a stand for the line in public."""
    keen_spoke_for: Array
    """Those who took a stand and are privately for the line."""
    cool: Array
    cool_for: Array
    cool_spoke: Array
    cool_praise: Array
    cool_spoke_for: Array


class Joyful(NamedTuple):
    """What `eager` reads of a citizen."""

    joy: int


def eager(own: Joyful, knobs: Knobs) -> int:
    """Give the notches that joy adds to looking scores up, at most 127: ``enjoy joy / 256``."""
    return (knobs.enjoy * own.joy) >> 8


def touch(i: int, own: Own, citizens: Citizens, did: Did, knobs: Knobs, law: Law, lot: Four, counted: Counted) -> None:
    """Let joy rise with the score that is looked at and with favours, and let it do its work.

    ::

        joy        += rise min(20, score - last looked at) if it rose, + treat at a favour; - fade joy / 256
        conviction += adopt joy (16384 - conviction) / 2**24                the norm is taken as one's own
        fear       -= soothe joy fear / 2**16

    rounded at random. A fall brings no displeasure here: that is fear, and is learnt elsewhere. Writes joy,
    last_score, conviction, fear. Counts joy, looks, favours; scores of all and of those who show theirs; whom friends
    who show theirs make one see (`seers`, and the mean they see); and, of those who enjoy it (`keen`, joy above 64) and
    of the others, how many they are, how many are privately for the line, how many took a stand this month (praise or
    dissent), for the line in public, and for it in private.
    """
    cell, score = own.cell, own.score
    scored = own.status & SCORED != 0 and score >= 0
    joy = own.joy - ((knobs.fade * own.joy + (lot[0] & 255)) >> 8)
    if scored and did.look_up > 0:
        if 0 < own.last_score < score:
            joy += knobs.rise * min(20, score - own.last_score)
        citizens.last_score[i] = score
        counted.looks[cell] += 1
    if scored and score >= knobs.line and (lot[0] >> 8) & 255 < knobs.favour:
        joy += knobs.treat
        counted.favours[cell] += 1
    joy = min(max(joy, 0), 255)
    citizens.joy[i] = joy
    counted.joy[cell] += joy

    moved = (knobs.adopt * joy * (16384 - own.conviction) + (lot[1] & 0xFFFFFF)) >> 24
    conviction = own.conviction + moved
    citizens.conviction[i] = min(max(conviction, -16384), 16384)
    fear = own.fear - ((knobs.soothe * joy * own.fear + (lot[2] & 0xFFFF)) >> 16)
    citizens.fear[i] = min(max(fear, 0), 512)

    if scored:
        counted.scored[cell] += 1
        counted.scores[cell] += score
        if did.brag == 1:
            counted.braggers[cell] += 1
            counted.bragged[cell] += score

    supports = 1 if conviction > 0 else 0
    stand = stand_of(did.speak)
    spoke = 1 if stand > 0 else 0
    praised = 1 if stand == 1 else 0
    if joy > KEEN:
        counted.keen[cell] += 1
        counted.keen_for[cell] += supports
        counted.keen_spoke[cell] += spoke
        counted.keen_praise[cell] += praised
        counted.keen_spoke_for[cell] += spoke * supports
    else:
        counted.cool[cell] += 1
        counted.cool_for[cell] += supports
        counted.cool_spoke[cell] += spoke
        counted.cool_praise[cell] += praised
        counted.cool_spoke_for[cell] += spoke * supports


class Seer(NamedTuple):
    """What `see_norm` reads of a citizen."""

    cell: int
    status: int
    score: int
    any_face: int


class Seen(NamedTuple):
    """Ties and faces."""

    start: Array
    friend: Array
    face: Array


def see_norm(i: int, own: Seer, citizens: Seen, law: Law, counted: Counted) -> None:
    """Count one who is scored and has friends who show their scores of their own will, and the mean they see."""
    if own.status & SCORED == 0 or own.score < 0 or own.any_face & SHOWING == 0:
        return
    norm = seen_norm(i, citizens, law)
    if norm >= 0:
        counted.seers[own.cell] += 1
        counted.seen[own.cell] += norm


def seen_norm(i: int, citizens: Seen, law: Law) -> int:
    """Give the mean of the scores of those friends who show theirs of their own will; -1 where there are none."""
    total = 0
    showing = 0
    for t in range(citizens.start[i], citizens.start[i + 1]):
        other = citizens.friend[t]
        if other < 0:
            break
        face = int(citizens.face[other])
        shown = (face >> 3) & 63
        if face & SHOWING and shown != HIDDEN:
            showing += 1
            total += law.low + ((law.high - law.low) * shown) // 60
    return total // showing if showing > 0 else -1


def stand_of(month: Month) -> int:
    """Give the stand that one took in public this month: 0 none, 1 praise and no dissent, 2 dissent."""
    stand = 0
    for deed in month:
        if deed == DISSENT:
            return 2
        if deed == PRAISE:
            stand = 1
    return stand


dial = Institution(
    name="dial",
    summary="The app shows the score on a dial, gives small favours, and looking becomes a pleasure.",
    reads=(),
    writes=("joy", "last_score", "conviction", "fear"),
    knobs_are=Knobs,
    keeps=Keeps,
    touch=touch,
    then=see_norm,
    abreast=("touch",),
    shows={"eager": eager},
)
