"""Who is let in where: rates and ratios of groups at every gate, by `fairlearn`, with the four-fifths line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from demerit.errors import InputError
from demerit.measures.groups import FEWEST
from demerit.measures.sums import BY_NAME, by_month
from demerit.measures.tables import keys_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from numpy.typing import NDArray

    from demerit.measures.tables import RunTables

FOUR_FIFTHS = 0.8
"""US Uniform Guidelines on Employee Selection Procedures, 29 CFR 1607.4 D: a screen, no verdict."""
KINDS = ("place", "age", "sex", "income")
"""Kinds of groups that are told unless others are asked for."""


class Let(NamedTuple):
    """One group at one gate in the last month of a run.

    Parameters
    ----------
    gate, group
        ``dimension:value``.
    n
        Adults of the group whom the gate is for.
    rate
        Share of them to whom it is open.
    ratio
        The rate over that of the best-off group of its dimension; None where fewer than 30 of that one are let in.
    """

    gate: str
    group: str
    n: int
    rate: float
    ratio: float | None


def metrics() -> ModuleType:
    """Give `fairlearn.metrics`.

    Raises
    ------
    InputError
        It is not installed.
    """
    try:
        import fairlearn.metrics as found
    except ImportError as error:
        raise InputError(
            "an assessment needs fairlearn for the ratios of groups. Install it: pip install 'demerit[assess]'"
        ) from error
    module: ModuleType = found
    return module


def let_in(run: RunTables, kinds: Sequence[str]) -> list[Let]:
    """Give every group of these kinds at every gate of a run; groups of fewer than 30 adults are left out.

    The ratios are fairlearn's, so that a reader need not trust those of the measure `gates`. That one counts the same
    by itself, because it is asked of every run and every week, where fairlearn is not there (it is an extra) and takes
    a frame of citizens for each gate; a test holds the two to be the same.
    """
    dimension = np.array([name.partition(":")[0] for name in BY_NAME])
    found = []
    for gate in sorted({key.partition(":")[0] for key in keys_of(run, "gate")}):
        opened, shut = (by_month(run, "gate", f"{gate}:{what}")[-1] for what in ("open", "shut"))
        for kind in kinds:
            some = np.flatnonzero((dimension == kind) & (opened + shut >= FEWEST))
            found += _of_kind(gate, np.array(BY_NAME)[some], opened[some], (opened + shut)[some])
    return found


def _of_kind(gate: str, groups: NDArray[np.str_], opened: NDArray[np.float64], n: NDArray[np.float64]) -> list[Let]:
    """Give the groups of one kind at one gate: how many there are of each, and to how many it is open."""
    if len(n) < 2:
        return []
    tool = metrics()
    frame = tool.MetricFrame(
        metrics=tool.selection_rate, y_true=np.zeros(2 * len(n)), y_pred=np.repeat((1, 0), len(n)),
        sensitive_features=np.tile(groups, 2), sample_params={"sample_weight": np.concatenate((opened, n - opened))},
    )  # fmt: skip
    rates = frame.by_group
    best = rates.idxmax()
    enough = opened[list(groups).index(best)] >= FEWEST
    return [Let(gate, str(group), int(number), float(rates[group]),
                float(rates[group] / rates[best]) if enough else None)
            for group, number in zip(groups, n, strict=True)]  # fmt: skip
