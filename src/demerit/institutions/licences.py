"""Licences: who may voice an opinion in public without it counting as unlicensed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import numpy as np

from demerit.acts.speak import speak
from demerit.base.draws import column
from demerit.base.knob import knob
from demerit.institutions.institution import Array, Institution, Month, kept
from demerit.rows.bits import MEMBER, ONLINE
from demerit.society.citizens import LEADER, OFFICIAL, PROFESSIONAL

if TYPE_CHECKING:
    from demerit.society import Society

PRAISE, UNLICENSED = speak.deeds.index("praise"), speak.deeds.index("unlicensed")


class Knobs(NamedTuple):
    """What `licences` can be tuned by."""

    officials: Annotated[int, knob(256, 64, 256, "of 256", "Share of officials and leaders who hold a licence.")]
    professionals: Annotated[int, knob(24, 0, 128, "of 256",
                                       "Share of professionals who do: journalists and teachers among them.",
                                       source="assumed; no register of licences to voice opinions is known")]
    members: Annotated[int, knob(32, 0, 128, "of 256", "Share of Party members of other occupations who do.")]


class Keeps(NamedTuple):
    """Its own column."""

    licence: Annotated[Array, kept(np.uint8, "1 with a licence to voice opinions, 0 without.", bits=1)]


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    status: int
    licence: int


class Did(NamedTuple):
    """What the citizen did this month."""

    speak: Month


class Counted(NamedTuple):
    """What is counted: those with a licence and those without, and what either said in agreement."""

    holders: Array
    others: Array
    agreed: Array
    """Praise by those with a licence."""
    agreed_without: Array
    """Unlicensed opinion by those without."""
    praised_without: Array
    """Praise by those without."""


def begin(world: Any, society: Society, seed: int, knobs: Knobs) -> None:
    """Give licences by occupation and membership; one draw a citizen, so that more never takes one away."""
    share = np.where((world.traits & MEMBER) > 0, knobs.members, 0)
    share = np.where(world.occupation == PROFESSIONAL, np.maximum(share, knobs.professionals), share)
    share = np.where(np.isin(world.occupation, (LEADER, OFFICIAL)), knobs.officials, share)
    lot = (column(seed, "licences", world.n) & np.uint32(255)).astype(np.int64)
    world.more["licence"][:] = lot < share


def touch(own: Own, did: Did, counted: Counted) -> None:
    """Count what one with a licence, or without, said in agreement this month: praise and unlicensed opinion.

    Of adults on-line. Writes nothing.
    """
    if own.status & ONLINE == 0:
        return
    if own.licence:
        counted.holders[own.cell] += 1
    else:
        counted.others[own.cell] += 1
    for deed in did.speak:
        if own.licence:
            counted.agreed[own.cell] += 1 if deed == PRAISE else 0
        else:
            counted.agreed_without[own.cell] += 1 if deed == UNLICENSED else 0
            counted.praised_without[own.cell] += 1 if deed == PRAISE else 0


licences = Institution(
    name="licences",
    summary="Officials, some professionals and some Party members hold a licence to voice opinions.",
    reads=("deeds of `speak`",),
    writes=("licence",),
    knobs_are=Knobs,
    keeps=Keeps,
    begin=begin,
    touch=touch,
    abreast=("touch",),
)
