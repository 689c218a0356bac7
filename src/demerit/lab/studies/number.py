"""A number that is drawn, and where it may lie."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Number:
    """A number that is drawn: its name as ``--set`` takes it, and from where to where, evenly or by its logarithm.

    What counts points, or is a whole number where it stands, is drawn as one.
    """

    name: str
    low: float
    high: float
    distribution: str = "uniform"
    whole: bool = False
