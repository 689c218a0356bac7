"""Record: the counts that measures are made from, as whole numbers, so that any order of adding gives the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from demerit.acts import acts
from demerit.base.loom import Array
from demerit.engine.step import Step
from demerit.engine.steps import means
from demerit.engine.steps.book import Panel
from demerit.engine.steps.judge import shifts
from demerit.engine.steps.means import Knobs, MeansLaw, bills_of
from demerit.engine.steps.settle import base_score
from demerit.engine.steps.take_up import OWED
from demerit.rows.bits import AWARE, ENROLLED, FIFTH, IN_DEBT, OFFENDED, ONLINE, SCORED
from demerit.rows.diary import MONTH, deed_in
from demerit.rows.ties import KIN

if TYPE_CHECKING:
    from demerit.engine.terms import Terms

BINS = 61
OVER = 3
"""Months of income beyond which one who is behind with bills or loans counts as over-indebted (assumed)."""


class Census(NamedTuple):
    """Who there is at the end of a month, and what they owe; every array is added to."""

    who: Array
    """By kind: adults, on-line, aware, enrolled, scored, sum of fear, months in arrears; those behind with bills,
    with a loan that runs, behind with a loan, over-indebted, ``(11, n_kinds)``."""
    money: Array
    """Yuan, by kind; of it what is owed at the end of the month is added here, ``(7, n_kinds)``."""


class Spread(NamedTuple):
    """How citizens are spread over scores and convictions; every array is added to."""

    score: Array
    """Citizens scored, by 60th of the scale and kind, ``(61, n_kinds)``."""
    stand: Array
    """Adults by 16th of conviction and kind, ``(16, n_kinds)``."""
    place: Array
    """Citizens scored, by place and 12th of the scale, ``(62, 13)``."""
    loss: Array
    """Scored citizens who never did a punished deed, by points lost through friends in steps of 5, ``(61,)``."""


class SpreadLaw(NamedTuple):
    """What counting how citizens are spread is told."""

    low: int
    high: int
    mean: int
    sd: int
    rest: Array
    sixtieth: Array
    assoc_account: int


class TieLaw(NamedTuple):
    """What counting ties is told."""

    low: int
    high: int
    mean: int
    sd: int
    rest: Array
    sixtieth: Array
    assoc_account: int
    speech_shift: int
    speech_bits: int
    dissent: int
    """The number of the deed among those of `speak`."""


class Own(NamedTuple):
    """What the census reads of a citizen."""

    cell: int
    status: int
    traits: int
    fear: int
    arrears: int
    owed: int
    cards: int


class Standing(NamedTuple):
    """What `count_spread` reads of a citizen."""

    cell: int
    score: int
    standing: int
    place: int
    traits: int
    conviction: int


class Accounts(NamedTuple):
    """The accounts."""

    account: Array


def spread_law(terms: Terms) -> SpreadLaw:
    """Read what counting how citizens are spread is told off the scheme."""
    scheme = terms.scheme
    return SpreadLaw(
        scheme.scale.low, scheme.scale.high, round(scheme.start_score.mean), round(scheme.start_score.sd), terms.rest,
        terms.sixtieth, terms.association[1],
    )


def tie_law(terms: Terms) -> TieLaw:
    """Read what counting ties is told off the scheme."""
    scheme = terms.scheme
    weekly = [act for act in acts() if not act.monthly]
    number = next(k for k, act in enumerate(weekly) if act.name == "speak")
    return TieLaw(
        scheme.scale.low, scheme.scale.high, round(scheme.start_score.mean), round(scheme.start_score.sd), terms.rest,
        terms.sixtieth, terms.association[1], int(shifts()[number]), weekly[number].bits,
        weekly[number].deeds.index("dissent"),
    )


def count(i: int, own: Own, law: MeansLaw, knobs: Knobs, counted: Census) -> None:
    """Add a citizen to the census: all that is here is as it stands at the end of the month, whatever moved it.

    A debt is what is owed on loans, for bills unpaid and on cards, yuan. Over-indebted is who is behind with bills or
    with a loan and owes more than three months' income.
    """
    status = own.status
    runs = 1 if status & IN_DEBT else 0
    late = 1 if own.owed > (law.loan if runs == 1 else 0) else 0
    debt = own.owed + bills_of(own.arrears, own.cards, knobs)
    behind = own.arrears > 0 or late == 1
    counted.who[0, own.cell] += 1
    counted.who[1, own.cell] += 1 if status & ONLINE else 0
    counted.who[2, own.cell] += 1 if status & AWARE else 0
    counted.who[3, own.cell] += 1 if status & ENROLLED else 0
    counted.who[4, own.cell] += 1 if status & SCORED else 0
    counted.who[5, own.cell] += own.fear
    counted.who[6, own.cell] += own.arrears
    counted.who[7, own.cell] += 1 if own.arrears > 0 else 0
    counted.who[8, own.cell] += runs
    counted.who[9, own.cell] += late
    counted.who[10, own.cell] += 1 if behind and debt > OVER * law.income[own.traits >> FIFTH] else 0
    counted.money[OWED, own.cell] += debt


def count_spread(i: int, own: Standing, citizens: Accounts, law: SpreadLaw, counted: Spread) -> None:
    """Count a citizen by the score they have, and by their conviction."""
    score = own.score
    base = base_score(own.standing, law.low, law.high, law.mean, law.sd)
    at = score if score >= 0 else base
    sixtieth = int(law.sixtieth[at - law.low])
    if score >= 0:
        counted.score[sixtieth, own.cell] += 1
        counted.place[own.place, sixtieth // 5] += 1
        if law.assoc_account >= 0 and own.traits & OFFENDED == 0:
            rest = int(law.rest[law.assoc_account, base - law.low])
            lost = max(0, rest - citizens.account[law.assoc_account, i])
            counted.loss[min(BINS - 1, lost // 5)] += 1
    counted.stand[min(15, (own.conviction + 16384) >> 11), own.cell] += 1


class Pressed(NamedTuple):
    """What `count_pressure` reads of a citizen."""

    cell: int
    pressure: int


class Pressure(NamedTuple):
    """What is counted: friends who press, by kind."""

    pressure: Array


def count_pressure(i: int, own: Pressed, booked: int, panel: Panel, counted: Pressure) -> None:
    """Count the friends who press, and note those of the panel."""
    counted.pressure[own.cell] += own.pressure
    if booked >= 0:
        panel.noted[booked] = own.pressure


class Ties(NamedTuple):
    """Columns that counting ties reads."""

    standing: Array
    account: Array
    score: Array
    diary: Array
    start: Array
    friend: Array
    kind: Array


class TieCounts(NamedTuple):
    """What is counted of half-ties."""

    ties: Array
    """``(4, 13, 13)``: kin or other, 12th of the scale of either end, 12 where there is no score; then the same by each
    score without what friends' scores gave it."""
    spoke: Array
    """``(2, 2, 2)``: kin or other, dissented or not, either end."""


