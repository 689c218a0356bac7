"""What a measure is: a named function from a run's tables to rows of findings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

Twin = Literal["none", "helps", "needed"]
Compute = Callable[["RunTables", "RunTables | None", "RunTables | None"], pl.DataFrame]

DIGITS = 12
"""Significant digits of a value."""
ROWS = pl.Schema(
    {
        "quantity": pl.String,
        "group": pl.String,
        "week": pl.Int32,
        "bin": pl.Int32,
        "value": pl.Float64,
        "unit": pl.String,
    }
)
"""The columns every measure gives; `week` and `bin` are null in a headline, set along a curve."""
NOTHING = pl.DataFrame(schema=ROWS)
LEFT_OUT = {
    name: pl.Series(name, [word], ROWS[name]) for name, word in (("group", "all"), ("week", None), ("bin", None))
}
"""Column -> what stands there where a frame does not have it."""
TOLD = [pl.col(name).round_sig_figs(DIGITS) if name == "value" else pl.col(name) for name in ROWS]


@dataclass(frozen=True)
class Measure:
    """A number that a run's tables hold, and how to read it off them.

    Parameters
    ----------
    name
        The name of its module.
    summary
        What it gives, in one sentence.
    unit
        The unit of its main quantity; every row carries its own.
    twin
        ``none``: read from one run; ``helps``: a twin adds rows; ``needed``: without a twin there are none.
    groups
        Whether it is given group by group as well as for all.
    levels
        Quantities of a pair that are no difference of the two (a week, a forecast, the noise of a placebo), as patterns
        (``*.placebo``). Every other number that needs a twin is 0 where the twin is the run itself, and a test holds
        it.
    compute
        The function ``(run, twin, placebo) -> rows``.
    """

    name: str
    summary: str
    unit: str
    twin: Twin
    groups: bool
    compute: Compute
    levels: tuple[str, ...] = ()

    def is_level(self, quantity: str) -> bool:
        """Say whether a quantity of a pair is no difference of the two."""
        return any(fnmatchcase(quantity, pattern) for pattern in self.levels)

    def __call__(self, run: RunTables, twin: RunTables | None = None, placebo: RunTables | None = None) -> pl.DataFrame:
        """Give the rows of this measure: the columns of `ROWS`, no row where it cannot be measured.

        Values have twelve digits: sums of fractions are taken in no fixed order, so that the digits behind these would
        differ from time to time.
        """
        if twin is None and self.twin == "needed":
            return nothing()
        return self.compute(run, twin, placebo).select_seq(TOLD)


def measure(
    unit: str, twin: Twin = "none", groups: bool = True, levels: tuple[str, ...] = ()
) -> Callable[[Compute], Measure]:
    """Turn a function into the measure of its name; its docstring's first line is the summary."""

    def named(compute: Compute) -> Measure:
        name = getattr(compute, "__name__", "")
        summary = (compute.__doc__ or "").strip().splitlines()[0]
        return Measure(name, summary, unit, twin, groups, compute, levels)

    return named


def nothing() -> pl.DataFrame:
    """Give no rows, in the right columns."""
    return NOTHING.clone()


def finding(frame: pl.DataFrame, quantity: str | pl.Series, unit: str) -> pl.DataFrame:
    """Give `frame` (a ``value``, and ``group``, ``week``, ``bin`` where it has them) as rows of one quantity.

    Where rows are of several quantities, a series names that of each.
    Values that are null or not a number are what could not be measured, and are left out.
    """
    values = frame.get_column("value").cast(pl.Float64)
    if values.null_count() or not np.isfinite(values.to_numpy()).all():
        there = values.is_finite().fill_null(False)
        of_these = quantity if isinstance(quantity, str) else quantity.filter(there)
        return finding(frame.filter(there), of_these, unit)
    of = (_word("quantity", quantity).new_from_index(0, frame.height) if isinstance(quantity, str)
          else quantity.alias("quantity"))  # fmt: skip
    by = (frame.get_column(name).cast(ROWS[name]) if name in frame.columns else left.new_from_index(0, frame.height)
          for name, left in LEFT_OUT.items())  # fmt: skip
    return pl.DataFrame([of, *by, values, _word("unit", unit).new_from_index(0, frame.height)])


def single(quantity: str, unit: str, value: float | None, group: str = "all") -> pl.DataFrame:
    """Give one headline as one row, or none where there is no value."""
    if value is None or not np.isfinite(value):
        return nothing()
    number = pl.Series("value", [float(value)], pl.Float64)
    return pl.DataFrame([_word("quantity", quantity), _word("group", group), LEFT_OUT["week"], LEFT_OUT["bin"], number,
                         _word("unit", unit)])  # fmt: skip


@lru_cache(maxsize=4096)
def _word(column: str, word: str) -> pl.Series:
    """Give one word as a column: every run has the same."""
    return pl.Series(column, [word], pl.String)


def together(*frames: pl.DataFrame) -> pl.DataFrame:
    """Put the rows of several quantities one under the other."""
    return pl.concat([NOTHING, *frames]) if frames else nothing()
