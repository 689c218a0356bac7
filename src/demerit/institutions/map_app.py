"""The map: users report where they were and how their score moved, and it learns which places help or harm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import numpy as np

from demerit.base.draws import Four
from demerit.base.knob import knob
from demerit.institutions._reports import (
    KINDS,
    MIDDLE,
    NOTHING,
    NOWHERE,
    REPORTED,
    count_report,
    is_marked,
    place_of_month,
)
from demerit.institutions._ways import note_ways, way_from, way_to
from demerit.institutions.institution import Array, Institution, Month, kept
from demerit.rows.bits import AWARE, ONLINE

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.institutions.past import Past

u64 = np.uint64
FAR = 100 * 256
"""Farthest that a place can be from none, Q8 points: no report tells of a move of more than 100."""
FADES = 5
"""Reports fade by 1 in 32 a month, so that the map follows a rule that changes (assumed)."""


class Knobs(NamedTuple):
    """What `map_app` can be tuned by."""

    users: Annotated[int, knob(51, 0, 256, "of 256", "Share of those on-line and aware who use the map.")]
    reports: Annotated[int, knob(128, 0, 256, "of 256", "Chance that a user who looked up the score reports.")]
    error: Annotated[int, knob(26, 0, 128, "of 256", "Share of reports that name a wrong place.")]
    allows: Annotated[int, knob(26, 0, 128, "of 256",
                                "Share of wrong reports that the map allows for; 0: it takes each at its word.",
                                source="assumed: it knows the share, from reports that it can check")]
    hinted: Annotated[int, knob(64, 0, 768, "of 256 of a point",
                                "What the government's hints let it expect of a kind of place before any report.",
                                source="assumed: a quarter of a point")]
    doubt: Annotated[int, knob(20, 1, 400, "reports",
                               "Reports of a kind of place that weigh as much as what was expected.")]
    heed: Annotated[int, knob(8, 0, 48, "notches a point", "What a point on the map moves a user.")]
    hint: Annotated[int, knob(8, 0, 96, "notches",
                              "How far the government's hints draw users to museums and rallies.")]
    mark: Annotated[int, knob(256, 64, 2048, "of 256 of a point",
                              "How far a block must stand below the rest to be marked.")]
    least: Annotated[int, knob(4, 1, 50, "reports", "Fewest reports by which a block is judged.")]


class Memory(NamedTuple):
    """What the map remembers: estimates, and the reports behind them, which fade."""

    museum: int
    """Q8 points that one visit does, as estimated; so are the next two."""
    rally: int
    hostile: int
    base: int
    """Q8 points: mean move of those who were nowhere."""
    n_nowhere: int
    """Sixteenths of a report of that kind of place; so is every `n`."""
    sum_nowhere: int
    """Sum of the moves reported, in 1/16 of Q8 points; so is every `sum`."""
    n_museum: int
    sum_museum: int
    n_rally: int
    sum_rally: int
    n_hostile: int
    sum_hostile: int
    n_several: int
    sum_several: int


class Keeps(NamedTuple):
    """Its own columns."""

    before: Annotated[Array, kept(np.int16, "the score a month ago; 0 none", less=1, scores=True)]
    was: Annotated[Array, kept(
        np.uint8, "where one was last month: 0 nowhere, 1 museum, 2 rally, 3 hostile ground, 4 several", bits=3)]
    telling: Annotated[Array, kept(
        np.uint8, "what a user reports of their block this month, 128 plus points; 0 nothing")]
    told: Annotated[Array, kept(np.uint8, "what a user reported of their block, for others to read")]
    uses_map: Annotated[Array, kept(np.uint8, "1 for a user of the map, as of the end of the month", bits=1)]
    marked: Annotated[Array, kept(np.uint8, "1 where it marks the block on a user's way, else 0", bits=1)]


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    status: int
    score: int
    before: int
    was: int


class Citizens(NamedTuple):
    """Columns that it writes."""

    before: Array
    was: Array
    telling: Array
    uses_map: Array


class Did(NamedTuple):
    """What the citizen did this month."""

    go: Month
    look_up: int


class Counted(NamedTuple):
    """What is counted: reports, by place and with the points that the score moved; users; marked blocks."""

    reports: Array
    at_nowhere: Array
    """Reports of that place; so is every `at`."""
    moved_nowhere: Array
    """Sum of the points by which the scores of those who report it moved; so is every `moved`."""
    at_museum: Array
    moved_museum: Array
    at_rally: Array
    moved_rally: Array
    at_hostile: Array
    moved_hostile: Array
    at_several: Array
    moved_several: Array
    users: Array
    marked: Array


def think(memory: dict[str, int], past: Past, knobs: Knobs, lot: Callable[[int], int]) -> None:
    """Add the month's reports, and estimate in Q8 points what one visit does.

    A share ``e`` of reports names one of four places at random, so of ``n`` that name a place, with the sum ``s``, the
    share ``e / 4`` of all ``N`` reports, with the sum ``S``, are wrong: ``n' = n - e N / 4`` true ones are left, with
    ``s' = s - e S / 4``. They tell as much as ``m = n' n' / n`` without wrong ones among them, and what is expected
    ``x`` counts as `doubt` reports::

        estimate = (m (s' / n' - mean move of those nowhere) + doubt x) / (m + doubt)

    where ``x`` is `hinted` for museums and rallies, and as much below 0 for hostile ground.
    """
    for name in REPORTED:
        n, points = past.count("map_app", f"at_{name}"), past.count("map_app", f"moved_{name}")
        memory[f"n_{name}"] += 16 * n - (memory[f"n_{name}"] >> FADES)
        memory[f"sum_{name}"] += 16 * 256 * points - (memory[f"sum_{name}"] >> FADES)
    everyone = sum([memory[f"n_{name}"] for name in REPORTED]), sum([memory[f"sum_{name}"] for name in REPORTED])
    left, memory["base"] = _true(memory, "nowhere", everyone, knobs.allows)
    for name in KINDS[1:]:
        n, mean = _true(memory, name, everyone, knobs.allows)
        worth = n * n // max(1, memory[f"n_{name}"]) if left else 0
        expected = -knobs.hinted if name == "hostile" else knobs.hinted
        apart = min(max(mean - memory["base"], -FAR), FAR)
        memory[name] = (apart * worth + 16 * expected * knobs.doubt) // (worth + 16 * knobs.doubt)


def _true(memory: dict[str, int], name: str, everyone: tuple[int, int], allows: int) -> tuple[int, int]:
    """Give the reports of a place less those that are wrong, in sixteenths, and their mean move, Q8 points."""
    n = memory[f"n_{name}"] - allows * everyone[0] // (256 * len(KINDS))
    points = memory[f"sum_{name}"] - allows * everyone[1] // (256 * len(KINDS))
    return (n, points // n) if n > 0 else (0, 0)


def drawn(estimate: int, heed: int, hint: int) -> int:
    """Give the notches, 0 .. 255, that an estimate and a hint are worth."""
    return min(max(((estimate * heed) >> 8) + hint, 0), 255)


def touch(i: int, own: Own, citizens: Citizens, did: Did, knobs: Knobs, lot_1: Four, always: Four,
          counted: Counted) -> None:
    """Let a user who looked up their score report.

    A report says how the score moved at the last settling and where one was in the month before it; a share `error`
    names a place at random. Who was nowhere tells of the block they live in. Writes before, was, telling, uses_map.
    """
    uses = own.status & (ONLINE | AWARE) == ONLINE | AWARE and always[0] & 255 < knobs.users
    telling = NOTHING
    if uses and did.look_up > 0 and own.score >= 0 and own.before > 0:
        w0, w1, _, _ = lot_1
        if w0 & 255 < knobs.reports:
            moved = min(max(own.score - own.before, -100), 100)
            place = w1 & 3 if (w0 >> 8) & 255 < knobs.error else own.was
            count_report(place, moved, own.cell, counted)
            if place == NOWHERE:
                telling = MIDDLE + moved
    citizens.telling[i] = telling
    citizens.before[i] = max(0, own.score)
    citizens.was[i] = place_of_month(did.go)
    citizens.uses_map[i] = 1 if uses else 0
    counted.users[own.cell] += 1 if uses else 0


class Ways(NamedTuple):
    """Columns that `mark` reads or writes."""

    cell: Array
    told: Array
    uses_map: Array
    marked: Array


def mark(lo: int, hi: int, citizens: Ways, knobs: Knobs, memory: Memory, ever_words: Array, sums: Array,
         counted: Counted) -> None:
    """Show users among citizens `lo` to `hi` a block on their way that did worse than all by `mark`.

    Every block that a way of theirs can lead through is looked at once, and noted in `sums`. Writes marked.
    """
    n = citizens.told.shape[0]
    first = way_from(lo)
    for block in range(first, way_to(hi - 1, n) + 1):
        found = is_marked(block, citizens.told, knobs.least, knobs.mark, memory.base)
        sums[0, lo + block - first] = 1 if found else 0
    note_ways(lo, hi, n, ever_words, sums[1], sums[2])
    for i in range(u64(lo), u64(hi)):
        citizens.marked[i] = int(citizens.uses_map[i]) & int(sums[0, lo + sums[2, i]])
    for i in range(u64(lo), u64(hi)):
        if citizens.marked[i]:
            counted.marked[int(citizens.cell[i])] += 1


class User(NamedTuple):
    """What is read of one to whom the map shows something."""

    uses_map: int


class Estimates(NamedTuple):
    """What of its memory the map shows."""

    museum: int
    rally: int
    hostile: int


def shown_museum(own: User, knobs: Knobs, memory: Estimates) -> int:
    """Give the notches by which the map draws a user to museums, 0 .. 255."""
    return drawn(memory.museum, knobs.heed, knobs.hint) if own.uses_map > 0 else 0


def shown_rally(own: User, knobs: Knobs, memory: Estimates) -> int:
    """Give the notches by which it draws them to rallies, 0 .. 255."""
    return drawn(memory.rally, knobs.heed, knobs.hint) if own.uses_map > 0 else 0


def warned(own: User, knobs: Knobs, memory: Estimates) -> int:
    """Give the notches by which it keeps them from hostile ground, 0 .. 255."""
    return drawn(-memory.hostile, knobs.heed, 0) if own.uses_map > 0 else 0


class Told(NamedTuple):
    """What `show` reads of a citizen."""

    telling: int


class OnTheMap(NamedTuple):
    """What `show` writes."""

    told: Array


def show(i: int, own: Told, citizens: OnTheMap) -> None:
    """Put what was reported on the map. Writes told."""
    citizens.told[i] = own.telling


map_app = Institution(
    name="map_app",
    summary="A firm's map of places that help or harm a score, learnt from users' reports and the government's hints.",
    reads=("what its users reported last month",),
    writes=("before", "was", "telling", "told", "uses_map", "marked"),
    knobs_are=Knobs,
    remembers=Memory,
    keeps=Keeps,
    think=think,
    touch=touch,
    then=mark,
    abreast=("touch",),
    show=show,
    others=("told",),
    shows={"shown_museum": shown_museum, "shown_rally": shown_rally, "warned": warned},
)
