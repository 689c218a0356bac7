"""Household: rash purchases of kin fall on one, and kin take each other to task."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import FEMALE
from demerit.acts.shop import shop
from demerit.base.draws import philox
from demerit.base.kernel import kernel
from demerit.base.knob import Knob
from demerit.institutions.institution import Column, Institution
from demerit.institutions.reading import deed_in

u8 = np.uint8
i64 = np.int64
u32 = np.uint32

KIN = 1
SPREE = 7
"""Bits of `at_home` that hold rash purchases, at most 4 a month."""
CHIDES = 8
"""Bit of `at_home` of those who scold."""
FRIVOLOUS, GAMES = shop.deeds.index("frivolous"), shop.deeds.index("games")

KNOBS = (
    Knob("shared", 64, 0, 256, "of 256", "Chance that a rash purchase of kin runs in one's name.", source="assumed"),
    Knob("heed", 40, 0, 160, "notches", "What one scolding takes from the pull of rash purchases.", source="assumed"),
    Knob("heal", 128, 16, 256, "of 256 a month", "Share of a scolding that is forgotten in a month.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole numbers."""

    shared: int
    heed: int
    heal: int


class View(NamedTuple):
    """What `household` reads and writes, whole columns."""

    cell: NDArray[np.uint16]
    """The kind of citizen that one is counted as."""
    traits: NDArray[np.uint8]
    """Bits of traits (`demerit.acts.act`)."""
    age: NDArray[np.uint8]
    """Years."""
    diary: NDArray[np.uint32]
    """The month's weekly deeds."""
    start: NDArray[np.int64]
    """Where each row of ties begins."""
    friend: NDArray[np.int32]
    """The other end of each tie, -1 none."""
    kind: NDArray[np.uint8]
    """Low two bits: 1 kin."""
    at_home: NDArray[np.uint8]
    """Written in `post`: rash purchases of the month, plus 8 where one scolds."""
    chides: NDArray[np.uint8]
    """Written: 1 where one scolds this month."""
    vexed: NDArray[np.uint8]
    """Written: rash purchases of kin that fell on one."""
    scolded: NDArray[np.uint8]
    """Written: notches that scolding takes from the pull of rash purchases."""


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Let kin's rash purchases of last month fall on citizens, and kin's scolding reach those who bought.

    Each of them (frivolous goods, games) runs in one's own name with chance ``shared``: ``purchase`` happens. One who
    bought rashly and has kin who scold hears it: ``scolded = scolded - heal scolded / 256 + heed x (kin who scold)``,
    rounded at random, at most 160. Writes chides, vexed, scolded. Counts purchases that fell on one, who scolds, who
    is scolded and by whom: a woman, a man, older or younger by ten years.
    """
    for i in range(lo, hi):
        cell = i64(x.cell[i])
        j = i - lo
        bought = i64(x.at_home[i]) & SPREE
        fell = 0
        heard = 0
        for t in range(x.start[i], x.start[i + 1]):
            other = x.friend[t]
            if other < 0:
                break
            if (i64(x.kind[t]) & 3) != KIN:
                continue
            word = i64(x.at_home[other])
            if word & SPREE:
                w0, _, _, _ = philox(u32(i), u32(week), u32(r.stream), u32(1) + u32(other), u32(r.k0), u32(r.k1))
                for n in range(word & SPREE):
                    if i64((w0 >> u32(8 * n)) & u32(255)) < i64(k.shared):
                        fell += 1
            if word & CHIDES and bought:
                heard += 1
                years = i64(x.age[other]) - i64(x.age[i])
                counts[3 if i64(x.traits[other]) & FEMALE else 4, cell] += 1
                if years >= 10:
                    counts[5, cell] += 1
                elif years <= -10:
                    counts[6, cell] += 1
        happened[0, j] = u8(min(15, fell))
        x.vexed[i] = u8(min(15, fell))
        x.chides[i] = deeds[r.act[0], j]
        w0, _, _, _ = philox(u32(i), u32(week), u32(r.stream), u32(0), u32(r.k0), u32(r.k1))
        old = i64(x.scolded[i])
        new = old - ((i64(k.heal) * old + i64(w0 & u32(255))) >> 8) + i64(k.heed) * heard
        x.scolded[i] = u8(min(max(new, 0), 160))
        counts[0, cell] += min(15, fell)
        counts[1, cell] += i64(x.chides[i])
        counts[2, cell] += 1 if heard else 0


@kernel
def post(lo, hi, week, x, k, r):  # type: ignore[no-untyped-def]
    """Show kin what one bought rashly this month, and whether one scolds. Writes at_home."""
    act = r.act[1]
    for i in range(lo, hi):
        bought = 0
        for n in range(r.weeks):
            deed = deed_in(x.diary[i], r.shift[act], r.bits[act], n)
            if deed in (FRIVOLOUS, GAMES):
                bought += 1
        x.at_home[i] = u8(bought + CHIDES * i64(x.chides[i]))


household = Institution(
    name="household",
    summary="Rash purchases of kin fall on one, and kin take each other to task.",
    reads=(),
    writes=("happens", "at_home", "chides", "vexed", "scolded"),
    knobs=KNOBS,
    knob_class=Knobs,
    columns=(
        Column("at_home", np.uint8, "rash purchases of the month, 0 .. 4, plus 8 where one scolds"),
        Column("chides", np.uint8, "1 where one scolds this month"),
        Column("vexed", np.uint8, "rash purchases of kin that fell on one, at most 15"),
        Column("scolded", np.uint8, "notches that scolding takes from the pull of rash purchases, 0 .. 160"),
    ),
    happens=("purchase",),
    counts=("purchases", "scolds", "scolded", "by_woman", "by_man", "by_older", "by_younger"),
    acts=("scold", "shop"),
    view=View,
    touch=touch,
    post=post,
)
