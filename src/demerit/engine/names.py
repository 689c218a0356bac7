"""Names as numbers: where what a scheme names stands among acts, happenings, beliefs and the book's entries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from demerit.acts import STATES, acts
from demerit.base.number_of import number_of
from demerit.errors import InputError
from demerit.institutions import institutions
from demerit.law import event_weeks, in_week

if TYPE_CHECKING:
    from demerit.engine.terms import Terms
    from demerit.law import Scheme

NOWHERE = (-2, 0)
"""Where what happens by an institution that is closed would be found."""
UNITS = 127
"""Units of what is believed that a byte holds, either way."""
MOST_BELIEFS = 31
Rows = list[tuple[int, ...]]


def caps(scheme: Scheme) -> list[int]:
    """Give the most points of each account.

    The weight of association by mean score, or by what friends do, *is* the weight of its account: where the two
    differ, the other accounts keep their proportions within what is left.
    """
    written = scheme.account_caps
    width = scheme.scale.high - scheme.scale.low
    assoc = scheme.association
    if assoc.form not in ("mean_score", "event") or assoc.account is None or not written:
        return list(written.values())
    wanted = round(assoc.weight * width)
    if wanted == written[assoc.account] or wanted == 0:
        return list(written.values())
    others = width - written[assoc.account]
    scaled = {n: (wanted if n == assoc.account else c * (width - wanted) // others) for n, c in written.items()}
    first = next(n for n in scaled if n != assoc.account)
    scaled[first] += width - sum(scaled.values())
    return list(scaled.values())


def believed(scheme: Scheme) -> list[str]:
    """Give the deeds that citizens may hold a belief about: those for which a rule or a piece of news gives points.

    What gives none, whatever the calendar brings, is nothing to believe. ``tie`` stands last, where it is told of.
    """
    named = frozenset[str]().union(*(state.priced_deeds() for state in states(scheme)))
    order = [name for act in acts() for name in act.names]
    beliefs = [name for name in order if name in named] + (["tie"] if "tie" in named else [])
    if len(beliefs) > MOST_BELIEFS:
        raise InputError(
            f"scheme {scheme.name!r} gives points for {number_of(len(beliefs), 'kind')} of deed; "
            f"citizens can hold beliefs about {MOST_BELIEFS}. Drop rules, or let several share a deed."
        )
    return beliefs


def belief_shift(scheme: Scheme) -> int:
    """Give by how many bits a unit of what is believed is above Q7: 6 (half a point), 7 or, at most, 8 (two points).

    Beliefs are bytes: of the units that there are the smallest is taken of which 127 reach what rules, tips or a piece
    of news say of the dearest deed. What reaches further is believed as far as that.
    """
    most, beliefs = 0.0, set(believed(scheme))
    for state in states(scheme):
        ruled: dict[str, float] = {}
        for rule in state.rules.values():
            if rule.deed in beliefs:
                worth = max(abs(state.points_now(rule)), *(abs(step.points) for step in rule.steps), 0.0)
                ruled[rule.deed] = ruled.get(rule.deed, 0.0) + worth
        tips = [tip.deeds for tip in state.tips.values()]
        told = [{**part.adds} for part in state.news.values()]
        told += [part.tells for part in state.news.values() if isinstance(part.tells, dict)]
        points = [abs(value) for one in (*tips, *told) for deed, value in one.items() if deed in beliefs]
        most = max(most, *ruled.values(), *points, 0.0)
    return next((bits for bits in (6, 7) if 128 * most <= UNITS << bits), 8)


def filing(scheme: Scheme) -> list[str]:
    """Give the bureaus that can have files, in the order of these: the headline's first, the others by name.

    A bureau that sees nothing, whatever the calendar brings, and whose score no gate asks keeps no file of anybody.
    """
    head = scheme.headline_bureau
    found = {head.name} if head else set()
    for state in states(scheme):
        found |= {gate.bureau for gate in state.gates.values() if gate.bureau is not None}
        found |= {name for name, one in state.bureaus.items() if any(round(256 * share) for share in one.sees.values())}
    return sorted(found & scheme.bureaus.keys(), key=lambda name: (head is None or name != head.name, name))


def states(scheme: Scheme) -> list[Scheme]:
    """Give the scheme as it is written, and as each event of its calendar leaves it."""
    return [scheme, *(in_week(scheme, week) for week in event_weeks(scheme))]


def scale_of(scheme: Scheme) -> tuple[int, int]:
    """Give the lowest and the highest score that there can be, whichever event of its calendar moves the scale."""
    scales = [state.scale for state in states(scheme)]
    return min(scale.low for scale in scales), max(scale.high for scale in scales)


def happenings_of(scheme: Scheme) -> list[str]:
    """Give what can happen to a citizen by the institutions that the scheme has at work, in their order."""
    return [name for one, what in institutions().items() if one in scheme.institutions for name in what.names]


def entries(scheme: Scheme) -> list[tuple[str, str]]:
    """Give the ledger's kinds of entry as (entry, account): rules, limits, decays, association; the book's columns.

    Where friends' deeds count, each deed is an entry of its own behind association's.
    """
    accounts = list(scheme.accounts)
    kinds = [(name, rule.account) for name, rule in scheme.rules.items()]
    kinds += [("limit", a) for a in accounts] + [("decay", a) for a in accounts]
    by_friends = scheme.association.account or (accounts[0] if accounts else "")
    kinds.append(("association", by_friends))
    kinds += [(of_friends(deed), by_friends) for deed in friends_deeds(scheme)]
    return [*kinds, ("recovery", scheme.recovery.account)] if scheme.recovery else kinds


def of_friends(deed: str) -> str:
    """Give the entry of points that a deed of friends brings."""
    return f"association:{deed}"


def friends_deeds(scheme: Scheme) -> tuple[str, ...]:
    """Give the deeds of friends that count, if they do at any time; none where friends' deeds do not count."""
    states = (in_week(scheme, week).association for week in (0, *event_weeks(scheme)))
    return next((one.deeds for one in states if one.form == "event"), ())


