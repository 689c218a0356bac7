"""Drop: ties end, anyway or for the score.

Both ends of a tie compute the same answer from both faces and a draw keyed by the pair, and each writes its own row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from demerit.base.ahead import TOGETHER, fetch_tied, is_far
from demerit.base.draws import Draws, philox
from demerit.base.first_from import first_from
from demerit.base.loom import Array
from demerit.engine.step import Step
from demerit.engine.steps.book import Panel
from demerit.engine.steps.mingle import Knobs, short_of
from demerit.institutions.reproach import CUT
from demerit.rows.face import GROWN
from demerit.rows.ties import KIN

if TYPE_CHECKING:
    from demerit.engine.terms import Terms

u32 = np.uint32
u64 = np.uint64


class DropLaw(NamedTuple):
    """What ending ties needs of the law."""

    width: int
    """Points of the whole scale."""
    chosen: int
    """1 where people choose whom they cut (`institutions.reproach`), else 0: a chance follows from the floor."""


def drop_law(terms: Terms) -> DropLaw:
    """Read how wide the scale is."""
    return DropLaw(terms.width, int("reproach" in terms.written.institutions))


class Dropping(NamedTuple):
    """Columns of `drop`; written: friend, kind. The last two are those of `institutions.reproach`."""

    start: Array
    friend: Array
    kind: Array
    face: Array
    turned_to: Array
    turned_how: Array


class Ended(NamedTuple):
    """What is counted: half-ties ended, ``(2, 2)``: kin or friend, anyway or for the score."""

    ended: Array


class Pairs(NamedTuple):
    """Scratch: ties of some citizens about which a draw is made, at least as many as one citizen can have; uint32."""

    mine: Array
    """The row in which the tie stands."""
    other: Array
    """Whom it ties."""
    slot: Array
    """Where it stands, from the first tie of all these citizens on."""
    most: Array
    """It ends where the draw, of 65536, is below this; once all are drawn, the places of those that end."""
    word: Array
    """The draw of the pair."""


def drop(lo: int, hi: int, week: int, citizens: Dropping, knobs: Knobs, law: DropLaw, draws: Draws, pairs: Pairs,
         panel_rows: Array, panel: Panel, counted: Ended) -> None:
    """End ties, once a month, by a draw keyed by the pair; says of each whether it would have ended anyway.

    The chance in 65536 a month: friends ``rest + cut x short x 16 / (16 + bond)``, kin only the second part, divided
    by `kin_cost`, where `short` is by how many points one stands below the floor of the other. A draw below `rest`
    would have ended the tie without any score. Ties of children do not end. Where people choose whom they cut
    (`institutions.reproach`), these ties end and no other for the score.

    So many citizens are taken together as have ties that fit into `pairs`: first their pairs are noted, then drawn for
    all at once, then ties end.
    """
    first = lo
    while first < hi:
        last = first + 1
        while last < hi and citizens.start[last + 1] - citizens.start[first] <= pairs.mine.shape[0]:
            last += 1
        n = note_pairs(first, last, citizens, knobs, law, pairs)
        draw_pairs(n, week, draws, pairs)
        end_ties(drawn_out(n, pairs), int(citizens.start[first]), citizens, knobs, pairs, panel_rows, panel, counted)
        first = last


def note_pairs(first: int, last: int, citizens: Dropping, knobs: Knobs, law: DropLaw, pairs: Pairs) -> int:
    """Note the ties about which a draw is made, in order; give how many.

    A draw decides where there is a chance that the tie ends. Each tie is written where the next one belongs, and stays
    if it is asked about: a jump nobody foresees costs more. Friends' faces are read where a chance follows from their
    floor: all citizens are of age, and show it once anybody has shown a face.
    """
    n, begin = u64(0), u64(citizens.start[first])
    for i in range(u64(first), u64(last)):
        if is_far(citizens.face) and (i - u64(first)) % u64(TOGETHER) == u64(0):
            end = min(int(i) + TOGETHER, last)
            if law.chosen:
                fetch_tied(int(i), end, citizens.start, citizens.friend, citizens.turned_to)
            else:
                fetch_tied(int(i), end, citizens.start, citizens.friend, citizens.face)
        mine = int(citizens.face[i])
        if mine & GROWN == 0:
            continue
        turned = int(citizens.turned_to[i]) - 1 if law.chosen and citizens.turned_how[i] == CUT else -1
        for t in range(u64(citizens.start[i]), u64(citizens.start[i + u64(1)])):
            other = int(citizens.friend[t])
            if other < 0:
                break
            kind = int(citizens.kind[t])
            most = 0 if kind & 3 == KIN else knobs.rest
            if law.chosen:
                most = 65536 if other == turned or cuts(other, int(i), citizens) else most
            else:
                short = short_of(mine, int(citizens.face[u64(other)]))
                extra = (knobs.cut * short * law.width * 16) // (60 * (16 + (kind >> 2))) if short > 0 else 0
                most += extra // knobs.kin_cost if kind & 3 == KIN else extra
            pairs.mine[n] = i
            pairs.other[n] = other
            pairs.slot[n] = t - begin
            pairs.most[n] = most
            n += u64(most > 0)
    return int(n)


def cuts(one: int, other: int, citizens: Dropping) -> bool:
    """Say whether one has chosen to cut another."""
    return bool(citizens.turned_to[one] == other + 1 and citizens.turned_how[one] == CUT)


def draw_pairs(n: int, week: int, draws: Draws, pairs: Pairs) -> None:
    """Draw for all pairs noted: the first word of ``words(draws, week, smaller, larger)``."""
    now, number, k0, k1 = u32(week & 0xFFFFFFFF), u32(draws.stream), u32(draws.k0), u32(draws.k1)
    for q in range(u64(n)):
        one, other = pairs.mine[q], pairs.other[q]
        w0, _, _, _ = philox(min(one, other), now, number, max(one, other), k0, k1)
        pairs.word[q] = w0


def drawn_out(n: int, pairs: Pairs) -> int:
    """Note which of the pairs end their tie; give how many."""
    ending = u64(0)
    for q in range(u64(n)):
        ends = pairs.word[q] >> u32(16) < pairs.most[q]
        pairs.most[ending] = q
        ending += u64(ends)
    return int(ending)


def end_ties(n: int, begin: int, citizens: Dropping, knobs: Knobs, pairs: Pairs, panel_rows: Array, panel: Panel,
             counted: Ended) -> None:
    """End so many ties, row by row, and count them; those of a row that are left move together."""
    for k in range(n):
        q = int(pairs.most[k])
        i, t = int(pairs.mine[q]), begin + int(pairs.slot[q])
        is_kin = citizens.kind[t] & 3 == KIN
        anyway = not is_kin and int(pairs.word[q]) >> 16 < knobs.rest
        counted.ended[0 if is_kin else 1, 0 if anyway else 1] += 1
        p = first_from(panel_rows, i)
        if p < panel_rows.shape[0] and panel_rows[p] == i:
            panel.lost[p, 0 if is_kin else 1, 0 if anyway else 1] += 1
        citizens.friend[t] = -1
        if k + 1 == n or int(pairs.mine[int(pairs.most[k + 1])]) != i:
            close_up(i, citizens)


def close_up(i: int, citizens: Dropping) -> None:
    """Move the ties of a row together, in their order."""
    keep = int(citizens.start[i])
    for t in range(int(citizens.start[i]), int(citizens.start[i + 1])):
        other, kind = int(citizens.friend[t]), int(citizens.kind[t])
        if other >= 0:
            citizens.friend[keep] = other
            citizens.kind[keep] = kind
            keep += 1
    for t in range(keep, int(citizens.start[i + 1])):
        citizens.friend[t] = -1
        citizens.kind[t] = 0


DROP = Step("drop", drop, drop_law, stream="drop", others=("turned_to", "turned_how"), whole=True)
