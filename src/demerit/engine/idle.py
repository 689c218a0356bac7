"""What of a scheme can never act, as it is written: each with the file to add or the line to change."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations
from typing import TYPE_CHECKING

from demerit.acts import acts
from demerit.base.number_of import number_of
from demerit.engine.limits import Fault
from demerit.engine.names import caps
from demerit.institutions import institutions
from demerit.institutions.institution import MOST_TIMES
from demerit.law import event_weeks, in_week
from demerit.rows.diary import MONTH
from demerit.rows.posts import MOST
from demerit.society.citizens import OCCUPATIONS

if TYPE_CHECKING:
    from demerit.law import Gate, Institution, News, Register, Rule, Scheme

GROWN = 18
"""Years from which citizens have rows."""
CODES = {
    "income_fifth": (1, 5), "married": (0, 1), "party": (0, 1), "urban": (0, 1), "parent": (0, 1), "origin": (0, 2),
    "occupation": (1, len(OCCUPATIONS) - 1),
}  # fmt: skip
"""State -> its lowest and highest value of an adult."""
OLDEST = 120


def idle_parts(scheme: Scheme) -> Iterator[Fault]:
    """Find every rule, gate, register, piece of news and institution that can never act, and events after the end.

    What the calendar changes is taken into account: a part is named that can act in none of the scheme's states.
    """
    last = scheme.weeks - 1 if scheme.ends is None else min(scheme.weeks - 1, scheme.week_of(scheme.ends.last_day))
    states = [in_week(scheme, week) for week in [0, *(w for w in event_weeks(scheme) if 0 < w <= last)]]
    found = [dict(_in_a_state(state, last)) for state in states]
    for where, why in found[0].items():
        if all(where in other for other in found[1:]):
            yield where, why
    for k, event in enumerate(scheme.calendar):
        if scheme.week_of(event.day) > last:
            yield ("calendar", k), f"this can never happen: {event.day} lies after the last week. Change the date"


def _in_a_state(scheme: Scheme, last: int) -> Iterator[Fault]:
    """Find what cannot act in one state of the scheme, whose last week is `last`."""
    idle = {name for name, register in scheme.registers.items() if any(_of_register(scheme, register))}
    why: dict[tuple[str, ...], Iterator[str]] = {("association",): _of_association(scheme)}
    for name, rule in scheme.rules.items():
        why["rules", name] = chain(_never_in_force(scheme, rule, last), _of_rule(scheme, rule))
    for name, register in scheme.registers.items():
        why["registers", name] = _of_register(scheme, register)
    for name, gate in scheme.gates.items():
        why["gates", name] = chain(_never_in_force(scheme, gate, last), _of_gate(scheme, name, gate, idle))
    for name, news in scheme.news.items():
        why["news", name] = chain(_never_in_force(scheme, news, last), _of_news(scheme, name, news))
    for name, part in scheme.institutions.items():
        why["institutions", name] = _never_in_force(scheme, part, last)
    for where, reasons in why.items():
        said = "; and ".join(dict.fromkeys(reasons))
        if said:
            yield where, f"this {where[0].removesuffix('s') if where[0] != 'news' else 'news'} can never act: {said}"


def _never_in_force(scheme: Scheme, part: Rule | Gate | News | Institution, last: int) -> Iterator[str]:
    """Find days that lie outside the scheme's weeks."""
    recorded = getattr(part, "history", False)
    if part.until is not None and scheme.week_of(part.until) < 0 and not recorded:
        yield f"its last day, {part.until}, lies before the scheme starts, {scheme.start}. Change `until`"
    if part.since is not None and scheme.week_of(part.since) > last:
        yield f"its first day, {part.since}, lies after the last week, {scheme.day_of(last)}. Change `from`"


# ---- deeds -----------------------------------------------------------------------------------------------------------


def _cannot_be_done(scheme: Scheme, deed: str) -> Iterator[str]:
    """Find why a deed is never done, or a happening never happens."""
    who = deed.partition(".")[0]
    asks = {act.name: act.asks for act in acts()}.get(who, who)
    if asks and asks in institutions() and asks not in scheme.institutions:
        does = f"`{who}` is decided" if who != asks else f"`{deed}` happens"
        yield f"{does} only where the institution `{asks}` is at work. Add institutions/{asks}.yaml"


