"""What citizens think and what they say, over time."""

from __future__ import annotations

import polars as pl

from demerit.report.charts._time import dated, over_time
from demerit.report.figure import Drawn, Figure
from demerit.report.results import Results
from demerit.report.words.numbers import signed

SAID, THOUGHT, SAID_THERE = "said in public", "thought in private", "said in public, other world"


def _table(told: Results) -> pl.DataFrame:
    name = "preference_falsification"
    series = {SAID: told.curve(name, "public"), THOUGHT: told.curve(name, "private")}
    series[SAID_THERE] = told.curve(name, "public", twin=True)
    shown = {what: curve for what, curve in series.items() if curve.height}
    if not (SAID in shown and THOUGHT in shown):
        return pl.DataFrame()
    whole = {SAID: told.value(name, "public"), THOUGHT: told.value(name, "private"),
             SAID_THERE: told.value(name, "public", twin=True)}  # fmt: skip
    run = pl.col("what").replace_strict(whole, default=None, return_dtype=pl.Float64).alias("whole_run")
    return dated(told, shown).with_columns(run)


def _draw(frame: pl.DataFrame, width: int) -> Drawn:
    return over_time(frame, width, "balance, for less against", zero=True)


def _caption(frame: pl.DataFrame) -> str:
    whole = dict(frame.select("what", "whole_run").unique().iter_rows())
    said, thought, there = (whole.get(what) for what in (SAID, THOUGHT, SAID_THERE))
    if said is None or thought is None:
        return "+1 would be all for the official line, \u22121 all against; windows of 13 weeks."
    told = (
        "+1 would be all for the official line, \u22121 all against; windows of 13 weeks. Over the whole run "
        f"{signed(thought)} in private and {signed(said)} in public: a gap of {signed(said - thought)}. "
    )
    if there is None:
        return told + "From one run alone it cannot be told how much of the gap is there without a scheme."
    return told + (
        f"In the other world, the public balance is {signed(there)}; the scheme moves it by {signed(said - there)}."
    )


thought_and_said = Figure(
    name="thought_and_said",
    title="Thought in private, said in public",
    section="thought",
    rank=1,
    absent="Nobody took a side in public in this run, so thought and speech cannot be compared.",
    table=_table,
    draw=_draw,
    caption=_caption,
)
