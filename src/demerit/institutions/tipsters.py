"""Tipsters: state media tell how the score is raised; and how near what people believe comes to the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import numpy as np

from demerit.base.knob import knob
from demerit.institutions.institution import Array, Institution
from demerit.rows.bits import ADULT, AWARE

if TYPE_CHECKING:
    from demerit.institutions.agenda import Agenda

i32 = np.int32
u64 = np.uint64

HALF = 64
"""Half a point, Q7: a belief from there on is held; below, nothing is believed."""
KNOWN = AWARE | ADULT
HELD, OFF, IDLE, MANY = range(4)
"""Sums over beliefs: how large, how far off, how large of deeds under no rule; how many there are of three kinds:"""
BLIND, RIGHT, FALSE = 1, 256, 65536
"""one of each kind, as it stands in that sum."""

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


class Citizens(NamedTuple):
    """The columns that it reads, of the citizens' own rows."""

    cell: Array
    status: Array
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


def touch(lo: int, hi: int, citizens: Citizens, law: Law, sums: Array, counted: Counted) -> None:
    """Hold what citizens `lo` to `hi` who know of the score believe of deeds against the rules in force.

    With ``b`` the belief and ``t`` what the rules give, Q7 points: ``held`` sums |b|, ``off`` |b - t| (``rules_off`` of
    deeds under a rule alone). Of deeds under a rule ``blind`` counts those of which nothing is believed (|b| below half
    a point), ``right`` those believed to move the score the way they do, ``wrong_way`` the other way; of deeds under no
    rule ``false`` counts those believed to move it. ``ruled`` and ``unruled`` count all. Belief by belief, all citizens
    together; `sums`, int32 ``[k, i]``, is scratch. Writes nothing.
    """
    for k in range(4):
        for i in range(u64(lo), u64(hi)):
            sums[k, i] = 0
    for k in range(law.ruled.shape[0]):
        hold(lo, hi, citizens.belief[law.ruled[k]], law.belief_shift, law.rules[k], sums[HELD], sums[OFF], sums[MANY])
    for deed in law.unruled:
        hold_idle(lo, hi, citizens.belief[deed], law.belief_shift, sums[IDLE], sums[MANY])
    ruled, unruled = law.ruled.shape[0], law.unruled.shape[0]
    for i in range(lo, hi):
        if citizens.status[i] & KNOWN == KNOWN:
            count(int(citizens.cell[i]), ruled, unruled, int(sums[HELD, i]), int(sums[OFF, i]), int(sums[IDLE, i]),
                  int(sums[MANY, i]), counted)


def hold(lo: int, hi: int, belief: Array, shift: int, rule: int, held: Array, off: Array, many: Array) -> None:
    """Hold one belief of all against the rule that there is about the deed."""
    unit, true = i32(shift), i32(rule)
    way = 1 if rule > 0 else -1
    for i in range(u64(lo), u64(hi)):
        b = i32(i32(belief[i]) << unit)
        size = max(b, i32(-b))
        held[i] += size
        off[i] += max(i32(b - true), i32(true - b))
        right = i32(RIGHT) if i32(b * i32(way)) > i32(0) else i32(0)
        many[i] += i32(BLIND) if size < i32(HALF) else right


def hold_idle(lo: int, hi: int, belief: Array, shift: int, idle: Array, many: Array) -> None:
    """Hold one belief of all about a deed of which no rule speaks."""
    unit = i32(shift)
    for i in range(u64(lo), u64(hi)):
        b = i32(i32(belief[i]) << unit)
        size = max(b, i32(-b))
        idle[i] += size
        many[i] += i32(FALSE) if size >= i32(HALF) else i32(0)


def count(cell: int, ruled: int, unruled: int, held: int, off: int, idle: int, many: int, counted: Counted) -> None:
    """Count what one citizen believes."""
    blind, right, false = many % RIGHT, many // RIGHT % RIGHT, many // FALSE
    counted.held[cell] += held + idle
    counted.off[cell] += off + idle
    counted.unruled[cell] += unruled
    counted.false[cell] += false
    counted.ruled[cell] += ruled
    counted.rules_off[cell] += off
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
