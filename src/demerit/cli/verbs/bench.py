"""`demerit bench`: how fast this is, beside how fast the machine is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from demerit.cli import options as o

if TYPE_CHECKING:
    from rich.table import Table

    from demerit.lab.bench import Bench


def bench(
    quick: Annotated[bool, typer.Option("--quick", help="Small societies only: less than a minute.")] = False,
    json: o.Json = False,
) -> None:
    """Measure citizen-weeks a second and bytes a citizen, and the machine in the same run."""
    from demerit.cli.terminal import emit, say
    from demerit.lab.bench import bench as measured

    found = measured(quick, lambda words: say(f"  {words} ..."))
    if json:
        emit(found.plain())
    else:
        _told(found)


def _told(found: Bench) -> None:
    """Print the machine, the speeds, the acts."""
    from demerit.cli.terminal import page, peak_memory, rate

    console = page()
    machine, run = found.machine, found.run
    gathers, copied = rate(machine.gathers_per_second), machine.gigabytes_per_second
    console.print(f"[bold]This machine[/]  {gathers} gathers/s, {copied} GB/s copied, {machine.cores} cores\n")
    console.print(_speeds(found))
    console.print("* gathers/s divided by the ties of a citizen: every friend is looked at once a week\n", style="dim")
    console.print(_acts(found))
    whole = f"A run of {run['people']:,} over {run['weeks']} weeks: {run['seconds']:.1f} s."
    console.print(f"\nCompilation, once: {found.compile_seconds:.1f} s.  {whole}  Peak memory: {peak_memory()}.")


def _speeds(found: Bench) -> Table:
    """Give schemes and sizes with their speed and their bytes."""
    from demerit.cli.terminal import rate, table

    told = table("scheme", right=("citizens", "citizen-weeks/s", "bytes a citizen", "of the limit*"))
    for row in found.results:
        told.add_row(row.scheme, f"{row.people:,}", rate(row.citizen_weeks_per_second),
                     f"{row.bytes_per_citizen:.0f}", f"{row.share_of_limit:.0%}")  # fmt: skip
    return told


def _acts(found: Bench) -> Table:
    """Give each act with what it costs; one that is slow is marked."""
    from demerit.cli.terminal import table
    from demerit.lab.bench import SLOW_NS

    told = table("act", right=("deeds", "utilities, ns", "whole decision, ns"))
    for act in found.acts:
        mark = " slow" if act["utilities_ns"] > SLOW_NS else ""
        told.add_row(act["name"], str(act["deeds"]), f"{act['utilities_ns']:.1f}{mark}", f"{act['act_ns']:.1f}")
    return told
