"""Reproach: whoever of one's friends and kin stands lowest is borne, pressed or cut, and the pressed take fright."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np

from demerit.acts.treat import treat
from demerit.base.knob import knob
from demerit.institutions.institution import Array, Institution, kept
from demerit.rows.face import GROWN, HIDDEN, floor_on, shown_on
from demerit.rows.ties import KIN

BEAR, PRESS, CUT = (treat.deeds.index(deed) for deed in ("bear", "press", "cut"))
MOST = 15
"""Pressing friends that are counted, kin twice."""


class Knobs(NamedTuple):
    """What `reproach` can be tuned by."""

    fright: Annotated[int, knob(24, 0, 128, "Q8", "Fear that being pressed by a friend adds in a month; by kin twice.")]


class Keeps(NamedTuple):
    """Its own columns."""

    low_tie: Annotated[Array, kept(np.int32, "the friend or kin who stands lowest below one's floor, and one; 0 nobody",
                                   rows=True)]
    low_short: Annotated[Array, kept(np.uint8, "60ths of the scale by which they do, 0 .. 60", bits=6)]
    low_bond: Annotated[Array, kept(np.uint8, "how strong that tie is, 0 .. 63", bits=6)]
    low_kin: Annotated[Array, kept(np.uint8, "1 where it is kin", bits=1)]
    turned_to: Annotated[Array, kept(np.int32, "the one about whom one has decided last, and one; 0 nobody", rows=True)]
    turned_how: Annotated[Array, kept(np.uint8, "what was decided: 0 to bear, 1 to press, 2 to cut", bits=2)]
    turned_kin: Annotated[Array, kept(np.uint8, "1 where it is kin", bits=1)]
    pressed: Annotated[Array, kept(np.uint8, "friends who press one this month, kin twice, 0 .. 15", bits=4)]


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    fear: int
    low_tie: int
    low_kin: int
    turned_to: int
    turned_how: int
    turned_kin: int
    pressed: int
    least_shown: int


class Citizens(NamedTuple):
    """Columns that it reads of others, or writes."""

    start: Array
    friend: Array
    kind: Array
    face: Array
    fear: Array
    low_tie: Array
    low_short: Array
    low_bond: Array
    low_kin: Array
    turned_to: Array
    turned_how: Array
    turned_kin: Array


class Did(NamedTuple):
    """What the citizen did this month."""

    treat: int


class Counted(NamedTuple):
    """What is counted: decisions, of friends (first) and of kin, and who has risen above the floor a month later."""

    bear: Array
    bear_kin: Array
    press: Array
    press_kin: Array
    cut: Array
    cut_kin: Array
    borne: Array
    """Those borne a month ago of whom it can be seen where they stand now; so is `urged` of those pressed."""
    borne_risen: Array
    """Those of them who no longer stand below the floor."""
    urged: Array
    urged_risen: Array
    pressed: Array
    """Those pressed by anybody."""


def touch(i: int, own: Own, citizens: Citizens, did: Did, knobs: Knobs, counted: Counted) -> None:
    """Let one decide about the one who stands lowest, see what came of the last decision, and take fright if pressed.

    The lowest is the friend or kin, grown up, who shows a score the farthest below one's floor; the first of equals.
    What was decided of the one known last month is done: a tie to be cut ends with the month's other ties
    (`engine.steps.drop`), the pressed learn it by the next month, and ``fear += fright x pressed``. Counts who of those
    borne and pressed a month ago is no longer below the floor, where both still show a score. Writes fear, low_tie,
    low_short, low_bond, low_kin, turned_to, turned_how, turned_kin.
    """
    if own.pressed > 0:
        counted.pressed[own.cell] += 1
        citizens.fear[i] = min(512, own.fear + knobs.fright * own.pressed)
    if own.turned_to > 0:
        look_back(i, own, citizens, counted)
    citizens.turned_to[i] = own.low_tie
    citizens.turned_how[i] = did.treat if own.low_tie > 0 else BEAR
    citizens.turned_kin[i] = own.low_kin
    if own.low_tie > 0:
        count_decision(did.treat, own.low_kin, own.cell, counted)
    find_lowest(i, own.least_shown, citizens)


def look_back(i: int, own: Own, citizens: Citizens, counted: Counted) -> None:
    """Count whether the one of last month has risen above one's floor, where that can be seen."""
    floor, shown = floor_on(int(citizens.face[i])), shown_on(int(citizens.face[own.turned_to - 1]))
    if floor == 0 or shown == HIDDEN or own.turned_how == CUT:
        return
    risen = 1 if shown >= floor else 0
    if own.turned_how == PRESS:
        counted.urged[own.cell] += 1
        counted.urged_risen[own.cell] += risen
    else:
        counted.borne[own.cell] += 1
        counted.borne_risen[own.cell] += risen


def count_decision(how: int, kin: int, cell: int, counted: Counted) -> None:
    """Count one decision, of a friend or of kin."""
    if kin:
        counted.bear_kin[cell] += 1 if how == BEAR else 0
        counted.press_kin[cell] += 1 if how == PRESS else 0
        counted.cut_kin[cell] += 1 if how == CUT else 0
    else:
        counted.bear[cell] += 1 if how == BEAR else 0
        counted.press[cell] += 1 if how == PRESS else 0
        counted.cut[cell] += 1 if how == CUT else 0


def find_lowest(i: int, least: int, citizens: Citizens) -> None:
    """Note who of one's ties stands lowest below one's floor; `least` is the lowest score that any of them shows."""
    mine = int(citizens.face[i])
    floor = floor_on(mine) if shown_on(mine) != HIDDEN and mine & GROWN else 0
    best, short = -1, 0
    if floor > least:
        for t in range(citizens.start[i], citizens.start[i + 1]):
            other = citizens.friend[t]
            if other < 0:
                break
            face = int(citizens.face[other])
            shown = shown_on(face)
            if shown != HIDDEN and face & GROWN and floor - shown > short:
                best, short = t, floor - shown
    kind = int(citizens.kind[best]) if best >= 0 else 0
    citizens.low_tie[i] = citizens.friend[best] + 1 if best >= 0 else 0
    citizens.low_short[i] = short
    citizens.low_bond[i] = kind >> 2
    citizens.low_kin[i] = 1 if kind & 3 == KIN else 0


class Pressing(NamedTuple):
    """What `show` reads of others, or writes."""

    start: Array
    friend: Array
    kind: Array
    turned_to: Array
    turned_how: Array
    pressed: Array


def show(i: int, citizens: Pressing) -> None:
    """Let one learn how many friends press, kin twice. Writes pressed."""
    pressing = 0
    for t in range(citizens.start[i], citizens.start[i + 1]):
        other = citizens.friend[t]
        if other < 0:
            break
        if citizens.turned_to[other] == i + 1 and citizens.turned_how[other] == PRESS:
            pressing += 2 if citizens.kind[t] & 3 == KIN else 1
    citizens.pressed[i] = min(pressing, MOST)


reproach = Institution(
    name="reproach",
    summary="Whoever of friends and kin stands lowest is borne, pressed or cut by choice; the pressed take fright.",
    reads=("faces", "ties", "deeds of `treat`"),
    writes=("fear", "low_tie", "low_short", "low_bond", "low_kin", "turned_to", "turned_how", "turned_kin", "pressed"),
    knobs_are=Knobs,
    keeps=Keeps,
    touch=touch,
    show=show,
    others=("turned_to", "turned_how"),
    ahead={"show": {"friend": ("turned_to",)}},
)
