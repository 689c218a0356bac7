"""Spread: friends' scores, as of the last settling, become points of the account that association moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from demerit.base.loom import Array
from demerit.engine.step import Step
from demerit.engine.steps.book import Panel
from demerit.engine.steps.settle import base_score
from demerit.engine.terms import FORMS

if TYPE_CHECKING:
    from demerit.engine.terms import Terms


class SpreadLaw(NamedTuple):
    """How friends count."""

    low: int
    high: int
    mean: int
    sd: int
    cap: Array
    rest: Array
    line: int
    each: int
    assoc_form: int
    """1 mean score, 2 count below a line, 3 number of those who have a score."""
    assoc_account: int
    assoc_entry: int


class Own(NamedTuple):
    """What it reads of a citizen."""

    standing: int


class Columns(NamedTuple):
    """Columns; written: account."""

    account: Array
    score: Array
    start: Array
    friend: Array


def law(terms: Terms) -> SpreadLaw | None:
    """Read how friends' scores count off the scheme; None where they do not."""
    scheme = terms.scheme
    form, account = terms.association
    if account < 0 or form == FORMS["event"]:
        return None
    return SpreadLaw(
        scheme.scale.low, scheme.scale.high, round(scheme.start_score.mean), round(scheme.start_score.sd), terms.cap,
        terms.rest, scheme.association.line or 0, round(100 * scheme.association.weight), form, account,
        terms.decay_entry + len(scheme.accounts),
    )


def spread(i: int, own: Own, citizens: Columns, law: SpreadLaw, booked: int, panel: Panel) -> None:
    """Turn the scores of friends, as of the last settling, into points of the account that association moves.

    Forms: 1 the mean score of scored friends, as a share of the scale, times the account's cap; 2 the resting value
    less `each` points for every friend below `line`; 3 the resting value plus `each` points for every friend who has a
    score.
    Every score read is of the last settling, so the order of citizens does not matter.
    """
    cap = int(law.cap[law.assoc_account])
    total, n, below = 0, 0, 0
    for t in range(citizens.start[i], citizens.start[i + 1]):
        other = citizens.friend[t]
        if other < 0:
            break
        score = int(citizens.score[other])
        if score >= 0:
            n += 1
            total += score - law.low
            if score < law.line:
                below += 1
    new = int(law.rest[law.assoc_account, base_score(own.standing, law.low, law.high, law.mean, law.sd) - law.low])
    if law.assoc_form == 1 and n > 0:
        new = (total * cap) // (n * (law.high - law.low))
    elif law.assoc_form == 2:
        new -= law.each * below
    elif law.assoc_form == 3:
        new += law.each * n
    new = min(max(new, 0), cap)
    if booked >= 0:
        panel.book[booked, law.assoc_entry] += new - citizens.account[law.assoc_account, i]
    citizens.account[law.assoc_account, i] = new


SPREAD = Step("spread", spread, law, others=("score",))
