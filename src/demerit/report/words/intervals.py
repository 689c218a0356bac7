"""The table of differences over several seeds."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from demerit.report.words.numbers import MINUS

COLUMNS = ("name", "group", "a", "b", "delta", "low", "high")


@dataclass(frozen=True)
class Line:
    """One measure of both schemes, their difference, and its interval."""

    name: str
    a: str
    b: str
    delta: str
    interval: str


def intervals(compared: pl.DataFrame | None) -> list[Line]:
    """Give a line for every headline of everyone that both schemes have; none where nothing was compared."""
    if compared is None:
        return []
    known = compared.select(COLUMNS).filter((pl.col("group") == "all") & pl.col("delta").is_finite())
    return [_line(row) for row in known.iter_rows(named=True)]


def _line(row: dict[str, object]) -> Line:
    a, b, delta, low, high = (_plain(row[name]) for name in COLUMNS[2:])
    words = str(row["name"]).replace("_", " ").replace(".", " \u203a ")
    return Line(words, a, b, delta, f"{low} to {high}" if low and high else "")


def _plain(value: object) -> str:
    """Give a number with four digits that count, nothing where there is none."""
    if not isinstance(value, int | float) or value != value:
        return ""
    return f"{value:,.4g}".replace("-", MINUS)
