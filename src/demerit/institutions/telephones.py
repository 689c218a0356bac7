"""Telephones: who has held a number for how long, who changes it, and who has to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import numpy as np

from demerit.base.draws import Four, column
from demerit.base.knob import knob
from demerit.institutions.institution import Array, Institution, kept
from demerit.rows.bits import ADULT, AWARE, FEMALE, MARRIED

if TYPE_CHECKING:
    from demerit.society import Society

KNOWN = ADULT | AWARE


class Knobs(NamedTuple):
    """What `telephones` can be tuned by."""

    tip: Annotated[int, knob(16, 0, 64, "notches",
                             "What the tip to keep the number is worth to one who knows of the scheme.",
                             source="assumed; the tip is the article's N4")]
    flight: Annotated[int, knob(
        800, 100, 4000, "of a million a month", "Women in couples who must change number to get away.",
        source="assumed: 1 in 100 a year; lifetime violence is far commoner, leaving the number behind is rarer")]
    men: Annotated[int, knob(64, 0, 256, "of 256", "The same for men, as a share of that.")]
    spared: Annotated[int, knob(0, 0, 256, "of 256", "Share of those who had to whom the bureau believes.")]


class Keeps(NamedTuple):
    """Its own columns."""

    number_age: Annotated[Array, kept(np.uint8, "months that the number has been held, at most 255")]
    held: Annotated[Array, kept(
        np.uint8, "notches that keeping it is worth to one who knows of the scheme, 0 .. 64", bits=7)]


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    status: int
    traits: int
    number_age: int


class Citizens(NamedTuple):
    """Columns that it writes."""

    number_age: Array
    held: Array


class Did(NamedTuple):
    """What the citizen did this month."""

    phone: int


class Happened(NamedTuple):
    """What can happen."""

    changed: Array


class Counted(NamedTuple):
    """What is counted: changes, those who had to, those of them to whom it happened, and months of all numbers."""

    changes: Array
    fled: Array
    charged: Array
    months: Array


def begin(world: Any, society: Society, seed: int, knobs: Knobs) -> None:
    """Let adults have held their number for up to ten years, or since they were eighteen.

    Uniform by a draw of the stream ``number_age`` (assumed).
    """
    lot = column(seed, "number_age", world.n).astype(np.int64) >> 16
    most = np.minimum(120, 12 * np.maximum(world.age.astype(np.int64) - 18, 0) + 12)
    world.named("number_age")[:] = (1 + (lot * most >> 16)).astype(np.uint8)


def touch(i: int, own: Own, citizens: Citizens, did: Did, knobs: Knobs, lot: Four, happened: Happened,
          counted: Counted) -> None:
    """Count the months of a number; ``changed`` happens to one with a new number, whether or not one had to.

    Of women in couples `flight` of a million have to in a month, of men ``men`` of 256 of that: they flee from someone
    at home. ``spared`` of 256 of these are believed, and nothing happens to them. ``held = tip`` for those who know of
    the scheme. Writes number_age, held. Counts changes, those who had to (`fled`), those of them to whom it happened
    (`charged`), and months of all numbers.
    """
    citizens.held[i] = knobs.tip if own.status & KNOWN == KNOWN else 0
    chance = knobs.flight if own.traits & FEMALE else (knobs.flight * knobs.men) >> 8
    fled = own.traits & MARRIED != 0 and (lot[0] >> 4) % 1000000 < chance
    if not fled and did.phone != 1:
        months = min(255, own.number_age + 1)
        citizens.number_age[i] = months
        counted.months[own.cell] += months
        return
    citizens.number_age[i] = 0
    counted.changes[own.cell] += 1
    believed = fled and lot[1] & 255 < knobs.spared
    happened.changed[i] = 0 if believed else 1
    if fled:
        counted.fled[own.cell] += 1
        counted.charged[own.cell] += 0 if believed else 1


telephones = Institution(
    name="telephones",
    summary="Keeps the months that everyone has held their number, and sees who has a new one.",
    reads=(),
    writes=("happens", "number_age", "held"),
    knobs_are=Knobs,
    keeps=Keeps,
    begin=begin,
    touch=touch,
)
