"""Complaints: posts are reposted, readers complain of some, and the platform decides which complaints it upholds."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np

from demerit.acts.speak import TOPICS, speak
from demerit.base.draws import Draws, this_week
from demerit.base.knob import knob
from demerit.institutions.institution import Array, Institution, Month, kept
from demerit.rows.bits import ONLINE

SENSITIVE_FROM = speak.deeds.index(TOPICS[0])
MOST = 1_000_000
"""Reposts that are counted of one post."""
A_HUNDRED, A_THOUSAND = 100, 1000


class Knobs(NamedTuple):
    """What `complaints` can be tuned by."""

    false: Annotated[int, knob(1311, 0, 65536, "of 65536 posts", "Posts that hold false information: 2 percent.")]
    dull: Annotated[int, knob(1, 1, 64, "readers", "How many readers it takes for one repost at the median.",
                              source="assumed; that few posts spread far and most do not is well known, the size is "
                                     "swept")]
    complain: Annotated[int, knob(655, 0, 65536, "of 65536",
                                  "Chance that one who read a false or sensitive post complains: 1 %.")]
    uphold: Annotated[int, knob(128, 0, 256, "of 256", "Complaints of false information that the platform upholds.",
                                source="assumed; that the platform decides is in its rules")]
    uphold_sensitive: Annotated[int, knob(128, 0, 256, "of 256", "Complaints of sensitive posts that it upholds.")]


class Keeps(NamedTuple):
    """Its own columns."""

    reposts_1: Annotated[Array, kept(np.int32, "Reposts of this month's post number 1 that was found false; 0 none.")]
    reposts_2: Annotated[Array, kept(np.int32, "Reposts of this month's post number 2 that was found false; 0 none.")]
    reposts_3: Annotated[Array, kept(np.int32, "Reposts of this month's post number 3 that was found false; 0 none.")]
    reposts_4: Annotated[Array, kept(np.int32, "Reposts of this month's post number 4 that was found false; 0 none.")]


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    status: int
    gates: int


class Citizens(NamedTuple):
    """Columns that it reads of others, or writes."""

    start: Array
    friend: Array
    reposts_1: Array
    reposts_2: Array
    reposts_3: Array
    reposts_4: Array


class Did(NamedTuple):
    """What the citizen did this month."""

    speak: Month


class Gates(NamedTuple):
    """Gates that it asks."""

    reposting: int
    """Open to those whose posts others may repost."""
    followers: int
    """Open to those whose posts followers may read."""


class Happened(NamedTuple):
    """What can happen."""

    upheld: Array
    sensitive: Array


class Counted(NamedTuple):
    """What is counted: posts, what readers and the platform make of them, and how far they spread."""

    posts: Array
    false: Array
    complained: Array
    upheld: Array
    upheld_sensitive: Array
    reposts: Array
    above_100: Array
    """Posts found false that were reposted more than 100 times."""
    from_1000: Array
    """Posts found false that were reposted 1000 times or more."""


def is_open(gate: int, own_gates: int) -> bool:
    """Say whether a gate of the platform is open to a citizen; a gate that the scheme does not have is open."""
    return gate < 0 or (own_gates >> gate) & 1 == 1


def readers_of(i: int, start: Array, friend: Array) -> int:
    """Give how many friends citizen `i` has: all of them read the posts that are not hidden from followers."""
    readers = 0
    for t in range(start[i], start[i + 1]):
        if friend[t] < 0:
            break
        readers += 1
    return readers


def reposts_of(readers: int, word: int, dull: int) -> int:
    """Give the reposts of a post: R or more with the chance ``readers / (readers + dull R)``, a heavy tail."""
    low = word & 0xFFFF
    return min(MOST, readers * (65535 - low) // ((low + 1) * dull))


def note_reposts(i: int, nth: int, reposts: int, citizens: Citizens) -> None:
    """Note the reposts of the post of citizen `i` that was found false after `nth` others this month."""
    if nth == 0:
        citizens.reposts_1[i] = reposts
    elif nth == 1:
        citizens.reposts_2[i] = reposts
    elif nth == 2:
        citizens.reposts_3[i] = reposts
    else:
        citizens.reposts_4[i] = reposts


def touch(i: int, own: Own, citizens: Citizens, did: Did, knobs: Knobs, gates: Gates, draws: Draws, week_words: Array,
          happened: Happened, counted: Counted) -> None:
    """Let the posts of a citizen be reposted and complained of, and let the platform decide.

    Every public deed of `speak` is a post. A share `false` of posts, whatever they are about, holds false information.
    Of the others, those on a topic of `speak` are sensitive. Nobody complains of the rest. A post has one draw for its
    reposts: with ``n`` friends who read it, ``n (65535 - u) / ((u + 1) dull)`` for u uniform in 0 .. 65535, so that it
    is reposted R times or more with the chance ``n / (n + dull R)``. It is complained of with the chance
    ``complain (1 + n + reposts) / 65536``, and `uphold` of 256 complaints are upheld. One whom the gate ``reposting``
    shuts out is not reposted. One whom ``followers`` shuts out is read by nobody who follows. All sizes are assumed.
    Writes reposts_1 to reposts_4.
    """
    for nth in range(4):
        note_reposts(i, nth, 0, citizens)
    if own.status & ONLINE == 0:
        return
    upheld = 0
    sensitive = 0
    for at, deed in enumerate(did.speak):
        if deed == 0:
            continue
        counted.posts[own.cell] += 1
        w0, w1, w2, _ = this_week(i, at, draws, week_words)
        is_false = w0 & 0xFFFF < knobs.false
        if not is_false and deed < SENSITIVE_FROM:
            continue
        readers = readers_of(i, citizens.start, citizens.friend) if is_open(gates.followers, own.gates) else 0
        reposts = reposts_of(readers, w1, knobs.dull) if is_open(gates.reposting, own.gates) else 0
        counted.false[own.cell] += 1 if is_false else 0
        counted.reposts[own.cell] += reposts
        if w2 & 0xFFFF >= knobs.complain * (1 + readers + reposts):
            continue
        counted.complained[own.cell] += 1
        decides = (w2 >> 16) & 255
        if is_false and decides < knobs.uphold:
            note_reposts(i, upheld, reposts, citizens)
            upheld += 1
            counted.above_100[own.cell] += 1 if reposts > A_HUNDRED else 0
            counted.from_1000[own.cell] += 1 if reposts >= A_THOUSAND else 0
        elif not is_false and decides < knobs.uphold_sensitive:
            sensitive += 1
    happened.upheld[i] = upheld
    happened.sensitive[i] = sensitive
    counted.upheld[own.cell] += upheld
    counted.upheld_sensitive[own.cell] += sensitive


complaints = Institution(
    name="complaints",
    summary="Readers complain of posts, of those that spread the more; the platform decides what it upholds.",
    reads=("deeds of `speak`", "ties", "the gates `reposting` and `followers`"),
    writes=("happens", "reposts_1", "reposts_2", "reposts_3", "reposts_4"),
    knobs_are=Knobs,
    keeps=Keeps,
    touch=touch,
    quantities=("reposts",),
    sums=True,
)
