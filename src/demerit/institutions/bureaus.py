"""Bureaus: several keep files side by side, each of some people and some deeds, until one takes them all over."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.base.draws import philox
from demerit.base.kernel import allocating, inlined, inner
from demerit.base.knob import Knob
from demerit.institutions._lenders import BUREAUS, compare, lend
from demerit.institutions.institution import AroundLaw, Column, OldInstitution
from demerit.institutions.reading import acts_with_points, deed_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.institutions.agenda import Agenda
    from demerit.institutions.past import Past

i16 = np.int16
i32 = np.int32
i64 = np.int64
u8 = np.uint8
u32 = np.uint32

MOST = 2000
"""Points that a file can hold, either way."""
CUSTOMER, FADE, SEEN = 0, 2, 16
"""Where the draws of who is whose customer, of rounding, and of what is seen begin."""
BLOCK = 256
"""Citizens whose words are drawn together."""
ONLINE_ACTS = ("speak", "shop", "go")

KNOBS = (
    Knob("online", 128, 0, 256, "of 256 adults", "Customers of a bureau that sees speech or shopping.",
         source="assumed; 300 million real-name users at the start of Sesame Credit (2015)"),
    Knob("other", 67, 0, 256, "of 256 adults", "Customers of any other bureau.",
         source="assumed; 26 % of the people had a record with the central bank at the end of 2015"),
    Knob("fade", 2545, 0, 8000, "of 65536 a month", "How fast files fade: half gone in 70 weeks, as in the score.",
         source="assumed"),
    Knob("mean", 580, 350, 950, "points", "Mean score before any deed is seen.",
         source="assumed: as the scheme's start_score"),
    Knob("sd", 45, 20, 100, "points", "Spread of scores before any is seen.",
         source="assumed: as the scheme's start_score"),
    Knob("line", 600, 450, 750, "points", "Score at which a lender lends.",
         source="assumed: as the gate of the instant loan"),
    Knob("rival", 8, 1, 8, "bureau", "Which is the rival of the headline bureau, by name, the headline first; 1: none.",
         source="assumed: the eighth is Tencent"),
    Knob("merged_week", 138, 0, 5200, "week", "First week in which all files are one.",
         grade="documented", source="Baihang Credit was licensed in February 2018"),
    Knob("federated", 0, 0, 256, "of 256", "What the headline bureau sees more of speech, shops and visits.",
         source="assumed; 0: Sesame Credit, Tencent's score and the registers of the state stay three things"),
)


class Knobs(NamedTuple):
    """The knobs above."""

    online: int
    other: int
    fade: int
    mean: int
    sd: int
    line: int
    rival: int
    merged_week: int
    federated: int


class View(NamedTuple):
    """Columns that `bureaus` reads and writes, whole."""

    cell: NDArray[np.uint16]
    diary: NDArray[np.uint32]
    standing: NDArray[np.int8]
    files: NDArray[np.uint8]
    bureau_full: NDArray[np.int16]
    bureau_union: NDArray[np.int16]
    bureau_1: NDArray[np.int16]
    bureau_2: NDArray[np.int16]
    bureau_3: NDArray[np.int16]
    bureau_4: NDArray[np.int16]
    bureau_5: NDArray[np.int16]
    bureau_6: NDArray[np.int16]
    bureau_7: NDArray[np.int16]
    bureau_8: NDArray[np.int16]


COLUMNS = (
    Column("files", np.uint8, "A bit for each bureau: set once it saw a deed that counts, and so has a file."),
    Column("bureau_full", np.int16, "Points of all deeds that count, seen or not, fading monthly; -2000 .. 2000."),
    Column("bureau_union", np.int16, "Points of the deeds that any bureau saw; -2000 .. 2000."),
    *(Column(f"bureau_{b}", np.int16, f"Points of the deeds that bureau {b} saw; -2000 .. 2000.")
      for b in range(1, BUREAUS + 1)),
)  # fmt: skip


@allocating
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Let every bureau add to its file of citizens `lo` to `hi` what it saw this month, and count how files differ.

    A citizen is a customer of a bureau for good, by one draw. Of a customer's deeds that rules count, a bureau sees the
    share that the scheme gives it of the act. A file fades by ``fade / 65536`` a month and takes the points of what was
    seen. A bureau's score is ``mean + sd standing + file``, within the scale. Counted, summed over the bureaus that the
    scheme has: no file (thin), ``|file - full|`` (error), a score on the other side of the line than the full file
    gives (wrong), no file or a score below the line (refused); the same once for the union of all files. Writes files,
    bureau_full, bureau_union, bureau_1 to bureau_8.
    """
    books = (x.bureau_1, x.bureau_2, x.bureau_3, x.bureau_4, x.bureau_5, x.bureau_6, x.bureau_7, x.bureau_8)
    n_bureaus = min(BUREAUS, r.sees.shape[0])
    customers = np.zeros(BUREAUS, np.int32)
    for b in range(n_bureaus):
        customers[b] = i32(k.other)
        if r.sees[b, r.act[0]] > 0 or r.sees[b, r.act[1]] > 0:
            customers[b] = i32(k.online)
    watchers = np.zeros(r.first.shape[0], np.int32)
    for a in range(r.first.shape[0]):
        for b in range(n_bureaus):
            watchers[a] |= i32(1 if r.sees[b, a] > 0 else 0) << b
    counting = np.zeros(r.first.shape[0], np.int32)
    n_counting = acts_with_points(r, False, counting)
    gained = np.zeros(BUREAUS + 2, np.int32)
    drawn = np.empty((4, 4, BLOCK), np.uint32)
    for i in range(lo, hi):
        at = (i - lo) % BLOCK
        if at == 0:
            draw(i, min(BLOCK, hi - i), week, r, drawn)
        mine = customer_of(drawn, at, n_bureaus, customers)
        gained[:] = 0
        saw = look_at(i, i - lo, week, deeds, mine, n_bureaus, counting[:n_counting], watchers, x, r, gained)
        files = i32(x.files[i]) | saw
        x.files[i] = u8(files)
        for b in range(n_bureaus):
            books[b][i] = i16(kept(i32(books[b][i]), bits_of(drawn, at, b), gained[b], k.fade))
        bits = bits_of(drawn, at, BUREAUS), bits_of(drawn, at, BUREAUS + 1)
        x.bureau_union[i] = i16(kept(i32(x.bureau_union[i]), bits[0], gained[BUREAUS], k.fade))
        x.bureau_full[i] = i16(kept(i32(x.bureau_full[i]), bits[1], gained[BUREAUS + 1], k.fade))
        compare(i, files, n_bureaus, books, x, k, r, counts)
        lend(i, i - lo, deeds, x, r, counts)


