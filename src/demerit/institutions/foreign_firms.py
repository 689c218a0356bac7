"""Foreign firms: they hand the scheme's rules on to staff whom they may send, and send fewer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.speak import speak
from demerit.base.draws import columns4
from demerit.base.kernel import inner, kernel
from demerit.base.knob import Knob
from demerit.institutions.institution import Column, OldInstitution
from demerit.institutions.reading import deed_in
from demerit.society.citizens import VISITOR

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.institutions.past import Past
    from demerit.society import Society

i16 = np.int16
i32 = np.int32
u8 = np.uint8
u32 = np.uint32

DISSENT = speak.deeds.index("dissent")
MONTHS, SPOKE, OTHERS, OTHERS_SPOKE = range(4)
HEED = 8
"""How much a refusal weighs against sending anybody: where one in eight is refused, a firm is loath to (assumed)."""

KNOBS = (
    Knob("share", 154, 0, 256, "of 256", "Share of foreigners who travel for a firm: six in ten.", source="assumed"),
    Knob("rules", 128, 0, 256, "of 256", "How strict firms are before any of their staff was refused anything.",
         source="assumed"),
    Knob("voice", 224, 0, 256, "of 256 a month", "How far the rules of the strictest firm drown what friends say.",
         source="assumed"),
    Knob("dread", 48, 0, 128, "Q8 a month", "Fear for one's post that the strictest firm adds.", source="assumed"),
    Knob("pace", 32, 1, 256, "of 256 a month", "How fast firms learn of refusals: half in five months.",
         source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole numbers."""

    share: int
    rules: int
    voice: int
    dread: int
    pace: int


class View(NamedTuple):
    """What `foreign_firms` reads and writes, whole columns."""

    cell: NDArray[np.uint16]
    origin: NDArray[np.uint8]
    diary: NDArray[np.uint32]
    climate: NDArray[np.int16]
    """Written."""
    fear: NDArray[np.int16]
    """Written."""
    staff: NDArray[np.uint8]
    called_off: NDArray[np.uint8]
    """Written."""


def think(memory: dict[str, int], past: Past, k: Any, lot: Callable[[int], int]) -> None:
    """Remember which share of what visitors asked for was refused, in 65536ths, as a moving mean: `strain`.

    ``strain += (65536 x refused / asked - strain) x pace / 256``; a month without visitors changes nothing. `strict` is
    ``rules + strain / 256``, at most 256.
    """
    asked = past.count("visitors", "asked")
    if asked:
        level = 65536 * past.count("visitors", "refused") // asked
        memory["strain"] += (level - memory["strain"]) * k.pace // 256
    memory["strict"] = min(256, k.rules + memory["strain"] // 256)


def begin(world: Any, society: Society, seed: int, k: Knobs) -> None:
    """Draw who travels for a firm."""
    lot = columns4(seed, "foreign_firms", world.n)[:, 0].astype(np.int64)
    world.named("staff")[:] = (world.origin == VISITOR) & (lot >> 24 < k.share)


@inner
def dissented(diary, r):  # type: ignore[no-untyped-def]
    """Count the weeks of the month in which one dissented."""
    times = 0
    for week in range(r.weeks):
        if deed_in(diary, r.shift[r.act[0]], r.bits[r.act[0]], week) == DISSENT:
            times += 1
    return times


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Hand the rules on to staff.

    ``climate -= (climate + 256) x voice x strict / 65536``: what friends say is drowned. ``fear += dread x strict /
    256``. ``called_off = strict / 4 + 8 strain / 256``, at most 255: a firm with strict rules sends fewer at first
    (assumed), and fewer still after refusals. All whole numbers, rounded down. Writes climate, fear, called_off.
    """
    for i in range(lo, hi):
        cell = x.cell[i]
        if x.origin[i] != VISITOR:
            continue
        spoke = dissented(x.diary[i], r)
        mine = x.staff[i] > 0
        counts[MONTHS if mine else OTHERS, cell] += 1
        counts[SPOKE if mine else OTHERS_SPOKE, cell] += spoke
        if not mine:
            continue
        strict = i32(r.memory[1])
        climate = i32(x.climate[i])
        x.climate[i] = i16(climate - (((climate + 256) * k.voice * strict) >> 16))
        x.fear[i] = i16(min(512, i32(x.fear[i]) + ((k.dread * strict) >> 8)))
        x.called_off[i] = u8(min(i32(255), (strict >> 2) + ((i32(r.memory[0]) * i32(HEED)) >> 8)))


foreign_firms = OldInstitution(
    name="foreign_firms",
    summary="Firms abroad hand the rules on to staff whom they may send, and send fewer where visitors are refused.",
    reads=("visitors:asked", "visitors:refused", "deeds of `speak`"),
    writes=("climate", "fear", "called_off"),
    knobs=KNOBS,
    knob_class=Knobs,
    memory=("strain", "strict"),
    think=think,
    columns=(
        Column("staff", np.uint8, "1 for a foreigner who travels for a firm, else 0."),
        Column("called_off", np.uint8, "How little the firm likes to send anybody, of 256; 0 where it does not mind."),
    ),
    begin=begin,
    counts=("staff", "staff_dissent", "others", "others_dissent"),
    acts=("speak",),
    view=View,
    touch=touch,
)
