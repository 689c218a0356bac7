"""The feared world and the documented one, side by side: on one statement, and as a whole."""

from __future__ import annotations

from collections.abc import Iterable

from demerit.article import Statement
from demerit.base.number_of import number_of
from demerit.lab.article import DOCUMENTED, FEARED, SAYS, SHELVES, in_words, world
from demerit.law import Rule, Scheme

NOTHING = "nothing of it"
SINGLE = ("visibility", "association", "enrolment")
Row = tuple[str, str, str]
"""What, in the feared world, in the documented one."""


def on(one: Statement) -> tuple[list[str], list[str]]:
    """Give what the feared and the documented world have of a statement, each as lines of words."""
    feared, documented = (_lines(one, world(name)) for name in (FEARED, DOCUMENTED))
    return feared or [NOTHING], documented or [NOTHING]


def _lines(one: Statement, scheme: Scheme) -> list[str]:
    """Give what one scheme has of a statement: what is pointed at, what names it, what stands in its place."""
    found: dict[str, str] = {}
    for to in one.pointers:
        if to.kind in SHELVES and to.scheme is not None and to.kind != "knob":
            found |= _named(to.kind, to.name, to.scheme, scheme)
        elif to.kind in SINGLE:
            found[to.kind] = _form(to.kind, scheme)
        elif to.kind == "scheme" and to.name == scheme.name:
            found["scheme"] = f"{scheme.title}; {_form('enrolment', scheme)} {_form('visibility', scheme)}"
        elif to.kind == "to_come" and to.scheme == scheme.name:
            says = next(p.says for p in scheme.to_come if p.name == to.name)
            found[to.name] = f"still to come: {says}"
    for kind, shelf in SHELVES.items():
        for name, part in getattr(scheme, shelf).items():
            if one.id in getattr(part, "article", ()) and kind not in ("tip", "knob"):
                found[f"{kind} {name}"] = _line(kind, name, scheme)
    return list(found.values())


def _named(kind: str, name: str, home: str, scheme: Scheme) -> dict[str, str]:
    """Give the part of that name; for a rule that the scheme lacks, what it makes of the same deed."""
    if name in getattr(scheme, SHELVES[kind]):
        return {f"{kind} {name}": _line(kind, name, scheme)}
    if kind != "rule":
        return {}
    rule = world(home).rules[name]
    same = {f"rule {n}": _line("rule", n, scheme) for n, r in scheme.rules.items() if rule.deed and r.deed == rule.deed}
    return same or {f"rule {name}": _no_rule(rule, scheme)}


def _no_rule(rule: Rule, scheme: Scheme) -> str:
    """Say why a deed does not count."""
    if not rule.deed:
        return f"no rule on {rule.state.column}" if rule.state else NOTHING
    act = rule.deed.partition(".")[0]
    blind = all(not bureau.sees.get(act) for bureau in scheme.bureaus.values())
    return f"no rule on {rule.deed}" + (f"; no bureau sees the act {act}" if blind else "")


def _line(kind: str, name: str, scheme: Scheme) -> str:
    part = getattr(scheme, SHELVES[kind])[name]
    grade = f" ({part.evidence.grade})" if getattr(part, "evidence", None) else ""
    words = in_words(part)
    return f"{kind} {name}{': ' + words if words else ''}{grade}"


def _form(kind: str, scheme: Scheme) -> str:
    """Say how a scheme handles what each scheme has exactly one of."""
    part = getattr(scheme, kind)
    says = SAYS[kind][part.form]
    if kind == "enrolment" and part.mandatory_from:
        says = f"{says[:-1]}, until it is compulsory from {part.mandatory_from}."
    if kind == "association" and part.form != "none":
        says = f"{says[:-1]}, at {part.told} ({part.evidence.grade})."
    return says


def difference() -> list[Row]:
    """Give in what the two worlds differ: who is in, who sees, what counts, what opens and shuts, what is told."""
    a, b = world(FEARED), world(DOCUMENTED)
    rows: list[Row] = [("who is scored", a.scored.who, b.scored.who)]
    rows += [(kind, _form(kind, a), _form(kind, b)) for kind in SINGLE]
    rows.append(("what is seen", _seen(a), _seen(b)))
    for shelf in ("rules", "gates", "registers", "institutions", "news"):
        one, other = set(getattr(a, shelf)), set(getattr(b, shelf))
        rows.append((f"{shelf} in both", _names(one & other), _names(one & other)))
        rows.append((f"{shelf} in one", _names(one - other), _names(other - one)))
    return rows


def _seen(scheme: Scheme) -> str:
    """Say what the bureau of the score sees, the most first, and of what any other bureau sees something."""
    head = scheme.headline_bureau
    if head is None:
        return "none"
    by_share: dict[float, list[str]] = {}
    for act, share in head.sees.items():
        by_share.setdefault(share, []).append(act)
    told = "; ".join(
        f"{'all' if share == 1 else f'{share:.0%}'} of {', '.join(sorted(by_share[share]))}"
        for share in sorted(by_share, reverse=True) if share > 0
    )  # fmt: skip
    others = [bureau for bureau in scheme.bureaus.values() if bureau is not head]
    if not others:
        return f"{head.name}: {told}"
    acts = sorted({act for bureau in others for act, share in bureau.sees.items() if share > 0})
    number = number_of(len(others), "other bureau")
    return f"{head.name}: {told}. By {number}: some of {', '.join(acts)}"


MANY = 8
"""Names above which their number is told first."""


def _names(names: Iterable[str]) -> str:
    found = sorted(names)
    number = f"{len(found)}: " if len(found) > MANY else ""
    return number + ", ".join(found) if found else "none"
