"""Decisions taken from outside, as a file gives them: every cell as it is written, every row named that is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from demerit.base.text import one_line
from demerit.engine.choices import Choice
from demerit.errors import InputError

if TYPE_CHECKING:
    from demerit.lab.order import Order

COLUMNS = ("week", "citizen", "act", "deed")
MOST_DIGITS = 15
"""Digits of the longest whole number that is read."""


def choices_of(order: Order) -> list[Choice]:
    """Read the decisions that an order names, if any: a CSV or Parquet file with week, citizen, act, deed.

    Raises
    ------
    InputError
        The file cannot be read, lacks a column, holds no row, or a row with an empty cell, a fraction, or a second
        decision of the same act, citizen and week.
    """
    if order.choices is None:
        return []
    path = Path(order.choices)
    first = 1 if path.suffix == ".parquet" else 2  # a CSV's first line holds the names of its columns
    rows = _rows(path)
    if not rows:
        raise InputError(f"{path}: there is no choice in it. Add a row, or leave --choices out.")
    found: list[Choice] = []
    taken: dict[tuple[int, int, str], tuple[int, str]] = {}
    for k, row in enumerate(rows, first):
        for problem in _wrong(row):
            raise InputError(f"{path}, row {k}: {problem}")
        choice = Choice(int(row[0]), int(row[1]), row[2], row[3])
        before = taken.setdefault((choice.week, choice.citizen, choice.act), (k, choice.deed))
        if before[0] != k:
            other = "the same" if before[1] == choice.deed else f"another deed, {before[1]!r},"
            raise InputError(
                f"{path}, row {k}: {other} was chosen in row {before[0]} already, for {choice.act!r} of citizen "
                f"{choice.citizen} in week {choice.week}. Keep one of the two rows."
            )
        found.append(choice)
    return found


def _wrong(row: tuple[str, ...]) -> Iterator[str]:
    """Give what is wrong with the cells of a row."""
    for name, cell in zip(COLUMNS, row, strict=True):
        if not cell:
            yield f"{name} is empty. Write it, or take the row away."
        elif name in ("week", "citizen") and not (cell.isascii() and cell.isdigit() and len(cell) <= MOST_DIGITS):
            yield f"{name} is {one_line(cell, 24)}, but must be a whole number, 0 or more."


def _rows(path: Path) -> list[tuple[str, ...]]:
    """Give the cells of the four columns as text, blanks around them taken away."""
    if not path.is_file():
        what = "it is no ordinary file" if path.exists() else "there is no such file"
        raise InputError(f"{path}: the choices cannot be read: {what}.")
    try:
        if path.suffix == ".parquet":
            table = pl.read_parquet(path)
        else:
            table = pl.read_csv(path, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise InputError(f"{path}: the choices cannot be read: {str(error).splitlines()[0]}") from error
    named = {name.strip().lower(): name for name in table.columns}
    missing = [name for name in COLUMNS if name not in named]
    if missing:
        lack = f"the choices lack the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}"
        parted = len(named) == 1 and any(sign in next(iter(named)) for sign in ";\t")
        why = " A row is parted by commas, and by nothing else." if parted else ""
        raise InputError(f"{path}: {lack}.{why}")
    try:
        cells = table.select(
            pl.col(named[name]).cast(pl.String).fill_null("").str.strip_chars().alias(name) for name in COLUMNS
        )
    except pl.exceptions.PolarsError as error:
        raise InputError(f"{path}: {', '.join(COLUMNS)} must be plain cells: {str(error).splitlines()[0]}") from error
    return cells.rows()
