"""Licences: who may voice an opinion in public without it counting as unlicensed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import MEMBER, ONLINE
from demerit.acts.speak import speak
from demerit.base.draws import column
from demerit.base.kernel import kernel
from demerit.base.knob import Knob
from demerit.institutions.institution import Column, OldInstitution
from demerit.institutions.reading import deed_in
from demerit.society.citizens import LEADER, OFFICIAL, PROFESSIONAL

if TYPE_CHECKING:
    from demerit.society import Society

u8 = np.uint8
u32 = np.uint32

PRAISE, UNLICENSED = speak.deeds.index("praise"), speak.deeds.index("unlicensed")
HOLDERS, OTHERS, AGREED, AGREED_WITHOUT, PRAISED_WITHOUT = range(5)

KNOBS = (
    Knob("officials", 256, 64, 256, "of 256", "Share of officials and leaders who hold a licence.", source="assumed"),
    Knob("professionals", 24, 0, 128, "of 256", "Share of professionals who do: journalists and teachers among them.",
         source="assumed; no register of licences to voice opinions is known"),
    Knob("members", 32, 0, 128, "of 256", "Share of Party members of other occupations who do.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above."""

    officials: int
    professionals: int
    members: int


class View(NamedTuple):
    """Columns that `licences` reads, whole."""

    cell: NDArray[np.uint16]
    status: NDArray[np.uint8]
    diary: NDArray[np.uint32]
    licence: NDArray[np.uint8]


def begin(world: Any, society: Society, seed: int, k: Knobs) -> None:
    """Give licences by occupation and membership; one draw a citizen, so that more never takes one away."""
    share = np.where((world.traits & MEMBER) > 0, k.members, 0)
    share = np.where(world.occupation == PROFESSIONAL, np.maximum(share, k.professionals), share)
    share = np.where(np.isin(world.occupation, (LEADER, OFFICIAL)), k.officials, share)
    lot = (column(seed, "licences", world.n) & u32(255)).astype(np.int64)
    world.more["licence"][:] = lot < share


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Count what those with a licence and those without said in agreement this month: praise and unlicensed opinion.

    Of adults on-line. Writes nothing.
    """
    a = r.act[0]
    for i in range(lo, hi):
        cell = x.cell[i]
        if (x.status[i] & u8(ONLINE)) == 0:
            continue
        counts[HOLDERS if x.licence[i] else OTHERS, cell] += 1
        for week_ in range(r.weeks):
            deed = deed_in(x.diary[i], r.shift[a], r.bits[a], week_)
            if x.licence[i]:
                counts[AGREED, cell] += 1 if deed == PRAISE else 0
            else:
                counts[AGREED_WITHOUT, cell] += 1 if deed == UNLICENSED else 0
                counts[PRAISED_WITHOUT, cell] += 1 if deed == PRAISE else 0


licences = OldInstitution(
    name="licences",
    summary="Officials, some professionals and some Party members hold a licence to voice opinions.",
    reads=("deeds of `speak`",),
    writes=("licence",),
    knobs=KNOBS,
    knob_class=Knobs,
    columns=(Column("licence", np.uint8, "1 with a licence to voice opinions, 0 without."),),
    begin=begin,
    counts=("holders", "others", "agreed", "agreed_without", "praised_without"),
    acts=("speak",),
    view=View,
    touch=touch,
)
