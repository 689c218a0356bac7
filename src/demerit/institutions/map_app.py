"""The map: users report where they were and how their score moved, and it learns which places help or harm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import AWARE, ONLINE
from demerit.base.draws import philox
from demerit.base.kernel import inner, kernel
from demerit.base.knob import Knob
from demerit.institutions._blocks import BLOCK, way_of
from demerit.institutions.institution import Column, OldInstitution
from demerit.institutions.reading import deed_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.institutions.past import Past

i16 = np.int16
u8 = np.uint8
u32 = np.uint32

KINDS = ("nowhere", "museum", "rally", "hostile")
"""Where a report says one was: the deeds of `go`, in their order."""
SEVERAL = len(KINDS)
"""Who was in more than one place in a month cannot tell what moved the score, and is not asked."""
NOTHING = 0
MIDDLE = 128
"""What `telling` holds where the score did not move."""
FADES = 5
"""Reports fade by 1 in 32 a month, so that the map follows a rule that changes (assumed)."""

KNOBS = (
    Knob("users", 51, 0, 256, "of 256", "Share of those on-line and aware who use the map.", source="assumed"),
    Knob("reports", 128, 0, 256, "of 256", "Chance that a user who looked up the score reports.", source="assumed"),
    Knob("error", 26, 0, 128, "of 256", "Share of reports that name a wrong place.", source="assumed"),
    Knob("doubt", 20, 1, 400, "reports", "Reports of a kind of place at which half of what they say is believed.",
         source="assumed"),
    Knob("heed", 8, 0, 48, "notches a point", "What a point on the map moves a user.", source="assumed"),
    Knob("hint", 8, 0, 96, "notches", "How far the government's hints draw users to museums and rallies.",
         source="assumed"),
    Knob("mark", 256, 64, 2048, "of 256 of a point", "How far a block must stand below the rest to be marked.",
         source="assumed"),
    Knob("least", 4, 1, 50, "reports", "Fewest reports by which a block is judged.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole numbers."""

    users: int
    reports: int
    error: int
    doubt: int
    heed: int
    hint: int
    mark: int
    least: int


class View(NamedTuple):
    """What `map_app` reads and writes, whole columns."""

    cell: NDArray[np.uint16]
    """The kind of citizen that one is counted as."""
    status: NDArray[np.uint8]
    """Bits of status (`demerit.acts.act`)."""
    score: NDArray[np.int16]
    """The score of the last settling; -1 none."""
    diary: NDArray[np.uint32]
    """The month's deeds of the weekly acts."""
    before: NDArray[np.int16]
    """Written: the score a month ago; 0 none."""
    was: NDArray[np.uint8]
    """Written: where one was last month, an index into `KINDS`, or `SEVERAL`."""
    telling: NDArray[np.uint8]
    """Written: what one reports of one's block, 128 plus points; 0 nothing."""
    told: NDArray[np.uint8]
    """Written by `post`: the same, for others to read."""
    shown_museum: NDArray[np.uint8]
    """Written: notches by which the map draws a user to museums."""
    shown_rally: NDArray[np.uint8]
    """Written: notches by which it draws to rallies."""
    warned: NDArray[np.uint8]
    """Written: notches by which it keeps from hostile ground."""
    marked: NDArray[np.uint8]
    """Written: 255 where it marks the block on one's way, else 0."""


def think(memory: dict[str, int], past: Past, k: Any, lot: Callable[[int], int]) -> None:
    """Add the month's reports, and estimate in Q8 points what one visit does.

    ``estimate = (mean move of those once there - mean move of those nowhere) x n / (n + doubt)``.
    """
    for name in KINDS:
        n, points = past.count("map_app", f"at_{name}"), past.count("map_app", f"moved_{name}")
        memory[f"n_{name}"] += 16 * n - (memory[f"n_{name}"] >> FADES)
        memory[f"sum_{name}"] += 16 * 256 * points - (memory[f"sum_{name}"] >> FADES)
    memory["base"] = _mean(memory, "nowhere")
    for name in KINDS[1:]:
        n = memory[f"n_{name}"] >> 4
        apart = _mean(memory, name) - memory["base"] if n and memory["n_nowhere"] else 0
        memory[name] = apart * n // (n + k.doubt)


def _mean(memory: dict[str, int], name: str) -> int:
    """Give the mean move, Q8 points, of those who were at such a place."""
    return memory[f"sum_{name}"] // max(1, memory[f"n_{name}"])


@inner
def place_of_month(diary, a, r):  # type: ignore[no-untyped-def]
    """Give where one was this month: 0 nowhere, the one place visited once, or `SEVERAL`."""
    place = 0
    for week in range(r.weeks):
        deed = deed_in(diary, r.shift[a], r.bits[a], week)
        if deed > 0:
            place = deed if place == 0 else SEVERAL
    return place


