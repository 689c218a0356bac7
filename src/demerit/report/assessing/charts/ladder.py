"""The ladder of evidence: what is left of an effect when only what is documented counts, and so on upwards."""

from __future__ import annotations

import altair as alt
import polars as pl

from demerit.base.number_of import number_of
from demerit.lab.assessing.assessment import Assessment
from demerit.lab.probing.effects import EFFECTS
from demerit.lab.probing.ladder import FRAME, called
from demerit.lab.probing.variants import less, mean_of
from demerit.report.assessing.picture import Picture, dash, ends_of, note
from demerit.report.figure import NARROW, Drawn
from demerit.report.style import BLUE, QUIET, finished, rows_axis
from demerit.report.words.numbers import THIN, decimal, percent


def _table(found: Assessment) -> pl.DataFrame:
    one = found.ladders.of(found.lead) if found.ladders else None
    if one is None:
        return pl.DataFrame()
    reference, grades = f"against {found.about.against[0]}", list(found.ladders.grades) if found.ladders else []
    rows: list[dict[str, object]] = []
    for rung in one.rungs:
        share = one.shares.get(rung.grade)
        name = called(()) if rung.grade == FRAME else called(grades[: grades.index(rung.grade) + 1])
        moved = less(found.values, found.lead, name, reference)
        if not moved:
            return pl.DataFrame()
        rows.append({
            "rung": "no rule, no gate" if rung.grade == FRAME else rung.grade if len(rows) == 1 else f"+ {rung.grade}",
            **ends_of(mean_of(moved)), "level": rung.value.value, "share_of_whole": share.value if share else None,
            "seeds": len(moved), "against": found.about.against[0],
            "effect": EFFECTS[found.lead].says, "unit": EFFECTS[found.lead].unit,
        })  # fmt: skip
    kinds = dict.fromkeys(("value", "low", "high", "level", "share_of_whole"), pl.Float64)
    return pl.DataFrame(rows, schema_overrides=kinds)


def _draw(frame: pl.DataFrame, width: int) -> Drawn:
    narrow = width <= NARROW
    stepped = frame.with_columns(pl.col("value").shift(1).alias("before"))
    base = alt.Chart(stepped).encode(y=alt.Y("rung:N", sort=None, axis=rows_axis()))
    unit = "change" if narrow else f"{frame['effect'][0]}: change against {frame['against'][0]}, {frame['unit'][0]}"
    axis = alt.Axis(title=unit, tickCount=3 if narrow else 6)
    x = alt.X("value:Q", axis=axis, scale=alt.Scale(zero=True, nice=True))
    layers: list[alt.Chart] = [base.mark_rule(color=QUIET, opacity=0.7, strokeWidth=7).encode(x=x, x2="before:Q")]
    if frame["low"].null_count() < frame.height:
        layers.append(base.mark_rule(color=BLUE, strokeWidth=2).encode(x="low:Q", x2="high:Q"))
    layers.append(base.mark_point(filled=True, size=90, opacity=1, color=BLUE).encode(x=x))
    layers += [dash(0.0), note(f"as under {frame['against'][0]}", 0.0, -5)]
    return finished(alt.layer(*layers), width, 34 * frame.height + 60)


def _caption(frame: pl.DataFrame) -> str:
    first, last = frame.row(0, named=True), frame.row(-1, named=True)
    said = (
        "From top to bottom parts of the law are switched on, grade by grade. "
        f"{frame['effect'][0][:1].upper()}{frame['effect'][0][1:]} ({frame['unit'][0]}) go from "
        f"{decimal(first['level'])} to {decimal(last['level'])}. Grey: what each step moves. "
    )
    shares = [(row["rung"].removeprefix("+ "), row["share_of_whole"]) for row in frame.iter_rows(named=True)
              if row["share_of_whole"] is not None]  # fmt: skip
    if shares:
        told = ", ".join(f"{grade} {percent(share)}" for grade, share in shares)
        said += f"In whatever order they are switched on, of the whole: {told} (Shapley shares). "
    lines = "" if last["low"] is None else f"; lines: 95{THIN}% intervals"
    return said + f"Dots: means of n = {number_of(last['seeds'], 'seed')}{lines}."


ladder = Picture(
    name="ladder",
    title="How much of it is left, the stricter one is with the evidence",
    absent="All parts of this law bear one grade of evidence, so there is no ladder to climb.",
    table=_table,
    draw=_draw,
    caption=_caption,
)
