"""The lines of a scheme's gates as a ladder, and what a step on it is worth to one who games."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.engine.knobs import knobs, turned, written_knobs
from demerit.institutions.gaming import UNITS
from demerit.measures.tables import last_week

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

POINTS = 4
"""What a unit of tricks is worth in the article's rules (assumed there)."""


class Ladder(NamedTuple):
    """Lines on the scale, rising, each once, and the notches that the gates of each are worth together; ``(k,)``."""

    lines: NDArray[np.int64]
    worth: NDArray[np.float64]


def ladder(scheme: Any, week: int) -> Ladder:
    """Give the ladder of the gates that ask for a score and are in force in a week."""
    found: dict[int, float] = {}
    for name, gate in scheme.gates_in_force(week).items():
        line = scheme.threshold(name, week)
        if line is not None:
            found[line] = found.get(line, 0.0) + float(gate.value.notches)
    lines = sorted(found)
    return Ladder(np.array(lines, np.int64), np.array([found[line] for line in lines], np.float64))


def ladder_of_run(run: RunTables) -> tuple[Ladder, float]:
    """Give the ladder in a run's last week, worth what it is while one reckons with it, and the notches of a point.

    As `game_it` has it: a line counts for ``months``, and one trick costs ``cost`` for its points.
    """
    known = knobs()
    written = {name: float(value) for name, value in run.manifest["order"]["settings"] if name in known}
    values = turned(written, written_knobs(run.scheme))
    found = ladder(run.scheme, last_week(run) or 0)
    return found._replace(worth=found.worth * values["game_it.months"]), values["game_it.cost"] / (UNITS * POINTS)
