"""`demerit society`: a society, and how near it comes to what it should look like."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from demerit.base.number_of import number_of
from demerit.cli import completing
from demerit.cli import options as o

if TYPE_CHECKING:
    from demerit.lab.peopling import Peopled


def society(
    recipe: Annotated[
        str, typer.Argument(metavar="RECIPE", help="How it is made: `demerit list recipes`.",
                            autocompletion=completing.recipes),
    ],
    people: o.People = None,
    seed: o.Seed = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where to keep it (default: nowhere, only its fit is shown).")
    ] = None,
    json: o.Json = False,
) -> None:  # fmt: skip
    """Make a society and hold it against its targets."""
    from demerit.cli.terminal import emit, say, watching
    from demerit.lab.peopling import people_of

    with watching() as watch:
        watch(0, 0, "making the society")
        found = people_of(recipe, 10_000 if people is None else people, 1 if seed is None else seed, out)
    within = sum(target.within for target in found.targets)
    if json:
        emit(
            {
                "recipe": recipe,
                "people": found.society.people,
                "seed": found.society.seed,
                "hash": found.society.hash(),
                "folder": None if out is None else str(out),
                "seconds": round(found.seconds, 3),
                "within": within,
                "targets": [asdict(target) for target in found.targets],
                "by_ties": [asdict(one) for one in found.by_ties],
            }
        )
    else:
        _told(found)
    say(
        f"{within} of {number_of(len(found.targets), 'target')} reached."
        + (f" Kept in {out}; run over it: demerit run SCHEME --society {out}" if out else "")
    )


def _told(found: Peopled) -> None:
    """Print target and value side by side."""
    from rich import box
    from rich.table import Table

    from demerit.cli.terminal import duration, page, styled

    console = page()
    console.print(
        styled(
            (f"{number_of(found.society.people, 'person')} of {found.society.name}", "bold"),
            f", seed {found.society.seed}, made in {duration(found.seconds)}",
        )
    )
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1), header_style="dim")
    table.add_column("", no_wrap=True)
    for head in ("target", "±", "here"):
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("")
    group = None
    for target in found.targets:
        if target.group != group:
            group = target.group
            table.add_row(styled((group, "dim italic")))
        mark = "" if target.within else styled(("off", "bold"))
        table.add_row(
            f"  {target.name.replace('_', ' ')}",
            *(_figure(x) for x in (target.target, target.tolerance, target.value)),
            mark,
        )
    console.print(table)
    _by_ties(found)
    console.print("Sources: --json names one for every target; the figures stand in society/facts.", style="dim")


def _by_ties(found: Peopled) -> None:
    """Print what ties alone would do."""
    from demerit.cli.terminal import page, table

    told = table("what ties alone would do", right=("",))
    told.add_column("")
    for one in found.by_ties:
        told.add_row(f"  {one.name.replace('_', ' ')}", _figure(one.value), one.about)
    if found.by_ties:
        page().print(told)


def _figure(number: float) -> str:
    """Give a figure with the digits that count."""
    return f"{number:,.0f}" if abs(number) >= 1000 else f"{number:.4g}"
