"""Judge: the bureau sees some deeds, and rules turn what it saw into points on accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from demerit.acts import acts
from demerit.acts.speak import POLITICAL
from demerit.base.draws import Draws, draw_range, mixed, mixed_narrow, stream
from demerit.base.loom import Array
from demerit.base.loom_writer import first_from
from demerit.engine.step import Step
from demerit.engine.steps.book import Panel, book_points, seen_byte
from demerit.engine.terms import begins, first_deeds
from demerit.rows.bits import OFFENDED
from demerit.rows.diary import MONTH
from demerit.rows.posts import RATE, WAIT, posts_in, seen_of

if TYPE_CHECKING:
    from demerit.engine.terms import Terms

u8 = np.uint8
u32 = np.uint32
u64 = np.uint64
MANY = 8
"""Where more than one in so many did what rules name, it is drawn for all at once."""


class JudgeLaw(NamedTuple):
    """The rules about deeds that are in force."""

    first: Array
    """Act -> number of its first deed among all deeds."""
    bits: Array
    """Act -> bits that hold one of its deeds."""
    shift: Array
    """Weekly act -> where its deeds begin in the diary."""
    begin: Array
    """Deed -> its first rule in the three arrays below; one entry more at the end."""
    points: Array
    account: Array
    entry: Array
    """Rule -> its entry in the book."""
    cap: Array
    """Account -> most points."""
    coverage: Array
    """Act, then happening -> share of these that the bureau sees, of 256."""
    live: Array
    """Act -> 1 where it takes place at all."""
    keys: Array
    """Act, then happening -> what keys the draw of whether it was seen, int64."""
    limit_entry: int
    """Entry of the first account's limit; the others follow."""
    weekly: int
    """How many acts are weekly; they come first."""
    by_phone: int
    """The act that the bureau knows by the telephone, so not of those who leave it at home; -1 where all carry it."""
    often: Array
    """Weekly act -> 1 where its deed is done as often as one posts, uint8."""
    rate: Array
    wait: Array
    """The tables of `rows.posts`."""


class Columns(NamedTuple):
    """Columns of `judge`; written: account, diary, traits."""

    phone_left: Array
    cell: Array
    talk: Array
    interest: Array
    account: Array
    diary: Array
    traits: Array


class Counted(NamedTuple):
    """What is counted by kind of citizen: deeds, ``(n_deeds, n_kinds)``, and posts by deed, without the first."""

    deeds: Array
    posts: Array


class Places(NamedTuple):
    """Where deeds stand among all deeds and in the diary: the same under every law."""

    first: Array
    bits: Array
    shift: Array
    weekly: int


def places(terms: Terms) -> Places:
    """Give where deeds stand."""
    return Places(first_deeds(), np.array([a.bits for a in acts()], np.int32), shifts(),
                  sum(not a.monthly for a in acts()))


def law(terms: Terms) -> JudgeLaw:
    """Read the rules about deeds off the scheme, and what the bureau sees of each act."""
    return terms.read(of_itself)._replace(coverage=terms.sees)


def of_itself(terms: Terms) -> JudgeLaw:
    """Give what of the law no institution moves."""
    by_deed = terms.judged[0]
    flat = [rule for of_deed in by_deed for rule in of_deed]
    seen = [act.name for act in acts()] + terms.happenings
    return JudgeLaw(
        first=first_deeds(), bits=np.array([a.bits for a in acts()], np.int32), shift=shifts(),
        begin=begins(len(rules) for rules in by_deed),
        points=np.array([r[0] for r in flat], np.int16), account=np.array([r[1] for r in flat], np.int32),
        entry=np.array([r[2] for r in flat], np.int32), cap=terms.cap, coverage=np.zeros(0, np.int32),
        live=np.array([not a.asks or a.asks in terms.written.institutions for a in acts()], np.uint8),
        keys=np.array([stream(name) for name in seen], np.int64), limit_entry=terms.limit_entry,
        weekly=sum(not a.monthly for a in acts()),
        by_phone=[a.name for a in acts()].index("go") if "telephones" in terms.written.institutions else -1,
        often=often(), rate=RATE, wait=WAIT,
    )


def often() -> Array:
    """Give weekly act -> 1 where its deed is done several times in a week."""
    return np.array([a.often for a in acts() if not a.monthly], np.uint8)


