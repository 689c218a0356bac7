"""The panel's rows: what is kept of each of its citizens at the end of a month, and the table of that."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from demerit.rows.bits import AWARE, ENROLLED, ONLINE
from demerit.rows.groups import unpacked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.engine.panel import Panel
    from demerit.engine.snapshot import Snapshot

Array = NDArray[Any]
MONTHLY = ("did", "lost", "noted", "posts")
"""What is added up for each of the panel in a month."""
AS_THEY_ARE = ("occupation", "score", "standing", "conviction", "fear", "arrears", "owed")
"""Columns of the world that the panel's table has too."""
FIRST = 5
"""So many of them stand before what is reckoned."""
TOLD_APART = ("status", "place", "cell", "diary")
"""Columns of the world of which the table tells parts."""
PANEL_NAMES = {"age": "age_band"}
"""Dimension -> the panel's column, where it is called otherwise."""


@dataclass
class PanelRows:
    """The panel's rows of a month.

    Parameters
    ----------
    week
        The week.
    taken, snapshot
        What was taken of the columns, and what tells it apart.
    panel, kinds
        Whose rows they are; every kind of citizen there is.
    """

    week: int
    taken: Array
    snapshot: Snapshot
    panel: Panel
    kinds: NDArray[np.uint16]

    @property
    def columns(self) -> dict[str, Array]:
        """The columns of the table by name."""
        return _columns([self])

    @cached_property
    def frame(self) -> pl.DataFrame:
        """The rows as a table."""
        return table_of([self])

    def nbytes(self) -> int:
        """Give the bytes that are kept."""
        return int(self.taken.nbytes)


def table_of(months: Sequence[PanelRows]) -> pl.DataFrame:
    """Give the rows of so many months as one table."""
    parts = [pl.DataFrame(_columns(list(some))) for _, some in groupby(months, lambda rows: id(rows.snapshot))]
    table = pl.concat(parts) if parts else pl.DataFrame()
    return table.with_columns(pl.when(pl.col("score") >= 0).then("score").alias("score")) if parts else table


def _columns(months: list[PanelRows]) -> dict[str, Array]:
    """Give the columns of the table of months that were taken alike, by name."""
    panel, kinds = months[0].panel, months[0].kinds
    found = months[0].snapshot.told(np.stack([rows.taken for rows in months]))
    status, place, cell, diary = (found.pop(name) for name in TOLD_APART)
    did, lost, noted, posts = (found.pop(name) for name in MONTHLY)
    week = np.repeat(np.array([rows.week for rows in months], np.int16), len(panel.ids))
    told: dict[str, Array] = {
        "week": week, "citizen": np.tile(panel.ids.astype(np.int32), len(months)),
        **{PANEL_NAMES.get(k, k): v for k, v in unpacked(kinds[cell]).items()},
        "online": (status & ONLINE != 0).astype(np.uint8), "province": (place >> 1).astype(np.uint8),
        **{name: found.pop(name) for name in AS_THEY_ARE[:FIRST]}, "pressure": noted,
        "degree": found.pop("degree"), "kin": found.pop("kin"), "enrolled": status & ENROLLED != 0,
        "aware": status & AWARE != 0, **found,
    }
    told |= {name: of.astype(np.int16) for name, of in told.items() if name.startswith("account_")}
    told |= dict(zip(panel.names, panel.done(diary, did=did).T, strict=True))
    told |= {"posts": posts[:, 0], "political_posts": posts[:, 1]}
    for k, kind in enumerate(("kin", "friend")):
        for c, cause in enumerate(("base", "score")):
            told[f"lost_{kind}_{cause}"] = lost[:, k, c]
    return told
