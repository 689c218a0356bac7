"""What the engine cannot carry out, refused in words before anything runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.acts import acts
from demerit.base.number_of import number_of
from demerit.engine.names import believed, friends_deeds
from demerit.engine.steps.gate_law import unasked
from demerit.errors import InputError
from demerit.institutions import happenings
from demerit.law import event_weeks, in_week
from demerit.rows.diary import MONTH, WIDE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from demerit.acts.act import Act
    from demerit.law import Scheme

Fault = tuple[tuple[str | int, ...], str]
"""Where in a scheme something stands, and what is wrong with it."""
MOST_ACTS = 64
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
            f"the weekly acts ({weekly}) need {number_of(bits, 'bit')} a month; the diary has {WIDE} at most. "
            "Let one of them be monthly, or have fewer deeds."
        )
    if len(all_acts) > MOST_ACTS or any(not 2 <= len(act.deeds) <= MOST_DEEDS for act in all_acts):
        raise InputError(f"there is room for {MOST_ACTS} acts of 2 to {MOST_DEEDS} deeds each.")


def bits_of_a_month(all_acts: tuple[Act, ...]) -> int:
    """Give how many bits of a diary the weekly acts of a month take."""
    return sum(act.bits for act in all_acts if not act.monthly) * MONTH


def uncarried(scheme: Scheme) -> Iterator[Fault]:
    """Find what is read but cannot be carried out: where in the scheme it stands, what it is, and what to do."""
    yield from _of_rules(scheme)
    for name, register in scheme.registers.items():
        if register.enter.deed and register.enter.within_weeks > MONTH:
            where = ("registers", name, "enter", "within_weeks")
            yield where, f"`within_weeks` is {MONTH} at most, because deeds are kept for a month. Write {MONTH} or less"
    for name, what in unasked(scheme):
        yield ("gates", name), what
    for name, bureau in scheme.bureaus.items():
        if bureau.identity_error:
            yield ("bureaus", name, "identity_error"), "`identity_error` is not carried out. Take it away"
    if scheme.update.every_weeks < MONTH:
        yield ("update", "every_weeks"), (
            f"scores move at the end of a month, every {MONTH} weeks, not every {scheme.update.every_weeks}. "
            f"Write {MONTH} or more"
        )
    for kind, most in (("registers", MOST_REGISTERS), ("accounts", MOST_ACCOUNTS), ("gates", MOST_GATES)):
        if len(getattr(scheme, kind)) > most:
            yield (kind,), f"there are more than {most} {kind}. Take some away, or let one do for several"
    yield from _of_beliefs(scheme)
    yield from _of_recovery(scheme)
    yield from _of_friends_deeds(scheme)


def _event_of(scheme: Scheme, week: int) -> int:
    """Give the place in the calendar of the event of a week."""
    return next(k for k, event in enumerate(scheme.calendar) if max(0, scheme.week_of(event.day)) == week)


def _of_friends_deeds(scheme: Scheme) -> Iterator[Fault]:
    """Find deeds of friends that change with the calendar."""
    named = friends_deeds(scheme)
    for week in event_weeks(scheme):
        later = in_week(scheme, week).association
        if later.form == "event" and later.deeds != named:
            where = ("calendar", _event_of(scheme, week))
            yield where, "a calendar event that names other deeds of friends is not carried out. Name all at first"


def _of_rules(scheme: Scheme) -> Iterator[Fault]:
    """Find rules whose form cannot be carried out."""
    rare = scheme.update.every_weeks > MONTH
    for name, rule in scheme.rules.items():
        for field, used in (("per", rule.per != 1), ("cap", rule.cap is not None)):
            if used and not rule.deed:
                yield ("rules", name, field), f"`{field}` of a state is not carried out. Take it away"
            elif used and rare:
                yield ("rules", name, field), (
                    f"`{field}` counts what was done between two scores, and deeds are kept for {MONTH} weeks, but "
                    f"scores move every {scheme.update.every_weeks}. Take it away, or write `every_weeks: {MONTH}`"
                )
        if rule.steps and rule.deed not in happenings():
            yield ("rules", name, "steps"), "`steps` of a deed are not carried out: only of what institutions report"


def _of_beliefs(scheme: Scheme) -> Iterator[Fault]:
    """Find more beliefs than citizens can hold, and events that bring parts that were not there before."""
    try:
        believed(scheme)
    except InputError as error:
        yield ("rules",), str(error)
        return
    for week in event_weeks(scheme):
        later = in_week(scheme, week)
        where = ("calendar", _event_of(scheme, week))
        for kind in ("accounts", "rules", "gates"):
            if list(getattr(later, kind)) != list(getattr(scheme, kind)):
                yield where, (
                    f"a calendar event that adds or drops {kind} is not carried out. Give the part `from` and `until`, "
                    "or set a number of it"
                )
        if later.update != scheme.update:
            yield where, "a calendar event that changes `update` is not carried out. Write a scheme for each"


def _of_recovery(scheme: Scheme) -> Iterator[Fault]:
    """Find recovery by deeds that are not kept together."""
    if scheme.recovery is None:
        return
    weekly = {act.name for act in acts() if not act.monthly}
    named = {deed.partition(".")[0] for deed in scheme.recovery.only}
    if len(named) > 1 or not named <= weekly:
        where = ("recovery", "only")
        yield where, "`only` deeds of one act, a weekly one, are carried out. Name deeds of one"


def can_carry_out(scheme: Scheme) -> None:
    """Refuse forms of the law that are read but not yet carried out, naming each.

    Raises
    ------
    InputError
        With every form found and where it stands.
    """
    found = [f"{'.'.join(map(str, where))}: {what}" for where, what in uncarried(scheme)]
    if found:
        raise InputError(
            f"scheme {scheme.name!r} says what this version reads but cannot carry out: {'; '.join(found)}. "
            "`demerit check` shows where it stands."
        )
