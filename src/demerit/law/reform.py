"""A reform: a named change of a scheme, as data; one pure function applies it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from pydantic import Field

from demerit.errors import LawError
from demerit.law.calendar import calendar_faults
from demerit.law.change import Edit, changed, put
from demerit.law.reading.names import NOBODY, Names
from demerit.law.reading.positions import near
from demerit.law.scheme import FOLDERS, Scheme
from demerit.law.written import Named, Text, Whole

DROPPED = tuple(folder for folder in FOLDERS if folder != "bureaus")
"""Folders whose parts a reform can drop."""


class Reform(Named):
    """What is dropped, which points change, which fields are set; in this order."""

    summary: Text
    """What changes, in one sentence."""
    why: Text
    """What the reform is for."""
    drop: tuple[Text, ...] = ()
    """Names of rules, gates, registers, institutions, news, tips, or `association`; `rules.NAME` where names clash."""
    points: dict[Text, Whole] = Field(default_factory=dict)
    """Rule -> its new points."""
    set: dict[Text, Any] = Field(default_factory=dict)
    """Field of the scheme, as a dotted path -> its new value; a path to a new part makes it."""


def reformed(scheme: Scheme, reform: Reform, outside: Names = NOBODY) -> Scheme:
    """Apply `reform` to `scheme`; the scheme given stays as it was. Names are checked against `outside`.

    Raises
    ------
    LawError
        With everything of the reform that the scheme does not have, or that does not fit it.
    """
    who = f"reform {reform.name}".strip()
    new = changed(scheme, _edits(reform), who, outside)
    if new.calendar != scheme.calendar:
        wrong = [f"{who}: {'.'.join(map(str, where))}: {message}" for where, message in calendar_faults(new)]
        if wrong:
            raise LawError(wrong)
    return new


def _edits(reform: Reform) -> Iterator[Edit]:
    for k, name in enumerate(reform.drop):
        yield Edit(("drop", k), partial(_drop, name=name))
    for rule, points in reform.points.items():
        yield Edit(("points", rule), partial(_points, rule=rule, points=points))
    for path, value in reform.set.items():
        yield Edit(("set", path), partial(put, path=path, value=value))


def _drop(tree: dict[str, Any], name: str) -> str | None:
    """Take a part out of the tree; the message where there is none of the name."""
    if name == "association":
        tree["association"]["form"] = "none"
        return None
    homes = [f for f in DROPPED if name in tree[f] or name.removeprefix(f"{f}.") in tree[f]]
    if len(homes) > 1:
        return f"{name!r} is the name of several things. Write one of: {', '.join(f'{f}.{name}' for f in homes)}"
    if not homes:
        known = [part for folder in DROPPED for part in tree[folder]]
        return f"the scheme has nothing called {name!r}{near(name, [*known, 'association'])}"
    del tree[homes[0]][name.removeprefix(f"{homes[0]}.")]
    return None


def _points(tree: dict[str, Any], rule: str, points: int) -> str | None:
    rules: Mapping[str, Any] = tree["rules"]
    if rule not in rules:
        return f"the scheme has no rule called {rule!r}{near(rule, rules)}"
    rules[rule]["points"] = points
    return None
