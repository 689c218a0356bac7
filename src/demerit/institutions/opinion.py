"""Opinion: what citizens hold of the scheme, and what experience and information do to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import numpy as np

from demerit.base.draws import Four, columns4
from demerit.base.how_many import how_many
from demerit.base.knob import knob
from demerit.institutions.institution import Array, Institution, kept
from demerit.rows.bits import ADULT, AWARE

if TYPE_CHECKING:
    from demerit.society import Society

LEAST, MOST, LINE = 1, 256, 128
YEAR = 12
"""Months for which one who had a fall or a shut gate counts as hurt."""


class Knobs(NamedTuple):
    """What `opinion` can be tuned by."""

    at_start: Annotated[int, knob(205, 128, 243, "of 256", "Share of adults who approve at the start: 80 percent.",
                                  grade="reported",
                                  source="K01: survey of internet users in 2018 (Free University of Berlin)")]
    fall: Annotated[int, knob(16, 0, 96, "of 256",
                              "Approval lost by one who sees their score fall by five points or more.")]
    rise: Annotated[int, knob(4, 0, 48, "of 256", "Approval won by one who sees it rise by so much.",
                              source="assumed: a quarter of what a fall costs")]
    shut: Annotated[int, knob(12, 0, 96, "of 256", "Approval lost by a gate that shuts.")]
    opened: Annotated[int, knob(6, 0, 48, "of 256", "Approval won by a gate that opens.")]
    told: Annotated[int, knob(23, 0, 96, "of 256", "Approval lost by one who comes to know of the scheme.",
                              grade="reported",
                              source="K02: minus 12 percent of 7.5 in 10 in an experiment with students (Xu, Kostka "
                                     "and Cao 2022)")]
    mend: Annotated[int, knob(4, 0, 32, "per 256 a month", "How fast approval goes back to where it was at the start.",
                              source="assumed: half of the way in four years")]


class Keeps(NamedTuple):
    """Its own columns."""

    approval: Annotated[Array, kept(np.int16, "Approval of the scheme, 1 (none) .. 256 (all); one approves from 128 "
                                              "on.", 9)]
    approval_home: Annotated[Array, kept(np.int16, "The approval that one began with, to which it goes back.", 9)]
    score_seen: Annotated[Array, kept(np.int16, "The score when it was last looked up; 0 never.", less=1, scores=True)]
    gates_seen: Annotated[Array, kept(np.uint8, "Open gates of last month and one; 0 not yet counted.", bits=6)]
    hurt: Annotated[Array, kept(np.uint8, "Months, up to 12, that a fall or a shut gate is still remembered; plus 16 "
                                          "for those who know of the scheme.", bits=5)]


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    status: int
    score: int
    gates: int
    approval: int
    approval_home: int
    score_seen: int
    gates_seen: int
    hurt: int


class Citizens(NamedTuple):
    """Columns that it writes."""

    approval: Array
    score_seen: Array
    gates_seen: Array
    hurt: Array


class Did(NamedTuple):
    """What the citizen did this month."""

    look_up: int


class Counted(NamedTuple):
    """What is counted: who is asked, who of them approves, and the same of those hurt and of those told."""

    asked: Array
    approve: Array
    hurt: Array
    hurt_approve: Array
    held: Array
    """The sum of their approval."""
    told: Array
    told_approve: Array


def begin(world: Any, society: Society, seed: int, knobs: Knobs) -> None:
    """Give everyone the approval they begin with, such that `at_start` of 256 adults approve.

    It leans with conviction, age, income and town as in surveys (Kostka 2019: approval rises with age, income and urban
    residence), with a spread drawn for each: ``home/4 + age/2 + 6 fifth + 12 urban + noise``, noise the sum of four
    bytes over 4, moved so that the share is met. The weights are assumed.
    """
    noise = (columns4(seed, "opinion", world.n) & np.uint32(255)).astype(np.int32).sum(axis=1) // 4
    lean = (world.home.astype(np.int32) >> 2) + (world.age.astype(np.int32) >> 1) + noise
    lean += 6 * (world.traits.astype(np.int32) >> 4) + 12 * (world.place & 1).astype(np.int32)
    adult = (world.status & ADULT) != 0
    if not adult.any():
        return
    line = np.sort(lean[adult])[int(adult.sum()) * (256 - knobs.at_start) // 256]
    world.more["approval_home"][:] = np.where(adult, np.clip(LINE + lean - line, LEAST, MOST), 0)
    world.more["approval"][:] = world.more["approval_home"]


def touch(i: int, own: Own, citizens: Citizens, did: Did, knobs: Knobs, lot_1: Four,
          counted: Counted) -> None:
    """Let the approval of a citizen follow what they see of their score, their gates and the scheme.

    Approval ``a``, 1 .. 256, is lost and won once a month: by a score that fell (rose) by five points or more since it
    was last looked up, by every gate that shut (opened), and once by learning of the scheme; then
    ``a += mend (home - a) / 256``, rounded at random. One who had a fall or a shut gate counts as hurt for a year. One
    approves from 128 on. Writes approval, score_seen, gates_seen, hurt.
    """
    approval = own.approval
    hurt = max((own.hurt & 15) - 1, 0)
    told = own.hurt >> 4
    if told == 0 and own.status & AWARE:
        told = 1
        approval -= knobs.told
    if did.look_up > 0 and own.score >= 0:
        if own.score_seen > 0 and own.score_seen - own.score >= 5:
            approval -= knobs.fall
            hurt = YEAR
        elif own.score_seen > 0 and own.score - own.score_seen >= 5:
            approval += knobs.rise
        citizens.score_seen[i] = own.score
    now = how_many(own.gates) + 1
    if own.gates_seen > 0 and now < own.gates_seen:
        approval -= knobs.shut * (own.gates_seen - now)
        hurt = YEAR
    elif own.gates_seen > 0:
        approval += knobs.opened * (now - own.gates_seen)
    citizens.gates_seen[i] = now
    approval = min(max(approval, LEAST), MOST)
    approval += (knobs.mend * (own.approval_home - approval) + (lot_1[0] & 255)) >> 8
    citizens.approval[i] = approval
    citizens.hurt[i] = hurt + 16 * told
    approves = 1 if approval >= LINE else 0
    counted.asked[own.cell] += 1
    counted.approve[own.cell] += approves
    counted.held[own.cell] += approval
    if hurt > 0:
        counted.hurt[own.cell] += 1
        counted.hurt_approve[own.cell] += approves
    if told:
        counted.told[own.cell] += 1
        counted.told_approve[own.cell] += approves


opinion = Institution(
    name="opinion",
    summary="Citizens approve of the scheme or not, and what they live through and learn of it changes that.",
    reads=("scores", "gates", "deeds of `look_up`"),
    writes=("approval", "score_seen", "gates_seen", "hurt"),
    knobs_are=Knobs,
    keeps=Keeps,
    begin=begin,
    touch=touch,
    abreast=("touch",),
    sums=True,
)
