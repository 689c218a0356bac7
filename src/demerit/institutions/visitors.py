"""Visitors: foreigners who come, are under the score, and go; what they posted before is read at the border."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import AWARE
from demerit.acts.speak import speak
from demerit.base.draws import columns4, philox
from demerit.base.kernel import inner, kernel
from demerit.base.knob import Knob
from demerit.institutions.institution import MOST_TIMES, AroundLaw, Column, OldInstitution
from demerit.institutions.reading import deed_in
from demerit.society.citizens import VISITOR

if TYPE_CHECKING:
    from demerit.society import Society

i16 = np.int16
i32 = np.int32
u8 = np.uint8
u32 = np.uint32

QUESTION, DISSENT, HISTORY = (speak.deeds.index(deed) for deed in ("question", "dissent", "history"))
SPEAK, COME, TOUR = range(3)
VISITS, FOREGONE, OUTSPOKEN, ASKED, REFUSED, ASKED_O, REFUSED_O, HERE, SOON, SOON_DISSENT, FAR, FAR_DISSENT = range(12)

KNOBS = (
    Knob("before", 3, 1, 12, "months", "How long before a journey one thinks of it, and how far back posts are read.",
         source="assumed"),
    Knob("gap", 9, 1, 36, "months", "Longest time between two journeys.", source="assumed"),
    Knob("expatriates", 64, 0, 256, "of 256", "Share of visits that last longer than a month.", source="assumed"),
    Knob("longest", 12, 2, 60, "months", "Longest of these.", source="assumed"),
    Knob("dread", 24, 0, 96, "Q8 a month", "Fear that a journey ahead adds in one who knows of the scheme.",
         source="assumed"),
    Knob("relief", 64, 0, 256, "of 256 a month", "Share of fear that is lost while no journey is near.",
         source="assumed"),
    Knob("fright", 48, 0, 192, "Q8", "Fear that a refusal adds.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole numbers."""

    before: int
    gap: int
    expatriates: int
    longest: int
    dread: int
    relief: int
    fright: int


class View(NamedTuple):
    """What `visitors` reads and writes, whole columns."""

    cell: NDArray[np.uint16]
    origin: NDArray[np.uint8]
    status: NDArray[np.uint8]
    diary: NDArray[np.uint32]
    gates: NDArray[np.uint32]
    fear: NDArray[np.int16]
    """Written."""
    stay: NDArray[np.uint8]
    """Written."""
    away: NDArray[np.uint8]
    """Written."""
    travels_soon: NDArray[np.uint8]
    """Written."""
    past_posts: NDArray[np.uint8]
    """Written."""


def begin(world: Any, society: Society, seed: int, k: Knobs) -> None:
    """Send all visitors abroad, their next journey due within `gap` months, by a draw."""
    lot = columns4(seed, "visitors", world.n)[:, 0].astype(np.int64)
    away = np.where((world.origin == VISITOR), 1 + (lot >> 16) % k.gap, 0)
    world.named("away")[:] = away.astype(np.uint8)
    world.named("travels_soon")[:] = np.where(away <= k.before, away, 0).astype(np.uint8)


@inner
def said(diary, deed, r):  # type: ignore[no-untyped-def]
    """Count the weeks of the month in which one said `deed`."""
    times = 0
    for week in range(r.weeks):
        if deed_in(diary, r.shift[r.act[SPEAK]], r.bits[r.act[SPEAK]], week) == deed:
            times += 1
    return times


@inner
def be_here(i, asks, x, k, r, w1, counts):  # type: ignore[no-untyped-def]
    """Ask for what is needed, perhaps in vain; a month of the stay passes."""
    cell = x.cell[i]
    outspoken = x.past_posts[i] > 0
    counts[HERE, cell] += 1
    if asks > 0:
        gate = r.gate[asks - 1]
        shut = gate >= 0 and (x.gates[i] >> u32(max(gate, 0))) & u32(1) == 0
        counts[ASKED, cell] += 1
        counts[ASKED_O, cell] += 1 if outspoken else 0
        if shut:
            counts[REFUSED, cell] += 1
            counts[REFUSED_O, cell] += 1 if outspoken else 0
            x.fear[i] = i16(min(512, i32(x.fear[i]) + k.fright))
    x.stay[i] = u8(x.stay[i] - 1)
    if x.stay[i] == 0:
        x.past_posts[i] = u8(0)
        x.away[i] = u8(1 + i32(w1 >> u32(16)) % k.gap)


