"""What a citizen says in public this week, most of all; how often they post is a rate of their own (`rows.posts`)."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import NEVER, Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT, ONLINE

TOPICS = ("question", "dissent", "history", "market_info", "unlicensed")
"""Deeds about topics that a censor may shut, in the order of the bits of `shut`; they are the last deeds."""
POLITICAL = 2
"""Deeds from this on are about politics."""
MICROBLOG, IMITATION, MESSENGER = range(3)
"""Venues; a censor shuts topics on the first, and nothing said on the last is scored."""


class Knobs(NamedTuple):
    """What `speak` can be tuned by."""

    chat: Annotated[int, knob(0, -48, 48, "notches", "Pull of small talk against silence.", grade="calibrated",
                              source="Fu & Chau 2013: in a week 13.1 % of accounts with posts posted anything")]
    praise: Annotated[int, knob(-371, -430, -310, "notches", "Pull of official praise.",
                                source="assumed: .024 posts a week at rest")]
    question: Annotated[int, knob(-383, -430, -310, "notches", "Pull of a question.",
                                  source="assumed: .011 posts a week at rest")]
    dissent: Annotated[int, knob(-398, -450, -330, "notches", "Pull of dissent.",
                                 source="assumed: .009 posts a week at rest")]
    history: Annotated[int, knob(-433, -490, -360, "notches", "Pull of history told otherwise.")]
    market_info: Annotated[int, knob(-443, -490, -360, "notches", "Pull of market reports.")]
    unlicensed: Annotated[int, knob(-422, -490, -360, "notches", "Pull of opinion without a licence.")]
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
    """1/16 logit: general talkativeness, the logarithm of posts a week."""
    interest: int
    """1/16 logit: how much more, or less, one speaks of politics."""
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
    ``cl`` the climate and ``pr`` the pressure, each weighted by its knob, and ``t = 4 (talk + interest)``::

        silent       0
        chat         chat       + 4 talk
        praise       praise     + t + b c      - cl/2 + pr/4
        question     question   + t - b c / 2  + cl/2 - pr/2
        dissent      dissent    + t - b c      + cl   - pr
        history      history    + t - b c / 2  + cl/2 - pr/2
        market_info  market_info + t           - pr/4
        unlicensed   unlicensed + t + b c / 4  - pr/4

    From each of the last five `blocked` is taken where it is shut on the microblog, and `unscored` added on the
    messenger; from every post `hindrance` where a low score restricts the net, from history what is `forgotten`. One
    with a licence does not speak unlicensed: the same opinion is praise or a question then. The engine adds ``stake x
    believed points`` to each. Insincere praise needs no term of its own: for an opposed citizen ``b c`` is the cost of
    lying.

    Notes
    -----
    The form follows the spiral of silence (Noelle-Neumann 1974; Ross et al. 2019) and preference falsification
    (Kuran 1995); the slopes and levels are assumed and swept. Talk and interest are spread over more than two logits
    each, so that few write most (Fu & Chau 2013). What is said is what is said most in the week.
    """
    truth = own.conviction * own.candour
    climate = (knobs.climate_w * own.climate) >> 8
    press = knobs.press_w * own.pressure
    shut = own.shut
    talk = 4 * own.talk - own.hindrance
    care = talk + 4 * own.interest
    free = care + (knobs.unscored if own.venue == MESSENGER else 0)
    lock = knobs.blocked if own.venue == MICROBLOG else 0
    doubt = free - (truth >> 15) + (climate >> 1) - (press >> 1)
    telling = free - (press >> 2)
    opinion = knobs.unlicensed + telling + (truth >> 16) - lock * ((shut >> 4) & 1)
    return Deeds(
        silent=0,
        chat=knobs.chat + talk,
        praise=knobs.praise + care + (truth >> 14) - (climate >> 1) + (press >> 2),
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
    often=True,
    needs=ADULT | ONLINE,
)
