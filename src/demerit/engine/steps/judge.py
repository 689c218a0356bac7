"""Judge: the bureau sees some deeds, and rules turn what it saw into points on accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from demerit.acts import acts
from demerit.acts.speak import POLITICAL
from demerit.base.bit_sums import BITS, sum_bits
from demerit.base.draws import Draws, mixed, stream
from demerit.base.first_from import first_from
from demerit.base.loom import Array
from demerit.engine.step import Step
from demerit.engine.steps.book import Panel, book_points
from demerit.engine.steps.judge_act import judge_act
from demerit.engine.terms import begins, columns_of, first_deeds
from demerit.rows.bits import OFFENDED
from demerit.rows.diary import MONTH
from demerit.rows.posts import RATE, WAIT, posts_in, seen_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from demerit.engine.names import Rows
    from demerit.engine.terms import Terms

u32 = np.uint32
u64 = np.uint64


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
    ruled: Array
    """Act -> a bit for each deed that a rule names."""
    costly: Array
    """Act -> a bit for each deed that some rule takes points for."""
    moves: Array
    """Act -> its first move in the three arrays below; one entry more at the end. A move is what the rules of several
    deeds give alike."""
    move_deeds: Array
    """Move -> a bit for each of these deeds."""
    move_points: Array
    move_account: Array
    cap: Array
    """Account -> most points."""
    live: Array
    """Act -> 1 where it takes place at all."""
    keys: Array
    """Act, then happening -> what keys the draw of whether it was seen, int64."""
    limit_entry: int
    """Entry of the first account's limit; the others follow."""
    word_end: Array
    """Word in which deeds are counted (`words_of_deeds`) -> the act behind its last, int32."""
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
    """What is counted by kind of citizen: deeds, ``(n_words, 32 n_kinds)``, and posts by deed, without the first."""

    deeds: Array
    posts: Array


class Slate(NamedTuple):
    """What institutions move of the law (`engine.slate`)."""

    sees: Array
    """Act, then happening -> share of 256 of these that the bureau sees, int32."""


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
    """Read the rules about deeds off the scheme."""
    by_deed = terms.judged[0]
    flat = [rule for of_deed in by_deed for rule in of_deed]
    seen = [act.name for act in acts()] + terms.happenings
    of_act = [by_deed[first : first + len(act.deeds)] for act, first in zip(acts(), first_deeds(), strict=True)]
    moves = [_moves(of_deeds) for of_deeds in of_act]
    move_deeds, move_points, move_account = columns_of([move for of in moves for move in of], 3)
    return JudgeLaw(
        first=first_deeds(), bits=np.array([a.bits for a in acts()], np.int32), shift=shifts(),
        begin=begins(len(rules) for rules in by_deed),
        points=np.array([r[0] for r in flat], np.int16), account=np.array([r[1] for r in flat], np.int32),
        entry=np.array([r[2] for r in flat], np.int32),
        ruled=np.array([_bits(map(bool, of)) for of in of_act], np.int32),
        costly=np.array([_bits(any(r[0] < 0 for r in rules) for rules in of) for of in of_act], np.int32),
        moves=begins(len(of) for of in moves), move_deeds=move_deeds, move_points=move_points,
        move_account=move_account, cap=terms.cap,
        live=np.array([not a.asks or a.asks in terms.written.institutions for a in acts()], np.uint8),
        keys=np.array([stream(name) for name in seen], np.int64), limit_entry=terms.limit_entry,
        word_end=np.array([word.end for word in words_of_deeds()], np.int32),
        weekly=sum(not a.monthly for a in acts()),
        by_phone=[a.name for a in acts()].index("go") if "telephones" in terms.written.institutions else -1,
        often=often(), rate=RATE, wait=WAIT,
    )


class Word(NamedTuple):
    """A word that holds a bit for each deed of some acts, one after the other."""

    first: int
    """Number of the first of these deeds among all."""
    bits: int
    """How many there are."""
    end: int
    """The act behind the last."""


def words_of_deeds() -> list[Word]:
    """Give the words in which deeds are counted: acts share one as long as their deeds find room in it."""
    found: list[Word] = []
    for a, (act, first) in enumerate(zip(acts(), first_deeds().tolist(), strict=True)):
        if found and found[-1].bits + len(act.deeds) <= BITS:
            found[-1] = found[-1]._replace(bits=found[-1].bits + len(act.deeds), end=a + 1)
        else:
            found.append(Word(first, len(act.deeds), a + 1))
    return found


def _bits(which: Iterable[bool]) -> int:
    """Give the bits of those of which it is true."""
    return sum(1 << k for k, holds in enumerate(which) if holds)


