"""Places: 31 provinces, urban and rural, and how many people of which age and sex live in each."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from demerit.society.citizens import Column
from demerit.society.facts import table

PROVINCES = tuple(row["name"] for row in table("provinces"))
"""Names of the 31 provinces in the order of their GB codes; places 2p (rural) and 2p + 1 (urban) are in
province p."""
N_PLACES = 2 * len(PROVINCES)
LEAST_PEOPLE = 12
"""A place that would get fewer people is left out; this happens below about 20,000 people."""
SMALL_SOCIETY, LEAST_IN_SMALL = 5000, 60
"""Below so many people a place needs this many, or no one would find a husband, a wife or a mother there."""


def by_province(name: str) -> NDArray[np.float64]:
    """Give one column of the table of provinces as numbers, shape ``(31,)``."""
    return np.array([float(row[name]) for row in table("provinces")])


def by_place(rural: Column, urban: Column) -> Column:
    """Interleave values of provinces into values of places, shape ``(62, ...)``."""
    return np.stack([rural, urban], axis=1).reshape(N_PLACES, *rural.shape[1:])


@cache
def place_shares() -> NDArray[np.float64]:
    """Give the share of the nation's people that lives in each place, shape ``(62,)``."""
    people, urban = by_province("population_interp"), by_province("urban_share_cal")
    given: NDArray[np.float64] = by_place(people * (1 - urban), people * urban) / people.sum()
    return given


@cache
def age_shares() -> NDArray[np.float64]:
    """Give, for each place, the share of its people by sex and age band of five years, shape ``(62, 2.

    18)``.
    """
    rows = table("ages")
    counts = np.array([[float(row[f"a{5 * k}"]) for k in range(18)] for row in rows]).reshape(-1, 2, 18)
    lean = np.array([float(row["rural_to_urban"]) for row in table("rural_ages")])
    urban = by_province("urban_share_cal")[:, None, None]
    whole = counts / counts.sum(axis=(1, 2), keepdims=True)
    town = whole / (urban + (1 - urban) * lean)
    for _ in range(60):  # town and country together give back the province's ages; each sums to one
        town = town / town.sum(axis=(1, 2), keepdims=True)
        country = town * lean
        country = country / country.sum(axis=(1, 2), keepdims=True)
        town = town * whole / (urban * town + (1 - urban) * country)
    return by_place(country, town / town.sum(axis=(1, 2), keepdims=True))


def apportion(shares: Column, people: int) -> NDArray[np.int64]:
    """Split `people` by largest remainder among the largest shares.

    So that none of them gets too few to live.
    """
    order = np.argsort(-shares, kind="stable")
    least = LEAST_PEOPLE if people >= SMALL_SOCIETY else LEAST_IN_SMALL
    for kept in range(len(shares), 0, -1):
        counts = np.zeros(len(shares), np.int64)
        chosen = order[:kept]
        exact = shares[chosen] / shares[chosen].sum() * people
        counts[chosen] = np.floor(exact)
        rest = people - int(counts.sum())
        counts[chosen[np.argsort(-(exact % 1), kind="stable")[:rest]]] += 1
        if counts[chosen].min() >= least:
            break
    return counts


def pick(words: NDArray[np.uint32], shares: Column, row: Column) -> NDArray[np.int64]:
    """Pick one of k options for every citizen, each with the chances in row `row[i]` of `shares`.

    Shape ``(rows, k)``.

    Chances are rounded to 1/65,536 before the draw, so that the last bit of a float decides nothing.
    """
    steps = np.cumsum(shares, axis=1)
    steps = np.rint(steps / steps[:, -1:] * 65536).astype(np.int64)
    drawn = (words >> np.uint32(16)).astype(np.int64)
    width = 1 << 17
    flat = (steps + (np.arange(len(steps)) * width)[:, None]).ravel()
    row = row.astype(np.int64)
    given: NDArray[np.int64] = np.searchsorted(flat, drawn + row * width, side="right") - row * shares.shape[1]
    return given
