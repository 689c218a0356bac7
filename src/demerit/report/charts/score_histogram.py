"""How scores are spread at the end, and were at the start."""

from __future__ import annotations

import altair as alt
import polars as pl

from demerit.measures._headline_bureau import score_width
from demerit.report.figure import Drawn, Figure
from demerit.report.results import Results
from demerit.report.style import BLUE, SHARE, SKY, VERMILLION, finished
from demerit.report.words.numbers import count, percent

END, START = "last scoring week", "first scoring week"


def _table(told: Results) -> pl.DataFrame:
    frames = []
    for when, quantity in ((END, "share"), (START, "share_at_start")):
        curve = told.curve("score_distribution", quantity).filter(pl.col("group") == "all")
        frames.append(
            curve.select(
                pl.lit(when).alias("when"),
                pl.col("bin").alias("from"),
                (pl.col("bin") + score_width(told.run)).alias("to"),
                "value",
            )
        )
    return pl.concat(frames).sort("when", "from")


def _draw(frame: pl.DataFrame, width: int) -> Drawn:
    colour = alt.Color("when:N", scale=alt.Scale(domain=[END, START], range=[SKY, VERMILLION]))
    y = alt.Y("value:Q", axis=alt.Axis(title="share of scored adults", labelExpr=SHARE, tickCount=5))
    bars = alt.Chart(frame.filter(pl.col("when") == END)).mark_rect(stroke=BLUE, strokeWidth=0.75)
    line = alt.Chart(_outline(frame.filter(pl.col("when") == START))).mark_line(interpolate="step-after", strokeWidth=2)
    score = alt.Axis(title="score", tickCount=8 if width > 500 else 4, grid=False)
    return finished(
        alt.layer(
            bars.encode(
                alt.X("from:Q", axis=score, scale=alt.Scale(zero=False)),
                x2="to:Q",
                y=y,
                y2=alt.datum(0),
                color=colour,
            ),
            line.encode(x="from:Q", y=y, color=colour),
        ),
        width,
        300,
    )


def _outline(frame: pl.DataFrame) -> pl.DataFrame:
    """Close the outline of a histogram at both ends, and at holes."""
    if frame.is_empty():
        return frame
    low, high = int(frame["from"].min()), int(frame["to"].max())  # type: ignore[arg-type]
    width = int(frame["to"][0] - frame["from"][0])
    every = pl.DataFrame({"from": range(low - width, high + width, width)}, schema={"from": frame.schema["from"]})
    return every.join(frame, on="from", how="left").with_columns(
        pl.col("value").fill_null(0), pl.lit(START).alias("when")
    )


def _caption(frame: pl.DataFrame) -> str:
    end = frame.filter(pl.col("when") == END).sort("from")
    top = end.sort("value").row(-1, named=True)
    low, high = (count(_below(end, share)) for share in (0.1, 0.9))
    return (
        f"The fullest bar is {top['from']} to {top['to'] - 1} ({percent(top['value'])}); four in five lie between "
        f"about {low} and {high}. "
        "Bars: the last scoring week; line: the first."
    )


def _below(bars: pl.DataFrame, share: float) -> float:
    """Give the score below which a share of the scored stand, straight between the edges of its bar."""
    before = 0.0
    for row in bars.iter_rows(named=True):
        if before + row["value"] >= share - 1e-12:
            return float(row["from"] + (row["to"] - row["from"]) * (share - before) / row["value"])
        before += row["value"]
    return float(bars["to"][-1])


score_histogram = Figure(
    name="score_histogram",
    title="The scores",
    section="scores",
    rank=1,
    absent="Nobody is scored in this run.",
    table=_table,
    draw=_draw,
    caption=_caption,
)
