"""Temperament: what citizens are like, each column from its own stream."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.society.citizens import ADULT_AGE, WOMAN, Column
from demerit.society.noise import normal, whole

SOCIABILITY_SIGMA = 1.36
"""Standard deviation of log sociability (calibrated: coefficient of variation of the degree 1.2 to 1.8)."""
CHILD_SIGMA = 0.7
"""The same among children (assumed)."""
_SOCIABILITY_SCALE = 4.2
TALK, TALK_SPREAD = -52, 36
"""Mean and standard deviation of talkativeness, the logarithm of posts a week, in 1/16 (calibrated: in a week 13.1 % of
accounts that have posts wrote any, and 4.8 % wrote 80 % of them; Fu & Chau 2013, PLoS ONE 8(3) e58356). Interest in
politics is as unequal as talkativeness (assumed)."""
RELIABLE_BY_INCOME = 0.20
"""Correlation of the latent repayment type with log income (assumed, 0 .. 0.4): the poor pay late more often because
they have less to pay with, and a scheme that scores bills makes them pay for it (the poverty penalty of N6)."""
_LIVELY = ((0, 1.0), (6, 1.7), (18, 1.1), (30, 1.05), (45, 1.0), (60, 0.85), (75, 0.65))
"""How sociability changes with age (assumed): from this age, this factor."""


class Temperament(NamedTuple):
    """Columns as in `Citizens`."""

    home: NDArray[np.int8]
    candour: NDArray[np.uint8]
    caution: NDArray[np.uint8]
    talk: NDArray[np.int8]
    interest: NDArray[np.int8]
    sociability: NDArray[np.uint8]
    privacy: NDArray[np.int8]
    reliability: NDArray[np.int8]
    standing: NDArray[np.int8]


def temperament(seed: int, age: Column, sex: Column, schooling: Column, income: Column) -> Temperament:
    """Draw what citizens are like.

    Means and spreads are those of the model's documentation: conviction at home N(3000, 6500)/128, candour N(110, 45)
    notches, caution N(64, 24)/32, talk N(-52, 36)/16 logit (calibrated), interest N(0, 36)/16 logit, privacy N(190, 90)
    notches, reliability N(0, 64) notches; the others assumed; reliability is correlated with log income
    (`RELIABLE_BY_INCOME`), and ends at three of its spreads: beyond, one would pay late more often than not, and
    arrears would never come to rest.
    Women and the young are more cautious (Penney 2017); the mean stays.
    """
    n = len(age)
    tilt = 8.0 * (sex == WOMAN) - 4.0 + 5.0 * (age < 35) - 2.0
    grown = _grown(age)
    means = np.clip(_unit(np.log(income), grown), -3, 3)
    type_ = RELIABLE_BY_INCOME * means + (1 - RELIABLE_BY_INCOME**2) ** 0.5 * normal(seed, "reliability", n)
    reliability = whole(32 * type_, -96, 96, np.int8)
    lively = np.array([f for _, f in _LIVELY])[np.searchsorted([a for a, _ in _LIVELY], age, side="right") - 1]
    sigma = np.where(age < ADULT_AGE, CHILD_SIGMA, SOCIABILITY_SIGMA)
    sociable = _SOCIABILITY_SCALE * lively * np.exp(sigma * normal(seed, "sociability", n))
    return Temperament(
        home=whole(23.4 + 50.8 * normal(seed, "home", n), -127, 127, np.int8),
        candour=whole(110 + 45 * normal(seed, "candour", n), 0, 255, np.uint8),
        caution=whole(64 + tilt + 23.5 * normal(seed, "caution", n), 8, 255, np.uint8),
        talk=whole(TALK + TALK_SPREAD * normal(seed, "talk", n), -127, 127, np.int8),
        interest=whole(TALK_SPREAD * normal(seed, "interest", n), -127, 127, np.int8),
        sociability=whole(sociable, 1, 255, np.uint8),
        privacy=whole((190 + 90 * normal(seed, "privacy", n)) / 4, -25, 127, np.int8),
        reliability=reliability,
        standing=_standing(seed, age, schooling, income, reliability),
    )


def _grown(age: Column) -> NDArray[np.bool_]:
    """Say who is an adult; everybody where there are hardly any."""
    grown: NDArray[np.bool_] = age >= ADULT_AGE
    return grown if grown.sum() >= 2 else np.ones(len(age), bool)


def _unit(values: Column, among: Column) -> NDArray[np.float64]:
    """Centre and scale by the mean and spread among adults."""
    given: NDArray[np.float64] = (values - values[among].mean()) / max(float(values[among].std()), 1e-9)
    return given


def _standing(seed: int, age: Column, schooling: Column, income: Column, reliability: Column) -> NDArray[np.int8]:
    """Mix identity, income, age and schooling (28 points of the start score) with reliability.

    16 points of 32.
    """
    grown = _grown(age)
    best = np.clip(1.0 - np.abs(age - 47.5) / 30.0, -1.0, 1.0)
    known = (
        0.55 * _unit(np.log(income), grown) + 0.35 * _unit(best, grown) + 0.3 * _unit(schooling.astype(float), grown)
    )
    known = _unit(known + 0.8 * normal(seed, "standing", len(age)), grown)
    pays = _unit(reliability.astype(float), grown)
    known = _unit(known - float((known * pays)[grown].mean()) * pays, grown)
    mixed = 0.36 * pays + (1 - 0.36**2) ** 0.5 * known
    return whole(32 * mixed, -127, 127, np.int8)
