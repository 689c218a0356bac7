"""Score against repayment: whether a high score means that a loan is repaid."""

from __future__ import annotations

import altair as alt
import polars as pl

from demerit.lab.assessing.assessment import Assessment
from demerit.report.assessing.picture import Picture, ends_of
from demerit.report.figure import NARROW, Drawn
from demerit.report.style import BLUE, SHARE, SKY, finished
from demerit.report.words.numbers import THIN, percent


def _table(found: Assessment) -> pl.DataFrame:
    auc = found.levels["as written"].get("accuracy")
    rows = [{"score_from": band.score_from, "n": band.n, **ends_of(band.default), "seeds": band.default.seeds,
             "auc": auc.value if auc else None, "auc_low": auc.low if auc else None,
             "auc_high": auc.high if auc else None} for band in found.bands]  # fmt: skip
    kinds = dict.fromkeys(("value", "low", "high", "auc", "auc_low", "auc_high"), pl.Float64)
    return pl.DataFrame(rows, schema_overrides=kinds) if rows else pl.DataFrame()


def _draw(frame: pl.DataFrame, width: int) -> Drawn:
    narrow = width <= NARROW
    number = pl.col("n").map_elements("n {:,}".format, return_dtype=pl.String)
    names = pl.col("score_from").cast(pl.String) + ("" if narrow else pl.lit("|") + number)
    axis = alt.Axis(labelAngle=0, labelExpr="split(datum.label, '|')")
    base = alt.Chart(frame.with_columns(names.alias("band"))).encode(
        x=alt.X("band:N", sort=None, title="score (from)", axis=axis)
    )
    share = alt.Axis(title="share not repaid", labelExpr=SHARE, tickCount=5)
    y = alt.Y("value:Q", axis=share, scale=alt.Scale(zero=True))
    layers: list[alt.Chart] = [base.mark_bar(color=SKY, fillOpacity=0.55, stroke=BLUE, strokeWidth=0.75).encode(y=y)]
    if frame["low"].null_count() < frame.height:
        layers.append(base.mark_rule(color=BLUE, strokeWidth=2).encode(y="low:Q", y2="high:Q"))
    layers.append(base.mark_point(filled=True, color=BLUE, size=70, opacity=1).encode(y=y))
    return finished(alt.layer(*layers), width, 280)


def _caption(frame: pl.DataFrame) -> str:
    low, high = frame.row(0, named=True), frame.row(-1, named=True)
    said = (
        f"Of the test loans of the last 13 scoring weeks {percent(low['value'])} are not repaid in the lowest band "
        f"told (from {low['score_from']}, n = {low['n']:,}) and {percent(high['value'])} in the highest "
        f"(from {high['score_from']}, n = {high['n']:,}). "
    )
    if low["auc"] is not None:
        between = ""
        if low["auc_low"] is not None:
            between = f"95{THIN}%: {percent(low['auc_low'])} to {percent(low['auc_high'])}; "
        said += (
            f"Of one who repays and one who does not, the first has the higher score in {percent(low['auc'])} of pairs "
            f"({between}a coin would say half)."
        )
    return said


repayment = Picture(
    name="repayment",
    title="Does a high score mean that a loan is repaid?",
    absent="Too few test loans were asked for in any band of scores.",
    table=_table,
    draw=_draw,
    caption=_caption,
)
