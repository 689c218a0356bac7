"""The censor: topics, never words, are shut to citizens; lists change now and then, or never."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import numpy as np

from demerit.acts.criticise import criticise
from demerit.acts.speak import TOPICS, speak
from demerit.base.draws import Four, columns4
from demerit.base.knob import knob
from demerit.institutions.institution import MOST_TIMES, Array, Institution, Month, kept
from demerit.rows.bits import ONLINE

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.institutions.past import Past
    from demerit.society import Society

N_TOPICS = len(TOPICS) + 1
"""Topics of `speak`, and criticism of the scheme."""
FIRST = speak.deeds.index(TOPICS[0])
CRITICISM = criticise.deeds.index("criticise")


class Knobs(NamedTuple):
    """What `censor` can be tuned by."""

    share: Annotated[int, knob(77, 0, 256, "of 256", "Share of topics shut to a citizen at any time: 30 percent.",
                               source="assumed; King, Pan and Roberts (2013) find 13 percent of posts taken down in "
                                      "all")]
    turns: Annotated[int, knob(128, 0, 256, "of 256 a month",
                               "Chance that the list of a topic is drawn anew; 0 a ban that stands.",
                               source="assumed; all of it is swept")]
    fright: Annotated[int, knob(12, 0, 64, "of 256", "Fear of one to whom a topic has just been shut.")]


class Memory(NamedTuple):
    """What it remembers."""

    turning: int
    """A bit for each topic whose lists are drawn anew at the end of this month."""


class Keeps(NamedTuple):
    """Its own columns."""

    shut: Annotated[Array, kept(np.uint8, "A bit for each topic shut to the citizen: question, dissent, history, "
                                          "market_info, unlicensed, criticism of the scheme; 0 none.", bits=6)]


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    status: int
    fear: int
    venue: int
    shut: int


class Citizens(NamedTuple):
    """Columns that it writes."""

    fear: Array
    shut: Array


class Did(NamedTuple):
    """What the citizen did this month."""

    speak: Month
    criticise: int


class Happened(NamedTuple):
    """What can happen."""

    removed: Array
    exposed: Array


class Counted(NamedTuple):
    """What is counted: those who write where the censor reads, and what the lists and their turning do to them."""

    readers: Array
    """Citizens on-line who write on the first of the venues."""
    shut: Array
    """Topics shut to them."""
    turned: Array
    """Those who find a topic shut that was open."""
    removed: Array
    exposed: Array


def begin(world: Any, society: Society, seed: int, knobs: Knobs) -> None:
    """Shut each topic to `share` of 256 citizens, by a draw for each citizen and topic."""
    drawn = columns4(seed, "censor", world.n)
    for topic in range(N_TOPICS):
        lot = (drawn[:, topic >> 1] >> np.uint32(16 * (topic & 1))) & np.uint32(255)
        world.more["shut"] |= ((lot < knobs.share).astype(np.uint8) << np.uint8(topic)).astype(np.uint8)


def think(memory: dict[str, int], past: Past, knobs: Knobs, lot: Callable[[int], int]) -> None:
    """Say, a bit each, on which topics the lists are drawn anew at the end of this month."""
    memory["turning"] = sum((lot(topic) % 256 < knobs.turns) << topic for topic in range(N_TOPICS))


def listed(old: int, turning: int, share: int, drawn: Four) -> int:
    """Give the bits of the topics shut to a citizen from now on: those that turn are drawn anew for each citizen."""
    new = old
    for topic in range(N_TOPICS):
        if (turning >> topic) & 1:
            word = drawn[0] if topic < 2 else (drawn[1] if topic < 4 else drawn[2])
            if (word >> (16 * (topic & 1))) & 255 < share:
                new = new | (1 << topic)
            else:
                new = new & ~(1 << topic)
    return new


def posts_on(topics: int, did: Did) -> int:
    """Give how many posts of the month were on one of the `topics`, a bit each."""
    posts = 0
    for deed in did.speak:
        if deed >= FIRST and (topics >> (deed - FIRST)) & 1:
            posts += 1
    if (topics >> (N_TOPICS - 1)) & 1 and did.criticise == CRITICISM:
        posts += 1
    return posts


def touch(i: int, own: Own, citizens: Citizens, did: Did, knobs: Knobs, memory: Memory, lot_1: Four,
          happened: Happened, counted: Counted) -> None:
    """Take down what a citizen said on topics shut to them, and change the lists.

    A topic that turns is drawn anew for every citizen: shut to `share` of 256, whatever it was. So the share of topics
    shut is the same however often they turn, and a ban that stands differs from one that comes and goes by nothing but
    its coming and going. A post on a topic that was shut is ``removed``. A post that was written while the topic was
    open, and is found when it shuts, is ``exposed``. To find a topic shut that was open adds `fright` once a month.
    Only the first of the venues, where there are venues, is censored. Topics are deeds; no word is ever looked at.
    Writes shut, fear.
    """
    if own.status & ONLINE == 0:
        return
    new = listed(own.shut, memory.turning, knobs.share, lot_1)
    citizens.shut[i] = new
    if own.venue != 0:
        return
    fresh = new & ~own.shut
    removed = posts_on(own.shut, did)
    exposed = posts_on(fresh, did)
    happened.removed[i] = min(MOST_TIMES, removed)
    happened.exposed[i] = min(MOST_TIMES, exposed)
    if fresh:
        citizens.fear[i] = min(own.fear + knobs.fright, 512)
        counted.turned[own.cell] += 1
    for topic in range(N_TOPICS):
        counted.shut[own.cell] += (own.shut >> topic) & 1
    counted.readers[own.cell] += 1
    counted.removed[own.cell] += removed
    counted.exposed[own.cell] += exposed


censor = Institution(
    name="censor",
    summary="Shuts topics to citizens, and changes its lists now and then; what was said before is found as well.",
    reads=("deeds of `speak` and `criticise`",),
    writes=("happens", "shut", "fear"),
    knobs_are=Knobs,
    remembers=Memory,
    keeps=Keeps,
    think=think,
    begin=begin,
    touch=touch,
    abreast=("touch",),
)
