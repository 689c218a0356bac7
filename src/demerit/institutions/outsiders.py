"""Outsiders: bloggers, analysts and a civil rights union tell what the score will do, louder while nobody denies it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

from demerit.base.knob import knob
from demerit.institutions.institution import Institution

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


class Knobs(NamedTuple):
    """What `outsiders` can be tuned by."""

    reach: Annotated[int, knob(256, 0, 4096, "of 65536 a week",
                               "Chance that what outsiders tell reaches an adult: one in 256.")]
    exaggeration: Annotated[int, knob(64, 0, 512, "of 256", "How much more than the rules give they say a deed brings.",
                                      source="assumed; all of it is swept")]
    echo: Annotated[int, knob(8, 0, 64, "of 256 a month",
                              "How much louder every month without a denial makes news and tales.",
                              source="assumed: doubled in less than three years")]
    denied: Annotated[int, knob(0, 0, 400, "months", "Month of the first denial, after which it fades; 0 never.",
                                source="assumed: never, as the article has it; 29 is the operator's letter of November "
                                       "2017")]
    jolt: Annotated[int, knob(24, 0, 96, "of 256", "Fear at one such tale.",
                              source="assumed: half of that at news from near")]


class Memory(NamedTuple):
    """What it remembers."""

    months: int
    """Months since they began to tell."""
    silence: int
    """Months without a denial, at most 48; halved every month from a denial on."""
    denied: int
    """1 from the first denial on, else 0."""


def think(memory: dict[str, int], past: Past, knobs: Knobs, lot: Callable[[int], int]) -> None:
    """Count the months, and those of silence: one more each month, and from a denial on half as many each month."""
    memory["months"] += 1
    is_denied = knobs.denied > 0 and memory["months"] >= knobs.denied
    memory["silence"] = memory["silence"] // 2 if is_denied else min(LONGEST, memory["silence"] + 1)
    memory["denied"] = int(is_denied)


def write(agenda: Agenda, memory: dict[str, int], knobs: Knobs) -> None:
    """Tell what outsiders tell, and let it be heard further the longer the silence.

    ``loud = (256 + echo silence) / 256`` multiplies the reach of the scheme's own news and of the tale; the tale is the
    points of `TELLS` times ``(256 + exaggeration) / 256``. From a denial on only the news is left. It is no louder than
    written once the silence is forgotten.
    """
    loud = 256 + knobs.echo * memory["silence"]
    agenda.loud = agenda.loud * loud // 256
    if knobs.reach and not memory["denied"]:
        told = {deed: points * (256 + knobs.exaggeration) / 256 for deed, points in TELLS.items()}
        agenda.tell(knobs.reach * loud // 256, told, knobs.jolt)


outsiders = Institution(
    name="outsiders",
    summary="Bloggers, analysts and a civil rights union tell what the score will do, louder while nobody denies it.",
    reads=("the months without a denial",),
    writes=("tales", "loud"),
    knobs_are=Knobs,
    remembers=Memory,
    think=think,
    write=write,
)
