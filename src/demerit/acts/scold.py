"""Whether a citizen takes kin to task over rash purchases this month."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT, FEMALE


class Knobs(NamedTuple):
    """What `scold` can be tuned by."""

    scold: Annotated[int, knob(-320, -420, -220, "notches", "Pull of scolding where nothing fell on one.")]
    irk: Annotated[int, knob(
        96, 0, 160, "notches a purchase", "What each purchase of kin that fell on one adds, at most four.",
    )]
    keeper: Annotated[int, knob(
        16, -64, 64, "notches", "What it adds to be a woman: who keeps the household's accounts.",
    )]
    older: Annotated[int, knob(1, 0, 4, "notches a year", "What each year above 35 adds.")]


class Own(NamedTuple):
    """What `scold` reads of a citizen."""

    traits: int
    """Bits of traits (`demerit.acts.act`)."""
    age: int
    """Years."""
    vexed: int
    """Rash purchases of kin that fell on one last month."""


class Deeds(NamedTuple):
    """What one can do; the utility of each, in notches."""

    none: int
    scold: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh scolding: ``u(scold) = scold + irk x min(4, vexed) + keeper x woman + older x (age - 35), 0 .. 40 years``.

    Sizes are assumed.
    """
    years = min(40, max(0, own.age - 35))
    pull = knobs.scold + knobs.irk * min(4, own.vexed) + knobs.older * years
    if own.traits & FEMALE:
        pull += knobs.keeper
    return Deeds(none=0, scold=pull)


scold = Act(
    name="scold",
    summary="Whether a citizen takes kin to task over rash purchases this month.",
    weigh=weigh,
    monthly=True,
    needs=ADULT,
    asks="household",
)
