"""The masses: citizens report each other, truly and falsely, and one who was reported bears a grudge."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np

from demerit.acts.go import go
from demerit.acts.speak import speak
from demerit.base.draws import Draws, words
from demerit.base.knob import knob
from demerit.institutions.institution import MOST_TIMES, Array, Institution, Month, kept
from demerit.rows.bits import MEMBER
from demerit.rows.ties import KIN

QUESTION, DISSENT, HOSTILE = speak.deeds.index("question"), speak.deeds.index("dissent"), go.deeds.index("hostile")
REPORT, ACCUSE = 1, 2
"""Deeds of `denounce`; they stand in the two lowest bits of `denounces`."""
OFFENCE = 4
"""What one offence adds to `denounces`."""
OLD = 32
"""Grudge below which one accuses somebody at random."""
MOST_FEAR = 512


class Knobs(NamedTuple):
    """What `masses` can be tuned by."""

    fright: Annotated[int, knob(96, 0, 256, "of 256", "Fear that being reported adds.",
                                source="assumed: half a score seen to fall")]
    known: Annotated[int, knob(128, 0, 256, "of 256", "Chance to learn who it was.",
                               source="assumed; all of it is swept")]


class Keeps(NamedTuple):
    """Its own columns."""

    offended_now: Annotated[Array, kept(
        np.uint8, "What one did this month, before others may see it: the deed of `denounce`, plus "
        "4 for each question, dissent and hostile place.", bits=6)]
    denounces: Annotated[Array, kept(np.uint8, "The same of the month before, as others read it.", bits=6)]
    target: Annotated[Array, kept(np.int32, "Citizen and one whom one accuses in return; 0 nobody.", rows=True)]
    grudge: Annotated[Array, kept(np.uint8, "Q8: the grudge against the one who reported: 255 fresh, 0 none.")]
    accuser: Annotated[Array, kept(np.int32, "Citizen and one who is known to have reported; 0 nobody.",
                                     rows=True)]


class Own(NamedTuple):
    """What it reads of a citizen."""

    grudge: int


class Citizens(NamedTuple):
    """Columns that it writes."""

    offended_now: Array
    grudge: Array


class Did(NamedTuple):
    """What the citizen did this month."""

    denounce: int
    speak: Month
    go: Month


class Happened(NamedTuple):
    """What can happen."""

    reported: Array
    accused: Array


class Counted(NamedTuple):
    """What is counted: reports and accusations that struck, those in return, and those by members and by kin."""

    reported: Array
    accused: Array
    back: Array
    """Struck by one who bears a grudge against the citizen."""
    by_member: Array
    by_kin: Array


def touch(i: int, own: Own, citizens: Citizens, did: Did) -> None:
    """Note what a citizen did this month, and let a grudge fade by an eighth. Writes offended_now, grudge."""
    citizens.grudge[i] = own.grudge - ((own.grudge + 7) >> 3)
    citizens.offended_now[i] = did.denounce + OFFENCE * offences(did.speak, did.go)


class Struck(NamedTuple):
    """What `strike` reads of a citizen."""

    cell: int
    fear: int
    any_denounces: int


class Ties(NamedTuple):
    """Columns that `strike` reads of others, or writes."""

    start: Array
    friend: Array
    kind: Array
    traits: Array
    denounces: Array
    target: Array
    fear: Array
    grudge: Array
    accuser: Array


def strike(i: int, week: int, own: Struck, citizens: Ties, knobs: Knobs, draws: Draws, happened: Happened,
           counted: Counted) -> None:
    """Let last month's reports strike a citizen.

    One who reported strikes the tie of theirs with the largest draw of those who did a punishable deed in the month of
    the report; one who accused, whom they bear a grudge against, or else the adult tie with the largest draw, whatever
    it did. Draws are keyed (who reports, whom). A report on somebody who is no tie any more is lost. Each one frightens
    by `fright`; with the chance `known` one learns who it was, and bears a grudge. Writes grudge, accuser, fear.
    """
    if own.any_denounces & 3 == 0:
        return
    reported = 0
    accused = 0
    for t in range(citizens.start[i], citizens.start[i + 1]):
        other = int(citizens.friend[t])
        if other < 0:
            break
        deed = int(citizens.denounces[other]) & 3
        if deed == 0 or not strikes(other, i, deed, week, citizens, draws):
            continue
        if deed == REPORT:
            reported += 1
        else:
            accused += 1
        if citizens.target[other] == i + 1:
            counted.back[own.cell] += 1
        if int(citizens.traits[other]) & MEMBER:
            counted.by_member[own.cell] += 1
        if int(citizens.kind[t]) & 3 == KIN:
            counted.by_kin[own.cell] += 1
        _, word, _, _ = words(draws, week, other, i)
        if word & 255 < knobs.known:
            citizens.grudge[i] = 255
            citizens.accuser[i] = other + 1
    happened.reported[i] = min(MOST_TIMES, reported)
    happened.accused[i] = min(MOST_TIMES, accused)
    counted.reported[own.cell] += reported
    counted.accused[own.cell] += accused
    times = reported + accused
    if times > 0:
        citizens.fear[i] = min(own.fear + knobs.fright * times, MOST_FEAR)


def strikes(other: int, i: int, deed: int, week: int, citizens: Ties, draws: Draws) -> bool:
    """Say whether the report that `other` made last month is one on `i`."""
    if citizens.target[other] > 0:
        return bool(citizens.target[other] == i + 1)
    if deed == REPORT and citizens.denounces[i] < OFFENCE:
        return False
    best = -1
    most = 0
    for t in range(citizens.start[other], citizens.start[other + 1]):
        one = int(citizens.friend[t])
        if one < 0:
            break
        if deed == REPORT and citizens.denounces[one] < OFFENCE:
            continue
        word, _, _, _ = words(draws, week, other, one)
        if best < 0 or word > most or (word == most and one < best):
            best, most = one, word
    return best == i


def offences(speak: Month, go: Month) -> int:
    """Give how often one asked, dissented or went through a hostile place in a month."""
    times = 0
    for deed in speak:
        if deed in (QUESTION, DISSENT):
            times += 1
    for deed in go:
        if deed == HOSTILE:
            times += 1
    return times


class Shown(NamedTuple):
    """What `show` reads of a citizen."""

    offended_now: int
    grudge: int
    accuser: int


class Aimed(NamedTuple):
    """What `show` writes."""

    denounces: Array
    target: Array


def show(i: int, own: Shown, citizens: Aimed) -> None:
    """Show what each did this month to those whom it may strike next month. Writes denounces, target."""
    citizens.denounces[i] = own.offended_now
    back = own.offended_now & 3 == ACCUSE and own.grudge >= OLD
    citizens.target[i] = own.accuser if back else 0


masses = Institution(
    name="masses",
    summary="Citizens report friends and kin to the scheme, truly and falsely; those who are reported bear grudges.",
    reads=("deeds of `denounce`, `speak` and `go`", "ties"),
    writes=("happens", "fear", "grudge", "accuser", "offended_now", "denounces", "target"),
    knobs_are=Knobs,
    keeps=Keeps,
    touch=touch,
    then=strike,
    abreast=("touch",),
    show=show,
    others=("traits", "denounces", "target"),
)
