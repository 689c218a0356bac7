"""Register: lists entered by a deed, by what happened to one, or by arrears, and left by paying or by a term."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from demerit.base.draws import Draws, stream, this_week
from demerit.base.loom import Array
from demerit.engine.names import place_of
from demerit.engine.step import Step
from demerit.engine.steps.judge import places
from demerit.rows.diary import MONTH, deed_in

if TYPE_CHECKING:
    from demerit.engine.terms import Terms

ON, ENTERED, PAID, SERVED, UNDONE = range(5)
"""What is counted of every register."""
REGISTER_COUNTS = ("on", "entered", "left_by_payment", "left_by_term", "left_by_deed")


class RegisterLaw(NamedTuple):
    """By what registers are entered and left, in the order of the scheme's; one entry a register."""

    act: Array
    """The act whose deed enters one, or the number of acts plus that of the happening; -1 by arrears."""
    deed: Array
    times: Array
    """How often in a month, or how many months of arrears."""
    chance: Array
    """Chance of 65536 that one who qualifies is entered."""
    term: Array
    """Months after which one leaves, 0 never."""
    leave_act: Array
    leave_deed: Array
    paid: Array
    """1 where one leaves who owes nothing."""
    key: Array
    """What keys the draw of whether one is entered: the number of its name's stream, int64."""
    first: Array
    bits: Array
    shift: Array
    weekly: int


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    diary: int
    arrears: int
    owed: int


class Columns(NamedTuple):
    """Columns, written."""

    listed: Array


class Counted(NamedTuple):
    """What is counted: ``(n_registers, 5, n_kinds)``."""

    registers: Array


def law(terms: Terms) -> RegisterLaw | None:
    """Read by what the registers of a scheme are entered and left; None before the start, or without registers."""
    if terms.before or not terms.scheme.registers:
        return None
    rows = []
    for register in terms.scheme.registers.values():
        enter, leave = register.enter, register.leave
        count = enter.count if enter.deed else enter.arrears_months
        rows.append((
            *place_of(enter.deed, terms.happenings), count or 1, min(65536, round(65536 * enter.chance)),
            -(-(leave.after_weeks or 0) // MONTH), *place_of(leave.deed, terms.happenings), int(bool(leave.payment)),
        ))
    table = np.array(rows, np.int32).reshape(-1, 8)
    deeds = terms.read(places)
    keys = np.array([stream(name) for name in terms.scheme.registers], np.int64)
    columns = [np.ascontiguousarray(table[:, c]) for c in range(8)]
    act, deed, times_, chance, term, leave_act, leave_deed, paid = columns
    return RegisterLaw(act, deed, times_, chance, term, leave_act, leave_deed, paid, keys, deeds.first, deeds.bits,
                       deeds.shift, deeds.weekly)


def enter_and_leave(i: int, own: Own, citizens: Columns, deeds: Array, happenings: Array, law: RegisterLaw,
                    draws: Draws, week_words: Array, counted: Counted) -> None:
    """Let a citizen leave registers, and enter them.

    One on a register leaves who owes nothing any more (no bills, no loan), whose term is over, or who did the deed
    that undoes it, whichever comes first and the register knows. One who is not on it enters who did, or suffered, what
    it asks for often enough this month, or has bills unpaid for so many months, with the register's chance.
    """
    for q in range(law.act.shape[0]):
        months = int(citizens.listed[q, i])
        if months > 0:
            how = leaves(i, q, months, own, deeds, happenings, law)
            months = 0 if how else min(255, months + 1)
            if how:
                counted.registers[q, how, own.cell] += 1
        elif qualifies(i, q, own, deeds, happenings, law):
            if this_week(i, law.key[q], draws, week_words)[0] >> 16 < law.chance[q]:
                months = 1
                counted.registers[q, ENTERED, own.cell] += 1
        else:
            continue
        citizens.listed[q, i] = months
        if months > 0:
            counted.registers[q, ON, own.cell] += 1


def leaves(i: int, q: int, months: int, own: Own, deeds: Array, happenings: Array, law: RegisterLaw) -> int:
    """Give how a citizen leaves register `q` this month: the number of the count, 0 not at all."""
    if law.paid[q] and own.arrears == 0 and own.owed == 0:
        return PAID
    if law.leave_act[q] >= 0 and times(i, law.leave_act[q], law.leave_deed[q], own, deeds, happenings, law) > 0:
        return UNDONE
    if law.term[q] > 0 and months >= law.term[q]:
        return SERVED
    return 0


def qualifies(i: int, q: int, own: Own, deeds: Array, happenings: Array, law: RegisterLaw) -> bool:
    """Say whether a citizen did, suffered or owes this month what register `q` asks for."""
    if law.act[q] == -1:
        return bool(own.arrears >= law.times[q])
    return bool(times(i, law.act[q], law.deed[q], own, deeds, happenings, law) >= law.times[q])


def times(i: int, a: int, deed: int, own: Own, deeds: Array, happenings: Array, law: RegisterLaw) -> int:
    """Give how often this month a citizen did a deed of act `a`, or, from the number of acts on, suffered a thing."""
    n_acts = law.first.shape[0]
    if a < 0:
        return 0
    if a >= n_acts:
        return int(happenings[a - n_acts, i])
    if a >= law.weekly:
        return 1 if deeds[a, i] == deed else 0
    n = 0
    for week in range(MONTH):
        if deed_in(own.diary, law.shift[a], law.bits[a], week) == deed:
            n += 1
    return n


ENTER_AND_LEAVE = Step("enter_and_leave", enter_and_leave, law, stream="register")
