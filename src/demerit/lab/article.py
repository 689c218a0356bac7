"""The article joined with what models it: every pointer followed to the thing it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from demerit.acts import acts
from demerit.article import FAMILIES, Pointer, Statement, article
from demerit.base.number_of import number_of
from demerit.engine.knobs import knobs
from demerit.errors import UnknownName
from demerit.institutions import institutions
from demerit.lab.reading import read
from demerit.law import Account, Gate, Institution, Rule, Scheme, list_reforms, load_reform, reformed
from demerit.law.evidence import Evidence
from demerit.law.reading.resolve import PACKAGE_SCHEMES, REFORMS
from demerit.measures import measures
from demerit.society import recipes

FEARED, DOCUMENTED = "article_2015", "zhima_2015"
"""The two worlds: as the article tells it, and as its operator does."""
SHELVES = {"rule": "rules", "gate": "gates", "register": "registers", "institution": "institutions",
           "bureau": "bureaus", "account": "accounts", "news": "news", "tip": "tips", "knob": "knobs"}  # fmt: skip
"""Kind of pointer -> where a scheme keeps such parts, by name."""


@dataclass(frozen=True)
class Mechanism:
    """What a pointer points at.

    Parameters
    ----------
    pointer
        As it is written.
    says
        What it is, in one sentence.
    how
        What it does, in numbers and names; empty where there are none.
    evidence
        Whether it exists, and who says so; None where it is no piece of law.
    size
        The grade of its number.
    part
        The piece of law itself; None where it is none.
    """

    pointer: str
    says: str
    how: str = ""
    evidence: Evidence | None = None
    size: str | None = None
    part: Any = None


def statement(written: str) -> Statement:
    """Find a statement by its id; small letters and a missing nought do no harm.

    Raises
    ------
    UnknownName
        No statement is called so.
    """
    known = article().statements
    match = re.match(r"^([A-Za-z])0*(\d{1,2})$", written.strip())
    id_ = f"{match[1].upper()}{match[2]}" if match else written.strip().upper()
    for spelt in (id_, f"{id_[:1]}0{id_[1:]}"):
        if spelt in known:
            return known[spelt]
    ends = ", ".join(f"{f.ids[0]} to {f.ids[-1]}" for f in FAMILIES.values())
    raise UnknownName("statement", written, known, f"They are called {ends}; `demerit article` shows them.")


def statements(disputed: bool = False) -> list[Statement]:
    """Give every statement, or only those that somebody credible denies."""
    return [one for one in article().statements.values() if one.is_disputed or not disputed]


def told(one: Statement) -> dict[str, Any]:
    """Give a statement as plain data."""
    plain = one.model_dump(mode="json", exclude={"evidence"})
    ground = one.evidence.model_dump(mode="json")
    return {"id": one.id, "family": one.family.file, "says": one.says, **ground, **plain}


@cache
def world(name: str) -> Scheme:
    """Give a scheme of the package; one of the working folder does not stand in for it.

    Raises
    ------
    UnknownName
        The package has no scheme of that name.
    """
    if not (PACKAGE_SCHEMES / name / "scheme.yaml").is_file():
        raise UnknownName("scheme", name, [path.parent.name for path in PACKAGE_SCHEMES.glob("*/scheme.yaml")])
    return read(PACKAGE_SCHEMES / name)


def side(written: str) -> Scheme:
    """Give the law of one side of a comparison: ``article_2015+no_speech``."""
    name, *names = written.split("+")
    scheme = world(name)
    for reform in names:
        scheme = reformed(scheme, load_reform(PACKAGE_SCHEMES / REFORMS / f"{reform}.yaml"))
    return scheme


def mechanisms(one: Statement) -> list[Mechanism]:
    """Give what a statement's pointers point at, in their order."""
    return [follow(to) for to in one.pointers]


def follow(to: Pointer) -> Mechanism:
    """Give what a pointer points at.

    Raises
    ------
    UnknownName
        It points at nothing.
    """
    if to.kind in SHELVES and to.scheme is not None:
        shelf = getattr(world(to.scheme), SHELVES[to.kind])
        return _of_law(to, _among(to.kind, to.name, shelf, f"`demerit show {to.scheme}` shows what it has."))
    return _FOLLOW[to.kind](to)


def _among(kind: str, name: str, known: dict[str, Any], hint: str = "") -> Any:
    if name not in known:
        raise UnknownName(kind, name, known, hint)
    return known[name]


def _of_law(to: Pointer, part: Any) -> Mechanism:
    says = str(getattr(part, "summary", None) or getattr(part, "text", ""))
    size = getattr(part, "size", None)
    return Mechanism(str(to), says, in_words(part), getattr(part, "evidence", None), size.grade if size else None, part)


def in_words(part: Any) -> str:
    """Give in a few words what a piece of law does."""
    if isinstance(part, Rule):
        return f"{signed(part.points)} for {part.deed or _state(part)}, account {part.account}"
    if isinstance(part, Gate):
        changes = "".join(f", {c.at_least} from {c.since}" for c in part.changes)
        verb = "opens from" if part.treatment == "benefit" else "shuts below"
        lists = sorted({c.register_ for c in part.condition.walk() if c.register_})
        by = [f"{verb} {part.line()}{changes}"] if part.line() is not None else []
        by += [f"shuts out whom {name} lists" for name in lists]
        return ", ".join(by + [f"{number_of(len(part.paperwork), 'step')} of papers"] * bool(part.paperwork))
    if isinstance(part, Institution):
        one = institutions().get(part.name)
        return f"lets happen {', '.join(one.names)}" if one and one.happens else ""
    if hasattr(part, "sees"):
        return "sees " + ", ".join(f"{act} {share:.0%}" for act, share in part.sees.items())
    if hasattr(part, "default"):
        return f"{part.default:g}, range {part.range[0]:g} to {part.range[1]:g} {part.unit}"
    if hasattr(part, "since") and hasattr(part, "reach"):
        return f"from {part.since}, reaches {part.reach.start:.0%} of adults in its first week"
    if isinstance(part, Account):
        return f"{part.weight} per cent of the scale" + (", and judges conduct" if part.moral else "")
    return ""


