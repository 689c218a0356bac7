"""Whether a citizen speaks against the scheme itself this month."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, AWARE, ONLINE, OldAct
from demerit.base.kernel import kernel
from demerit.base.knob import Knob

i32 = np.int32
TOPIC = 5
"""The bit of `shut` that is criticism of the scheme."""

KNOBS = (
    Knob("criticise", -190, -260, -120, "notches", "Pull of criticism of the scheme: one in twenty who know of it.",
         source="assumed; criticism of the score was printed and posted in 2015, nobody counted it"),
    Knob("dislike", 96, 0, 192, "notches", "What having no approval of the scheme left adds, and full approval takes.",
         source="assumed"),
    Knob("press_w", 12, 0, 32, "notches a pressing friend", "How far friends who would leave keep one from it.",
         source="assumed, as for `speak`"),
    Knob("blocked", 64, 0, 256, "notches", "How much harder it is where a censor has shut the topic.",
         source="assumed, as for `speak`"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole notches."""

    criticise: int
    dislike: int
    press_w: int
    blocked: int


class View(NamedTuple):
    """What `criticise` reads; every array is over the citizens swept."""

    conviction: NDArray[np.int16]
    """Private stand, Q14: -16384 against the official line .. 16384 for it."""
    candour: NDArray[np.uint8]
    """Notches a unit of conviction."""
    talk: NDArray[np.int8]
    """Notches: general talkativeness."""
    pressure: NDArray[np.uint8]
    """Friends who would leave below one's score, kin twice, at most 6."""
    approval: NDArray[np.int16]
    """Approval of the scheme, 1 .. 256; 0 where nobody's opinion is followed."""
    shut: NDArray[np.uint8]
    """Topics that a censor has shut to one, a bit each."""
    venue: NDArray[np.uint8]
    """Where one writes; only the first venue, 0, is censored."""


@kernel
def sweep(s, k, w, u):  # type: ignore[no-untyped-def]
    """Weigh speaking against the scheme.

    ``u(criticise) = criticise + talk - conviction x candour / 2 + dislike x (128 - approval) / 128 - press_w x pressure
    - blocked``, the last where a censor has shut the topic; the engine adds ``stake x believed points``. Sizes are
    assumed.
    """
    for j in range(u.shape[1]):
        own = (i32(s.conviction[j]) * i32(s.candour[j])) >> i32(15)
        felt = i32(0)
        if s.approval[j] > 0:
            felt = (i32(k.dislike) * (i32(128) - i32(s.approval[j]))) >> i32(7)
        lock = i32(0)
        if s.venue[j] == 0 and (s.shut[j] >> TOPIC) & 1:
            lock = i32(k.blocked)
        u[0, j] = i32(0)
        u[1, j] = i32(k.criticise) + i32(s.talk[j]) - own + felt - i32(k.press_w) * i32(s.pressure[j]) - lock


criticise = OldAct(
    name="criticise",
    summary="Whether a citizen speaks against the scheme itself this month.",
    deeds=("none", "criticise"),
    sweep=sweep,
    view=View,
    knobs=KNOBS,
    knob_class=Knobs,
    monthly=True,
    needs=ADULT | ONLINE | AWARE,
)
