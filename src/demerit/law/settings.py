"""Turning a scheme's numbers by name, and keeping only what stands on evidence of some grades."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import partial
from typing import Any

from demerit.base.text import one_line
from demerit.errors import LawError, UnknownName
from demerit.law.change import OPEN, Edit, changed, put, rebuilt, steps
from demerit.law.dump import dump
from demerit.law.evidence import EVIDENCE_GRADES
from demerit.law.reading.names import NOBODY, Names
from demerit.law.reading.positions import value_of
from demerit.law.scheme import Scheme

HINT = "`demerit show SCHEME` lists its knobs, rules and gates."
Setting = str | float | bool | None


def settable(scheme: Scheme) -> list[str]:
    """Give the short names that can be set: knobs, ``rule.NAME`` (points), ``gate.NAME`` (threshold)."""
    gates = [f"gate.{name}" for name, gate in scheme.gates.items() if gate.line() is not None]
    return [*scheme.knobs, *(f"rule.{name}" for name in scheme.rules), *gates]


def with_settings(scheme: Scheme, settings: Mapping[str, Setting], outside: Names = NOBODY) -> Scheme:
    """Give the scheme with some numbers set.

    Parameters
    ----------
    scheme
        Stays as it was.
    settings
        A knob, ``rule.NAME`` (its points), ``gate.NAME`` (its threshold, dated changes included) or any field
        of the scheme as a dotted path -> the value. A text is read as YAML would read it.
    outside
        What names of deeds, institutions and the like are checked against.

    Raises
    ------
    UnknownName
        Where nothing of the scheme is called so.
    LawError
        Where a value lies outside its range, or does not fit.
    """
    tree = dump(scheme)
    paths = {name: _path(scheme, tree, name) for name in settings}
    values = {name: _value(name, value) for name, value in settings.items()}
    wrong = [message for name in settings for message in _out_of_range(scheme, name, values[name])]
    if wrong:
        raise LawError(wrong)
    edits = [edit for name in settings for edit in _edits(name, paths[name], values[name])]
    return changed(scheme, edits, "--set", outside)


def _value(name: str, value: Setting) -> Any:
    try:
        plain = value_of(value) if isinstance(value, str) else value
    except ValueError as error:
        raise LawError([f"--set {name}={one_line(str(value))}: {error}"]) from error
    return int(plain) if isinstance(plain, float) and plain.is_integer() else plain


def _path(scheme: Scheme, tree: Mapping[str, Any], name: str) -> str:
    kind, _, part = name.partition(".")
    if name in scheme.knobs:
        return f"knobs.{name}.value"
    if kind == "rule" and part in scheme.rules:
        return f"rules.{part}.points"
    if kind == "gate" and part in scheme.gates and scheme.gates[part].line() is not None:
        return f"gates.{part}.condition{_line_path(tree['gates'][part]['condition'])}"
    found, left = steps(tree, name)
    if found and "." in name and (not left or found[-1] in OPEN):
        return name
    known = settable(scheme)
    fields = [f"{'.'.join(str(s) for s in found)}.{k}" for k in _fields(tree, found)] if found else []
    raise UnknownName("setting", name, [*known, *fields], "`demerit show SCHEME` lists its knobs, rules and gates.")


def _fields(tree: Any, found: list[str | int]) -> Collection[str]:
    for step in found:
        tree = tree[step]
    return list(tree) if isinstance(tree, Mapping) else []


def _line_path(condition: Mapping[str, Any]) -> str:
    """Give the dotted path, inside a condition, of its first threshold of the score."""
    if condition["score"]:
        return ".score.at_least"
    inner = [("not", condition["not"])] if condition["not"] else []
    inner += [(f"{form}.{k}", part) for form in ("all", "any") for k, part in enumerate(condition[form] or ())]
    for step, part in inner:
        path = _line_path(part)
        if path:
            return f".{step}{path}"
    return ""


def _bounds(scheme: Scheme, name: str) -> tuple[float, float, str] | None:
    kind, _, part = name.partition(".")
    if name in scheme.knobs:
        knob = scheme.knobs[name]
        return (*knob.range, knob.unit)
    if kind == "rule" and part in scheme.rules and scheme.rules[part].size.range:
        return (*scheme.rules[part].size.range, "points")  # type: ignore[misc]
    if kind == "gate" and part in scheme.gates:
        return (*(scheme.gates[part].size.range or (scheme.scale.low, scheme.scale.high)), "points")
    for knob in scheme.knobs.values():
        if knob.moves == name:
            return (*knob.range, knob.unit)
    return None


def _out_of_range(scheme: Scheme, name: str, value: Any) -> Iterator[str]:
    bounds = _bounds(scheme, name)
    if bounds is None:
        return
    low, high, unit = bounds
    number = isinstance(value, int | float) and not isinstance(value, bool)
    off = name.startswith("rule.") and value == 0
    if not number:
        yield f"--set {name}={value}: this is no number. Give a number from {low:g} to {high:g} ({unit})"
    elif not (off or low <= value <= high):
        also = ", or 0 to switch the rule off" if name.startswith("rule.") else ""
        yield f"--set {name}={value:g}: outside its range. Give one from {low:g} to {high:g} ({unit}){also}"


def _edits(name: str, path: str, value: Any) -> Iterator[Edit]:
    yield Edit((name,), partial(put, path=path, value=value))
    if name.startswith("gate."):
        yield Edit((name,), partial(put, path=f"gates.{name.removeprefix('gate.')}.changes", value=[]))


def by_evidence(scheme: Scheme, grades: Collection[str]) -> Scheme:
    """Give the scheme with only the rules, gates, registers, institutions, news and association on such evidence.

    A gate that asks for a register which is gone goes with it. Bureaus, tips, enrolment and visibility stay.
    """
    for grade in grades:
        if grade not in EVIDENCE_GRADES:
            raise UnknownName("grade of evidence", grade, EVIDENCE_GRADES)
    tree = dump(scheme)
    for kind in ("rules", "gates", "registers", "institutions", "news"):
        tree[kind] = {name: part for name, part in tree[kind].items() if part["evidence"]["grade"] in grades}
    kept = set(tree["registers"])
    for name, gate in scheme.gates.items():
        asks = {c.register_ for c in gate.condition.walk() if c.register_}
        if not asks <= kept:
            tree["gates"].pop(name, None)
    if tree["association"]["evidence"]["grade"] not in grades:
        tree["association"]["form"] = "none"
    return rebuilt(tree, "--evidence")
