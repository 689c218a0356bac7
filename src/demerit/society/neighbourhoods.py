"""Neighbourhoods: households in order, cut into circles of 20 to 150 people and zones of about 500."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.base.draws import column
from demerit.base.native import call
from demerit.society.citizens import Column
from demerit.society.households import Families, sort_within

ZONE_PEOPLE = 500
CIRCLE_SIZES = (24, 30, 36, 42, 48, 56, 66, 84)
"""Sizes that circles are cut to, equally often (assumed; classes, workshops, streets)."""
LEAST_CIRCLE = 20


class Order(NamedTuple):
    """Where everyone lives once people are put in order."""

    order: NDArray[np.int64]
    """Old row of the citizen in each new row."""
    household: NDArray[np.int32]
    circle: NDArray[np.int32]
    zone: NDArray[np.int32]


def _cut(place, household, draw, sizes, zone_people, least, circle, zone):  # type: ignore[no-untyped-def]
    """Cut households, in order, into circles of the sizes drawn, and circles into zones."""
    n = place.shape[0]
    n_circles, n_zones = 0, 0
    circle_start, zone_start = 0, 0
    place_end = 0
    goal = sizes[draw[0] % sizes.shape[0]]
    for i in range(n):
        if i == place_end:  # a new place: how many people are left there
            if i > 0:
                n_circles += 1
                n_zones += 1
            circle_start, zone_start = i, i
            while place_end < n and place[place_end] == place[i]:
                place_end += 1
            goal = sizes[draw[n_circles] % sizes.shape[0]]
        elif household[i] != household[i - 1] and i - circle_start >= goal and place_end - i >= least:
            n_circles += 1
            circle_start = i
            goal = sizes[draw[n_circles] % sizes.shape[0]]
            if i - zone_start >= zone_people and place_end - i >= zone_people // 2:
                n_zones += 1
                zone_start = i
        circle[i] = n_circles
        zone[i] = n_zones


def cut(seed: int, place: Column, household: Column) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Cut people who stand in order into circles and zones; no household is cut."""
    n = len(place)
    circle, zone = np.empty(n, np.int32), np.empty(n, np.int32)
    draw = column(seed, "society.circle", n) >> np.uint32(8)
    call(_cut, place, household, draw, np.array(CIRCLE_SIZES, np.int64), ZONE_PEOPLE - 30, LEAST_CIRCLE, circle, zone)
    return circle, zone


def settle(seed: int, place: Column, age: Column, families: Families) -> Order:
    """Order people by place, street and household, and cut the order into zones and circles."""
    n = len(place)
    word = column(seed, "society.street", n)
    spot = word[families.near[families.near]]
    heads = np.flatnonzero(families.root == np.arange(n))
    heads = heads[sort_within(place[heads], spot[heads])]
    number = np.empty(n, np.int64)
    number[heads] = np.arange(len(heads))
    home = number[families.root]
    order = np.argsort((home << 8) | (255 - age.astype(np.int64)), kind="stable")
    household = home[order].astype(np.int32)
    circle, zone = cut(seed, place[order], household)
    return Order(order, household, circle, zone)
