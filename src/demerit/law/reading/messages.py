"""What is wrong, said to a person: pydantic's findings in plain words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel

from demerit.base.number_of import number_of
from demerit.base.text import one_line
from demerit.law.reading.positions import near
from demerit.law.scheme import FOLDERS, KEYED
from demerit.law.written import ARTICLE_ID

Finding = Mapping[str, Any]

_KIND = {
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "string_type": "a text",
    "bool_type": "true or false",
    "dict_type": "`key: value` lines",
    "model_type": "`key: value` lines",
    "model_attributes_type": "`key: value` lines",
    "tuple_type": "a list",
    "list_type": "a list",
    "date_type": "a day like 2015-10-03",
    "finite_number": "a finite number",
}
_BOUND = {
    "greater_than_equal": ("ge", "at least"),
    "less_than_equal": ("le", "at most"),
    "greater_than": ("gt", "more than"),
    "less_than": ("lt", "less than"),
}


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "`key: value` lines"
    if isinstance(value, list | tuple):
        return "a list"
    return one_line(value) if isinstance(value, str) else str(value)


def _fields(model: type[BaseModel]) -> list[str]:
    return [f.alias or key for key, f in model.model_fields.items() if key != "name"]


def _missing(finding: Finding, field: str) -> str:
    return f"`{field}` is missing. Add a line `{field}: ...`"


def _pattern(finding: Finding, field: str) -> str:
    if finding["ctx"]["pattern"] == ARTICLE_ID:
        return f"{_written(finding['input'])} is no statement of the article. They are called S01 to L14"
    return f"{_written(finding['input'])} is no deed. A deed is written act.deed, like speak.dissent"


def _length(finding: Finding, field: str) -> str:
    return f"`{field}` is empty. Write something, or take the line away"


def _literal(finding: Finding, field: str) -> str:
    allowed = [w.strip().strip("'") for w in finding["ctx"]["expected"].replace(" or ", ", ").split(",")]
    if not isinstance(finding["input"], str):
        return f"`{field}` is {_written(finding['input'])}, but must be one of: {', '.join(allowed)}"
    return f"`{field}` cannot be {_written(finding['input'])}{near(str(finding['input']), allowed)}"


def _own(finding: Finding, field: str) -> str:
    return str(finding["msg"]).removeprefix("Value error, ")


def _short(finding: Finding, field: str) -> str:
    least = finding["ctx"].get("min_length", 1)
    return f"`{field}` needs at least {number_of(least, 'entry')}. Add one"


def _long(finding: Finding, field: str) -> str:
    return f"`{field}` has more than {number_of(finding['ctx']['max_length'], 'entry')}. Take some away"


_SAY: dict[str, Callable[[Finding, str], str]] = {
    "missing": _missing,
    "string_pattern_mismatch": _pattern,
    "string_too_short": _length,
    "literal_error": _literal,
    "value_error": _own,
    "too_short": _short,
    "too_long": _long,
}


def said(finding: Finding, known: list[str]) -> str:
    """Give one of pydantic's findings in plain words: what is wrong, and what to do."""
    kind = str(finding["type"])
    steps = [s for s in finding["loc"] if isinstance(s, str)]
    field = steps[-1] if steps else "it"
    if kind == "extra_forbidden":
        return f"the key {one_line(field)} is not known here{near(field, known)}"
    if kind in _SAY:
        return _SAY[kind](finding, field)
    if kind in _BOUND:
        key, words = _BOUND[kind]
        return f"`{field}` is {_written(finding['input'])}, but must be {words} {finding['ctx'][key]}"
    if kind in _KIND:
        return f"`{field}` must be {_KIND[kind]}, not {_written(finding['input'])}"
    return f"`{field}` cannot be {_written(finding['input'])}: {str(finding['msg']).lower()}"


def without_names(loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Give a finding's path without the name of the part, which is no field of any model."""
    return (loc[0], *loc[2:]) if loc and loc[0] in (*FOLDERS, *KEYED) and len(loc) > 2 else loc


def known_fields(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """Give the fields of the model in which a finding lies, for a did-you-mean."""
    for step in loc[:-1]:
        inner = _inner(model, step)
        model = inner or model
    return _fields(model)


def _inner(model: type[BaseModel], step: str | int) -> type[BaseModel] | None:
    for key, field in model.model_fields.items():
        if step in (key, field.alias):
            return _first_model(field.annotation)
    return None


def _first_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _first_model(inner)
        if found is not None:
            return found
    return None
