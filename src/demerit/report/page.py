"""The page of a report, as one string of HTML that asks for nothing outside itself."""

from __future__ import annotations

from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from altair.utils import schemapi
from jinja2 import Environment, StrictUndefined

from demerit import __version__
from demerit.base.number_of import number_of
from demerit.lab import again
from demerit.report.beside import ALONE, Beside
from demerit.report.figure import NARROW, WIDE, Figure, figures
from demerit.report.style import dark
from demerit.report.svg import svg
from demerit.report.words import law, reproduce
from demerit.report.words.booked import booked
from demerit.report.words.facts import facts
from demerit.report.words.finding import finding, leads_with_speech
from demerit.report.words.intervals import every_row, intervals, rates
from demerit.report.words.numbers import THIN
from demerit.report.words.sections import SECTIONS, limits
from demerit.report.words.worlds import over_what, two_worlds

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

    import polars as pl

    from demerit.report.results import Results

DRAWN_BY = f"demerit {__version__}"
"""What a page says of who drew it."""
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


def page(told: Results, beside: Beside = ALONE) -> str:
    """Give the whole page of a run, or of a pair of runs, with what stands beside them."""
    scheme = told.run.scheme
    every = sections(told)
    shown = [section for section in every if any(figure.wide for figure in section.figures)]
    return filled(
        "page.html.j2",
        title=scheme.title,
        finding=finding(told, beside),
        facts=facts(told, beside),
        two_worlds=two_worlds(told),
        sections=shown,
        booked=booked(told.run, told.twin),
        rules_first=not leads_with_speech(told),
        left_out=[f"{f.title}: {f.absent}" for section in every for f in section.figures if not f.wide],
        compared=intervals(beside),
        rates="" if beside.compared is None else rates(beside.compared),
        seeds=beside.seeds,
        worlds=f"{number_of(len(beside.drawn.worlds), 'world')}, {over_what(beside.drawn)}" if beside.drawn else "",
        calibrated=number_of(len(beside.drawn.calibrated), "world") if beside.drawn and beside.drawn.calibrated else "",
        every_row=every_row(beside),
        law_text=_law_text(told),
        rules=law.rules(scheme),
        gates=law.gates(scheme),
        limits=limits(told),
        commands=beside.lines or _lines(told),
        snippet=beside.python or again.python_of_run(told.run),
        versions=reproduce.versions(told.run.manifest),
    )


def filled(template: str, **words: Any) -> str:
    """Give a template of this folder filled in, with style, script and the names of grades."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    css, script = read("page.css") + dark(), read("page.js").strip()
    environment.globals.update(
        css=css,
        drawn_by=DRAWN_BY,
        script=script,
        script_hash=b64encode(sha256(script.encode()).digest()).decode(),
        thin=THIN,
        marks=MARKS,
        grades=[(grade, MARKS[grade], MEANINGS[grade]) for grade in MARKS],
        parts=environment.from_string(read("parts.html.j2")),
    )
    return environment.from_string(read(template)).render(**words)


def read(name: str) -> str:
    """Give a file of this folder as text."""
    return files("demerit.report").joinpath(name).read_text("utf-8")


def _lines(told: Results) -> list[str]:
    """Give the commands that make the run again, and the other world where there is one."""
    return again.lines_of_run(told.run) if told.twin is None else again.lines_of_pair(told.run, told.twin)


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
    if table.is_empty() or _still(table):
        why = figure.absent if table.is_empty() else "nothing moved."
        return lambda: Drawing(figure.name, figure.title, "", "", "", "", why)
    charts = [
        press.submit(svg, figure.draw(table, w).to_dict(), f"{figure.name}-{w}", figure.title) for w in (WIDE, NARROW)
    ]
    return lambda: _finished(figure, table, *(chart.result() for chart in charts))


def _still(table: pl.DataFrame) -> bool:
    """Say whether everything that a figure would draw is 0: nothing happened."""
    return "value" in table.columns and not table["value"].drop_nulls().cast(bool).any()


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
