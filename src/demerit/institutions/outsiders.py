"""Outsiders: bloggers, analysts and a civil rights union tell what the score will do, louder while nobody denies it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from demerit.base.knob import Knob
from demerit.institutions.institution import OldInstitution

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.institutions.agenda import Agenda
    from demerit.institutions.past import Past

TELLS = {
    "speak.dissent": -8, "speak.question": -3, "speak.history": -5, "speak.market_info": -4, "speak.unlicensed": -3,
    "speak.praise": 2, "criticise.criticise": -6, "go.hostile": -6, "tie": -4,
}  # fmt: skip
"""Deed -> points that they say it brings: what the scheme's rules would give, before they exaggerate; sizes assumed."""
LONGEST = 48
"""Months of silence after which it can confirm nothing more."""

KNOBS = (
    Knob("reach", 256, 0, 4096, "of 65536 a week", "Chance that what outsiders tell reaches an adult: one in 256.",
         source="assumed"),
    Knob("exaggeration", 64, 0, 512, "of 256", "How much more than the rules give they say a deed brings.",
         source="assumed; all of it is swept"),
    Knob("echo", 8, 0, 64, "of 256 a month", "How much louder every month without a denial makes news and tales.",
         source="assumed: doubled in less than three years"),
    Knob("denied", 0, 0, 400, "months", "Month of the first denial, after which it fades; 0 never.",
         source="assumed: never, as the article has it; 29 is the operator's letter of November 2017"),
    Knob("jolt", 24, 0, 96, "of 256", "Fear at one such tale.", source="assumed: half of that at news from near"),
)


class Knobs(NamedTuple):
    """The knobs above."""

    reach: int
    exaggeration: int
    echo: int
    denied: int
    jolt: int


def think(memory: dict[str, int], past: Past, k: Any, lot: Callable[[int], int]) -> None:
    """Count the months, and those of silence: one more each month, and from a denial on half as many each month."""
    memory["months"] += 1
    is_denied = k.denied > 0 and memory["months"] >= k.denied
    memory["silence"] = memory["silence"] // 2 if is_denied else min(LONGEST, memory["silence"] + 1)
    memory["denied"] = int(is_denied)


def write(agenda: Agenda, memory: dict[str, int], k: Any) -> None:
    """Tell what outsiders tell, and let it be heard further the longer the silence.

    ``loud = (256 + echo silence) / 256`` multiplies the reach of the scheme's own news and of the tale; the tale is the
    points of `TELLS` times ``(256 + exaggeration) / 256``. From a denial on only the news is left, no louder than
    written once the silence is forgotten.
    """
    loud = 256 + k.echo * memory["silence"]
    agenda.loud = agenda.loud * loud // 256
    if k.reach and not memory["denied"]:
        told = {deed: points * (256 + k.exaggeration) / 256 for deed, points in TELLS.items()}
        agenda.tell(k.reach * loud // 256, told, k.jolt)


outsiders = OldInstitution(
    name="outsiders",
    summary="Bloggers, analysts and a civil rights union tell what the score will do, louder while nobody denies it.",
    reads=("the months without a denial",),
    writes=("tales", "loud"),
    knobs=KNOBS,
    knob_class=Knobs,
    memory=("months", "silence", "denied"),
    think=think,
    write=write,
)
