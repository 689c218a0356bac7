"""Showing: numbers about a citizen that institutions show to acts and that are kept nowhere, since they follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from demerit.base.loom import Made, Noted, Row
from demerit.engine.world import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.engine.plan import ActiveInstitution, Plan
    from demerit.engine.slate import Slate
    from demerit.engine.world import World


def made_of(name: str, plan: Plan, slate: Slate, field: Callable[[str], Any]) -> Made | None:
    """Give how loops make a number that an institution shows; None where it is closed.

    What the institution remembers is what it remembered when it touched citizens last. `field` gives where a column of
    its own stands.
    """
    one = shows(name, plan)
    if one is None:
        return None
    function = one.what.shows[name]
    hints = one.what.asked(function)
    given: dict[str, Any] = {"knobs": one.knobs}
    if "memory" in hints:
        given["memory"] = noted(hints["memory"], one, slate, slate.remembered)
    kind = hints["own"]
    return Made(function, Row(kind, tuple(map(field, kind._fields))),
                tuple(given[parameter] for parameter in hints if parameter != "own"))


def noted(kind: Any, one: ActiveInstitution, slate: Slate, array: Any) -> Noted:
    """Give where what an institution remembers stands in an array of the slate."""
    return Noted(kind, array, tuple(slate.places[one.what.name, field] for field in kind._fields))


def shows(name: str, plan: Plan) -> ActiveInstitution | None:
    """Give the institution at work that shows a number; None where there is none."""
    return next((one for one in plan.institutions if name in one.what.shows), None)


def number_about(i: int, name: str, world: World, plan: Plan) -> int:
    """Give a number about a citizen, kept or shown, by name; 0 what is only known while a week passes, or closed."""
    if name in world.more or name in COLUMNS:
        return int(world.named(name)[i])
    one = shows(name, plan)
    if one is None:
        return 0
    function = one.what.shows[name]
    hints, remembered = one.what.asked(function), world.memories[one.what.name]
    given: dict[str, Any] = {"knobs": one.knobs}
    for parameter, kind in hints.items():
        if parameter == "own":
            given[parameter] = kind(*(number_about(i, field, world, plan) for field in kind._fields))
        elif parameter == "memory":
            given[parameter] = kind(*(remembered[field] for field in kind._fields))
    return int(function(*(given[parameter] for parameter in hints)))
