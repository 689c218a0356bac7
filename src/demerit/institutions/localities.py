"""Local authorities: the outline has aims and no details, so each province fills it in, and some do so harshly."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.base.draws import Draws, of_place
from demerit.base.knob import knob
from demerit.institutions.institution import MOST_TIMES, Array, Institution
from demerit.rows.diary import deed_in


class Knobs(NamedTuple):
    """What `localities` can be tuned by."""

    zeal: Annotated[int, knob(
        96, 0, 256, "of 256", "Share of provinces that count local offences of their own.",
        source="assumed; cities filled in one outline very differently (Rongcheng, Suining, Xiamen)")]


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    place: int
    """Province times 2 plus urban."""
    diary: int
    """The month's deeds of the weekly acts."""


class Rules(NamedTuple):
    """What it reads of the law."""

    shift: Array
    bits: Array
    weeks: int
    weekly: int
    first: Array
    points: Array
    punished: Array


class Happened(NamedTuple):
    """What can happen."""

    again: Array


class Counted(NamedTuple):
    """What is counted: the citizens of zealous provinces, and what befell them."""

    under_zeal: Array
    again: Array


def touch(i: int, own: Own, knobs: Knobs, law: Rules, draws: Draws, happened: Happened, counted: Counted) -> None:
    """Let every punished deed of the month count once more in a province that is zealous.

    A province is zealous where its own draw, keyed by the province and the same in every month, lies below `zeal`.
    What happens is ``localities.again``, once for each deed of a weekly act that a rule in force punishes; counted are
    the citizens of zealous provinces and what befell them.
    """
    if of_place(draws, 0, own.place >> 1) & 255 >= knobs.zeal:
        return
    times = 0
    for t in range(law.punished.shape[0]):
        act = int(law.punished[t])
        if act >= law.weekly:
            break
        for week_of_month in range(law.weeks):
            deed = int(deed_in(own.diary, law.shift[act], law.bits[act], week_of_month))
            if law.points[law.first[act] + deed] < 0:
                times += 1
    times = min(times, MOST_TIMES)
    happened.again[i] = times
    counted.under_zeal[own.cell] += 1
    counted.again[own.cell] += times


localities = Institution(
    name="localities",
    summary="Provinces fill in what the outline leaves open; in zealous ones every offence counts once more.",
    reads=("the month's deeds of the weekly acts",),
    writes=("happens",),
    knobs_are=Knobs,
    touch=touch,
)
