"""What the engine cannot carry out, refused in words before anything runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.acts import acts
from demerit.engine.names import believed
from demerit.engine.steps.gate_law import unasked
from demerit.errors import InputError
from demerit.institutions import happenings
from demerit.law import event_weeks, in_week
from demerit.rows.diary import MONTH, WIDE

if TYPE_CHECKING:
    from demerit.acts.act import Act
    from demerit.law import Scheme

MOST_ACTS = 32
MOST_DEEDS = 8
MOST_ACCOUNTS = 6
MOST_GATES = 31
MOST_REGISTERS = 4


def can_be_kept(all_acts: tuple[Act, ...]) -> None:
    """Refuse acts that the columns have no room for.

    Raises
    ------
    InputError
        Too many acts, too many deeds of one, or weekly acts whose month does not fit the diary.
    """
    bits = bits_of_a_month(all_acts)
    if bits > WIDE:
        weekly = ", ".join(act.name for act in all_acts if not act.monthly)
        raise InputError(
            f"the weekly acts ({weekly}) need {bits} bits a month; the diary has {WIDE} at most. "
            "Let one of them be monthly, or have fewer deeds."
        )
    if len(all_acts) > MOST_ACTS or any(not 2 <= len(act.deeds) <= MOST_DEEDS for act in all_acts):
        raise InputError(f"there is room for {MOST_ACTS} acts of 2 to {MOST_DEEDS} deeds each.")


def bits_of_a_month(all_acts: tuple[Act, ...]) -> int:
    """Give how many bits of a diary the weekly acts of a month take."""
    return sum(act.bits for act in all_acts if not act.monthly) * MONTH


def _unhealed(scheme: Scheme) -> list[str]:
    """Give what cannot be carried out of rules with steps and of recovery."""
    found = [
        f"rule {name!r}: `steps` of a deed" for name, rule in scheme.rules.items()
        if rule.steps and rule.deed not in happenings()
    ]
    if scheme.recovery is None:
        return found
    weekly = {act.name for act in acts() if not act.monthly}
    named = {deed.partition(".")[0] for deed in scheme.recovery.only}
    if len(named) > 1 or not named <= weekly:
        found.append("recovery: `only` deeds of more than one act, or of an act that is not weekly")
    return found


def can_carry_out(scheme: Scheme) -> None:
    """Refuse forms of the law that are read but not yet carried out, naming each.

    Raises
    ------
    InputError
        With every form found and where it stands.
    """
    found = [
        f"rule {name!r}: `{what}` of a state"
        for name, rule in scheme.rules.items()
        for what, used in (("per", rule.per != 1), ("cap", rule.cap is not None))
        if used and not rule.deed
    ]
    found += [
        f"register {name!r}: `within_weeks` above {MONTH}"
        for name, register in scheme.registers.items()
        if register.enter.deed and register.enter.within_weeks > MONTH
    ]
    if len(scheme.registers) > MOST_REGISTERS:
        found.append(f"more than {MOST_REGISTERS} registers")
    found += unasked(scheme)
    found += [f"bureau {n!r}: `identity_error`" for n, b in scheme.bureaus.items() if b.identity_error]
    if scheme.update.every_weeks != MONTH:
        found.append(f"`update.every_weeks` other than {MONTH}")
    if scheme.scored.minimum_age != 18 and scheme.scored.who != "nobody":
        found.append("`scored.minimum_age` other than 18")
    if len(scheme.accounts) > MOST_ACCOUNTS:
        found.append(f"more than {MOST_ACCOUNTS} accounts")
    for week in event_weeks(scheme):
        later = in_week(scheme, week)
        found += [
            f"a calendar event that adds or drops {kind}"
            for kind in ("accounts", "rules", "gates")
            if list(getattr(later, kind)) != list(getattr(scheme, kind))
        ]
        found += ["a calendar event about deeds that nothing else names"] * (believed(later) != believed(scheme))
    if len(scheme.gates) > MOST_GATES:
        found.append(f"more than {MOST_GATES} gates")
    found += _unhealed(scheme)
    if found:
        raise InputError(
            f"scheme {scheme.name!r} says what this version reads but cannot yet carry out: {'; '.join(found)}. "
            "Take these out to run it; `demerit check` shows where they stand."
        )