@inner
def be_abroad(i, j, comes, x, k, r, w0, w1, happened, counts):  # type: ignore[no-untyped-def]
    """Speak unhindered or not; set out, or put it off, where a journey is due."""
    cell = x.cell[i]
    soon = x.travels_soon[i] > 0
    dissent = said(x.diary[i], DISSENT, r)
    counts[SOON if soon else FAR, cell] += 1
    counts[SOON_DISSENT if soon else FAR_DISSENT, cell] += dissent
    if not soon:
        x.fear[i] = i16(i32(x.fear[i]) - ((i32(x.fear[i]) * k.relief) >> 8))
        x.away[i] = u8(x.away[i] - 1)
        return
    posts = dissent + said(x.diary[i], QUESTION, r) + said(x.diary[i], HISTORY, r)
    x.past_posts[i] = u8(min(255, i32(x.past_posts[i]) + posts))
    if (i32(x.status[i]) & AWARE) != 0:
        x.fear[i] = i16(min(512, i32(x.fear[i]) + k.dread))
    x.away[i] = u8(x.away[i] - 1)
    if x.away[i] > 0:
        return
    if comes:
        longer = i32(w0 & u32(255)) < k.expatriates
        x.stay[i] = u8(2 + i32(w0 >> u32(16)) % (k.longest - 1)) if longer else u8(1)
        happened[0, j] = u8(min(i32(MOST_TIMES), i32(x.past_posts[i])))
        counts[VISITS, cell] += 1
        counts[OUTSPOKEN, cell] += 1 if x.past_posts[i] > 0 else 0
    else:
        counts[FOREGONE, cell] += 1
        x.past_posts[i] = u8(0)
        x.away[i] = u8(1 + i32(w1 >> u32(16)) % k.gap)


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Let visitors come, ask for things, and go.

    A visitor is abroad (`away` months until the next journey is due) or here (`stay` months left). In the last `before`
    months abroad posts of dissent, questions and history are noted (`past_posts`), and the journey ahead frightens
    those who know of the scheme by `dread`; farther off fear wears away by ``relief / 256``. Whoever then comes has
    ``past_post`` happen once for each noted. Here one asks for one thing a month at a gate; being refused frightens.
    Writes fear, stay, away, travels_soon, past_posts.
    """
    for i in range(lo, hi):
        if x.origin[i] != VISITOR:
            continue
        w0, w1, _, _ = philox(u32(i), u32(week), u32(r.stream), u32(1), u32(r.k0), u32(r.k1))
        if x.stay[i] > 0:
            be_here(i, i32(deeds[r.act[TOUR], i - lo]), x, k, r, w1, counts)
        else:
            be_abroad(i, i - lo, deeds[r.act[COME], i - lo] == 1, x, k, r, w0, w1, happened, counts)
        near = x.away[i] > 0 and i32(x.away[i]) <= k.before
        x.travels_soon[i] = x.away[i] if near else u8(0)


visitors = OldInstitution(
    name="visitors",
    summary="Foreigners come for a while, are under the score like everybody, and what they posted before counts.",
    reads=("deeds of `speak`, `come`, `tour`", "gates"),
    writes=("happens", "fear", "stay", "away", "travels_soon", "past_posts"),
    knobs=KNOBS,
    knob_class=Knobs,
    columns=(
        Column("stay", np.uint8, "Months left of a visit; 0 abroad, or no visitor."),
        Column("away", np.uint8, "Months until the next journey is due; 0 here, or no visitor."),
        Column("travels_soon", np.uint8, "The same in the last months before it, else 0."),
        Column("past_posts", np.uint8, "Posts of those months that may count against one, at most 255."),
    ),
    begin=begin,
    happens=("past_post",),
    counts=("visits", "foregone", "outspoken", "asked", "refused", "asked_outspoken", "refused_outspoken", "here",
            "soon", "soon_dissent", "far", "far_dissent"),
    acts=("speak", "come", "tour"),
    gates=("visitor_car", "visitor_hotel", "visitor_shop", "visitor_office"),
    view=View,
    around=AroundLaw,
    touch=touch,
)
