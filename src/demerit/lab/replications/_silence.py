"""Speaking up among friends of one's own opinion, as the act `speaks`; bots are citizens who always do."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import NEVER, Act
from demerit.base.draws import column
from demerit.engine.model import Model
from demerit.engine.step import Step
from demerit.society.network import rows

SURE = -NEVER
ONE = 2.0**32
"""Impressions are whole parts of this."""
LOUDNESS = 256
"""Loudness of a citizen; a bot's is a whole part of it."""
STEPS, END = 1024, 24
"""Confidence stands in a table: so many steps for one of impression, up to so much; between them it goes straight."""
SURENESS = 2**30
"""Confidence is whole parts of this."""
CONFIDENCE = np.rint(np.tanh(np.arange(STEPS * END + 2) / STEPS / 2) * SURENESS).astype(np.int64)
"""``max(2 / (1 + exp(-x)) - 1, 0)``; off by less than 3e-8."""
STILL = int(1e-4 * SURENESS)
"""Whose confidence moves by no more stands still."""
ALWAYS = int(np.iinfo(np.int64).min)
ROUNDS = 20_000


class Speakers(NamedTuple):
    """Citizens, and bots after them."""

    speaks: NDArray[np.uint8]
    """Whether one speaks, as friends hear it."""
    speaks_next: NDArray[np.uint8]
    opinion: NDArray[np.uint8]
    """0 or 1."""
    loud: NDArray[np.int64]
    """In 1/256 of a citizen."""
    bar: NDArray[np.int64]
    """The impression above which one speaks, in 2**-32: where confidence is one's threshold. `ALWAYS`: a bot."""
    impression: NDArray[np.int64]
    """What one has heard, in 2**-32."""
    moved: NDArray[np.uint8]
    """Whether confidence moved this round."""
    start: NDArray[np.int64]
    friend: NDArray[np.int32]


class Own(NamedTuple):
    """What `speaks` reads of a citizen."""

    impression: int
    bar: int


class Hearer(NamedTuple):
    """What `hear` reads of a citizen."""

    opinion: int
    impression: int
    bar: int


class Deeds(NamedTuple):
    """What one can do; the utility of each, in notches."""

    silent: int
    speaks: int


def confident(impression: int) -> int:
    """Give the confidence of an impression."""
    if impression <= 0:
        return 0
    step = impression >> 22
    if step > STEPS * END:
        return int(CONFIDENCE[STEPS * END + 1])
    low = int(CONFIDENCE[step])
    return low + (((int(CONFIDENCE[step + 1]) - low) * (impression & 4194303)) >> 22)


def hear(i: int, own: Hearer, citizens: Speakers) -> None:
    """Add ``(same - other) / (same + other)``, loudness of friends who speak, to impressions; 0 where nobody does.

    Writes impression, moved.
    """
    citizens.moved[i] = 0
    if own.bar == ALWAYS:
        return
    same, other = 0, 0
    for t in range(citizens.start[i], citizens.start[i + 1]):
        friend = citizens.friend[t]
        if citizens.speaks[friend]:
            if citizens.opinion[friend] == own.opinion:
                same += citizens.loud[friend]
            else:
                other += citizens.loud[friend]
    if same + other > 0:
        now = own.impression + int(np.rint((same - other) / (same + other) * ONE))
        citizens.impression[i] = now
        if abs(confident(now) - confident(own.impression)) > STILL:
            citizens.moved[i] = 1


def weigh(own: Own) -> Deeds:
    """Weigh speaking: surely where confidence is above one's threshold, else never."""
    return Deeds(silent=0, speaks=SURE if own.impression > own.bar else NEVER)


HEAR = Step("hear", hear)
speaks = Act("speaks", "Whether one says what one thinks.", weigh, needs=0)


def model_of(opinion: NDArray[np.uint8], impression: NDArray[np.float64], threshold: NDArray[np.float64],
             u: NDArray[np.int64], v: NDArray[np.int64], bots: int = 0, weight: float = 1.0) -> Model:
    """Give the model of citizens, the last `bots` of whom are bots, with ties ``u, v``, each once.

    Parameters
    ----------
    opinion, impression, threshold
        Shape ``(n,)``; impressions and thresholds of bots do not matter.
    weight
        Loudness of a bot, in citizens.
    """
    n = len(opinion)
    with np.errstate(divide="ignore"):
        bar = np.rint(np.log((1 + threshold) / (1 - threshold)) * ONE)
    human = n - bots
    bars = np.minimum(bar, 40 * ONE).astype(np.int64)
    loud = np.full(n, LOUDNESS, np.int64)
    bars[human:], loud[human:] = ALWAYS, round(weight * LOUDNESS)
    heard = np.rint(impression * ONE).astype(np.int64)
    says = (heard > bars).astype(np.uint8)
    start, friend = rows(n, u, v)
    x = Speakers(says, says.copy(), opinion, loud, bars, heard, np.zeros(n, np.uint8), start, friend)
    return Model(x, [HEAR, speaks], seed=0)


def drawn_model(seed: int, people: int, u: NDArray[np.int64], v: NDArray[np.int64], bots: int = 0,
                weight: float = 1.0) -> Model:
    """Give the model of people whose opinions, impressions and thresholds are drawn; bots are of the opinion 1."""
    n = people + bots
    opinion = (column(seed, "spiral.opinion", n) >> np.uint32(31)).astype(np.uint8)
    opinion[people:] = 1
    impression = (column(seed, "spiral.impression", n).astype(np.float64) + 0.5) / ONE
    threshold = (column(seed, "spiral.threshold", n).astype(np.float64) + 0.5) / ONE
    return model_of(opinion, impression, threshold, u, v, bots, weight)


def still(model: Model) -> int:
    """Let rounds pass until nobody's confidence moves, and give how many passed."""
    for _ in model.rounds(ROUNDS):
        if not model.people.moved.any():
            break
    return model.round
