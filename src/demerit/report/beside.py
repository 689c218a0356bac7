"""What a report knows besides the runs: the table over seeds, drawn worlds, and how to do it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from demerit.lab.drawn import Drawn


@dataclass(frozen=True)
class Beside:
    """What stands beside the runs.

    Parameters
    ----------
    compared
        What `demerit compare` gave over several seeds: ``name, group, a, b, delta, low, high, p, q, unit, seeds``; None
        where it was not run.
    seeds
        How many.
    drawn
        The same comparison in worlds whose assumed numbers were drawn; None without.
    lines
        The commands that give it again; those of the run alone where there are none.
    python
        The same in Python.
    """

    compared: pl.DataFrame | None = None
    seeds: int = 1
    drawn: Drawn | None = None
    lines: tuple[str, ...] = ()
    python: str = ""

    def row(self, name: str) -> dict[str, float | None] | None:
        """Give the row of everyone over several seeds; None where there is none."""
        if self.compared is None or self.seeds < 2:
            return None
        rows = self.compared.filter((pl.col("name") == name) & (pl.col("group") == "all"))
        return rows.row(0, named=True) if rows.height else None


ALONE = Beside()
