"""The courts: debtors are judged and put on a list that all can see; friends see it, are frightened, and condemn."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, ONLINE
from demerit.acts.borrow import borrow
from demerit.acts.look_up import look_up
from demerit.base.draws import philox
from demerit.base.kernel import inlined, kernel
from demerit.base.knob import Knob
from demerit.institutions._blocks import BLOCK
from demerit.institutions.institution import AroundLaw, Column, OldInstitution
from demerit.society.citizens import LEADER

i16 = np.int16
i32 = np.int32
u8 = np.uint8
u32 = np.uint32

BORROW, LOOK_UP = range(2)
DEFAULT, FRIENDS = borrow.deeds.index("default"), look_up.deeds.index("friends")
IS_JUDGED, OF_FIRM, IS_LISTED, IS_CONDEMNED = range(4)
JUDGED, FIRM, LISTED, EXPOSED, LOOKS, SIGHTINGS, SEEN, CONDEMNED, MAP_LOOKS, MAP_FOUND, MAP_SEEN = range(11)
FIRM_SIZE = 40
"""Rows of a firm: about the size of a circle, whose members stand next to each other (assumed)."""
FIRMS = 0x7FFE0000
"""Where the draws of firms begin, beside those about citizens."""
MANY = 4
"""So many friends frighten and shame as much as any more do."""
READER = ADULT | ONLINE

_LIST = "assumed; 0.9 % of the population had been listed by the end of 2018 (Supreme People's Court)"
KNOBS = (
    Knob("loans", 2000, 0, 65536, "of 65536", "Chance that a loan not repaid ends in a judgement.", source=_LIST),
    Knob("suits", 24, 0, 8192, "of 65536 a month", "Chance of a judgement for a debt that no score knows of, "
         "private or of trade, at reliability 0; the reliable have less.", source=_LIST),
    Knob("months", 4, 3, 12, "months", "Unpaid bills from which creditors sue.", source="assumed"),
    Knob("bills", 4096, 0, 65536, "of 65536 a month", "Chance that they win while it lasts.", source=_LIST),
    Knob("owed", 3, 1, 48, "months of bills", "What a judgement leaves one owing; paid off, one is off the list.",
         source="assumed: less than what makes bankrupt, so that a judgement alone does not"),
    Knob("fail", 130, 0, 3277, "of 65536 a month", "Chance that a firm does not pay: 2.6 % a year.", source="assumed"),
    Knob("term", 26, 13, 65, "months", "For how long a judgement stands; the list's own term is two years.",
         source="assumed; two years are named without a source"),
    Knob("sight", 48, 0, 256, "of 256 a month", "Chance that a friend comes to see that one is listed.",
         source="assumed; all of it is swept"),
    Knob("fright", 24, 0, 128, "of 256", "Fear that seeing a friend on the list adds.", source="assumed"),
    Knob("moral", 8, 0, 64, "of 256", "How far the talk it makes moves the climate to the official side.",
         source="assumed"),
    Knob("shame", 32, 0, 128, "of 256", "Fear that each friend who condemns adds to the listed one.", source="assumed"),
    Knob("brand", 96, 0, 1024, "of 16384", "How far each of them turns the listed one away.",
         source="assumed: 0 deters only; labelling makes defiant"),
    Knob("mercy", 0, -64, 127, "of 128", "A friend condemns whose conviction at rest is higher.", source="assumed"),
    Knob("many", 2, 1, 6, "friends", "How many must condemn for it to be public condemnation.", source="assumed"),
    Knob("map_from", 184, 0, 5200, "weeks", "First week of the map of debtors.", grade="documented",
         source="High Court of Hebei, January 2019 (week 184 of a scheme begun in July 2015)"),
    Knob("map", 655, 0, 6554, "of 65536 a month", "Chance that an adult looks at the map.", source="assumed: 1 %"),
    Knob("sting", 8, 0, 64, "of 256", "Fear that finding somebody there, or being found, adds.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above."""

    loans: int
    suits: int
    months: int
    bills: int
    owed: int
    fail: int
    term: int
    sight: int
    fright: int
    moral: int
    shame: int
    brand: int
    mercy: int
    many: int
    map_from: int
    map: int
    sting: int


