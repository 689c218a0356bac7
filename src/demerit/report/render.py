"""A run folder as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from demerit.base.aside import sweep
from demerit.base.aside import write as put_aside
from demerit.base.sealed import add, unseal
from demerit.engine.folder import FORMAT, MANIFEST, REPORT, WAY_OUT, open_run
from demerit.errors import RunFolderError, SpaceError
from demerit.lab.again import lines_of_comparison, python_of_comparison
from demerit.lab.comparing import COMPARED, FORM
from demerit.lab.drawn import drawn_worlds
from demerit.lab.studies import store
from demerit.lab.studies.store import STUDY
from demerit.report.beside import ALONE, Beside
from demerit.report.many import page_of_many
from demerit.report.page import DRAWN_BY, page
from demerit.report.results import results

if TYPE_CHECKING:
    from demerit.lab.comparison import Comparison


def render(
    run_folder: Path,
    out: Path | None = None,
    twin: Path | None = None,
    placebo: Path | None = None,
    beside: Beside = ALONE,
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
    beside
        The table over seeds, drawn worlds, and how it is done again.

    Examples
    --------
    >>> import demerit
    >>> run = demerit.perform("null", "runs/small", recipe="village", people=60, weeks=8).folder
    >>> demerit.render(run.path).name
    'report.html'
    """
    told = results(*(None if folder is None else open_run(folder) for folder in (run_folder, twin, placebo)))  # type: ignore[arg-type]
    return write(page(told, beside), run_folder / REPORT if out is None else out)


def render_comparison(found: Comparison, out: Path | None = None) -> Path:
    """Write the report of a comparison and give its path: ``report.html`` in its folder where `out` is None."""
    place = out or (found.folder or found.a.path) / REPORT
    if len(found.sides) > 2:
        return write(page_of_many(found), place)
    beside = Beside(found.pair(), found.seeds, drawn_worlds(found, None), tuple(lines_of_comparison(found)),
                    python_of_comparison(found))  # fmt: skip
    placebo = found.placebo.path if found.placebo else None
    return render(found.a.path, place, found.b.path, placebo, beside)


def drawn_already(found: Comparison) -> Path | None:
    """Give the report in a comparison's folder, where it is whole and this version drew it; None where not."""
    if found.folder is None:
        return None
    try:
        content = unseal(found.folder, COMPARED, FORM, WAY_OUT).read(REPORT)
    except RunFolderError:
        return None
    return found.folder / REPORT if f'content="{DRAWN_BY}"'.encode() in content else None


def write(html: str, path: Path) -> Path:
    """Write the page aside and put it in place; in the folder of a run, comparison or study its manifest names it.

    Raises
    ------
    SpaceError
        The page cannot be written, or another process is at work in the folder.
    """
    content = html.encode()
    try:
        for name, form in ((MANIFEST, FORMAT), (COMPARED, FORM), (STUDY, store.FORM)):
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
