"""The press: who still knows, how far a price is from its worth, and whom reporters ask about the scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import numpy as np

from demerit.acts.speak import speak
from demerit.base.draws import Four, column
from demerit.base.knob import knob
from demerit.base.quotient import quotient
from demerit.institutions.institution import Array, Institution, kept
from demerit.rows.bits import ADULT, AWARE

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.institutions.past import Past
    from demerit.society import Society

WHOLE = 65536
"""All is known."""
REST = 49152
"""What is known where as much is told as usual: three quarters."""
FULL = 127
"""One knows all of it."""
LN2 = 45426
"""The natural logarithm of 2, of 65536."""
HISTORY = speak.deeds.index("history")
KNOWN = AWARE | ADULT


class Knobs(NamedTuple):
    """What `press` can be tuned by."""

    market: Annotated[int, knob(
        2000, 500, 6000, "per 1,000,000 adults a month", "Weeks of market reports that are usual.",
        grade="calibrated",
        source="calibrated: the level without a scheme, among 8,000 people of china_2015 over three years")]
    forgets: Annotated[int, knob(
        36, 6, 240, "months", "Half-life of what one was told of history and is not told again.",
        source="assumed; collective memory fades fast in its first years (Candia et al. 2019, unverified)")]
    lived: Annotated[int, knob(4, 1, 16, "times", "How much longer those remember who lived through it.")]
    witness: Annotated[int, knob(40, 18, 80, "years", "Age from which one did: fourteen in 1989, counted from 2015.",
                                 source="assumed; the union's text names Tiananmen")]
    lesson: Annotated[int, knob(192, 16, 256, "of 256", "Share of what one does not know that a telling gives, of a "
                                "friend who tells in the last week of a month.",
                                source="assumed; stands for the other weeks too")]
    stale: Annotated[int, knob(1, 1, 6, "months", "Half-life of what a market knows and nobody reports.")]
    moves: Annotated[int, knob(800, 100, 2000, "hundredths of a percent a month", "How far worth moves, on average.",
                               source="assumed; a volatile market")]
    noise: Annotated[int, knob(800, 0, 2000, "hundredths of a percent a month",
                               "How far a price moves where nothing is known of worth.",
                               source="assumed; as far as worth itself")]
    lost_for_words: Annotated[int, knob(
        24, 0, 96, "notches", "How much harder history is to tell for one who knows nothing of it.",
        source="assumed: what is not remembered cannot be told")]
    asks: Annotated[int, knob(
        656, 0, 6554, "of 65536 a month", "Chance that a reporter asks an adult about the scheme.",
        source="assumed: one in a hundred, so that there is something to count; no rate is known")]
    shy: Annotated[int, knob(26, 0, 128, "of 256", "Share who would rather not answer even without fear: a tenth.")]


class Memory(NamedTuple):
    """What it remembers of the market: whether it began, what is known, and where worth and price have gone."""

    began: int
    market: int
    """Of 65536."""
    worth: int
    """Hundredths of a percent above that of the start."""
    price: int
    """The same."""


class Keeps(NamedTuple):
    """Its own columns."""

    recall: Annotated[Array, kept(np.uint8, "What one knows of history that is not approved: 0 nothing .. 127 all.",
                                  bits=7)]
    forgotten: Annotated[Array, kept(np.uint8, "Notches that what one does not know takes from telling it, 0 .. 96.",
                                     bits=7)]


def drawn(level: int, rate: int, usual: int, months: int) -> int:
    """Give what a market knows a month later, of 65536: half of the way to its goal in so many months.

    The goal is ``3 rate / (3 rate + usual)``: three quarters where as much is told as usual, nothing where nobody
    tells, and little more where many tell the same. Never rounded away from the goal.
    """
    goal = WHOLE * 3 * rate // max(1, 3 * rate + usual)
    change = (goal - level) // 2 if months == 1 else (goal - level) * LN2 // (WHOLE * months)
    return min(max(level + change, 0), WHOLE)


def moved(word: int, size: int) -> int:
    """Give a move about 0 whose size is `size` on average: of two halves of a draw, the difference, a triangle."""
    return 3 * size * ((word & 0xFFFF) - (word >> 16)) // WHOLE


def think(memory: dict[str, int], past: Past, knobs: Knobs, lot: Callable[[int], int]) -> None:
    """Let the market be told, worth move, and the price follow as far as it is known.

    With ``m`` what is known of 1: ``price += m (worth - price) + (1 - m) noise``; both move by draws of the month.
    """
    if not memory["began"]:
        memory.update(began=1, market=REST)
    elif past.who("adult"):
        memory["market"] = drawn(memory["market"], past.per_million("speak.market_info"), knobs.market, knobs.stale)
    memory["worth"] += moved(lot(1), knobs.moves)
    known = memory["market"]
    follows = known * (memory["worth"] - memory["price"]) + (WHOLE - known) * moved(lot(2), knobs.noise)
    memory["price"] += follows // WHOLE


def begin(world: Any, society: Society, seed: int, knobs: Knobs) -> None:
    """Let those who lived through it know nearly all, and others half to all of it, by a draw for each."""
    lot = (column(seed, "press", world.n) >> np.uint32(26)).astype(np.int64)
    world.named("recall")[:] = np.where(world.age >= knobs.witness, FULL - (lot >> 2), FULL - lot).astype(np.uint8)


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    status: int
    age: int
    fear: int
    recall: int
    speeches: int


class Citizens(NamedTuple):
    """Columns that it reads of others, or writes."""

    start: Array
    friend: Array
    face: Array
    recall: Array
    forgotten: Array


class Counted(NamedTuple):
    """What is counted: what is known and by whom, who is asked, who does not answer, and who would without fear."""

    recalled: Array
    """Sum of what one knows, 0 .. 127 each."""
    knowing: Array
    """Those who know more than half."""
    told: Array
    """Those who heard it told."""
    asked: Array
    refused: Array
    afraid: Array


def touch(i: int, own: Own, citizens: Citizens, knobs: Knobs, lot: Four, counted: Counted) -> None:
    """Let a citizen forget or be told, and let reporters ask them what to think of the scheme.

    What one knows of history fades by half in ``forgets`` months, ``lived`` times as long with those aged `witness` or
    more; a friend who tells of it, as seen in faces, gives ``lesson`` of 256 of what is missing. What one does not know
    takes ``lost_for_words`` from telling it. Of those who know of the scheme, each is asked with chance ``asks``; one
    refuses with the chance ``shy + fear / 2`` of 256, and counts as afraid where ``shy`` alone would not have been
    enough. Writes recall, forgotten.
    """
    remember(i, own, citizens, knobs, lot[2], counted)
    if own.status & KNOWN != KNOWN:
        return
    if lot[0] >> 16 >= knobs.asks:
        return
    reserve = lot[1] & 511
    counted.asked[own.cell] += 1
    if reserve < 2 * knobs.shy + own.fear:
        counted.refused[own.cell] += 1
        if reserve >= 2 * knobs.shy:
            counted.afraid[own.cell] += 1


def remember(i: int, own: Own, citizens: Citizens, knobs: Knobs, word: int, counted: Counted) -> None:
    """Let one forget a month's worth, and be told by friends; both rounded by the bits of a word."""
    months = knobs.forgets * (knobs.lived if own.age >= knobs.witness else 1)
    recall = own.recall - ((quotient(own.recall * LN2, months) + (word & 0xFFFF)) >> 16)
    if own.speeches >> HISTORY & 1:
        recall += (knobs.lesson * (FULL - recall) + ((word >> 16) & 255)) >> 8
        counted.told[own.cell] += 1
    recall = min(max(recall, 0), FULL)
    citizens.recall[i] = recall
    citizens.forgotten[i] = quotient(knobs.lost_for_words * (FULL - recall), FULL)
    counted.recalled[own.cell] += recall
    counted.knowing[own.cell] += 1 if 2 * recall > FULL else 0


press = Institution(
    name="press",
    summary="Who still knows history, and what a market knows of worth; reporters ask people about the scheme.",
    reads=("deeds speak.market_info", "faces", "ties", "age", "fear"),
    writes=("recall", "forgotten"),
    knobs_are=Knobs,
    remembers=Memory,
    keeps=Keeps,
    think=think,
    begin=begin,
    touch=touch,
    abreast=("touch",),
)
