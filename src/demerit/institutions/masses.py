"""The masses: citizens report each other, truly and falsely, and one who was reported bears a grudge."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import MEMBER
from demerit.acts.go import go
from demerit.acts.speak import speak
from demerit.base.draws import philox
from demerit.base.kernel import inlined, kernel
from demerit.base.knob import Knob
from demerit.institutions.institution import MOST_TIMES, Column, OldInstitution
from demerit.institutions.reading import deed_in

i16 = np.int16
i32 = np.int32
u8 = np.uint8
u32 = np.uint32

QUESTION, DISSENT, HOSTILE = speak.deeds.index("question"), speak.deeds.index("dissent"), go.deeds.index("hostile")
DENOUNCE, SPEAK, GO = range(3)
REPORT, ACCUSE = 1, 2
REPORTED, ACCUSED, BACK, BY_MEMBER, BY_KIN = range(5)
MOST = MOST_TIMES
OLD = 32
"""Grudge below which one accuses somebody at random."""

KNOBS = (
    Knob("fright", 96, 0, 256, "of 256", "Fear that being reported adds.", source="assumed: half a score seen to fall"),
    Knob("known", 128, 0, 256, "of 256", "Chance to learn who it was.", source="assumed; all of it is swept"),
)


class Knobs(NamedTuple):
    """The knobs above."""

    fright: int
    known: int


class View(NamedTuple):
    """Columns that `masses` reads and writes, whole."""

    cell: NDArray[np.uint16]
    traits: NDArray[np.uint8]
    diary: NDArray[np.uint32]
    fear: NDArray[np.int16]
    start: NDArray[np.int32]
    friend: NDArray[np.int32]
    kind: NDArray[np.uint8]
    offended_now: NDArray[np.uint8]
    denounces: NDArray[np.uint8]
    target: NDArray[np.int32]
    grudge: NDArray[np.uint8]
    accuser: NDArray[np.int32]


COLUMNS = (
    Column("offended_now", np.uint8, "What one did this month, before others may see it: the deed of `denounce`, plus "
           "4 for each question, dissent and hostile place."),
    Column("denounces", np.uint8, "The same of the month before, as others read it."),
    Column("target", np.int32, "Citizen and one whom one accuses in return; 0 nobody."),
    Column("grudge", np.uint8, "Q8: the grudge against the one who reported: 255 fresh, 0 none."),
    Column("accuser", np.int32, "Citizen and one who is known to have reported; 0 nobody."),
)


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Let last month's reports strike citizens `lo` to `hi`, and note what they did this month.

    One who reported strikes the tie of theirs with the largest draw of those who did a punishable deed in the month of
    the report; one who accused, whom they bear a grudge against, or else the adult tie with the largest draw, whatever
    it did. Draws are keyed (who reports, whom). A report on somebody who is no tie any more is lost. Each one frightens
    by `fright`; with the chance `known` one learns who it was, and bears a grudge, which fades by an eighth a month.
    Writes offended_now, grudge, accuser, fear.
    """
    for i in range(lo, hi):
        cell = i32(x.cell[i])
        j = i - lo
        grudge = i32(x.grudge[i])
        grudge -= (grudge + i32(7)) >> i32(3)
        times = 0
        for t in range(x.start[i], x.start[i + 1]):
            other = x.friend[t]
            if other < 0:
                break
            deed = i32(x.denounces[other]) & i32(3)
            if deed == 0 or not strikes(other, i, deed, week, x, r):
                continue
            times += 1
            what = REPORTED if deed == REPORT else ACCUSED
            happened[what, j] = u8(min(i32(MOST), i32(happened[what, j]) + i32(1)))
            counts[what, cell] += 1
            if x.target[other] == i + 1:
                counts[BACK, cell] += 1
            counts[BY_MEMBER, cell] += (i32(x.traits[other]) // MEMBER) & 1
            if x.kind[t] & u8(3) == u8(1):
                counts[BY_KIN, cell] += 1
            _, word, _, _ = philox(u32(other), u32(week), u32(r.stream), u32(i), u32(r.k0), u32(r.k1))
            if i32(word & u32(255)) < k.known:
                grudge = i32(255)
                x.accuser[i] = i32(other + 1)
        x.grudge[i] = u8(grudge)
        if times > 0:
            x.fear[i] = i16(min(i32(x.fear[i]) + i32(k.fright) * i32(times), i32(512)))
        did = offences(i, x, r)
        x.offended_now[i] = u8(i32(deeds[r.act[DENOUNCE], j]) + i32(4) * did)


@inlined
def strikes(other, i, deed, week, x, r):  # type: ignore[no-untyped-def]
    """Say whether the report that `other` made last month is one on `i`."""
    if x.target[other] > 0:
        return x.target[other] == i + 1
    if deed == REPORT and x.denounces[i] < 4:
        return False
    best = i32(-1)
    most = u32(0)
    for t in range(x.start[other], x.start[other + 1]):
        one = x.friend[t]
        if one < 0:
            break
        if (deed == REPORT and x.denounces[one] < 4):
            continue
        word, _, _, _ = philox(u32(other), u32(week), u32(r.stream), u32(one), u32(r.k0), u32(r.k1))
        if best < 0 or word > most or (word == most and one < best):
            best, most = i32(one), word
    return best == i


@inlined
def offences(i, x, r):  # type: ignore[no-untyped-def]
    """Give how often citizen `i` asked, dissented or went through a hostile place this month."""
    said, went = r.act[SPEAK], r.act[GO]
    n = i32(0)
    for week in range(r.weeks):
        deed = deed_in(x.diary[i], r.shift[said], r.bits[said], week)
        if deed in (QUESTION, DISSENT):
            n += i32(1)
        deed = deed_in(x.diary[i], r.shift[went], r.bits[went], week)
        if deed == HOSTILE:
            n += i32(1)
    return n


@kernel
def post(lo, hi, week, x, k, r):  # type: ignore[no-untyped-def]
    """Show what each did this month to those whom it may strike next month. Writes denounces, target."""
    for i in range(lo, hi):
        x.denounces[i] = x.offended_now[i]
        back = (x.offended_now[i] & u8(3)) == u8(ACCUSE) and x.grudge[i] >= OLD
        x.target[i] = x.accuser[i] if back else i32(0)


masses = OldInstitution(
    name="masses",
    summary="Citizens report friends and kin to the scheme, truly and falsely; those who are reported bear grudges.",
    reads=("deeds of `denounce`, `speak` and `go`", "ties"),
    writes=("happens", "fear", "grudge", "accuser", "offended_now", "denounces", "target"),
    knobs=KNOBS,
    knob_class=Knobs,
    columns=COLUMNS,
    happens=("reported", "accused"),
    counts=("reported", "accused", "back", "by_member", "by_kin"),
    acts=("denounce", "speak", "go"),
    view=View,
    touch=touch,
    post=post,
)
