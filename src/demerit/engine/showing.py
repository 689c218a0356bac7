"""Showing: numbers about a citizen that institutions show to acts and that are kept nowhere, since they follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from demerit.base.loom import Made, Row
from demerit.engine.world import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.engine.plan import ActiveInstitution, Plan
    from demerit.engine.world import World


def made_of(name: str, plan: Plan, world: World, field: Callable[[str], Any]) -> Made | None:
    """Give how loops make a number that an institution shows; None where it is closed.

    `field` gives where a column of its own stands.
    """
    one = next((one for one in plan.institutions if name in one.what.shows), None)
    if one is None:
        return None
    function = one.what.shows[name]
    kind = one.what.asked(function)["own"]
    return Made(function, Row(kind, tuple(map(field, kind._fields))), given_to(one, name, world))


def given_to(one: ActiveInstitution, name: str, world: World) -> tuple[Any, ...]:
    """Give what a function of an institution's `shows` is handed besides `own`: its knobs, what it remembers now."""
    hints = one.what.asked(one.what.shows[name])
    found: dict[str, Any] = {"knobs": one.knobs}
    if "memory" in hints:
        kind, remembered = hints["memory"], world.memories[one.what.name]
        found["memory"] = kind(**{field: remembered[field] for field in kind._fields})
    return tuple(found[parameter] for parameter in hints if parameter != "own")


def number_about(i: int, name: str, world: World, plan: Plan) -> int:
    """Give a number about a citizen, kept or shown, by name; 0 what is only known while a week passes, or closed."""
    if name in world.more or name in COLUMNS:
        return int(world.named(name)[i])
    one = next((one for one in plan.institutions if name in one.what.shows), None)
    if one is None:
        return 0
    function = one.what.shows[name]
    own = one.what.asked(function)["own"]
    return int(function(own(*(number_about(i, field, world, plan) for field in own._fields)),
                        *given_to(one, name, world)))
