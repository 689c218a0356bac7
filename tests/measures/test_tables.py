"""What is read off a table again and again is read once, as long as it is among the last four of its kind."""

from __future__ import annotations

from typing import Any

import polars as pl

from demerit.measures.tables import KEPT, once


class Own:
    """A run whose tables are its own."""

    def __init__(self, k: int) -> None:
        self.k = k
        self.counts, self.panel, self.ledger = (pl.DataFrame({"n": [0] * (k + j)}) for j in (1, 2, 3))


def test_what_was_read_is_kept_for_the_last_four_tables_of_each_kind() -> None:
    read: list[tuple[str, int]] = []

    @once("counts")
    def counts(run: Any) -> int:
        read.append(("counts", run.k))
        return int(run.counts.height)

    @once("panel")
    def panel(run: Any) -> int:
        read.append(("panel", run.k))
        return int(run.panel.height)

    @once("ledger")
    def ledger(run: Any) -> int:
        read.append(("ledger", run.k))
        return int(run.ledger.height)

    runs: list[Any] = [Own(k) for k in range(KEPT + 1)]
    for _ in range(3):
        told = [(counts(run), panel(run), ledger(run)) for run in runs[:KEPT]]
    assert told == [(k + 1, k + 2, k + 3) for k in range(KEPT)]
    assert read == [(table, k) for k in range(KEPT) for table in ("counts", "panel", "ledger")]
    read.clear()
    counts(runs[KEPT])
    counts(runs[0])
    panel(runs[0])
    ledger(runs[0])
    assert read == [("counts", KEPT), ("counts", 0)]
