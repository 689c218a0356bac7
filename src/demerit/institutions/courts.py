"""The courts: debtors are judged and put on a list that all can see; friends see it, are frightened, and condemn."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np

from demerit.acts.borrow import borrow
from demerit.acts.look_up import look_up
from demerit.base.draws import Draws, Four, lot_of, words
from demerit.base.knob import knob
from demerit.institutions.institution import Array, Institution, kept
from demerit.rows.bits import ADULT, ONLINE
from demerit.rows.blocks import BLOCK
from demerit.rows.ties import KIN
from demerit.society.citizens import LEADER

DEFAULT, FRIENDS = borrow.deeds.index("default"), look_up.deeds.index("friends")
NOT_JUDGED, IS_JUDGED, OF_FIRM = range(3)
"""What becomes of a citizen in court."""
FIRM_SIZE = 40
"""Rows of a firm: about the size of a circle, whose members stand next to each other (assumed)."""
FIRMS = 0x7FFE0000
"""Where the draws of firms begin, beside those about citizens."""
MANY = 4
"""So many friends frighten and shame as much as any more do."""
READER = ADULT | ONLINE

_LIST = "assumed; 0.9 % of the population had been listed by the end of 2018 (Supreme People's Court)"


class Knobs(NamedTuple):
    """What `courts` can be tuned by."""

    loans: Annotated[int, knob(2000, 0, 65536, "of 65536", "Chance that a loan not repaid ends in a judgement.",
                               source=_LIST)]
    suits: Annotated[int, knob(24, 0, 8192, "of 65536 a month",
                               "Chance of a judgement for a debt that no score knows of, "
                               "private or of trade, at reliability 0; the reliable have less.", source=_LIST)]
    months: Annotated[int, knob(4, 3, 12, "months", "Unpaid bills from which creditors sue.")]
    bills: Annotated[int, knob(4096, 0, 65536, "of 65536 a month", "Chance that they win while it lasts.",
                               source=_LIST)]
    owed: Annotated[int, knob(3, 1, 48, "months of bills",
                              "What a judgement leaves one owing; paid off, one is off the list.",
                              source="assumed: less than what makes bankrupt, so that a judgement alone does not")]
    fail: Annotated[int, knob(130, 0, 3277, "of 65536 a month", "Chance that a firm does not pay: 2.6 % a year.")]
    term: Annotated[int, knob(26, 13, 65, "months",
                              "For how long a judgement stands; the list's own term is two years.",
                              source="assumed; two years are named without a source")]
    sight: Annotated[int, knob(48, 0, 256, "of 256 a month", "Chance that a friend comes to see that one is listed.",
                               source="assumed; all of it is swept")]
    fright: Annotated[int, knob(24, 0, 128, "of 256", "Fear that seeing a friend on the list adds.")]
    moral: Annotated[int, knob(8, 0, 64, "of 256",
                               "How far the talk it makes moves the climate to the official side.")]
    shame: Annotated[int, knob(32, 0, 128, "of 256", "Fear that each friend who condemns adds to the listed one.")]
    brand: Annotated[int, knob(96, 0, 1024, "of 16384", "How far each of them turns the listed one away.",
                               source="assumed: 0 deters only; labelling makes defiant")]
    mercy: Annotated[int, knob(0, -64, 127, "of 128", "A friend condemns whose conviction at rest is higher.")]
    many: Annotated[int, knob(2, 1, 6, "friends", "How many must condemn for it to be public condemnation.")]
    map_from: Annotated[int, knob(184, 0, 5200, "weeks", "First week of the map of debtors.", grade="documented",
                                  source="High Court of Hebei, January 2019 (week 184 of a scheme begun in July 2015)")]
    map: Annotated[int, knob(655, 0, 6554, "of 65536 a month", "Chance that an adult looks at the map.",
                             source="assumed: 1 %")]
    sting: Annotated[int, knob(8, 0, 64, "of 256", "Fear that finding somebody there, or being found, adds.")]


class Keeps(NamedTuple):
    """Its own columns."""

    exposed: Annotated[Array, kept(
        np.uint8, "Months on a public register and one more, as others see it; 0 on none.", bits=8)]
    judgement: Annotated[Array, kept(np.uint8, "Months for which a judgement still stands; 0 none.", bits=7)]


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    occupation: int
    reliability: int
    status: int
    conviction: int
    climate: int
    fear: int
    arrears: int
    exposed: int
    judgement: int
    any_exposed: int


class Citizens(NamedTuple):
    """Columns that it reads of others, or writes."""

    start: Array
    friend: Array
    kind: Array
    home: Array
    exposed: Array
    conviction: Array
    climate: Array
    fear: Array
    arrears: Array
    judgement: Array


class Did(NamedTuple):
    """What the citizen did this month."""

    borrow: int
    look_up: int


class Happened(NamedTuple):
    """What can happen."""

    judged: Array
    firm_listed: Array
    listed: Array
    condemned: Array


class Counted(NamedTuple):
    """What is counted: who is judged, listed and exposed, who sees whom, who is condemned, and looks at the map."""

    judged: Array
    firm_listed: Array
    listed: Array
    exposed: Array
    looks: Array
    sightings: Array
    seen: Array
    condemned: Array
    map_looks: Array
    map_found: Array
    map_seen: Array


def touch(i: int, week: int, own: Own, citizens: Citizens, did: Did, knobs: Knobs, draws: Draws, lot: Four,
          happened: Happened, counted: Counted) -> None:
    """Judge a debtor or officer of a failed firm, and let the citizen look at friends and neighbours who are exposed.

    Judged is, unless a judgement stands, who did not repay a loan (chance `loans`), owes `months` of bills (chance
    `bills`), or owes elsewhere (chance ``suits (64 - reliability) / 64``); it leaves them `owed` months to pay.
    Officers are the leaders in a firm, `FIRM_SIZE` rows; one that does not pay (draw by firm, chance `fail`) leaves its
    debt with them. Either way one is `listed`, which registers may ask for. Then `seen_by_friends` and `on_the_map`.
    Writes judgement, arrears, fear, climate, conviction.
    """
    if own.judgement > 0:
        citizens.judgement[i] = own.judgement - 1
    else:
        how = judged(i, week, own, did, knobs, draws, lot)
        if how == IS_JUDGED:
            happened.judged[i] = 1
            counted.judged[own.cell] += 1
        elif how == OF_FIRM:
            happened.firm_listed[i] = 1
            counted.firm_listed[own.cell] += 1
        if how != NOT_JUDGED:
            happened.listed[i] = 1
            counted.listed[own.cell] += 1
            citizens.judgement[i] = knobs.term
            citizens.arrears[i] = min(255, own.arrears + knobs.owed)
    if own.exposed > 0:
        counted.exposed[own.cell] += 1
    fear = seen_by_friends(i, week, own, citizens, did.look_up == FRIENDS, knobs, draws, happened, counted)
    if week >= knobs.map_from:
        on_the_map(i, week, own, citizens, fear, knobs, draws, lot, counted)


def judged(i: int, week: int, own: Own, did: Did, knobs: Knobs, draws: Draws, lot: Four) -> int:
    """Give what becomes of citizen `i` in court: `IS_JUDGED` for a debt of their own, `OF_FIRM`, or `NOT_JUDGED`."""
    if did.borrow == DEFAULT and (lot[0] & 0xFFFF) < knobs.loans:
        return IS_JUDGED
    if own.arrears >= knobs.months and (lot[0] >> 16) < knobs.bills:
        return IS_JUDGED
    if (lot[1] & 0xFFFF) < (knobs.suits * max(64 - own.reliability, 0)) >> 6:
        return IS_JUDGED
    if own.occupation == LEADER:
        word, _, _, _ = words(draws, week, i // FIRM_SIZE, FIRMS)
        if (word & 0xFFFF) < knobs.fail:
            return OF_FIRM
    return NOT_JUDGED


def seen_by_friends(i: int, week: int, own: Own, citizens: Citizens, looked: bool, knobs: Knobs, draws: Draws,
                    happened: Happened, counted: Counted) -> int:
    """Let citizen `i` see friends who are exposed, and suffer those who see and condemn them; give the fear after it.

    A friend sees by a draw of the pair, a byte for each direction; one who `looked` friends up sees all. Kin do not
    condemn, nor those whose conviction at rest is no higher than `mercy`. Each friend seen adds `fright` to fear and
    takes `moral` from the climate; each who condemns adds `shame` and takes `brand` from conviction; from `many` of
    them on it is condemnation in public. Writes fear, climate, conviction.
    """
    if own.exposed == 0 and own.any_exposed == 0:
        return own.fear
    saw, eyes, blame, shown = 0, 0, 0, 0
    for t in range(citizens.start[i], citizens.start[i + 1]):
        other = int(citizens.friend[t])
        if other < 0:
            break
        is_exposed = citizens.exposed[other] > 0
        if own.exposed == 0 and not is_exposed:
            continue
        if is_exposed:
            shown += 1
        word, _, _, _ = words(draws, week, min(i, other), max(i, other))
        mine = ((word >> (0 if i < other else 8)) & 255) < knobs.sight
        theirs = ((word >> (8 if i < other else 0)) & 255) < knobs.sight
        if is_exposed and (mine or looked):
            saw += 1
        if own.exposed > 0 and theirs:
            eyes += 1
            if citizens.home[other] > knobs.mercy and (int(citizens.kind[t]) & 3) != KIN:
                blame += 1
    if looked and shown > 0:
        counted.looks[own.cell] += 1
    counted.sightings[own.cell] += saw
    counted.seen[own.cell] += eyes
    if blame >= knobs.many:
        happened.condemned[i] = 1
        counted.condemned[own.cell] += 1
    most, worst = min(saw, MANY), min(blame, MANY)
    if most + worst == 0:
        return own.fear
    fear = min(own.fear + knobs.fright * most + knobs.shame * worst, 512)
    citizens.fear[i] = fear
    citizens.conviction[i] = max(own.conviction - knobs.brand * worst, -16384)
    if (own.status & READER) == READER:
        citizens.climate[i] = max(own.climate - knobs.moral * most, -256)
    return fear


def on_the_map(i: int, week: int, own: Own, citizens: Citizens, fear: int, knobs: Knobs, draws: Draws, lot: Four,
               counted: Counted) -> None:
    """Let citizen `i` look at the map of their block, chance `map`, and be found there by neighbours who look.

    Writes fear, so far `fear`: `sting` more for one who finds somebody, and for each, at most `MANY`, who finds `i`.
    """
    looks = (lot[3] & 0xFFFF) < knobs.map
    if not looks and own.exposed == 0:
        return
    first = i // BLOCK * BLOCK
    found, eyes = 0, 0
    for other in range(first, min(first + BLOCK, citizens.exposed.shape[0])):
        if other == i:
            continue
        if citizens.exposed[other] > 0:
            found += 1
        if own.exposed > 0:
            _, _, _, word = lot_of(draws, week, other)
            if (word & 0xFFFF) < knobs.map:
                eyes += 1
    times = min(eyes, MANY)
    if looks:
        counted.map_looks[own.cell] += 1
        if found > 0:
            counted.map_found[own.cell] += 1
            times += 1
    counted.map_seen[own.cell] += eyes
    citizens.fear[i] = min(fear + knobs.sting * times, 512)


class Registered(NamedTuple):
    """What `show` reads and writes: the registers that each citizen is on, and what others see of it."""

    listed: Array
    exposed: Array


class Registers(NamedTuple):
    """What `show` reads of the law."""

    public: int


def show(i: int, citizens: Registered, law: Registers) -> None:
    """Show up a citizen who is on a register that everyone can see. Writes exposed."""
    longest = 0
    for register in range(citizens.listed.shape[0]):
        months = int(citizens.listed[register, i])
        if (law.public >> register) & 1 and months > longest:
            longest = months
    citizens.exposed[i] = longest


courts = Institution(
    name="courts",
    summary="Debtors and officers of failed firms are judged and listed; friends and neighbours see it, and condemn.",
    reads=("deeds of `borrow` and `look_up`", "arrears", "public registers", "ties"),
    writes=("happens", "exposed", "judgement", "arrears", "fear", "climate", "conviction"),
    knobs_are=Knobs,
    keeps=Keeps,
    touch=touch,
    show=show,
    others=("home", "exposed"),
)
