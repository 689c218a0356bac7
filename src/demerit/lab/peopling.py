"""A society made, kept in a folder, and held against what it should look like."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from demerit.lab.by_ties_alone import ByTies, by_ties_alone
from demerit.lab.order import check_seed, check_size
from demerit.society import Society, Target, fit, free, make


@dataclass(frozen=True)
class Peopled:
    """A society, its fit, and what its ties would do.

    Parameters
    ----------
    society
        Everyone.
    folder
        Where it is kept; None where it was not to be.
    targets
        Each figure it should reach, with the one it has.
    by_ties
        What follows from its ties alone.
    seconds
        How long it took to make.
    """

    society: Society
    folder: Path | None
    targets: list[Target]
    by_ties: list[ByTies]
    seconds: float


def people_of(recipe: str, people: int, seed: int, out: Path | None) -> Peopled:
    """Make a society, keep it, measure it.

    Raises
    ------
    SocietyError
        No such recipe, or a number of people that cannot be.
    RunFolderError
        The folder is there already, or cannot be made.
    SpaceError
        The disk is full; nothing is left behind.
    """
    check_size(people)
    check_seed(seed)
    if out is not None:
        free(out)
    began = time.perf_counter()
    society = make(recipe, people, seed)
    seconds = time.perf_counter() - began
    if out is not None:
        society.save(out)
    return Peopled(society, out, fit(society), by_ties_alone(society), seconds)
