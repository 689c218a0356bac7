"""Foreign firms: they hand the scheme's rules on to staff whom they may send, send fewer, and lose contracts by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import numpy as np

from demerit.acts.come import come
from demerit.acts.speak import speak
from demerit.base.draws import Four, columns4
from demerit.base.knob import knob
from demerit.institutions.institution import Array, Institution, Month, kept
from demerit.institutions.visitors import Gates
from demerit.society.citizens import VISITOR

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.institutions.past import Past
    from demerit.society import Society

DISSENT, COME = speak.deeds.index("dissent"), come.deeds.index("come")
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
    lapse: Annotated[int, knob(64, 0, 256, "of 256", "Chance that a contract is lost where its journey is not made.",
                               source="assumed: one in four; no published rate")]
    spoil: Annotated[int, knob(16, 0, 256, "of 256", "Chance that it is where whoever travels is refused something.")]
    win: Annotated[int, knob(64, 0, 256, "of 256", "Chance that a journey made wins one for staff who have none.")]
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
    contract: Annotated[Array, kept(np.uint8, "1 for staff with a contract that they travel for, else 0.", bits=1)]


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    origin: int
    climate: int
    fear: int
    staff: int
    contract: int
    gates: int
    stay: int
    away: int


class Citizens(NamedTuple):
    """Columns that it writes."""

    climate: Array
    fear: Array
    contract: Array


class Did(NamedTuple):
    """What the citizen did this month."""

    speak: Month
    come: int
    tour: int


class Counted(NamedTuple):
    """What is counted: staff and other foreigners, the weeks in which either dissented, journeys and contracts."""

    staff: Array
    staff_dissent: Array
    others: Array
    others_dissent: Array
    due: Array
    """Journeys of staff that were due."""
    made: Array
    contracts: Array
    """Contracts held, at the end of the month."""
    lapsed: Array
    """Contracts lost since a journey was not made."""
    spoiled: Array
    """Contracts lost since one was refused something."""
    won: Array


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
    """Draw who travels for a firm; each of them has a contract to travel for."""
    lot = columns4(seed, "foreign_firms", world.n)[:, 0].astype(np.int64)
    world.named("staff")[:] = (world.origin == VISITOR) & (lot >> 24 < knobs.share)
    world.named("contract")[:] = world.named("staff")[:]


def touch(i: int, own: Own, citizens: Citizens, did: Did, knobs: Knobs, memory: Memory, gates: Gates, lot: Four,
          counted: Counted) -> None:
    """Hand the rules on to one of the staff.

    ``climate -= (climate + 256) x voice x strict / 65536``: what friends say is drowned. ``fear += dread x strict /
    256``. All whole numbers, rounded down. A contract is lost with chance ``lapse``
    of 256 where the journey due is not made, with ``spoil`` where one who is there is refused something; a journey made
    by staff without one wins one with ``win``. Writes climate, fear, contract.
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
    do_business(i, own, citizens, did, knobs, gates, lot[0], counted)


def do_business(i: int, own: Own, citizens: Citizens, did: Did, knobs: Knobs, gates: Gates, word: int,
                counted: Counted) -> None:
    """Let one of the staff keep, lose or win a contract, by what came of the month's journey."""
    due, made = own.away == 1, own.away == 1 and did.come == COME
    counted.due[own.cell] += 1 if due else 0
    counted.made[own.cell] += 1 if made else 0
    refused = False
    if own.stay > 0 and did.tour > 0:
        gate = gates[did.tour - 1]
        refused = gate >= 0 and (own.gates >> gate) & 1 == 0
    held = own.contract
    if held and due and not made and word & 255 < knobs.lapse:
        held = 0
        counted.lapsed[own.cell] += 1
    elif held and refused and (word >> 8) & 255 < knobs.spoil:
        held = 0
        counted.spoiled[own.cell] += 1
    elif own.contract == 0 and made and (word >> 16) & 255 < knobs.win:
        held = 1
        counted.won[own.cell] += 1
    citizens.contract[i] = held
    counted.contracts[own.cell] += held


def times_dissented(month: Month) -> int:
    """Count the weeks of the month in which one dissented."""
    times = 0
    for deed in month:
        if deed == DISSENT:
            times += 1
    return times


class Staff(NamedTuple):
    """What `called_off` reads of a citizen."""

    staff: int


class Reluctance(NamedTuple):
    """What of its memory the staff of firms feel."""

    strain: int
    strict: int


def called_off(own: Staff, memory: Reluctance) -> int:
    """Give how little the firm likes to send one of its staff, of 256; 0 for others, and where it does not mind.

    ``strict / 4 + 8 strain / 256``, at most 255: a firm with strict rules sends fewer at first (assumed), and fewer
    still after refusals.
    """
    return min(255, (memory.strict >> 2) + ((memory.strain * HEED) >> 8)) if own.staff > 0 else 0


foreign_firms = Institution(
    name="foreign_firms",
    summary="Firms abroad hand the rules on to their staff, send fewer where visitors are refused, and lose contracts.",
    reads=("visitors:asked", "visitors:refused", "deeds of `speak`, `come`, `tour`", "gates"),
    writes=("climate", "fear", "contract"),
    knobs_are=Knobs,
    remembers=Memory,
    keeps=Keeps,
    think=think,
    begin=begin,
    touch=touch,
    shows={"called_off": called_off},
)