def _moves(of_deeds: Sequence[Rows]) -> Rows:
    """Give of one act (deeds as bits, points, account): of each deed the first rule, then the second, and so on."""
    found: dict[tuple[int, int, int], int] = {}
    for deed, rules in enumerate(of_deeds):
        for turn, (points, account, *_) in enumerate(rules):
            found[turn, points, account] = found.get((turn, points, account), 0) | 1 << deed
    return [(found[move], *move[1:]) for move in sorted(found)]


def often() -> Array:
    """Give weekly act -> 1 where its deed is done several times in a week."""
    return np.array([a.often for a in acts() if not a.monthly], np.uint8)


def shifts() -> Array:
    """Give where the deeds of each weekly act begin in the diary."""
    return begins(a.bits * MONTH for a in acts() if not a.monthly)[:-1]


def judge(lo: int, hi: int, week: int, deeds: Array, citizens: Columns, law: JudgeLaw, slate: Slate, draws: Draws,
          week_words: Array, seen: Array, found: Array, panel_rows: Array, panel: Panel, counted: Counted) -> None:
    """Book the points that the deeds of citizens `lo` to `hi` cost or earn, and count the deeds.

    Act by act: what each did stands in `deeds`, uint8 ``[act, i]``. The first of the words `seen`, mixed with the name
    of a weekly act, decides whether its deed was seen; a monthly act has a draw of its own, keyed by its name: adding
    an act moves no other's. `found` and the other words of `seen` are scratch.
    """
    week_of_month = week % MONTH
    due = law.live.shape[0] if week_of_month == MONTH - 1 else law.weekly
    if week_of_month == 0:
        begin_diary(lo, hi, citizens.diary)
    count_deeds(lo, hi, due, deeds, law, citizens.cell, seen[1], counted.deeds)
    if due > law.weekly:
        for p in range(first_from(panel_rows, lo), first_from(panel_rows, hi)):
            for a in range(law.weekly, due):
                panel.did[p, a - law.weekly] = deeds[a, panel_rows[p]]
    for a in range(due):
        if law.live[a] == 0:
            continue
        if a < law.weekly:
            note_deeds(lo, hi, deeds[a], law.shift[a] + law.bits[a] * week_of_month, citizens.diary)
        if a < law.weekly and law.often[a]:
            judge_posts(lo, hi, a, law.first[a], deeds[a], citizens, law, slate.sees[a], seen[0], panel_rows, panel,
                        counted.posts)
        elif law.ruled[a]:
            judge_act(lo, hi, a, deeds[a], citizens, law, slate.sees[a], draws, week_words, seen, found, panel_rows,
                      panel)


def begin_diary(lo: int, hi: int, diary: Array) -> None:
    """Begin a month with an empty diary."""
    for i in range(u64(lo), u64(hi)):
        diary[i] = 0


def note_deeds(lo: int, hi: int, done: Array, shift: int, diary: Array) -> None:
    """Note one act's deeds of the week in the diary, be it narrow or wide."""
    for i in range(u64(lo), u64(hi)):
        diary[i] = int(diary[i]) | (int(done[i]) << int(shift))


def count_deeds(lo: int, hi: int, due: int, deeds: Array, law: JudgeLaw, cell: Array, word: Array,
                counts: Array) -> None:
    """Count by kind of citizen the deeds of the first `due` acts; of those that take place, the first deed, too.

    Acts share a word, a bit for each deed: all of these are counted at once. How often the first deed was done is known
    besides, from how often all others were (`engine.record`).
    """
    a = w = 0
    while a < due:
        row = int(law.first[a])
        for i in range(u64(lo), u64(hi)):
            word[i] = 0
        while a < due and a < law.word_end[w]:
            if law.live[a]:
                add_deeds(lo, hi, deeds[a], law.first[a] - row, word)
            a += 1
        sum_bits(lo, hi, word, cell, counts[w])
        w += 1


def add_deeds(lo: int, hi: int, done: Array, shift: int, word: Array) -> None:
    """Set the bit of the deed of an act that each did; that of its first deed is the `shift`-th."""
    least = u32(shift)
    for i in range(u64(lo), u64(hi)):
        word[i] = word[i] | u32(u32(1) << u32(u32(done[i]) + least))


def judge_posts(lo: int, hi: int, a: int, first: int, done: Array, citizens: Columns, law: JudgeLaw, sees: int,
                word: Array, panel_rows: Array, panel: Panel, posts: Array) -> None:
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
        n = seen_of(times, mixed(int(word[i]), law.keys[a]) >> 24, sees)
        for k in range(law.begin[first + deed], law.begin[first + deed + 1]):
            points = int(law.points[k])
            if points < 0:
                citizens.traits[i] = citizens.traits[i] | OFFENDED
            if n > 0:
                book_points(i, points * n, law.account[k], law.entry[k], law.cap, law.limit_entry, citizens.account,
                            booked, panel.book)


JUDGE = Step("judge", judge, law, stream="seen", whole=True)