def place_of(deed: str | None, happenings: Sequence[str]) -> tuple[int, int]:
    """Give the act and deed of a name, (number of acts + happening, 0) of what befalls one, (-1, 0) of nothing here."""
    if deed is None:
        return -1, 0
    if deed in happenings:
        return len(acts()) + list(happenings).index(deed), 0
    who, _, what = deed.partition(".")
    for number, act in enumerate(acts()):
        if act.name == who and what in act.deeds:
            return number, act.deeds.index(what)
    return NOWHERE


def rules(terms: Terms) -> tuple[list[Rows], Rows, Rows]:
    """Give the rules in force; before the launch, those recorded already then."""
    scheme, happenings = terms.scheme, terms.happenings
    names = [name for act in acts() for name in act.names]
    accounts = list(scheme.accounts)
    by_deed: list[Rows] = [[] for _ in names]
    states: Rows = []
    months: Rows = []
    in_force = scheme.rules if terms.before else scheme.rules_in_force(max(terms.week, 0))
    for name, rule in scheme.rules.items():
        if rule.steps or name not in in_force or (terms.before and not rule.history):
            continue
        points = round(scheme.points_now(rule))
        account, entry = accounts.index(rule.account), terms.entry_of[name]
        number, what = place_of(rule.deed, happenings) if rule.deed else NOWHERE
        if rule.deed and number < 0:
            continue
        if rule.deed and (rule.per != 1 or rule.cap is not None or number >= len(acts())):
            cap = 32767 if rule.cap is None else rule.cap
            months.append((number, what, rule.per, cap, points, account, entry))
        elif rule.deed:
            by_deed[names.index(rule.deed)].append((points, account, entry))
        elif not isinstance(rule.when, str):
            state = rule.when
            least = state.equals if state.equals is not None else state.at_least
            most = state.equals if state.equals is not None else state.at_most
            states.append((STATES.index(state.column), -32768 if least is None else least,
                           32767 if most is None else most, account, points, entry))
    return by_deed, states, months
