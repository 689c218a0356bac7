"""A run folder as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from demerit.engine.folder import open_run
from demerit.errors import SpaceError
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
    path = run_folder / "report.html" if out is None else out
    return write(page(told, compare), path)


def write(html: str, path: Path) -> Path:
    """Write the page aside and put it in place, so that a broken write leaves no half of it."""
    aside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(html, encoding="utf-8")
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise SpaceError(
            f"cannot write the report to {path}: {error.strerror}. Name another place with --out."
        ) from error
    return path
