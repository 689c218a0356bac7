"""Wardens: police, inspectors and conductors, who catch some offences, warn first, put on record, and hear appeals."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np

from demerit.acts.obey import obey
from demerit.base.draws import Four
from demerit.base.knob import knob
from demerit.institutions.institution import Array, Institution, kept

TRAFFIC, DRUNK, FARE, GOODS, DAMAGE, TAMPERING, THEFT = (
    obey.deeds.index(deed)
    for deed in ("traffic_offence", "drunk_driving", "fare_dodged", "dangerous_goods", "damages", "tampers",
                 "steals_power")
)


class Knobs(NamedTuple):
    """What `wardens` can be tuned by."""

    caught: Annotated[int, knob(
        16384, 0, 65536, "of 65536",
        "Chance that an offence on the street or against what belongs to all comes to light.",
        source="assumed: one in four")]
    warn: Annotated[int, knob(
        0, 0, 24, "months",
        "For how long after a warning the next traffic offence counts; a first one is only warned of. 0: nobody warns.",
        source="assumed; that Rongcheng warns first is written, how is not")]
    fares: Annotated[int, knob(
        0, 0, 16777216, "of 16777216", "Chance that one who travels without a fare is put on record.",
        source="assumed here; where there is a list it is fitted to the bans of 2019 (K08)")]
    goods: Annotated[int, knob(
        0, 0, 16777216, "of 16777216", "Chance that one with forbidden goods is put on record.",
        source="assumed here; where there is a list it is fitted to the bans of 2019 (K08)")]
    appeals: Annotated[int, knob(
        0, 0, 256, "of 256", "Share of those put on record who object within the days they have.")]
    upheld: Annotated[int, knob(64, 0, 256, "of 256", "Share of objections that are heard.")]
    pays: Annotated[int, knob(64, 0, 256, "of 256 a month", "Chance that one who owes a fare pays it.")]


class Keeps(NamedTuple):
    """Its own columns."""

    on_notice: Annotated[Array, kept(np.uint8, "Months for which a warning still stands; 0 none.", bits=5)]
    fare_owed: Annotated[Array, kept(np.uint8, "1 while a dodged fare is owed, 0 otherwise.", bits=1)]


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    on_notice: int
    fare_owed: int


class Citizens(NamedTuple):
    """Columns that it writes."""

    on_notice: Array
    fare_owed: Array


class Did(NamedTuple):
    """What the citizen did this month."""

    obey: int


class Happened(NamedTuple):
    """What can happen: a warning, what each offence is punished as, and the fare that is paid at last."""

    warned: Array
    fined: Array
    drunk_driver: Array
    fare_recorded: Array
    goods_recorded: Array
    damage: Array
    tampering: Array
    theft: Array
    fare_paid: Array


class Counted(NamedTuple):
    """What is counted: warnings, punishments, records, objections to these and what is struck off, and fares paid."""

    warned: Array
    fined: Array
    recorded: Array
    appeals: Array
    struck_off: Array
    fares_paid: Array


def touch(i: int, own: Own, citizens: Citizens, did: Did, knobs: Knobs, lot: Four, happened: Happened,
          counted: Counted) -> None:
    """Let wardens deal with the month's offence of a citizen.

    An offence on the street or against public things comes to light with chance ``caught / 65536``. A traffic offence
    of one who is not on notice is then only warned of, where `warn` is not 0, and puts on notice for `warn` months; any
    other is punished, and happens under its own name. Fares and goods: one is put on record with the chance of the
    deed, and who dodged a fare owes it, unless it is struck off (`struck_off`). A fare owed is paid with chance
    ``pays / 256`` a month, from the month after. Writes on_notice, fare_owed.
    """
    citizens.on_notice[i] = max(own.on_notice - 1, 0)
    if own.fare_owed > 0 and lot[1] & 255 < knobs.pays:
        citizens.fare_owed[i] = 0
        happened.fare_paid[i] = 1
        counted.fares_paid[own.cell] += 1

    deed = did.obey
    if deed in (FARE, GOODS):
        if lot[0] >> 8 >= (knobs.fares if deed == FARE else knobs.goods):
            return
        counted.recorded[own.cell] += 1
        if struck_off(own.cell, lot[2], knobs, counted):
            return
        if deed == FARE:
            happened.fare_recorded[i] = 1
            citizens.fare_owed[i] = 1
        else:
            happened.goods_recorded[i] = 1
    elif deed > 0 and lot[0] & 0xFFFF < knobs.caught:
        if deed == TRAFFIC and own.on_notice == 0 and knobs.warn > 0:
            citizens.on_notice[i] = knobs.warn
            happened.warned[i] = 1
            counted.warned[own.cell] += 1
        else:
            punish(i, deed, happened)
            counted.fined[own.cell] += 1


def struck_off(cell: int, word: int, knobs: Knobs, counted: Counted) -> bool:
    """Say whether one who was put on record is struck off before it is published; to such a one nothing happens.

    ``appeals / 256`` of them object, and ``upheld / 256`` of these are struck off. `word` is a word of a draw.
    """
    if word & 255 >= knobs.appeals:
        return False
    counted.appeals[cell] += 1
    if (word >> 8) & 255 >= knobs.upheld:
        return False
    counted.struck_off[cell] += 1
    return True


def punish(i: int, deed: int, happened: Happened) -> None:
    """Let an offence on the street or against public things happen under its own name."""
    if deed == TRAFFIC:
        happened.fined[i] = 1
    elif deed == DRUNK:
        happened.drunk_driver[i] = 1
    elif deed == DAMAGE:
        happened.damage[i] = 1
    elif deed == TAMPERING:
        happened.tampering[i] = 1
    elif deed == THEFT:
        happened.theft[i] = 1


wardens = Institution(
    name="wardens",
    summary="Police, inspectors and conductors catch some offences, warn first, put on record, and hear appeals.",
    reads=("deeds of `obey`",),
    writes=("happens", "on_notice", "fare_owed"),
    knobs_are=Knobs,
    keeps=Keeps,
    touch=touch,
)
