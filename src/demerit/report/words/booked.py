"""What each rule did, as rows of a table."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from demerit.base.number_of import number_of
from demerit.lab.bookings import bookings, who
from demerit.report.words.numbers import count, decimal, signed_percent

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures.tables import RunTables


@dataclass(frozen=True)
class Booked:
    """One rule and what it did, in words."""

    name: str
    summary: str
    times: str
    points: str
    people: str
    most: str
    moved: str
    evidence: str
    size: str


@dataclass(frozen=True)
class Table:
    """All rules of a scheme, those that moved most points first."""

    text: str
    rows: list[Booked]
    never: list[str]
    csv: str


def booked(run: RunTables, twin: RunTables | None = None) -> Table | None:
    """Give the table of a run; None where its scheme has no rule."""
    table = bookings(run, twin)
    if table.is_empty():
        return None
    rows = [_row(row, run) for row in table.iter_rows(named=True) if row["times"]]
    never = [str(name).replace("_", " ") for name in sorted(table.filter(table["times"] == 0)["rule"])]
    csv = b64encode(table.write_csv(float_precision=6).encode()).decode()
    return Table(_text(table, twin is not None), rows, never, csv)


def _text(table: pl.DataFrame, against: bool) -> str:
    said = (
        f"Of the {number_of(table['of'][0], 'adult')} followed one by one. "
        "A booking is an entry in a citizen\u2019s file, "
        "at most one a rule and week. \u201cMost often\u201d is the group in which it is booked most for a year "
        "lived, and how many times as often as for all."
    )
    if not against:
        return said
    return said + (
        " \u201cDeed\u201d is how much more or less everyone did it than in the other world; blank where nobody "
        "decides it."
    )


def _row(row: dict[str, object], run: RunTables) -> Booked:
    moved, times = row["moved"], row["most_times"]
    points = int(str(row["points"]))
    most = f"{who(str(row['most']))}, \u00d7{decimal(float(times), 1)}" if isinstance(times, float) else ""
    return Booked(
        str(row["rule"]).replace("_", " "), run.scheme.rules[row["rule"]].summary,
        count(float(str(row["times"]))),
        ("+" if points > 0 else "") + count(points), count(float(str(row["people"]))), most,
        signed_percent(moved) if isinstance(moved, float) else "", str(row["evidence"]), str(row["size"]),
    )  # fmt: skip
