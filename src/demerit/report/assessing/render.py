"""An assessment as files: the page, and the same as PDF and DOCX."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from demerit.base.aside import sweep
from demerit.base.aside import write as put_aside
from demerit.base.sealed import add
from demerit.engine.folder import REPORT
from demerit.errors import InputError, SpaceError
from demerit.lab.assessing.store import opened
from demerit.report.assessing.page import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.lab.assessing.assessment import Assessment

KINDS = ("pdf", "docx")


def render_assessment(found: Assessment, out: Path | None = None, kinds: Sequence[str] = ()) -> list[Path]:
    """Write the page of an assessment, and the same as PDF or DOCX; give their paths.

    Parameters
    ----------
    out
        The page; None: ``report.html`` in the assessment's folder. Other kinds stand beside it.
    kinds
        ``pdf`` and ``docx``.

    Raises
    ------
    InputError
        An assessment in memory and no `out`; a library that is not installed.
    SpaceError
        It cannot be written.
    """
    if out is None and found.folder is None:
        raise InputError("this assessment lies in memory: say where its page goes, out=Path('page.html').")
    place = out or (found.folder or Path()) / REPORT
    text = page(found)
    contents = {place: text.encode()}
    for kind in kinds:
        contents[place.with_suffix(f".{kind}")] = _made(found, text, kind)
    for path, content in contents.items():
        _write(found, path, content)
    return list(contents)


def check_kinds(kinds: Sequence[str]) -> None:
    """Refuse kinds of files whose library is not there, before anything runs."""
    for kind in kinds:
        try:
            if kind == "pdf":
                import weasyprint  # noqa: F401
            else:
                import docx  # noqa: F401
        except (ImportError, OSError) as error:
            raise InputError(
                f"--{kind} needs a library that cannot be loaded ({error}). Install it: pip install 'demerit[assess]'; "
                "for PDF the system needs Pango. The HTML page prints to PDF from any browser, too."
            ) from error


def _made(found: Assessment, text: str, kind: str) -> bytes:
    """Give a file of one kind."""
    check_kinds((kind,))
    if kind == "pdf":
        from demerit.report.assessing.pdf import pdf

        return pdf(text)
    from demerit.report.assessing.docx import docx

    return docx(found)


def _write(found: Assessment, path: Path, content: bytes) -> None:
    """Write a file aside and put it in place; in the folder of the assessment its manifest names it."""
    try:
        if found.folder is not None and path.parent == found.folder:
            add(opened(found.folder), path.name, content)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path.parent, path.name)
        put_aside(path, (content,))
    except OSError as error:
        raise SpaceError(f"cannot write {path}: {error.strerror}. Name another place with --out.") from error
