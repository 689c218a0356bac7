"""Does a whole scheme fit together? Every part whose own form holds is looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from demerit.law.account import Account, Scale, SchemeKnob
from demerit.law.reading.names import Names
from demerit.law.reading.positions import Path_
from demerit.law.reading.references import CHECKS, Fault, Known, evidence_faults
from demerit.law.reading.sums import knob_faults, weight_faults
from demerit.law.recovery import End
from demerit.law.scheme import FOLDERS, KEYED, Scheme
from demerit.law.written import Day

MAPS = (*FOLDERS, *KEYED)
LISTS = ("calendar", "to_come")


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _valid(kind: Any, tree: Any) -> Any:
    """Give the part if its form holds; a part whose form does not hold has been reported already."""
    try:
        return _adapter(kind).validate_python(tree)
    except ValidationError:
        return None


def _caps(tree: Mapping[str, Any], scale: Scale | None) -> dict[str, int] | None:
    accounts = _valid(dict[str, Account], tree.get("accounts") or {})
    if scale is None or accounts is None or sum(a.weight for a in accounts.values()) != 100:
        return None
    return Scheme.model_construct(scale=scale, accounts=accounts).account_caps


def _known(tree: Mapping[str, Any], outside: Names) -> Known:
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
        outside=outside,
        scale=scale,
        caps=_caps(tree, scale),
    )


def _parts_of(scheme: Scheme) -> Iterator[tuple[str, Path_, Any]]:
    """Give every part of a scheme: (field, where it stands, the part)."""
    for field in Scheme.model_fields:
        value = getattr(scheme, field)
        if field in MAPS:
            yield from ((field, (field, name), part) for name, part in value.items())
        elif field in LISTS:
            yield from ((field, (field, k), part) for k, part in enumerate(value))
        else:
            yield field, (field,), value


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
        elif field in LISTS and isinstance(value, list | tuple):
            kind = description.annotation.__args__[0]  # type: ignore[union-attr]
            for k, part in enumerate(value):
                yield field, (field, k), _valid(kind, part)
        else:
            yield field, (field,), _valid(description.annotation, value)


def _end_faults(tree: Mapping[str, Any]) -> Iterator[Fault]:
    """Find a last day before the first."""
    start, end = _valid(Day, tree.get("start")), _valid(End | None, tree.get("ends"))
    if start is not None and end is not None and end.last_day < start:
        yield (
            ("ends", "last_day"),
            f"the scheme ends on {end.last_day}, before it starts on {start}. Write a later day",
        )


def faults(tree: Mapping[str, Any], outside: Names, scheme: Scheme | None = None) -> Iterator[Fault]:
    """Find what does not fit together in a scheme's tree, in all parts whose own form holds.

    Where the tree is that of a `scheme`, all of them do, and are taken from it.
    """
    known = _known(tree, outside)
    accounts = tree.get("accounts")
    if isinstance(accounts, Mapping):
        yield from weight_faults(accounts)
    yield from _end_faults(tree)
    for field, where, part in _parts(tree) if scheme is None else _parts_of(scheme):
        if part is None:
            continue
        if isinstance(part, BaseModel):
            yield from evidence_faults(where, part, known)
        if isinstance(part, SchemeKnob):
            yield from knob_faults(where, part, tree)
        if field in CHECKS:
            yield from CHECKS[field](where, part, known)
