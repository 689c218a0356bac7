"""`demerit compare`: two schemes, or several, over the same society with the same draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from demerit.base.number_of import number_of
from demerit.cli import completing
from demerit.cli import options as o
from demerit.cli.terminal import styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from demerit.lab.compare import Comparison
    from demerit.lab.drawn import Drawn
    from demerit.lab.sides import Side


NARROW = 14
"""Longest name that stands over a column; longer ones stand above the table."""


def compare(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="A B [C]...", autocompletion=completing.sides,
            help="Schemes (NAME or NAME+REFORM) or runs. Of more than two one table is made, held against `null` where "
            "it is named and else against the last, without a placebo.",
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
    from dataclasses import replace

    from demerit.cli.terminal import edge_list_told, emit, watching, weeks_told
    from demerit.lab.compare import compare as compared
    from demerit.lab.drawn import drawn_worlds
    from demerit.lab.order import ordered
    from demerit.lab.picking import check_largest, check_pick, largest_changes, picked
    from demerit.lab.seeds import holding
    from demerit.lab.sides import called, sides

    check_pick(measure or (), by or ())
    check_largest(largest, len(names))
    _check_second(names)
    order = ordered(names[0], recipe=recipe, people=people, society=society, ties=ties, attributes=attributes,
                    clean=clean, form=form, hubs=hubs, weeks=weeks, seed=seed, reforms=reform,
                    evidence=o.grades(evidence), settings=set_, choices=choices)  # fmt: skip
    weeks_told(order.weeks)
    changed = any(x is not None for x in (recipe, people, society, ties, weeks, seed))
    found_sides = sides(names, order, changed)
    asked: dict[str, Any] = {
        "seeds": 1 if seeds is None else seeds, "out": out, "threads": o.threads_of(threads), "resume": resume,
    }  # fmt: skip
    rows = (measure or (), by or ())
    if len(names) > 2:
        _many(called(names, found_sides), asked, rows, all_, json)
        return
    one, two = found_sides
    with watching() as watch:
        found = compared(one, two, placebo=placebo, watch=watch, **asked)
        tried = drawn_worlds(found, worlds, o.threads_of(threads), watch)
    edge_list_told(found.a.about.society["recipe"])
    rates = holding(found.measures)
    chosen = picked(found.measures, *rows)
    found = replace(found, measures=chosen if largest is None else largest_changes(chosen, largest))
    if json:
        emit(_plain(found, tried))
    else:
        some = any(rows) or largest is not None
        _told(found, all_ or some, tried, not some, rates)


def _check_second(names: list[str]) -> None:
    """Refuse one side alone."""
    from demerit.errors import InputError

    if len(names) < 2:
        other = "zhima_2015" if names[0] == "null" else "null"
        raise InputError(
            f"compare {names[0]}: with what? Name a second scheme or run, like `demerit compare {names[0]} {other}`."
        )


def _many(
    named: dict[str, Side], asked: dict[str, Any], rows: tuple[Sequence[str], Sequence[str]], all_: bool, json: bool
) -> None:
    """Say what differs between more than two schemes."""
    from dataclasses import replace

    from demerit.cli.many import told_side_by_side
    from demerit.cli.terminal import edge_list_told, emit, watching
    from demerit.lab.picking import picked
    from demerit.lab.side_by_side import plain, side_by_side

    with watching() as watch:
        found = side_by_side(named, watch=watch, **asked)
    edge_list_told(next(iter(found.runs.values())).about.society["recipe"])
    found = replace(found, measures=picked(found.measures, *rows))
    if json:
        emit(plain(found))
    else:
        told_side_by_side(found, all_ or any(rows))


def _plain(found: Comparison, tried: Drawn | None) -> dict[str, object]:
    """Give a comparison as plain data."""
    from demerit.lab.bookings import bookings

    rules = {"a": bookings(found.a, found.b).to_dicts(), "b": bookings(found.b, found.a).to_dicts()}
    return {"a": _side(found, "a"), "b": _side(found, "b"), "seeds": found.seeds,
            "folder": None if found.folder is None else str(found.folder), "measures": found.measures.to_dicts(),
            "rules": rules, "worlds": None if tried is None else tried.plain()}  # fmt: skip


def _side(found: Comparison, side: str) -> dict[str, object]:
    """Say what one side is."""
    run = found.a if side == "a" else found.b
    return {"scheme": run.about.scheme["name"], "run": str(run.path), "digest": run.about.digest}


def _told(found: Comparison, everything: bool, tried: Drawn | None, with_rules: bool,
          rates: tuple[int, int, int]) -> None:  # fmt: skip
    """Print the table of differences, then what to make of it; `rates` are of all rows, shown or not."""
    from demerit.cli import words
    from demerit.cli.rules import rules_table
    from demerit.cli.terminal import page, say

    about = found.a.about
    a, b = (_title(run.about.scheme["name"], run.about.order) for run in (found.a, found.b))
    console = page()
    short = found.seeds == 1 and max(len(a), len(b)) <= NARROW
    between = ("", " against ") if short else ("A  ", "\nB  ")
    console.print(styled(between[0], (a, "bold"), between[1], (b, "bold")))
    a, b = (a, b) if short else ("A", "B")
    console.print(
        f"{number_of(about.society['people'], 'citizen')} of {about.society['name']}, "
        f"{number_of(about.weeks, 'week')}, "
        + (f"{number_of(found.seeds, 'seed')} from {about.seed}" if found.seeds > 1 else f"seed {about.seed}"),
        style="dim",
    )
    console.print(_every_row(found, a, b) if everything else _headlines(found, a, b))
    rules = rules_table(found.a, found.b, everything) if with_rules else None
    if rules is not None:
        console.print(rules)
    if found.seeds > 1:
        console.print(words.told_rates(rates), style="dim")
    if not everything:
        console.print("* per 1,000 such ties a year;  pp = hundredths of the whole;  · = not there", style="dim")
        console.print(_noise(found), style="dim")
        console.print(_hangs_on(tried), style="dim")
        say(
            "\nEvery measure and group: --all.   As one page: demerit report "
            + (str(found.folder) if found.folder else str(found.a.path))
        )


def _title(name: str, order: dict[str, object]) -> str:
    reforms = order.get("reforms") or ()
    return "+".join([name, *reforms]) if isinstance(reforms, list | tuple) else name


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


def _headlines(found: Comparison, a: str, b: str) -> Table:
    """Give the headlines, section by section."""
    from demerit.cli import words
    from demerit.lab.headlines import HEADLINES

    several = found.seeds > 1
    table = _table(a, b, several)
    rows = {row["name"]: row for row in found.measures.iter_rows(named=True) if row["group"] == "all"}
    for section, headlines in HEADLINES.items():
        known = [(headline, rows[headline.name]) for headline in headlines if headline.name in rows]
        if not known:
            continue
        table.add_row(styled((section, "dim italic")))
        for headline, row in known:
            cells = [words.value(row[side], row["unit"]) for side in ("a", "b")]
            cells.append(words.change(row["delta"], row["b"], row["unit"]))
            if several:
                cells.append(words.between(row["low"], row["high"], row["b"], row["unit"]) + words.doubt(row["q"]))
            said = styled(f"  {headline.says}", (words.of_seeds(row["seeds"], found.seeds), "dim"))
            table.add_row(said, *cells)
    return table


def _every_row(found: Comparison, a: str, b: str) -> Table:
    """Give every measure for every group."""
    from demerit.cli import words

    several = found.seeds > 1
    table = _table(a, b, several)
    for row in found.measures.iter_rows(named=True):
        cells = [words.value(row[side], row["unit"]) for side in ("a", "b")]
        cells.append(words.change(row["delta"], row["b"], row["unit"]))
        if several:
            cells.append(words.between(row["low"], row["high"], row["b"], row["unit"]) + words.doubt(row["q"]))
        group = "" if row["group"] == "all" else f" {row['group']}"
        said = styled(row["name"], (group, "dim"), (words.of_seeds(row["seeds"], found.seeds), "dim"))
        table.add_row(said, *cells)
    return table


def _hangs_on(tried: Drawn | None) -> str:
    """Say how far the change of dissent hangs on the assumed numbers."""
    from demerit.cli import words
    from demerit.lab.drawn import CHANGE

    ends = tried.between(CHANGE) if tried else None
    if tried is None or ends is None:
        return "How far it hangs on the assumed numbers: --worlds 24."
    between = words.between(*ends, None, "share").replace("+", "")
    return (
        f"In {number_of(len(tried.worlds), 'world')} with the assumed numbers drawn "
        f"({number_of(len(tried.numbers), 'number')}, {number_of(tried.people, 'person')}), "
        f"dissent changes by {between} %."
    )


def _noise(found: Comparison) -> str:
    """Say what is noise, and what one pair of runs cannot say."""
    rows = {row["name"]: row["a"] for row in found.measures.iter_rows(named=True) if row["group"] == "all"}
    noise = rows.get("silence.dissent.placebo")
    said = []
    if noise is not None:
        share = 100 * abs(noise)
        moved = f"by {share:.1f} %: less than that is noise" if share >= 0.05 else "by less than 0.1 %"
        said.append(f"A placebo (one tie of one citizen changed) moves dissent {moved}.")
    if found.seeds == 1:
        said.append("One seed has no interval: --seeds 8 gives one.")
    return " ".join(said)
