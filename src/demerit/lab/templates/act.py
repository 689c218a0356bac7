"""What the citizen decides, in one line."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT


class Knobs(NamedTuple):
    """What `skeleton` can be tuned by: ``--set skeleton.pull=-200``."""

    # the number used unless told otherwise, the lowest, the highest, the unit, what it does;
    # source="..." says where the number is from (left out: it is assumed)
    pull: Annotated[int, knob(-192, -256, -128, "notches", "Pull of doing it: about one in twenty.")]
    conviction_w: Annotated[int, knob(16, 0, 64, "notches", "What full conviction for the official line adds.")]


class Own(NamedTuple):
    """What `skeleton` reads of a citizen: a field for each column, as a whole number."""

    conviction: int
    """Private stand toward the official line, Q14: -16384 (against) .. 16384 (for)."""


class Deeds(NamedTuple):
    """What one can do, at most eight deeds, the first where nothing else is done; the utility of each, in notches."""

    nothing: int
    do: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh each deed: ``u(do) = pull + conviction_w x conviction``; 0 is the first deed.

    Whole numbers only, of one citizen; no draw; say whom the form follows, and that the sizes are assumed. What is told
    of the week comes by a third parameter, ``week: Week`` (`demerit.acts.act`).
    """
    return Deeds(
        nothing=0,
        do=knobs.pull + ((knobs.conviction_w * own.conviction) >> 14),
    )


skeleton = Act(
    name="skeleton",
    summary="What the citizen decides, in one line.",
    weigh=weigh,
    monthly=True,
    needs=ADULT,
)
