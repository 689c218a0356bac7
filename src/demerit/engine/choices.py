"""Decisions taken from outside: how a player plays, and how a life is replayed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from demerit.errors import InputError, UnknownName
from demerit.rows.diary import MONTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.acts.act import Act

Overrides = dict[tuple[int, int], list[tuple[int, int]]]
"""(Week, number of the act) -> (citizen, number of the deed)."""


class Choice(NamedTuple):
    """One decision that is not the citizen's own; week 0 is the first of the scheme."""

    week: int
    citizen: int
    act: str
    deed: str


def overrides(choices: Sequence[Choice], acts: tuple[Act, ...], adults: int, people: int,
              weeks: int) -> Overrides:
    """Give the choices by week and act.

    Raises
    ------
    InputError
        A choice names no act, no deed of the act, nobody, a child, or a week in which the act is not taken.
    """
    number = {act.name: k for k, act in enumerate(acts)}
    found: Overrides = {}
    for choice in choices:
        if choice.act not in number:
            raise UnknownName("act", choice.act, number, "It stands in the choices; `demerit list acts` shows all.")
        deeds = acts[number[choice.act]].deeds
        if choice.deed not in deeds:
            raise UnknownName(f"deed of {choice.act!r}", choice.deed, deeds, "It stands in the choices.")
        if not 0 <= choice.citizen < people:
            raise InputError(
                f"the choices name citizen {choice.citizen}; citizens are numbered 0 to {people - 1}. "
                "Correct the file given with --choices."
            )
        if choice.citizen >= adults:
            raise InputError(
                f"the choices name citizen {choice.citizen}, who is a child and decides nothing; adults are "
                f"numbered 0 to {adults - 1}. Correct the file given with --choices."
            )
        monthly = acts[number[choice.act]].monthly
        if not 0 <= choice.week < weeks or (monthly and choice.week % MONTH != MONTH - 1):
            which = f"the last week of each month ({MONTH - 1}, {2 * MONTH - 1} ...)" if monthly else "every week"
            raise InputError(
                f"the choices name {choice.act!r} in week {choice.week}; it is taken in {which} from 0 to {weeks - 1}. "
                "Correct the file given with --choices."
            )
        found.setdefault((choice.week, number[choice.act]), []).append((choice.citizen, deeds.index(choice.deed)))
    return found


def merged(one: Overrides, other: Overrides) -> Overrides:
    """Give both sets of choices; where both decide the same, the later counts."""
    found = {what: list(pairs) for what, pairs in one.items()}
    for what, pairs in other.items():
        found.setdefault(what, []).extend(pairs)
    return found