def _most_in_a_month(deed: str, each_post: bool = True) -> int:
    """Give how often a deed can be done, or a thing can happen, in a month; else in how many weeks one can post."""
    act = {act.name: act for act in acts()}.get(deed.partition(".")[0])
    if act is None:
        return MOST_TIMES
    return 1 if act.monthly else MONTH * (MOST if act.often and each_post else 1)


def _is_unseen(scheme: Scheme, deed: str) -> Iterator[str]:
    """Find why no bureau sees a deed."""
    who, head = deed.partition(".")[0], scheme.headline_bureau
    if head is None:
        yield "no bureau keeps the score. Add a file to bureaus/"
    elif round(256 * head.sees.get(who, 0.0)) == 0:
        known = institutions()
        if not any("sees" in known[name].writes for name in scheme.institutions if name in known):
            where = f"bureaus/{head.name}.yaml"
            yield f"the bureau {head.name!r} sees nothing of `{who}`. Add `{who}: 1` to `sees` in {where}"


def _of_association(scheme: Scheme) -> Iterator[str]:
    """Find why friends never count."""
    friends = scheme.association
    if friends.form == "none":
        return
    yield from _nobody_scored(scheme)
    if friends.weight == 0:
        yield "its `weight` is 0. Raise it, or write `form: none`"
    elif friends.form == "event":
        reasons = [next(chain(_cannot_be_done(scheme, deed), _is_unseen(scheme, deed)), "") for deed in friends.deeds]
        if all(reasons):
            yield f"none of its deeds is ever seen: {reasons[0]}"


# ---- parts -----------------------------------------------------------------------------------------------------------


def _nobody_scored(scheme: Scheme) -> Iterator[str]:
    """Find why nobody ever bears a score."""
    if scheme.scored.who == "nobody":
        yield "nobody bears a score (`scored: {who: nobody}`). Score somebody, or take it away"
    elif scheme.scored.who == "enrolled" and scheme.enrolment.form == "none" and scheme.mandatory_week() is None:
        yield "only the enrolled bear a score, and nobody can enrol (`enrolment: {form: none}`). Change one of the two"


def _of_rule(scheme: Scheme, rule: Rule) -> Iterator[str]:
    """Find why a rule never books a point that lasts."""
    yield from _nobody_scored(scheme)
    if rule.deed:
        yield from _cannot_be_done(scheme, rule.deed)
        yield from _is_unseen(scheme, rule.deed)
        most = _most_in_a_month(rule.deed)
        if rule.per > most:
            yield f"`{rule.deed}` is done {number_of(most, 'time')} a month at most, not {rule.per}. Lower `per`"
    else:
        yield from _of_state(scheme, rule)
    if rule.cap == 0:
        yield "its `cap` is 0. Raise it, or take the rule away"
    if round(scheme.points_now(rule)) == 0 and not any(step.points for step in rule.steps):
        yield "it gives no points. Write another number in `points`, or take the rule away"
    if dict(zip(scheme.accounts, caps(scheme), strict=True)).get(rule.account) == 0:
        yield f"the account {rule.account!r} holds no points. Raise its `weight`"
    association = scheme.association
    if association.counts and association.account == rule.account and rule.deed:
        yield f"friends set the account {rule.account!r} anew before every score. Name another account"


def _of_state(scheme: Scheme, rule: Rule) -> Iterator[str]:
    """Find a state in which nobody who bears a score can be."""
    state = rule.state
    if state is None:
        return
    low, high = CODES.get(state.column, (max(GROWN, scheme.scored.minimum_age), OLDEST))
    least = state.equals if state.equals is not None else state.at_least
    most = state.equals if state.equals is not None else state.at_most
    if (least is not None and least > high) or (most is not None and most < low):
        yield f"`{state.column}` of those who bear a score lies from {low} to {high}. Write a number of these"


