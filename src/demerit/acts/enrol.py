"""Whether a citizen joins or leaves the scheme this month, where that is theirs to choose."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, AWARE, ENROLLED, NEVER, ONLINE, OldAct
from demerit.base.kernel import kernel
from demerit.base.knob import Knob

i32 = np.int32

KNOBS = (
    Knob("norm", 64, 0, 128, "notches", "What it adds that every friend is enrolled.", source="assumed"),
    Knob(
        "suspicion", 64, 0, 512, "notches", "What it adds that all others are: who stays out has something to hide.",
        source="assumed; unravelling has a tipping point where norm + suspicion is about 250",
    ),
    Knob("join", 64, 0, 128, "notches", "How far the worth must exceed nothing to join.", source="assumed"),
    Knob("leave", 160, 64, 320, "notches", "How far it must fall below nothing to leave.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole notches."""

    norm: int
    suspicion: int
    join: int
    leave: int


class View(NamedTuple):
    """What `enrol` reads; every array is over the citizens swept."""

    status: NDArray[np.uint8]
    """Bits of status (`demerit.acts.act`): ENROLLED decides which deed is open."""
    opens: NDArray[np.int16]
    """Notches: worth of the gates that one's score would open."""
    privacy: NDArray[np.int8]
    """Units of 4 notches: what it costs to be seen."""
    n_heard: NDArray[np.uint8]
    """Friends whose faces were seen this week, at most 255."""
    n_enrolled: NDArray[np.uint8]
    """Of these, those enrolled."""


@kernel
def sweep(s, k, w, u):  # type: ignore[no-untyped-def]
    """Weigh taking part.

    ``worth = opens - privacy + norm x share of friends enrolled + suspicion x share of all enrolled``;
    ``u(join) = worth - join`` for those out, ``u(leave) = -worth - leave`` for those in, against 0 for staying.

    Where the scheme leaves no choice, nobody joins or leaves. The gap between the two keeps people where
    they are. Unravelling after Milgrom (1981) and Grossman (1981); sizes
    are assumed; use of a commercial scheme was about .80 of internet users in 2018 (reported).
    """
    for j in range(u.shape[1]):
        inside = i32((s.status[j] & ENROLLED) // ENROLLED)
        heard = max(i32(1), i32(s.n_heard[j]))
        worth = i32(s.opens[j]) - i32(4) * i32(s.privacy[j]) + (i32(k.norm) * i32(s.n_enrolled[j])) // heard
        worth += (i32(k.suspicion) * i32(w.share_enrolled)) >> i32(8)
        u[0, j] = i32(0)
        settled = (i32(1) - i32(w.choice)) * i32(NEVER)
        u[1, j] = worth - i32(k.join) + inside * i32(NEVER) + settled
        u[2, j] = -worth - i32(k.leave) + (i32(1) - inside) * i32(NEVER) + settled


enrol = OldAct(
    name="enrol",
    summary="Whether a citizen joins or leaves the scheme this month, where that is theirs to choose.",
    deeds=("stay", "join", "leave"),
    sweep=sweep,
    view=View,
    knobs=KNOBS,
    knob_class=Knobs,
    monthly=True,
    needs=ADULT | ONLINE | AWARE,
)
