"""Telephones: who has held a number for how long, who changes it, who has to, and whose line is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import numpy as np

from demerit.acts.carry import carry
from demerit.base.draws import Four, column
from demerit.base.knob import knob
from demerit.institutions.institution import Array, Institution, Month, kept
from demerit.rows.bits import ADULT, AWARE, FEMALE, MARRIED, ONLINE, SHOWS, WATCHES

if TYPE_CHECKING:
    from demerit.institutions.agenda import Agenda
    from demerit.society import Society

KNOWN = ADULT | AWARE
LEAVES = carry.deeds.index("leave")
LESSON = 15
"""Months for which one remembers that a telephone left at home was taken for something (assumed)."""


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
    cut: Annotated[int, knob(2, 0, 12, "months", "Months of bills unpaid at which the line is cut; 0: never.",
                             source="assumed; the tip says that one who pays keeps the line")]
    taken: Annotated[int, knob(128, 0, 256, "of 256", "Chance that a telephone left at home is taken for something.",
                               source="assumed; the other side of a sensor that is never off")]


class Keeps(NamedTuple):
    """Its own columns."""

    number_age: Annotated[Array, kept(np.uint8, "months that the number has been held, at most 255")]
    warned_to_keep: Annotated[Array, kept(np.uint8, "1 for one who knew of the scheme at the end of the month", bits=1)]
    line_cut: Annotated[Array, kept(np.uint8, "1 while the line is cut, else 0", bits=1)]
    phone_left: Annotated[Array, kept(np.uint8, "1 while the telephone stays at home this month, else 0", bits=1)]
    phone_next: Annotated[Array, kept(np.uint8, "1 where it will next month, else 0", bits=1)]
    phone_lesson: Annotated[Array, kept(
        np.uint8, "months for which one remembers that leaving it was taken for something, 0 .. 15", bits=4)]


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    status: int
    traits: int
    arrears: int
    number_age: int
    line_cut: int
    phone_left: int
    phone_lesson: int


class Citizens(NamedTuple):
    """Columns that it writes."""

    status: Array
    number_age: Array
    warned_to_keep: Array
    line_cut: Array
    phone_next: Array
    phone_lesson: Array


class Did(NamedTuple):
    """What the citizen did this month."""

    phone: int
    carry: int
    go: Month


class Happened(NamedTuple):
    """What can happen."""

    changed: Array
    dark: Array


class Counted(NamedTuple):
    """What is counted: changes, those who had to, those to whom it happened, months of all numbers, lines cut."""

    changes: Array
    fled: Array
    charged: Array
    months: Array
    cut: Array
    """Those without a line this month."""
    cut_off: Array
    """Of these, those who had one last month."""
    left: Array
    """Telephones that stayed at home this month."""
    dark: Array
    """Those of them that were taken for something to hide."""
    hidden: Array
    """Visits to museums, rallies and hostile ground of which they could not tell."""


def begin(world: Any, society: Society, seed: int, knobs: Knobs) -> None:
    """Let adults have held their number for up to ten years, or since they were eighteen.

    Uniform by a draw of the stream ``number_age`` (assumed).
    """
    lot = column(seed, "number_age", world.n).astype(np.int64) >> 16
    most = np.minimum(120, 12 * np.maximum(world.age.astype(np.int64) - 18, 0) + 12)
    world.named("number_age")[:] = (1 + (lot * most >> 16)).astype(np.uint8)


def write(agenda: Agenda, memory: dict[str, int], knobs: Knobs) -> None:
    """Let news and tips miss those whose line is cut."""
    agenda.deaf = 1 if knobs.cut else 0


def touch(i: int, own: Own, citizens: Citizens, did: Did, knobs: Knobs, lot: Four, happened: Happened,
          counted: Counted) -> None:
    """Count the months of a number; ``changed`` happens to one with a new number, whether or not one had to.

    Of women in couples `flight` of a million have to in a month, of men ``men`` of 256 of that: they flee from someone
    at home. ``spared`` of 256 of these are believed, and nothing happens to them. Counts changes, those who had to
    (`fled`), those of them to whom it happened (`charged`), and months of all numbers. From `cut` months of bills
    unpaid the line is cut, until fewer are: whoever was on-line is not meanwhile, neither looks up scores nor shows
    their own, and no news or tip arrives. Writes number_age, warned_to_keep, line_cut, phone_next, phone_lesson,
    status.

    A telephone that stayed at home tells neither where its owner went nor whom they met; ``dark`` happens to `taken` of
    256 of those who left it, who remember that for 15 months.
    """
    cut_or_join(i, own, citizens, knobs, counted)
    citizens.phone_next[i] = 1 if did.carry == LEAVES else 0
    citizens.phone_lesson[i] = max(0, own.phone_lesson - 1)
    if own.phone_left:
        counted.left[own.cell] += 1
        for deed in did.go:
            counted.hidden[own.cell] += 1 if deed > 0 else 0
        if (lot[1] >> 8) & 255 < knobs.taken:
            happened.dark[i] = 1
            counted.dark[own.cell] += 1
            citizens.phone_lesson[i] = LESSON
    citizens.warned_to_keep[i] = 1 if own.status & KNOWN == KNOWN else 0
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


def cut_or_join(i: int, own: Own, citizens: Citizens, knobs: Knobs, counted: Counted) -> None:
    """Cut the line of one who has not paid for so long, join that of one who has again."""
    unpaid = 0 < knobs.cut <= own.arrears
    if unpaid and own.line_cut == 0 and own.status & ONLINE:
        citizens.line_cut[i] = 1
        citizens.status[i] = own.status & ~(ONLINE | WATCHES | SHOWS)
        counted.cut_off[own.cell] += 1
        counted.cut[own.cell] += 1
    elif own.line_cut and not unpaid:
        citizens.line_cut[i] = 0
        citizens.status[i] = own.status | ONLINE
    elif own.line_cut:
        counted.cut[own.cell] += 1


class Laid(NamedTuple):
    """What `show` writes."""

    phone_left: Array


class Decided(NamedTuple):
    """What the citizen has decided for the month to come."""

    phone_next: int


def show(i: int, own: Decided, citizens: Laid) -> None:
    """Let the telephone stay at home in the month to come, or not. Writes phone_left."""
    citizens.phone_left[i] = own.phone_next


class Warned(NamedTuple):
    """What `held` reads of a citizen."""

    warned_to_keep: int


def held(own: Warned, knobs: Knobs) -> int:
    """Give the notches that keeping the number is worth: the tip, for one who knows of the scheme."""
    return knobs.tip if own.warned_to_keep > 0 else 0


telephones = Institution(
    name="telephones",
    summary="Keeps the months that everyone has held their number, sees who has a new one or leaves it, cuts lines.",
    reads=("arrears",),
    writes=("happens", "number_age", "warned_to_keep", "line_cut", "phone_left", "phone_next", "phone_lesson",
            "status", "deaf"),
    knobs_are=Knobs,
    keeps=Keeps,
    begin=begin,
    write=write,
    touch=touch,
    abreast=("touch",),
    show=show,
    shows={"held": held},
)
