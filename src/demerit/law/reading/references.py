"""How the pieces of a scheme fit together: names that must exist, numbers in their ranges, examples."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from demerit.base.number_of import number_of
from demerit.law.account import Scale
from demerit.law.evidence import Evidence
from demerit.law.examples import failures
from demerit.law.gate import Condition, Gate
from demerit.law.institution import Institution
from demerit.law.reading.names import Names
from demerit.law.reading.positions import Path_, near
from demerit.law.register import Register
from demerit.law.rule import Rule

Fault = tuple[Path_, str]


@dataclass(frozen=True)
class Known:
    """The names that pieces of the scheme may point at; None where the caller did not say."""

    accounts: Collection[str]
    sources: Collection[str]
    bands: Collection[str]
    registers: Collection[str]
    bureaus: Collection[str]
    outside: Names
    scale: Scale | None
    caps: Mapping[str, int] | None


def _unknown(kind: str, name: str, known: Collection[str] | None, hint: str = "") -> str | None:
    if known is None or name in known:
        return None
    return f"no {kind} is called {name!r}{near(name, known)}{hint}"


def _named(where: Path_, kind: str, name: str, known: Collection[str] | None, hint: str = "") -> Iterator[Fault]:
    message = _unknown(kind, name, known, hint)
    if message:
        yield where, message


def _deed(where: Path_, deed: str, known: Known) -> Iterator[Fault]:
    yield from _named(where, "deed", deed, known.outside.deeds, " `demerit list acts` shows all deeds.")


def _counted(where: Path_, name: str, known: Known) -> Iterator[Fault]:
    """Find what is neither a deed nor a happening."""
    hint = " `demerit list acts` shows all deeds, `demerit list institutions` what happens."
    happens = known.outside.happenings or ()
    near_by = name.partition(".")[0] in {happening.partition(".")[0] for happening in happens}
    yield from _named(where, "happening" if near_by else "deed", name, known.outside.counted, hint)


def _act(where: Path_, act: str, known: Known) -> Iterator[Fault]:
    yield from _named(where, "act", act, known.outside.acts, " `demerit list acts` shows all acts.")


def evidence_faults(where: Path_, part: Any, known: Known) -> Iterator[Fault]:
    """Find sources that do not exist, in the part's own evidence."""
    ground = getattr(part, "evidence", None)
    if isinstance(ground, Evidence):
        for field in ("sources", "disputed_by"):
            for k, key in enumerate(getattr(ground, field)):
                hint = " Sources stand in sources.yaml."
                yield from _named((*where, "evidence", field, k), "source", key, known.sources, hint)


def _on_scale(where: Path_, what: str, value: float, known: Known) -> Iterator[Fault]:
    if known.scale and not known.scale.low <= value <= known.scale.high:
        scale = f"{known.scale.low} to {known.scale.high}"
        yield where, f"{what} {value:g} lies outside the scale, {scale}. Write a score of the scale"


def _within(where: Path_, what: str, value: float, bounds: tuple[float, float] | None) -> Iterator[Fault]:
    if bounds and not bounds[0] <= value <= bounds[1]:
        yield where, f"{what} {value:g} lies outside its own range [{bounds[0]:g}, {bounds[1]:g}]. Change one"


def rule_faults(where: Path_, rule: Rule, known: Known) -> Iterator[Fault]:
    """Find what is wrong with a rule beyond its own form."""
    yield from _named((*where, "account"), "account", rule.account, known.accounts)
    if rule.deed:
        yield from _counted((*where, "when"), rule.deed, known)
    if rule.state:
        yield from _named((*where, "when", "column"), "state", rule.state.column, known.outside.states)
    if rule.points:
        yield from _within((*where, "points"), "the number of points", rule.points, rule.size.range)
    if rule.by is not None:
        yield from _quantity_faults((*where, "by"), rule, known)
    for k, step in enumerate(rule.steps):
        bounds = (step.size or rule.size).range
        yield from _within((*where, "steps", k, "points"), "the number of points", step.points, bounds)
    yield from _example_faults(where, rule, known)


