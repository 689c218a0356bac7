"""Judge a month: the rules that count how often something was done, or befell one, in four weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from demerit.base.draws import Draws, mixed, word_of
from demerit.base.first_from import first_from
from demerit.base.loom import Array
from demerit.engine.step import Step
from demerit.engine.steps.book import Panel, book_points, seen_byte
from demerit.engine.steps.judge import Slate
from demerit.engine.steps.judge import law as law_of_deeds
from demerit.engine.steps.judge_act import ALL
from demerit.engine.terms import columns_of
from demerit.rows.bits import OFFENDED
from demerit.rows.diary import MONTH, deed_in
from demerit.rows.posts import posts_in, seen_of

if TYPE_CHECKING:
    from demerit.engine.terms import Terms

u8 = np.uint8
u64 = np.uint64


class MonthLaw(NamedTuple):
    """The rules that count a month's deeds or happenings, and how these are seen."""

    act: Array
    """Rule -> its act, or the number of acts plus that of the happening."""
    deed: Array
    per: Array
    most: Array
    """Rule -> most points in a month, either way."""
    points: Array
    account: Array
    entry: Array
    first: Array
    bits: Array
    shift: Array
    cap: Array
    keys: Array
    limit_entry: int
    weekly: int
    by_phone: int
    often: Array
    rate: Array
    wait: Array


def month_law(terms: Terms) -> MonthLaw | None:
    """Read the rules that count a month off the scheme; None where there is none."""
    if not terms.judged[2]:
        return None
    months, deeds = terms.judged[2], terms.read(law_of_deeds)
    act, deed, per, most, points, account, entry = columns_of(months, 7)
    return MonthLaw(act, deed, per, most, points, account, entry, deeds.first, deeds.bits, deeds.shift, deeds.cap,
                    deeds.keys, deeds.limit_entry, deeds.weekly, deeds.by_phone,
                    deeds.often, deeds.rate, deeds.wait)


class Diaries(NamedTuple):
    """Columns of `judge_month`; written: account, traits."""

    phone_left: Array
    talk: Array
    interest: Array
    diary: Array
    account: Array
    traits: Array


def judge_month(lo: int, hi: int, week: int, deeds: Array, happenings: Array, citizens: Diaries, law: MonthLaw,
                slate: Slate, draws: Draws, found: Array, panel_rows: Array, panel: Panel) -> None:
    """Book the rules that count a month's deeds: ``points`` for every `per` of them, at most `most` either way.

    A deed counts that the bureau saw, by the same draw as in its own week. `happenings`, uint8 ``[happening, i]``, says
    how often each thing happened to one. Rule by rule: whom it is about is noted in `found`, uint8, which is scratch.
    """
    n_acts = law.first.shape[0]
    for q in range(law.act.shape[0]):
        a = int(law.act[q])
        if a >= n_acts:
            note_any(lo, hi, happenings[a - n_acts], found)
        elif a >= law.weekly:
            note_deed(lo, hi, deeds[a], law.deed[q], found)
        else:
            note_weeks(lo, hi, citizens.diary, law.shift[a], law.bits[a], law.deed[q], found)
        if is_anybody(lo, hi, found):
            judge_rule(lo, hi, week, q, deeds, happenings, citizens, law, slate, draws, found, panel_rows, panel)


def is_anybody(lo: int, hi: int, found: Array) -> int:
    """Say, by a number other than 0, whether anybody is noted."""
    some = u8(0)
    for i in range(u64(lo), u64(hi)):
        some = some | found[i]
    return int(some)


def note_any(lo: int, hi: int, times: Array, found: Array) -> None:
    """Note to whom something happened."""
    for i in range(u64(lo), u64(hi)):
        found[i] = times[i]


def note_deed(lo: int, hi: int, done: Array, deed: int, found: Array) -> None:
    """Note who did a deed of a monthly act."""
    asked = u8(deed)
    for i in range(u64(lo), u64(hi)):
        found[i] = u8(1) if done[i] == asked else u8(0)


def note_weeks(lo: int, hi: int, diary: Array, shift: int, bits: int, deed: int, found: Array) -> None:
    """Note who did a deed of a weekly act in some week of the month."""
    for i in range(u64(lo), u64(hi)):
        any_week = 0
        for week in range(MONTH):
            any_week |= 1 if deed_in(diary[i], shift, bits, week) == deed else 0
        found[i] = any_week


def judge_rule(lo: int, hi: int, week: int, q: int, deeds: Array, happenings: Array, citizens: Diaries, law: MonthLaw,
               slate: Slate, draws: Draws, found: Array, panel_rows: Array, panel: Panel) -> None:
    """Book what one rule gives those who are noted."""
    p = first_from(panel_rows, lo)
    for i in range(lo, hi):
        if found[i] == 0:
            continue
        done, n = seen_deeds(i, week, law.act[q], law.deed[q], deeds, happenings, citizens, law, slate, draws)
        if done > 0 and law.points[q] < 0:
            citizens.traits[i] = citizens.traits[i] | OFFENDED
        if n == 0 or (law.act[q] == law.by_phone and citizens.phone_left[i]):
            continue
        while p < panel_rows.shape[0] and panel_rows[p] < i:
            p += 1
        booked = p if p < panel_rows.shape[0] and panel_rows[p] == i else -1
        most = int(law.most[q])
        points = min(max(law.points[q] * (n // law.per[q]), -most), most)
        book_points(i, points, law.account[q], law.entry[q], law.cap, law.limit_entry, citizens.account, booked,
                    panel.book)


def seen_deeds(i: int, week: int, a: int, deed: int, deeds: Array, happenings: Array, citizens: Diaries,
               law: MonthLaw, slate: Slate, draws: Draws) -> tuple[int, int]:
    """Give how many times this month `i` did a deed of act `a`, and how many of these the bureau saw.

    From the number of acts on, `a` is a happening. What befalls one is no offence, so it counts as not done.
    """
    done, n = 0, 0
    n_acts = law.first.shape[0]
    if a >= n_acts and slate.sees[a] >= ALL:
        return done, int(happenings[a - n_acts, i])
    if a >= n_acts:
        for times in range(happenings[a - n_acts, i]):
            if seen_byte(i, week, draws, law.keys[a], times) < slate.sees[a]:
                n += 1
        return done, n
    if a >= law.weekly:
        if deeds[a, i] == deed:
            done = 1
            n = 1 if seen_byte(i, week, draws, law.keys[a], 0) < slate.sees[a] else 0
        return done, n
    for back in range(MONTH):
        if deed_in(citizens.diary[i], law.shift[a], law.bits[a], MONTH - 1 - back) == deed:
            done += 1
            word = word_of(draws, week - back, i)
            times = 1
            if law.often[a]:
                times = posts_in(int(citizens.talk[i]), int(citizens.interest[i]), word, law.rate, law.wait)
            n += seen_of(times, mixed(word, law.keys[a]) >> 24, slate.sees[a])
    return done, n


JUDGE_MONTH = Step("judge_month", judge_month, month_law, stream="seen", whole=True)
