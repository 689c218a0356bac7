"""A week: `WEEK` says in which order what happens; `Life.advance` lets one happen.

Everything is synchronous: whoever is looked at is looked at as they were last week, so the order of citizens,
ranges and threads does not matter. Between two passes of a week all have acted, and nobody has changed face.
"""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from demerit.engine.steps.around import LOOK_AROUND
from demerit.engine.steps.draw import DRAW_SEEN, DRAW_WEEK
from demerit.engine.steps.drop import DROP
from demerit.engine.steps.forget import FORGET
from demerit.engine.steps.gate import ASK_OTHERS, NONE_OPEN, PASS_GATES
from demerit.engine.steps.implicate import IMPLICATE, MAKE_KNOWN, NOTICE
from demerit.engine.steps.judge import JUDGE
from demerit.engine.steps.judge_month import JUDGE_MONTH
from demerit.engine.steps.learn import LEARN
from demerit.engine.steps.lend import LEND
from demerit.engine.steps.look import LOOK
from demerit.engine.steps.means import FALL_SHORT
from demerit.engine.steps.mingle import FORM
from demerit.engine.steps.propose import PROPOSE
from demerit.engine.steps.record import COUNT, COUNT_PRESSURE, COUNT_SPREAD, COUNT_TIES
from demerit.engine.steps.recover import RECOVER
from demerit.engine.steps.register import ENTER_AND_LEAVE
from demerit.engine.steps.settle import GIVE_SCORES, SETTLE
from demerit.engine.steps.show import DRAW_FACE, PASS_ON, SHOW
from demerit.engine.steps.spread import SPREAD
from demerit.engine.steps.stake import WEIGH
from demerit.engine.steps.take_up import TAKE_UP
from demerit.engine.steps.tariff import JUDGE_STEPS
from demerit.rows.diary import MONTH

EVERY, SCORING, MEETING = "every week", "the last week of a month", "all weeks of a month but the last"
DROPPING, COUNTING = "the third week of a month", "some months"


class On(NamedTuple):
    """One thing of the week, and when it is done."""

    when: str
    what: Any
    """A step; or `ACTS`, `TOUCH`, `SHOWN`, `BOOK`, `TAKE`: every act, and what every institution in force does; and
    what is kept of the panel, its entries in the ledger and its rows."""


ACTS, TOUCH, SHOWN = "every act due", "every institution touches citizens", "every institution shows what others read"
BOOK, TAKE = "what was booked of the panel is taken off the book", "the panel's rows are taken"

WEEK: tuple[tuple[str, tuple[On, ...]], ...] = (
    ("everyone reads last week's faces", (
        On(EVERY, DRAW_WEEK), On(EVERY, DRAW_FACE), On(EVERY, LOOK), On(SCORING, LOOK_AROUND), On(EVERY, WEIGH),
        On(SCORING, FALL_SHORT), On(EVERY, ACTS), On(SCORING, LEND), On(EVERY, DRAW_SEEN), On(EVERY, NOTICE),
        On(EVERY, JUDGE), On(EVERY, LEARN),
        On(SCORING, COUNT_PRESSURE), On(SCORING, FORGET), On(SCORING, TAKE_UP), On(SCORING, TOUCH),
        On(SCORING, JUDGE_MONTH), On(SCORING, JUDGE_STEPS), On(SCORING, RECOVER), On(SCORING, SPREAD),
        On(SCORING, IMPLICATE), On(SCORING, ENTER_AND_LEAVE), On(SCORING, SETTLE), On(SCORING, NONE_OPEN),
        On(SCORING, ASK_OTHERS), On(SCORING, PASS_GATES), On(MEETING, PROPOSE),
    )),
    ("everyone writes their own row", (
        On(SCORING, GIVE_SCORES), On(SCORING, SHOWN), On(DROPPING, MAKE_KNOWN),
        On(DROPPING, DROP), On(MEETING, FORM), On(EVERY, PASS_ON), On(EVERY, SHOW), On(EVERY, BOOK),
        On(SCORING, COUNT), On(SCORING, COUNT_SPREAD), On(SCORING, TAKE),
    )),
    ("ties are counted", (On(COUNTING, COUNT_TIES),)),
)
"""The week: passes over all citizens, one after the other, and in each what is done, in order."""


@cache
def passes(week_of_month: int, counts_ties: bool, at_once: bool = False) -> tuple[tuple[Any, ...], ...]:
    """Give what is done in each pass of the first (0) to last week of a month, one in which ties are counted or not.

    Passes are apart so that nobody's row is written before everybody has read it. Where all citizens are one range,
    each thing is done for everybody before the next anyway: then all of it is one pass, `at_once`, and nothing is drawn
    twice.
    """
    scoring = week_of_month == MONTH - 1
    now = {EVERY: True, SCORING: scoring, MEETING: not scoring, DROPPING: week_of_month == MONTH - 2,
           COUNTING: counts_ties}
    found = tuple(tuple(on.what for on in things if now[on.when]) for _, things in WEEK)
    return (tuple(dict.fromkeys(chain.from_iterable(found))),) if at_once else found
