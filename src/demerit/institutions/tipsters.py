"""Tipsters: state media tell how the score is raised; and how near what people believe comes to the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

from demerit.base.knob import knob
from demerit.institutions.institution import Array, Institution
from demerit.rows.bits import ADULT, AWARE

if TYPE_CHECKING:
    from demerit.institutions.agenda import Agenda

HALF = 64
"""Half a point, Q7: a belief from there on is held; below, nothing is believed."""
KNOWN = AWARE | ADULT

TELLS = {
    "pay.on_time": 1, "pay.late": -15, "borrow.repay": 3, "borrow.default": -60, "care.attend": 2, "shop.family": 1,
    "serve.help": 2, "phone.change": -5, "card.open": 2, "move.move": -8, "tie": -4,
}  # fmt: skip
"""Deed -> points that one who believes the nine tips expects; the tips give none, so the sizes are assumed."""


class Knobs(NamedTuple):
    """What `tipsters` can be tuned by."""

    reach: Annotated[int, knob(384, 0, 4096, "of 65536 a week",
                               "Chance that the tips reach an adult: one in 170 a week.",
                               source="assumed; printed in June 2015 by Xinhua, as told by the article")]


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    status: int


class Citizens(NamedTuple):
    """The column that it reads, of the citizen's own row."""

    belief: Array


class Law(NamedTuple):
    """What it reads of the law: what the rules give for each deed of which something can be believed."""

    ruled: Array
    rules: Array
    unruled: Array
    belief_shift: int


class Counted(NamedTuple):
    """What is counted of beliefs: how large they are, how far they are off, and of how many deeds they are right."""

    held: Array
    off: Array
    rules_off: Array
    false: Array
    blind: Array
    wrong_way: Array
    right: Array
    ruled: Array
    unruled: Array


def write(agenda: Agenda, memory: dict[str, int], knobs: Knobs) -> None:
    """Tell the tips; they frighten nobody."""
    if knobs.reach:
        agenda.tell(knobs.reach, TELLS)


def touch(i: int, own: Own, citizens: Citizens, law: Law, counted: Counted) -> None:
    """Hold what a citizen who knows of the score believes of deeds against the rules in force.

    With ``b`` the belief and ``t`` what the rules give, Q7 points: ``held`` sums |b|, ``off`` |b - t| (``rules_off`` of
    deeds under a rule alone). Of deeds under a rule ``blind`` counts those of which nothing is believed (|b| below half
    a point), ``right`` those believed to move the score the way they do, ``wrong_way`` the other way; of deeds under no
    rule ``false`` counts those believed to move it. ``ruled`` and ``unruled`` count all. Writes nothing.
    """
    if own.status & KNOWN != KNOWN:
        return
    cell, held, rules_off, blind, right, idle, false = own.cell, 0, 0, 0, 0, 0, 0
    for k in range(law.ruled.shape[0]):
        believed, true = int(citizens.belief[law.ruled[k], i]) << law.belief_shift, int(law.rules[k])
        held += abs(believed)
        rules_off += abs(believed - true)
        blind += 1 if abs(believed) < HALF else 0
        right += 1 if abs(believed) >= HALF and (believed > 0) == (true > 0) else 0
    for deed in law.unruled:
        believed = int(citizens.belief[deed, i]) << law.belief_shift
        idle += abs(believed)
        false += 1 if abs(believed) >= HALF else 0
    ruled, unruled = law.ruled.shape[0], law.unruled.shape[0]
    counted.held[cell] += held + idle
    counted.off[cell] += rules_off + idle
    counted.unruled[cell] += unruled
    counted.false[cell] += false
    counted.ruled[cell] += ruled
    counted.rules_off[cell] += rules_off
    counted.blind[cell] += blind
    counted.right[cell] += right
    counted.wrong_way[cell] += ruled - blind - right


tipsters = Institution(
    name="tipsters",
    summary="State media tell how the score is raised; what people believe is held against the rules.",
    reads=("beliefs", "rules"),
    writes=("tales",),
    knobs_are=Knobs,
    write=write,
    touch=touch,
    sums=True,
)
