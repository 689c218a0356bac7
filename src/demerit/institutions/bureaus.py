"""Bureaus: several keep files side by side, each of some people and some deeds, until one takes them all over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import numpy as np

from demerit.base.draws import Draws, mixed_narrow
from demerit.base.knob import knob
from demerit.institutions._lenders import Counted, Lender, compare, lend, lends
from demerit.institutions._watching import (
    BUREAUS,
    TOGETHER,
    Numbers,
    Rules,
    Some,
    draw,
    drawn_of,
    look_at,
    note_customers,
)
from demerit.institutions.institution import Array, Institution, Month, kept

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.institutions.agenda import Agenda
    from demerit.institutions.past import Past

i32 = np.int32
u32 = np.uint32
u64 = np.uint64
MOST, LOW, HIGH = 2000, -700, 323
"""Points that the files of all deeds, and of those that any bureau saw, can hold, either way; that of one bureau."""
ALL_BUREAUS = (1 << BUREAUS) - 1
ONLINE_ACTS = ("speak", "shop", "go")


class Knobs(NamedTuple):
    """What `bureaus` can be tuned by."""

    online: Annotated[int, knob(128, 0, 256, "of 256 adults", "Customers of a bureau that sees speech or shopping.",
                                source="assumed; 300 million real-name users at the start of Sesame Credit (2015)")]
    other: Annotated[int, knob(
        67, 0, 256, "of 256 adults", "Customers of any other bureau.",
        source="assumed; 26 % of the people had a record with the central bank at the end of 2015")]
    fade: Annotated[int, knob(2545, 0, 8000, "of 65536 a month",
                              "How fast files fade: half gone in 70 weeks, as in the score.")]
    mean: Annotated[int, knob(580, 350, 950, "points", "Mean score before any deed is seen.",
                              source="assumed: as the scheme's start_score")]
    sd: Annotated[int, knob(45, 20, 100, "points", "Spread of scores before any is seen.",
                            source="assumed: as the scheme's start_score")]
    line: Annotated[int, knob(600, 450, 750, "points", "Score at which a lender lends.",
                              source="assumed: as the gate of the instant loan")]
    rival: Annotated[int, knob(8, 1, 8, "bureau",
                               "Which is the rival of the headline bureau, by name, the headline first; 1: none.",
                               source="assumed: the eighth is Tencent")]
    merged_week: Annotated[int, knob(138, 0, 5200, "week", "First week in which all files are one.",
                                     grade="documented", source="Baihang Credit was licensed in February 2018")]
    federated: Annotated[int, knob(
        0, 0, 256, "of 256", "What the headline bureau sees more of speech, shops and visits.",
        source="assumed; 0: Sesame Credit, Tencent's score and the registers of the state stay three things")]


class Keeps(NamedTuple):
    """Its own columns."""

    files: Annotated[Array, kept(
        np.uint8, "A bit for each bureau: set once it saw a deed that counts, and so has a file.")]
    bureau_full: Annotated[Array, kept(
        np.int16, "Points of all deeds that count, seen or not, fading monthly; -2000 .. 2000.", 12, MOST)]
    bureau_union: Annotated[Array, kept(np.int16, "Points of the deeds that any bureau saw; -2000 .. 2000.", 12, MOST)]
    bureau_1: Annotated[Array, kept(np.int16, "Points of the deeds that bureau 1 saw; -700 .. 323.", 10, -LOW)]
    bureau_2: Annotated[Array, kept(np.int16, "Points of the deeds that bureau 2 saw; -700 .. 323.", 10, -LOW)]
    bureau_3: Annotated[Array, kept(np.int16, "Points of the deeds that bureau 3 saw; -700 .. 323.", 10, -LOW)]
    bureau_4: Annotated[Array, kept(np.int16, "Points of the deeds that bureau 4 saw; -700 .. 323.", 10, -LOW)]
    bureau_5: Annotated[Array, kept(np.int16, "Points of the deeds that bureau 5 saw; -700 .. 323.", 10, -LOW)]
    bureau_6: Annotated[Array, kept(np.int16, "Points of the deeds that bureau 6 saw; -700 .. 323.", 10, -LOW)]
    bureau_7: Annotated[Array, kept(np.int16, "Points of the deeds that bureau 7 saw; -700 .. 323.", 10, -LOW)]
    bureau_8: Annotated[Array, kept(np.int16, "Points of the deeds that bureau 8 saw; -700 .. 323.", 10, -LOW)]


class Memory(NamedTuple):
    """What it remembers."""

    merged: int
    """1 from the week on in which all files are one."""
    federated: int


class Citizens(NamedTuple):
    """Columns that it reads, and those of its own, which it writes."""

    diary: Array
    files: Array
    bureau_full: Array
    bureau_union: Array
    bureau_1: Array
    bureau_2: Array
    bureau_3: Array
    bureau_4: Array
    bureau_5: Array
    bureau_6: Array
    bureau_7: Array
    bureau_8: Array


def touch(lo: int, hi: int, citizens: Citizens, deeds: Array, numbers: Numbers, knobs: Knobs, law: Rules, draws: Draws,
          week_words: Array, ever_words: Array, sums: Array) -> None:
    """Let every bureau add to its files of citizens `lo` to `hi` what it saw this month.

    A citizen is a customer of a bureau for good, by one draw. Of a customer's deeds that rules count, a bureau sees the
    share that the scheme gives it of the act. A file fades by ``fade / 65536`` a month and takes the points of what was
    seen. Some hundreds of citizens are reckoned at a time, all together; `sums`, int32 ``[k, i]``, is scratch. Writes
    files, bureau_full, bureau_union, bureau_1 to bureau_8.
    """
    some = Some(sums, sums[0][TOGETHER:], sums[1][TOGETHER:], sums[2][TOGETHER:], sums[3][TOGETHER:],
                sums[4][TOGETHER:])
    for first in range(lo, hi, TOGETHER):
        n = min(TOGETHER, hi - first)
        draw(n, first, lo, draws, 0, ever_words, 0, some.word)
        note_customers(n, lo, law, numbers, knobs.online, knobs.other, some)
        look_at(n, first, lo, citizens.diary, deeds, law, draws, week_words, some)
        draw(n, first, lo, draws, 2, week_words, 0, some.word)
        month_later(n, first, lo, citizens, law.there, law.keys, knobs.fade, some)
        draw(n, first, lo, draws, 2, week_words, 1, some.word)
        two_later(n, first, lo, citizens, knobs.fade, some)
        for j in range(u64(n)):
            i, p = j + u64(first), j + u64(lo)
            citizens.files[i] = int(citizens.files[i]) | (int(some.bits[p]) >> BUREAUS) & ALL_BUREAUS


def month_later(n: int, first: int, lo: int, citizens: Citizens, there: int, keys: Array, fade: int,
                some: Some) -> None:
    """Let the file of every bureau fade, rounded by the word drawn, keyed by its name, and take what it gained.

    The file of a bureau that is not there stays as it is.
    """
    later(n, first, lo, citizens.bureau_1, keys[0], fade * (there >> 0 & 1), some.word, some.gained[0])
    later(n, first, lo, citizens.bureau_2, keys[1], fade * (there >> 1 & 1), some.word, some.gained[1])
    later(n, first, lo, citizens.bureau_3, keys[2], fade * (there >> 2 & 1), some.word, some.gained[2])
    later(n, first, lo, citizens.bureau_4, keys[3], fade * (there >> 3 & 1), some.word, some.gained[3])
    later(n, first, lo, citizens.bureau_5, keys[4], fade * (there >> 4 & 1), some.word, some.gained[4])
    later(n, first, lo, citizens.bureau_6, keys[5], fade * (there >> 5 & 1), some.word, some.gained[5])
    later(n, first, lo, citizens.bureau_7, keys[6], fade * (there >> 6 & 1), some.word, some.gained[6])
    later(n, first, lo, citizens.bureau_8, keys[7], fade * (there >> 7 & 1), some.word, some.gained[7])


def later(n: int, first: int, lo: int, file: Array, key: int, fade: int, word: Array, gained: Array) -> None:
    """Write what becomes of one bureau's file."""
    named, rate = u32(key), i32(fade)
    for j in range(u64(n)):
        i, p = j + u64(first), j + u64(lo)
        bits = i32(mixed_narrow(drawn_of(word[p]), named) >> u32(16))
        file[i] = faded(i32(file[i]), bits, gained[p], rate, i32(LOW), i32(HIGH))


