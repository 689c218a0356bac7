"""What one adds oneself (`--with DIR`): Python that is run only because the user named its folder."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import re
import sys
import traceback
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from demerit.base import catalogue
from demerit.base.source_hash import sources_hash
from demerit.errors import DemeritError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator


class Shelf(NamedTuple):
    """A folder inside the named one."""

    package: str
    """The package whose list it lengthens."""
    kind: tuple[str, str]
    """Module and name of the class that each of its files gives one of."""


SHELVES = {
    "acts": Shelf("demerit.acts", ("demerit.acts.act", "Act")),
    "institutions": Shelf("demerit.institutions", ("demerit.institutions.institution", "Institution")),
    "recipes": Shelf("demerit.society.recipes", ("demerit.society.recipes", "Recipe")),
    "measures": Shelf("demerit.measures", ("demerit.measures.measure", "Measure")),
    "charts": Shelf("demerit.report.charts", ("demerit.report.figure", "Figure")),
}
DECIDE = ("acts", "institutions", "recipes")
"""Shelves whose files decide what a run gives."""
DRAWN_BY = ("altair", "jinja2", "vl_convert")
"""Packages without which nothing is drawn; charts are left alone then."""


class Added(NamedTuple):
    """A file that was added."""

    shown: Path
    """Its path as the user named it."""
    content: bytes


_added: dict[tuple[str, str], Added] = {}
"""(Shelf, name) -> the file."""
_folders: list[Path] = []


def code() -> str:
    """Give a hash of all code that decides a run: the package's, and what was added from named folders."""
    return _marked(sources_hash(), DECIDE)


def measuring() -> str:
    """Give a hash of all measures: the package's, and what was added from named folders."""
    return _marked(sources_hash(("measures",)), ("measures",))


def _marked(own: str, shelves: tuple[str, ...]) -> str:
    there = sorted((name, file.content) for name, file in _added.items() if name[0] in shelves)
    more = b"".join(f"{shelf}/{name}".encode() + content for (shelf, name), content in there)
    return own + (f"+{hashlib.blake2b(more, digest_size=4).hexdigest()}" if more else "")


def folders() -> list[Path]:
    """Give the folders that were added, in their order."""
    return list(_folders)


def options() -> list[str]:
    """Give the words of a command line that add again what was added: ``--with DIR``."""
    return [word for folder in _folders for word in ("--with", str(folder))]


