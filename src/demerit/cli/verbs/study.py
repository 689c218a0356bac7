"""`demerit study`: schemes over many seeds and many worlds whose assumed numbers are drawn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from demerit.cli import options as o
from demerit.errors import InputError

if TYPE_CHECKING:
    from demerit.lab.studies.result import Study


def study(
    plan: Annotated[
        Path, typer.Argument(metavar="PLAN", help="What is to be run (`demerit new study NAME` writes one), or the "
                             "folder of a study that is done."),
    ],
    sensitivity: Annotated[
        str | None, typer.Option(metavar="ROW", help="Say what this row hangs on (sampler sobol or morris).")
    ] = None,
    side: Annotated[str | None, typer.Option(metavar="SIDE", help="Of which side, where there are several.")] = None,
    group: Annotated[str, typer.Option(metavar="GROUP", help="Of which group, like sex:woman.")] = "all",
    chart: Annotated[
        Path | None, typer.Option(metavar="FILE.svg", help="Draw it there, with its numbers beside it as .csv.")
    ] = None,
    worlds: Annotated[
        str | None, typer.Option("--worlds", metavar="KIND", show_default=False, help="From where worlds are "
                                 "drawn: plausible (ranges), calibrated, calibrated:24, the path of a table.")
    ] = None,
    workers: o.Workers = None, cluster: o.Cluster = None, out: o.Out = None, resume: o.Resume = False,
    json: o.Json = False,
) -> None:  # fmt: skip
    """Run schemes over many seeds and many plausible worlds; stopped at any moment, --resume carries it on."""
    from demerit.cli.terminal import emit, watching
    from demerit.lab.reproducing import reproduce
    from demerit.lab.studies.result import open_study
    from demerit.lab.studies.study import drawn_from
    from demerit.lab.studies.study import study as studied

    if sensitivity is None and (chart or side or group != "all"):
        raise InputError("--side, --group and --chart go with --sensitivity ROW: add it, or take them away.")
    if plan.is_dir():
        if worlds is not None:
            raise InputError(f"--worlds {worlds}: {plan} is a study that is done. Give its plan to run it otherwise.")
        found = open_study(plan)
    else:
        with watching() as watch:
            asked = plan if worlds is None else drawn_from(plan, worlds)
            found = studied(asked, out=out, resume=resume, workers=workers, cluster=cluster, watch=watch)
    if sensitivity is not None:
        _hanging(found, sensitivity, side, group, chart, json)
        return
    emit({**found.plain(), "reproduce": reproduce(found).plain()}) if json else _told(found)


def _hanging(found: Study, row: str, side: str | None, group: str, chart: Path | None, json: bool) -> None:
    """Say what a row hangs on, and draw it where that is asked for."""
    from demerit.cli.sensitivities import print_sensitivity
    from demerit.cli.terminal import emit
    from demerit.lab.studies.sensitivity import sensitivity

    told = sensitivity(found, row, side=side, group=group)
    if chart is not None:
        from demerit.report.sensitivity import write_sensitivity

        write_sensitivity(told, chart)
    emit(told.plain()) if json else print_sensitivity(told)


def _told(found: Study) -> None:
    """Print what every effect comes to, and how far it can be believed."""
    from demerit.base.number_of import number_of
    from demerit.cli.terminal import page, say, styled, table
    from demerit.lab.studies.drawing import not_set
    from demerit.lab.studies.world import orders_of

    plan, console = found.plan, page()
    console.print(styled((plan.title, "bold")))
    drawn = f"{number_of(len(found.numbers), 'number')} drawn" if found.numbers else "numbers as written"
    console.print(
        f"{number_of(plan.people, 'citizen')}, {number_of(found.worlds, 'world')} "
        f"({drawn}, {number_of(plan.seeds, 'seed')}), "
        f"each against {plan.reference}", style="dim",
    )  # fmt: skip
    rows = found.summary().to_dicts()
    for side in (side for side in plan.sides if side != plan.reference):
        shown = table(side, right=("median", "nine of ten worlds", "same sign"))
        shown.add_column("hangs on most", style="dim")
        for row in (row for row in rows if row["side"] == side):
            name = row["name"] + ("" if row["group"] == "all" else f" ({row['group']})")
            hangs = f"{row['hangs_on']} ({row['rank_correlation']:+.2f})" if row["hangs_on"] else ""
            shown.add_row(name, *_spread(row), f"{row['same_sign']:.0%}", hangs)
        console.print(shown)
    for name, sides in not_set(plan, list(orders_of(plan).values())).items() if plan.set else ():
        say(f"{name} is not as set on {', '.join(sides)}: a reform of it changes it.")
    for one in found.lost:
        say(f"World {one['world']} with seed {one['seed']} came to nothing: {one['failed']}")
    say(f"\n{found.cite()}\nTables: {found.folder}   As data: --json, or demerit.open_study({str(found.folder)!r})")


def _spread(row: dict[str, Any]) -> tuple[str, str]:
    """Give the median of a change and the ends of nine of ten worlds, of rates in per cent of the reference."""
    from demerit.cli import words

    if row["change"] is not None:
        found = (words.change(row[name], 1, row["unit"]) for name in ("change", "change_low", "change_high"))
    else:
        found = (words.change(row[name], None, row["unit"]) for name in ("median", "low", "high"))
    middle, low, high = found
    return middle, f"{low.removesuffix(' %').removesuffix(' pp')} to {high}"
