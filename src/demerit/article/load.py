"""Reading the article: all families, every mistake at once, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from demerit.article.statement import FAMILIES, Family, Statement
from demerit.errors import LawError
from demerit.law.evidence import Source
from demerit.law.reading.messages import known_fields, said
from demerit.law.reading.positions import Mistakes, Page, near, read_page

T = TypeVar("T", bound=BaseModel)
HERE = Path(__file__).resolve().parent
"""The article's own files."""
SHEETS = ("sources", "glossary")
"""Files beside those of the families."""


class Article(NamedTuple):
    """The article as read."""

    statements: dict[str, Statement]
    """Id -> statement, in the order of the families."""
    sources: dict[str, Source]
    """Key -> source."""
    glossary: dict[str, str]
    """Word -> what it means."""


@cache
def article() -> Article:
    """Give the article that comes with the package."""
    return read(HERE)


def read(folder: Path) -> Article:
    """Read the article from a folder.

    Raises
    ------
    LawError
        With every mistake of every file, each as ``file:line:col: what. why. what to do``.
    """
    mistakes = Mistakes()
    pages = {name: read_page(folder / f"{name}.yaml", mistakes) for name in SHEETS}
    families = {f.file: read_page(folder / f"{f.file}.yaml", mistakes) for f in FAMILIES.values()}
    sources = _sources(pages["sources"], mistakes)
    glossary = _glossary(pages["glossary"], mistakes)
    statements: dict[str, Statement] = {}
    for family in FAMILIES.values():
        page = families[family.file]
        if page is not None:
            statements |= _statements(page, family, mistakes)
    ids = {id_ for family in FAMILIES.values() for id_ in family.ids}
    known = {"source": set(sources), "glossary": set(glossary), "statement": ids}
    for one in statements.values():
        page = families[one.family.file]
        for where, message in _strays(one, known):
            mistakes.add(page.place((one.id, *where)) if page else f"{one.family.file}.yaml:1:1", message)
    _strangers(folder, mistakes)
    if mistakes.found:
        raise LawError(mistakes.found)
    return Article(statements, sources, glossary)


def _statements(page: Page, family: Family, mistakes: Mistakes) -> dict[str, Statement]:
    """Give the statements of one family, in order; note those that are missing, strange or wrong."""
    found: dict[str, Statement] = {}
    for id_ in page.tree:
        if id_ not in family.ids:
            ends = f"{family.ids[0]} to {family.ids[-1]}"
            text = f"{id_!r} is no statement of this family ({ends}){near(id_, family.ids)}"
            mistakes.add(page.place((id_,), True), text)
    for id_ in family.ids:
        if id_ not in page.tree:
            mistakes.add(page.place(()), f"{id_} is missing. The family has {family.ids[0]} to {family.ids[-1]}")
            continue
        one = _valid(Statement, page.tree[id_], id_, page, mistakes)
        if one is not None:
            found[id_] = one.model_copy(update={"id": id_})
    return found


def _sources(page: Page | None, mistakes: Mistakes) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for key, tree in (page.tree if page else {}).items():
        assert page is not None
        one = _valid(Source, tree, key, page, mistakes)
        if one is not None:
            found[key] = one.model_copy(update={"name": key})
    return found


def _glossary(page: Page | None, mistakes: Mistakes) -> dict[str, str]:
    found: dict[str, str] = {}
    for word, meaning in (page.tree if page else {}).items():
        if isinstance(meaning, str) and meaning.strip():
            found[word] = meaning
        elif page is not None:
            mistakes.add(page.place((word,)), f"{word!r} is not explained. Write what it means, as a text")
    return found


def _valid(kind: type[T], tree: Any, key: str, page: Page, mistakes: Mistakes) -> T | None:
    """Give one entry of a page if its form holds, noting every mistake with its place."""
    if isinstance(tree, Mapping):
        for own in ("id", "name"):
            if own in tree and own in kind.model_fields:
                mistakes.add(page.place((key, own), True), f"the {own} is the key above. Take this line out")
                tree = {k: v for k, v in tree.items() if k != own}
    try:
        return kind.model_validate(tree)
    except ValidationError as error:
        for finding in error.errors(include_url=False):
            place = page.place((key, *finding["loc"]), finding["type"] == "extra_forbidden")
            fields = [field for field in known_fields(kind, finding["loc"]) if field not in ("id", "name")]
            mistakes.add(place, said(finding, fields))
        return None


def _strays(one: Statement, known: Mapping[str, set[str]]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Find the sources, words and statements that are named but not there."""
    for field in ("sources", "disputed_by"):
        for k, key in enumerate(getattr(one.evidence, field)):
            if key not in known["source"]:
                yield ("evidence", field, k), f"no source is called {key!r}{near(key, known['source'])}"
    for k, to in enumerate(one.pointers):
        if to.kind in known and to.name not in known[to.kind]:
            yield ("modelled_by", k), f"no {to.kind} is called {to.name!r}{near(to.name, known[to.kind])}"


def _strangers(folder: Path, mistakes: Mistakes) -> None:
    """Note files that nobody would read."""
    known = [*SHEETS, *(f.file for f in FAMILIES.values())]
    for path in sorted(folder.glob("*.y*ml")):
        if path.suffix != ".yaml" or path.stem not in known:
            mistakes.add(f"{path.name}:1:1", f"nothing of the article is called {path.name!r}{near(path.stem, known)}")
