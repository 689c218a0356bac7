"""Trust in strangers: it wears away where a score stands in for it, and grows back among friends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import numpy as np

from demerit.acts.look_up import look_up
from demerit.base.draws import Four, lots4
from demerit.base.knob import knob
from demerit.base.quotient import quotient
from demerit.institutions.institution import Array, Institution, kept
from demerit.rows.bits import ADULT
from demerit.rows.face import HIDDEN

if TYPE_CHECKING:
    from demerit.society import Society

LEAST, MOST, LINE = 1, 256, 128
FRIENDS = look_up.deeds.index("friends")


class Knobs(NamedTuple):
    """What `trust` can be tuned by."""

    level: Annotated[int, knob(154, 102, 205, "of 256", "Mean trust in strangers at the start: 0.60.",
                               source="assumed; World Values Survey: about 60 percent in China would trust most people;"
                                      " unverified")]
    instead: Annotated[int, knob(3, 0, 24, "of 256 a month", "Trust lost by one who looks up friends' scores instead.")]
    alarm: Annotated[int, knob(2, 0, 24, "of 256 a month at fear 1", "Trust lost to fear.")]
    tie: Annotated[int, knob(6, 0, 24, "of 256 a tie",
                             "Trust lost or won with each tie that one has less or more than last month.")]
    mend: Annotated[int, knob(12, 2, 48, "per 256 a month", "How fast trust comes back among eight friends or more.",
                              source="assumed: half of the way in 15 months")]


class Keeps(NamedTuple):
    """Its own columns."""

    trust: Annotated[Array, kept(np.int16, "Trust in strangers, 1 (none) .. 256 (all).", 9)]
    trusted: Annotated[Array, kept(np.uint8, "The same as friends saw it last month, at most 255.", bits=8)]
    ties_seen: Annotated[Array, kept(np.uint8, "Adult ties of last month and one; 0 not yet counted.")]


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    sociability: int
    fear: int
    score: int
    trust: int
    ties_seen: int
    ties: int
    sum_trusted: int
    least_shown: int


class Citizens(NamedTuple):
    """Columns that it reads of others, or writes."""

    trusted: Array
    trust: Array
    ties_seen: Array


class Did(NamedTuple):
    """What the citizen did this month."""

    look_up: int


class Counted(NamedTuple):
    """What is counted."""

    asked: Array
    held: Array
    """The sum of their trust."""
    trusts: Array
    """Those whose trust is 128 or more."""
    instead: Array
    """Those who look up friends' scores instead."""


def begin(world: Any, society: Society, seed: int, knobs: Knobs) -> None:
    """Give everyone the trust in which they rest: `level`, sociability, and a spread drawn for each (assumed)."""
    noise = ((lots4(seed, "trust", world.n) & np.uint32(255)).astype(np.int32).sum(axis=1) - 510) >> 2
    rest = np.clip(knobs.level + noise + np.minimum(world.sociability, 40).astype(np.int32) - 11, LEAST, MOST)
    adult = (world.status & ADULT) != 0
    world.more["trust"][:] = np.where(adult, rest, 0)
    world.more["trusted"][:] = np.minimum(world.more["trust"], 255)


def resting(level: int, sociability: int, drawn: Four) -> int:
    """Give the trust in which a citizen rests, as `begin` drew it."""
    noise = (drawn[0] & 255) + (drawn[1] & 255) + (drawn[2] & 255) + (drawn[3] & 255) - 510
    return min(max(level + (noise >> 2) + min(sociability, 40) - 11, LEAST), MOST)


def touch(i: int, own: Own, citizens: Citizens, did: Did, knobs: Knobs, always: Four, lot_1: Four,
          counted: Counted) -> None:
    """Let the trust of a citizen wear away and come back.

    With ``n`` adult ties, of mean trust ``m`` last month, and the trust ``home`` in which one rests::

        trust += mend min(n, 8) ((home + m)/2 - trust) / 2048 + tie (n - n last month) - alarm fear / 256
                 - instead, where one who is scored looked up the scores of friends, and any was in sight

    rounded at random, 1 .. 256. That half of the goal is the trust of friends is what may keep a whole society low for
    long. The sizes are assumed. Writes trust, ties_seen.
    """
    ties = own.ties
    goal = resting(knobs.level, own.sociability, always)
    if ties > 0:
        goal = (goal + quotient(own.sum_trusted, ties)) >> 1
    change = (knobs.mend * min(ties, 8) * (goal - own.trust) + (lot_1[0] & 2047)) >> 11
    change -= (knobs.alarm * own.fear + (lot_1[1] & 255)) >> 8
    now = min(ties, 254) + 1
    if own.ties_seen > 0:
        change += knobs.tie * (now - own.ties_seen)
    citizens.ties_seen[i] = now
    if own.score >= 0 and did.look_up == FRIENDS and own.least_shown != HIDDEN:
        change -= knobs.instead
        counted.instead[own.cell] += 1
    new = min(max(own.trust + change, LEAST), MOST)
    citizens.trust[i] = new
    counted.asked[own.cell] += 1
    counted.held[own.cell] += new
    counted.trusts[own.cell] += 1 if new >= LINE else 0


class Trusting(NamedTuple):
    """What `show` reads of a citizen."""

    trust: int


class Shown(NamedTuple):
    """What `show` writes."""

    trusted: Array


def show(i: int, own: Trusting, citizens: Shown) -> None:
    """Show a citizen's trust to their friends. Writes trusted."""
    citizens.trusted[i] = min(own.trust, 255)


trust = Institution(
    name="trust",
    summary="Trust in strangers wears away where scores are looked up instead, with fear and with ties lost.",
    reads=("deeds of `look_up`", "fear", "ties"),
    writes=("trust", "trusted", "ties_seen"),
    knobs_are=Knobs,
    keeps=Keeps,
    begin=begin,
    touch=touch,
    abreast=("touch",),
    show=show,
    others=("trusted",),
    sums=True,
)
