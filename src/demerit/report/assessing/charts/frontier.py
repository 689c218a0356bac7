"""The frontier: what the score tells of repayment, against what the law does to people, with the law held otherwise."""

from __future__ import annotations

import altair as alt
import polars as pl

from demerit.base.number_of import number_of
from demerit.lab.assessing.assessment import Assessment
from demerit.lab.probing.effects import EFFECTS
from demerit.lab.probing.variants import AS_WRITTEN
from demerit.report.assessing.picture import Picture
from demerit.report.figure import NARROW, Drawn
from demerit.report.style import BLUE, HAIR, INK, QUIET, VERMILLION, finished
from demerit.report.words.numbers import decimal, listed

APART = 0.055
"""Share of the height by which two names stand apart at least."""
BESIDE = 0.4
"""Share of the width within which two names would lie on one another."""


def _table(found: Assessment) -> pl.DataFrame:
    rows = []
    for point in found.frontier:
        harm = point.harms.get(found.lead)
        if harm is not None:
            rows.append({
                "variant": point.name, "auc": point.accuracy.value, "auc_low": point.accuracy.low,
                "auc_high": point.accuracy.high, "harm": harm.value, "harm_low": harm.low, "harm_high": harm.high,
                "kept": point.kept, "seeds": harm.seeds, "effect": EFFECTS[found.lead].says,
                "unit": EFFECTS[found.lead].unit, "lost": EFFECTS[found.lead].harm < 0,
            })  # fmt: skip
    kinds = dict.fromkeys(("auc", "auc_low", "auc_high", "harm", "harm_low", "harm_high"), pl.Float64)
    return pl.DataFrame(rows, schema_overrides=kinds) if len(rows) > 1 else pl.DataFrame()


def _draw(frame: pl.DataFrame, width: int) -> Drawn:
    narrow, height = width <= NARROW, 340
    first = frame.row(0, named=True)
    what = f"{first['effect']} lost" if first["lost"] else f"more {first['effect']}"
    what = "harm (less: left)" if narrow else f"{what}, {first['unit']} (less harm: left)"
    shown = frame.with_columns(
        pl.when(pl.col("variant") == AS_WRITTEN).then(pl.lit("law")).when("kept").then(pl.lit("kept"))
        .otherwise(pl.lit("beaten")).alias("kind"),
        pl.Series("at", _spread(frame), pl.Float64),
    )  # fmt: skip
    harms = [float(value) for value in frame["harm"].to_list()]
    span = (max(harms) - min(harms)) or 1.0
    left, right = min(harms) - span * 0.08, max(harms) + span * (0.75 if narrow else 0.4)
    x = alt.X("harm:Q", axis=alt.Axis(title=what, tickCount=3 if narrow else 5),
              scale=alt.Scale(domain=[left, right], nice=False))  # fmt: skip
    y = alt.Y("auc:Q", axis=alt.Axis(title="tells who repays (AUC)", tickCount=5), scale=alt.Scale(zero=False))
    base = alt.Chart(shown)
    kinds = ["law", "kept", "beaten"]
    large = alt.condition("datum.kind == 'law'", alt.value(170), alt.value(90))
    marks = alt.Chart(shown.reverse()).mark_point(filled=True, opacity=1, stroke=QUIET, strokeWidth=1).encode(
        x=x, y=y, size=large,
        fill=alt.Fill("kind:N", scale=alt.Scale(domain=kinds, range=[VERMILLION, BLUE, HAIR]), legend=None),
        shape=alt.Shape("kind:N", scale=alt.Scale(domain=kinds, range=["diamond", "circle", "circle"]), legend=None),
    )  # fmt: skip
    names = base.mark_text(align="left", dx=9, fontSize=10 if narrow else 12, color=INK).encode(
        x=x, y=alt.Y("at:Q"), text="variant:N"
    )
    line = base.transform_filter("datum.kept").mark_line(color=BLUE, strokeDash=[4, 3], strokeWidth=1.2).encode(
        x=x, y=y, order="harm:Q"
    )
    return finished(alt.layer(line, marks, names), width, height)


def _spread(frame: pl.DataFrame) -> list[float]:
    """Give the heights at which names stand: those of their points, moved as little as keeps names off one another."""
    points = [(float(harm), float(auc)) for harm, auc in frame.select("harm", "auc").iter_rows()]
    harms, heights = zip(*points, strict=True)
    near, least = BESIDE * ((max(harms) - min(harms)) or 1.0), APART * ((max(heights) - min(heights)) or 1.0)
    placed: list[tuple[float, float]] = []
    for harm, auc in points:
        steps = sorted(range(-len(points), len(points) + 1), key=abs)
        free = (auc + step * least for step in steps
                if all(abs(harm - x) > near or abs(auc + step * least - y) >= 0.99 * least for x, y in placed))
        placed.append((harm, next(free, auc)))
    return [at for _, at in placed]


def _caption(frame: pl.DataFrame) -> str:
    law = frame.row(0, named=True)
    kept = [str(name) for name in frame.filter(pl.col("kept"))["variant"]]
    better = frame.filter((pl.col("auc") >= law["auc"]) & (pl.col("harm") < law["harm"]))["variant"].to_list()
    said = (
        f"The law as it is written (the diamond) tells who repays with an AUC of {decimal(law['auc'], 3)}. "
        f"On the line stand those that no other beats in both on average: {listed(kept)}. "
    )
    if better:
        said += f"At least as accurate with less of this harm: {listed([str(name) for name in better])}. "
    of = f"n = {number_of(law['seeds'], 'seed')}"
    ends = "" if law["harm_low"] is None else "; the table below has the intervals, within which many overlap"
    return f"{said}Means of {of}{ends}."


frontier = Picture(
    name="frontier",
    title="What accuracy costs",
    absent="There is no second way to hold this law that still gives a score.",
    table=_table,
    draw=_draw,
    caption=_caption,
)
