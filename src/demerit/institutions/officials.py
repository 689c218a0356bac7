"""Officials: those who need papers meet one, who may ask for a bribe; officials can be held to account as well."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.bribe import bribe
from demerit.base.draws import columns4, philox
from demerit.base.kernel import inner, kernel
from demerit.base.knob import Knob
from demerit.institutions._blocks import BLOCK
from demerit.institutions.institution import MOST_TIMES, Column, OldInstitution
from demerit.society.citizens import OFFICIAL

i16 = np.int16
i32 = np.int32
u8 = np.uint8
u32 = np.uint32

REFUSE, PAY = bribe.deeds.index("refuse"), bribe.deeds.index("pay")
IS_FAVOURED, IS_BLAMED = range(2)
MATTERS, ASKED, PAID, REFUSED, NEED = 0, 3, 6, 9, 12
"""Where counts begin; each of the first four three times: by no papers, one, and more than one."""
RENTS, COMPLAINTS, BLAMED, OFFICES = 13, 14, 15, 16
BANDS = ("none", "one", "more")
PAPER = 50
"""Points below the line for which one more paper is asked, as the bands of the scale lie (assumed)."""
MOST_PAPERS = 4
MOST = MOST_TIMES

KNOBS = (
    Knob("matters", 9830, 1000, 30000, "of 65536 a month", "Chance to need something of an office: twice a year.",
         source="assumed"),
    Knob("line", 600, 350, 950, "points", "Score from which no papers are asked beyond the usual.", source="assumed"),
    Knob("discretion", 64, 0, 256, "of 256", "How freely an official decides what papers will do.",
         source="assumed; all of it is swept"),
    Knob("base", 64, 0, 256, "of 256", "Chance to be asked where all is in order, at full discretion.",
         source="assumed"),
    Knob("each", 48, 0, 96, "of 256 a paper", "What each paper adds to it, at full discretion.", source="assumed"),
    Knob("honest", 10, -127, 127, "units of reliability", "An official takes money whose reliability is lower.",
         source="assumed: a little over half; scores of probity by country are of perception"),
    Knob("trouble", 16, 0, 128, "of 256", "Fear that refusing an official adds.", source="assumed"),
    Knob("complains", 38, 0, 256, "of 256", "Chance that one who refuses complains.", source="assumed: 15 %"),
    Knob("scored_too", 1, 0, 1, "yes or no", "Whether complaints go on the record of the official.",
         grade="documented", source="the outline of 2014 wants a record of sincerity of every civil servant"),
    Knob("heed", 16, 0, 64, "a complaint", "How far one complaint makes an official wary.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above."""

    matters: int
    line: int
    discretion: int
    base: int
    each: int
    honest: int
    trouble: int
    complains: int
    scored_too: int
    heed: int


class View(NamedTuple):
    """Columns that `officials` reads and writes, whole."""

    cell: NDArray[np.uint16]
    occupation: NDArray[np.uint8]
    reliability: NDArray[np.int8]
    fear: NDArray[np.int16]
    score: NDArray[np.int16]
    clerk: NDArray[np.uint32]
    asked: NDArray[np.uint8]
    complaint: NDArray[np.uint8]
    complains: NDArray[np.uint8]
    blame: NDArray[np.uint8]
    wary: NDArray[np.uint8]


COLUMNS = (
    Column("clerk", np.uint32, "Row and one of the official who handles one's papers; 0 none."),
    Column("asked", np.uint8, "Papers for which an official asked for money this month, and one; 0 none asked."),
    Column("complaint", np.uint8, "1 where one complains this month of the official."),
    Column("complains", np.uint8, "The same of last month, as the official reads it."),
    Column("blame", np.uint8, "Of an official: complaints heard this month, at most 15."),
    Column("wary", np.uint8, "Of an official: how wary complaints have made them; as citizens meet it."),
)


