"""Dissent under a law as the act `dissents`, and an authority that feels its way to another law."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import NEVER, Act
from demerit.base.draws import Draws, column, columns4, words
from demerit.engine.model import Model
from demerit.engine.step import Step

ONE = 2**20
"""Desire, boldness and the law are whole parts of this."""
SURE = -NEVER
STEP = round(0.05 * ONE)
"""How far the authority changes one number of its law in a round, at most."""
FIRST = (round(0.25 * ONE), round(0.1 * ONE), round(0.1 * ONE))
"""What it tolerates, how hard it punishes, how much it watches, at first."""


class Law(NamedTuple):
    """What the act and the step are handed, in 2**-20."""

    tolerated: int
    severity: int
    watched: int
    proportional: int
    """1 where one is punished for what is above the tolerated, 0 where for the fact."""


class Dissenters(NamedTuple):
    """Citizens, what they wish to say and what they say."""

    desire: NDArray[np.int64]
    """0 .. 2**20."""
    boldness: NDArray[np.int64]
    """In 2**-20."""
    dissents: NDArray[np.uint8]
    """The deed: as far as tolerated, in part, in full."""
    said: NDArray[np.int64]
    """How far one went, 0 .. desire."""
    punished: NDArray[np.int64]
    """How hard one was punished this round, in 2**-20."""


class Own(NamedTuple):
    """What `dissents` reads of a citizen."""

    desire: int
    boldness: int


class Speaker(NamedTuple):
    """What `speak` reads of a citizen."""

    desire: int
    boldness: int
    dissents: int


class Deeds(NamedTuple):
    """How far one can go; the utility of each, in notches."""

    as_tolerated: int
    in_part: int
    in_full: int


def weigh(own: Own, knobs: Law) -> Deeds:
    """Weigh to go as far as is tolerated, in part beyond it, or all the way; one of them is best, and sure.

    The rule is that of `theory.dissent.best_action`, in whole numbers.
    """
    unseen = (ONE - knobs.watched) * knobs.severity
    seen = knobs.watched * knobs.severity
    best = 0
    if own.desire <= knobs.tolerated:
        best = 2
    elif knobs.proportional and unseen > 0:
        far = halfway(own.boldness, knobs.tolerated, seen, unseen)
        best = 2 if own.desire <= far else (1 if far > knobs.tolerated else 0)
    elif knobs.proportional:
        best = 2 if own.boldness >= knobs.severity else 0
    else:
        over = own.boldness * ONE - unseen
        enough = own.desire * (over >> 10) >= (own.boldness * knobs.tolerated + seen) << 10
        best = 2 if over > 0 and enough else 0
    return Deeds(
        as_tolerated=SURE if best == 0 else NEVER,
        in_part=SURE if best == 1 else NEVER,
        in_full=SURE if best == 2 else NEVER,
    )


def halfway(boldness: int, tolerated: int, seen: int, unseen: int) -> int:
    """Give how far it is best to go where punishment grows with it, cut at twice all there is."""
    ratio = min((boldness * ONE - seen) / unseen, 4.0)
    return (tolerated + int(np.rint(max(ratio, -4.0) * ONE))) >> 1


def speak(i: int, week: int, own: Speaker, citizens: Dissenters, knobs: Law, draws: Draws) -> None:
    """Say as much as was decided; be seen by the chance ``watched + (1 - watched) said``, and punished above the line.

    Writes said, punished.
    """
    said = own.desire
    if own.dissents == 0:
        said = knobs.tolerated
    elif own.dissents == 1:
        unseen = (ONE - knobs.watched) * knobs.severity
        said = halfway(own.boldness, knobs.tolerated, knobs.watched * knobs.severity, unseen)
    punished = 0
    if said > knobs.tolerated:
        chance = knobs.watched * ONE + (ONE - knobs.watched) * said
        if words(draws, week, i)[0] << 8 < chance:
            punished = (knobs.severity * (said - knobs.tolerated)) >> 20 if knobs.proportional else knobs.severity
    citizens.said[i] = said
    citizens.punished[i] = punished


dissents = Act("dissents", "How far one says what one thinks.", weigh, needs=0)
SPEAK = Step("speak", speak, stream="speak")


def scale_of(mean: float) -> float:
    """Give the mean of the exponential whose part below 1 has the mean `mean`, above 0 and below one half."""
    low, high = mean, 1e6
    for _ in range(200):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if middle - 1 / math.expm1(1 / middle) < mean else (low, middle)
    return low


def model_of(desire: NDArray[np.float64], boldness: NDArray[np.float64], law: Law, seed: int) -> Model:
    """Give the model of citizens under a law; the caller may change the law between rounds (`under`)."""
    n = len(desire)
    wished, bold = (np.rint(values * ONE).astype(np.int64) for values in (desire, boldness))
    x = Dissenters(wished, bold, np.zeros(n, np.uint8), np.zeros(n, np.int64), np.zeros(n, np.int64))
    return Model(x, [dissents, SPEAK], seed=seed, knobs={"dissents": law, "speak": law})


def under(model: Model, law: Law) -> None:
    """Put another law over the next round."""
    model.knobs.update(dissents=law, speak=law)


def drawn_people(seed: int, people: int, mean_desire: float, mean_boldness: float) -> tuple[
        NDArray[np.float64], NDArray[np.float64]]:  # fmt: skip
    """Give desire, exponential below 1 with the mean told, and boldness, exponential."""
    one, two = ((column(seed, name, people).astype(np.float64) + 0.5) / 2.0**32 for name in
                ("dissent.desire", "dissent.boldness"))  # fmt: skip
    scale = scale_of(mean_desire)
    return -scale * np.log1p(one * math.expm1(-1 / scale)), -mean_boldness * np.log1p(-two)


def law_of(watched: float, tolerated: float, severity: float, proportional: bool) -> Law:
    """Give a law in whole numbers."""
    return Law(round(tolerated * ONE), max(1, round(severity * ONE)), round(watched * ONE), int(proportional))


def climbed(seed: int, people: int, rounds: int, mean_desire: float, mean_boldness: float, proportional: bool,
            line: float, window: int = 1) -> tuple[float, float]:  # fmt: skip
    """Let an authority climb: change one number of its law, and go back where the round cost more than the last.

    Cost is all that was said and all punishment. What a law that was given up cost is what the next is held against.

    Parameters
    ----------
    line, window
        Dissent has ended once less than this share of all desire is said, in so many rounds one after the other.

    Returns
    -------
    round, share
        The first round of those, from 1; infinite where there are none within `rounds`. What was said last, of all
        desire.
    """
    model = model_of(*drawn_people(seed, people, mean_desire, mean_boldness), Law(*FIRST, int(proportional)), seed)
    lots = columns4(seed, "dissent.authority", rounds)
    x, last, before, law = model.people, 0, list(FIRST), list(FIRST)
    wished, said, below = int(x.desire.sum()), 0, 0
    for r in model.rounds(rounds):
        said = int(x.said.sum())
        cost = said + int(x.punished.sum())
        if r and cost > last:
            law = before
        last = cost
        below = below + 1 if said < line * wished else 0
        if below == window:
            break
        if r + 1 < rounds:
            before = law.copy()
            which = (int(lots[r + 1, 0]) * 3) >> 32
            low = max((0, 1, 0)[which], law[which] - STEP)
            high = min((ONE, 2**40, ONE)[which], law[which] + STEP)
            law[which] = low + ((int(lots[r + 1, 1]) * (high - low + 1)) >> 32)
            under(model, Law(law[0], law[1], law[2], int(proportional)))
    return float(model.round - window + 1) if below == window else math.inf, said / wished
