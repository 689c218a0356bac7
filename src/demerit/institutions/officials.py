"""Officials: those who need papers meet one, who may ask for a bribe; officials can be held to account as well."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

import numpy as np

from demerit.acts.bribe import bribe
from demerit.base.draws import Four, columns4
from demerit.base.knob import knob
from demerit.institutions.institution import MOST_TIMES, Array, Institution, kept
from demerit.rows.blocks import BLOCK, PLACE_BITS, neighbour, place_of
from demerit.society.citizens import OFFICIAL

REFUSE, PAY = bribe.deeds.index("refuse"), bribe.deeds.index("pay")
PAPER = 50
"""Points below the line for which one more paper is asked, as the bands of the scale lie (assumed)."""
MOST_PAPERS = 4
MOST_FEAR = 512


class Knobs(NamedTuple):
    """What `officials` can be tuned by."""

    matters: Annotated[int, knob(9830, 1000, 30000, "of 65536 a month",
                                 "Chance to need something of an office: twice a year.")]
    line: Annotated[int, knob(600, 350, 950, "points", "Score from which no papers are asked beyond the usual.")]
    discretion: Annotated[int, knob(64, 0, 256, "of 256", "How freely an official decides what papers will do.",
                                    source="assumed; all of it is swept")]
    base: Annotated[int, knob(64, 0, 256, "of 256", "Chance to be asked where all is in order, at full discretion.")]
    each: Annotated[int, knob(48, 0, 96, "of 256 a paper", "What each paper adds to it, at full discretion.")]
    honest: Annotated[int, knob(
        10, -127, 127, "units of reliability", "An official takes money whose reliability is lower.",
        source="assumed: a little over half; scores of probity by country are of perception")]
    trouble: Annotated[int, knob(16, 0, 128, "of 256", "Fear that refusing an official adds.")]
    complains: Annotated[int, knob(38, 0, 256, "of 256", "Chance that one who refuses complains.",
                                   source="assumed: 15 %")]
    scored_too: Annotated[int, knob(
        1, 0, 1, "yes or no", "Whether complaints go on the record of the official.",
        grade="documented", source="the outline of 2014 wants a record of sincerity of every civil servant")]
    heed: Annotated[int, knob(16, 0, 64, "a complaint", "How far one complaint makes an official wary.")]


class Keeps(NamedTuple):
    """Its own columns."""

    clerk: Annotated[Array, kept(
        np.uint16, "Place in the block, and one, of the official who handles one's papers; 0 none.", PLACE_BITS)]
    asked: Annotated[Array, kept(
        np.uint8, "Papers for which an official asked for money this month, and one; 0 none asked.", bits=3)]
    complaint: Annotated[Array, kept(np.uint8, "1 where one complains this month of the official.", bits=1)]
    complains: Annotated[Array, kept(np.uint8, "The same of last month, as the official reads it.", bits=1)]
    blame: Annotated[Array, kept(np.uint8, "Of an official: complaints heard this month, at most 15.", bits=4)]
    wary: Annotated[Array, kept(
        np.uint8, "Of an official: how wary complaints have made them; as citizens meet it.")]


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
    world.more["clerk"][served] = rows[chosen[served]] % BLOCK + 1


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    occupation: int
    fear: int
    score: int
    clerk: int
    asked: int


class Citizens(NamedTuple):
    """Columns that it reads of others, or writes."""

    reliability: Array
    fear: Array
    clerk: Array
    asked: Array
    complaint: Array
    complains: Array
    blame: Array
    wary: Array


class Did(NamedTuple):
    """What the citizen did this month."""

    bribe: int


class Happened(NamedTuple):
    """What can happen."""

    favour: Array
    blamed: Array


class Counted(NamedTuple):
    """What is counted: matters, of whom money was asked, who paid and who refused, by papers: none, one, or more."""

    matters_none: Array
    matters_one: Array
    matters_more: Array
    asked_none: Array
    asked_one: Array
    asked_more: Array
    paid_none: Array
    paid_one: Array
    paid_more: Array
    refused_none: Array
    refused_one: Array
    refused_more: Array
    papers: Array
    """Papers asked beyond the usual."""
    rents: Array
    """Gifts to officials."""
    complaints: Array
    blamed: Array
    """Complaints that went on the record of officials."""
    offices: Array
    """Officials."""


def touch(i: int, own: Own, citizens: Citizens, did: Did, knobs: Knobs, lot: Four, happened: Happened,
          counted: Counted) -> None:
    """Settle what a citizen was asked for last month, let an official ask anew, and tell an official of complaints.

    One who paid has the matter done, and an official's good word; one who refused is frightened by `trouble`, and may
    complain. Then somebody with a matter (chance `matters`) meets their official, who asks as `greed` says. Writes
    asked, complaint, blame, fear.
    """
    citizens.complaint[i] = 0
    asked = 0
    if own.asked > 0:
        answer(i, own, citizens, did.bribe, knobs, lot[1], happened, counted)
    if lot[0] & 0xFFFF < knobs.matters:
        papers = papers_of(own.score, knobs.line)
        count_by_papers(papers, own.cell, counted.matters_none, counted.matters_one, counted.matters_more)
        counted.papers[own.cell] += papers
        if lot[0] >> 16 < greed(i, clerk_of(i, own.clerk), papers, citizens.reliability, citizens.wary, knobs):
            asked = papers + 1
            count_by_papers(papers, own.cell, counted.asked_none, counted.asked_one, counted.asked_more)
    citizens.asked[i] = asked
    if own.occupation == OFFICIAL:
        counted.offices[own.cell] += 1
        blame = complaints_about(i, citizens.clerk, citizens.complains) if knobs.scored_too else 0
        citizens.blame[i] = blame
        happened.blamed[i] = blame
        counted.blamed[own.cell] += blame


def count_by_papers(papers: int, cell: int, none: Array, one: Array, more: Array) -> None:
    """Count a citizen by no papers, one, and more than one."""
    if papers == 0:
        none[cell] += 1
    elif papers == 1:
        one[cell] += 1
    else:
        more[cell] += 1


def papers_of(score: int, line: int) -> int:
    """Give how many papers more than usual a score calls for: one for each `PAPER` points below `line`, at most 4."""
    if score < 0 or score >= line:
        return 0
    return min((line - score + PAPER - 1) // PAPER, MOST_PAPERS)


def clerk_of(i: int, kept_as: int) -> int:
    """Give the official who handles the papers of `i`, from how `clerk` has it; -1 none."""
    return neighbour(i, kept_as - 1) if kept_as > 0 else -1


def greed(i: int, clerk: int, papers: int, reliability: Array, wary: Array, knobs: Knobs) -> int:
    """Give the chance of 65536 that the official `clerk`, -1 where there is none, asks citizen `i` for money.

    ``discretion (base + each papers) 16 / (16 + wary)`` where they are not honest, else 0.
    """
    if clerk < 0 or clerk == i or reliability[clerk] >= knobs.honest:
        return 0
    wish = min(knobs.base + knobs.each * papers, 256)
    return knobs.discretion * wish * 16 // (16 + int(wary[clerk]))


def answer(i: int, own: Own, citizens: Citizens, deed: int, knobs: Knobs, word: int, happened: Happened,
           counted: Counted) -> None:
    """Settle with a citizen who was asked, by the deed of `bribe`: rents are one gift, and one for each paper."""
    papers = own.asked - 1
    if deed == PAY:
        happened.favour[i] = 1
        count_by_papers(papers, own.cell, counted.paid_none, counted.paid_one, counted.paid_more)
        counted.rents[own.cell] += papers + 1
    elif deed == REFUSE:
        count_by_papers(papers, own.cell, counted.refused_none, counted.refused_one, counted.refused_more)
        citizens.fear[i] = min(own.fear + knobs.trouble, MOST_FEAR)
        if word & 255 < knobs.complains:
            citizens.complaint[i] = 1
            counted.complaints[own.cell] += 1


def complaints_about(i: int, clerk: Array, complains: Array) -> int:
    """Give how many of the official's block complained of official `i` last month, at most `MOST_TIMES`."""
    first = i // BLOCK * BLOCK
    heard = 0
    for other in range(first, min(first + BLOCK, clerk.shape[0])):
        if complains[other] > 0 and int(clerk[other]) == place_of(i) + 1:
            heard += 1
    return min(heard, MOST_TIMES)


class Heard(NamedTuple):
    """What `show` reads of a citizen."""

    complaint: int
    blame: int
    wary: int


class Told(NamedTuple):
    """What `show` writes."""

    complains: Array
    wary: Array


def show(i: int, own: Heard, citizens: Told, knobs: Knobs) -> None:
    """Show complaints to officials, and to citizens how wary those are.

    One is a quarter less wary every month, and by `heed` more for each complaint on record.
    Writes complains, wary.
    """
    citizens.complains[i] = own.complaint
    if own.blame > 0 or own.wary > 0:
        left = own.wary - ((own.wary + 3) >> 2)
        citizens.wary[i] = min(left + knobs.heed * own.blame, 255)


officials = Institution(
    name="officials",
    summary="Those who need papers meet an official, who may ask for a bribe; complaints can go on record.",
    reads=("score", "reliability of officials", "deeds of `bribe`"),
    writes=("happens", "clerk", "asked", "complaint", "complains", "blame", "wary", "fear"),
    knobs_are=Knobs,
    keeps=Keeps,
    begin=begin,
    touch=touch,
    show=show,
    others=("reliability", "clerk", "complains", "wary"),
)
