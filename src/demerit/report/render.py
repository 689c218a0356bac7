"""A run folder as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from demerit.base.aside import sweep
from demerit.base.aside import write as put_aside
from demerit.base.sealed import add, unseal
from demerit.engine.folder import FORMAT, MANIFEST, REPORT, WAY_OUT, open_run
from demerit.errors import SpaceError
from demerit.lab.comparing import COMPARED, FORM
from demerit.report.page import page
from demerit.report.results import results

if TYPE_CHECKING:
    import polars as pl


def render(
    run_folder: Path,
    out: Path | None = None,
    twin: Path | None = None,
    placebo: Path | None = None,
    compare: pl.DataFrame | None = None,
) -> Path:
    """Write the report of a run and give its path.

    Parameters
    ----------
    run_folder
        The run.
    out
        The file to write; ``report.html`` in the run's folder where None.
    twin, placebo
        Run folders of the same society and seed: without the scheme, and with one tie changed. What needs one that is
        not given is said to be missing.
    compare
        Differences over several seeds: ``name, group, a, b, delta, low, high``.
    """
    told = results(*(None if folder is None else open_run(folder) for folder in (run_folder, twin, placebo)))  # type: ignore[arg-type]
    path = run_folder / REPORT if out is None else out
    return write(page(told, compare), path)


def write(html: str, path: Path) -> Path:
    """Write the page aside and put it in place; in the folder of a run or comparison its manifest names it.

    Raises
    ------
    SpaceError
        The page cannot be written, or another process is at work in the folder.
    """
    content = html.encode()
    try:
        for name, form in ((MANIFEST, FORMAT), (COMPARED, FORM)):
            if path.name == REPORT and (path.parent / name).is_file():
                add(unseal(path.parent, name, form, WAY_OUT), REPORT, content)
                return path
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path.parent, path.name)
        put_aside(path, (content,))
    except OSError as error:
        raise SpaceError(
            f"cannot write the report to {path}: {error.strerror}. Name another place with --out."
        ) from error
    return path
