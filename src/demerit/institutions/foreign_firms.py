"""Foreign firms: they hand the scheme's rules on to staff whom they may send, and send fewer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import numpy as np

from demerit.acts.speak import speak
from demerit.base.draws import columns4
from demerit.base.knob import knob
from demerit.institutions.institution import Array, Institution, Month, kept
from demerit.society.citizens import VISITOR

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.institutions.past import Past
    from demerit.society import Society

DISSENT = speak.deeds.index("dissent")
HEED = 8
"""How much a refusal weighs against sending anybody: where one in eight is refused, a firm is loath to (assumed)."""


class Knobs(NamedTuple):
    """What `foreign_firms` can be tuned by."""

    share: Annotated[int, knob(154, 0, 256, "of 256", "Share of foreigners who travel for a firm: six in ten.")]
    rules: Annotated[int, knob(128, 0, 256, "of 256",
                               "How strict firms are before any of their staff was refused anything.")]
    voice: Annotated[int, knob(224, 0, 256, "of 256 a month",
                               "How far the rules of the strictest firm drown what friends say.")]
    dread: Annotated[int, knob(48, 0, 128, "Q8 a month", "Fear for one's post that the strictest firm adds.")]
    pace: Annotated[int, knob(32, 1, 256, "of 256 a month", "How fast firms learn of refusals: half in five months.")]


class Memory(NamedTuple):
    """What it remembers."""

    strain: int
    """The share of what visitors asked for that was refused, in 65536ths, as a moving mean."""
    strict: int
    """How strict the rules of firms are, of 256."""


class Keeps(NamedTuple):
    """Its own columns."""

    staff: Annotated[Array, kept(np.uint8, "1 for a foreigner who travels for a firm, else 0.", bits=1)]
    called_off: Annotated[Array, kept(
        np.uint8, "How little the firm likes to send anybody, of 256; 0 where it does not mind.")]


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    origin: int
    climate: int
    fear: int
    staff: int


class Citizens(NamedTuple):
    """Columns that it writes."""

    climate: Array
    fear: Array
    called_off: Array


class Did(NamedTuple):
    """What the citizen did this month."""

    speak: Month


class Counted(NamedTuple):
    """What is counted: staff and other foreigners, and the weeks in which either dissented."""

    staff: Array
    staff_dissent: Array
    others: Array
    others_dissent: Array


def think(memory: dict[str, int], past: Past, knobs: Knobs, lot: Callable[[int], int]) -> None:
    """Remember which share of what visitors asked for was refused, in 65536ths, as a moving mean: `strain`.

    ``strain += (65536 x refused / asked - strain) x pace / 256``; a month without visitors changes nothing. `strict` is
    ``rules + strain / 256``, at most 256.
    """
    asked = past.count("visitors", "asked")
    if asked:
        level = 65536 * past.count("visitors", "refused") // asked
        memory["strain"] += (level - memory["strain"]) * knobs.pace // 256
    memory["strict"] = min(256, knobs.rules + memory["strain"] // 256)


def begin(world: Any, society: Society, seed: int, knobs: Knobs) -> None:
    """Draw who travels for a firm."""
    lot = columns4(seed, "foreign_firms", world.n)[:, 0].astype(np.int64)
    world.named("staff")[:] = (world.origin == VISITOR) & (lot >> 24 < knobs.share)


def touch(i: int, own: Own, citizens: Citizens, did: Did, knobs: Knobs, memory: Memory, counted: Counted) -> None:
    """Hand the rules on to one of the staff.

    ``climate -= (climate + 256) x voice x strict / 65536``: what friends say is drowned. ``fear += dread x strict /
    256``. ``called_off = strict / 4 + 8 strain / 256``, at most 255: a firm with strict rules sends fewer at first
    (assumed), and fewer still after refusals. All whole numbers, rounded down. Writes climate, fear, called_off.
    """
    if own.origin != VISITOR:
        return
    dissent = times_dissented(did.speak)
    if own.staff == 0:
        counted.others[own.cell] += 1
        counted.others_dissent[own.cell] += dissent
        return
    counted.staff[own.cell] += 1
    counted.staff_dissent[own.cell] += dissent
    drowned = ((own.climate + 256) * knobs.voice * memory.strict) >> 16
    citizens.climate[i] = own.climate - drowned
    citizens.fear[i] = min(512, own.fear + ((knobs.dread * memory.strict) >> 8))
    citizens.called_off[i] = min(255, (memory.strict >> 2) + ((memory.strain * HEED) >> 8))


def times_dissented(month: Month) -> int:
    """Count the weeks of the month in which one dissented."""
    times = 0
    for deed in month:
        if deed == DISSENT:
            times += 1
    return times


foreign_firms = Institution(
    name="foreign_firms",
    summary="Firms abroad hand the rules on to staff whom they may send, and send fewer where visitors are refused.",
    reads=("visitors:asked", "visitors:refused", "deeds of `speak`"),
    writes=("climate", "fear", "called_off"),
    knobs_are=Knobs,
    remembers=Memory,
    keeps=Keeps,
    think=think,
    begin=begin,
    touch=touch,
)
