"""Visitors: foreigners who come, are under the score, and go; what they posted before is read at the border."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import numpy as np

from demerit.acts.come import come
from demerit.acts.speak import speak
from demerit.base.draws import Four, columns4
from demerit.base.knob import knob
from demerit.institutions.institution import MOST_TIMES, Array, Institution, Month, kept
from demerit.rows.bits import AWARE
from demerit.society.citizens import VISITOR

if TYPE_CHECKING:
    from demerit.society import Society

QUESTION, DISSENT, HISTORY = (speak.deeds.index(deed) for deed in ("question", "dissent", "history"))
COME = come.deeds.index("come")


class Knobs(NamedTuple):
    """What `visitors` can be tuned by."""

    before: Annotated[int, knob(3, 1, 12, "months",
                                "How long before a journey one thinks of it, and how far back posts are read.")]
    gap: Annotated[int, knob(9, 1, 36, "months", "Longest time between two journeys.")]
    expatriates: Annotated[int, knob(64, 0, 256, "of 256", "Share of visits that last longer than a month.")]
    longest: Annotated[int, knob(12, 2, 60, "months", "Longest of these.")]
    dread: Annotated[int, knob(24, 0, 96, "Q8 a month",
                               "Fear that a journey ahead adds in one who knows of the scheme.")]
    relief: Annotated[int, knob(64, 0, 256, "of 256 a month", "Share of fear that is lost while no journey is near.")]
    fright: Annotated[int, knob(48, 0, 192, "Q8", "Fear that a refusal adds.")]


class Keeps(NamedTuple):
    """Its own columns."""

    stay: Annotated[Array, kept(np.uint8, "Months left of a visit; 0 abroad, or no visitor.", bits=6)]
    away: Annotated[Array, kept(np.uint8, "Months until the next journey is due; 0 here, or no visitor.", bits=6)]
    past_posts: Annotated[Array, kept(np.uint8, "Posts of those months that may count against one, at most 15.",
                                         bits=4)]


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    origin: int
    status: int
    gates: int
    fear: int
    stay: int
    away: int
    past_posts: int


class Citizens(NamedTuple):
    """Columns that it writes."""

    fear: Array
    stay: Array
    away: Array
    past_posts: Array


class Did(NamedTuple):
    """What the citizen did this month."""

    speak: Month
    come: int
    tour: int


class Gates(NamedTuple):
    """Gates at which visitors ask, in the order of the deeds of `tour`, which has "nothing" before them."""

    visitor_car: int
    visitor_hotel: int
    visitor_shop: int
    visitor_office: int


class Happened(NamedTuple):
    """What can happen."""

    past_post: Array


class Counted(NamedTuple):
    """What is counted: journeys made and foregone, what was asked and refused, and dissent near a journey and far."""

    visits: Array
    foregone: Array
    outspoken: Array
    """Visits of those with posts that may count against them: the outspoken."""
    asked: Array
    refused: Array
    asked_outspoken: Array
    refused_outspoken: Array
    here: Array
    soon: Array
    """Visitors abroad whose journey is near."""
    soon_dissent: Array
    """Posts of dissent of these."""
    far: Array
    """Visitors abroad whose journey is not near."""
    far_dissent: Array
    """Posts of dissent of these."""


def begin(world: Any, society: Society, seed: int, knobs: Knobs) -> None:
    """Send all visitors abroad, their next journey due within `gap` months, by a draw."""
    lot = columns4(seed, "visitors", world.n)[:, 0].astype(np.int64)
    away = np.where((world.origin == VISITOR), 1 + (lot >> 16) % knobs.gap, 0)
    world.named("away")[:] = away.astype(np.uint8)


class Abroad(NamedTuple):
    """What `travels_soon` reads of a citizen."""

    away: int


def travels_soon(own: Abroad, knobs: Knobs) -> int:
    """Give the months until the journey, in the last months before it, else 0."""
    return own.away if own.away <= knobs.before else 0


def said(posts: Month, deed: int) -> int:
    """Count the weeks of the month in which one said `deed`."""
    times = 0
    for post in posts:
        if post == deed:
            times += 1
    return times


def be_here(i: int, own: Own, citizens: Citizens, asks: int, fright: int, gates: Gates, gap: int,
            counted: Counted) -> int:
    """Ask for what is needed, perhaps in vain; a month of the stay passes. Give the months to the next journey.

    `asks` is the deed of `tour`. `gap` is how many months there are to the next journey, if one goes home now.
    Writes fear, stay, past_posts.
    """
    outspoken = own.past_posts > 0
    counted.here[own.cell] += 1
    if asks > 0:
        gate = gates[asks - 1]
        shut = gate >= 0 and (own.gates >> gate) & 1 == 0
        counted.asked[own.cell] += 1
        counted.asked_outspoken[own.cell] += 1 if outspoken else 0
        if shut:
            counted.refused[own.cell] += 1
            counted.refused_outspoken[own.cell] += 1 if outspoken else 0
            citizens.fear[i] = min(512, own.fear + fright)
    citizens.stay[i] = own.stay - 1
    if own.stay > 1:
        return own.away
    citizens.past_posts[i] = 0
    return gap


def be_abroad(i: int, own: Own, citizens: Citizens, posts: Month, comes: bool, knobs: Knobs, length: int, gap: int,
              happened: Happened, counted: Counted) -> int:
    """Speak unhindered or not; set out, or put it off, where a journey is due. Give the months to the next journey.

    `length` is how many months the visit takes, if one comes; `gap` is how many months there are to the next journey,
    if one puts it off. Writes fear, stay, past_posts.
    """
    dissent = said(posts, DISSENT)
    away = own.away - 1
    if not 0 < own.away <= knobs.before:
        counted.far[own.cell] += 1
        counted.far_dissent[own.cell] += dissent
        citizens.fear[i] = own.fear - ((own.fear * knobs.relief) >> 8)
        return away
    counted.soon[own.cell] += 1
    counted.soon_dissent[own.cell] += dissent
    past_posts = min(MOST_TIMES, own.past_posts + dissent + said(posts, QUESTION) + said(posts, HISTORY))
    if own.status & AWARE:
        citizens.fear[i] = min(512, own.fear + knobs.dread)
    if away == 0 and comes:
        citizens.stay[i] = length
        happened.past_post[i] = past_posts
        counted.visits[own.cell] += 1
        counted.outspoken[own.cell] += 1 if past_posts > 0 else 0
    elif away == 0:
        counted.foregone[own.cell] += 1
        past_posts = 0
        away = gap
    citizens.past_posts[i] = past_posts
    return away


def touch(i: int, own: Own, citizens: Citizens, did: Did, knobs: Knobs, gates: Gates, lot_1: Four,
          happened: Happened, counted: Counted) -> None:
    """Let a visitor come, ask for things, and go.

    A visitor is abroad (`away` months until the next journey is due) or here (`stay` months left). In the last `before`
    months abroad posts of dissent, questions and history are noted (`past_posts`), and the journey ahead frightens
    those who know of the scheme by `dread`; farther off fear wears away by ``relief / 256``. Whoever then comes has
    ``past_post`` happen once for each noted. Here one asks for one thing a month at a gate; being refused frightens.
    Writes fear, stay, away, past_posts.
    """
    if own.origin != VISITOR:
        return
    w0, w1, _, _ = lot_1
    gap = 1 + (w1 >> 16) % knobs.gap
    if own.stay > 0:
        away = be_here(i, own, citizens, did.tour, knobs.fright, gates, gap, counted)
    else:
        length = 2 + (w0 >> 16) % (knobs.longest - 1) if w0 & 255 < knobs.expatriates else 1
        away = be_abroad(i, own, citizens, did.speak, did.come == COME, knobs, length, gap, happened, counted)
    citizens.away[i] = away


visitors = Institution(
    name="visitors",
    summary="Foreigners come for a while, are under the score like everybody, and what they posted before counts.",
    reads=("deeds of `speak`, `come`, `tour`", "gates"),
    writes=("happens", "fear", "stay", "away", "past_posts"),
    knobs_are=Knobs,
    keeps=Keeps,
    begin=begin,
    touch=touch,
    shows={"travels_soon": travels_soon},
)
