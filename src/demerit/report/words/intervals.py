"""The table of differences over several seeds, and over drawn worlds: a dozen named rows; the rest is data."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from demerit.base.number_of import number_of
from demerit.lab.headlines import HEADLINES, Headline
from demerit.lab.seeds import holding
from demerit.lab.units import is_share
from demerit.measures.discovery import RATE
from demerit.report.words.numbers import MINUS, percent

if TYPE_CHECKING:
    from demerit.report.beside import Beside

DOUBT = "°"
PLAIN = {"accuracy.auc": "tells who repays (1 = always, .5 = by chance)"}
"""Rows whose name on the terminal is a term of the trade."""


@dataclass(frozen=True)
class Line:
    """One measure of both schemes, their difference, its interval over seeds, its ranges over drawn worlds."""

    section: str
    name: str
    a: str
    b: str
    delta: str
    interval: str
    worlds: str
    calibrated: str
    seeds: str


def intervals(beside: Beside) -> list[Line]:
    """Give a line for every named headline of everyone that either side has; none where nothing was compared."""
    if beside.compared is None:
        return []
    rows = beside.compared.filter(pl.col("group") == "all")
    known = {row["name"]: row for row in rows.iter_rows(named=True)}
    return [_line(section, headline, known[headline.name], beside)
            for section, headlines in HEADLINES.items()
            for headline in headlines if headline.name in known]  # fmt: skip


def every_row(beside: Beside) -> str:
    """Give all rows of everyone as CSV, encoded for a link; nothing where nothing was compared."""
    if beside.compared is None:
        return ""
    rows = beside.compared.filter(pl.col("group") == "all").drop("group")
    return b64encode(rows.write_csv(float_precision=6).encode()).decode()


def _line(section: str, headline: Headline, row: dict[str, object], beside: Beside) -> Line:
    unit = str(row["unit"])
    a, b, delta, low, high = (shown(row[name], unit) for name in ("a", "b", "delta", "low", "high"))
    worlds, calibrated = (_between(beside, headline.name, unit, kind) for kind in (False, True))
    seeds = str(row.get("seeds") or beside.seeds)
    name = PLAIN.get(headline.name, headline.says.rstrip("*"))
    return Line(section, name, a, b, delta, f"{low} to {high}{doubt(row)}" if low and high else "", worlds,
                calibrated, seeds)  # fmt: skip


def _between(beside: Beside, name: str, unit: str, calibrated: bool) -> str:
    """Give from where to where a row moves over the drawn worlds of one kind; nothing without."""
    ends = beside.drawn.between(name, calibrated) if beside.drawn else None
    return " to ".join(shown(end, unit) for end in ends) if ends else ""


def doubt(row: dict[str, object]) -> str:
    """Give the mark of a difference that chance may have made, among as many rows as there are."""
    q = row.get("q")
    return DOUBT if isinstance(q, float) and q > RATE else ""


def rates(table: pl.DataFrame) -> str:
    """Say how many rows differ from 0, and how many when it is counted how many were looked at; nothing of one seed."""
    looked, alone, together = holding(table)
    if not looked:
        return ""
    return (
        f"{DOUBT} may be chance. Of {number_of(looked, 'row')} with an interval {alone:,} leave out 0; "
        f"{together:,} still do where {RATE:.0%} of those told may be false (Benjamini and Hochberg)."
    )


def shown(value: object, unit: str) -> str:
    """Give a number with three digits that count, a share in per cent, nothing where there is none."""
    if not isinstance(value, int | float) or value != value:
        return ""
    if is_share(unit):
        return percent(value)
    if not value:
        return "0"
    size = abs(value)
    digits = 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 0.095 else 3
    return f"{value:,.{digits}f}".replace("-", MINUS)
