"""Who is let in least often, held against the best-off group of their kind: the gate at which each fares worst."""

from __future__ import annotations

import altair as alt
import polars as pl

from demerit.base.number_of import number_of
from demerit.lab.assessing.assessment import Assessment
from demerit.lab.assessing.groups import FOUR_FIFTHS
from demerit.report.assessing.picture import Picture, dash, ends_of, note
from demerit.report.charts._rows import labelled, who_axis
from demerit.report.figure import NARROW, Drawn
from demerit.report.style import BLUE, HAIR, QUIET, VERMILLION, finished
from demerit.report.words.numbers import THIN, percent


def _table(found: Assessment) -> pl.DataFrame:
    rows = []
    for group in dict.fromkeys(door.group for door in found.doors):
        mine = [door for door in found.doors if door.group == group and door.ratio is not None]
        if mine:
            worst = min(mine, key=lambda door: door.ratio.value if door.ratio else 1.0)
            assert worst.ratio is not None
            rows.append({"group": group, "gate": worst.gate.replace("_", " "), "n": round(worst.n),
                         "open_to": worst.rate.value, **ends_of(worst.ratio), "seeds": worst.ratio.seeds,
                         "gates_below": sum(1 for d in mine if d.ratio and d.ratio.value < FOUR_FIFTHS),
                         "gates": len(mine)})  # fmt: skip
    if not rows:
        return pl.DataFrame()
    kinds = dict.fromkeys(("value", "low", "high"), pl.Float64)
    return labelled(pl.DataFrame(rows, schema_overrides=kinds))


def _draw(frame: pl.DataFrame, width: int) -> Drawn:
    narrow = width <= NARROW
    shown = frame.with_columns((pl.col("value") < FOUR_FIFTHS).alias("below"))
    base = alt.Chart(shown).encode(y=who_axis(shown))
    title = "chance to be let in" if narrow else "chance to be let in, best-off group of the kind = 1"
    axis = alt.Axis(title=title, values=[0, 0.2, 0.4, 0.6, 0.8, 1])
    x = alt.X("value:Q", axis=axis, scale=alt.Scale(domain=[0, 1.04 if narrow else 1.5], nice=False))
    colour = alt.condition("datum.below", alt.value(VERMILLION), alt.value(BLUE))
    shape = alt.condition("datum.below", alt.value("diamond"), alt.value("circle"))
    layers: list[alt.Chart] = [base.mark_rule(color=HAIR, strokeWidth=2).encode(x=x, x2=alt.datum(1))]
    if frame["low"].null_count() < frame.height:
        layers.append(base.mark_rule(strokeWidth=2).encode(x="low:Q", x2="high:Q", color=colour))
    layers += [dash(FOUR_FIFTHS), note("four fifths", FOUR_FIFTHS, -5),
               base.mark_point(filled=True, size=80, opacity=1).encode(x=x, color=colour, shape=shape)]  # fmt: skip
    if not narrow:
        layers.append(base.mark_text(align="left", fontSize=11, color=QUIET, limit=170).encode(x=alt.datum(1.06),
                                                                                     text="gate:N"))  # fmt: skip
    return finished(alt.layer(*layers), width, 24 * frame.height + 70)


def _caption(frame: pl.DataFrame) -> str:
    low = frame.sort("value").row(0, named=True)
    below = frame.filter(pl.col("value") < FOUR_FIFTHS).height
    said = (
        f"Of each group the gate at which it fares worst. Furthest behind: {low['who']} at "
        f"\u201c{low['gate']}\u201d, open to {percent(low['open_to'])} of n = {number_of(low['n'], 'adult')}, "
        f"{percent(low['value'])} of the best-off group\u2019s chance. "
    )
    fail = f"{number_of(below, 'group')} of {frame.height} fall below four fifths somewhere"
    lines = "" if low["low"] is None else f", with 95{THIN}% intervals"
    return said + f"{fail}: a screen, no verdict. Means of n = {number_of(low['seeds'], 'seed')}{lines}."


who_is_hit = Picture(
    name="who_is_hit",
    title="Who is let in less often than the best-off of their kind",
    absent="No gate of this law is open to enough people for groups to be held against each other.",
    table=_table,
    draw=_draw,
    caption=_caption,
)
