"""`demerit demo`: the article's world, the documented one, and none, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.base.number_of import number_of
from demerit.cli import options as o
from demerit.cli.terminal import styled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from demerit.lab.demo import Demo, Finding

FIRST = 4_000
"""Citizens of the society that is shown first: few enough to be there at once."""
PEOPLE = 100_000
"""Citizens of the one that follows."""

FIVE_YEARS = 286
"""Weeks of the demonstration where none are named: the calendar of its schemes."""


def demo(
    people: o.DemoPeople = None,
    weeks: o.Weeks = None,
    seed: o.Seed = None,
    threads: o.Threads = None,
    json: o.Json = False,
) -> None:
    """Show what there is to find: three schemes over a small society, then over 100,000 people; tables and reports."""
    import time

    from demerit.cli.terminal import duration, emit, peak_memory, say, weeks_told
    from demerit.cli.verbs.report import renderer
    from demerit.lab.months import whole_months

    began = time.perf_counter()
    passed = whole_months(FIVE_YEARS if weeks is None else weeks)
    weeks_told(weeks)
    _, render = renderer()
    told = (passed, 1 if seed is None else seed, o.threads_of(threads))
    if people is None and not json:
        _told(*_shown(FIRST, told, render))
        say(f"\n{duration(time.perf_counter() - began)}: a small society. Now the same with {PEOPLE:,} citizens.\n")
    found, path = _shown(PEOPLE if people is None else people, told, render)
    if json:
        emit(
            {
                "folder": str(found.comparison.folder),
                "report": str(path),
                "findings": [vars(row) for row in found.findings],
            }
        )
    else:
        _told(found, path)
    say(
        f"\n{duration(time.perf_counter() - began)}, {peak_memory()} at most. "
        "Open the report in any browser, or ask further:\n"
        f"  demerit explain {found.comparison.a.path} {min(4217, found.comparison.a.about.society['adults'] - 1)}"
    )


def _shown(people: int, told: tuple[int, int, int], render: Callable[..., Path]) -> tuple[Demo, Path]:
    """Run the worlds of so many people, for the weeks, seed and threads told, and draw the report."""
    from demerit.cli.terminal import watching
    from demerit.lab.demo import demo as demonstrated

    with watching() as watch:
        found = demonstrated(people, *told, watch)
        watch(0, 0, "drawing the report")
        return found, _report(found, render)


def _report(found: Demo, render: Callable[..., Path]) -> Path:
    """Draw the report, unless one is there that is whole, of the same comparison, and drawn by this version."""
    from demerit.report.render import drawn_already

    return drawn_already(found.comparison) or render(found.comparison)


def _told(found: Demo, path: Path) -> None:
    """Print the findings as a table."""
    from rich import box
    from rich.table import Table

    from demerit.cli.terminal import page

    console = page()
    about = found.comparison.a.about
    people = about.society["people"]
    lived = f"{number_of(people, 'synthetic citizen')}, {number_of(about.weeks, 'week')}"
    console.print(f"{lived}, seed {about.seed}", style="bold")
    console.print("article: as the article of 2016 tells it; zhima: as documented.\n", style="dim")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1), header_style="bold",
                  collapse_padding=True)  # fmt: skip
    table.add_column("")
    for head in ("article", "zhima", "none", "noise"):
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("rests on", style="dim", no_wrap=True)
    section = ""
    for row in found.findings:
        if row.section != section:
            section = row.section
            table.add_row(styled((section, "dim italic")))
        cells = (row.feared, row.documented, row.none if row.unit != "change" else None, row.noise)
        table.add_row(f"  {row.says}", *(_figure(x, row) for x in cells), row.evidence)
    console.print(table)
    console.print(
        "\nnoise: what changing one tie of one citizen moves. rests on: the weakest evidence\n"
        "behind the row under `article`. One seed, assumed sizes: no forecast of anyone.",
        style="dim",
        soft_wrap=True,
    )
    console.print(styled("\n", ("Report", "bold"), f"  {path}"))


def _figure(number: float | None, row: Finding) -> str:
    """Give a figure as its row wants it."""
    from demerit.cli import words

    if number is None:
        return "·"
    if row.unit == "change" and 0 < abs(number) < 0.00005:
        return "<0.01 %"
    if row.unit == "change":
        return words.change(number, None, "share").replace(" pp", " %")
    return words.value(number, "per 1,000" if row.unit == "rate" else row.unit)
