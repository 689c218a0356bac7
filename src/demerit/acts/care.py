"""How a citizen looks after parents, spouse and children this month."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT, MARRIED, PARENT


class Knobs(NamedTuple):
    """What `care` can be tuned by."""

    attend: Annotated[int, knob(-90, -150, -30, "notches", "Pull of more care than usual.")]
    dependants: Annotated[int, knob(40, 0, 90, "notches", "What a spouse, or a small child, each adds to it.")]
    neglect: Annotated[int, knob(-190, -260, -130, "notches", "Pull of less care than usual.")]


class Own(NamedTuple):
    """What `care` reads of a citizen."""

    traits: int
    """Bits of traits (`demerit.acts.act`): MARRIED, PARENT."""
    reliability: int
    """Latent type, in units of 2 notches."""


class Deeds(NamedTuple):
    """How one can care; the utility of each, in notches."""

    usual: int
    attend: int
    neglect: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh care: ``u(attend) = attend + dependants x (married + parent)``, ``u(neglect) = neglect - reliability / 2``.

    The engine adds ``stake x believed points``: whether a score can move filial piety is a question to the model, so
    the act does not answer it. Sizes are assumed.
    """
    spouse = 1 if own.traits & MARRIED else 0
    child = 1 if own.traits & PARENT else 0
    return Deeds(
        usual=0,
        attend=knobs.attend + knobs.dependants * (spouse + child),
        neglect=knobs.neglect - own.reliability,
    )


care = Act(
    name="care",
    summary="How a citizen looks after parents, spouse and children this month.",
    weigh=weigh,
    monthly=True,
    needs=ADULT,
)
