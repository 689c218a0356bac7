"""Whether a citizen advertises their score this month."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import Act
from demerit.base.knob import knob
from demerit.base.quotient import quotient
from demerit.rows.bits import ADULT, AWARE, ONLINE, SCORED


class Knobs(NamedTuple):
    """What `brag` can be tuned by."""

    show: Annotated[int, knob(
        -470, -600, -330, "notches", "Pull of showing a middling score: below one in a thousand a month.",
        source="assumed; order of magnitude from about 100,000 people who advertised theirs in 2015 (reported)",
    )]
    pride: Annotated[int, knob(96, 0, 192, "notches a 100 points", "What 100 points above the start add.")]
    company: Annotated[int, knob(96, 0, 192, "notches", "What it adds that every friend shows theirs.")]


class Own(NamedTuple):
    """What `brag` reads of a citizen."""

    rank: int
    """Points above (or below) the mean score at the start."""
    n_heard: int
    """Friends whose faces were seen this week, at most 255."""
    n_shown: int
    """Friends who show their score of their own will."""


class Deeds(NamedTuple):
    """What one can do with one's score; the utility of each, in notches."""

    quiet: int
    show: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh showing off: ``u(show) = show + pride x rank / 100 + company x share of friends who show``.

    Selection by score (Festinger 1954, social comparison upwards is avoided, downwards sought); sizes are assumed.
    """
    proud = (knobs.pride * own.rank * 41) >> 12
    joined = quotient(knobs.company * own.n_shown, max(1, own.n_heard))
    return Deeds(quiet=0, show=knobs.show + proud + joined)


brag = Act(
    name="brag",
    summary="Whether a citizen advertises their score this month.",
    weigh=weigh,
    monthly=True,
    needs=ADULT | ONLINE | AWARE | SCORED,
)
