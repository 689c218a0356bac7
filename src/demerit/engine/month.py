"""The month: what institutions set on its agenda, as the steps want it, and what bureaus see."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from demerit.institutions.agenda import Agenda
from demerit.law import in_week

if TYPE_CHECKING:
    from demerit.acts.act import Act
    from demerit.law import Scheme

Acts = tuple["Act", ...]


def blank(scheme: Scheme, acts: Acts) -> Agenda:
    """Give an agenda on which nothing stands."""
    return Agenda([deed for act in acts for deed in act.names], [act.name for act in acts], list(scheme.gates))


def pulls(acts: Acts, agenda: Agenda) -> list[list[tuple[int, np.int32]]]:
    """Give for each act which of its deeds institutions make more or less attractive, and by how many notches."""
    found, at = [], 0
    for act in acts:
        of_act = agenda.pull[at : at + len(act.deeds)]
        found.append([(int(option), of_act[option]) for option in np.flatnonzero(of_act)])
        at += len(act.deeds)
    return found


def sees(written: Scheme, acts: Acts, week: int) -> NDArray[np.int32]:
    """Give what every bureau sees of each act, of 256, the headline's first."""
    scheme = in_week(written, week)
    head = scheme.headline_bureau
    bureaus = ([head] if head else []) + [b for b in scheme.bureaus.values() if b is not head]
    rows = [[round(256 * b.sees.get(act.name, 0.0)) for act in acts] for b in bureaus]
    return np.array(rows, np.int32).reshape(-1, len(acts))
