"""How a citizen treats the friend or kin who stands lowest: bears, presses or cuts them."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import NEVER, Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT, AWARE


class Knobs(NamedTuple):
    """What `treat` can be tuned by."""

    press: Annotated[int, knob(-160, -256, -64, "notches", "Pull of pressing somebody to conform.")]
    cut: Annotated[int, knob(-240, -400, -160, "notches", "Pull of ending the tie.")]
    press_short: Annotated[int, knob(4, 0, 16, "notches a 60th",
                                     "What each 60th of the scale below one's floor adds to pressing.")]
    cut_short: Annotated[int, knob(12, 0, 32, "notches a 60th", "The same to cutting.",
                                   source="assumed: as ties ended for the score where nobody chose")]
    bond: Annotated[int, knob(64, 0, 192, "notches at the strongest bond", "What a bond takes from cutting.")]
    kin_press: Annotated[int, knob(48, -64, 192, "notches", "What it adds to pressing that it is kin.")]
    kin_cut: Annotated[int, knob(176, 0, 320, "notches", "What it takes from cutting that it is kin: odds of one to "
                                 "sixteen.", source="assumed; 64 ln 16")]


class Own(NamedTuple):
    """What `treat` reads of a citizen."""

    low_short: int
    """By how many 60ths of the scale the lowest of one's ties stands below one's floor; 0 nobody does."""
    low_bond: int
    """How strong that tie is, 0 .. 63."""
    low_kin: int
    """1 where it is kin."""


class Deeds(NamedTuple):
    """What one can do about it; the utility of each, in notches."""

    bear: int
    press: int
    cut: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh what to do about the one who stands lowest.

    With ``s`` the 60ths below one's floor: ``u(press) = press + press_short s + kin_press (of kin)``, ``u(cut) = cut +
    cut_short s - bond x low_bond / 64 - kin_cut (of kin)``; where nobody stands below it neither can be done. Sizes are
    assumed.
    """
    press = knobs.press + knobs.press_short * own.low_short + (knobs.kin_press if own.low_kin else 0)
    cut = knobs.cut + knobs.cut_short * own.low_short - ((knobs.bond * own.low_bond) >> 6)
    cut -= knobs.kin_cut if own.low_kin else 0
    nobody = own.low_short == 0
    return Deeds(bear=0, press=NEVER if nobody else press, cut=NEVER if nobody else cut)


treat = Act(
    name="treat",
    summary="How a citizen treats the friend or kin who stands lowest: bears, presses or cuts them.",
    weigh=weigh,
    monthly=True,
    needs=ADULT | AWARE,
    asks="reproach",
)
