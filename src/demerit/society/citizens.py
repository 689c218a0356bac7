"""What is true of every citizen, column by column: THE schema of the people of a society."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]
"""A column of whole or broken numbers, one a row."""

EDUCATIONS = ("none", "primary", "junior", "senior", "college", "bachelor")
OCCUPATIONS = (
    "child",
    "student",
    "farmer",
    "production",
    "service",
    "clerical",
    "professional",
    "leader",
    "official",
    "retired",
    "other",
)
CHILD, STUDENT, FARMER, PRODUCTION, SERVICE, CLERICAL, PROFESSIONAL, LEADER, OFFICIAL, RETIRED, OTHER = range(11)
MAN, WOMAN = 0, 1
NATIVE, MIGRANT, VISITOR = 0, 1, 2
ADULT_AGE = 18
"""From this age a citizen counts as an adult; friends are drawn among adults, and among children."""


class Citizens(NamedTuple):
    """What is true of every citizen; row `i` of every column is citizen `i`.

    Every array has the shape ``(n,)``.

    Adults stand first, then children; both are ordered by place, zone, circle and household, so that neighbours in
    memory are neighbours in life.
    """

    place: NDArray[np.uint8]
    """Place, 0 .. 61: the province's index (0 .. 30, in the order of GB codes) times 2, plus 1 if urban."""
    zone: NDArray[np.int32]
    """Zone of about 500 people inside a place; never falls among adults from row to row."""
    circle: NDArray[np.int32]
    """Circle (street, workplace, class) of 20 to 150 people inside a zone; never falls among adults from row to row."""
    household: NDArray[np.int32]
    """Household; its adults stand in adjacent rows, and so do its children."""
    age: NDArray[np.uint8]
    """Age in completed years, 0 .. 100."""
    sex: NDArray[np.uint8]
    """0 man, 1 woman."""
    education: NDArray[np.uint8]
    """Highest schooling reached or attended, an index into `EDUCATIONS`."""
    occupation: NDArray[np.uint8]
    """An index into `OCCUPATIONS`."""
    income: NDArray[np.int32]
    """Disposable income of the household a head, yuan a year; the same for all members."""
    online: NDArray[np.uint8]
    """1 if the citizen uses the internet."""
    party: NDArray[np.uint8]
    """1 if the citizen is a member of the Party."""
    spouse: NDArray[np.int32]
    """Row of the husband or wife, -1 if there is none."""
    home: NDArray[np.int8]
    """Conviction at rest, 1/128 of full conviction: -127 against the official line .. 127 for it."""
    candour: NDArray[np.uint8]
    """Notches a unit of conviction is worth when spoken."""
    caution: NDArray[np.uint8]
    """How much losses weigh more than gains, in 1/32 (Q5), at least 8."""
    talk: NDArray[np.int8]
    """General talkativeness: the logarithm of posts a week, in 1/16."""
    interest: NDArray[np.int8]
    """How much more, or less, one speaks of politics, in 1/16 logit."""
    sociability: NDArray[np.uint8]
    """How readily ties are made, in 1/16 (Q4), 1 .. 255, lognormal; adults average 11, their friend degree is
    proportional to it."""
    privacy: NDArray[np.int8]
    """What enrolling costs, in units of 4 notches."""
    reliability: NDArray[np.int8]
    """Latent repayment type, in units of 2 notches."""
    standing: NDArray[np.int8]
    """Where the citizen stands in start scores, in 1/32 of a standard deviation about the mean."""
    origin: NDArray[np.uint8]
    """0 native, 1 migrant (lives away from the household register), 2 visitor from abroad."""
