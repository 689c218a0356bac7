"""`demerit compare`: two schemes, or several, over the same society with the same draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from demerit.base.number_of import number_of
from demerit.cli import completing
from demerit.cli import options as o
from demerit.cli.terminal import styled

if TYPE_CHECKING:
    import polars as pl
    from rich.table import Table

    from demerit.lab.comparison import Comparison
    from demerit.lab.drawn import Drawn


NARROW = 14
"""Longest name that stands over a column; longer ones stand above the table."""


def compare(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="A [B] [C]...", autocompletion=completing.sides,
            help="Schemes (NAME or NAME+REFORM) or runs; or one folder: a comparison, a study, or one that holds runs. "
            "More than two are held against `null` where it is named, else against the last.",
        ),
    ],
    seeds: o.Seeds = None, worlds: o.Worlds = None, all_: o.Every = False, measure: o.Measured = None,
    by: o.By = None, largest: o.Largest = None, recipe: o.Recipe = None, people: o.People = None,
    society: o.Society = None, ties: o.Ties = None, attributes: o.Attributes = None, clean: o.Clean = False,
    form: o.Form = None, hubs: o.Hubs = None, weeks: o.Weeks = None, seed: o.Seed = None, reform: o.Reform = None,
    evidence: o.Evidence = None, set_: o.Set = None, choices: o.Choices = None, placebo: o.Twin = True,
    threads: o.Threads = None, out: o.Out = None, resume: o.Resume = False, json: o.Json = False,
) -> None:  # fmt: skip
    """Say what differs between two schemes or more, over the same people and draws."""
    from demerit.cli.terminal import edge_list_told, watching, weeks_told
    from demerit.lab.compare import compare as compared
    from demerit.lab.drawn import drawn_worlds
    from demerit.lab.order import ordered
    from demerit.lab.picking import check_largest, check_pick, check_worlds
    from demerit.lab.rereading import comparison_in
    from demerit.lab.sides import called, sides

    check_pick(measure or (), by or ())
    rows = Rows(tuple(measure or ()), tuple(by or ()), largest, all_, json)
    there = comparison_in(names[0]) if len(names) == 1 else None
    if there is not None:
        check_largest(largest, len(there.sides))
        _shown(there, drawn_worlds(there, None), rows)
        return
    check_largest(largest, len(names))
    check_worlds(worlds, len(names))
    _check_second(names)
    order = ordered(names[0], recipe=recipe, people=people, society=society, ties=ties, attributes=attributes,
                    clean=clean, form=form, hubs=hubs, weeks=weeks, seed=seed, reforms=reform,
                    evidence=o.grades(evidence), settings=set_, choices=choices)  # fmt: skip
    weeks_told(order.weeks)
    changed = any(x is not None for x in (recipe, people, society, ties, weeks, seed))
    given = called(names, sides(names, order, changed))
    with watching() as watch:
        found = compared(given, seeds=1 if seeds is None else seeds, out=out, threads=o.threads_of(threads),
                         placebo=placebo, resume=resume, watch=watch)  # fmt: skip
        tried = drawn_worlds(found, worlds, o.threads_of(threads), watch)
    edge_list_told(found.a.about.society["recipe"])
    _shown(found, tried, rows)


class Rows(NamedTuple):
    """Which rows are asked for, and how."""

    measures: tuple[str, ...]
    by: tuple[str, ...]
    largest: int | None
    every: bool
    json: bool


def _shown(found: Comparison, tried: Drawn | None, rows: Rows) -> None:
    """Print a comparison: as data, of two sides with what differs, of more a column each."""
    from dataclasses import replace

    from demerit.cli.many import told_side_by_side
    from demerit.cli.terminal import emit
    from demerit.lab.picking import largest_changes, picked
    from demerit.lab.reproducing import reproduce

    some = bool(rows.measures or rows.by or rows.largest is not None)
    two = len(found.sides) == 2
    chosen = picked(found.pair() if two else found.measures, rows.measures, rows.by)
    chosen = chosen if rows.largest is None else largest_changes(chosen, rows.largest)
    if rows.json:
        again = reproduce(found).plain() if found.runs else None
        emit(found.plain(chosen) | {"worlds": None if tried is None else tried.plain(), "reproduce": again})
    elif two:
        _told(found, chosen, rows.every or some, tried, not some)
    else:
        told_side_by_side(replace(found, measures=chosen), rows.every or some)


def _check_second(names: list[str]) -> None:
    """Refuse one side alone."""
    from demerit.errors import InputError

    if len(names) < 2:
        other = "zhima_2015" if names[0] == "null" else "null"
        raise InputError(
            f"compare {names[0]}: with what? Name a second scheme or run, like `demerit compare {names[0]} {other}`."
        )


def _told(found: Comparison, chosen: pl.DataFrame, everything: bool, tried: Drawn | None, with_rules: bool) -> None:
    """Print the table of differences, then what to make of it; how many hold is told of all rows, shown or not."""
    from demerit.cli import words
    from demerit.cli.rules import rules_table
    from demerit.cli.terminal import page, say
    from demerit.lab.seeds import holding

    a, b = found.sides
    console = page()
    short = found.seeds == 1 and max(len(a), len(b)) <= NARROW
    between = ("", " against ") if short else ("A  ", "\nB  ")
    console.print(styled(between[0], (a, "bold"), between[1], (b, "bold")))
    a, b = (a, b) if short else ("A", "B")
    console.print(words.over_whom(found), style="dim")
    several = found.seeds > 1
    console.print(_every_row(chosen, a, b, found.seeds) if everything else _headlines(chosen, a, b, found.seeds))
    rules = rules_table(found.a, found.b, everything) if with_rules and found.runs else None
    if rules is not None:
        console.print(rules)
    if several:
        console.print(words.told_rates(holding(found.against)), style="dim")
    if not everything:
        console.print("* per 1,000 such ties a year;  pp = hundredths of the whole;  · = not there", style="dim")
        console.print(words.noise(found), style="dim")
        console.print(_hangs_on(found, tried), style="dim")
        place = found.folder or found.a.path
        page_of = f"   As one page: demerit report {place}" if found.runs else ""
        say(f"\nEvery measure and group: --all.{page_of}")


def _table(a: str, b: str, intervals: bool) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1), header_style="bold",
                  collapse_padding=True)  # fmt: skip
    table.add_column("", no_wrap=True)
    for name in (a, b, "change"):
        table.add_column(name, justify="right", no_wrap=True)
    if intervals:
        table.add_column("95 %", justify="right", style="dim", no_wrap=True)
    return table


def _headlines(chosen: pl.DataFrame, a: str, b: str, seeds: int) -> Table:
    """Give the headlines, section by section."""
    from demerit.cli import words
    from demerit.lab.headlines import HEADLINES

    table = _table(a, b, seeds > 1)
    rows = {row["name"]: row for row in chosen.iter_rows(named=True) if row["group"] == "all"}
    for section, headlines in HEADLINES.items():
        known = [(headline, rows[headline.name]) for headline in headlines if headline.name in rows]
        if not known:
            continue
        table.add_row(styled((section, "dim italic")))
        for headline, row in known:
            said = styled(f"  {headline.says}", (words.of_seeds(row["seeds"], seeds), "dim"))
            table.add_row(said, *_cells(row, seeds > 1))
    return table


def _every_row(chosen: pl.DataFrame, a: str, b: str, seeds: int) -> Table:
    """Give every measure for every group."""
    from demerit.cli import words

    table = _table(a, b, seeds > 1)
    for row in chosen.iter_rows(named=True):
        group = "" if row["group"] == "all" else f" {row['group']}"
        said = styled(row["name"], (group, "dim"), (words.of_seeds(row["seeds"], seeds), "dim"))
        table.add_row(said, *_cells(row, seeds > 1))
    return table


def _cells(row: dict[str, Any], several: bool) -> list[str]:
    """Give the values of both sides, the change, and its interval where there are several seeds."""
    from demerit.cli import words

    cells = [words.value(row[side], row["unit"]) for side in ("a", "b")]
    cells.append(words.change(row["delta"], row["b"], row["unit"]))
    if several:
        cells.append(words.between(row["low"], row["high"], row["b"], row["unit"]) + words.doubt(row["q"]))
    return cells


def _hangs_on(found: Comparison, tried: Drawn | None) -> str:
    """Say how far the change of dissent hangs on the assumed numbers."""
    from demerit.cli import words
    from demerit.lab.drawn import CHANGE

    if found.over.worlds > 1:
        worlds = number_of(found.over.worlds, "world")
        return f"Means over {worlds} with the assumed numbers drawn: the study itself says how far they differ."
    ends = tried.between(CHANGE) if tried else None
    if tried is None or ends is None:
        return "How far it hangs on the assumed numbers: --worlds 24."
    between = words.between(*ends, None, "share").replace("+", "")
    said = (
        f"In {number_of(len(tried.worlds), 'plausible world')} with the assumed numbers drawn "
        f"({number_of(len(tried.numbers), 'number')}, {number_of(tried.people, 'person')}), "
        f"dissent changes by {between} %"
    )
    fitted = tried.between(CHANGE, calibrated=True)
    if fitted is None:
        return f"{said}."
    between = words.between(*fitted, None, "share").replace("+", "")
    return f"{said}; in {number_of(len(tried.calibrated), 'calibrated world')} by {between} %."
