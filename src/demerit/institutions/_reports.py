"""Reports of users of a map: which place they name, how they are counted, and what is read of those of a block."""

from __future__ import annotations

from typing import Any

import numpy as np

from demerit.acts.go import go
from demerit.institutions.institution import Array, Month
from demerit.rows.blocks import BLOCK

u64 = np.uint64
KINDS = ("nowhere", "museum", "rally", "hostile")
"""Where a report says one was: the deeds of `go`, in their order."""
NOWHERE = 0
MUSEUM, RALLY, HOSTILE = (go.deeds.index(kind) for kind in KINDS[1:])
SEVERAL = len(KINDS)
"""Who was in more than one place in a month cannot tell what moved the score; of the report only the move is used."""
REPORTED = (*KINDS, "several")
NOTHING = 0
MIDDLE = 128
"""What `telling` holds where the score did not move."""


def place_of_month(deeds: Month) -> int:
    """Give where one was this month: 0 nowhere, the one place visited once, or `SEVERAL`."""
    place = NOWHERE
    for deed in deeds:
        if deed > 0:
            place = deed if place == NOWHERE else SEVERAL
    return place


def is_marked(block: int, told: Array, least: int, mark: int, base: int) -> bool:
    """Say whether the reports of a block's residents stand far enough below those of all."""
    n, points = 0, 0
    for other in range(u64(block * BLOCK), u64(min((block + 1) * BLOCK, told.shape[0]))):
        said = int(told[other])
        n += 1 if said != NOTHING else 0
        points += said
    points -= n * MIDDLE
    return n >= least and 256 * points <= n * (base - mark)


def count_report(place: int, moved: int, cell: int, counted: Any) -> None:
    """Count one report, the place it names, and the points by which the score moved."""
    counted.reports[cell] += 1
    if place == NOWHERE:
        counted.at_nowhere[cell] += 1
        counted.moved_nowhere[cell] += moved
    elif place == MUSEUM:
        counted.at_museum[cell] += 1
        counted.moved_museum[cell] += moved
    elif place == RALLY:
        counted.at_rally[cell] += 1
        counted.moved_rally[cell] += moved
    elif place == HOSTILE:
        counted.at_hostile[cell] += 1
        counted.moved_hostile[cell] += moved
    else:
        counted.at_several[cell] += 1
        counted.moved_several[cell] += moved
