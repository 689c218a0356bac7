"""`demerit replicate`: published models, reproduced with the laboratory's own parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from demerit.base.number_of import number_of
from demerit.cli import options as o

if TYPE_CHECKING:
    from demerit.lab.replicating import Replicated


HEADS = ("published", "reference", "ours", "std. error", "tolerance")
WIDE = 13
"""Columns of a terminal that a number takes: five of them and a verdict fit in 80."""


def replicate(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", show_default=False, help="`demerit list replications` (default: all)."),
    ] = None,
    seed: o.Seed = None,
    set_: o.Set = None,
    json: o.Json = False,
) -> None:
    """Hold published models against what the laboratory's own parts give."""
    from demerit.cli.terminal import emit, say, watching
    from demerit.lab.replicating import replicate as replicated

    with watching() as watch:
        done = replicated(name, set_ or (), 1 if seed is None else seed, watch)
    if json:
        emit({"replications": [row for one in done for row in one.plain()]})
    else:
        for one in done:
            _told(one, alone=name is not None)
    say(_sum(done))


def _told(done: Replicated, alone: bool) -> None:
    """Print the quantities of one replication; what it tests and where it differs, if it is shown alone."""
    from demerit.cli.terminal import page, styled

    one, console = done.replication, page()
    console.print(styled((one.name, "bold"), f"  {one.summary}"), soft_wrap=False)
    console.print("".join(head.rjust(WIDE) for head in HEADS), style="dim")
    for row in done.rows:
        numbers = (row.published, row.reference, row.ours, row.standard_error, row.tolerance)
        mark = (row.verdict or "·", "bold" if row.verdict == "outside" else "")
        console.print(row.quantity)
        figures = "".join(_figure(number).rjust(WIDE) for number in numbers)
        console.print(styled(f"{figures}   ", mark), soft_wrap=True)
    if alone:
        for head, words in (("tests", one.mechanism), ("differs", one.differs), ("source", one.source)):
            console.print(styled((head, "dim"), f"  {words}"))
        console.print()


def _figure(number: float | None) -> str:
    """Give a number with the digits that count."""
    return "·" if number is None else f"{number:.6g}".replace("-", "−")


def _sum(done: list[Replicated]) -> str:
    """Say how many quantities are within tolerance."""
    rows = [row for one in done for row in one.rows]
    compared = [row for row in rows if row.verdict is not None]
    within = sum(row.verdict == "within" for row in compared)
    alone = len(rows) - len(compared)
    said = [f"{within} of {number_of(len(compared), 'quantity')} within tolerance."] if compared else []
    if alone:
        stand = "stands" if alone == 1 else "stand"
        said.append(f"{alone} {stand} alone: no published number speaks of these settings.")
    return " ".join(said)