def two_later(n: int, first: int, lo: int, citizens: Citizens, fade: int, some: Some) -> None:
    """Write the same of the union and of the full file: each is rounded by a half of the word drawn."""
    rate = i32(fade)
    for j in range(u64(n)):
        i, p = j + u64(first), j + u64(lo)
        word = drawn_of(some.word[p])
        union, full = i32(citizens.bureau_union[i]), i32(citizens.bureau_full[i])
        citizens.bureau_union[i] = faded(union, i32(word & u32(0xFFFF)), some.union[p], rate, i32(-MOST), i32(MOST))
        citizens.bureau_full[i] = faded(full, i32(word >> u32(16)), some.full[p], rate, i32(-MOST), i32(MOST))


def faded(old: Any, bits: Any, gain: Any, fade: Any, low: Any, high: Any) -> Any:
    """Give a file after a month: faded, rounded at random by 16 `bits`, with what was added, as far as it has room."""
    return min(max(i32(old - i32((old * fade + bits) >> i32(16)) + gain), low), high)


class Filed(NamedTuple):
    """What `differ` reads of a citizen."""

    cell: int
    standing: int
    files: int
    bureau_full: int
    bureau_union: int
    bureau_1: int
    bureau_2: int
    bureau_3: int
    bureau_4: int
    bureau_5: int
    bureau_6: int
    bureau_7: int
    bureau_8: int


