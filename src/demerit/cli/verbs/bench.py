"""`demerit bench`: how fast this is, beside how fast the machine is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from demerit.cli import options as o

if TYPE_CHECKING:
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
    from rich import box
    from rich.table import Table

    from demerit.cli.terminal import page, peak_memory, rate
    from demerit.lab.bench import SLOW_NS

    console = page()
    machine = found.machine
    console.print(f"[bold]This machine[/]  {rate(machine.gathers_per_second)} gathers/s, {machine.gigabytes_per_second} GB/s copied, "
                  f"{machine.cores} cores\n")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1), header_style="dim")
    for head in ("scheme", "citizens", "citizen-weeks/s", "bytes a citizen", "of the limit*"):
        table.add_column(head, justify="left" if head == "scheme" else "right")
    for row in found.results:
        table.add_row(row.scheme, f"{row.people:,}", rate(row.citizen_weeks_per_second), f"{row.bytes_per_citizen:.0f}",
                      f"{row.share_of_limit:.0%}")
    console.print(table)
    console.print("* gathers/s divided by the ties of a citizen: every friend is looked at once a week\n", style="dim")
    acts = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1), header_style="dim")
    for head in ("act", "deeds", "utilities, ns", "whole decision, ns"):
        acts.add_column(head, justify="left" if head == "act" else "right")
    for act in found.acts:
        slow = act["utilities_ns"] > SLOW_NS
        acts.add_row(act["name"], str(act["deeds"]), f"[bold]{act['utilities_ns']:.1f} slow[/]" if slow else f"{act['utilities_ns']:.1f}",
                     f"{act['act_ns']:.1f}")
    console.print(acts)
    run = found.run
    console.print(f"\nCompilation, once: {found.compile_seconds:.1f} s.  A run of {run['people']:,} over {run['weeks']} weeks: "
                  f"{run['seconds']:.1f} s.  Peak memory: {peak_memory()}.")
