"""Telephones: who has held a number for how long, who changes it, and who has to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, AWARE, FEMALE, MARRIED
from demerit.base.draws import column, philox
from demerit.base.kernel import kernel
from demerit.base.knob import Knob
from demerit.institutions.institution import Column, OldInstitution

if TYPE_CHECKING:
    from demerit.society import Society

u8 = np.uint8
i64 = np.int64
u32 = np.uint32


KNOBS = (
    Knob("tip", 16, 0, 64, "notches", "What the tip to keep the number is worth to one who knows of the scheme.",
         source="assumed; the tip is the article's N4"),
    Knob("flight", 800, 100, 4000, "of a million a month", "Women in couples who must change number to get away.",
         source="assumed: 1 in 100 a year; lifetime violence is far commoner, leaving the number behind is rarer"),
    Knob("men", 64, 0, 256, "of 256", "The same for men, as a share of that.", source="assumed"),
    Knob("spared", 0, 0, 256, "of 256", "Share of those who had to whom the bureau believes.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole numbers."""

    tip: int
    flight: int
    men: int
    spared: int


class View(NamedTuple):
    """What `telephones` reads and writes, whole columns."""

    cell: NDArray[np.uint16]
    """The kind of citizen that one is counted as."""
    status: NDArray[np.uint8]
    """Bits of status (`demerit.acts.act`)."""
    traits: NDArray[np.uint8]
    """Bits of traits (`demerit.acts.act`)."""
    number_age: NDArray[np.uint8]
    """Written: months that the number has been held."""
    held: NDArray[np.uint8]
    """Written: notches that keeping it is worth."""


def begin(world: Any, society: Society, seed: int, k: Any) -> None:
    """Let adults have held their number for up to ten years, or since they were eighteen.

    Uniform by a draw of the stream ``number_age`` (assumed).
    """
    lot = column(seed, "number_age", world.n).astype(np.int64) >> 16
    most = np.minimum(120, 12 * np.maximum(world.age.astype(np.int64) - 18, 0) + 12)
    world.named("number_age")[:] = (1 + (lot * most >> 16)).astype(np.uint8)


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Count the months of every number; ``changed`` happens to those with a new one, whether or not they had to.

    Of women in couples `flight` of a million have to in a month, of men ``men`` of 256 of that: they flee from someone
    at home. ``spared`` of 256 of these are believed, and nothing happens to them. ``held = tip`` for those who know of
    the scheme. Writes number_age, held. Counts changes, those who had to (`fled`), those of them to whom it happened
    (`charged`), and months of all numbers.
    """
    for i in range(lo, hi):
        cell = x.cell[i]
        j = i - lo
        traits = i64(x.traits[i])
        knows = (i64(x.status[i]) & (ADULT | AWARE)) == (ADULT | AWARE)
        x.held[i] = u8(k.tip) if knows else u8(0)
        w0, w1, _, _ = philox(u32(i), u32(week), u32(r.stream), u32(0), u32(r.k0), u32(r.k1))
        chance = i64(k.flight) if traits & FEMALE else (i64(k.flight) * i64(k.men)) >> 8
        fled = (traits & MARRIED) != 0 and i64((w0 >> u32(4)) % u32(1000000)) < chance
        if fled or deeds[r.act[0], j] == 1:
            x.number_age[i] = u8(0)
            counts[0, cell] += 1
            if fled:
                counts[1, cell] += 1
            if not fled or i64(w1 & u32(255)) >= i64(k.spared):
                happened[0, j] = u8(1)
                counts[2, cell] += 1 if fled else 0
        else:
            x.number_age[i] = u8(min(255, i64(x.number_age[i]) + 1))
        counts[3, cell] += i64(x.number_age[i])


telephones = OldInstitution(
    name="telephones",
    summary="Keeps the months that everyone has held their number, and sees who has a new one.",
    reads=(),
    writes=("happens", "number_age", "held"),
    knobs=KNOBS,
    knob_class=Knobs,
    columns=(
        Column("number_age", np.uint8, "months that the number has been held, at most 255"),
        Column("held", np.uint8, "notches that keeping it is worth to one who knows of the scheme, 0 .. 64"),
    ),
    begin=begin,
    happens=("changed",),
    counts=("changes", "fled", "charged", "months"),
    acts=("phone",),
    view=View,
    touch=touch,
)
