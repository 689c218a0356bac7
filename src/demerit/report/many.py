"""The page of many schemes side by side."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import altair as alt
import polars as pl
from altair.utils import schemapi

from demerit.base.number_of import number_of
from demerit.lab.again import lines_of_comparison, python_of_comparison
from demerit.lab.headlines import HEADLINES, LISTS
from demerit.lab.kinds_of_law import LAWS
from demerit.report.figure import NARROW, WIDE, Drawn
from demerit.report.page import Drawing, filled
from demerit.report.style import BLUE, CHANGE, HAIR, ROW, finished, rows_axis, zero
from demerit.report.svg import svg
from demerit.report.words import reproduce
from demerit.report.words.booked import booked
from demerit.report.words.finding import CHANGE as DISSENT
from demerit.report.words.finding import SYNTHETIC
from demerit.report.words.intervals import PLAIN, doubt, rates, shown
from demerit.report.words.numbers import THIN, listed, signed_percent

if TYPE_CHECKING:
    from demerit.lab.comparison import Comparison


@dataclass(frozen=True)
class Row:
    """One line of the table: a name, and a cell for each side; no cell at a heading."""

    name: str
    cells: list[str]
    seeds: str = ""


def page_of_many(found: Comparison) -> str:
    """Give the page of many sides: what came out in one table, the change of dissent drawn, what each rule did."""
    first = next(iter(found.runs.values()))
    base = found.runs[found.reference]
    tables = [(name, f"rules-{k}", booked(run, base)) for k, (name, run) in enumerate(found.runs.items(), 1)]
    return filled(
        "many.html.j2",
        title=f"{number_of(len(found.runs), 'scheme')} over the same people",
        finding=_finding(found),
        names=list(found.runs),
        titles=[run.scheme.title for run in found.runs.values()],
        reference=found.reference,
        drawing=_drawing(found),
        rows=_rows(found),
        seeds=found.seeds,
        rates=rates(found.against),
        every_row=_csv(found.measures.filter(pl.col("group") == "all").drop("group")),
        rules=[entry for entry in tables if entry[2] is not None],
        commands=lines_of_comparison(found),
        snippet=python_of_comparison(found),
        versions=reproduce.versions(first.manifest),
    )


def _finding(found: Comparison) -> str:
    """Say which side moved dissent how far against the reference, and over how many people and seeds."""
    about = next(iter(found.runs.values())).about
    changes = _changes(found)
    seeds = number_of(found.seeds, "seed") if found.seeds > 1 else "one seed, so without an interval"
    title = found.runs[found.reference].scheme.title
    said = (
        f"{number_of(len(found.runs), 'scheme')} over the same "
        f"{number_of(about.society['people'], 'invented person')}, "
        f"{number_of(about.weeks, 'week')}, {seeds}, held against \u201c{title}\u201d ({found.reference}). "
    )
    moved = [f"{row['side']} {signed_percent(row['delta'])}{_interval(row)}" for row in changes.iter_rows(named=True)]
    return said + (f"Weeks in dissent change by: {listed(moved)}. " if moved else "") + SYNTHETIC


def _interval(row: dict[str, float]) -> str:
    if row["low"] is None:
        return ""
    return f" (95{THIN}%: {signed_percent(row['low'])} to {signed_percent(row['high'])})"


def _changes(found: Comparison) -> pl.DataFrame:
    """Give ``side, delta, low, high``: how far dissent moved against the reference."""
    rows = found.against.filter((pl.col("name") == DISSENT) & (pl.col("group") == "all"))
    return rows.filter(pl.col("delta").is_not_null()).select("side", "delta", "low", "high").sort("delta")


def _drawing(found: Comparison) -> Drawing | None:
    """Draw the change of dissent, side by side; None where no side has one."""
    changes = _changes(found)
    if changes.is_empty():
        return None
    with schemapi.debug_mode(False):
        wide, narrow = (svg(_dots(changes, width).to_dict(), f"dissent-{width}", "Change of dissent by scheme")
                        for width in (WIDE, NARROW))  # fmt: skip
    bars = "the blue line is the 95 % interval over seeds; " if changes["low"].count() else ""
    caption = f"Change of weeks in dissent against {found.reference}, all weeks; {bars}0 is {found.reference}."
    return Drawing("dissent", "Dissent, scheme by scheme", wide, narrow, caption, _csv(changes), "")


def _dots(changes: pl.DataFrame, width: int) -> Drawn:
    """Draw a dot a side, with its interval where it has one."""
    base = alt.Chart(changes).encode(y=alt.Y("side:N", sort=changes["side"].to_list(), axis=rows_axis()))
    x = alt.X("delta:Q", axis=alt.Axis(title="dissent, change", labelExpr=CHANGE, tickCount=5 if width > 500 else 3))
    layers = [
        base.mark_rule(color=HAIR, strokeWidth=2).encode(x=x, x2=alt.datum(0)),
        base.mark_rule(color=BLUE, strokeWidth=2).encode(x="low:Q", x2="high:Q"),
        base.mark_point(filled=True, size=80, opacity=1, color=BLUE).encode(x=x),
    ]
    return finished(alt.layer(zero().encode(x="zero:Q"), *layers), width, ROW * changes.height + 60)


def _rows(found: Comparison) -> list[Row]:
    """Give the kinds of law, then the headlines, section by section."""
    laws = list(found.laws.values())
    rows = [Row("The law", [])]
    rows += [Row(LAWS[field.name], [_word(getattr(law, field.name)) for law in laws]) for field in fields(laws[0])]
    everyone = found.against.filter(pl.col("group") == "all").select("name", "side", "q")
    doubts = {(name, side): q for name, side, q in everyone.iter_rows()}
    known = {row["name"]: row for row in found.measures.iter_rows(named=True) if row["group"] == "all"}
    for section, headlines in {**HEADLINES, **LISTS}.items():
        here = [(headline, known[headline.name]) for headline in headlines if headline.name in known]
        rows += [Row(section, [])] if here else []
        rows += [Row(PLAIN.get(headline.name, headline.says.rstrip("*")),
                     [shown(row[name], row["unit"]) + doubt({"q": doubts.get((headline.name, name))})
                      for name in found.runs], str(row["seeds"]))
                 for headline, row in here]  # fmt: skip
    return rows


def _word(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value).replace("_", " ")


def _csv(frame: pl.DataFrame) -> str:
    return b64encode(frame.write_csv(float_precision=6).encode()).decode()
