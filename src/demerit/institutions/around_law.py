"""What an institution may ask for of the law in force."""

from __future__ import annotations

from typing import Any, NamedTuple

from numpy.typing import NDArray

Array = NDArray[Any]


class AroundLaw(NamedTuple):
    """What an institution may ask for of the law in force, by name: a NamedTuple class of its own with such fields."""

    first: Array
    """Act -> number of its first deed among all deeds."""
    shift: Array
    """Weekly act -> where its deeds begin in the diary."""
    bits: Array
    """Act -> bits that hold one of its deeds."""
    lot: Array
    """Act -> the number that keys what is drawn about its deeds: no other act moves it (`demerit.acts.lot_of`)."""
    points: Array
    """Deed, among all deeds -> points that the rules in force give for one of it."""
    sees: Array
    """Bureau x act -> share of its deeds that the bureau sees, of 256; the headline bureau first, the others by name.

    A bureau that never sees anything is none of these."""
    keys: Array
    """Bureau, the first eight -> what keys the draws about it: the number of its name's stream, uint32."""
    there: int
    """A bit for each of these eight that there is, the headline bureau's the lowest: a merger takes some away."""
    shares: Array
    """The same, act x the first eight bureaus; 0 where there are fewer."""
    watched: Array
    """Act -> a bit for each of these eight that sees anything of it, the headline bureau's the lowest."""
    truth: Array
    """Belief, a row of the column `belief` -> Q7 points that the rules in force give for one such deed; -32768 where
    no rule of deeds could say, as of ``tie``."""
    ruled: Array
    """Beliefs, rows of the column `belief`, of deeds for which the rules in force give points, ascending."""
    rules: Array
    """Q7 points that they give for one such deed, for each of `ruled`."""
    unruled: Array
    """Beliefs of deeds for which they give none, ascending; ``tie``, of which none could say anything, is neither."""
    belief_shift: int
    """By how many bits a unit of the column `belief` is above Q7 points."""
    weekly: int
    """How many acts are weekly; they come first."""
    weeks: int
    """Weeks in a month: how many deeds of each weekly act the diary holds."""
    low: int
    """Lowest score."""
    high: int
    """Highest score."""
    public: int
    """A bit for each register of the scheme that everyone can see, the first the lowest."""
    counting: Array
    """Numbers of the acts of which a rule in force gives or takes points for some deed, ascending."""
    punished: Array
    """Numbers of the acts of which a rule in force takes points for some deed, ascending."""
