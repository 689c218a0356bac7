"""Ties that ended for the score, kin against friends."""

from __future__ import annotations

import altair as alt
import polars as pl

from demerit.report.figure import Drawn, Figure
from demerit.report.results import Results
from demerit.report.style import HAIR, INK, QUIET, VERMILLION, finished, rimmed, rows_axis
from demerit.report.words.numbers import decimal, times

WHY = {"score": "for the score", "base": "would have ended anyway"}


def _table(told: Results) -> pl.DataFrame:
    rows = []
    for kind in ("friend", "kin"):
        for cause, words in WHY.items():
            rate, number = (told.value("ties_dropped", f"{kind}.{cause}{end}") for end in ("", "_n"))
            if rate is not None and number is not None:
                rows.append(
                    {"tie": "friends" if kind == "friend" else "kin", "why": words, "ties": int(number), "value": rate}
                )
    frame = pl.DataFrame(rows)
    return frame if rows and frame["ties"].sum() > 0 else pl.DataFrame()


def _draw(frame: pl.DataFrame, width: int) -> Drawn:
    order = list(WHY.values())
    base = alt.Chart(frame.with_columns(pl.col("value").round(1).cast(pl.String).alias("text"))).encode(
        y=alt.Y("tie:N", axis=rows_axis(), sort=["friends", "kin"]), yOffset=alt.YOffset("why:N", sort=order)
    )
    colour = alt.Color("why:N", scale=alt.Scale(domain=order, range=[VERMILLION, HAIR]), sort=order, legend=rimmed())
    x = alt.X("value:Q", axis=alt.Axis(title="ties ended per 1,000 and year", tickCount=5))
    bars = base.mark_bar(stroke=QUIET, strokeWidth=1).encode(x=x, color=colour)
    words = base.mark_text(align="left", dx=5, fontSize=12, color=INK).encode(x=x, text="text:N")
    return finished(alt.layer(bars, words), width, 210)


def _caption(frame: pl.DataFrame) -> str:
    number = {(row["tie"], row["why"]): row for row in frame.iter_rows(named=True)}
    friends, kin = (number.get((tie, WHY["score"])) for tie in ("friends", "kin"))
    said = []
    for what, row in ((("friendship", "friendships"), friends), (("tie between kin", "ties between kin"), kin)):
        if row:
            said.append(
                f"{times(row['ties'], *what)} ended for the score ({decimal(row['value'], 1)} per 1,000 and year)"
            )
    return "; ".join(said) + "."


ties_for_the_score = Figure(
    name="ties_for_the_score",
    title="Ties that ended",
    section="ties",
    rank=1,
    absent="No tie ended in this run.",
    table=_table,
    draw=_draw,
    caption=_caption,
)
