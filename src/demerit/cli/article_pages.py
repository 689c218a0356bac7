"""The pages of the article, written from the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.base.number_of import number_of

if TYPE_CHECKING:
    from pathlib import Path


def write_pages(folder: Path, language: str, json: bool) -> None:
    """Write the pages of the article, and say where they are."""
    from demerit.cli.terminal import emit, say, watching
    from demerit.errors import InputError

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