def count_ties(i: int, citizens: Ties, law: TieLaw, counted: TieCounts) -> None:
    """Count half-ties between adults: by both scores, and by whether each end dissented this month."""
    mine, own = twelfth(int(citizens.score[i]), law), twelfth(alone(i, citizens, law), law)
    loud = dissented(citizens.diary[i], law)
    for t in range(citizens.start[i], citizens.start[i + 1]):
        other = citizens.friend[t]
        if other < 0:
            break
        kin = 0 if citizens.kind[t] & 3 == KIN else 1
        counted.ties[kin, mine, twelfth(int(citizens.score[other]), law)] += 1
        counted.ties[2 + kin, own, twelfth(alone(other, citizens, law), law)] += 1
        counted.spoke[kin, loud, dissented(citizens.diary[other], law)] += 1


def twelfth(score: int, law: TieLaw) -> int:
    """Give a score's 12th of the scale, 12 where there is none."""
    if score < 0:
        return 12
    return min(11, int(law.sixtieth[score - law.low]) // 5)


def alone(i: int, citizens: Ties, law: TieLaw) -> int:
    """Give the score of citizen `i` with the association account at rest; -1 where there is none."""
    score = int(citizens.score[i])
    if score < 0 or law.assoc_account < 0:
        return score
    base = base_score(int(citizens.standing[i]), law.low, law.high, law.mean, law.sd)
    moved = citizens.account[law.assoc_account, i] - law.rest[law.assoc_account, base - law.low]
    return int(min(max(score - moved, law.low), law.high))


def dissented(diary: int, law: TieLaw) -> int:
    """Say, 1 or 0, whether a month's diary holds dissent."""
    said = 0
    for week in range(MONTH):
        if deed_in(diary, law.speech_shift, law.speech_bits, week) == law.dissent:
            said = 1
    return said


COUNT = Step("count", count, means.law, abreast=True)
COUNT_SPREAD = Step("count_spread", count_spread, spread_law)
COUNT_PRESSURE = Step("count_pressure", count_pressure)
COUNT_TIES = Step("count_ties", count_ties, tie_law, others=("standing", "account", "score", "diary"))
