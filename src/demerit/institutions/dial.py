"""Dial: the pleasure of watching one's score rise, small favours, and what both do to looking and thinking."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import SCORED
from demerit.acts.speak import speak
from demerit.base.draws import philox
from demerit.base.kernel import inlined, kernel
from demerit.base.knob import Knob
from demerit.institutions.institution import AroundLaw, Column, OldInstitution
from demerit.institutions.reading import HIDDEN, deed_in, shown_on

u8 = np.uint8
i64 = np.int64
i16 = np.int16
u32 = np.uint32

SHOWING = 1 << 30
KEEN = 64
"""Joy above which one counts as enjoying it (assumed): a quarter of the most."""
PRAISE, DISSENT = speak.deeds.index("praise"), speak.deeds.index("dissent")

KNOBS = (
    Knob("rise", 6, 0, 16, "of 255 a point", "Joy at each point that the score is seen to have risen, at most 20.",
         source="assumed"),
    Knob("fade", 64, 16, 192, "of 256 a month", "Share of joy that is gone after a month.", source="assumed"),
    Knob("favour", 24, 0, 128, "of 256 a month", "Chance of a small favour for one above the line.", source="assumed"),
    Knob("line", 588, 350, 950, "points", "Score from which on small favours come.",
         source="megamification: 588 points brought five days on a dating site", grade="reported"),
    Knob("treat", 48, 0, 128, "of 255", "Joy at a favour.", source="assumed"),
    Knob("enjoy", 64, 0, 128, "notches", "What full joy adds to looking scores up.", source="assumed"),
    Knob("adopt", 128, 0, 512, "of 65536 a month", "How far full joy moves conviction towards the line.",
         source="assumed"),
    Knob("soothe", 0, 0, 64, "of 256 a month", "Share of fear that full joy takes away.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole numbers."""

    rise: int
    fade: int
    favour: int
    line: int
    treat: int
    enjoy: int
    adopt: int
    soothe: int


