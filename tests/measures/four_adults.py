"""A run of four adults, made by hand, and what a measure says of it."""

from __future__ import annotations

import polars as pl

from demerit.measures import RunTables, evaluate
from tests.measures.folder import MANIFEST, Folder, counts, hand_made, panel

Counted = tuple[int, str, str, str, int | None, int]


def run(*rows: Counted, people: pl.DataFrame | None = None, **manifest: object) -> Folder:
    """Give a run with these counts, this panel, and four adults in week 3 and week 7."""
    adults = [(week, "adult", "", "all", None, 4) for week in (3, 7)]
    return Folder(
        hand_made(), counts(*adults, *rows), panel() if people is None else people, manifest=MANIFEST | manifest
    )


def value(name: str, told: RunTables, twin: RunTables | None = None, group: str = "all",
          placebo: RunTables | None = None) -> float:  # fmt: skip
    """Give one headline."""
    rows = evaluate(told, twin, placebo).filter((pl.col("name") == name) & (pl.col("group") == group))
    assert rows.height == 1, f"{name} of {group} stands there {rows.height} times"
    return float(rows["value"][0])


def absent(name: str, told: RunTables, twin: RunTables | None = None) -> bool:
    return evaluate(told, twin).filter(pl.col("name") == name).is_empty()


def deeds(name: str, *by_week: int, group: str = "all") -> list[Counted]:
    return [(3 + 4 * i, "deed", name, group, None, n) for i, n in enumerate(by_week) if n]
