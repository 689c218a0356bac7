"""`demerit calibrate`: which draws of the assumed numbers published figures leave, and how each figure comes out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from demerit.cli import options as o
from demerit.errors import InputError

if TYPE_CHECKING:
    from demerit.lab.studies.table import Table


def calibrate(
    plan: Annotated[
        Path | None, typer.Argument(metavar="[PLAN.yaml]", show_default=False, help="What is drawn, how much is run, "
                                    "which targets count."),
    ] = None,
    default: Annotated[bool, typer.Option("--default", help="The plan by which the shipped table was made.")] = False,
    workers: o.Workers = None, cluster: o.Cluster = None, out: o.Out = None, resume: o.Resume = False,
    json: o.Json = False,
) -> None:  # fmt: skip
    """Fit the assumed numbers to half of the published figures, hold out the rest; without a plan: what came of it."""
    from demerit.cli.terminal import emit, watching
    from demerit.lab.calibration.calibrate import calibrate as calibrated
    from demerit.lab.studies.plan import CALIBRATED
    from demerit.lab.studies.table import table_of

    if plan is not None and default:
        raise InputError("--default and a plan contradict each other. Give one of them.")
    if plan is None and not default:
        if out is not None or resume or workers is not None or cluster is not None:
            raise InputError("what is to be calibrated? Give a plan, or --default.")
        found = table_of(CALIBRATED)
    else:
        if out is None:
            raise InputError("a calibration keeps several studies: say where, --out runs/calibration.")
        with watching() as watch:
            found = calibrated(plan, out=out, resume=resume, workers=workers, cluster=cluster, watch=watch)
    emit(found.told) if json else _told(found)


def _told(found: Table) -> None:
    """Print target by target what plausible and calibrated worlds give."""
    from demerit.base.number_of import number_of
    from demerit.cli.terminal import page, say, table
    from demerit.lab.calibration.telling import between, figure

    told, console = found.told, page()
    plan = told["plan"]
    console.print(
        f"{number_of(told['simulations'], 'run')} of {number_of(plan['people'], 'citizen')} and "
        f"{number_of(plan['weeks'], 'week')}; {number_of(len(told['numbers']), 'number')} drawn; of "
        f"{told['candidates']:,} draws {told['not_ruled_out']:,} are not ruled out, {len(told['draws'])} are kept",
        style="dim",
    )  # fmt: skip
    for use, title in (("fitted", "fitted to"), ("held", "held out")):
        shown = table(title, right=("target", "plausible worlds", "calibrated worlds"))
        shown.add_column("verdict")
        for row in (row for row in told["targets"] if row["use"] == use):
            verdict = row["verdict"] + (f" ({row['left_out']})" if row.get("left_out") else "")
            shown.add_row(row["name"], figure(row), between(row["before"], "·"), between(row["after"], "·"), verdict)
        console.print(shown)
    say("Worlds: the median, and between which values nine of ten lie. Nothing is fitted to what is held out.")
    say(found.model())
    name = found.name.replace("the calibrated table", "calibrated")
    say(f"Digest {found.digest}   As data: --json   Worlds drawn from it: `draw_from: {name}` in a plan of a study")
