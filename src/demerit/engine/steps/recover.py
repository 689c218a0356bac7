"""Recover: a score that fell rises again by itself, for time or for days on which something was done in public."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from demerit.acts import acts
from demerit.base.loom import Array
from demerit.engine.names import entries
from demerit.engine.step import Step
from demerit.engine.steps.book import Panel
from demerit.engine.steps.judge import shifts
from demerit.rows.diary import MONTH, deed_in

if TYPE_CHECKING:
    from demerit.engine.terms import Terms


class RecoverLaw(NamedTuple):
    """How a score heals."""

    low: int
    to: int
    at_least: int
    days: int
    points: int
    """Points for each `days`, 0 all that is missing."""
    days_a_week: int
    restarts: int
    only: int
    """A bit for each deed of the act that makes a week count; 0: every week does."""
    shift: int
    bits: int
    account: int
    account_cap: int
    entry: int


class Own(NamedTuple):
    """What it reads of a citizen."""

    score: int
    """The score given out at the last settling, -1 none."""
    diary: int
    clean_days: int
    """Days counted so far."""


class Columns(NamedTuple):
    """Columns, both written."""

    account: Array
    clean_days: Array


def law(terms: Terms) -> RecoverLaw | None:
    """Read how scores heal in a week; the entry of recovery is the ledger's last."""
    scheme = terms.scheme
    written = scheme.recovery
    if written is None or terms.before or terms.ended:
        return None
    account = list(scheme.accounts).index(written.account)
    only, shift, bits = 0, 0, 0
    if written.only:
        weekly = [act for act in acts() if not act.monthly]
        number = next(k for k, act in enumerate(weekly) if act.name == written.only[0].partition(".")[0])
        only = sum(1 << k for k, name in enumerate(weekly[number].names) if name in written.only)
        shift, bits = int(shifts()[number]), weekly[number].bits
    return RecoverLaw(
        low=scheme.scale.low, to=written.to,
        at_least=scheme.scale.low if written.at_least is None else written.at_least, days=written.days,
        points=written.points or 0, days_a_week=written.days_a_week, restarts=int(written.restarts), only=only,
        shift=shift, bits=bits, account=account, account_cap=int(terms.cap[account]),
        entry=len(entries(terms.written)) - 1,
    )


def recover(i: int, own: Own, citizens: Columns, law: RecoverLaw, booked: int, panel: Panel) -> None:
    """Count the month's days towards recovery, and book the points that they bring.

    A month counts ``days_a_week`` days for each week, or for each week in which one of the deeds `only` was done. A
    month at whose end the accounts stand lower than the score last given out counts nothing, and sets the days back to
    nought where recovery restarts. For each `days` counted come `points`, or all that is missing to `to`. One below
    `at_least` does not recover; one at `to` or above has no days.
    """
    now = law.low
    for a in range(citizens.account.shape[0]):
        now += citizens.account[a, i]
    missing = law.to - now
    if own.score < 0 or missing <= 0 or now < law.at_least:
        citizens.clean_days[i] = 0
        return
    days = own.clean_days
    if now < own.score:
        days = 0 if law.restarts else days
    else:
        weeks = 0
        for week in range(MONTH):
            if law.only == 0 or (law.only >> deed_in(own.diary, law.shift, law.bits, week)) & 1:
                weeks += 1
        days += law.days_a_week * weeks
    times = days // law.days
    gain = min(missing, law.points * times) if law.points else missing * min(1, times)
    citizens.clean_days[i] = 0 if gain == missing else days - times * law.days
    if gain == 0:
        return
    old = int(citizens.account[law.account, i])
    new = min(old + gain, law.account_cap)
    citizens.account[law.account, i] = new
    if booked >= 0:
        panel.book[booked, law.entry] += new - old


RECOVER = Step("recover", recover, law)
