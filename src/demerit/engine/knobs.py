"""Knobs: those of acts, of institutions, of steps and of the run, by their full names, and what they are turned to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from demerit.acts import acts
from demerit.base.knob import Knob, knob, knobs_of
from demerit.engine import temper
from demerit.engine.steps import learn, means, mingle
from demerit.errors import InputError, UnknownName
from demerit.institutions import institutions

if TYPE_CHECKING:
    from demerit.law import Scheme

class Knobs(NamedTuple):
    """What a run can be tuned by."""

    warm_up: Annotated[int, knob(52, 0, 520, "weeks", "Weeks that pass before the scheme starts.",
                                 source="assumed: longer than the memory of conviction (32 weeks) and climate (16)")]
    near: Annotated[int, knob(2, 0, 6, "60ths of the scale", "A friend presses who would leave one this far above.")]
    sharpness: Annotated[int, knob(12, 4, 40, "points of 600",
                                   "How sharply a gate is thought to open around its line.")]


GROUPS: dict[str, type[Any]] = {"learn": learn.Knobs, "means": means.Knobs, "mingle": mingle.Knobs, "run": Knobs,
                               "temper": temper.Knobs}
"""Groups of knobs that belong to no act and no institution: a NamedTuple class each."""
GROUP_OF = {kind: name for name, kind in GROUPS.items()}


def knobs() -> dict[str, Knob]:
    """Give every behavioural knob by its full name: ``speak.press_w``, ``learn.anchor`` ..."""
    named = {f"{act.name}.{knob.name}": knob for act in acts() for knob in act.knobs}
    named |= {f"{one.name}.{knob.name}": knob for one in institutions().values() for knob in one.knobs}
    return named | {f"{group}.{knob.name}": knob for group, kind in GROUPS.items() for knob in knobs_of(kind)}


def written_knobs(scheme: Scheme) -> dict[str, float]:
    """Give the values that a scheme writes of its institutions' knobs, by full name."""
    return {f"{name}.{knob}": value for name, one in scheme.institutions.items() for knob, value in one.set.items()}


def turned(settings: dict[str, float], written: Mapping[str, float] | None = None) -> dict[str, int]:
    """Give the value of every knob: its default, what the scheme writes of its institutions, and `settings` above all.

    Raises
    ------
    UnknownName
        No knob is called so.
    InputError
        A value outside the knob's range, or a pair of values that the model refuses.
    """
    known = knobs()
    values = {name: int(knob.default) for name, knob in known.items()}
    for name, value in {**(written or {}), **settings}.items():
        if name not in known:
            raise UnknownName("knob", name, known, "`demerit list knobs` shows all.")
        knob = known[name]
        if not knob.low <= value <= knob.high or value != int(value):
            raise InputError(
                f"knob {name!r}: {value:g} is refused: it takes a whole number of {knob.unit} from {knob.low:g} to "
                f"{knob.high:g} (default {knob.default:g}). {knob.source}"
            )
        values[name] = int(value)
    if values["learn.company"] > 4 * values["learn.anchor"]:
        raise InputError("learn.company above 4 x learn.anchor is refused: the start would decide the end of opinions")
    return values


def held(kind: type[Any], group: str, values: Mapping[str, int]) -> Any:
    """Give the knobs of a group, an act or an institution as its NamedTuple."""
    return kind(*(values[f"{group}.{name}"] for name in kind._fields))
