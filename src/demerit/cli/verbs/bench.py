"""`demerit bench`: how fast this is, beside how fast the machine is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from demerit.base.number_of import number_of
from demerit.cli import options as o

if TYPE_CHECKING:
    from rich.table import Table

    from demerit.lab.bench import Bench
    from demerit.lab.studies.throughput import Throughput


def bench(
    quick: Annotated[bool, typer.Option("--quick", help="Small societies only: less than a minute.")] = False,
    profile: Annotated[bool, typer.Option("--profile", help="Nanoseconds a citizen-week, loop by loop.")] = False,
    only: Annotated[
        str | None, typer.Option(metavar="PART", help="One part alone: studies (many worlds, resumed, on a cluster).",
                                 show_default=False),
    ] = None,
    json: o.Json = False,
) -> None:  # fmt: skip
    """Measure citizen-weeks a second and bytes a citizen, and the machine in the same run."""
    from demerit.cli.terminal import emit, say
    from demerit.errors import InputError
    from demerit.lab.bench import bench as measured
    from demerit.lab.profiling import profile as profiled

    if only is not None:
        if only != "studies" or profile:
            raise InputError(f"--only {only}: the part that can be measured alone is studies, without --profile.")
        worlds, weeks = (8, 52) if quick else (32, 104)
        _only_studies(worlds, weeks, json)
        return

    if profile:
        rows = profiled(people=20_000 if quick else 100_000)
        if json:
            emit({"profile": rows})
        else:
            _profiled(rows)
        return

    try:
        found = measured(quick, lambda words: say(f"  {words} ..."))
    except ModuleNotFoundError as error:
        raise InputError(f"the yardstick needs the package {error.name}: pip install 'demerit[bench]'.") from error
    if json:
        emit(found.plain())
    else:
        _told(found)


def _only_studies(worlds: int, weeks: int, json: bool) -> None:
    """Measure studies, and print that."""
    from demerit.cli.terminal import emit, say
    from demerit.lab.studies.throughput import throughput

    found = throughput(worlds, weeks, lambda words: say(f"  {words} ..."))
    if json:
        emit({"studies": found.plain()})
    else:
        _told_studies(found)


def _told_studies(found: Throughput) -> None:
    """Print how fast studies are."""
    from demerit.cli.terminal import tell

    tell(f"{number_of(found.worlds, 'world')} of {found.people:,}, {number_of(found.weeks, 'week')}, two sides: "
         f"{found.engine_seconds:.1f} s, {found.engine_of_one:.2f} of the speed of one run as large; every headline "
         f"measured {found.measured_seconds:.1f} s, {found.measured_of_one:.2f}.")
    tell(f"Killed at half and carried on: {found.resume_overhead:+.1%} of an unbroken study, "
         f"{found.resume_seconds:.1f} s.")  # fmt: skip
    if found.cluster_of_one is not None:
        tell(f"A cluster of two local processes: {found.cluster_of_one:.2f} times the speed of one.")


def _told(found: Bench) -> None:
    """Print the machine, the speeds, the acts."""
    from demerit.cli.terminal import page, peak_memory, rate, styled

    console = page()
    machine, run = found.machine, found.run
    gathers, copied = rate(machine.gathers_per_second), machine.gigabytes_per_second
    about = f"  {gathers} gathers/s, {copied} GB/s copied, {number_of(machine.cores, 'core')}\n"
    console.print(styled(("This machine", "bold"), about))
    console.print(_speeds(found))
    console.print("* gathers/s divided by the ties of a citizen: every friend is looked at once a week\n", style="dim")
    if found.of_million is not None:
        console.print(f"10,000,000 citizens: {found.of_million:.2f} of the speed of 1,000,000.\n")
    console.print(_bytes(found))
    console.print("+ not in the sum: of at most 10,000 people, and what was recorded so far\n", style="dim")
    console.print(_acts(found))
    village, worlds, start = found.village, found.worlds, found.start
    console.print(f"\nA week of a village of {village['people']:,}, one core: {village['week_ms']:.2f} ms, "
                  f"of which fixed {village['fixed_ms']:.2f} ms.")  # fmt: skip
    many = f"{number_of(worlds['worlds'], 'world')} of {worlds['people']:,}"
    console.print(f"{many}, {number_of(worlds['weeks'], 'week')}: "
                  f"{worlds['seconds']:.1f} s, {worlds['of_one']:.2f} of the speed of one as large.")  # fmt: skip
    console.print(f"A first run of {start['people']:,}, nothing compiled: {start['cold_seconds']:.1f} s "
                  f"({start['cold_cpu_seconds']:.0f} s of all cores, {start['cold_peak_mib']} MiB); "
                  f"a second: {start['warm_seconds']:.1f} s, {start['warm_first_week_cpu_seconds']:.1f} s of one core "
                  "to its first week.")  # fmt: skip
    console.print(f"One more plan of a scheme: {found.plan['knobs_ms']:.1f} ms with knobs turned, "
                  f"{found.plan['reform_ms']:.1f} ms with a reform.")  # fmt: skip
    whole = f"A run of {run['people']:,} over {number_of(run['weeks'], 'week')}: {run['seconds']:.1f} s."
    console.print(f"\nCompilation, once: {found.compile_seconds:.1f} s.  {whole}  Peak memory: {peak_memory()}.")


def _speeds(found: Bench) -> Table:
    """Give schemes and sizes with their speed and their bytes."""
    from demerit.cli.terminal import rate, table

    heads = ("citizens", "citizen-weeks/s", "bytes a citizen", "of the limit*", "of the yardstick")
    told = table("scheme", right=heads)
    for row in found.results:
        told.add_row(row.scheme, f"{row.people:,}", rate(row.citizen_weeks_per_second),
                     f"{row.bytes_per_citizen:.0f}", f"{row.share_of_limit:.0%}",
                     f"{row.of_yardstick:.2f}")  # fmt: skip
    return told


def _bytes(found: Bench) -> Table:
    """Give each scheme and size with the bytes a citizen, part by part."""
    from demerit.cli.terminal import table

    parts = list(found.results[0].bytes_by_part)
    beside = ("panel", "record")
    told = table("scheme", right=("citizens", *(f"{part}+" if part in beside else part for part in parts)))
    for row in found.results:
        told.add_row(row.scheme, f"{row.people:,}", *(f"{row.bytes_by_part[part]:.1f}" for part in parts))
    return told


def _acts(found: Bench) -> Table:
    """Give each act with what it costs; one that is slow is marked."""
    from demerit.cli.terminal import table

    told = table("act", right=("deeds", "utilities, ns", "whole decision, ns", "several at once"))
    for act in found.acts:
        told.add_row(act["name"], str(act["deeds"]), f"{act['utilities_ns']:.1f}", f"{act['act_ns']:.1f}",
                     "yes" if act["wide"] else "no")  # fmt: skip
    return told


def _profiled(rows: list[dict[str, Any]]) -> None:
    """Print what each loop costs, and each kind in all."""
    from demerit.cli.terminal import page, table

    told = table("loop", right=("ns a citizen-week",))
    for row in rows:
        if row["ns"] >= 0.05:
            told.add_row(row["name"], f"{row['ns']:.1f}")
    console = page()
    console.print(told)
    kinds = dict.fromkeys(row["kind"] for row in rows)
    sums = {kind: sum(row["ns"] for row in rows if row["kind"] == kind) for kind in kinds}
    console.print("\nIn all, one core: " + ", ".join(f"{kind} {ns:.0f}" for kind, ns in sums.items()) + " ns.")
