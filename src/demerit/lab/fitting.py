"""Whether an act or institution of one's own fits: what it names is there, what it keeps is nobody else's."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

from demerit.acts import acts
from demerit.acts.act import Week
from demerit.base.number_of import number_of
from demerit.engine.asking import readable, writable
from demerit.engine.knobs import GROUPS
from demerit.engine.limits import MOST_DEEDS
from demerit.engine.world import COLUMNS
from demerit.institutions import institutions, shown
from demerit.institutions.around_law import AroundLaw

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from demerit.acts.act import Act
    from demerit.institutions.institution import Institution


class Fault(NamedTuple):
    """What does not fit."""

    where: str
    """How the line begins on which it stands: a pattern."""
    said: str


def of_act(act: Act) -> Fault | None:
    """Give the first thing about an act that does not fit, or None."""
    return next(_of_act(act), None)


def of_institution(one: Institution) -> Fault | None:
    """Give the first thing about an institution that does not fit, or None."""
    return next(_of_institution(one), None)


def _of_act(act: Act) -> Iterator[Fault]:
    yield from _named(act.name, [one.name for one in acts() if one is not act], list(institutions()))
    if not 2 <= len(act.deeds) <= MOST_DEEDS:
        yield Fault("weigh", f"{act.name} has {number_of(len(act.deeds), 'deed')}. An act has 2 to {MOST_DEEDS}.")
    yield from _asked(act._hints, {"own": readable() | set(shown()), "week": Week._fields})
    if act.asks and act.asks not in institutions():
        yield Fault("asks", f"no institution is called {act.asks!r}{_near(act.asks, institutions())}")
    _ = act.knobs, act.bits


def _of_institution(one: Institution) -> Iterator[Fault]:
    others = [other for other in institutions().values() if other is not one]
    yield from _named(one.name, [act.name for act in acts()], [other.name for other in others])
    kept = {column.name: other.name for other in others for column in other.columns}
    for column in one.columns:
        whose = "every citizen's already" if column.name in COLUMNS else f"that of {kept.get(column.name)}"
        if column.name in COLUMNS or column.name in kept:
            yield Fault(column.name, f"{one.name} keeps a column {column.name!r}, which is {whose}. Name it otherwise.")
    names = {act.name for act in acts()}
    known = {"own": readable(), "citizens": writable(), "did": names, "numbers": names, "law": AroundLaw._fields,
             "knobs": one.knobs_are._fields, "memory": one.memory}
    for function in one.functions:
        yield from _asked(one.asked(function), known)
    yield from _shown(one, others)
    named = [function.__name__ for function in one.functions]
    for name in (*one.abreast, *one.ahead):
        if name not in named:
            yield Fault("abreast" if name in one.abreast else "ahead",
                        f"{one.name} has no function {name!r} that it does to citizens{_near(name, named)}")
    asked = {field for function in one.functions
             for field in getattr(one.asked(function).get("citizens"), "_fields", ())}
    for field in one.others:
        if field not in asked:
            yield Fault("others", f"{one.name} reads {field!r} of others, which no `citizens` of its functions has"
                                  f"{_near(field, asked)}")
    _ = one.knobs, one.names, one.counts


def _shown(one: Institution, others: list[Institution]) -> Iterator[Fault]:
    """Find what an institution shows under a name that is taken, or makes of what it is not handed."""
    taken = readable() | {name for other in others for name in other.shows}
    for name, function in one.shows.items():
        if name in taken:
            yield Fault("shows", f"{one.name} shows {name!r}, which something else is called. Name it otherwise.")
        hints = one.asked(function)
        if list(hints)[:1] != ["own"] or not set(hints) <= {"own", "knobs", "memory"}:
            made = ", ".join(hints) or "nothing"
            yield Fault("shows", f"what {one.name} shows as {name!r} is made of {made}. It takes own first, then knobs "
                                 "and memory where it needs them.")
        known = {"own": [column.name for column in one.columns], "knobs": one.knobs_are._fields, "memory": one.memory}
        yield from _asked(hints, known)


def _named(name: str, *others: Collection[str]) -> Iterator[Fault]:
    """Find a name that knobs, draws and rules would take for another's."""
    taken = next((name for names in (*others, GROUPS) if name in names), None)
    if taken:
        said = f"an act, an institution or a group of knobs is called {name!r} already. Choose another name."
        yield Fault(name, said)


def _asked(hints: dict[str, Any], known: dict[str, Collection[str]]) -> Iterator[Fault]:
    """Find a field that is asked for, and that nobody has."""
    for parameter, kind in hints.items():
        for field in getattr(kind, "_fields", ()) if parameter in known else ():
            if field not in known[parameter]:
                near = _near(field, known[parameter])
                yield Fault(field, f"{kind.__name__} asks for {field!r}, which there is not{near}")


def _near(name: str, known: Collection[str]) -> str:
    close = get_close_matches(name, list(known), n=2, cutoff=0.5)
    return f". Did you mean {' or '.join(repr(c) for c in close)}?" if close else "."
