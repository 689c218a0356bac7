"""What a citizen says in public this week."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, NEVER, ONLINE, OldAct
from demerit.base.kernel import kernel
from demerit.base.knob import Knob

i32 = np.int32
TOPICS = ("question", "dissent", "history", "market_info", "unlicensed")
"""Deeds about topics that a censor may shut, in the order of the bits of `shut`; they are the last deeds."""
MICROBLOG, IMITATION, MESSENGER = range(3)
"""Venues; a censor shuts topics on the first, and nothing said on the last is scored."""

KNOBS = (
    Knob("chat", -24, -60, 0, "notches", "Pull of small talk against silence.", source="assumed: level at rest .37"),
    Knob("praise", -190, -240, -140, "notches", "Pull of official praise.", source="assumed: level at rest .05"),
    Knob("question", -200, -240, -140, "notches", "Pull of a question.", source="assumed: level at rest .02"),
    Knob("dissent", -215, -260, -160, "notches", "Pull of dissent.", source="assumed: level at rest .016"),
    Knob("history", -250, -300, -190, "notches", "Pull of history told otherwise.", source="assumed"),
    Knob("market_info", -260, -300, -190, "notches", "Pull of market reports.", source="assumed"),
    Knob("unlicensed", -240, -300, -190, "notches", "Pull of opinion without a licence.", source="assumed"),
    Knob(
        "climate_w", 24, 0, 96, "notches", "How far a climate of friends who dissent makes dissent easier.",
        source="assumed; spiral of silence (Noelle-Neumann 1974); above about 200 there are two stable states",
    ),
    Knob(
        "press_w", 12, 0, 32, "notches a pressing friend", "How far friends who would leave make dissent harder.",
        source="assumed; willingness to speak falls where friends disagree (Pew 2014)",
    ),
    Knob("blocked", 64, 0, 256, "notches", "How much harder it is to speak on a topic that is shut.", source="assumed"),
    Knob(
        "unscored", 16, 0, 64, "notches", "How much freer one speaks of such topics where nothing said is scored.",
        source="assumed; that talk moves to closed groups is told of, no size is known",
    ),
)


class Knobs(NamedTuple):
    """The knobs above, as whole notches."""

    chat: int
    praise: int
    question: int
    dissent: int
    history: int
    market_info: int
    unlicensed: int
    climate_w: int
    press_w: int
    blocked: int
    unscored: int


class View(NamedTuple):
    """What `speak` reads; every array is over the citizens swept."""

    conviction: NDArray[np.int16]
    """Private stand, Q14: -16384 against the official line .. 16384 for it."""
    candour: NDArray[np.uint8]
    """Notches a unit of conviction: how much it costs to say what one does not think."""
    talk: NDArray[np.int8]
    """Notches: general talkativeness."""
    climate: NDArray[np.int16]
    """Q8: what friends say, -256 all praise .. 256 all dissent."""
    pressure: NDArray[np.uint8]
    """Friends who would leave below one's score, kin twice, at most 6."""
    shut: NDArray[np.uint8]
    """A bit for each of `TOPICS` that a censor has shut to one, and one more for criticism; 0 without a censor."""
    venue: NDArray[np.uint8]
    """Where one writes: 0 the microblog, 1 its imitation, 2 the messenger; 0 where there are no venues."""
    licence: NDArray[np.uint8]
    """1 with a licence to voice opinions; 0 where there are none."""


@kernel
def sweep(s, k, w, u):  # type: ignore[no-untyped-def]
    """Weigh what each citizen might say.

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
    messenger; one with a licence does not speak unlicensed: the same opinion is praise or a question then. The engine
    adds ``stake x believed points`` to each. Insincere praise needs no term of its own: for an
    opposed citizen ``b c`` is the cost of lying.

    Notes
    -----
    The form follows the spiral of silence (Noelle-Neumann 1974; Ross et al. 2019) and preference falsification
    (Kuran 1995); the slopes and levels are assumed and swept.
    """
    for j in range(u.shape[1]):
        bc = i32(s.conviction[j]) * i32(s.candour[j])
        talk = i32(s.talk[j])
        cl = (i32(k.climate_w) * i32(s.climate[j])) >> i32(8)
        pr = i32(k.press_w) * i32(s.pressure[j])
        shut = i32(s.shut[j])
        free = talk + (i32(k.unscored) if s.venue[j] == MESSENGER else i32(0))
        lock = i32(k.blocked) if s.venue[j] == MICROBLOG else i32(0)
        doubt = free - (bc >> i32(15)) + (cl >> i32(1)) - (pr >> i32(1))
        telling = free - (pr >> i32(2))
        own = i32(k.unlicensed) + telling + (bc >> i32(16)) - lock * ((shut >> i32(4)) & i32(1))
        u[0, j] = i32(0)
        u[1, j] = i32(k.chat) + talk
        u[2, j] = i32(k.praise) + talk + (bc >> i32(14)) - (cl >> i32(1)) + (pr >> i32(2))
        u[3, j] = i32(k.question) + doubt - lock * (shut & i32(1))
        u[4, j] = i32(k.dissent) + free - (bc >> i32(14)) + cl - pr - lock * ((shut >> i32(1)) & i32(1))
        u[5, j] = i32(k.history) + doubt - lock * ((shut >> i32(2)) & i32(1))
        u[6, j] = i32(k.market_info) + telling - lock * ((shut >> i32(3)) & i32(1))
        u[7, j] = i32(NEVER) if s.licence[j] > 0 else own


speak = OldAct(
    name="speak",
    summary="What a citizen says in public this week.",
    deeds=("silent", "chat", "praise", "question", "dissent", "history", "market_info", "unlicensed"),
    sweep=sweep,
    view=View,
    knobs=KNOBS,
    knob_class=Knobs,
    needs=ADULT | ONLINE,
)
