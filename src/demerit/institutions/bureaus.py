"""Bureaus: several keep files side by side, each of some people and some deeds, until one takes them all over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import numpy as np

from demerit.base.draws import Draws, Four, mixed_narrow, this_week
from demerit.base.knob import knob
from demerit.institutions._eight import NONE, Eight, bits_of, either, more, some
from demerit.institutions._lenders import Counted, Lender, compare, lend
from demerit.institutions._watching import Numbers, customer_of, seen_by
from demerit.institutions.institution import Array, Institution, Month, kept
from demerit.rows.diary import MONTH, month_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.institutions.agenda import Agenda
    from demerit.institutions.past import Past

u32 = np.uint32
MOST, LOW, HIGH = 2000, -700, 323
"""Points that the files of all deeds, and of those that any bureau saw, can hold, either way; that of one bureau."""
SEEN = 16
"""Where the draws of what is seen begin: after those of who is whose customer, and of rounding."""
"""The draw of a bill, ``SEEN + 4 lot_of("pay")``: everybody has one every month, so it is drawn for many at once."""
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


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    diary: int
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


class Citizens(NamedTuple):
    """Columns that it writes."""

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


class Did(NamedTuple):
    """What the citizen bought, and made of a loan, this month."""

    shop: Month
    borrow: int


class Gains(NamedTuple):
    """What a month brings."""

    saw: Eight
    """-1 for each bureau that saw anything, else 0."""
    bureaus: Eight
    """The points that the file of each gains."""
    union: int
    full: int


class Rules(NamedTuple):
    """What it reads of the law."""

    shift: Array
    bits: Array
    weekly: int
    first: Array
    lot: Array
    points: Array
    shares: Array
    watched: Array
    keys: Array
    there: int
    low: int
    high: int
    counting: Array


def touch(i: int, own: Own, citizens: Citizens, did: Did, deeds: Array, numbers: Numbers, knobs: Knobs,
          law: Rules, draws: Draws, week_words: Array, always: Four, lot_2: Four, counted: Counted) -> None:
    """Let every bureau add to its file of a citizen what it saw this month, and count how files differ.

    A citizen is a customer of a bureau for good, by one draw. Of a customer's deeds that rules count, a bureau sees the
    share that the scheme gives it of the act. A file fades by ``fade / 65536`` a month and takes the points of what was
    seen. A bureau's score is ``mean + sd standing + file``, within the scale. Counted, summed over the bureaus that the
    scheme has: no file (thin), ``|file - full|`` (error), a score on the other side of the line than the full file
    gives (wrong), no file or a score below the line (refused); the same once for the union of all files. Writes files,
    bureau_full, bureau_union, bureau_1 to bureau_8.
    """
    mine = customer_of(always[0], law.keys, law.watched, numbers, knobs.online, knobs.other)
    gained = look_at(i, own.diary, deeds, mine, law, draws, week_words)
    has = own.files | bits_of(gained.saw)
    files, union, full = month_later(own, gained, law.there, law.keys, knobs.fade, lot_2)
    write_files(i, files, citizens)
    citizens.files[i] = has
    citizens.bureau_union[i] = union
    citizens.bureau_full[i] = full
    lender = Lender(knobs.mean + ((knobs.sd * own.standing) >> 5), law.low, law.high, knobs.line)
    compare(own.cell, has, files, union, full, law.there, rival_of(law.there, knobs.rival), lender, counted)
    lend(own.cell, did.borrow, did.shop, counted)


def look_at(i: int, diary: int, deeds: Array, mine: Eight, law: Rules, draws: Draws, week_words: Array) -> Gains:
    """Give what a month brings to the files of a citizen.

    Of a weekly act of which nothing was done in the month, and nothing counts nothing, the weeks are not looked at.
    """
    customer, gains = bits_of(mine), Gains(NONE, NONE, 0, 0)
    for act in law.counting:
        first, watching = int(law.first[act]), int(law.watched[act]) & customer
        if act < law.weekly:
            bits = int(law.bits[act])
            month = month_in(diary, law.shift[act], bits)
            if month == 0 and law.points[first] == 0:
                continue
            for at in range(MONTH):
                points = int(law.points[first + (month & ((1 << bits) - 1))])
                month >>= bits
                if points != 0:
                    gains = filed(i, act, at, points, gains, mine, watching, law, draws, week_words)
        else:
            points = int(law.points[first + int(deeds[act, i])])
            if points != 0:
                gains = filed(i, act, 0, points, gains, mine, watching, law, draws, week_words)
    return gains


def filed(i: int, act: int, at: int, points: int, gains: Gains, mine: Eight, watching: int, law: Rules, draws: Draws,
          week_words: Array) -> Gains:
    """Give what the month has brought so far, with the points of one more deed.

    No draw is made for a deed of an act of which no bureau in `mine` sees anything (`watching` is 0).
    """
    full = gains.full + points
    if watching == 0:
        return Gains(gains.saw, gains.bureaus, gains.union, full)
    word = this_week(i, SEEN + 4 * int(law.lot[act]) + at, draws, week_words)[0]
    sees = seen_by(word, law.keys, law.shares[act], mine)
    return Gains(either(gains.saw, sees), more(gains.bureaus, sees, points), gains.union + (points & some(sees)), full)


def month_later(own: Own, gained: Gains, there: int, keys: Array, fade: int,
                lots: Four) -> tuple[Eight, int, int]:
    """Give the file of every bureau after the month, then the union and the full file.

    The first word of the draw rounds, keyed by each bureau's name; the second rounds the two other files. The file of a
    bureau that is not there stays as it is.
    """
    word, last = lots[0], lots[1]
    files = (
        faded(own.bureau_1, half(word, keys[0]), gained.bureaus[0], fade * (there >> 0 & 1), LOW, HIGH),
        faded(own.bureau_2, half(word, keys[1]), gained.bureaus[1], fade * (there >> 1 & 1), LOW, HIGH),
        faded(own.bureau_3, half(word, keys[2]), gained.bureaus[2], fade * (there >> 2 & 1), LOW, HIGH),
        faded(own.bureau_4, half(word, keys[3]), gained.bureaus[3], fade * (there >> 3 & 1), LOW, HIGH),
        faded(own.bureau_5, half(word, keys[4]), gained.bureaus[4], fade * (there >> 4 & 1), LOW, HIGH),
        faded(own.bureau_6, half(word, keys[5]), gained.bureaus[5], fade * (there >> 5 & 1), LOW, HIGH),
        faded(own.bureau_7, half(word, keys[6]), gained.bureaus[6], fade * (there >> 6 & 1), LOW, HIGH),
        faded(own.bureau_8, half(word, keys[7]), gained.bureaus[7], fade * (there >> 7 & 1), LOW, HIGH),
    )
    union = faded(own.bureau_union, last & 0xFFFF, gained.union, fade, -MOST, MOST)
    full = faded(own.bureau_full, last >> 16, gained.full, fade, -MOST, MOST)
    return files, union, full


def half(word: int, key: int) -> int:
    """Give 16 bits of a drawn word for a bureau, by the number of its name."""
    return int(mixed_narrow(u32(word), u32(key)) >> u32(16))


def rival_of(there: int, knob: int) -> int:
    """Give which bureau is the rival of the first, by number from 0: the knob's, or the last before that is there."""
    rival = knob - 1
    while rival > 0 and (there >> rival) & 1 == 0:
        rival -= 1
    return rival


def faded(old: int, bits: int, gain: int, fade: int, low: int, high: int) -> int:
    """Give a file after a month: faded, rounded at random by 16 `bits`, with what was added, as far as it has room."""
    return min(max(old - ((old * fade + bits) >> 16) + gain, low), high)


def write_files(i: int, files: Eight, citizens: Citizens) -> None:
    """Write the file of every bureau."""
    citizens.bureau_1[i] = files[0]
    citizens.bureau_2[i] = files[1]
    citizens.bureau_3[i] = files[2]
    citizens.bureau_4[i] = files[3]
    citizens.bureau_5[i] = files[4]
    citizens.bureau_6[i] = files[5]
    citizens.bureau_7[i] = files[6]
    citizens.bureau_8[i] = files[7]


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
    sums=True,
)
