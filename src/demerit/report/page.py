"""The page of a report, as one string of HTML that asks for nothing outside itself."""

from __future__ import annotations

from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from altair.utils import schemapi
from jinja2 import Environment, StrictUndefined

from demerit.report.figure import NARROW, WIDE, Figure, figures
from demerit.report.svg import svg
from demerit.report.words import law, reproduce
from demerit.report.words.facts import facts
from demerit.report.words.finding import finding
from demerit.report.words.intervals import intervals
from demerit.report.words.numbers import THIN
from demerit.report.words.sections import SECTIONS, limits

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

    import polars as pl

    from demerit.report.results import Results

MARKS = {"documented": "\u25a0", "reported": "\u25e7", "disputed": "\u25c7", "projected": "\u25a1", "fiction": "\u00d7"}
MEANINGS = {
    "documented": "an official text or the operator says so",
    "reported": "the press or a survey says so",
    "disputed": "a credible source denies it",
    "projected": "nobody claims that it exists yet",
    "fiction": "invented",
}


@dataclass(frozen=True)
class Drawing:
    """A figure as it stands in the page: both drawings, words and data; no drawing where there is nothing to draw."""

    name: str
    title: str
    wide: str
    narrow: str
    caption: str
    csv: str
    absent: str


@dataclass(frozen=True)
class Section:
    """A section of the page."""

    name: str
    heading: str
    text: str
    figures: list[Drawing]


def page(told: Results, compared: pl.DataFrame | None = None) -> str:
    """Give the whole page.

    Parameters
    ----------
    told
        What the measures found.
    compared
        What `demerit compare` gave over several seeds: ``name, group, a, b, delta, low, high``; None where it was not
        run.
    """
    scheme = told.run.scheme
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    here = files("demerit.report")
    return environment.from_string(here.joinpath("page.html.j2").read_text("utf-8")).render(
        title=scheme.title,
        css=here.joinpath("page.css").read_text("utf-8"),
        finding=finding(told, compared),
        facts=facts(told),
        sections=sections(told),
        compared=intervals(compared),
        thin=THIN,
        law_text=_law_text(told),
        rules=law.rules(scheme),
        gates=law.gates(scheme),
        grades=[(grade, MARKS[grade], MEANINGS[grade]) for grade in MARKS],
        marks=MARKS,
        limits=limits(told),
        commands=reproduce.commands(told),
        snippet=reproduce.snippet(told.run),
        versions=reproduce.versions(told.run.manifest),
    )


def sections(told: Results) -> list[Section]:
    """Give every section with its figures drawn; behind those of `SECTIONS`, any other that a figure names."""
    every = sorted(figures().values(), key=lambda figure: (figure.rank, figure.name))
    with ThreadPoolExecutor(max_workers=1) as press, schemapi.debug_mode(False):
        drawn = {figure.name: _begun(figure, told, press) for figure in every}
        told_of = [(name, name, heading, text(told)) for name, (heading, text) in SECTIONS.items()]
        more = dict.fromkeys(figure.section for figure in every if figure.section not in SECTIONS)
        told_of += [(name, f"more-{k}", headed(name), "") for k, name in enumerate(more, 1)]
        return [
            Section(where, heading, text, [drawn[f.name]() for f in every if f.section == name])
            for name, where, heading, text in told_of
        ]


def headed(name: str) -> str:
    """Give the heading of a section of which the page knows the name alone."""
    return name.replace("_", " ").strip().capitalize() or "More"


def _begun(figure: Figure, told: Results, press: Executor) -> Callable[[], Drawing]:
    """Begin to draw one figure at both widths; what is given waits for it.

    The press turns charts into SVG while the next chart is being made.
    """
    table = figure.table(told)
    if table.is_empty():
        return lambda: Drawing(figure.name, figure.title, "", "", "", "", figure.absent)
    charts = [
        press.submit(svg, figure.draw(table, w).to_dict(), f"{figure.name}-{w}", figure.title) for w in (WIDE, NARROW)
    ]
    return lambda: _finished(figure, table, *(chart.result() for chart in charts))


def _finished(figure: Figure, table: pl.DataFrame, wide: str, narrow: str) -> Drawing:
    """Put words and data to the drawings of a figure."""
    data = b64encode(table.write_csv(float_precision=6).encode()).decode()
    return Drawing(figure.name, figure.title, wide, narrow, figure.caption(table), data, figure.absent)


def _law_text(told: Results) -> str:
    """Introduce the law."""
    scheme = told.run.scheme
    if not scheme.rules:
        return f"{scheme.summary} It has no rule."
    return (
        f"{scheme.summary} Scores lie between {scheme.scale.low} and {scheme.scale.high}. Every rule says whether "
        "it is known to exist, "
        "and whether its size is known; an assumed size has the range over which studies draw it."
    )