class View(NamedTuple):
    """Columns that `courts` reads and writes, whole."""

    cell: NDArray[np.uint16]
    occupation: NDArray[np.uint8]
    home: NDArray[np.int8]
    reliability: NDArray[np.int8]
    status: NDArray[np.uint8]
    conviction: NDArray[np.int16]
    climate: NDArray[np.int16]
    fear: NDArray[np.int16]
    arrears: NDArray[np.uint8]
    listed: NDArray[np.uint8]
    start: NDArray[np.int32]
    friend: NDArray[np.int32]
    kind: NDArray[np.uint8]
    exposed: NDArray[np.uint8]
    judgement: NDArray[np.uint8]


COLUMNS = (
    Column("exposed", np.uint8, "Months on a public register and one more, as others see it; 0 on none."),
    Column("judgement", np.uint8, "Months for which a judgement still stands; 0 none."),
)


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Judge debtors and officers of failed firms, and let friends and neighbours look at those who are exposed.

    Judged is, unless a judgement stands, who did not repay a loan (chance `loans`), owes `months` of bills (chance
    `bills`), or owes elsewhere (chance ``suits (64 - reliability) / 64``); it leaves them `owed` months to pay.
    Officers are the leaders in a firm, `FIRM_SIZE` rows; one that does not pay (draw by firm, chance `fail`) leaves its
    debt with them. Either way one is `listed`, which registers may ask for. Then `seen_by_friends` and `on_the_map`.
    Writes judgement, arrears, fear, climate, conviction.
    """
    for i in range(lo, hi):
        cell = i32(x.cell[i])
        j = i - lo
        w0, w1, _, w3 = philox(u32(i), u32(week), u32(r.stream), u32(0), u32(r.k0), u32(r.k1))
        if x.judgement[i] > 0:
            x.judgement[i] -= u8(1)
        else:
            how = judged(i, j, week, deeds, x, k, r, w0, w1)
            if how >= 0:
                happened[how, j] = u8(1)
                happened[IS_LISTED, j] = u8(1)
                counts[how, cell] += 1
                counts[LISTED, cell] += 1
                x.judgement[i] = u8(k.term)
                x.arrears[i] = u8(min(i32(255), i32(x.arrears[i]) + i32(k.owed)))
        if x.exposed[i] > 0:
            counts[EXPOSED, cell] += 1
        seen_by_friends(i, j, week, deeds, x, k, r, happened, counts)
        if week >= k.map_from:
            on_the_map(i, week, x, k, r, w3, counts)


@inlined
def judged(i, j, week, deeds, x, k, r, word, other):  # type: ignore[no-untyped-def]
    """Give what becomes of citizen `i` in court: `IS_JUDGED` for a debt of their own, `OF_FIRM`, or -1."""
    if deeds[r.act[BORROW], j] == DEFAULT and i32(word & u32(0xFFFF)) < k.loans:
        return IS_JUDGED
    if x.arrears[i] >= k.months and i32(word >> u32(16)) < k.bills:
        return IS_JUDGED
    if i32(other & u32(0xFFFF)) < (i32(k.suits) * max(64 - i32(x.reliability[i]), 0)) >> 6:
        return IS_JUDGED
    if x.occupation[i] == LEADER:
        lot, _, _, _ = philox(u32(i // FIRM_SIZE), u32(week), u32(r.stream), u32(FIRMS), u32(r.k0), u32(r.k1))
        if i32(lot & u32(0xFFFF)) < k.fail:
            return OF_FIRM
    return -1


@inlined
def seen_by_friends(i, j, week, deeds, x, k, r, happened, counts):  # type: ignore[no-untyped-def]
    """Let citizen `i` see friends who are exposed, and suffer those who see and condemn them.

    A friend sees by a draw of the pair, a byte for each direction; one who looked friends up sees all. Kin do not
    condemn, nor those whose conviction at rest is no higher than `mercy`. Each friend seen adds `fright` to fear and
    takes `moral` from the climate; each who condemns adds `shame` and takes `brand` from conviction; from `many` of
    them on it is condemnation in public.
    """
    cell = i32(x.cell[i])
    looked = deeds[r.act[LOOK_UP], j] == FRIENDS
    saw = i32(0)
    eyes = i32(0)
    blame = i32(0)
    shown = i32(0)
    for t in range(x.start[i], x.start[i + 1]):
        other = x.friend[t]
        if other < 0:
            break
        if (x.exposed[i] == 0 and x.exposed[other] == 0):
            continue
        shown += i32(1) if x.exposed[other] > 0 else i32(0)
        word, _, _, _ = philox(
            u32(min(i, other)), u32(week), u32(r.stream), u32(max(i, other)), u32(r.k0), u32(r.k1)
        )
        mine = i32((word >> u32(0 if i < other else 8)) & u32(255)) < k.sight
        theirs = i32((word >> u32(8 if i < other else 0)) & u32(255)) < k.sight
        if x.exposed[other] > 0 and (mine or looked):
            saw += i32(1)
        if x.exposed[i] > 0 and theirs:
            eyes += i32(1)
            if x.home[other] > k.mercy and (x.kind[t] & u8(3)) != u8(1):
                blame += i32(1)
    if looked and shown > 0:
        counts[LOOKS, cell] += 1
    counts[SIGHTINGS, cell] += saw
    counts[SEEN, cell] += eyes
    if blame >= k.many:
        happened[IS_CONDEMNED, j] = u8(1)
        counts[CONDEMNED, cell] += 1
    most, worst = min(saw, i32(MANY)), min(blame, i32(MANY))
    if most + worst > 0:
        x.fear[i] = i16(min(i32(x.fear[i]) + i32(k.fright) * most + i32(k.shame) * worst, i32(512)))
        x.conviction[i] = i16(max(i32(x.conviction[i]) - i32(k.brand) * worst, i32(-16384)))
        if (i32(x.status[i]) & READER) == READER:
            x.climate[i] = i16(max(i32(x.climate[i]) - i32(k.moral) * most, i32(-256)))


@inlined
def on_the_map(i, week, x, k, r, word, counts):  # type: ignore[no-untyped-def]
    """Let citizen `i` look at the map of their block, chance `map`, and be found there by neighbours who look.

    Writes fear: `sting` for one who finds somebody, and for each, at most `MANY`, who finds `i`.
    """
    cell = i32(x.cell[i])
    looks = i32(word & u32(0xFFFF)) < k.map
    if not looks and x.exposed[i] == 0:
        return
    first = i // BLOCK * BLOCK
    found = i32(0)
    eyes = i32(0)
    for other in range(first, min(first + BLOCK, x.cell.shape[0])):
        if other == i:
            continue
        if x.exposed[other] > 0:
            found += i32(1)
        if x.exposed[i] > 0:
            _, _, _, lot = philox(u32(other), u32(week), u32(r.stream), u32(0), u32(r.k0), u32(r.k1))
            if i32(lot & u32(0xFFFF)) < k.map:
                eyes += i32(1)
    times = min(eyes, i32(MANY))
    if looks:
        counts[MAP_LOOKS, cell] += 1
        if found > 0:
            counts[MAP_FOUND, cell] += 1
            times += i32(1)
    counts[MAP_SEEN, cell] += eyes
    x.fear[i] = i16(min(i32(x.fear[i]) + i32(k.sting) * times, i32(512)))


@kernel
def post(lo, hi, week, x, k, r):  # type: ignore[no-untyped-def]
    """Show up those of citizens `lo` to `hi` who are on a register that everyone can see. Writes exposed."""
    for i in range(lo, hi):
        longest = u8(0)
        for q in range(x.listed.shape[0]):
            if (r.public >> q) & 1 and x.listed[q, i] > longest:
                longest = x.listed[q, i]
        x.exposed[i] = longest


courts = OldInstitution(
    name="courts",
    summary="Debtors and officers of failed firms are judged and listed; friends and neighbours see it, and condemn.",
    reads=("deeds of `borrow` and `look_up`", "arrears", "public registers", "ties"),
    writes=("happens", "exposed", "judgement", "arrears", "fear", "climate", "conviction"),
    knobs=KNOBS,
    knob_class=Knobs,
    columns=COLUMNS,
    happens=("judged", "firm_listed", "listed", "condemned"),
    counts=("judged", "firm_listed", "listed", "exposed", "looks", "sightings", "seen", "condemned", "map_looks",
            "map_found", "map_seen"),
    acts=("borrow", "look_up"),
    view=View,
    around=AroundLaw,
    touch=touch,
    post=post,
)