@inner
def drawn(estimate, k, hint):  # type: ignore[no-untyped-def]
    """Give the notches, 0 .. 255, that an estimate and a hint are worth."""
    return u8(min(max(((estimate * k.heed) >> 8) + hint, 0), 255))


@inner
def is_marked(block, told, k, base):  # type: ignore[no-untyped-def]
    """Say whether the reports of a block's residents stand far enough below those of all."""
    n, points = 0, 0
    for j in range(block * BLOCK, min((block + 1) * BLOCK, told.shape[0])):
        if told[j] != NOTHING:
            n += 1
            points += int(told[j]) - MIDDLE
    return n >= k.least and 256 * points <= n * (base - k.mark)


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Let users who looked up their score report, and show users what the map knows.

    A report says how the score moved at the last settling and where one was in the month before it; a share `error`
    names a place at random. Who was nowhere tells of the block they live in: a user whose way leads through a block
    that did worse than all by `mark` sees it marked. Writes before, was, telling, shown_museum, shown_rally, warned,
    marked.
    """
    n = x.cell.shape[0]
    for i in range(lo, hi):
        cell = x.cell[i]
        u0, _, _, _ = philox(u32(i), u32(0), u32(r.stream), u32(0), u32(r.k0), u32(r.k1))
        both = ONLINE | AWARE
        uses = (x.status[i] & both) == both and int(u0 & u32(255)) < k.users
        x.telling[i] = u8(NOTHING)
        w0, w1, _, _ = philox(u32(i), u32(week), u32(r.stream), u32(1), u32(r.k0), u32(r.k1))
        looked = deeds[r.act[1], i - lo] > 0
        scored = x.score[i] >= 0 and x.before[i] > 0
        if uses and looked and scored and int(w0 & u32(255)) < k.reports:
            moved = min(max(int(x.score[i]) - int(x.before[i]), -100), 100)
            place = int(x.was[i])
            if int((w0 >> u32(8)) & u32(255)) < k.error:
                place = int(w1 & u32(3))
            counts[0, cell] += 1
            if place < SEVERAL:
                counts[1 + 2 * place, cell] += 1
                counts[2 + 2 * place, cell] += moved
            if place == 0:
                x.telling[i] = u8(MIDDLE + moved)
        x.before[i] = i16(max(0, int(x.score[i])))
        x.was[i] = u8(place_of_month(x.diary[i], r.act[0], r))
        x.shown_museum[i] = drawn(r.memory[0], k, k.hint) if uses else u8(0)
        x.shown_rally[i] = drawn(r.memory[1], k, k.hint) if uses else u8(0)
        x.warned[i] = drawn(-r.memory[2], k, 0) if uses else u8(0)
        x.marked[i] = u8(0)
        if uses:
            counts[9, cell] += 1
            if is_marked(way_of(i, n, r.k0, r.k1), x.told, k, r.memory[3]):
                x.marked[i] = u8(255)
                counts[10, cell] += 1


@kernel
def post(lo, hi, week, x, k, r):  # type: ignore[no-untyped-def]
    """Put what was reported on the map. Writes told."""
    for i in range(lo, hi):
        x.told[i] = x.telling[i]


map_app = OldInstitution(
    name="map_app",
    summary="A firm's map of places that help or harm a score, learnt from users' reports and the government's hints.",
    reads=("what its users reported last month",),
    writes=("before", "was", "telling", "told", "shown_museum", "shown_rally", "warned", "marked"),
    knobs=KNOBS,
    knob_class=Knobs,
    memory=("museum", "rally", "hostile", "base", *(f"{what}_{kind}" for kind in KINDS for what in ("n", "sum"))),
    think=think,
    columns=(
        Column("before", np.int16, "the score a month ago; 0 none"),
        Column("was", np.uint8, "where one was last month: 0 nowhere, 1 museum, 2 rally, 3 hostile ground, 4 several"),
        Column("telling", np.uint8, "what a user reports of their block this month, 128 plus points; 0 nothing"),
        Column("told", np.uint8, "what a user reported of their block, for others to read"),
        Column("shown_museum", np.uint8, "notches by which the map draws its users to museums, 0 .. 255"),
        Column("shown_rally", np.uint8, "notches by which it draws them to rallies, 0 .. 255"),
        Column("warned", np.uint8, "notches by which it keeps them from hostile ground, 0 .. 255"),
        Column("marked", np.uint8, "255 where it marks the block on a user's way, else 0"),
    ),
    counts=("reports", *(f"{what}_{kind}" for kind in KINDS for what in ("at", "moved")), "users", "marked"),
    acts=("go", "look_up"),
    view=View,
    touch=touch,
    post=post,
)
