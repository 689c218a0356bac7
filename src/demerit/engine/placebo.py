"""The placebo: the same world with one tie of one citizen taken away at the start; what that changes is noise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.rows.bits import ADULT
from demerit.rows.ties import FRIEND

if TYPE_CHECKING:
    from demerit.engine.world import World


def cut_one_tie(world: World) -> None:
    """Take away the first friendship between two adults: both halves. Without any there is no placebo."""
    row = np.repeat(np.arange(world.n), np.diff(world.start))
    adult = (world.status & ADULT) != 0
    loose = (world.friend >= 0) & ((world.kind & 3) == FRIEND) & adult[row]
    for t in np.flatnonzero(loose):
        one, other = int(row[t]), int(world.friend[t])
        if adult[other]:
            _remove(world, one, other)
            _remove(world, other, one)
            return


def _remove(world: World, citizen: int, friend: int) -> None:
    """Take `friend` out of the row of `citizen`, keeping live slots first."""
    a, b = int(world.start[citizen]), int(world.start[citizen + 1])
    keep = np.flatnonzero((world.friend[a:b] >= 0) & (world.friend[a:b] != friend)) + a
    for column, empty in ((world.friend, -1), (world.kind, 0)):
        kept = column[keep].copy()
        column[a:b] = empty
        column[a : a + len(kept)] = kept
