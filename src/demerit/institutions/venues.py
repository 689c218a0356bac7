"""Venues: where citizens write, whether what is said there is scored, and what the operator leaves a low score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import numpy as np

from demerit.acts.speak import IMITATION, MESSENGER, MICROBLOG, speak
from demerit.base.draws import column
from demerit.base.knob import knob
from demerit.base.quotient import quotient
from demerit.institutions.institution import Array, Institution, Month, holding, kept
from demerit.rows.bits import ADULT, ONLINE

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.institutions.agenda import Agenda
    from demerit.institutions.past import Past
    from demerit.society import Society

SLOW, TIMED, MOVED, SHUT = 1, 2, 4, 8
"""Bits of the column `limits`."""
PRAISE, QUESTION, DISSENT = (speak.deeds.index(what) for what in ("praise", "question", "dissent"))


class Knobs(NamedTuple):
    """What `venues` can be tuned by."""

    imitation: Annotated[int, knob(38, 0, 128, "of 256",
                                   "Share of those on-line who write on the imitation at the start.")]
    messenger: Annotated[int, knob(64, 0, 192, "of 256", "Share who write on the messenger.")]
    slow: Annotated[int, knob(44, 0, 127, "notches", "What a slow connection takes from every post: half of the odds.",
                              source="assumed; 64 ln 2")]
    timed: Annotated[int, knob(83, 0, 127, "notches", "What hours on the net do: a fourth of sixteen waking hours and "
                               "a little more leave so much of the odds.", source="assumed; 64 ln (16 / 4.4)")]


class Memory(NamedTuple):
    """What it remembers."""

    unseen: int
    """What the headline bureau sees less of what is said of politics, of 256."""


class Keeps(NamedTuple):
    """Its own columns."""

    venue: Annotated[Array, kept(np.uint8, "Where one writes: 0 the microblog, 1 its imitation, 2 the messenger.")]
    venue_shown: Annotated[Array, kept(np.uint8, "The same and one, as others saw it last month; 0 for one not "
                                                 "on-line.", bits=2)]
    limits: Annotated[Array, kept(
        np.uint8, "What a low score leaves one of the net; bits: 1 slow, 2 by hours, 4 the messenger alone, 8 nothing.",
        bits=4)]
    near_microblog: Annotated[Array, kept(np.uint8, "Share of 255 of one's friends on-line who write there.")]
    near_imitation: Annotated[Array, kept(np.uint8, "The same of the imitation.")]
    near_messenger: Annotated[Array, kept(np.uint8, "The same of the messenger.")]


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    status: int
    venue: int
    gates: int
    tally_venue_shown: int


class Citizens(NamedTuple):
    """Columns that it reads of others, or writes."""

    venue: Array
    venue_shown: Array
    limits: Array
    near_microblog: Array
    near_imitation: Array
    near_messenger: Array


class Gates(NamedTuple):
    """The gates by which the net is restricted, the mildest first; a scheme may have any of them."""

    slow_connection: int
    hours_online: int
    public_venues: int
    restricted_online_use: int


class Did(NamedTuple):
    """What the citizen did this month."""

    speak: Month
    venue: int


class Numbers(NamedTuple):
    """The acts that it looks up in the law."""

    speak: int


class Law(NamedTuple):
    """What it reads of the law in force: what bureaus see of each act."""

    sees: Array


class Counted(NamedTuple):
    """What is counted, by venue and in all."""

    on_microblog: Array
    on_imitation: Array
    on_messenger: Array
    spoke_microblog: Array
    """Those who asked a question or dissented there."""
    spoke_imitation: Array
    spoke_messenger: Array
    posts: Array
    """Posts of praise, questions and worse."""
    hidden: Array
    """What the headline bureau would have seen of those on the messenger, each of 256."""
    left_microblog: Array
    slow: Array
    """Those whose connection is slow, for a low score."""
    timed: Array
    """Those who have hours."""
    moved: Array
    """Those who may write on the messenger alone."""
    shut: Array
    """Those who may write nowhere."""
    limited: Array
    """Those of whom any of these holds."""
    limited_silent: Array
    """Weeks in which these said nothing."""


def begin(world: Any, society: Society, seed: int, knobs: Knobs) -> None:
    """Let everyone on-line begin somewhere, by a draw for each."""
    lot = (column(seed, "venues", world.n) & np.uint32(255)).astype(np.int64)
    imitation_to = knobs.messenger + knobs.imitation
    where = np.where(lot < knobs.messenger, MESSENGER, np.where(lot < imitation_to, IMITATION, MICROBLOG))
    reader = (world.status & (ADULT | ONLINE)) == (ADULT | ONLINE)
    world.more["venue"][:] = np.where(reader, where, MICROBLOG)
    world.more["venue_shown"][:] = np.where(reader, where + 1, 0)


def think(memory: dict[str, int], past: Past, knobs: Knobs, lot: Callable[[int], int]) -> None:
    """Reckon how much of what is said of politics the headline bureau sees less of: what was said on the messenger."""
    memory["unseen"] = past.count("venues", "hidden") // max(1, past.count("venues", "posts"))


def write(agenda: Agenda, memory: dict[str, int], knobs: Knobs) -> None:
    """Take that from what it sees."""
    if memory["unseen"]:
        agenda.sense("speak", -memory["unseen"])


def count_there(venue: int, cell: int, is_outspoken: bool, counted: Counted) -> None:
    """Count a citizen on the venue where they write, and one who is outspoken there."""
    spoke = 1 if is_outspoken else 0
    if venue == MICROBLOG:
        counted.on_microblog[cell] += 1
        counted.spoke_microblog[cell] += spoke
    elif venue == IMITATION:
        counted.on_imitation[cell] += 1
        counted.spoke_imitation[cell] += spoke
    else:
        counted.on_messenger[cell] += 1
        counted.spoke_messenger[cell] += spoke


def look_around(i: int, own: Own, citizens: Citizens) -> None:
    """Note where the friends of citizen `i` wrote last month, of 255 of those on-line."""
    microblog, imitation, messenger = (holding(MICROBLOG + 1, own.tally_venue_shown),
                                       holding(IMITATION + 1, own.tally_venue_shown),
                                       holding(MESSENGER + 1, own.tally_venue_shown))
    friends = max(1, microblog + imitation + messenger)
    citizens.near_microblog[i] = quotient(255 * microblog, friends)
    citizens.near_imitation[i] = quotient(255 * imitation, friends)
    citizens.near_messenger[i] = quotient(255 * messenger, friends)


def shut_by(opened: int, gate: int) -> int:
    """Say, 1 or 0, whether a gate that the scheme has is shut to one with these gates open."""
    return 1 if gate >= 0 and (opened >> gate) & 1 == 0 else 0


def limit(i: int, own: Own, citizens: Citizens, did: Did, knobs: Knobs, gates: Gates, counted: Counted) -> int:
    """Let the operator restrict the net of one of low score, step by step; give what is left, as bits."""
    slow, timed = shut_by(own.gates, gates.slow_connection), shut_by(own.gates, gates.hours_online)
    moved, nothing = shut_by(own.gates, gates.public_venues), shut_by(own.gates, gates.restricted_online_use)
    limits = SLOW * slow + TIMED * timed + MOVED * moved + SHUT * nothing
    citizens.limits[i] = limits
    counted.slow[own.cell] += slow
    counted.timed[own.cell] += timed
    counted.moved[own.cell] += moved
    counted.shut[own.cell] += nothing
    if limits:
        counted.limited[own.cell] += 1
        for deed in did.speak:
            counted.limited_silent[own.cell] += 1 if deed == 0 else 0
    return limits


def touch(i: int, own: Own, citizens: Citizens, did: Did, knobs: Knobs, gates: Gates, numbers: Numbers, law: Law,
          counted: Counted) -> None:
    """Let a citizen move, and note where their friends write.

    Nothing said on the messenger is scored. The bureau sees a share of all that is said, the same for everybody, so
    that share falls, in the month to come, by what it would have seen of the praise, questions and worse said there:
    ``hidden = sum over posts on the messenger of what it sees of 256 / posts``. How many points are booked in all is
    right then. Who books them is not told apart, so that leaving brings the one who leaves too little, and those who
    stay a little. That one speaks more freely there is a knob of `speak` (``unscored``).

    Where a scheme has the gates, a low score restricts the net by steps, in the month after: below `slow_connection` it
    is slow, below `hours_online` there for some hours, which takes `slow` and `timed` from every post; below
    `public_venues` one writes on the messenger alone; below `restricted_online_use` nowhere. Writes venue, limits,
    near_microblog, near_imitation, near_messenger.
    """
    if own.status & ONLINE == 0:
        citizens.limits[i] = 0
        return
    limits = limit(i, own, citizens, did, knobs, gates, counted)
    posts = 0
    is_outspoken = False
    for deed in did.speak:
        if deed >= PRAISE:
            posts += 1
        is_outspoken = is_outspoken or deed in (QUESTION, DISSENT)
    counted.posts[own.cell] += posts
    if own.venue == MESSENGER and posts > 0:
        counted.hidden[own.cell] += posts * int(law.sees[0, numbers.speak])
    count_there(own.venue, own.cell, is_outspoken, counted)
    if limits & MOVED:
        citizens.venue[i] = MESSENGER
    elif did.venue > 0:
        citizens.venue[i] = did.venue - 1
        counted.left_microblog[own.cell] += 1 if own.venue == MICROBLOG and did.venue - 1 != MICROBLOG else 0
    look_around(i, own, citizens)


class Limited(NamedTuple):
    """What `hindrance` reads of a citizen."""

    limits: int


def hindrance(own: Limited, knobs: Knobs) -> int:
    """Give the notches that a restricted net takes from every post, at most 127."""
    slow, timed = own.limits & SLOW, (own.limits & TIMED) // TIMED
    return min(127, knobs.slow * slow + knobs.timed * timed)


class Writer(NamedTuple):
    """What `show` reads of a citizen."""

    status: int
    venue: int


class Shown(NamedTuple):
    """What `show` writes."""

    venue_shown: Array


def show(i: int, own: Writer, citizens: Shown) -> None:
    """Show others where one who is on-line writes. Writes venue_shown."""
    if own.status & ONLINE:
        citizens.venue_shown[i] = own.venue + 1


venues = Institution(
    name="venues",
    summary="Citizens write on a microblog, its imitation or an unscored messenger; low scores have less of the net.",
    reads=("deeds of `speak` and `venue`", "ties", "gates"),
    writes=("sees", "venue", "venue_shown", "limits", "near_microblog", "near_imitation",
            "near_messenger"),
    knobs_are=Knobs,
    remembers=Memory,
    keeps=Keeps,
    think=think,
    write=write,
    begin=begin,
    touch=touch,
    abreast=("touch",),
    show=show,
    others=("venue_shown",),
    shows={"hindrance": hindrance},
)
