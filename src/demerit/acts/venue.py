"""Whether a citizen moves this month to another place to write in."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, NEVER, ONLINE, OldAct
from demerit.acts.speak import IMITATION, MESSENGER, MICROBLOG
from demerit.base.kernel import kernel
from demerit.base.knob import Knob

i32 = np.int32

KNOBS = (
    Knob("microblog", -310, -400, -230, "notches", "Pull of the microblog on those elsewhere.", source="assumed"),
    Knob("imitation", -400, -500, -300, "notches", "Pull of its imitation.", source="assumed"),
    Knob("messenger", -290, -400, -210, "notches", "Pull of the messenger: about one in a hundred a month.",
         source="assumed; that the messenger grew and microblogs shrank after 2012 is documented, not why"),
    Knob("near", 96, 0, 192, "notches", "What all friends there, and none here, add.", source="assumed"),
    Knob("shut", 12, 0, 48, "notches a topic", "What each topic shut to one adds to leaving the microblog.",
         source="assumed"),
    Knob("worry", 48, 0, 160, "notches at fear 1", "What fear adds to going where nothing is scored.",
         source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole notches."""

    microblog: int
    imitation: int
    messenger: int
    near: int
    shut: int
    worry: int


class View(NamedTuple):
    """What `venue` reads; every array is over the citizens swept."""

    fear: NDArray[np.int16]
    """Q8: 0 none .. 512."""
    shut: NDArray[np.uint8]
    """Topics that a censor has shut to one, a bit each."""
    venue: NDArray[np.uint8]
    """Where one writes: 0 the microblog, 1 its imitation, 2 the messenger."""
    near_microblog: NDArray[np.uint8]
    """Share of 255 of one's friends on-line who write there."""
    near_imitation: NDArray[np.uint8]
    """The same of the imitation."""
    near_messenger: NDArray[np.uint8]
    """The same of the messenger."""


@kernel
def sweep(s, k, w, u):  # type: ignore[no-untyped-def]
    """Weigh where to write.

    With ``n`` the share of friends and ``v`` the venue of now::

        u(to) = to + near x (n(to) - n(v)) / 256
                   + shut x topics shut, from the microblog
                   + worry x fear / 256, to the messenger, and less so much from it

    and one cannot move where one is. Sizes are assumed.
    """
    for j in range(u.shape[1]):
        here = i32(s.venue[j])
        a, b, c = i32(s.near_microblog[j]), i32(s.near_imitation[j]), i32(s.near_messenger[j])
        mine = a if here == MICROBLOG else (b if here == IMITATION else c)
        worry = (i32(k.worry) * i32(s.fear[j])) >> i32(8)
        shut = i32(s.shut[j])
        shut = (shut & i32(0x55)) + ((shut >> i32(1)) & i32(0x55))
        shut = (shut & i32(0x33)) + ((shut >> i32(2)) & i32(0x33))
        shut = (shut & i32(0x0F)) + (shut >> i32(4))
        push = (i32(k.shut) * shut if here == MICROBLOG else i32(0)) - (worry if here == MESSENGER else i32(0))
        to_microblog = i32(k.microblog) + ((i32(k.near) * (a - mine)) >> i32(8)) + push
        to_imitation = i32(k.imitation) + ((i32(k.near) * (b - mine)) >> i32(8)) + push
        to_messenger = i32(k.messenger) + ((i32(k.near) * (c - mine)) >> i32(8)) + push + worry
        u[0, j] = i32(0)
        u[1, j] = i32(NEVER) if here == MICROBLOG else to_microblog
        u[2, j] = i32(NEVER) if here == IMITATION else to_imitation
        u[3, j] = i32(NEVER) if here == MESSENGER else to_messenger


venue = OldAct(
    name="venue",
    summary="Whether a citizen moves this month to another place to write in.",
    deeds=("stay", "microblog", "imitation", "messenger"),
    sweep=sweep,
    view=View,
    knobs=KNOBS,
    knob_class=Knobs,
    monthly=True,
    needs=ADULT | ONLINE,
    asks="venues",
)
