"""How people fare: what is open to them, less what they fear, plus what they enjoy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._institution import counts
from demerit.measures.measure import finding, measure, together
from demerit.measures.tables import counted, counted_where, summed, totals

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

DREAD = 64
"""Notches that fear at 1 (losses doubled) is worth in a month: one logit (assumed)."""
PLEASURE = 32
"""Notches that full joy is worth in a month: half a logit (assumed)."""
TIE = 16
"""Notches that an adult's tie which ended for the score is worth: a quarter of a logit (assumed)."""


@measure(unit="notches")
def welfare(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how an adult fares in a month: services open, less dread and friends lost, plus pleasure.

    Notes
    -----
    In notches (1/64 logit of a choice) an adult and month, over the run: ``services`` = sum over gates of its value
    times the share to whom it is open; ``dread = 64 x mean fear`` (1 doubles what one expects to lose); ``pleasure = 32
    x mean joy`` (1 is full; 0 where there is no dial); ``parting = 16 x`` half-ties that ended for the score, an adult
    and month, for all only. ``welfare = services - dread + pleasure``. The three weights are assumed and no more than
    a common measure; the parts are given so that others can be set. Compare two worlds of equal dissent (`silence`).
    """
    grown_up = summed(run, "adult")
    services = _services(run).join(grown_up, on="group", how="right").with_columns(pl.col("worth").fill_null(0.0))
    fear = summed(run, "fear").rename({"n": "fear"})
    joy = counts(run, "dial", "joy")
    all_ = (
        services.join(fear, on="group", how="left")
        .join(joy, on="group", how="left")
        .with_columns(
            (pl.col("worth") / pl.col("n")).alias("services"),
            (DREAD * pl.col("fear").fill_null(0) / 256 / pl.col("n")).alias("dread"),
            (PLEASURE * pl.col("joy").fill_null(0) / 255 / pl.col("n")).alias("pleasure"),
        )
        .with_columns((pl.col("services") - pl.col("dread") + pl.col("pleasure")).alias("welfare"))
        .sort("group")
    )
    ends = totals(counted(run, "tie_end").filter(pl.col("key").str.ends_with(":score")))["n"].item() or 0
    parting = all_.filter(pl.col("group") == "all").select("group", (TIE * ends / pl.col("n")).alias("value"))
    return together(
        *(
            finding(all_.select("group", pl.col(what).alias("value")), what, "notches")
            for what in ("welfare", "services", "dread", "pleasure")
        ),
        finding(parting, "parting", "notches"),
    )


def _services(run: RunTables) -> pl.DataFrame:
    """Give ``group, worth``: the value of every gate times the adult-months in which it was open."""
    value = {f"{name}:open": float(gate.value.notches) for name, gate in run.scheme.gates.items()}
    rows = counted_where(run, "gate", value.__contains__)
    worth = pl.col("n") * pl.col("key").replace_strict(value, default=0.0, return_dtype=pl.Float64)
    return rows.group_by("group").agg(worth.sum().alias("worth"))
