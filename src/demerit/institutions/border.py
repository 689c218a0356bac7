"""The border: who needs which papers for a journey, and who is not let out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import numpy as np

from demerit.base.quotient import quotient
from demerit.institutions.institution import Array, Institution, kept

if TYPE_CHECKING:
    from demerit.society import Society

COUNTRIES = 5
"""Countries that the score may help to reach; the sixth asks the same of everybody."""
BANDS = 6


class Keeps(NamedTuple):
    """Its own column."""

    papers: Annotated[Array, kept(
        np.uint8, "A bit for each of five countries: set where all papers are asked for.", bits=5)]


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    score: int
    gates: int


class Citizens(NamedTuple):
    """The column that it writes."""

    papers: Array


class Did(NamedTuple):
    """What the citizen did this month."""

    travel: int


class Gates(NamedTuple):
    """Gates that it asks: of the country, and of five countries in the order of the deeds of `travel`."""

    leave_the_country: int
    singapore_permit: int
    schengen_visa: int
    japan_visa: int
    korea_visa: int
    britain_visa: int


class Scale(NamedTuple):
    """What it reads of the law."""

    low: int
    high: int


class Counted(NamedTuple):
    """What is counted: journeys, refusals, papers, and by six equal bands of the scale journeys and the scored."""

    trips: Array
    refused: Array
    asked: Array
    """Journeys to countries whose papers a gate may spare."""
    full: Array
    """Those of them with full papers."""
    trips_0: Array
    """Of the lowest band."""
    trips_1: Array
    trips_2: Array
    trips_3: Array
    trips_4: Array
    trips_5: Array
    scored_0: Array
    """Of the lowest band."""
    scored_1: Array
    scored_2: Array
    scored_3: Array
    scored_4: Array
    scored_5: Array


def begin(world: Any, society: Society, seed: int, knobs: Any) -> None:
    """Ask everybody for all papers: nobody has a score yet."""
    world.named("papers")[:] = (1 << COUNTRIES) - 1


def is_shut(gate: int, gates: int) -> bool:
    """Say whether a gate is there and shut to one to whom the bits `gates` are open."""
    return gate >= 0 and (gates >> gate) & 1 == 0


def count_scored(counted: Counted, cell: int, band: int) -> None:
    """Count a citizen whose score lies in a band, 0 the lowest."""
    if band == 0:
        counted.scored_0[cell] += 1
    elif band == 1:
        counted.scored_1[cell] += 1
    elif band == 2:
        counted.scored_2[cell] += 1
    elif band == 3:
        counted.scored_3[cell] += 1
    elif band == 4:
        counted.scored_4[cell] += 1
    elif band == 5:
        counted.scored_5[cell] += 1


def count_trip(counted: Counted, cell: int, band: int) -> None:
    """Count a journey of a citizen whose score lies in a band, 0 the lowest; -1 without a score, and nothing counts."""
    if band == 0:
        counted.trips_0[cell] += 1
    elif band == 1:
        counted.trips_1[cell] += 1
    elif band == 2:
        counted.trips_2[cell] += 1
    elif band == 3:
        counted.trips_3[cell] += 1
    elif band == 4:
        counted.trips_4[cell] += 1
    elif band == 5:
        counted.trips_5[cell] += 1


def touch(i: int, own: Own, citizens: Citizens, did: Did, gates: Gates, law: Scale, counted: Counted) -> None:
    """Let a citizen out, or not, and ask for papers.

    Whoever set out and finds ``leave_the_country`` shut is sent home. ``papers`` has the bit of a country set unless
    the gate of its visa is there and open. Counts journeys and refusals; of the journeys to countries whose papers a
    gate may spare, all and those with full papers; and by six equal bands of the scale journeys (``trips_0`` the
    lowest) and the scored (``scored_0``). Writes papers.
    """
    visas = (gates.singapore_permit, gates.schengen_visa, gates.japan_visa, gates.korea_visa, gates.britain_visa)
    band = -1
    if own.score >= 0:
        band = quotient((own.score - law.low) * BANDS, law.high - law.low + 1)
        count_scored(counted, own.cell, band)
    if did.travel > 0 and is_shut(gates.leave_the_country, own.gates):
        counted.refused[own.cell] += 1
    elif did.travel > 0:
        counted.trips[own.cell] += 1
        count_trip(counted, own.cell, band)
        if did.travel <= COUNTRIES and visas[did.travel - 1] >= 0:
            counted.asked[own.cell] += 1
            counted.full[own.cell] += 1 if is_shut(visas[did.travel - 1], own.gates) else 0
    full = 0
    for country in range(COUNTRIES):
        if visas[country] < 0 or is_shut(visas[country], own.gates):
            full |= 1 << country
    citizens.papers[i] = full


border = Institution(
    name="border",
    summary="Lets citizens out of the country or not, and asks some for fewer papers than others.",
    reads=("deeds of `travel`", "gates", "scores"),
    writes=("papers",),
    keeps=Keeps,
    begin=begin,
    touch=touch,
    abreast=("touch",),
)
