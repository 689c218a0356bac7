"""Recipes: how societies are made; the folder is the list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from demerit.society.society import Society


@dataclass(frozen=True)
class Recipe:
    """One way to make a society.

    Parameters
    ----------
    name
        The module's name.
    summary
        What it makes, in one sentence.
    least
        The fewest people it can be made of.
    build
        Makes the society from (people, seed).
    """

    name: str
    summary: str
    least: int
    build: Callable[[int, int], Society]