def _state(rule: Rule) -> str:
    if rule.state is None:
        return "nothing"
    bounds = rule.state.model_dump(exclude_none=True, exclude={"column"})
    return " ".join([rule.state.column, *(f"{key.replace('_', ' ')} {value}" for key, value in bounds.items())])


def signed(points: int) -> str:
    """Give points with their sign."""
    return f"{points:+d}".replace("-", "−") + (" point" if abs(points) == 1 else " points")


SAYS = {
    "visibility": {"nobody": "Nobody sees a score.", "self": "Only oneself sees one's score.",
                   "consent": "Others see a score with consent only.", "public": "Everybody sees every score."},
    "association": {"none": "Friends do not count.", "mean_score": "Friends' mean score counts.",
                    "count_below": "Friends of low score count.", "invited": "Friends whom one invited count.",
                    "event": "Friends who were seen to do certain things count."},
    "enrolment": {"opt_in": "Joining is a choice.", "default": "Everyone is in who does not leave.",
                  "mandatory": "Everyone is in.", "none": "There is nothing to join."},
}  # fmt: skip
"""Kind -> form -> what it means."""


def _single(to: Pointer) -> Mechanism:
    """Give what a scheme has exactly one of."""
    part = getattr(world(to.name), to.kind)
    says = SAYS[to.kind][part.form]
    how = ""
    if to.kind == "enrolment" and part.mandatory_from:
        how = f"compulsory from {part.mandatory_from}"
    if to.kind == "association" and part.form != "none":
        how = f"{part.told}; account {part.account}"
    return Mechanism(str(to), says, how, part.evidence, part.size.grade, part)


def _scheme(to: Pointer) -> Mechanism:
    scheme = world(to.name)
    return Mechanism(str(to), scheme.summary, f"{scheme.scale.low} to {scheme.scale.high}", part=scheme)


def _to_come(to: Pointer) -> Mechanism:
    found = _among("entry of to_come", to.name, {p.name: p for p in world(to.scheme or FEARED).to_come})
    return Mechanism(str(to), found.says, found.why, part=found)


def _knob(to: Pointer) -> Mechanism:
    knob = _among("knob", to.name, knobs(), "`demerit list knobs` shows all.")
    how = f"{knob.default:g}, range {knob.low:g} to {knob.high:g} {knob.unit}"
    return Mechanism(str(to), knob.about, how, size=knob.grade)


def _reform(to: Pointer) -> Mechanism:
    return Mechanism(str(to), _among("reform", to.name, _reforms(PACKAGE_SCHEMES)))


@cache
def _reforms(folder: Path) -> dict[str, str]:
    """Give name -> summary of the reforms in a folder of the package."""
    return {found.name: found.summary for found in list_reforms(folder)}


def _act(to: Pointer) -> Mechanism:
    act = _among("act", to.name, {act.name: act for act in acts()})
    return Mechanism(str(to), act.summary, ", ".join(act.deeds))


def _deed(to: Pointer) -> Mechanism:
    act = _among("deed", to.name, {name: act for act in acts() for name in act.names})
    return Mechanism(str(to), act.summary, f"one of what {act.name} can end in")


def _happening(to: Pointer) -> Mechanism:
    found = _among("happening", to.name, {name: one for one in institutions().values() for name in one.names})
    return Mechanism(str(to), found.summary, f"one of what {found.name} lets happen")


def _measure(to: Pointer) -> Mechanism:
    return Mechanism(str(to), _among("measure", to.name, measures()).summary)


def _recipe(to: Pointer) -> Mechanism:
    return Mechanism(str(to), str(_among("recipe", to.name, recipes())))


def _statement(to: Pointer) -> Mechanism:
    return Mechanism(str(to), _among("statement", to.name, article().statements).says)


def _source(to: Pointer) -> Mechanism:
    found = _among("source", to.name, article().sources)
    return Mechanism(str(to), f"{found.author}, {found.title} ({found.date})", found.where)


def _glossary(to: Pointer) -> Mechanism:
    return Mechanism(str(to), _among("word of the glossary", to.name, article().glossary))


_FOLLOW: dict[str, Callable[[Pointer], Mechanism]] = {
    "scheme": _scheme, "visibility": _single, "association": _single, "enrolment": _single, "to_come": _to_come,
    "knob": _knob, "reform": _reform, "act": _act, "deed": _deed, "happening": _happening, "measure": _measure,
    "recipe": _recipe, "statement": _statement, "source": _source, "glossary": _glossary,
}  # fmt: skip
"""Kind of pointer -> how it is followed; the parts that a scheme keeps by name are followed by `follow` itself."""


def in_full(keys: Iterable[str]) -> list[tuple[str, str]]:
    """Give sources as (key, author, title, date and place)."""
    sources = article().sources
    named = [sources[key] for key in dict.fromkeys(keys) if key in sources]
    return [(s.name, f"{s.author}, {s.title} ({s.date}), {s.where}") for s in named]
