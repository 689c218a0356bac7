"""Whether a citizen advertises their score this month."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, AWARE, ONLINE, SCORED, OldAct
from demerit.base.kernel import kernel
from demerit.base.knob import Knob

i32 = np.int32

KNOBS = (
    Knob(
        "show", -470, -600, -330, "notches", "Pull of showing a middling score: below one in a thousand a month.",
        source="assumed; order of magnitude from about 100,000 people who advertised theirs in 2015 (reported)",
    ),
    Knob("pride", 96, 0, 192, "notches a 100 points", "What 100 points above the start add.", source="assumed"),
    Knob("company", 96, 0, 192, "notches", "What it adds that every friend shows theirs.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole notches."""

    show: int
    pride: int
    company: int


class View(NamedTuple):
    """What `brag` reads; every array is over the citizens swept."""

    rank: NDArray[np.int16]
    """Points above (or below) the mean score at the start."""
    n_heard: NDArray[np.uint8]
    """Friends whose faces were seen this week, at most 255."""
    n_shown: NDArray[np.uint8]
    """Friends who show their score of their own will."""


@kernel
def sweep(s, k, w, u):  # type: ignore[no-untyped-def]
    """Weigh showing off: ``u(show) = show + pride x rank / 100 + company x share of friends who show``.

    Selection by score (Festinger 1954, social comparison upwards is avoided, downwards sought); sizes are assumed.
    """
    for j in range(u.shape[1]):
        heard = max(i32(1), i32(s.n_heard[j]))
        u[0, j] = i32(0)
        u[1, j] = i32(k.show) + ((i32(k.pride) * i32(s.rank[j]) * i32(41)) >> i32(12)) + (
            i32(k.company) * i32(s.n_shown[j])
        ) // heard


brag = OldAct(
    name="brag",
    summary="Whether a citizen advertises their score this month.",
    deeds=("quiet", "show"),
    sweep=sweep,
    view=View,
    knobs=KNOBS,
    knob_class=Knobs,
    monthly=True,
    needs=ADULT | ONLINE | AWARE | SCORED,
)