@inner
def draw(first, m, week, r, drawn):  # type: ignore[no-untyped-def]
    """Write the words of `m` citizens from `first` on, together, so that the compiler can draw several at once.

    `drawn` is uint32 ``(4, 4, BLOCK)``: whose customer one is, twice, and how files are rounded, twice.
    """
    for which in range(4):
        now = 0 if which < 2 else week
        number = CUSTOMER + which if which < 2 else FADE + which - 2
        w = drawn[which]
        for j in range(m):
            w[0, j], w[1, j], w[2, j], w[3, j] = philox(
                u32(first + j), u32(now), u32(r.stream), u32(number), u32(r.k0), u32(r.k1)
            )


@inlined
def customer_of(drawn, at, n_bureaus, customers):  # type: ignore[no-untyped-def]
    """Give the bits of the bureaus whose customer one is, for good."""
    mine = i32(0)
    for b in range(n_bureaus):
        if i32(drawn[b >> 2, b & 3, at] & u32(255)) < customers[b]:
            mine |= i32(1) << b
    return mine


@inlined
def look_at(i, j, week, deeds, mine, n_bureaus, counting, watchers, x, r, gained):  # type: ignore[no-untyped-def]
    """Add to `gained` the points that each bureau saw this month, then of the union, then of all; give who saw.

    `counting` holds the acts of which any deed counts, `watchers` a bit for each bureau that sees anything of an act:
    no draw is made for one whom nobody watches.
    """
    saw = i32(0)
    for a in counting:
        for at in range(r.weeks if a < r.weekly else 1):
            if a < r.weekly:
                deed = deed_in(x.diary[i], r.shift[a], r.bits[a], at)
            else:
                deed = i32(deeds[a, j])
            points = i32(r.points[r.first[a] + deed])
            if points == 0:
                continue
            gained[BUREAUS + 1] += points
            if mine & watchers[a] == 0:
                continue
            w0, w1, _, _ = philox(u32(i), u32(week), u32(r.stream), u32(SEEN + 4 * r.lot[a] + at), u32(r.k0), u32(r.k1))
            now = i32(0)
            for b in range(n_bureaus):
                byte = i32(((w0 if b < 4 else w1) >> u32(8 * (b & 3))) & u32(255))
                if (mine >> b) & 1 and byte < r.sees[b, a]:
                    gained[b] += points
                    now |= i32(1) << b
            if now:
                gained[BUREAUS] += points
                saw |= now
    return saw


@inlined
def bits_of(drawn, at, book):  # type: ignore[no-untyped-def]
    """Give the 16 bits that round a file: the first eight stand in the third draw, the others in the fourth."""
    word = drawn[2 + (book >> 3), (book >> 1) & 3, at]
    return i32((word >> u32(16 * (book & 1))) & u32(0xFFFF))


@inlined
def kept(old, bits, more, fade):  # type: ignore[no-untyped-def]
    """Give a file after a month: faded, rounded at random by `bits`, and with what was added."""
    faded = old - i32((i64(old) * i64(fade) + i64(bits)) >> 16)
    return min(max(faded + more, i32(-MOST)), i32(MOST))


def think(memory: dict[str, int], past: Past, k: Knobs, lot: Callable[[int], int]) -> None:
    """Take over all files on the day: ``merged`` is 0 before and 1 from then on; ``federated`` is the knob."""
    memory["merged"] = int(past.week >= k.merged_week)
    memory["federated"] = k.federated


def write(agenda: Agenda, memory: dict[str, int], k: Knobs) -> None:
    """Let the headline bureau see, of what is done on-line and on the way, what the others see."""
    for act in ONLINE_ACTS:
        agenda.sense(act, memory["federated"])


bureaus = OldInstitution(
    name="bureaus",
    summary="Several bureaus keep files of different people and deeds, until their files become one.",
    reads=("deeds that rules count", "what each bureau of the scheme sees"),
    writes=("sees", "files", *(column.name for column in COLUMNS[1:])),
    knobs=KNOBS,
    knob_class=Knobs,
    memory=("merged", "federated"),
    think=think,
    write=write,
    columns=COLUMNS,
    counts=(
        *(f"{where}_{what}" for where in ("apart", "union") for what in ("thin", "error", "wrong", "refused")),
        "truly_refused", "first_refused", "rival_refused", "either_refused", "both_refused",
        *(f"file_{b}" for b in range(1, BUREAUS + 1)),
        *(f"{kind}_{how}" for kind in ("games", "family", "neither") for how in ("repaid", "defaulted")),
    ),
    acts=("speak", "shop", "borrow"),
    sums=True,
    view=View,
    around=AroundLaw,
    touch=touch,
)  # fmt: skip
