"""Make a society by the name of its recipe."""

from __future__ import annotations

import os

from demerit.base.catalogue import part, parts
from demerit.base.number_of import number_of
from demerit.errors import SocietyError
from demerit.society import recipes as folder
from demerit.society.recipes import Recipe
from demerit.society.society import Society

BYTES_A_CITIZEN = 500
"""Memory that making a society takes a citizen at its peak, ties included (measured at 1,000,000 people); a run takes
less."""


def recipes() -> dict[str, str]:
    """Give the recipes there are, each with its summary."""
    return {name: recipe.summary for name, recipe in parts(folder, Recipe).items()}


def most_people() -> int:
    """Give how many citizens would fit into this machine's memory."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return min(memory // BYTES_A_CITIZEN, 2**28 - 1)


def check_people(people: int, least: int) -> None:
    """Refuse a number of people that no society can have here."""
    if people < least:
        needs = f"a society needs at least {number_of(least, 'person')}"
        raise SocietyError(f"--people {people}: {needs}. Try --people 10000.")
    most = most_people()
    if people > most:
        raise SocietyError(
            f"--people {people:,}: at about {BYTES_A_CITIZEN} bytes a citizen this "
            f"machine's memory holds about "
            f"{number_of(most, 'person')}. Try --people {min(most, 1_000_000):,} or fewer than {most:,}."
        )


def make(recipe: str, people: int, seed: int) -> Society:
    """Make a society: the same bytes for the same recipe, people and seed.

    Parameters
    ----------
    recipe
        The name of a recipe, as `recipes` lists them.
    people
        How many citizens.
    seed
        0 <= seed < 2**64.

    Examples
    --------
    >>> import demerit
    >>> village = demerit.make_society("village", 60, 1)
    >>> village.people
    60

    Raises
    ------
    SocietyError
        No number of people, or no seed, that it can be made of.
    UnknownName
        No recipe is called so.
    """
    chosen = part(folder, Recipe, recipe, "recipe")
    check_people(people, chosen.least)
    if not 0 <= seed < 2**64:
        raise SocietyError(f"--seed {seed}: a seed is a whole number from 0 to {2**64 - 1}.")
    return chosen.build(people, seed)
