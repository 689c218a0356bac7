"""What a visitor most needs this month."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import NEVER, Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT


class Knobs(NamedTuple):
    """What `tour` can be tuned by."""

    car: Annotated[int, knob(-32, -128, 64, "notches", "Pull of hiring a car.")]
    hotel: Annotated[int, knob(96, 0, 160, "notches", "Pull of a better hotel.")]
    shop: Annotated[int, knob(96, 0, 160, "notches", "Pull of a shop that looks at scores.")]
    office: Annotated[int, knob(-32, -128, 64, "notches", "Pull of asking an office for help.")]


class Own(NamedTuple):
    """What `tour` reads of a citizen."""

    stay: int
    """Months left of the visit; 0 not on one."""


class Deeds(NamedTuple):
    """What one can ask for; the utility of each, in notches."""

    nothing: int
    car: int
    hotel: int
    shop: int
    office: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh what one on a visit asks for: each thing by a pull of its own; nobody else can. Sizes are assumed."""
    never = 0 if own.stay > 0 else NEVER
    return Deeds(
        nothing=0,
        car=never + knobs.car,
        hotel=never + knobs.hotel,
        shop=never + knobs.shop,
        office=never + knobs.office,
    )


tour = Act(
    name="tour",
    summary="What a visitor most needs this month: a car, a hotel, a shop, help of an office.",
    weigh=weigh,
    monthly=True,
    needs=ADULT,
    asks="visitors",
)