def shifts() -> Array:
    """Give where the deeds of each weekly act begin in the diary."""
    return begins(a.bits * MONTH for a in acts() if not a.monthly)[:-1]


def judge(lo: int, hi: int, week: int, deeds: Array, citizens: Columns, law: JudgeLaw, draws: Draws, seen: Array,
          found: Array, panel_rows: Array, panel: Panel, counted: Counted) -> None:
    """Book the points that the deeds of citizens `lo` to `hi` cost or earn, and count the deeds.

    Act by act: what each did stands in `deeds`, uint8 ``[act, i]``. The first of the words `seen`, mixed with the name
    of a weekly act, decides whether its deed was seen; a monthly act has a draw of its own, keyed by its name: adding
    an act moves no other's. The first deed of an act is not counted: most do it, and how often it was done follows from
    how often all others were (`engine.record`).
    """
    week_of_month = week % MONTH
    due = law.live.shape[0] if week_of_month == MONTH - 1 else law.weekly
    if week_of_month == 0:
        begin_diary(lo, hi, citizens.diary)
    for a in range(due):
        if law.live[a] == 0:
            continue
        first = int(law.first[a])
        end = int(law.first[a + 1]) if a + 1 < law.first.shape[0] else law.begin.shape[0] - 1
        if a < law.weekly:
            count_all(lo, hi, deeds[a], citizens.cell, counted.deeds[first:end])
        else:
            count_deeds(lo, hi, deeds[a], citizens.cell, counted.deeds[first:end])
        if a < law.weekly:
            note_deeds(lo, hi, deeds[a], law.shift[a] + law.bits[a] * week_of_month, citizens.diary)
        p = first_from(panel_rows, lo)
        while p < panel_rows.shape[0] and panel_rows[p] < hi:
            panel.done[p, first + deeds[a, panel_rows[p]]] += 1
            p += 1
        ruled = 0
        for deed in range(first, end):
            ruled |= (1 if law.begin[deed + 1] > law.begin[deed] else 0) << (deed - first)
        if a < law.weekly and law.often[a]:
            judge_posts(lo, hi, a, first, deeds[a], citizens, law, seen[0], panel_rows, panel, counted.posts)
        elif ruled:
            judge_act(lo, hi, week, a, first, ruled, deeds[a], citizens, law, draws, seen, found, panel_rows, panel)


def begin_diary(lo: int, hi: int, diary: Array) -> None:
    """Begin a month with an empty diary."""
    for i in range(u64(lo), u64(hi)):
        diary[i] = 0


def note_deeds(lo: int, hi: int, done: Array, shift: int, diary: Array) -> None:
    """Note one act's deeds of the week in the diary, be it narrow or wide."""
    for i in range(u64(lo), u64(hi)):
        diary[i] = int(diary[i]) | (int(done[i]) << int(shift))


def count_deeds(lo: int, hi: int, done: Array, cell: Array, counts: Array) -> None:
    """Count one act's deeds by kind of citizen, but for the first."""
    for i in range(u64(lo), u64(hi)):
        deed = u64(done[i])
        if deed:
            counts[deed, u64(cell[i])] += 1


def count_all(lo: int, hi: int, done: Array, cell: Array, counts: Array) -> None:
    """Count one act's deeds by kind of citizen; where the first is not the rule this is quicker than asking for it."""
    for i in range(u64(lo), u64(hi)):
        counts[u64(done[i]), u64(cell[i])] += 1


