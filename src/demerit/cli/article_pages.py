"""What the terminal shows of the article beside a table: the claims about a statement, and the pages written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from demerit.base.number_of import number_of

if TYPE_CHECKING:
    from pathlib import Path

    from demerit.article import Statement
    from demerit.lab.claims.claim import Claim


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


def claimed(one: Statement) -> list[tuple[str, str]]:
    """Give what claims say of a statement, each with what came of it in plausible worlds, where that is known."""
    from demerit.lab.claims.telling import in_short

    told = {found["name"]: in_short(found) for found in outcomes_of(one)}
    asks = "not asked yet: demerit claims {} --quick"
    return [(name, f"{claim.statement}\n{told.get(name, asks.format(name))}") for name, claim in _about(one).items()]


def outcomes_of(one: Statement) -> list[dict[str, Any]]:
    """Give what came of the claims about a statement, of those that come with results."""
    from demerit.lab.claims.shipping import shipped

    about = _about(one)
    kept = shipped(about) if about else None
    return kept["claims"] if kept else []


def _about(one: Statement) -> dict[str, Claim]:
    from demerit.lab.claims.claim import claims

    return {name: claim for name, claim in claims().items() if one.id in claim.article}
