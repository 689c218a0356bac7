"""Whether a citizen reports somebody of their own circle this month."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT, AWARE


class Knobs(NamedTuple):
    """What `denounce` can be tuned by."""

    report: Annotated[int, knob(
        -340, -460, -240, "notches", "Pull of reporting what somebody did: about one adult in 200 a month.",
        source="assumed; no rate of reports is published, only that users report users (Weibo, 2012)",
    )]
    accuse: Annotated[int, knob(
        -450, -560, -340, "notches", "Pull of a false report: about one adult in 1,000 a month.",
    )]
    loyal: Annotated[int, knob(64, 0, 192, "notches a unit of conviction", "How far conviction draws to reporting.")]
    witness: Annotated[int, knob(
        24, 0, 64, "notches a friend", "What each friend heard to dissent adds to reporting, up to four.",
    )]
    spite: Annotated[int, knob(160, 0, 320, "notches at a fresh grudge", "What a grudge adds to a false report.")]


class Own(NamedTuple):
    """What `denounce` reads of a citizen."""

    conviction: int
    """Private stand, Q14: -16384 against the official line .. 16384 for it."""
    n_dissent: int
    """Friends who dissented, as heard last."""
    grudge: int
    """Q8: the grudge against one who reported the citizen; 0 none, 255 fresh."""


class Deeds(NamedTuple):
    """What one can say of others; the utility of each, in notches."""

    none: int
    report: int
    accuse: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh reporting somebody.

    ``u(report) = report + loyal x conviction + witness x min(friends who dissent, 4)`` and
    ``u(accuse) = accuse + spite x grudge``: one reports out of conviction and for what one heard, one accuses falsely
    out of spite. Whom it strikes is drawn by the institution `masses`. Sizes are assumed.
    """
    drawn = (knobs.loyal * own.conviction) >> 14
    return Deeds(
        none=0,
        report=knobs.report + drawn + knobs.witness * min(own.n_dissent, 4),
        accuse=knobs.accuse + ((knobs.spite * own.grudge) >> 8),
    )


denounce = Act(
    name="denounce",
    summary="Whether a citizen reports somebody of their own circle this month, truly or falsely.",
    weigh=weigh,
    monthly=True,
    needs=ADULT | AWARE,
    asks="masses",
)