class Did(NamedTuple):
    """What the citizen did this month."""

    borrow: int
    shop: Month


class Scale(NamedTuple):
    """What `differ` reads of the law."""

    there: int
    low: int
    high: int


def differ(i: int, own: Filed, did: Did, knobs: Knobs, law: Scale, counted: Counted) -> None:
    """Count how far the files of a citizen differ, and what became of a loan that was due.

    A bureau's score is ``mean + sd standing + file``, within the scale. Counted, summed over the bureaus that the
    scheme has: no file (thin), ``|file - full|`` (error), a score on the other side of the line than the full file
    gives (wrong), no file or a score below the line (refused); the same once for the union of all files.
    """
    lender = lender_of(own.standing, law, knobs)
    lent, error = 0, 0
    for b, file in enumerate((own.bureau_1, own.bureau_2, own.bureau_3, own.bureau_4, own.bureau_5, own.bureau_6,
                              own.bureau_7, own.bureau_8)):
        lent |= lends(file, lender) << b
        error += abs(file - own.bureau_full) * (law.there >> b & 1)
    compare(own.cell, own.files, lent, error, own.bureau_union, own.bureau_full, law.there,
            rival_of(law.there, knobs.rival), lender, counted)
    lend(own.cell, did.borrow, did.shop, counted)


def lender_of(standing: int, law: Scale, knobs: Knobs) -> Lender:
    """Give how a lender makes a score of a citizen's file."""
    return Lender(knobs.mean + ((knobs.sd * standing) >> 5), law.low, law.high, knobs.line)


def rival_of(there: int, knob: int) -> int:
    """Give which bureau is the rival of the first, by number from 0: the knob's, or the last before that is there."""
    rival = 0
    for b in range(1, BUREAUS):
        rival = b if b < knob and (there >> b) & 1 == 1 else rival
    return rival


def think(memory: dict[str, int], past: Past, knobs: Knobs, lot: Callable[[int], int]) -> None:
    """Take over all files on the day: ``merged`` is 0 before and 1 from then on; ``federated`` is the knob."""
    memory["merged"] = int(past.week >= knobs.merged_week)
    memory["federated"] = knobs.federated


def write(agenda: Agenda, memory: dict[str, int], knobs: Knobs) -> None:
    """Let the headline bureau see, of what is done on-line and on the way, what the others see."""
    for act in ONLINE_ACTS:
        agenda.sense(act, memory["federated"])


bureaus = Institution(
    name="bureaus",
    summary="Several bureaus keep files of different people and deeds, until their files become one.",
    reads=("deeds that rules count", "what each bureau of the scheme sees"),
    writes=("sees", "files", "bureau_full", "bureau_union", "bureau_1", "bureau_2", "bureau_3", "bureau_4", "bureau_5",
            "bureau_6", "bureau_7", "bureau_8"),
    knobs_are=Knobs,
    remembers=Memory,
    keeps=Keeps,
    think=think,
    write=write,
    touch=touch,
    then=differ,
    abreast=("differ",),
    sums=True,
)
