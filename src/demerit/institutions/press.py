"""The press: what a society still remembers and a market still knows, and whom reporters ask about the scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

from demerit.base.draws import Four
from demerit.base.knob import knob
from demerit.institutions.institution import Array, Institution
from demerit.rows.bits import ADULT, AWARE

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.institutions.agenda import Agenda
    from demerit.institutions.past import Past

WHOLE = 65536
"""All is known."""
REST = 49152
"""What is known where as much is told as usual: three quarters."""
LN2 = 45426
"""The natural logarithm of 2, of 65536."""
KNOWN = AWARE | ADULT


class Knobs(NamedTuple):
    """What `press` can be tuned by."""

    history: Annotated[int, knob(
        19400, 5000, 60000, "per 1,000,000 adults a month", "Tellings of history that are usual.",
        grade="calibrated",
        source="calibrated: the level without a scheme, among 8,000 people of china_2015 over three years")]
    market: Annotated[int, knob(
        18700, 5000, 60000, "per 1,000,000 adults a month", "Market reports that are usual.",
        grade="calibrated",
        source="calibrated: the level without a scheme, among 8,000 people of china_2015 over three years")]
    forgets: Annotated[int, knob(
        24, 6, 240, "months", "Half-life of what a society remembers and nobody tells.",
        source="assumed; collective memory fades fast in its first years (Candia et al. 2019, unverified)")]
    stale: Annotated[int, knob(1, 1, 6, "months", "Half-life of what a market knows and nobody reports.")]
    lost_for_words: Annotated[int, knob(
        24, 0, 96, "notches", "How much harder history is to tell once all of it is forgotten.",
        source="assumed: what is not remembered cannot be told")]
    asks: Annotated[int, knob(
        656, 0, 6554, "of 65536 a month", "Chance that a reporter asks an adult about the scheme.",
        source="assumed: one in a hundred, so that there is something to count; no rate is known")]
    shy: Annotated[int, knob(26, 0, 128, "of 256", "Share who would rather not answer even without fear: a tenth.")]


class Memory(NamedTuple):
    """What it remembers: whether it began, and what is known of history and of the market, of 65536."""

    began: int
    remembered: int
    market: int


def drawn(level: int, rate: int, usual: int, months: int) -> int:
    """Give what is known a month later, of 65536: half of the way to its goal in so many months.

    The goal is ``3 rate / (3 rate + usual)``: three quarters where as much is told as usual, nothing where nobody
    tells, and little more where many tell the same. Never rounded away from the goal.
    """
    goal = WHOLE * 3 * rate // max(1, 3 * rate + usual)
    change = (goal - level) * LN2 // (WHOLE * months)
    if months == 1:
        change = (goal - level) // 2
    return min(max(level + change, 0), WHOLE)


def think(memory: dict[str, int], past: Past, knobs: Knobs, lot: Callable[[int], int]) -> None:
    """Forget and be told: `remembered` by what was told of history, `market` by what was reported of it."""
    if not memory["began"]:
        memory.update(began=1, remembered=REST, market=REST)
    elif past.who("adult"):
        told, reported = past.per_million("speak.history"), past.per_million("speak.market_info")
        memory["remembered"] = drawn(memory["remembered"], told, knobs.history, knobs.forgets)
        memory["market"] = drawn(memory["market"], reported, knobs.market, knobs.stale)


def write(agenda: Agenda, memory: dict[str, int], knobs: Knobs) -> None:
    """Make history harder to tell the less of it is remembered: nothing at rest, `lost_for_words` where all is lost."""
    if memory["began"] and memory["remembered"] < REST:
        agenda.add("speak.history", -(knobs.lost_for_words * (REST - memory["remembered"]) // REST))


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    status: int
    fear: int


class Counted(NamedTuple):
    """What is counted: who is asked, who does not answer, and who would have answered without fear."""

    asked: Array
    refused: Array
    afraid: Array


def touch(i: int, own: Own, knobs: Knobs, lot: Four, counted: Counted) -> None:
    """Let reporters ask a citizen what to think of the scheme, and count who does not answer.

    Of those who know of it, each is asked with chance ``asks``; one refuses with the chance ``shy + fear / 2`` of 256,
    and counts as afraid where ``shy`` alone would not have been enough. Writes nothing.
    """
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


press = Institution(
    name="press",
    summary="What is told keeps history remembered and markets informed; reporters ask people about the scheme.",
    reads=("deeds speak.history and speak.market_info", "fear"),
    writes=("pull",),
    knobs_are=Knobs,
    remembers=Memory,
    think=think,
    write=write,
    touch=touch,
)
