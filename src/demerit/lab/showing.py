"""One thing, whole: what it is, what is known of it and what is not."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, field
from typing import Any

from demerit.acts import acts
from demerit.acts.act import Act
from demerit.article import article
from demerit.engine.knobs import knobs
from demerit.errors import UnknownName
from demerit.institutions import institutions
from demerit.lab.listing import KINDS, behavioural_knobs, listed, schemes_of
from demerit.lab.order import ordered, scheme_of
from demerit.law import (
    EVIDENCE_GRADES,
    SIZE_GRADES,
    Scheme,
    dump,
    list_reforms,
    list_schemes,
    load_reform,
    scheme_folder,
)

PARTS = ("rules", "gates", "registers", "institutions", "bureaus", "news", "tips", "knobs")
SINGULAR = {
    "rules": "rule",
    "gates": "gate",
    "registers": "register",
    "institutions": "institution",
    "bureaus": "bureau",
    "news": "news",
    "tips": "tip",
    "knobs": "knob",
    "acts": "act",
    "deeds": "deed",
    "measures": "measure",
    "recipes": "recipe",
    "replications": "replication",
    "sources": "source",
}


KNOWN_KINDS = ("scheme", "reform", *SINGULAR.values())
"""What may stand before a name and a colon."""


@dataclass(frozen=True)
class Shown:
    """One thing, to be laid out on a page.

    Parameters
    ----------
    kind, name
        What it is and what it is called.
    told
        All of it, as plain data.
    scheme
        The scheme it is of, or which it is; None where it is of none.
    others
        Things of the same name elsewhere, as they must be called to be shown.
    """

    kind: str
    name: str
    told: dict[str, Any]
    scheme: Scheme | None = None
    others: tuple[str, ...] = field(default=())


def shown(name: str) -> Shown:
    """Find one thing by name.

    ``SCHEME/NAME`` names a part of one scheme, ``SCHEME+REFORM`` a scheme reformed; a kind may stand before a name, as
    in the pointers of the article (``rule:SCHEME/NAME``).

    Raises
    ------
    UnknownName
        Nothing is called so.
    """
    kind, colon, rest = name.partition(":")
    name = rest if colon and kind in KNOWN_KINDS else name
    if "+" in name:
        scheme = scheme_of(ordered(name))[0]
        return Shown("scheme", name, dump(scheme), scheme)
    if name in {found.name for found in list_schemes()} or _is_folder(name):
        scheme = schemes_of(name)[0]
        return Shown("scheme", scheme.name, dump(scheme), scheme)
    if name in {found.name for found in list_reforms()}:
        return Shown("reform", name, load_reform(name).model_dump(mode="json"))
    home, _, part = name.rpartition("/")
    found = _parts(part, schemes_of(home or None)) + ([] if home else _others(part))
    if not found:
        if name.upper() in article().statements:
            raise UnknownName("thing", name, [], f"It is a statement of the article: demerit article {name.upper()}")
        raise UnknownName("thing", name, _every_name(), "`demerit list KIND` shows all of a kind.")
    first = found[-1] if found[-1].scheme and found[-1].scheme.name == "article_2015" else found[0]
    others = tuple(f"{s.scheme.name}/{s.name}" if s.scheme else f"{s.kind} {s.name}" for s in found if s is not first)
    return Shown(first.kind, first.name, first.told, first.scheme, others)


def _is_folder(name: str) -> bool:
    try:
        return (scheme_folder(name) / "scheme.yaml").is_file()
    except UnknownName:
        return False


def _parts(name: str, schemes: list[Scheme]) -> list[Shown]:
    """Give the pieces of law of that name."""
    return [
        Shown(
            SINGULAR[kind],
            name,
            _workings(name, kind) | getattr(s, kind)[name].model_dump(mode="json", by_alias=True),
            s,
        )
        for s in schemes
        for kind in PARTS
        if name in getattr(s, kind)
    ]


def _others(name: str) -> list[Shown]:
    """Give what is no piece of law."""
    found = [Shown("act", name, _act(act)) for act in acts() if act.name == name]
    if name in institutions() and not any(name in s.institutions for s in schemes_of()):
        found.append(Shown("institution", name, {"summary": institutions()[name].summary} | _workings(name)))
    if name in knobs():
        found += [
            Shown("knob", name, item) for item in behavioural_knobs() if item["name"] == name
        ]
    for kind in ("deeds", "measures", "recipes", "replications", "sources"):
        found += [
            Shown(SINGULAR[kind], name, item | _text(kind, name)) for item in listed(kind) if item["name"] == name
        ]
    return found


def _act(act: Act) -> dict[str, Any]:
    """Give an act with its formula, its knobs and what it reads."""
    item = next(item for item in listed("acts") if item["name"] == act.name)
    own = [knob for knob in behavioural_knobs() if knob["name"].startswith(f"{act.name}.")]
    return item | {"text": act.weigh.__doc__ or "", "knobs": own, "reads": list(act.own._fields)}


def _workings(name: str, kind: str = "institutions") -> dict[str, Any]:
    """Give what an institution reads, sets, remembers, lets happen and counts, its knobs, and what it does each month.

    Nothing for other kinds: what they do stands in the law.
    """
    one = institutions().get(name) if kind == "institutions" else None
    if one is None:
        return {}
    steps = (one.think, one.write, *one.functions)
    return {
        "does": one.summary,
        "reads": list(one.reads),
        "writes": list(one.writes),
        "happens": list(one.names),
        "remembers": list(one.memory),
        "counts": list(one.counts),
        "columns": {column.name: column.about for column in one.columns},
        "knobs": [knob for knob in behavioural_knobs() if knob["name"].startswith(f"{name}.")],
        "text": "\n\n".join(inspect.cleandoc(step.__doc__) for step in steps if step is not None and step.__doc__),
    }


def _text(kind: str, name: str) -> dict[str, str]:
    """Give the formula and ground that a measure's docstring tells."""
    from demerit.measures import measures

    return {"text": measures()[name].compute.__doc__ or ""} if kind == "measures" else {}


def _every_name() -> set[str]:
    names = {item["name"] for kind in KINDS for item in listed(kind)}
    return names | {act.name for act in acts()}


@dataclass(frozen=True)
class Grades:
    """How well a scheme is known: how many of its rules and gates bear each grade."""

    evidence: dict[str, int]
    size: dict[str, int]


def grades_of(scheme: Scheme) -> Grades:
    """Count the grades of a scheme's rules and gates."""
    parts = [*scheme.rules.values(), *scheme.gates.values()]
    evidence = {grade: sum(p.evidence.grade == grade for p in parts) for grade in EVIDENCE_GRADES}
    size = {grade: sum(p.size.grade == grade for p in parts) for grade in SIZE_GRADES}
    return Grades({g: n for g, n in evidence.items() if n}, {g: n for g, n in size.items() if n})
