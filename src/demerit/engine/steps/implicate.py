"""Implicate: what the bureau saw friends do becomes points of the account that association moves.

Friends act in the same pass, so what counts is what the bureau had seen of them by the end of last week: in the first
pass of a week everyone's own deeds are noticed, in the second pass of the third week of a month what was noticed comes
to be known, and in the fourth week friends are asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from demerit.base.draws import Draws, mixed
from demerit.base.loom import Array
from demerit.engine.names import friends_deeds, place_of
from demerit.engine.step import Step
from demerit.engine.steps.book import Panel, seen_byte
from demerit.engine.steps.judge import Slate
from demerit.engine.steps.judge import law as law_of_deeds
from demerit.engine.steps.settle import base_score
from demerit.engine.terms import FORMS
from demerit.institutions.institution import Column
from demerit.rows.bits import ADULT
from demerit.rows.diary import MONTH
from demerit.rows.posts import posts_in, seen_of
from demerit.rows.ties import KIN

if TYPE_CHECKING:
    from demerit.engine.terms import Terms

u32 = np.uint32
u64 = np.uint64

EVENT = FORMS["event"]
FRIENDS_COUNTS = ("people", "points", "kin", "friends")
"""What is counted of every deed: adults who had a friend who was seen to do it, points that these cost or earned, ties
to kin and to others who were."""
MOST_DEEDS = 8
"""Deeds that an act can end in, at most."""
LANES = np.array([sum((bits >> k & 1) << (16 * k) for k in range(4)) for bits in range(16)], np.int64)
"""Four bits -> a one in the lowest bit of a lane of 16 for each of them."""


class NoticeLaw(NamedTuple):
    """Which deeds are noticed."""

    act: Array
    """The acts of which deeds are named, int32."""
    named: Array
    """One of these acts x deed -> the bit that stands for it, 0 where it is not named, int32 ``(n, 8)``."""
    keys: Array
    """Act -> what keys the draw of whether its deed was seen, int64."""
    weekly: int
    by_phone: int
    """The act that the bureau does not know of one who leaves the telephone at home; -1 where all carry it."""
    often: Array
    rate: Array
    wait: Array


class Noticed(NamedTuple):
    """Columns of `notice`; written: noticed, a bit for each named deed that the bureau saw since it was last known."""

    status: Array
    talk: Array
    interest: Array
    phone_left: Array
    noticed: Array


def notice_law(terms: Terms) -> NoticeLaw | None:
    """Read which deeds are noticed; None where friends' deeds do not count."""
    if terms.association[0] != EVENT:
        return None
    deeds = terms.read(law_of_deeds)
    places = [place_of(deed, ()) for deed in friends_deeds(terms.written)]
    of = sorted({act for act, _ in places})
    named = np.zeros((len(of), MOST_DEEDS), np.int32)
    for k, (act, what) in enumerate(places):
        named[of.index(act), what] |= 1 << k
    return NoticeLaw(np.array(of, np.int32), named, deeds.keys, deeds.weekly, deeds.by_phone,
                     deeds.often, deeds.rate, deeds.wait)


def notice(lo: int, hi: int, week: int, citizens: Noticed, law: NoticeLaw, slate: Slate, deeds: Array,
           seen: Array, draws: Draws) -> None:
    """Note which of the deeds that friends answer for the bureau saw citizens do: by the draws of `judge`.

    Act by act: few do such deeds, who are noted first. The second of the words `seen` is scratch.
    """
    monthly = week % MONTH == MONTH - 1
    for k in range(law.act.shape[0]):
        a = int(law.act[k])
        sees = slate.sees[a]
        if a >= law.weekly and not monthly:
            continue
        for q in range(u64(lo), u64(lo + note_doers(lo, hi, law.named[k], deeds[a], citizens.status, seen[1]))):
            i = int(seen[1, q])
            if a == law.by_phone and citizens.phone_left[i]:
                continue
            if is_seen(i, week, a, citizens, law, sees, seen, draws):
                citizens.noticed[i] = int(citizens.noticed[i]) | int(law.named[k, deeds[a, i]])


def note_doers(lo: int, hi: int, named: Array, done: Array, status: Array, who: Array) -> int:
    """Note which adults did a deed that is named, from the place `lo` on; give how many."""
    end, mask = u64(lo), 0
    for deed in range(named.shape[0]):
        mask |= (1 if named[deed] else 0) << deed
    bits = u32(mask)
    for i in range(u64(lo), u64(hi)):
        who[end] = i
        end += u64((bits >> u32(done[i])) & u32(status[i] & ADULT != 0) & u32(1))
    return int(end) - lo


def is_seen(i: int, week: int, a: int, citizens: Noticed, law: NoticeLaw, sees: int, seen: Array,
            draws: Draws) -> bool:
    """Say whether the bureau saw a citizen do their deed of this act."""
    times = 1
    if a >= law.weekly:
        byte = seen_byte(i, week, draws, law.keys[a], 0)
    else:
        byte = mixed(int(seen[0, i]), law.keys[a]) >> 24
        if law.often[a]:
            times = posts_in(int(citizens.talk[i]), int(citizens.interest[i]), int(seen[0, i]), law.rate, law.wait)
    return seen_of(times, byte, sees) > 0


