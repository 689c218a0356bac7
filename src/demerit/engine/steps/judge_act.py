"""Judge an act: of whom its deeds were seen, and the points that rules give for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.base.draws import Draws, draw_words, mixed_narrow
from demerit.base.first_from import first_from
from demerit.base.loom import Array
from demerit.engine.steps.book import Panel, book_points
from demerit.rows.bits import OFFENDED

if TYPE_CHECKING:
    from demerit.engine.steps.judge import Columns, JudgeLaw

u8 = np.uint8
i32 = np.int32
u32 = np.uint32
u64 = np.uint64
ALL = 256
"""Share of 256 that sees every deed."""


def judge_act(lo: int, hi: int, a: int, done: Array, citizens: Columns, law: JudgeLaw, sees: int, draws: Draws,
              week_words: Array, seen: Array, found: Array, panel_rows: Array, panel: Panel) -> None:
    """Book what the rules about one act's deeds give.

    First all are asked together who did such a deed, and of whom it was seen: these are noted in `found`, uint8. Those
    of the panel are booked one by one and noted no longer; the accounts of all others are moved together.
    """
    if law.costly[a] != 0:
        mark_offences(lo, hi, law.costly[a], done, citizens.traits)
    if sees == 0:
        return
    note_ruled(lo, hi, law.ruled[a], done, found)
    if sees < ALL:
        leave_seen(lo, hi, a, law, sees, draws, week_words, seen, found)
    if a == law.by_phone:
        leave_carried(lo, hi, citizens.phone_left, found)
    for p in range(first_from(panel_rows, lo), first_from(panel_rows, hi)):
        who = int(panel_rows[p])
        if found[who] != 0:
            deed = law.first[a] + int(done[who])
            for k in range(law.begin[deed], law.begin[deed + 1]):
                book_points(who, int(law.points[k]), law.account[k], law.entry[k], law.cap, law.limit_entry,
                            citizens.account, p, panel.book)
            found[who] = 0
    for k in range(law.moves[a], law.moves[a + 1]):
        c = int(law.move_account[k])
        move_points(lo, hi, law.move_deeds[k], law.move_points[k], law.cap[c], done, found, citizens.account[c])


def mark_offences(lo: int, hi: int, costly: int, done: Array, traits: Array) -> None:
    """Mark those who did a deed that costs points; `costly` has a bit for each such deed."""
    bits = u32(costly)
    for i in range(u64(lo), u64(hi)):
        offended = (bits >> u32(done[i])) & u32(1)
        traits[i] = traits[i] | (u8(OFFENDED) if offended != u32(0) else u8(0))


def note_ruled(lo: int, hi: int, ruled: int, done: Array, found: Array) -> None:
    """Note who did a deed that a rule names."""
    bits = u32(ruled)
    for i in range(u64(lo), u64(hi)):
        found[i] = u8((bits >> u32(done[i])) & u32(1))


def leave_seen(lo: int, hi: int, a: int, law: JudgeLaw, sees: int, draws: Draws, week_words: Array, seen: Array,
               found: Array) -> None:
    """Leave, of those who are noted for a deed of act `a`, the ones of whom it was seen.

    Of a weekly act the first of the words `seen` says so; a monthly act has a draw of its own, of which the second is
    scratch.
    """
    if a < law.weekly:
        leave_high(lo, hi, law.keys[a], sees, seen[0], found)
    else:
        draw_words(lo, hi, draws, law.keys[a] & 0xFFFFFFF0, week_words, seen[1:2])
        leave_low(lo, hi, sees, seen[1], found)


def leave_high(lo: int, hi: int, key: int, sees: int, word: Array, found: Array) -> None:
    """Leave of those noted the ones of whose word, mixed with a key, the highest byte is below the share seen."""
    named, most = u32(key), u32(sees)
    for i in range(u64(lo), u64(hi)):
        found[i] = found[i] & (u8(1) if mixed_narrow(word[i], named) >> u32(24) < most else u8(0))


def leave_low(lo: int, hi: int, sees: int, word: Array, found: Array) -> None:
    """Leave of those noted the ones of whose word the lowest byte is below the share seen."""
    most = u32(sees)
    for i in range(u64(lo), u64(hi)):
        found[i] = found[i] & (u8(1) if (word[i] & u32(255)) < most else u8(0))


def leave_carried(lo: int, hi: int, phone_left: Array, found: Array) -> None:
    """Leave of those noted the ones who carry the telephone."""
    for i in range(u64(lo), u64(hi)):
        found[i] = u8(0) if phone_left[i] else found[i]


def move_points(lo: int, hi: int, deeds: int, points: int, most: int, done: Array, found: Array,
                account: Array) -> None:
    """Move an account of all who are noted for some deeds by points, within the bounds of the account.

    `deeds` has a bit for each of these deeds.
    """
    bits, more, top = u32(deeds), i32(points), i32(most)
    for i in range(u64(lo), u64(hi)):
        old = i32(account[i])
        new = min(max(i32(old + more), i32(0)), top)
        account[i] = new if (u32(found[i]) & (bits >> u32(done[i]))) != u32(0) else old
