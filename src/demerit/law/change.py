"""Changing a scheme: edits of its plain tree, then the same checks as for written files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError

from demerit.errors import LawError
from demerit.law.dump import dump, restore
from demerit.law.examples import reworked
from demerit.law.reading.fit import faults
from demerit.law.reading.messages import known_fields, said, without_names
from demerit.law.reading.names import NOBODY, Names
from demerit.law.reading.positions import near
from demerit.law.scheme import FOLDERS, KEYED, Scheme

OPEN = ("adds", "tells", "sees", "set", "deeds")
"""Mappings inside a part that take new keys."""


class Edit(NamedTuple):
    """One change: where it is written, and what it does to the tree (a message where it cannot)."""

    where: tuple[str | int, ...]
    apply: Callable[[dict[str, Any]], str | None]


def changed(scheme: Scheme, edits: Iterable[Edit], who: str, outside: Names = NOBODY) -> Scheme:
    """Give a copy of `scheme` with all edits done and all checks passed.

    Names of deeds, institutions and the like are checked against what is handed in as `outside`.
    Worked examples are reckoned again where a rule's points or an account's limit moved: they show the law
    as it is now.
    """
    tree = dump(scheme)
    wrong = []
    for edit in edits:
        message = edit.apply(tree)
        if message:
            wrong.append(f"{who}: {'.'.join(str(step) for step in edit.where)}: {message}")
    if wrong:
        raise LawError(wrong)
    new = rebuilt(tree, who)
    rules = {name: reworked(rule, new.account_caps) for name, rule in new.rules.items()}
    new = new.model_copy(update={"rules": rules})
    wrong = [f"{who}: {_dotted(where)}: {message}" for where, message in faults(dump(new), outside, new)]
    if wrong:
        raise LawError(wrong)
    return new


def rebuilt(tree: Mapping[str, Any], who: str) -> Scheme:
    """Turn a tree back into a scheme, or say in words what does not fit."""
    try:
        return restore(tree)
    except ValidationError as error:
        raise LawError(
            [
                f"{who}: {_dotted(f['loc'])}: {said(f, known_fields(Scheme, without_names(f['loc'])))}"
                for f in error.errors(include_url=False)
            ]
        ) from None


def _dotted(where: Iterable[str | int]) -> str:
    return ".".join(str(step) for step in where) or "scheme"


def steps(tree: Any, path: str) -> tuple[list[str | int], str]:
    """Give the steps of a dotted path that are in the tree, and what is left of the path.

    Keys may hold dots (deeds do), so the longest key that fits is taken.
    """
    found: list[str | int] = []
    left = path
    while left:
        if isinstance(tree, Mapping):
            fits = [k for k in tree if left == k or left.startswith(f"{k}.")]
            if not fits:
                break
            step: str | int = max(fits, key=len)
        elif isinstance(tree, list) and left.partition(".")[0].isdigit():
            step = int(left.partition(".")[0])
            if step >= len(tree):
                break
        else:
            break
        found.append(step)
        tree = tree[step]
        left = left[len(str(step)) + 1 :]
    return found, left


def at(tree: Mapping[str, Any], path: str) -> Any:
    """Give what stands at a dotted path; None where nothing does."""
    found, left = steps(tree, path)
    inside: Any = tree
    for step in found:
        inside = inside[step]
    return None if left else inside


def put(tree: dict[str, Any], path: str, value: Any) -> str | None:
    """Set the field at a dotted path; the message where the scheme has no such field.

    A knob that moves the field is turned along, so that the two never disagree.
    """
    found, left = steps(tree, path)
    inside: Any = tree
    for step in found if left else found[:-1]:
        inside = inside[step]
    if left:
        is_new_part = len(found) == 1 and found[0] in (*FOLDERS, *KEYED) and "." not in left
        if not (is_new_part or (found and found[-1] in OPEN)):
            known = list(inside) if isinstance(inside, Mapping) else []
            return f"the scheme has no field {path!r}: {left!r} is not there{near(left, known)}"
        inside[left] = value
    elif found:
        inside[found[-1]] = value
    _turn_along(tree, path, value)
    return None


def _turn_along(tree: dict[str, Any], path: str, value: Any) -> None:
    for knob in tree["knobs"].values():
        if isinstance(knob, dict) and knob.get("moves") == path:
            knob["value"] = value
    name = path.removeprefix("knobs.").removesuffix(".value")
    knob = tree["knobs"].get(name)
    if path == f"knobs.{name}.value" and isinstance(knob, dict) and knob.get("moves"):
        target, left = steps(tree, knob["moves"])
        inside: Any = tree
        for step in target[:-1]:
            inside = inside[step]
        if not left:
            inside[target[-1]] = knob["default"] if value is None else value
