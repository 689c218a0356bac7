"""Designs: where in their ranges the numbers of each world lie, as shares from 0 to 1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from demerit.base.draws import columns4
from demerit.base.number_of import number_of
from demerit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from demerit.lab.studies.plan import Sampler

LEVELS = 4
"""Levels of Morris's design: a step is two thirds of a range."""
SEED = 1
"""The design that is taken where none is named."""


def hypercube(names: Sequence[str], worlds: int, design: int = SEED) -> NDArray[np.float64]:
    """Give a Latin hypercube (McKay et al. 1979), each range cut into as many as worlds: ``(world, name)``.

    Another `design` is another hypercube, drawn apart from the first.
    """
    shares = []
    for name in names:
        words = columns4(design, f"world.{name}", worlds)
        shares.append((np.argsort(np.argsort(words[:, 0], kind="stable")) + words[:, 1] / 2**32) / worlds)
    return np.array(shares).T.reshape(worlds, len(names))


def shares_of(sampler: Sampler, names: Sequence[str], worlds: int, design: int = SEED) -> NDArray[np.float64]:
    """Give the design of a sampler: ``(world, name)``, shares of each range.

    Raises
    ------
    InputError
        So many worlds are no such design; the library that makes it is not installed.
    """
    said = misfit(sampler, len(names), worlds)
    if said:
        raise InputError(f"worlds: {said}.")
    if sampler == "sobol":
        points, more = worlds // (len(names) + 2), dict[str, Any]({"calc_second_order": False})
    elif sampler == "morris":
        points, more = worlds // (len(names) + 1), {"num_levels": LEVELS}
    else:
        return hypercube(names, worlds, design)
    made: NDArray[np.float64] = salib("sample", sampler).sample(problem_of(names), points, seed=design, **more)
    return made


def misfit(sampler: Sampler, numbers: int, worlds: int) -> str | None:
    """Say why so many worlds are no design of a sampler, and which would be; None where they are."""
    if not worlds or not numbers or sampler not in ("sobol", "morris"):
        return None
    if numbers < 2:
        return f"a design of {sampler} takes two numbers or more. Vary more, or leave `sampler` out"
    each = numbers + (2 if sampler == "sobol" else 1)
    points, rest = divmod(worlds, each)
    if not rest and points >= 2 and (sampler == "morris" or points & (points - 1) == 0):
        return None
    what = "a power of two" if sampler == "sobol" else "from 2 on"
    near = 2
    while near * each < worlds:
        near *= 2
    near = near if sampler == "sobol" else max(2, round(worlds / each))
    said = f"{number_of(worlds, 'world')} are no design of {sampler} for {number_of(numbers, 'number')}"
    return f"{said}: N times {each} are, N {what}. Write {near * each}"


def problem_of(names: Sequence[str]) -> dict[str, Any]:
    """Give the numbers as SALib takes them, each from 0 to 1."""
    return {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0]] * len(names)}


def salib(kind: str, name: str) -> Any:
    """Give a module of SALib: ``sample`` or ``analyze``, ``sobol`` or ``morris``.

    Raises
    ------
    InputError
        It is not installed.
    """
    from importlib import import_module

    try:
        return import_module(f"SALib.{kind}.{name}")
    except ImportError as error:
        raise InputError("designs and indices of sensitivity need SALib: pip install 'demerit[study]'") from error