def judge_act(lo: int, hi: int, week: int, a: int, first: int, ruled: int, done: Array, citizens: Columns,
              law: JudgeLaw, draws: Draws, seen: Array, found: Array, panel_rows: Array, panel: Panel) -> None:
    """Book what the rules about one act's deeds give; `ruled` has a bit for each deed that a rule names.

    First all are asked together who did such a deed, and of whom it was seen: these are noted in `found`, uint8. Of a
    weekly act the first of the words `seen` says so; a monthly act has words of its own, which are drawn for all where
    many did such a deed, over those of the week, which nobody reads any more.
    """
    offences = 0
    for deed in range(8):
        if (ruled >> deed) & 1:
            for k in range(law.begin[first + deed], law.begin[first + deed + 1]):
                offences |= (1 if law.points[k] < 0 else 0) << deed
    if offences:
        mark_offences(lo, hi, offences, done, citizens.traits)
    n = note_ruled(lo, hi, ruled, done, found)
    own = False
    if a < law.weekly:
        leave_seen(lo, hi, law.keys[a], law.coverage[a], seen[0], found)
    elif MANY * n > hi - lo:
        draw_range(lo, hi, week, draws, law.keys[a] & 0xFFFFFFF0, seen[0], seen[1], seen[2], seen[3])
        leave_low(lo, hi, law.coverage[a], seen[0], found)
    else:
        own = True
    p = first_from(panel_rows, lo)
    for i in range(lo, hi):
        if found[i] == 0 or (a == law.by_phone and citizens.phone_left[i]) or (
            own and seen_byte(i, week, draws, law.keys[a], 0) >= law.coverage[a]
        ):
            continue
        while p < panel_rows.shape[0] and panel_rows[p] < i:
            p += 1
        booked = p if p < panel_rows.shape[0] and panel_rows[p] == i else -1
        deed = first + int(done[i])
        for k in range(law.begin[deed], law.begin[deed + 1]):
            book_points(i, int(law.points[k]), law.account[k], law.entry[k], law.cap, law.limit_entry,
                        citizens.account, booked, panel.book)


def judge_posts(lo: int, hi: int, a: int, first: int, done: Array, citizens: Columns, law: JudgeLaw, word: Array,
                panel_rows: Array, panel: Panel, posts: Array) -> None:
    """Count the posts of those who spoke, and book what the rules give for each of them that was seen."""
    p = first_from(panel_rows, lo)
    for i in range(lo, hi):
        deed = int(done[i])
        if deed == 0:
            continue
        times = posts_in(int(citizens.talk[i]), int(citizens.interest[i]), int(word[i]), law.rate, law.wait)
        posts[deed - 1, citizens.cell[i]] += times
        while p < panel_rows.shape[0] and panel_rows[p] < i:
            p += 1
        booked = p if p < panel_rows.shape[0] and panel_rows[p] == i else -1
        if booked >= 0:
            panel.posts[booked, 0] = min(int(panel.posts[booked, 0]) + times, 255)
            if deed >= POLITICAL:
                panel.posts[booked, 1] = min(int(panel.posts[booked, 1]) + times, 255)
        n = seen_of(times, mixed(int(word[i]), law.keys[a]) >> 24, law.coverage[a])
        for k in range(law.begin[first + deed], law.begin[first + deed + 1]):
            points = int(law.points[k])
            if points < 0:
                citizens.traits[i] = citizens.traits[i] | OFFENDED
            if n > 0:
                book_points(i, points * n, law.account[k], law.entry[k], law.cap, law.limit_entry, citizens.account,
                            booked, panel.book)


def mark_offences(lo: int, hi: int, offences: int, done: Array, traits: Array) -> None:
    """Mark those who did a deed that costs points; `offences` has a bit for each such deed."""
    bits = u32(offences)
    for i in range(u64(lo), u64(hi)):
        offended = (bits >> u32(done[i])) & u32(1)
        traits[i] = traits[i] | (u8(OFFENDED) if offended != u32(0) else u8(0))


def note_ruled(lo: int, hi: int, ruled: int, done: Array, found: Array) -> int:
    """Note who did a deed that a rule names, and give how many."""
    bits, n = u32(ruled), 0
    for i in range(u64(lo), u64(hi)):
        found[i] = u8((bits >> u32(done[i])) & u32(1))
        n += int(found[i])
    return n


def leave_seen(lo: int, hi: int, key: int, coverage: int, word: Array, found: Array) -> None:
    """Leave of those noted the ones whose deed of a weekly act was seen."""
    named, most = u32(key), u32(coverage)
    for i in range(u64(lo), u64(hi)):
        found[i] = found[i] & (u8(1) if mixed_narrow(word[i], named) >> u32(24) < most else u8(0))


def leave_low(lo: int, hi: int, coverage: int, word: Array, found: Array) -> None:
    """Leave of those noted the ones of whose word the lowest byte is below the share that is seen."""
    most = u32(coverage)
    for i in range(u64(lo), u64(hi)):
        found[i] = found[i] & (u8(1) if (word[i] & u32(255)) < most else u8(0))


JUDGE = Step("judge", judge, law, stream="seen", whole=True)
