"""Openness: how open citizens are to new ties, so that in a world without scores as many form as end."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from weakref import ref

import numpy as np
from numpy.typing import NDArray

from demerit.base.draws import Draws, stream
from demerit.base.loom import Array
from demerit.base.native import call
from demerit.engine import temper
from demerit.engine.introductions import Introductions, Words, introduced, introduced_often, introductions
from demerit.engine.steps import mingle
from demerit.engine.steps.mingle import INTRODUCED, MARKS, taken, tied
from demerit.engine.steps.propose import Meetings, note_met
from demerit.engine.world import Openness
from demerit.rows.ties import KIN

if TYPE_CHECKING:
    from demerit.engine.world import World
    from demerit.society import Society

T = TypeVar("T")
u64: Any = np.uint64

RENEWED = {"circle": 0.25, "introduced": 0.565, "place": 0.105, "society": 0.08}
"""Ways in which ties between adults arise in a recipe's society: calibrated so that over 286 weeks degree, place
assortativity and the transitivity and likeness of friends stay near what they were made with. More of them come from
near than when friends are first made (`demerit.society.friends.COMPOSITION`): the triangles of families last, those of
friends do not."""
IMPORTED = {"circle": 0.45, "introduced": 0.50, "place": 0.06, "society": 0.05}
"""Ways in which ties arise in an imported graph, whose own ways are not known: calibrated so that degrees stay within
3 % over 286 weeks of two graphs of friends. Together more than 1: as those with friends in common are tied,
introductions become fewer."""
CHANNELS = {"circle": 1, "introduced": 2, "place": 3, "society": 4}
MEETINGS = {"circle": 1.25, "introduced": 1.0, "place": 0.5, "society": 0.25}
"""Meetings a month of each kind: see `engine.steps.mingle.channel_of`."""
FRESH = {"circle": 0.72, "introduced": 0.73, "place": 0.82, "society": 0.87}
"""Share of such meetings of two who are open, not tied yet and take to each other that make a tie, the others being
without room, or introduced to somebody else: calibrated in china_2015 over 286 weeks, so that as many ties form as
end."""
SHAPING = (*(f"mingle.{name}" for name in mingle.Knobs._fields), *(f"temper.{name}" for name in temper.Knobs._fields))
"""Knobs on which it depends."""
TOGETHER = 4096
"""Meetings of which it is reckoned together."""
NONE = Introductions(*np.zeros((5, 0), np.uint32))
"""Where people are too many for them to be noted first."""
OFTEN = 8
"""Weeks in which each citizen is introduced from which on all introductions are noted first."""
ASKED = 1 << 15
"""Meetings of each kind from which it is reckoned how many of those who meet take to each other."""


def composition_of(society: Society) -> dict[str, float]:
    """Give by which way friendships arise: as in the recipes, or as suits an imported graph."""
    return IMPORTED if society.recipe.get("recipe") == "imported" else RENEWED


class Known(NamedTuple):
    """Columns from which it is reckoned how many of those who meet take to each other."""

    start: Array
    friend: Array
    kind: Array
    age: Array
    education: Array
    home: Array
    sociability: Array


def _take(m, stride, n, citizens, knobs, law, draws, meetings, known, words, found):  # type: ignore[no-untyped-def]
    """Sum up what `m` meetings of each kind come to, and how many there are, into `found`.

    Citizens a stride apart meet for so many weeks as there are meetings left. Two who meet count as often as both are
    open, in proportion to their sociabilities; of introductions all count that one gets in a week in which all friends
    introduce.
    """
    apart = min(m, (n - 1) // stride + 1)
    for channel in range(1, found.shape[0]):
        found[channel, 1] = m
        if channel != INTRODUCED:
            for week in range((m - 1) // apart + 1):
                rows = min(apart, m - week * apart)
                found[channel, 0] += _met(rows, stride, n, week, channel, citizens, knobs, law, draws, meetings)
        elif words.turn.shape[0] > 0:
            found[channel, 0] = introduced_often(m, citizens, known, draws, words)
        else:
            for e in range(apart):
                weeks = (m - 1 - e) // apart + 1
                found[channel, 0] += introduced(e * stride, weeks, citizens, knobs, law, draws, meetings)


def _met(rows: int, stride: int, n: int, week: int, channel: int, citizens: Any, knobs: mingle.Knobs,
         law: mingle.MeetLaw, draws: Draws, meetings: Meetings) -> int:
    """Give how many of so many citizens a stride apart take in a week to whom they meet, and are not tied to."""
    first = many = 0
    while first < rows:
        some = min(meetings.who.shape[0], rows - first)
        for q in range(u64(some)):
            meetings.who[q] = (first + int(q)) * stride
        note_met(some, n, week, channel, knobs, draws, meetings)
        for q in range(u64(some)):
            i, other = int(meetings.who[q]), int(meetings.other[q])
            takes = other != i and taken(i, other, int(meetings.word[q]), citizens, knobs, law)
            many += int(takes and not tied(i, other, citizens.start, citizens.friend))
        first += some
    return many


def known_of(world: World) -> Known:
    """Give the columns of a world that are needed."""
    return Known(*(world.named(name) for name in Known._fields))  # type: ignore[arg-type]


class Resting(NamedTuple):
    """What of it no draw moves: it is the same for worlds that differ in their seed."""

    loss: float
    """Friends, kin apart, whom a citizen loses a month."""
    ready: NDArray[np.int64]
    """How many who have room for a tie there are of each sociability, ``(256,)``."""
    introductions: Introductions
    """Those of few people; of more, none are noted."""


def resting(world: World, knobs: mingle.Knobs) -> Resting:
    """Give what is so of a world that begins, whatever is drawn."""
    loose = (world.friend >= 0) & ((world.kind & 3) != KIN)
    loss = float(loose.sum()) / max(1, world.n) * knobs.rest / 65536
    has_room = world.friend[world.start[1:] - 1] < 0
    known = introductions(known_of(world), knobs, mingle.MEETING) if world.n * OFTEN <= ASKED else NONE
    return Resting(loss, np.bincount(world.sociability[has_room], minlength=256), known)


def taking(world: World, knobs: mingle.Knobs, known: Introductions) -> list[float]:
    """Give, by channel, the share of meetings after which two who were not tied take to each other, as a world begins.

    Of introductions: how many there are for each citizen where all friends introduce.
    """
    found, (k0, k1) = np.zeros((1 + len(CHANNELS), 2), np.int64), world.key
    words = Words(*np.zeros((2, 0 if known is NONE else world.n, -(-ASKED // world.n)), np.uint32))
    call(_take, ASKED, max(1, world.n // ASKED), world.n, known_of(world), knobs, mingle.MEETING,
         Draws(stream("take"), k0, k1), Meetings(*np.zeros((5, TOGETHER), np.uint32), *np.zeros((2, MARKS), np.uint32)),
         known, words, found)
    return [many / max(1, of) for many, of in found.tolist()]


def openness_in(society: Society, world: World, values: dict[str, int]) -> Openness:
    """Give how open citizens are to new ties (`openness`), reckoned once for worlds that differ in their law alone.

    Parameters
    ----------
    society
        Of whom `world` was made, their temper turned as `values` say.
    """
    shaped = [values[name] for name in SHAPING]
    found = _found(_RECKONED, society, (world.seed, shaped))
    if found is None:
        rests = _found(_RESTING, society, shaped)
        if rests is None:
            rests = resting(world, knobs_of(values))
            _RESTING.append((ref(society), shaped, rests))
        found = openness(world, knobs_of(values), composition_of(society), rests)
        _RECKONED.append((ref(society), (world.seed, shaped), found))
    return found


def knobs_of(values: dict[str, int]) -> mingle.Knobs:
    """Give the knobs of mingling."""
    return mingle.Knobs(*(values[f"mingle.{name}"] for name in mingle.Knobs._fields))


Kept = deque[tuple[ref["Society"], Any, T]]
_RECKONED: Kept[Openness] = deque(maxlen=4)
"""Whose openness was reckoned last, with which seed and knobs, and what it is."""
_RESTING: Kept[Resting] = deque(maxlen=4)
"""Of whom it was reckoned last, with which knobs, what no draw moves."""


def _found(kept: Kept[T], society: Society, what: Any) -> T | None:
    """Give what is kept of a society, None where nothing is."""
    return next((found for whose, of, found in tuple(kept) if whose() is society and of == what), None)


def openness(world: World, knobs: mingle.Knobs, composition: dict[str, float], rests: Resting) -> Openness:
    """Give how open citizens are to new ties, so that in a world without scores as many form as end.

    Two who meet tie if both are open and take to each other; one is open with a chance in proportion to sociability, or
    always. With ``f`` friends (kin apart) a citizen loses ``f rest / 65536`` of them a month; of these each channel
    brings its share back: ``meetings x open^2 x taking x fresh = share x loss``, with `open` the share who are.
    """
    takes = taking(world, knobs, rests.introductions) if world.n else [0.0] * (1 + len(CHANNELS))
    seeks, introduces = np.zeros(len(takes), np.int32), 0
    for name, number in CHANNELS.items():
        share = takes[number] * FRESH[name]
        if share == 0:
            continue
        back = composition[name] * rests.loss / share
        if number == INTRODUCED:
            introduces = min(65535, round(65536 * back))
        else:
            seeks[number] = seek(rests.ready, world.n * math.sqrt(back / MEETINGS[name]))
    return Openness(seeks, introduces)


def seek(ready: NDArray[np.int64], wanted: float) -> int:
    """Give the least chance of 65536, a unit of sociability, with which so many are open; at most 65535.

    Parameters
    ----------
    ready
        How many there are of each sociability, ``(256,)``: whoever is more sociable is open more often, up to always.
    wanted
        How many should be open on the mean.
    """
    before = [0, *np.cumsum(ready * np.arange(256)).tolist()]
    after = [*np.cumsum(ready[::-1])[::-1].tolist(), 0]

    def are_open(chance: int) -> float:
        always = min(256, -(-65535 // max(1, chance)))
        return float((chance * before[always] + 65535 * after[always]) / 65536)

    return bisect_left(range(65535), wanted, key=are_open)
