"""A society ten years on: everyone older, the dead gone, children grown up, children born, households moved.

Rates are those of China. Survival by sex and age is that of cohorts from 2010 to 2020 (United Nations, World Population
Prospects 2019, CC BY 3.0 IGO: those of an age in 2020 over those ten years younger in 2010); so are the shares of
children under ten and of boys among them. From the census of 2010 to that of 2020 those who live away from their
register grew from 261 to 493 million, by 16.5 % of all people; that a fifth of people move in a decade is assumed. What
else a life brings (marriages of the young, joining the Party after 28, schooling in later years, a phone for who had
none) is left out.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from demerit.society import ADULT_AGE, Citizens, Society, edges_of, ties_from_edges
from demerit.society.citizens import CHILD, MIGRANT, WOMAN
from demerit.society.grown_first import grown_first
from demerit.society.noise import uniform
from demerit.society.temperament import _LIVELY, _standing

YEARS = 10
MEN = (0.995, 0.994, 0.991, 0.988, 0.988, 0.986, 0.984, 0.98, 0.971, 0.953,
       0.919, 0.858, 0.754, 0.604, 0.437, 0.286, 0.155, 0.069, 0.029)  # fmt: skip
WOMEN = (0.996, 0.995, 0.991, 0.989, 0.991, 0.989, 0.988, 0.986, 0.981, 0.97,
         0.949, 0.909, 0.838, 0.729, 0.581, 0.406, 0.243, 0.128, 0.068)  # fmt: skip
"""Of those in each band of five years, how many live ten years on."""
UNDER_TEN, BOYS, MOVED = 0.119, 0.532, 0.20
"""Share of children under ten of all people; of boys among them; of people whose household moves (assumed)."""

Rows = NDArray[Any]


def ten_years_on(society: Society) -> Society:
    """Give the society of a decade later, drawn from streams of its own from the society's seed."""
    c, n, seed = society.citizens, society.people, society.seed
    lives = _draw(seed, "deaths", n) < np.array([MEN, WOMEN])[(c.sex == WOMAN).astype(int), np.minimum(c.age // 5, 18)]
    older = _grown(c._replace(age=np.minimum(c.age + YEARS, 100).astype(np.uint8)), c, seed)
    older = _moved(older._replace(spouse=np.where(lives[c.spouse], c.spouse, -1).astype(np.int32)), seed)
    kept = np.flatnonzero(lives)
    mothers = _mothers(older, lives, seed)
    rows = np.concatenate([kept, mothers])
    everyone: Any = (column[rows] for column in older)
    all_ = _born(Citizens(*everyone), len(kept), seed)
    order = np.lexsort((rows, all_.household, all_.circle, all_.zone, all_.place))
    new = np.full(n, -1)
    new[rows[order[order < len(kept)]]] = np.flatnonzero(order < len(kept))
    sorted_: Any = (column[order] for column in all_)
    people = Citizens(*sorted_)
    spouse = np.where(people.spouse >= 0, new[people.spouse], -1).astype(np.int32)
    _, first, which = np.unique(people.household, return_index=True, return_inverse=True)
    people = people._replace(spouse=spouse, household=np.argsort(np.argsort(first))[which].astype(np.int32))
    u, v, kind, bond = edges_of(society.ties)
    still = lives[u] & lives[v]
    ties = ties_from_edges(len(order), new[u[still]], new[v[still]], kind[still], bond[still])
    return Society(*grown_first(people, ties), f"{society.name} ten years on", seed, dict(society.recipe))


def _draw(seed: int, name: str, n: int) -> Rows:
    return uniform(seed, f"decade.{name}", n)


def _alike(c: Citizens, of: Citizens, ages: tuple[int, int], who: Rows, seed: int, name: str) -> Rows:
    """Give for each of `who` somebody of these ages, of their sex and of town or country as they are."""
    given = np.empty(len(who), int)
    group, groups = 2 * c.sex[who] + c.place[who] % 2, 2 * of.sex + of.place % 2
    drawn = _draw(seed, name, len(c.age))[who]
    for k in range(4):
        donors = np.flatnonzero((groups == k) & (of.age >= ages[0]) & (of.age < ages[1]))
        mine = group == k
        given[mine] = donors[(drawn[mine] * len(donors)).astype(int)] if len(donors) else who[mine]
    return given


def _grown(older: Citizens, c: Citizens, seed: int) -> Citizens:
    """Give children who came of age what the young of today have, and those who passed sixty their work."""
    columns = {name: column.copy() for name, column in older._asdict().items()}
    grown = np.flatnonzero((c.age < ADULT_AGE) & (older.age >= ADULT_AGE))
    young = _alike(older, c, (ADULT_AGE, ADULT_AGE + YEARS), grown, seed, "youth")
    for name in ("education", "occupation", "online", "party", "sociability", "reliability", "standing"):
        columns[name][grown] = getattr(c, name)[young]
    past = np.flatnonzero((c.age < 60) & (older.age >= 60))
    columns["occupation"][past] = c.occupation[_alike(older, c, (60, 70), past, seed, "old")]
    adult = c.age >= ADULT_AGE
    rest = (c.education, c.income, c.reliability)
    stood, stands = (_standing(seed, age, *rest).astype(int) for age in (c.age, older.age))
    columns["standing"][adult] = np.clip(c.standing + stands - stood, -127, 127)[adult]  # of its parts, age alone moves
    was, is_ = (np.array([f for _, f in _LIVELY])[_step(age)] for age in (c.age, older.age))
    columns["sociability"][adult] = np.clip(np.rint(c.sociability * is_ / was), 1, 255)[adult]
    calmer = (c.age < 35) & (older.age >= 35)
    columns["caution"][calmer] = np.maximum(c.caution.astype(int) - 5, 8)[calmer]  # as in `temperament`
    return Citizens(**columns)


def _step(age: Rows) -> Rows:
    return np.searchsorted([a for a, _ in _LIVELY], age, side="right") - 1


def _moved(c: Citizens, seed: int) -> Citizens:
    """Move households whole into the circles of people in town."""
    head = np.unique(c.household, return_index=True)[1]
    goes = np.zeros(int(c.household.max()) + 1, bool)
    goes[c.household[head]] = _draw(seed, "moves", len(c.age))[head] < MOVED
    town = np.flatnonzero(c.place % 2 == 1)
    if not len(town):
        town = np.arange(len(c.age))
    to = np.empty(len(goes), int)
    to[c.household[head]] = town[(_draw(seed, "whither", len(c.age))[head] * len(town)).astype(int)]
    far = goes[c.household]
    there = {f: np.where(far, getattr(c, f)[to[c.household]], getattr(c, f)) for f in ("place", "zone", "circle")}
    return c._replace(origin=np.where(far, MIGRANT, c.origin).astype(c.origin.dtype), **there)


def _mothers(c: Citizens, lives: Rows, seed: int) -> Rows:
    """Give the mother of everyone born, married women of 20 to 45 in turn."""
    able = np.flatnonzero(lives & (c.sex == WOMAN) & (c.spouse >= 0) & (c.age >= 20) & (c.age < 46))
    wanted = round(UNDER_TEN / (1 - UNDER_TEN) * int(lives.sum()))
    order = able[np.argsort(_draw(seed, "mothers", len(c.age))[able])]
    return np.resize(order, wanted)


def _born(c: Citizens, first: int, seed: int) -> Citizens:
    """Make children of the rows from `first` on, which are copies of their mothers."""
    columns = {name: column.copy() for name, column in c._asdict().items()}
    m = len(c.age) - first
    columns["age"][first:] = (_draw(seed, "births", m) * YEARS).astype(np.uint8)
    columns["sex"][first:] = _draw(seed, "boys", m) >= BOYS
    for name, value in {"education": 0, "occupation": CHILD, "online": 0, "party": 0, "spouse": -1}.items():
        columns[name][first:] = value
    return Citizens(**columns)