def begin(world: Any, society: Any, seed: int, knobs: Knobs) -> None:
    """Give every adult one of the officials of their block, by lot; none where the block has none. Writes clerk."""
    n = world.n
    there = (world.occupation == OFFICIAL)
    rows = np.flatnonzero(there)
    block = np.arange(n) // BLOCK
    first = np.searchsorted(rows // BLOCK, block, side="left")
    many = np.searchsorted(rows // BLOCK, block, side="right") - first
    lot = columns4(seed, "officials.begin", n)[:, 0].astype(np.int64)
    served = (many > 0)
    chosen = first + (lot * many >> 32)
    world.more["clerk"][served] = rows[chosen[served]] + 1


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Settle what citizens `lo` to `hi` were asked for last month, ask anew, and tell officials of complaints.

    One who paid has the matter done, and an official's good word; one who refused is frightened by `trouble`, and may
    complain. Then somebody with a matter (chance `matters`) meets their official, who asks as `greed` says. Writes
    asked, complaint, blame, fear.
    """
    for i in range(lo, hi):
        cell = i32(x.cell[i])
        j = i - lo
        w0, w1, _, _ = philox(u32(i), u32(week), u32(r.stream), u32(0), u32(r.k0), u32(r.k1))
        x.complaint[i] = u8(0)
        if x.asked[i] > 0:
            answer(i, j, deeds[r.act[0], j], x, k, w1, happened, counts)
            x.asked[i] = u8(0)
        if i32(w0 & u32(0xFFFF)) < k.matters:
            papers = papers_of(i32(x.score[i]), k)
            band = min(papers, 2)
            counts[MATTERS + band, cell] += 1
            counts[NEED, cell] += papers
            if i32(w0 >> u32(16)) < greed(i, papers, x, k):
                x.asked[i] = u8(papers + 1)
                counts[ASKED + band, cell] += 1
        if x.occupation[i] == OFFICIAL:
            counts[OFFICES, cell] += 1
            hear(i, j, x, k, happened, counts)


@inner
def papers_of(score, k):  # type: ignore[no-untyped-def]
    """Give how many papers more than usual a score calls for: one for each `PAPER` points below `line`, at most 4."""
    if score < 0 or score >= k.line:
        return 0
    return min((k.line - score + PAPER - 1) // PAPER, MOST_PAPERS)


@inner
def greed(i, papers, x, k):  # type: ignore[no-untyped-def]
    """Give the chance of 65536 that the official of citizen `i` asks for money.

    ``discretion (base + each papers) 16 / (16 + wary)`` where they are not honest, else 0.
    """
    clerk = i32(x.clerk[i]) - i32(1)
    if clerk < 0 or clerk == i or x.reliability[clerk] >= k.honest:
        return 0
    wish = min(k.base + k.each * papers, 256)
    return k.discretion * wish * 16 // (16 + i32(x.wary[clerk]))


@inner
def answer(i, j, deed, x, k, word, happened, counts):  # type: ignore[no-untyped-def]
    """Settle with citizen `i`, who was asked, by the deed of `bribe`: rents are one gift, and one for each paper."""
    cell = i32(x.cell[i])
    papers = i32(x.asked[i]) - 1
    band = min(papers, 2)
    if deed == PAY:
        happened[IS_FAVOURED, j] = u8(1)
        counts[PAID + band, cell] += 1
        counts[RENTS, cell] += papers + 1
    elif deed == REFUSE:
        counts[REFUSED + band, cell] += 1
        x.fear[i] = i16(min(i32(x.fear[i]) + i32(k.trouble), i32(512)))
        if i32(word & u32(255)) < k.complains:
            x.complaint[i] = u8(1)
            counts[COMPLAINTS, cell] += 1


@inner
def hear(i, j, x, k, happened, counts):  # type: ignore[no-untyped-def]
    """Count last month's complaints about citizen `i`, an official, where they go on record."""
    x.blame[i] = u8(0)
    if k.scored_too == 0:
        return
    first = i // BLOCK * BLOCK
    n = i32(0)
    for other in range(first, min(first + BLOCK, x.cell.shape[0])):
        if x.complains[other] > 0 and x.clerk[other] == u32(i + 1):
            n += i32(1)
    n = min(n, i32(MOST))
    if n > 0:
        x.blame[i] = u8(n)
        happened[IS_BLAMED, j] = u8(n)
        counts[BLAMED, i32(x.cell[i])] += n


@kernel
def post(lo, hi, week, x, k, r):  # type: ignore[no-untyped-def]
    """Show complaints to officials, and to citizens how wary those are.

    One is a quarter less wary every month, and by `heed` more for each complaint on record.
    Writes complains, wary.
    """
    for i in range(lo, hi):
        x.complains[i] = x.complaint[i]
        if x.blame[i] > 0 or x.wary[i] > 0:
            left = i32(x.wary[i]) - ((i32(x.wary[i]) + 3) >> 2)
            x.wary[i] = u8(min(left + k.heed * i32(x.blame[i]), i32(255)))


officials = OldInstitution(
    name="officials",
    summary="Those who need papers meet an official, who may ask for a bribe; complaints can go on record.",
    reads=("score", "reliability of officials", "deeds of `bribe`"),
    writes=("happens", "clerk", "asked", "complaint", "complains", "blame", "wary", "fear"),
    knobs=KNOBS,
    knob_class=Knobs,
    columns=COLUMNS,
    begin=begin,
    happens=("favour", "blamed"),
    counts=(
        *(f"{what}_{band}" for what in ("matters", "asked", "paid", "refused") for band in BANDS),
        "papers", "rents", "complaints", "blamed", "offices",
    ),
    acts=("bribe",),
    view=View,
    touch=touch,
    post=post,
)
