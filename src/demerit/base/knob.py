"""A knob: a number of the model that can be turned, with its range, unit and ground."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any, get_type_hints


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


def knob(default: float, low: float, high: float, unit: str, about: str, *, source: str = "assumed",
         grade: str = "assumed", distribution: str = "uniform") -> Knob:
    """Give a knob that takes its name from the field that it annotates.

    ``class Knobs(NamedTuple): pull: Annotated[int, knob(-192, -256, -128, "notches", "Pull of doing it.")]``
    """
    return Knob("", default, low, high, unit, about, grade, source, distribution)


def knobs_of(kind: Any) -> tuple[Knob, ...]:
    """Give the knobs that annotate the fields of a NamedTuple class, in their order, each named after its field."""
    return _knobs_of(kind)


def noted(kind: Any, what: Any) -> tuple[tuple[str, Any], ...]:
    """Give each field of a NamedTuple class that is annotated with something of a type, and that."""
    return _noted(kind, what)


@cache
def _knobs_of(kind: Any) -> tuple[Knob, ...]:
    return tuple(replace(what, name=name) for name, what in noted(kind, Knob))


@cache
def _noted(kind: Any, what: Any) -> tuple[tuple[str, Any], ...]:
    found = []
    for name, hint in get_type_hints(kind, include_extras=True).items():
        found += [(name, said) for said in getattr(hint, "__metadata__", ()) if isinstance(said, what)]
    return tuple(found)
