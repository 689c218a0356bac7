"""Reading a scheme: all files, all mistakes at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from demerit.errors import LawError
from demerit.law.account import Account, Scale, SchemeKnob
from demerit.law.reading.gather import Gathered, gather
from demerit.law.reading.messages import known_fields, said
from demerit.law.reading.positions import Mistakes, Path_
from demerit.law.reading.references import CHECKS, Fault, Known, evidence_faults, knob_faults, weight_faults
from demerit.law.reading.resolve import scheme_folder
from demerit.law.scheme import FOLDERS, KEYED, Scheme

MAPS = (*FOLDERS, *KEYED)


def load(
    name_or_path: str | Path,
    deeds: Collection[str] | None = None,
    states: Collection[str] | None = None,
    working_folder: Path | None = None,
) -> Scheme:
    """Read a scheme by name or folder.

    Parameters
    ----------
    name_or_path
        A name (looked up in ``./schemes`` of the working folder, then in the package) or a folder.
    deeds
        Every deed that citizens can do, as ``act.deed``; None: deeds are not checked.
    states
        Every column that a rule may judge; None: states are not checked.
    working_folder
        Where names are looked up first; None: the current folder.

    Raises
    ------
    LawError
        With every mistake of every file, each as ``file:line:col: what. why. what to do``.
    UnknownName
        Where no scheme bears the name.
    """
    mistakes = Mistakes()
    gathered = gather(scheme_folder(name_or_path, working_folder), mistakes, working_folder)
    scheme = judged(gathered, mistakes, deeds, states) if gathered.heads else None
    if mistakes.found or scheme is None:
        raise LawError(_in_order(mistakes.found))
    return scheme


def _in_order(found: list[str]) -> list[str]:
    """Sort mistakes by file, line and column, as a reader goes through them."""

    def key(mistake: str) -> tuple[str, int, int]:
        path, line, column = mistake.split(": ", 1)[0].rsplit(":", 2)
        return path, int(line), int(column)

    return sorted(found, key=key)


def judged(
    gathered: Gathered, mistakes: Mistakes, deeds: Collection[str] | None, states: Collection[str] | None
) -> Scheme | None:
    """Turn a gathered tree into a scheme, noting every mistake; None where its form does not hold."""
    scheme: Scheme | None = None
    try:
        scheme = Scheme.model_validate(gathered.tree)
    except ValidationError as error:
        for finding in error.errors(include_url=False):
            where = _standing(finding["loc"], gathered.tree)
            known = known_fields(Scheme, _without_names(finding["loc"]))
            mistakes.add(gathered.place(where), said(finding, known))
    for where, message in faults(gathered.tree, deeds, states):
        mistakes.add(gathered.place(where), message)
    return scheme


def _standing(loc: tuple[str | int, ...], tree: Any) -> Path_:
    """Give the steps of a finding that are really in the tree (forms of a choice, like ``deed``, are not)."""
    where: list[str | int] = []
    for step in loc:
        inside = isinstance(tree, Mapping) and step in tree
        if inside or (isinstance(tree, list | tuple) and isinstance(step, int) and step < len(tree)):
            where.append(step)
            tree = tree[step]
    return tuple(where)


def _without_names(loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    return (loc[0], *loc[2:]) if loc and loc[0] in MAPS and len(loc) > 2 else loc


def _valid(kind: Any, tree: Any) -> Any:
    """Give the part if its form holds; a part whose form does not hold has been reported already."""
    try:
        return TypeAdapter(kind).validate_python(tree)
    except ValidationError:
        return None


def _caps(tree: Mapping[str, Any], scale: Scale | None) -> dict[str, int] | None:
    accounts = _valid(dict[str, Account], tree.get("accounts") or {})
    if scale is None or accounts is None or sum(a.weight for a in accounts.values()) != 100:
        return None
    return Scheme.model_construct(scale=scale, accounts=accounts).account_caps


def _known(tree: Mapping[str, Any], deeds: Collection[str] | None, states: Collection[str] | None) -> Known:
    scale = _valid(Scale, tree.get("scale"))

    def names(key: str) -> Collection[str]:
        part = tree.get(key)
        return list(part) if isinstance(part, Mapping) else []

    return Known(
        accounts=names("accounts"),
        sources=names("sources"),
        bands=names("bands"),
        registers=names("registers"),
        bureaus=names("bureaus"),
        deeds=deeds,
        states=states,
        scale=scale,
        caps=_caps(tree, scale),
    )


def _parts(tree: Mapping[str, Any]) -> Iterator[tuple[str, Path_, Any]]:
    """Give every part whose form holds: (field of the scheme, where it stands, the part)."""
    for field, description in Scheme.model_fields.items():
        if field not in tree:
            continue
        value = tree[field]
        if field in MAPS and isinstance(value, Mapping):
            kind = description.annotation.__args__[1]  # type: ignore[union-attr]
            for name, part in value.items():
                yield field, (field, name), _valid(kind, part)
        elif field in ("calendar", "to_come") and isinstance(value, list | tuple):
            kind = description.annotation.__args__[0]  # type: ignore[union-attr]
            for k, part in enumerate(value):
                yield field, (field, k), _valid(kind, part)
        else:
            yield field, (field,), _valid(description.annotation, value)


def faults(tree: Mapping[str, Any], deeds: Collection[str] | None, states: Collection[str] | None) -> Iterator[Fault]:
    """Find what does not fit together in a scheme's tree, in all parts whose own form holds."""
    known = _known(tree, deeds, states)
    accounts = tree.get("accounts")
    if isinstance(accounts, Mapping):
        yield from weight_faults(accounts)
    for field, where, part in _parts(tree):
        if part is None:
            continue
        if isinstance(part, BaseModel):
            yield from evidence_faults(where, part, known)
        if isinstance(part, SchemeKnob):
            yield from knob_faults(where, part, tree)
        if field in CHECKS:
            yield from CHECKS[field](where, part, known)
