"""Whether a citizen moves this month to another place to write in."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import NEVER, Act
from demerit.acts.speak import IMITATION, MESSENGER, MICROBLOG
from demerit.base.knob import knob
from demerit.rows.bits import ADULT, ONLINE


class Knobs(NamedTuple):
    """What `venue` can be tuned by."""

    microblog: Annotated[int, knob(-310, -400, -230, "notches", "Pull of the microblog on those elsewhere.")]
    imitation: Annotated[int, knob(-400, -500, -300, "notches", "Pull of its imitation.")]
    messenger: Annotated[int, knob(
        -290, -400, -210, "notches", "Pull of the messenger: about one in a hundred a month.",
        source="assumed; that the messenger grew and microblogs shrank after 2012 is documented, not why",
    )]
    near: Annotated[int, knob(96, 0, 192, "notches", "What all friends there, and none here, add.")]
    shut: Annotated[int, knob(
        12, 0, 48, "notches a topic", "What each topic shut to one adds to leaving the microblog.",
    )]
    worry: Annotated[int, knob(48, 0, 160, "notches at fear 1", "What fear adds to going where nothing is scored.")]


class Own(NamedTuple):
    """What `venue` reads of a citizen."""

    fear: int
    """Q8: 0 none .. 512."""
    shut: int
    """Topics that a censor has shut to one, a bit each."""
    venue: int
    """Where one writes: 0 the microblog, 1 its imitation, 2 the messenger."""
    near_microblog: int
    """Share of 255 of one's friends on-line who write there."""
    near_imitation: int
    """The same of the imitation."""
    near_messenger: int
    """The same of the messenger."""


class Deeds(NamedTuple):
    """Where one can write from now on; the utility of each, in notches."""

    stay: int
    microblog: int
    imitation: int
    messenger: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh where to write.

    With ``n`` the share of friends and ``v`` the venue of now::

        u(to) = to + near x (n(to) - n(v)) / 256
                   + shut x topics shut, from the microblog
                   + worry x fear / 256, to the messenger, and less so much from it

    and one cannot move where one is. Sizes are assumed.
    """
    here = own.venue
    worry = (knobs.worry * own.fear) >> 8
    pairs = (own.shut & 0x55) + ((own.shut >> 1) & 0x55)
    fours = (pairs & 0x33) + ((pairs >> 2) & 0x33)
    topics = (fours & 0x0F) + (fours >> 4)  # how many bits of `shut` are set
    if here == MICROBLOG:
        mine, push = own.near_microblog, knobs.shut * topics
    elif here == IMITATION:
        mine, push = own.near_imitation, 0
    else:
        mine, push = own.near_messenger, -worry
    to_microblog = knobs.microblog + ((knobs.near * (own.near_microblog - mine)) >> 8) + push
    to_imitation = knobs.imitation + ((knobs.near * (own.near_imitation - mine)) >> 8) + push
    to_messenger = knobs.messenger + ((knobs.near * (own.near_messenger - mine)) >> 8) + push + worry
    return Deeds(
        stay=0,
        microblog=NEVER if here == MICROBLOG else to_microblog,
        imitation=NEVER if here == IMITATION else to_imitation,
        messenger=NEVER if here == MESSENGER else to_messenger,
    )


venue = Act(
    name="venue",
    summary="Whether a citizen moves this month to another place to write in.",
    weigh=weigh,
    monthly=True,
    needs=ADULT | ONLINE,
    asks="venues",
)
