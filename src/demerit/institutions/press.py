"""The press: what a society still remembers and a market still knows, and whom reporters ask about the scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, AWARE
from demerit.base.draws import philox
from demerit.base.kernel import kernel
from demerit.base.knob import Knob
from demerit.institutions.institution import OldInstitution

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.institutions.agenda import Agenda
    from demerit.institutions.past import Past

i32 = np.int32
u8 = np.uint8
u32 = np.uint32

WHOLE = 65536
"""All is known."""
REST = 49152
"""What is known where as much is told as usual: three quarters."""
LN2 = 45426
"""The natural logarithm of 2, of 65536."""
KNOWN = AWARE | ADULT
ASKED, REFUSED, AFRAID = range(3)

KNOBS = (
    Knob("history", 19400, 5000, 60000, "per 1,000,000 adults a month", "Tellings of history that are usual.",
         grade="calibrated",
         source="calibrated: the level without a scheme, among 8,000 people of china_2015 over three years"),
    Knob("market", 18700, 5000, 60000, "per 1,000,000 adults a month", "Market reports that are usual.",
         grade="calibrated",
         source="calibrated: the level without a scheme, among 8,000 people of china_2015 over three years"),
    Knob("forgets", 24, 6, 240, "months", "Half-life of what a society remembers and nobody tells.",
         source="assumed; collective memory fades fast in its first years (Candia et al. 2019, unverified)"),
    Knob("stale", 1, 1, 6, "months", "Half-life of what a market knows and nobody reports.", source="assumed"),
    Knob("lost_for_words", 24, 0, 96, "notches", "How much harder history is to tell once all of it is forgotten.",
         source="assumed: what is not remembered cannot be told"),
    Knob("asks", 656, 0, 6554, "of 65536 a month", "Chance that a reporter asks an adult about the scheme.",
         source="assumed: one in a hundred, so that there is something to count; no rate is known"),
    Knob("shy", 26, 0, 128, "of 256", "Share who would rather not answer even without fear: a tenth.",
         source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above."""

    history: int
    market: int
    forgets: int
    stale: int
    lost_for_words: int
    asks: int
    shy: int


class View(NamedTuple):
    """Columns that `press` reads, whole."""

    cell: NDArray[np.uint16]
    status: NDArray[np.uint8]
    fear: NDArray[np.int16]


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


def think(memory: dict[str, int], past: Past, k: Any, lot: Callable[[int], int]) -> None:
    """Forget and be told: `remembered` by what was told of history, `market` by what was reported of it."""
    if not memory["began"]:
        memory.update(began=1, remembered=REST, market=REST)
    elif past.who("adult"):
        memory["remembered"] = drawn(memory["remembered"], past.per_million("speak.history"), k.history, k.forgets)
        memory["market"] = drawn(memory["market"], past.per_million("speak.market_info"), k.market, k.stale)


def write(agenda: Agenda, memory: dict[str, int], k: Any) -> None:
    """Make history harder to tell the less of it is remembered: nothing at rest, `lost_for_words` where all is lost."""
    if memory["began"] and memory["remembered"] < REST:
        agenda.add("speak.history", -(k.lost_for_words * (REST - memory["remembered"]) // REST))


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Let reporters ask citizens `lo` to `hi` what they think of the scheme, and count who does not answer.

    Of those who know of it, each is asked with chance ``asks``; one refuses with the chance ``shy + fear / 2`` of 256,
    and counts as afraid where ``shy`` alone would not have been enough. Writes nothing.
    """
    for i in range(lo, hi):
        cell = x.cell[i]
        if (x.status[i] & u8(KNOWN)) != u8(KNOWN):
            continue
        w0, w1, _, _ = philox(u32(i), u32(week), u32(r.stream), u32(0), u32(r.k0), u32(r.k1))
        if i32(w0 >> u32(16)) >= k.asks:
            continue
        lot = i32(w1 & u32(511))
        refuses = lot < 2 * k.shy + i32(x.fear[i])
        counts[ASKED, cell] += 1
        counts[REFUSED, cell] += 1 if refuses else 0
        counts[AFRAID, cell] += 1 if refuses and lot >= 2 * k.shy else 0


press = OldInstitution(
    name="press",
    summary="What is told keeps history remembered and markets informed; reporters ask people about the scheme.",
    reads=("deeds speak.history and speak.market_info", "fear"),
    writes=("pull",),
    knobs=KNOBS,
    knob_class=Knobs,
    memory=("began", "remembered", "market"),
    think=think,
    write=write,
    counts=("asked", "refused", "afraid"),
    view=View,
    touch=touch,
)
