"""The league of rules: what each causes, found by switching it off."""

from __future__ import annotations

import altair as alt
import polars as pl

from demerit.base.number_of import number_of
from demerit.lab.assessing.assessment import Assessment
from demerit.lab.probing.effects import EFFECTS
from demerit.measures.discovery import RATE
from demerit.report.assessing.picture import Picture, ends_of
from demerit.report.figure import NARROW, Drawn
from demerit.report.page import MARKS
from demerit.report.style import BLUE, HAIR, ROW, SHARE, WHITE, finished, rows_axis, zero
from demerit.report.words.numbers import percent

MOST = 12
"""Rules that are drawn: those that cause most, either way."""


def _table(found: Assessment) -> pl.DataFrame:
    rows = []
    for row in found.league:
        told = row.shares.get(found.lead)
        if told is not None:
            rows.append({"rule": row.rule.replace("_", " "), "evidence": row.evidence, **ends_of(told),
                         "caused": row.caused[found.lead].value, "unit": EFFECTS[found.lead].unit,
                         "booked_on": found.booked.get(row.rule), "q": row.q.get(found.lead), "seeds": told.seeds,
                         "chance": _chance(found), "effect": EFFECTS[found.lead].says})  # fmt: skip
    if not rows:
        return pl.DataFrame()
    kinds = dict.fromkeys(("value", "low", "high", "caused", "booked_on", "q", "chance"), pl.Float64)
    return pl.DataFrame(rows, schema_overrides=kinds).sort(pl.col("value").abs(), "rule", descending=[True, False])


def _chance(found: Assessment) -> float | None:
    """Give what cutting one tie moves in most seeds' mean, as a share of the whole."""
    chance, whole = found.chance.get(found.lead), found.effects.get(found.lead)
    if chance is None or whole is None or not whole.value or chance.low is None or chance.high is None:
        return None
    return max(abs(chance.low), abs(chance.high)) / abs(whole.value)


def _draw(frame: pl.DataFrame, width: int) -> Drawn:
    narrow = width <= NARROW
    marks = pl.col("evidence").replace_strict(MARKS, return_dtype=pl.String)
    shown = frame.head(MOST).with_columns((pl.col("rule") + "  " + marks).alias("name"))
    base = alt.Chart(shown).encode(y=alt.Y("name:N", sort=None, axis=rows_axis(labelLimit=150 if narrow else 230)))
    axis = alt.Axis(title="share of the whole effect that goes with the rule", labelExpr=SHARE,
                    tickCount=3 if narrow else 6)  # fmt: skip
    x = alt.X("value:Q", axis=axis, scale=alt.Scale(zero=True, nice=True))
    layers: list[alt.Chart] = []
    if frame["chance"][0] is not None:
        band = alt.Chart(alt.InlineData([{"from": -frame["chance"][0], "to": frame["chance"][0]}]))
        layers.append(band.mark_rect(color=HAIR, opacity=0.5).encode(x="from:Q", x2="to:Q"))
    if frame["low"].null_count() < frame.height:
        layers.append(base.mark_rule(color=BLUE, strokeWidth=2).encode(x="low:Q", x2="high:Q"))
    sure = alt.condition(f"isValid(datum.q) && datum.q <= {RATE}", alt.value(BLUE), alt.value(WHITE))
    layers += [zero().encode(x="zero:Q"),
               base.mark_point(filled=True, size=80, opacity=1, stroke=BLUE, strokeWidth=1.5).encode(x=x, color=sure)]
    return finished(alt.layer(*layers), width, ROW * shown.height + 60)


def _caption(frame: pl.DataFrame) -> str:
    first = frame.row(0, named=True)
    said = (
        f"Each rule is switched off alone; first: \u201c{first['rule']}\u201d, {percent(first['value'])} of the "
        f"change in {first['effect']}. "
    )
    if first["q"] is not None:
        sure = frame.filter(pl.col("q") <= RATE).height
        said += (
            f"Of {number_of(frame.height, 'rule')} {sure} cause more than chance, counting how many rules there are "
            "(filled dots). "
        )
    band = "Grey: as far as cutting one friendship moves the mean. " if first["chance"] is not None else ""
    of = f"n = {number_of(first['seeds'], 'seed')}"
    return f"{said}{band}Means of {of}. Rules need each other, so shares do not sum to 100 %."


rules = Picture(
    name="rules",
    title="Which rule does it",
    absent="The whole effect is not told from chance, so no rule has a share of it.",
    table=_table,
    draw=_draw,
    caption=_caption,
)
