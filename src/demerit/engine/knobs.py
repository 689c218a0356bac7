"""Knobs of the steps that are no acts: how beliefs, fear and ties move."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from demerit.acts import acts
from demerit.base.knob import Knob
from demerit.errors import InputError, UnknownName
from demerit.institutions import institutions

if TYPE_CHECKING:
    from demerit.law import Scheme

LEARN = (
    Knob("anchor", 8, 4, 32, "per 256 a week", "Pull of conviction towards home.",
         source="assumed; Friedkin & Johnsen 1990: without it opinions run together"),
    Knob("company", 2, 0, 6, "per 256 a week and friend", "Pull of conviction towards what friends say.",
         source="assumed; refused above 4 x anchor, where the start decides the end"),
    Knob("calm", 16, 4, 64, "per 256 a week", "How fast fear fades: half gone in 11 weeks.", source="assumed"),
    Knob("jolt", 48, 0, 96, "of 256", "Fear at one piece of news.", source="assumed"),
    Knob("fall", 192, 0, 384, "of 256", "Fear when the score is seen to fall by more than 10.", source="assumed"),
    Knob("rumour", 8, 2, 22, "per 256", "How far one rumour moves a belief; twice that for worse news.",
         source="assumed"),
    Knob("forget", 2, 1, 5, "per 256 a week", "How fast beliefs fade: half gone in 89 weeks.", source="assumed"),
    Knob("experience", 32, 0, 192, "per 256", "How far a month's score corrects beliefs.", source="assumed"),
)
"""Knobs of `engine.steps.learn`, in the order of its settings."""

MINGLE = (
    Knob("rest", 512, 128, 1024, "of 65536 a month", "Chance that a friendship ends anyway: half in seven years.",
         source="assumed; after Mollenhorst (2009), unverified"),
    Knob("cut", 96, 0, 192, "of 65536 a month and point", "What a point below a friend's floor adds to it.",
         source="assumed"),
    Knob("kin_cost", 16, 1, 64, "times", "How much harder kin are to cut.", source="assumed"),
    Knob("circle", 32, 16, 120, "adults", "Neighbours in memory among whom people meet.", source="assumed"),
    Knob("place", 400, 160, 1600, "adults", "Adults of one zone among whom people meet.", source="assumed"),
)
"""Knobs of `engine.steps.mingle`."""

RUN = (
    Knob("warm_up", 52, 0, 520, "weeks", "Weeks that pass before the scheme starts.",
         source="assumed: longer than the memory of conviction (32 weeks) and climate (16)"),
    Knob("near", 2, 0, 6, "60ths of the scale", "A friend presses who would leave one this far above.",
         source="assumed"),
    Knob("sharpness", 12, 4, 40, "points of 600", "How sharply a gate is thought to open around its line.",
         source="assumed"),
)
"""Knobs of the run."""

GROUPS = {"learn": LEARN, "mingle": MINGLE, "run": RUN}
"""Groups of knobs that belong to no act and no institution."""


def knobs() -> dict[str, Knob]:
    """Give every behavioural knob by its full name: ``speak.press_w``, ``learn.anchor`` ..."""
    named = {f"{act.name}.{knob.name}": knob for act in acts() for knob in act.knobs}
    named |= {f"{one.name}.{knob.name}": knob for one in institutions().values() for knob in one.knobs}
    return named | {f"{group}.{knob.name}": knob for group, of in GROUPS.items() for knob in of}


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
