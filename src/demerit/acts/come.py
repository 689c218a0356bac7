"""Whether one whose journey to the country is due sets out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, AWARE, NEVER, OldAct
from demerit.base.kernel import kernel
from demerit.base.knob import Knob

i32 = np.int32

KNOBS = (
    Knob("come", 160, 64, 320, "notches", "Pull of a journey that is planned: 92 of 100 are made.", source="assumed"),
    Knob("worry", 96, 0, 256, "notches at fear 1", "How far fear keeps one at home.", source="assumed"),
    Knob("posted", 12, 0, 64, "notches a post", "How far own posts do that one knows may be read at the border.",
         source="assumed"),
    Knob("sent", 192, 0, 512, "notches", "How far an employer's wish not to send anybody does.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole notches."""

    come: int
    worry: int
    posted: int
    sent: int


class View(NamedTuple):
    """What `come` reads; every array is over the citizens swept."""

    status: NDArray[np.uint8]
    """Bits of status (`demerit.acts.act`)."""
    fear: NDArray[np.int16]
    """Q8: 0 none .. 512."""
    travels_soon: NDArray[np.uint8]
    """Months until a journey is due, 1 now; 0 none in sight."""
    past_posts: NDArray[np.uint8]
    """Posts of the last months that might count against one."""
    called_off: NDArray[np.uint8]
    """How little one's employer likes to send anybody, of 256; 0 where it does not mind."""


@kernel
def sweep(s, k, w, u):  # type: ignore[no-untyped-def]
    """Weigh a journey that is due now; nobody else can come.

    ``u(come) = come - worry x fear - posted x min(posts, 8) - sent x called_off / 256``, the posts only for one who
    knows of the scheme. Sizes are assumed.
    """
    for j in range(u.shape[1]):
        pull = i32(NEVER)
        if s.travels_soon[j] == 1:
            pull = i32(k.come) - ((i32(k.worry) * i32(s.fear[j])) >> i32(8))
            pull -= (i32(k.sent) * i32(s.called_off[j])) >> i32(8)
            if (i32(s.status[j]) & AWARE) != 0:
                pull -= i32(k.posted) * min(i32(s.past_posts[j]), i32(8))
        u[0, j] = i32(0)
        u[1, j] = pull


come = OldAct(
    name="come",
    summary="Whether a foreigner whose journey to the country is due sets out.",
    deeds=("stay_away", "come"),
    sweep=sweep,
    view=View,
    knobs=KNOBS,
    knob_class=Knobs,
    monthly=True,
    needs=ADULT,
    asks="visitors",
)