def add(folder: Path | str) -> list[str]:
    """Put the files of ``folder/acts``, ``folder/institutions`` ... beside those that come with demerit.

    A folder that was added already is read again.

    Returns
    -------
    names
        What was added, as ``acts/NAME``.

    Examples
    --------
    >>> import demerit
    >>> file = demerit.new("measure", "mine")  # writes measures/mine.py, to begin from
    >>> demerit.add(".")
    ['measures/mine']
    >>> run = demerit.live("article_2015", recipe="village", people=200, weeks=24)
    >>> demerit.evaluate(run, names=["mine"]).filter(group="all")["name"].item()
    'mine.praise'

    Raises
    ------
    InputError
        There is no such folder, nothing in it, a name that is taken, or a file that cannot be run: with its line.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise InputError(f"--with {folder}: there is no such folder.")
    remove(folder)
    found = {shelf: sorted(f for f in (folder / shelf).glob("*.py") if f.stem != "__init__") for shelf in SHELVES}
    for file in (file for files in found.values() for file in files):
        if not file.is_file():
            raise InputError(f"--with {folder}: {file} is no ordinary file. Put a file there, or take it away.")
    if not any(not f.stem.startswith("_") for files in found.values() for f in files):
        raise InputError(
            f"--with {folder}: nothing to add. It needs a folder {', '.join(SHELVES)} with a file in it; "
            "`demerit new act NAME` writes one."
        )
    found |= {"charts": found["charts"] if _can_draw() else []}
    _folders.append(folder)
    try:
        for shelf, files in found.items():
            if files:
                _shelve(folder, shelf, files)
        parts = [(f, _part(shelf, f)) for shelf, files in found.items() for f in files if not f.stem.startswith("_")]
        catalogue.forget()
        for file, part in parts:
            with _blamed_on(file):
                _fits(file, part)
    except BaseException:
        remove(folder)
        raise
    return [f"{file.parent.name}/{file.stem}" for file, _ in parts]


def _can_draw() -> bool:
    """Say whether what draws is installed."""
    return all(importlib.util.find_spec(package) is not None for package in DRAWN_BY)


def remove(folder: Path) -> None:
    """Leave nothing of a folder that was added."""
    for shelf, (package, _) in SHELVES.items():
        home, place = sys.modules.get(package), str((folder / shelf).resolve())
        if home is None or place not in home.__path__:
            continue
        home.__path__ = [path for path in home.__path__ if path != place]
        gone = [name for name, file in _added.items() if name[0] == shelf and str(file.shown.resolve().parent) == place]
        for name in gone:
            del _added[name]
            sys.modules.pop(f"{package}.{name[1]}", None)
            vars(home).pop(name[1], None)
    _folders[:] = [known for known in _folders if known.resolve() != folder.resolve()]
    catalogue.forget()


def _shelve(folder: Path, shelf: str, files: list[Path]) -> None:
    """Lengthen the list of a package by the files of a folder."""
    home = importlib.import_module(SHELVES[shelf].package)
    for file in files:
        if (Path(home.__path__[0]) / file.name).exists():
            raise InputError(f"--with {folder}: {shelf}/{file.name} has the name of one that comes with demerit.")
        if (shelf, file.stem) in _added:
            raise InputError(f"--with {folder}: {shelf}/{file.name} has the name of {_added[shelf, file.stem].shown}.")
    _added.update({(shelf, file.stem): Added(file, file.read_bytes()) for file in files})
    home.__path__.append(str((folder / shelf).resolve()))
    importlib.invalidate_caches()


def _part(shelf: str, file: Path) -> Any:
    """Import a file, and give what it defines under its name."""
    package, (module, kind) = SHELVES[shelf]
    expected = getattr(importlib.import_module(module), kind)
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        with _blamed_on(file):
            part = getattr(importlib.import_module(f"{package}.{file.stem}"), file.stem, None)
    finally:
        sys.dont_write_bytecode = before
    if part is None:
        raise InputError(
            f"{file}: it defines nothing called {file.stem!r}. The thing a file adds bears the file's name."
        )
    line = _line(file, file.stem)
    if not isinstance(part, expected):
        raise InputError(f"{file}:{line}: {file.stem!r} is no {kind}, as a file in {shelf}/ has to give one.")
    if part.name != file.stem:
        raise InputError(f"{file}:{line}: {file.stem!r} calls itself {part.name!r}. Write name={file.stem!r}.")
    return part


def _fits(file: Path, part: Any) -> None:
    """Refuse an act or institution that names what there is not, or that bears or keeps what is another's."""
    from demerit.acts.act import Act
    from demerit.institutions.institution import Institution
    from demerit.lab import fitting

    if isinstance(part, Act):
        fault = fitting.of_act(part)
    elif isinstance(part, Institution):
        fault = fitting.of_institution(part)
    else:
        return
    if fault is not None:
        raise InputError(f"{file}:{_line(file, fault.where)}: {fault.said}")


def _line(file: Path, where: str) -> int:
    """Give the line of a file on which something is said first; the first where that cannot be told."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return next((k for k, line in enumerate(lines, 1) if re.match(rf"\s*(class |def )?{where}\b", line)), 1)


@contextmanager
def _blamed_on(file: Path) -> Iterator[None]:
    """Say in words, with the line, why a file cannot be run."""
    try:
        yield
    except DemeritError:
        raise
    except (Exception, SystemExit) as error:
        raise InputError(blamed(error) or f"{file}: it cannot be run: {_said(error)}") from error


def blamed(error: BaseException) -> str:
    """Give ``file:line: why`` of an error that arose in a file that was added; nothing of any other."""
    files = {str(file.shown.resolve()): file.shown for file in _added.values()}
    where: list[tuple[str, int]] = []
    for one in (error.__cause__, error):
        if one is not None:
            where += [(frame.filename, frame.lineno or 1) for frame in traceback.extract_tb(one.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        where.append((error.filename, error.lineno or 1))
    # what cannot be compiled fails far from its file, and names it in its message
    where += [(m[1], int(m[2])) for m in re.finditer(r'File "([^"]+)", line (\d+)', str(error))]
    own = [(files[path], line) for name, line in where if (path := str(Path(name).resolve())) in files]
    return f"{own[-1][0]}:{own[-1][1]}: it cannot be run: {_said(error)}" if own else ""


def _said(error: BaseException) -> str:
    """Give the kind of an error and what it says, in one line."""
    if isinstance(error, SystemExit):
        return "it ends the program (`sys.exit`). Take that out"
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    lines = [line.strip() for line in re.sub(r"\x1b\[[0-9;]*m", "", text).splitlines() if line.strip()]
    told = next((line for line in lines if not line.startswith("Failed in")), "")
    return f"{type(error).__name__}: {told}"
