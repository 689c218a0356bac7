"""What the terminal shows of the article beside a table: the claims about a statement, and the pages written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from demerit.base.number_of import number_of

if TYPE_CHECKING:
    from pathlib import Path

    from demerit.article import Statement


def write_pages(folder: Path | None, language: str, json: bool, *, whole: bool) -> None:
    """Write the pages of the article, and say where they are."""
    from demerit.cli.terminal import emit, say, watching
    from demerit.errors import InputError

    if folder is None:
        raise InputError("--language is of pages: it goes with --html DIR.")
    if not whole:
        raise InputError("--html writes the whole article: leave the statement and --disputed away.")
    try:
        from demerit.app.article import Pages
        from demerit.app.article_folder import write
    except ModuleNotFoundError as error:
        raise InputError(f"pages need the package {error.name}: pip install 'demerit[report]'.") from error
    pages = Pages(language)
    names = pages.names()
    with watching() as watch:
        write(folder, names, pages.page, watch)
    if json:
        emit({"folder": str(folder), "language": language, "files": names})
    say(f"{number_of(len(names), 'file')} in {folder}; open {folder / 'index.html'}")


def claimed(one: Statement) -> str:
    """Say what claims are about a statement, and in what share of plausible worlds each holds, where that is known."""
    from demerit.lab.claims.shipping import shipped
    from demerit.lab.claims.claim import claims

    about = {name: claim for name, claim in claims().items() if one.id in claim.article}
    kept = shipped(about) if about else None
    told = {found["name"]: found for found in kept["claims"]} if kept else {}
    return "; ".join(name + _share(told.get(name), kept) for name in about)


def _share(found: dict[str, Any] | None, kept: dict[str, Any] | None) -> str:
    if found is None or kept is None or found["share"] is None:
        return ""
    return f" ({found['verdict']}: in {found['share']:.0%} of {number_of(kept['worlds'], 'plausible world')})"