class View(NamedTuple):
    """What `dial` reads and writes, whole columns."""

    cell: NDArray[np.uint16]
    """The kind of citizen that one is counted as."""
    status: NDArray[np.uint8]
    """Bits of status (`demerit.acts.act`)."""
    score: NDArray[np.int16]
    """The score given out last month, -1 where there is none."""
    start: NDArray[np.int64]
    """Where each row of ties begins."""
    friend: NDArray[np.int32]
    """The other end of each tie, -1 none."""
    diary: NDArray[np.uint32]
    """The month's weekly deeds."""
    conviction: NDArray[np.int16]
    """Written: private stand, Q14."""
    fear: NDArray[np.int16]
    """Written: Q8."""
    joy: NDArray[np.uint8]
    """Written: pleasure in the score, 0 none .. 255."""
    eager: NDArray[np.uint8]
    """Written: notches that joy adds to looking."""
    last_score: NDArray[np.int16]
    """Written: the score when one last looked, 0 never."""


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Let joy rise with the score that is looked at and with favours, and let it do its work.

    ::

        joy        += rise min(20, score - last looked at) if it rose, + treat at a favour; - fade joy / 256
        eager       = enjoy joy / 256                                       added to looking scores up
        conviction += adopt joy (16384 - conviction) / 2**24                the norm is taken as one's own
        fear       -= soothe joy fear / 2**16

    rounded at random. A fall brings no displeasure here: that is fear, and is learnt elsewhere. Writes joy, eager,
    last_score, conviction, fear. Counts joy, looks, favours; scores of all and of those who show theirs; whom friends
    who show theirs make one see (`seers`, and the mean they see); and, of those who enjoy it (`keen`, joy above 64) and
    of the others, how many they are, how many are privately for the line, how many took a stand this month (praise or
    dissent), for the line in public, and for it in private.
    """
    for i in range(lo, hi):
        cell = x.cell[i]
        j = i - lo
        w0, w1, w2, _ = philox(u32(i), u32(week), u32(r.stream), u32(0), u32(r.k0), u32(r.k1))
        joy, score = i64(x.joy[i]), i64(x.score[i])
        joy -= (i64(k.fade) * joy + i64(w0 & u32(255))) >> 8
        scored = (i64(x.status[i]) & SCORED) != 0 and score >= 0
        if scored and deeds[r.act[0], j] > 0:
            before = i64(x.last_score[i])
            if before > 0 and score > before:
                joy += i64(k.rise) * min(20, score - before)
            x.last_score[i] = i16(score)
            counts[1, cell] += 1
        if scored and score >= i64(k.line) and i64((w0 >> u32(8)) & u32(255)) < i64(k.favour):
            joy += i64(k.treat)
            counts[2, cell] += 1
        joy = min(max(joy, 0), 255)
        x.joy[i] = u8(joy)
        x.eager[i] = u8((i64(k.enjoy) * joy) >> 8)
        c = i64(x.conviction[i])
        c += (i64(k.adopt) * joy * (16384 - c) + i64(w1 & u32(0xFFFFFF))) >> 24
        x.conviction[i] = i16(min(max(c, -16384), 16384))
        fear = i64(x.fear[i])
        fear -= (i64(k.soothe) * joy * fear + i64(w2 & u32(0xFFFF))) >> 16
        x.fear[i] = i16(min(max(fear, 0), 512))
        counts[0, cell] += joy
        if scored:
            counts[3, cell] += 1
            counts[4, cell] += score
            if deeds[r.act[1], j] == 1:
                counts[5, cell] += 1
                counts[6, cell] += score
            seen_norm(i, cell, x, r, face, counts)
        at = 9 if joy > KEEN else 14
        counts[at, cell] += 1
        counts[at + 1, cell] += 1 if c > 0 else 0
        public = said(i, x, r)
        if public > 0:
            counts[at + 2, cell] += 1
            counts[at + 3, cell] += 1 if public == 1 else 0
            counts[at + 4, cell] += 1 if c > 0 else 0


@inlined
def seen_norm(i, cell, x, r, face, counts):  # type: ignore[no-untyped-def]
    """Count one who sees the scores of friends who show theirs of their own will, and the mean of what is seen."""
    total = 0
    n = 0
    for t in range(x.start[i], x.start[i + 1]):
        other = x.friend[t]
        if other < 0:
            break
        shown = shown_on(face[other])
        if i64(face[other]) & SHOWING and shown != HIDDEN:
            n += 1
            total += r.low + ((r.high - r.low) * shown) // 60
    if n > 0:
        counts[7, cell] += 1
        counts[8, cell] += total // n


@inlined
def said(i, x, r):  # type: ignore[no-untyped-def]
    """Say what one said this month: 0 neither, 1 praise and no dissent, 2 dissent."""
    act = r.act[2]
    loud = 0
    for n in range(r.weeks):
        deed = deed_in(x.diary[i], r.shift[act], r.bits[act], n)
        if deed == DISSENT:
            return 2
        if deed == PRAISE:
            loud = 1
    return loud


dial = OldInstitution(
    name="dial",
    summary="The app shows the score on a dial, gives small favours, and looking becomes a pleasure.",
    reads=(),
    writes=("joy", "eager", "last_score", "conviction", "fear"),
    knobs=KNOBS,
    knob_class=Knobs,
    columns=(
        Column("joy", np.uint8, "pleasure in the score, 0 none .. 255"),
        Column("eager", np.uint8, "notches that joy adds to looking scores up, 0 .. 127"),
        Column("last_score", np.int16, "the score when one last looked, 0 never"),
    ),
    counts=("joy", "looks", "favours", "scored", "scores", "braggers", "bragged", "seers", "seen",
            "keen", "keen_for", "keen_spoke", "keen_praise", "keen_spoke_for",
            "cool", "cool_for", "cool_spoke", "cool_praise", "cool_spoke_for"),
    acts=("look_up", "brag", "speak"),
    view=View,
    around=AroundLaw,
    touch=touch,
)