def _of_register(scheme: Scheme, register: Register) -> Iterator[str]:
    """Find why nobody can enter a register, or leave it."""
    enter, leave = register.enter, register.leave
    if enter.deed:
        yield from _cannot_be_done(scheme, enter.deed)
        if enter.count > (most := _most_in_a_month(enter.deed, each_post=False)):
            yield f"`{enter.deed}` is done {number_of(most, 'time')} a month at most, not {enter.count}. Lower `count`"
    if round(65536 * enter.chance) == 0:
        yield "nobody is entered (`chance` is 0). Raise it, or take the register away"
    if leave.deed and not leave.payment and leave.after_weeks is None:
        for why in _cannot_be_done(scheme, leave.deed):
            yield f"nobody could leave it: {why}"


def _of_gate(scheme: Scheme, name: str, gate: Gate, idle: set[str]) -> Iterator[str]:
    """Find why a gate is never tried, or the same to all."""
    if gate.tried_by:
        yield from _cannot_be_done(scheme, gate.tried_by)
    elif not gate.tries_a_year and not gate.blocks and not _is_asked(scheme, name):
        yield "nobody tries it (`tries_a_year` is 0). Raise it, or take the gate away"
    if gate.who is not None and gate.who.occupation == "child":
        yield "it is for children, who decide nothing. Name another occupation"
    asks = gate.line() is not None or any(part.band for part in gate.condition.walk())
    if asks:
        for why in _nobody_scored(scheme):
            yield f"it asks for a score, but {why}"
    met = _met(scheme, name, gate, idle)
    in_it = not gate.needs_enrolment or scheme.enrolment.form != "none" or scheme.mandatory_week() is not None
    lists = f", and nobody can be on {', '.join(sorted(idle))}" if idle else ""
    scale = f"{scheme.scale.low} to {scheme.scale.high}"
    if met == {True} and not gate.needs_enrolment:
        yield f"everybody meets its condition (scores lie from {scale}{lists}). Write another line in `condition`"
    elif met == {False} or not in_it:
        yield f"nobody can meet its condition (scores lie from {scale}{lists}). Write another line in `condition`"


def _is_asked(scheme: Scheme, gate: str) -> bool:
    """Say whether an institution at work looks at a gate by its name."""
    kinds = [institutions()[name] for name in scheme.institutions if name in institutions()]
    asked = [one.asked(function).get("gates") for one in kinds for function in one.functions]
    return any(gate in getattr(one, "_fields", ()) for one in asked)


def _met(scheme: Scheme, name: str, gate: Gate, idle: set[str]) -> set[bool]:
    """Give whether the condition can be met and missed, over all scores and all registers that somebody can be on."""
    low, high, written = scheme.scale.low, scheme.scale.high, gate.line() or 0
    lines = {part.score.at_least for part in gate.condition.walk() if part.score}
    lines |= {scheme.bands[part.band].at_least for part in gate.condition.walk() if part.band}
    moves = {0} if not gate.changes else {change.at_least - written for change in gate.changes} | {
        (scheme.threshold(name, 0) or written) - written}
    on = [register for register in scheme.registers if register not in idle]
    sets = [frozenset(some) for n in range(len(on) + 1) for some in combinations(on, n)]
    scores = {low, high, *(line + move for line in lines for move in moves)}
    scores |= {score - 1 for score in scores}
    return {
        scheme.meets(gate.condition, score - move, some)
        for score in scores if low <= score <= high for move in moves for some in sets
    }


def _of_news(scheme: Scheme, name: str, news: News) -> Iterator[str]:
    """Find news that reaches nobody, or tells nothing that could come true or be feared."""
    if round(65536 * max(news.reach.start, news.reach.floor)) == 0:
        yield "it reaches nobody (`reach`). Raise `start`, or take the news away"
    told = scheme.told(name, max(0, scheme.week_of(news.since)))
    if not told:
        yield "it tells of no points. Name deeds in `tells` or `adds`"
    elif "tie" not in told:
        reasons = [next(_cannot_be_done(scheme, deed), "") for deed in told]
        if all(reasons):
            yield f"nobody can do what it tells of: {reasons[0]}"
