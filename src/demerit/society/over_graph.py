"""Synthetic adults laid over a graph: every member becomes a citizen, every tie a friendship."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from demerit.society import friends, network, traits
from demerit.society.citizens import ADULT_AGE, Citizens, Column
from demerit.society.households import ages
from demerit.society.neighbourhoods import cut
from demerit.society.places import age_shares
from demerit.society.temperament import temperament
from demerit.society.ties import FRIEND, Ties, ties_from_edges

MEAN_SOCIABILITY = 11
"""Sociability of a member of mean degree, as in the recipes; the others in proportion to their degree."""

Columns = dict[str, NDArray[np.int64]]
"""What is known of members, by the name of the column."""


def laid_over(seed: int, place: NDArray[np.uint8], u: Column, v: Column, given: Columns) -> tuple[Citizens, Ties]:
    """Give citizens who live at `place`, in rows 0 .. n - 1, and their ties ``u, v``, all of friends.

    Parameters
    ----------
    place
        The place of everyone, never falling, shape ``(n,)``.
    u, v
        The ends of every tie, each once, no loops.
    given
        Columns that are known; what is not is drawn from `seed`.
    """
    n = len(place)
    citizens = _people(seed, place, given, network.degree(n, u, v))
    pairs = friends.unique_pairs(u, v, np.full(len(u), friends.SOCIETY, np.uint8))
    kind = np.full(len(pairs.u), FRIEND, np.uint8)
    return citizens, ties_from_edges(n, pairs.u, pairs.v, kind, friends.bonds(citizens, seed, pairs, kind))


def _people(seed: int, place: NDArray[np.uint8], given: Columns, degree: NDArray[np.int64]) -> Citizens:
    """Draw synthetic adults for the members of a graph; what is given stays as it is."""
    n = len(place)
    shares = age_shares().copy()
    shares[:, :, :3] = 0
    age, sex = ages(seed, place, shares)
    age = np.maximum(age, ADULT_AGE).astype(np.uint8)
    age, sex = (given.get(k, c).astype(np.uint8) for k, c in (("age", age), ("sex", sex)))
    alone = np.arange(n, dtype=np.int32)
    circle, zone = cut(seed, place, alone)
    schooling = given.get("education", traits.education(seed, place, age)).astype(np.uint8)
    work = traits.occupation(seed, place, age, sex, schooling)
    income = traits.income(seed, place, alone, age, schooling)
    nature = temperament(seed, age, sex, schooling, income)
    sociability = np.clip(np.rint(degree * MEAN_SOCIABILITY / degree.mean()), 1, 255).astype(np.uint8)
    return Citizens(
        place=place, zone=zone, circle=circle, household=alone, age=age, sex=sex, education=schooling,
        occupation=work, income=income, online=given.get("online", np.ones(n)).astype(np.uint8),
        party=given.get("party", traits.party(seed, age, sex, schooling, work)).astype(np.uint8),
        spouse=np.full(n, -1, np.int32), origin=np.zeros(n, np.uint8),
        **nature._replace(sociability=sociability)._asdict(),
    )  # fmt: skip
