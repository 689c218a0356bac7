"""The ledger: every point that was booked of the panel, week by week."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

LEDGER = {"week": pl.Int16, "citizen": pl.Int32, "account": pl.Categorical, "entry": pl.Categorical, "points": pl.Int16}
"""Columns of the ledger, but for the bureau, which is added when it is written."""


@dataclass
class Booked:
    """What was booked in a week."""

    week: int
    citizen: NDArray[np.int32]
    kind: NDArray[np.int16]
    points: NDArray[np.int16]
    kinds: list[tuple[str, str]]

    @cached_property
    def frame(self) -> pl.DataFrame:
        """Rows of the ledger."""
        return ledger_of([self])


def ledger_of(weeks: Sequence[Booked]) -> pl.DataFrame:
    """Give what was booked in so many weeks as one table."""
    parts = []
    for _, of_kinds in groupby(weeks, lambda booked: id(booked.kinds)):
        some = list(of_kinds)
        kinds, kind = some[0].kinds, pl.Series(np.concatenate([booked.kind for booked in some]))
        entries, accounts = (pl.Series([pair[c] for pair in kinds], dtype=pl.Categorical) for c in range(2))
        week = np.repeat(np.array([booked.week for booked in some], np.int16), [len(booked.kind) for booked in some])
        parts.append(pl.DataFrame({
            "week": week, "citizen": np.concatenate([booked.citizen for booked in some]),
            "account": accounts.gather(kind), "entry": entries.gather(kind),
            "points": np.concatenate([booked.points for booked in some]),
        }, schema=LEDGER))  # fmt: skip
    return pl.concat(parts) if parts else pl.DataFrame()
