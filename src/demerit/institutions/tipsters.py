"""Tipsters: state media tell how the score is raised; and how near what people believe comes to the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, AWARE
from demerit.base.kernel import kernel
from demerit.base.knob import Knob
from demerit.institutions.institution import AroundLaw, OldInstitution

if TYPE_CHECKING:
    from demerit.institutions.agenda import Agenda

i32 = np.int32
i64 = np.int64
u8 = np.uint8

UNTOLD = -32768
HALF = 64
"""Half a point, Q7: a belief from there on is held; below, nothing is believed."""
KNOWN = AWARE | ADULT
HELD, OFF, RULES_OFF, FALSE, BLIND, WRONG_WAY, RIGHT, RULED, UNRULED = range(9)

TELLS = {
    "pay.on_time": 1, "pay.late": -15, "borrow.repay": 3, "borrow.default": -60, "care.attend": 2, "shop.family": 1,
    "serve.help": 2, "phone.change": -5, "card.open": 2, "move.move": -8, "tie": -4,
}  # fmt: skip
"""Deed -> points that one who believes the nine tips expects; the tips give none, so the sizes are assumed."""

KNOBS = (
    Knob("reach", 384, 0, 4096, "of 65536 a week", "Chance that the tips reach an adult: one in 170 a week.",
         source="assumed; printed in June 2015 by Xinhua, as told by the article"),
)


class Knobs(NamedTuple):
    """The knobs above."""

    reach: int


class View(NamedTuple):
    """Columns that `tipsters` reads, whole."""

    cell: NDArray[np.uint16]
    status: NDArray[np.uint8]
    belief: NDArray[np.int16]


def write(agenda: Agenda, memory: dict[str, int], k: Any) -> None:
    """Tell the tips; they frighten nobody."""
    if k.reach:
        agenda.tell(k.reach, TELLS)


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Hold what citizens `lo` to `hi` who know of the score believe of deeds against the rules in force.

    With ``b`` the belief and ``t`` what the rules give, Q7 points: ``held`` sums |b|, ``off`` |b - t| (``rules_off`` of
    deeds under a rule alone). Of deeds under a rule ``blind`` counts those of which nothing is believed (|b| below half
    a point), ``right`` those believed to move the score the way they do, ``wrong_way`` the other way; of deeds under no
    rule ``false`` counts those believed to move it. ``ruled`` and ``unruled`` count all. Writes nothing.
    """
    for i in range(lo, hi):
        cell = x.cell[i]
        if (x.status[i] & u8(KNOWN)) != u8(KNOWN):
            continue
        for q in range(x.belief.shape[0]):
            t = i64(r.truth[q])
            if t == UNTOLD:
                continue
            b = i64(x.belief[q, i])
            counts[HELD, cell] += abs(b)
            counts[OFF, cell] += abs(b - t)
            holds = abs(b) >= HALF
            if t == 0:
                counts[UNRULED, cell] += 1
                counts[FALSE, cell] += 1 if holds else 0
            else:
                counts[RULED, cell] += 1
                counts[RULES_OFF, cell] += abs(b - t)
                counts[BLIND, cell] += 0 if holds else 1
                counts[RIGHT, cell] += 1 if holds and (b > 0) == (t > 0) else 0
                counts[WRONG_WAY, cell] += 1 if holds and (b > 0) != (t > 0) else 0


tipsters = OldInstitution(
    name="tipsters",
    summary="State media tell how the score is raised; what people believe is held against the rules.",
    reads=("beliefs", "rules"),
    writes=("tales",),
    knobs=KNOBS,
    knob_class=Knobs,
    write=write,
    counts=("held", "off", "rules_off", "false", "blind", "wrong_way", "right", "ruled", "unruled"),
    sums=True,
    view=View,
    around=AroundLaw,
    touch=touch,
)
