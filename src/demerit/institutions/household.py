"""Household: rash purchases of kin fall on one, and kin take each other to task."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np

from demerit.acts.shop import shop
from demerit.base.draws import Draws, Four, this_week
from demerit.base.knob import knob
from demerit.institutions.institution import Array, Institution, Month, kept
from demerit.rows.bits import FEMALE
from demerit.rows.ties import KIN

SPREE = 7
"""Bits of `at_home` that hold rash purchases, at most 4 a month."""
CHIDES = 8
"""Bit of `at_home` of those who scold."""
FRIVOLOUS, GAMES = shop.deeds.index("frivolous"), shop.deeds.index("games")


class Knobs(NamedTuple):
    """What `household` can be tuned by."""

    shared: Annotated[int, knob(64, 0, 256, "of 256", "Chance that a rash purchase of kin runs in one's name.")]
    heed: Annotated[int, knob(40, 0, 160, "notches", "What one scolding takes from the pull of rash purchases.")]
    heal: Annotated[int, knob(128, 16, 256, "of 256 a month", "Share of a scolding that is forgotten in a month.")]


class Keeps(NamedTuple):
    """Its own columns."""

    at_home: Annotated[Array, kept(np.uint8, "rash purchases of the month, 0 .. 4, plus 8 where one scolds", bits=4)]
    chides: Annotated[Array, kept(np.uint8, "1 where one scolds this month", bits=1)]
    vexed: Annotated[Array, kept(np.uint8, "rash purchases of kin that fell on one, at most 15", bits=4)]
    scolded: Annotated[Array, kept(np.uint8, "notches that scolding takes from the pull of rash purchases, 0 .. 160")]


class Own(NamedTuple):
    """What it reads of a citizen."""

    cell: int
    age: int
    at_home: int
    scolded: int
    kin_at_home: int


class Citizens(NamedTuple):
    """Columns that it reads of others, or writes."""

    start: Array
    friend: Array
    kind: Array
    traits: Array
    age: Array
    at_home: Array
    chides: Array
    vexed: Array
    scolded: Array


class Did(NamedTuple):
    """What the citizen did this month."""

    scold: int


class Happened(NamedTuple):
    """What can happen."""

    purchase: Array


class Counted(NamedTuple):
    """What is counted: purchases that fell on one, who scolds, who is scolded, and by whom."""

    purchases: Array
    scolds: Array
    scolded: Array
    by_woman: Array
    by_man: Array
    by_older: Array
    """By ten years."""
    by_younger: Array


def touch(i: int, own: Own, citizens: Citizens, did: Did, knobs: Knobs, draws: Draws, week_words: Array, lot: Four,
          happened: Happened, counted: Counted) -> None:
    """Let kin's rash purchases of last month fall on a citizen, and kin's scolding reach one who bought.

    Each of them (frivolous goods, games) runs in one's own name with chance ``shared``: ``purchase`` happens. One who
    bought rashly and has kin who scold hears it: ``scolded = scolded - heal scolded / 256 + heed x (kin who scold)``,
    rounded at random, at most 160. Writes chides, vexed, scolded.
    """
    bought = own.at_home & SPREE
    fell = 0
    heard = 0
    looks = own.kin_at_home & SPREE != 0 or (own.kin_at_home & CHIDES != 0 and bought > 0)
    for t in range(citizens.start[i], citizens.start[i + 1] if looks else 0):
        other = citizens.friend[t]
        if other < 0:
            break
        if citizens.kind[t] & 3 != KIN:
            continue
        home = int(citizens.at_home[other])
        if home & SPREE:
            w0, _, _, _ = this_week(i, 1 + other, draws, week_words)
            for n in range(home & SPREE):
                if (w0 >> (8 * n)) & 255 < knobs.shared:
                    fell += 1
        if home & CHIDES and bought:
            heard += 1
            years = citizens.age[other] - own.age
            if citizens.traits[other] & FEMALE:
                counted.by_woman[own.cell] += 1
            else:
                counted.by_man[own.cell] += 1
            if years >= 10:
                counted.by_older[own.cell] += 1
            elif years <= -10:
                counted.by_younger[own.cell] += 1
    fell = min(15, fell)
    happened.purchase[i] = fell
    citizens.vexed[i] = fell
    citizens.chides[i] = did.scold
    new = own.scolded - ((knobs.heal * own.scolded + (lot[0] & 255)) >> 8) + knobs.heed * heard
    citizens.scolded[i] = min(max(new, 0), 160)
    counted.purchases[own.cell] += fell
    counted.scolds[own.cell] += did.scold
    counted.scolded[own.cell] += 1 if heard else 0


class Shown(NamedTuple):
    """What `show` reads of a citizen."""

    chides: int


class Shopped(NamedTuple):
    """What the citizen bought this month."""

    shop: Month


class AtHome(NamedTuple):
    """What `show` writes."""

    at_home: Array


def show(i: int, own: Shown, citizens: AtHome, did: Shopped) -> None:
    """Show kin what one bought rashly this month, and whether one scolds. Writes at_home."""
    bought = 0
    for deed in did.shop:
        if deed in (FRIVOLOUS, GAMES):
            bought += 1
    citizens.at_home[i] = bought + CHIDES * own.chides


household = Institution(
    name="household",
    summary="Rash purchases of kin fall on one, and kin take each other to task.",
    reads=(),
    writes=("happens", "at_home", "chides", "vexed", "scolded"),
    knobs_are=Knobs,
    keeps=Keeps,
    touch=touch,
    show=show,
    others=("at_home", "traits", "age"),
)
