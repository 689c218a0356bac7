"""What citizens think and what they say, over time."""

from __future__ import annotations

import polars as pl

from demerit.report.charts._time import dated, last, over_time
from demerit.report.figure import Drawn, Figure
from demerit.report.results import Results
from demerit.report.words.numbers import signed

SAID, THOUGHT, SAID_THERE = "said in public", "thought in private", "said in public, twin"


def _table(told: Results) -> pl.DataFrame:
    name = "preference_falsification"
    series = {SAID: told.curve(name, "public"), THOUGHT: told.curve(name, "private")}
    series[SAID_THERE] = told.curve(name, "public", twin=True)
    shown = {what: curve for what, curve in series.items() if curve.height}
    return dated(told, shown) if SAID in shown and THOUGHT in shown else pl.DataFrame()


def _draw(frame: pl.DataFrame, width: int) -> Drawn:
    return over_time(frame, width, "balance, for less against", zero=True)


def _caption(frame: pl.DataFrame) -> str:
    said, thought, there = (last(frame, what) or 0.0 for what in (SAID, THOUGHT, SAID_THERE))
    told = (
        f"+1 would be all for the official line, \u22121 all against. At the end {signed(thought)} in private and "
        f"{signed(said)} in public: "
        f"a gap of {signed(said - thought)}. "
    )
    if last(frame, SAID_THERE) is None:
        return told + "Without a twin it cannot be told how much of the gap is there without a scheme."
    return told + f"In the twin, the public balance is {signed(there)}; the scheme moves it by {signed(said - there)}."


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