def _quantity_faults(where: Path_, rule: Rule, known: Known) -> Iterator[Fault]:
    """Find a quantity that nobody reports, or that is reported of something else than what the rule is about."""
    by = rule.by or ""
    unknown = list(_named(where, "quantity", by, known.outside.quantities, " `demerit list institutions` shows all."))
    yield from unknown
    of = (known.outside.quantities or {}).get(by, rule.deed)
    if not unknown and rule.deed and rule.deed != of:
        yield where, f"{by!r} is reported of {of!r}, but the rule is about {rule.deed!r}. Write `when: {of}`"


def _example_faults(where: Path_, rule: Rule, known: Known) -> Iterator[Fault]:
    whole = rule.account in known.accounts
    for k, example in enumerate(rule.examples):
        at = (*where, "examples", k)
        for deed in example.given.deeds:
            whole = whole and (known.outside.counted is None or deed in known.outside.counted)
            yield from _counted((*at, "given", "deeds", deed), deed, known)
        for name in example.given.amounts:
            yield from _named((*at, "given", "amounts", name), "quantity", name, known.outside.quantities)
        for column in example.given.states:
            yield from _named((*at, "given", "states", column), "state", column, known.outside.states)
        for side, balances in (("given", example.given.balances), ("expect", example.expect)):
            for account, points in balances.items():
                message = _unknown("account", account, known.accounts)
                whole = whole and message is None
                if message:
                    yield (*at, side, account), message
                elif known.caps and not 0 <= points <= known.caps[account]:
                    whole = False
                    most = known.caps[account]
                    holds = f"it holds 0 to {number_of(most, 'point')}"
                    yield (*at, side, account), f"{account} cannot hold {points}: {holds}"
    if whole and known.caps:
        for k, message in failures(rule, known.caps):
            yield (*where, "examples", k, "expect"), f"{message}. Correct the example or the rule"


def gate_faults(where: Path_, gate: Gate, known: Known) -> Iterator[Fault]:
    """Find what is wrong with a gate beyond its own form."""
    yield from _condition_faults((*where, "condition"), gate.condition, known)
    for k, change in enumerate(gate.changes):
        yield from _on_scale((*where, "changes", k, "at_least"), "the threshold", change.at_least, known)
    if gate.tried_by:
        yield from _deed((*where, "tried_by"), gate.tried_by, known)
    for k, step in enumerate(gate.paperwork):
        yield from _on_scale((*where, "paperwork", k, "at_least"), "the step of paperwork", step.at_least, known)
    if gate.bureau is not None:
        yield from _named((*where, "bureau"), "bureau", gate.bureau, known.bureaus, " Bureaus stand in bureaus/.")
    if gate.who and gate.who.occupation:
        yield from _named((*where, "who", "occupation"), "occupation", gate.who.occupation, known.outside.occupations)
    for k, act in enumerate(gate.blocks):
        yield from _act((*where, "blocks", k), act, known)
    line = gate.line()
    if line is not None:
        if gate.size.grade == "assumed" and gate.size.range is None:
            yield (*where, "size"), "an assumed threshold needs a range. Add `range: [lowest, highest]`"
        yield from _within((*where, "size", "range"), "the threshold", line, gate.size.range)
    worth = gate.value
    yield from _within((*where, "value", "notches"), "the worth", worth.notches, worth.size.range)


def _condition_faults(where: Path_, condition: Condition, known: Known) -> Iterator[Fault]:
    if condition.score:
        yield from _on_scale((*where, "score", "at_least"), "the threshold", condition.score.at_least, known)
    if condition.band:
        yield from _named((*where, "band"), "band", condition.band, known.bands)
    if condition.register_:
        hint = " Registers stand in registers/, one file each."
        yield from _named((*where, "register"), "register", condition.register_, known.registers, hint)
    if condition.not_:
        yield from _condition_faults((*where, "not"), condition.not_, known)
    for form, inner in (("all", condition.all_), ("any", condition.any_)):
        for k, part in enumerate(inner or ()):
            yield from _condition_faults((*where, form, k), part, known)


def register_faults(where: Path_, register: Register, known: Known) -> Iterator[Fault]:
    """Find deeds and happenings that do not exist."""
    if register.enter.deed:
        yield from _counted((*where, "enter", "deed"), register.enter.deed, known)
    if register.leave.deed:
        yield from _counted((*where, "leave", "deed"), register.leave.deed, known)


