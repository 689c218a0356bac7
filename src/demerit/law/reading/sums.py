"""Numbers of a scheme that must agree with others of it: weights that sum to 100, knobs and what they move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from demerit.law.account import SchemeKnob
from demerit.law.reading.positions import Path_

Fault = tuple[Path_, str]


def weight_faults(accounts: Mapping[str, Any]) -> Iterator[Fault]:
    """Find weights that do not sum to 100."""
    weights = [a.get("weight") for a in accounts.values() if isinstance(a, dict)]
    whole = [w for w in weights if isinstance(w, int)]
    if weights and len(whole) == len(weights) and sum(whole) != 100:
        listed = " + ".join(str(w) for w in weights)
        yield (
            ("accounts",),
            f"the weights sum to {sum(whole)}, not 100 ({listed}). Make them sum to 100 percent",
        )


def at_path(tree: Any, path: str) -> Any:
    """Give the value at a dotted path of a plain tree; KeyError with the step that is not there."""
    for step in path.split("."):
        if isinstance(tree, Mapping) and step in tree:
            tree = tree[step]
        else:
            raise KeyError(step)
    return tree


def knob_faults(where: Path_, knob: SchemeKnob, tree: Mapping[str, Any]) -> Iterator[Fault]:
    """Find a knob that moves no field, or one that holds another value."""
    if knob.moves is None:
        return
    try:
        there = at_path(tree, knob.moves)
    except KeyError as error:
        yield (*where, "moves"), f"the scheme has no field {knob.moves!r}: {error.args[0]!r} is not there"
        return
    if there != knob.now:
        yield (
            (*where, "default"),
            f"the knob stands at {knob.now:g}, but {knob.moves} is {there}. Make them equal",
        )
