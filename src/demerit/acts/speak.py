"""What a citizen says in public this week."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import NEVER, Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT, ONLINE

TOPICS = ("question", "dissent", "history", "market_info", "unlicensed")
"""Deeds about topics that a censor may shut, in the order of the bits of `shut`; they are the last deeds."""
MICROBLOG, IMITATION, MESSENGER = range(3)
"""Venues; a censor shuts topics on the first, and nothing said on the last is scored."""


class Knobs(NamedTuple):
    """What `speak` can be tuned by."""

    chat: Annotated[int, knob(-24, -60, 0, "notches", "Pull of small talk against silence.",
                              source="assumed: level at rest .37")]
    praise: Annotated[int, knob(-190, -240, -140, "notches", "Pull of official praise.",
                                source="assumed: level at rest .05")]
    question: Annotated[int, knob(-200, -240, -140, "notches", "Pull of a question.",
                                  source="assumed: level at rest .02")]
    dissent: Annotated[int, knob(-215, -260, -160, "notches", "Pull of dissent.", source="assumed: level at rest .016")]
    history: Annotated[int, knob(-250, -300, -190, "notches", "Pull of history told otherwise.")]
    market_info: Annotated[int, knob(-260, -300, -190, "notches", "Pull of market reports.")]
    unlicensed: Annotated[int, knob(-240, -300, -190, "notches", "Pull of opinion without a licence.")]
    climate_w: Annotated[int, knob(
        24, 0, 96, "notches", "How far a climate of friends who dissent makes dissent easier.",
        source="assumed; spiral of silence (Noelle-Neumann 1974); above about 200 there are two stable states",
    )]
    press_w: Annotated[int, knob(
        12, 0, 32, "notches a pressing friend", "How far friends who would leave make dissent harder.",
        source="assumed; willingness to speak falls where friends disagree (Pew 2014)",
    )]
    blocked: Annotated[int, knob(64, 0, 256, "notches", "How much harder it is to speak on a topic that is shut.")]
    unscored: Annotated[int, knob(
        16, 0, 64, "notches", "How much freer one speaks of such topics where nothing said is scored.",
        source="assumed; that talk moves to closed groups is told of, no size is known",
    )]


class Own(NamedTuple):
    """What `speak` reads of a citizen."""

    conviction: int
    """Private stand, Q14: -16384 against the official line .. 16384 for it."""
    candour: int
    """Notches a unit of conviction: how much it costs to say what one does not think."""
    talk: int
    """Notches: general talkativeness."""
    climate: int
    """Q8: what friends say, -256 all praise .. 256 all dissent."""
    pressure: int
    """Friends who would leave below one's score, kin twice, at most 6."""
    shut: int
    """A bit for each of `TOPICS` that a censor has shut to one, and one more for criticism; 0 without a censor."""
    venue: int
    """Where one writes: 0 the microblog, 1 its imitation, 2 the messenger; 0 where there are no venues."""
    licence: int
    """1 with a licence to voice opinions; 0 where there are none."""
    hindrance: int
    """Notches that a restricted net takes from every post."""
    forgotten: int
    """Notches that what one no longer knows of history takes from telling it."""


class Deeds(NamedTuple):
    """What one can say; the utility of each, in notches."""

    silent: int
    chat: int
    praise: int
    question: int
    dissent: int
    history: int
    market_info: int
    unlicensed: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh what a citizen might say.

    A citizen says what they think unless it costs too much. With ``c`` the conviction, ``b`` the candour,
    ``cl`` the climate and ``pr`` the pressure, each weighted by its knob::

        silent       0
        chat         chat       + talk
        praise       praise     + talk + b c      - cl/2 + pr/4
        question     question   + talk - b c / 2  + cl/2 - pr/2
        dissent      dissent    + talk - b c      + cl   - pr
        history      history    + talk - b c / 2  + cl/2 - pr/2
        market_info  market_info + talk           - pr/4
        unlicensed   unlicensed + talk + b c / 4  - pr/4

    From each of the last five `blocked` is taken where it is shut on the microblog, and `unscored` added on the
    messenger; from every post `hindrance` where a low score restricts the net, from history what is `forgotten`. One
    with a licence does not speak unlicensed: the same opinion is praise or a question then. The engine adds ``stake x
    believed points`` to each. Insincere praise needs no term of its own: for an opposed citizen ``b c`` is the cost of
    lying.

    Notes
    -----
    The form follows the spiral of silence (Noelle-Neumann 1974; Ross et al. 2019) and preference falsification
    (Kuran 1995); the slopes and levels are assumed and swept.
    """
    truth = own.conviction * own.candour
    climate = (knobs.climate_w * own.climate) >> 8
    press = knobs.press_w * own.pressure
    shut = own.shut
    talk = own.talk - own.hindrance
    free = talk + (knobs.unscored if own.venue == MESSENGER else 0)
    lock = knobs.blocked if own.venue == MICROBLOG else 0
    doubt = free - (truth >> 15) + (climate >> 1) - (press >> 1)
    telling = free - (press >> 2)
    opinion = knobs.unlicensed + telling + (truth >> 16) - lock * ((shut >> 4) & 1)
    return Deeds(
        silent=0,
        chat=knobs.chat + talk,
        praise=knobs.praise + talk + (truth >> 14) - (climate >> 1) + (press >> 2),
        question=knobs.question + doubt - lock * (shut & 1),
        dissent=knobs.dissent + free - (truth >> 14) + climate - press - lock * ((shut >> 1) & 1),
        history=knobs.history + doubt - lock * ((shut >> 2) & 1) - own.forgotten,
        market_info=knobs.market_info + telling - lock * ((shut >> 3) & 1),
        unlicensed=NEVER if own.licence > 0 else opinion,
    )


speak = Act(
    name="speak",
    summary="What a citizen says in public this week.",
    weigh=weigh,
    needs=ADULT | ONLINE,
)