def bureau_faults(where: Path_, bureau: Any, known: Known) -> Iterator[Fault]:
    """Find acts and institutions that do not exist."""
    hint = " `demerit list acts` shows all acts, `demerit list institutions` the others whom a bureau can see."
    for act in bureau.sees:
        yield from _named((*where, "sees", act), "act", act, known.outside.seen, hint)


def institution_faults(where: Path_, part: Institution, known: Known) -> Iterator[Fault]:
    """Find an institution that nobody has written, knobs that it does not have, values outside their range."""
    there = known.outside.institutions
    hint = " `demerit list institutions` shows all; one of your own is there where its folder is named by --with."
    name = part.name or str(where[-1])
    yield from _named(where, "institution", name, there, hint)
    knobs = (there or {}).get(name)
    for knob, value in part.set.items() if knobs is not None else ():
        at = (*where, "set", knob)
        yield from _named(at, f"knob of {name}", knob, knobs, f" `demerit show {name}` lists them.")
        low, high = (knobs or {}).get(knob, (value, value))
        if not low <= value <= high:
            yield at, f"{value:g} lies outside the range of the knob {name}.{knob}. Give one from {low:g} to {high:g}"


def news_faults(where: Path_, news: Any, known: Known) -> Iterator[Fault]:
    """Find deeds that do not exist; `tie` is told, though nobody does it."""
    for field, told in (("tells", news.tells), ("adds", news.adds)):
        for deed in told if isinstance(told, dict) else ():
            if deed != "tie":
                yield from _deed((*where, field, deed), deed, known)


def tip_faults(where: Path_, tip: Any, known: Known) -> Iterator[Fault]:
    """Find deeds that do not exist; `tie` may be meant, though nobody does it."""
    for deed in tip.deeds:
        if deed != "tie":
            yield from _deed((*where, "deeds", deed), deed, known)


def association_faults(where: Path_, association: Any, known: Known) -> Iterator[Fault]:
    """Find an account or deeds that do not exist, a line outside the scale."""
    if association.account is not None:
        yield from _named((*where, "account"), "account", association.account, known.accounts)
    if association.line is not None:
        yield from _on_scale((*where, "line"), "the line", association.line, known)
    for k, deed in enumerate(association.deeds):
        yield from _deed((*where, "deeds", k), deed, known)


def band_faults(where: Path_, band: Any, known: Known) -> Iterator[Fault]:
    """Find a band outside the scale."""
    yield from _on_scale((*where, "at_least"), "the band's lowest score", band.at_least, known)


def start_faults(where: Path_, start: Any, known: Known) -> Iterator[Fault]:
    """Find a mean outside the scale."""
    yield from _on_scale((*where, "mean"), "the mean", start.mean, known)


def recovery_faults(where: Path_, recovery: Any, known: Known) -> Iterator[Fault]:
    """Find an account or a deed that does not exist, a score outside the scale."""
    yield from _named((*where, "account"), "account", recovery.account, known.accounts)
    yield from _on_scale((*where, "to"), "the score to recover to", recovery.to, known)
    if recovery.at_least is not None:
        yield from _on_scale((*where, "at_least"), "the lowest score to recover from", recovery.at_least, known)
    for k, deed in enumerate(recovery.only):
        yield from _deed((*where, "only", k), deed, known)


def headline_faults(where: Path_, headline: Any, known: Known) -> Iterator[Fault]:
    """Find a bureau that does not exist."""
    if headline is not None:
        yield from _named(where, "bureau", headline, known.bureaus)


CHECKS: dict[str, Callable[[Path_, Any, Known], Iterator[Fault]]] = {
    "rules": rule_faults,
    "gates": gate_faults,
    "registers": register_faults,
    "institutions": institution_faults,
    "bureaus": bureau_faults,
    "news": news_faults,
    "tips": tip_faults,
    "bands": band_faults,
    "association": association_faults,
    "start_score": start_faults,
    "recovery": recovery_faults,
    "headline": headline_faults,
}
"""Field of the scheme -> what is looked for in each of its parts."""
