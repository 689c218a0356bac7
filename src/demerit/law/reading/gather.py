"""The files of a scheme folder, gathered into one tree; a scheme that extends another lies on top of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from demerit.errors import UnknownName
from demerit.law.reading.positions import Mistakes, Page, Path_, near, read_page, shown
from demerit.law.reading.resolve import scheme_folder
from demerit.law.scheme import FOLDERS, KEYED

NAME = re.compile(r"^[a-z][a-z0-9_]*$")
LISTS = ("calendar", "to_come")
SHEETS = ("sources", *LISTS)
"""Parts of a scheme that stand in a file of their own beside ``scheme.yaml``."""


@dataclass
class Gathered:
    """A scheme as written: one tree of plain values, and the page on which each part stands."""

    folder: str
    tree: dict[str, Any] = field(default_factory=dict)
    heads: list[Page] = field(default_factory=list)
    pages: dict[Path_, Page] = field(default_factory=dict)
    extended: list[str] = field(default_factory=list)

    def page_of(self, where: Path_) -> tuple[Page | None, Path_]:
        """Give the page on which the value at `where` stands, and the path inside that page."""
        for depth in (2, 1):
            if where[:depth] in self.pages:
                inside = where[depth:]
                if where[0] in LISTS:
                    inside = ("", *inside)
                return self.pages[where[:depth]], inside
        best, length = None, -1
        for head in self.heads:
            reach = 0
            while reach < len(where) and where[: reach + 1] in head.places:
                reach += 1
            if reach > length:
                best, length = head, reach
        return best, where

    def place(self, where: Path_, is_key: bool = False) -> str:
        """Give ``file:line:col`` of the value at `where`, or of its key."""
        page, inside = self.page_of(where)
        return page.place(inside, is_key) if page else f"{self.folder}:1:1"


def gather(
    folder: Path, mistakes: Mistakes, working_folder: Path | None = None, below: tuple[Path, ...] = ()
) -> Gathered:
    """Read every file of a scheme folder, and of the schemes it extends, noting every mistake of form."""
    head = read_page(folder / "scheme.yaml", mistakes, folder)
    gathered = Gathered(shown(folder))
    if head is not None:
        gathered = _extended(folder, head, mistakes, working_folder, below)
        gathered.heads.insert(0, head)
        _overlay_head(gathered.tree, head, mistakes)
        gathered.tree.setdefault("name", folder.name)
    _sheets(folder, gathered, mistakes)
    _folders(folder, gathered, mistakes)
    _strangers(folder, mistakes)
    return gathered


def _extended(
    folder: Path, head: Page, mistakes: Mistakes, working_folder: Path | None, below: tuple[Path, ...]
) -> Gathered:
    """Gather the scheme that this one extends; nothing where it extends none, or itself in a circle."""
    parent = head.tree.get("extends")
    fresh = Gathered(shown(folder))
    if parent is None:
        return fresh
    place = head.place(("extends",))
    if not isinstance(parent, str):
        mistakes.add(place, "`extends` must be the name of a scheme")
        return fresh
    try:
        beside = folder / parent
        is_beside = "/" in parent and (beside / "scheme.yaml").is_file()
        ground = (beside if is_beside else scheme_folder(parent, working_folder)).resolve()
    except UnknownName as error:
        mistakes.add(place, str(error))
        return fresh
    chain = (*below, folder.resolve())
    if ground in chain:
        ring = " -> ".join([*(p.name for p in chain[chain.index(ground) :]), ground.name])
        circle = f"these schemes extend each other in a circle: {ring}"
        what = "the scheme extends itself" if ground == chain[-1] else circle
        mistakes.add(place, f"{what}. Take one `extends` away")
        return fresh
    gathered = gather(ground, mistakes, working_folder, chain)
    gathered.tree["based_on"] = [gathered.tree.pop("name", ground.name), *gathered.tree.get("based_on", [])]
    gathered.folder = shown(folder)
    return gathered


def _overlay_head(tree: dict[str, Any], head: Page, mistakes: Mistakes) -> None:
    """Lay ``scheme.yaml`` over what it extends: named things by name, everything else whole."""
    for key, value in head.tree.items():
        if key == "extends":
            continue
        if key in FOLDERS or key in SHEETS:
            where = f"a folder `{key}/` of one file each" if key in FOLDERS else f"a file {key}.yaml"
            mistakes.add(head.place((key,), True), f"{key!r} does not stand in scheme.yaml. Put it into {where}")
        elif key in KEYED and isinstance(value, dict) and isinstance(tree.get(key), dict):
            tree[key] = {**tree[key], **value}
        else:
            tree[key] = value


def _sheets(folder: Path, gathered: Gathered, mistakes: Mistakes) -> None:
    for sheet in SHEETS:
        path = folder / f"{sheet}.yaml"
        if not path.exists() and not path.is_symlink():
            continue
        page = read_page(path, mistakes, folder)
        if page is None:
            continue
        if sheet in LISTS:
            if "" not in page.tree:
                mistakes.add(page.place(()), "the file must hold a list. Begin each entry with `- `")
                continue
            gathered.tree[sheet] = page.tree[""]
            gathered.pages[(sheet,)] = page
        else:
            gathered.tree[sheet] = {**gathered.tree.get(sheet, {}), **page.tree}
            for key in page.tree:
                gathered.pages[(sheet, key)] = _part(page, key)


def _part(page: Page, key: str) -> Page:
    """Give the part of a page under one key, as a page of its own."""

    def inside(places: dict[Path_, tuple[int, int]]) -> dict[Path_, tuple[int, int]]:
        return {where[1:]: place for where, place in places.items() if where[:1] == (key,)}

    return Page(page.path, {}, inside(page.places), inside(page.keys))


def _folders(folder: Path, gathered: Gathered, mistakes: Mistakes) -> None:
    for kind in FOLDERS:
        for path in sorted((folder / kind).glob("*")):
            if path.name.startswith("."):
                continue
            if path.suffix != ".yaml" or not NAME.match(path.stem):
                mistakes.add(
                    f"{shown(path)}:1:1",
                    "this file is not read: names are small letters, digits and _, then .yaml. Rename it",
                )
                continue
            page = read_page(path, mistakes, folder)
            if page is None:
                gathered.pages.setdefault((kind, path.stem), Page(shown(path), {}, {}))
                continue
            if "name" in page.tree:
                mistakes.add(page.place(("name",), True), "a part's name is its file's name. Take this line out")
                del page.tree["name"]
            gathered.tree.setdefault(kind, {})[path.stem] = page.tree
            gathered.pages[(kind, path.stem)] = page


def _strangers(folder: Path, mistakes: Mistakes) -> None:
    """Note files and folders that nobody would read: a misspelt one would silently be no law at all."""
    known = [*FOLDERS, "scheme.yaml", *(f"{sheet}.yaml" for sheet in SHEETS)]
    for path in sorted(folder.iterdir()):
        if path.name in FOLDERS and not path.is_dir():
            mistakes.add(f"{shown(path)}:1:1", f"{path.name} must be a folder of files, one for each part. Make it one")
        is_law = path.is_dir() or path.suffix in (".yaml", ".yml")
        if is_law and path.name not in known and not path.name.startswith((".", "__")):
            mistakes.add(f"{shown(path)}:1:1", f"nothing of a scheme is called {path.name!r}{near(path.name, known)}")