class Known(NamedTuple):
    """Written: both."""

    noticed: Array
    known_for: Array
    """Named deeds that the bureau saw in four weeks, a bit each: what friends answer for."""


class ToTell(NamedTuple):
    """What becomes known of a citizen."""

    noticed: int


def known_law(terms: Terms) -> tuple[()] | None:
    """Give a law, in which nothing stands, where friends' deeds count; else None."""
    return () if terms.association[0] == EVENT else None


def make_known(i: int, own: ToTell, citizens: Known) -> None:
    """Let what was noticed in four weeks be known, and begin anew."""
    citizens.known_for[i] = own.noticed
    citizens.noticed[i] = 0


class ImplicateLaw(NamedTuple):
    """What friends' deeds are worth."""

    low: int
    high: int
    mean: int
    sd: int
    cap: Array
    rest: Array
    points: int
    """For each friend and deed."""
    most: int
    """Most points, either way."""
    assoc_account: int
    assoc_entry: int
    """The entry of what friends gave or took last time and is undone; those of the deeds follow."""
    named: int
    """How many deeds are named."""
    lanes: Array


class Own(NamedTuple):
    """What it reads of a citizen."""

    status: int
    cell: int
    standing: int


class Columns(NamedTuple):
    """Columns; written: account."""

    account: Array
    known_for: Array
    start: Array
    friend: Array
    kind: Array


class Counted(NamedTuple):
    """What is counted: ``(n_named, 4, n_kinds)``."""

    friends_deeds: Array


def law(terms: Terms) -> ImplicateLaw | None:
    """Read what friends' deeds are worth off the scheme; None where they do not count."""
    scheme = terms.scheme
    form, account = terms.association
    if form != EVENT:
        return None
    return ImplicateLaw(
        scheme.scale.low, scheme.scale.high, round(scheme.start_score.mean), round(scheme.start_score.sd), terms.cap,
        terms.rest, scheme.association.points, scheme.association.cap or 0, account,
        terms.decay_entry + len(scheme.accounts), len(friends_deeds(terms.written)), LANES,
    )


def implicate(i: int, own: Own, citizens: Columns, law: ImplicateLaw, booked: int, panel: Panel,
              counted: Counted) -> None:
    """Set the account that association moves to its resting value and `points` for each friend and deed.

    A friend who was seen to do a deed in four weeks counts once for it, however often it was done. All deeds together
    move `most` points at most, and the account stays within its bounds: what is left of either when an earlier deed has
    been booked is what a later one can move. What was booked last time is given back first.
    """
    if own.status & ADULT == 0:
        return
    kin_low, kin_high, low, high = 0, 0, 0, 0
    for t in range(citizens.start[i], citizens.start[i + 1]):
        other = citizens.friend[t]
        if other < 0:
            break
        bits = int(citizens.known_for[other])
        if bits != 0:
            if citizens.kind[t] & 3 == KIN:
                kin_low += law.lanes[bits & 15]
                kin_high += law.lanes[bits >> 4]
            low += law.lanes[bits & 15]
            high += law.lanes[bits >> 4]
    account = law.assoc_account
    new = int(law.rest[account, base_score(own.standing, law.low, law.high, law.mean, law.sd) - law.low])
    if booked >= 0:
        panel.book[booked, law.assoc_entry] += new - citizens.account[account, i]
    left = law.most
    for k in range(law.named):
        shift = 16 * (k & 3)
        n = ((low if k < 4 else high) >> shift) & 0x7FFF
        if n == 0:
            continue
        room = new if law.points < 0 else int(law.cap[account]) - new
        size = min(min((law.points if law.points > 0 else -law.points) * n, left), room)
        moved = size if law.points > 0 else -size
        left -= size
        new += moved
        n_kin = ((kin_low if k < 4 else kin_high) >> shift) & 0x7FFF
        counted.friends_deeds[k, 0, own.cell] += 1
        counted.friends_deeds[k, 1, own.cell] += size
        counted.friends_deeds[k, 2, own.cell] += n_kin
        counted.friends_deeds[k, 3, own.cell] += n - n_kin
        if booked >= 0:
            panel.book[booked, law.assoc_entry + 1 + k] += moved
    citizens.account[account, i] = new


NOTICE = Step("notice", notice, notice_law, stream="seen", whole=True)
MAKE_KNOWN = Step("make_known", make_known, known_law)
IMPLICATE = Step("implicate", implicate, law, others=("known_for",), ahead={"friend": ("known_for",)})


def kept_of(deeds: int) -> list[Column]:
    """Give the columns that a world has where so many deeds of friends count: a bit for each of these."""
    return [Column("noticed", np.uint8, "The deeds that the bureau saw since they were last known.", deeds),
            Column("known_for", np.uint8, "Those of the month before, as they are known.", deeds)]
