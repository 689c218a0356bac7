"""`demerit check`: everything that is wrong with a scheme or a reform, or damaged in what a run left."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from demerit.cli import options as o

if TYPE_CHECKING:
    from demerit.lab.checking import Checked


FEW = 3
"""Schemes that a line names."""


def check(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...", show_default=False, help="Schemes, reforms or their files (default: all there are); "
            "or runs, comparisons, societies."
        ),
    ] = None,
    verbose: Annotated[
        bool,
        typer.Option("-v", "--verbose", help="Show where each rule pushes its account, and all that a reform changes."),
    ] = False,
    schemas: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write JSON Schemas of the files into DIR, for editors, instead.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Take what can never act for a mistake.")] = False,
    json: o.Json = False,
) -> None:
    """Read written law and say everything that is wrong with it; of a run, whether every byte is what was written."""
    from demerit.cli.terminal import emit, say, tell

    if schemas is not None:
        from demerit.lab.checking import schemas_into

        written = schemas_into(schemas)
        emit({"schemas": [str(file) for file in written]}) if json else tell("\n".join(map(str, written)))
        return
    from demerit.lab.checking import check_all, check_named

    found = [check_named(path) for path in paths] if paths else check_all()
    if strict:
        found = [replace(checked, mistakes=(*checked.mistakes, *checked.idle), idle=()) for checked in found]
    wrong = [checked for checked in found if checked.mistakes]
    if json:
        emit({"checked": [_plain(checked) for checked in found], "mistakes": sum(len(c.mistakes) for c in wrong)})
    else:
        for checked in found:
            _told(checked, verbose)
    if wrong:
        number = sum(len(checked.mistakes) for checked in wrong)
        say(f"demerit: {number} mistake{'s' if number > 1 else ''} in {', '.join(checked.name for checked in wrong)}.")
        raise typer.Exit(2)


def _plain(checked: Checked) -> dict[str, object]:
    return {
        "name": checked.name,
        "kind": checked.kind,
        "ok": not checked.mistakes,
        "mistakes": list(checked.mistakes),
        "rules": checked.rules,
        "examples": checked.examples,
        "idle": list(checked.idle),
        "files": checked.files,
        "changes": {scheme: list(parts) for scheme, parts in checked.changes.items()},
    }


def _told(checked: Checked, verbose: bool) -> None:
    """Print one line for what is sound, every mistake for what is not."""
    from demerit.base.number_of import number_of
    from demerit.cli.terminal import say, tell

    for mistake in checked.mistakes:
        say(mistake)
    for idle in checked.idle:
        say(f"{idle} [a warning; with --strict a mistake]")
    if checked.mistakes:
        return
    held = ""
    if checked.rules:
        holds = "example holds" if checked.examples == 1 else "examples hold"
        held = f", {number_of(checked.rules, 'rule')}, {checked.examples:,} {holds}"
    if checked.files:
        held = f", {number_of(checked.files, 'file')}, each as it was written"
    if checked.changes:
        held = f", changes {_changed(checked)}"
    tell(f"ok  {checked.kind} {checked.name}{held}")
    for scheme, parts in checked.changes.items() if verbose else ():
        tell(f"    {scheme}" + (f": can act no longer: {', '.join(parts)}" if parts else ""))
    if verbose and checked.kind == "scheme":
        _drifts(checked.name)


def _changed(checked: Checked) -> str:
    """Say which schemes a reform changes, and how many of their parts can act no longer."""
    from demerit.base.number_of import number_of

    schemes, at_rest = list(checked.changes), sum(map(len, checked.changes.values()))
    told = ", ".join(schemes) if len(schemes) <= FEW else number_of(len(schemes), "scheme")
    rest = number_of(at_rest, "part")
    return told + (f" ({rest} can act no longer; -v names all)" if at_rest else "")


def _drifts(name: str) -> None:
    """Show where each rule pushes its account in a society at rest."""
    from rich import box
    from rich.table import Table

    from demerit.cli.terminal import page
    from demerit.lab.checking import drifts

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1), header_style="dim")
    for head in ("rule", "account"):
        table.add_column(head)
    for head in ("a week", "seen", "points in the long run"):
        table.add_column(head, justify="right")
    for row in drifts(name):
        run = "runs to its limit" if row.points is None else f"{row.points:+.1f}".replace("-", "−")
        table.add_row(row.rule, row.account, f"{row.weekly_rate:.3f}", f"{row.coverage:.0%}", run)
    if table.row_count:
        page().print(table)
