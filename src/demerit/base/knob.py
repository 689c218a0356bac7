"""A knob: a number of the model that can be turned, with its range, unit and ground."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Knob:
    """One number that the model does not know better than its range says.

    Parameters
    ----------
    name
        How ``--set NAME=VALUE`` calls it.
    default, low, high
        The value used unless told otherwise, and the plausible range that studies sweep.
    unit
        What one unit is (``notches``, ``points``, ``share``, ``weeks``, ``per 256`` ...).
    about
        What the knob does, in one sentence.
    grade
        ``documented``, ``reported``, ``calibrated`` or ``assumed``.
    source
        Where the number is from; for an assumed one, why this range.
    distribution
        How studies draw it over its range: ``uniform`` or ``log``.
    """

    name: str
    default: float
    low: float
    high: float
    unit: str
    about: str
    grade: str = "assumed"
    source: str = "assumed"
    distribution: str = "uniform"
