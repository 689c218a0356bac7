"""What it would change that nobody ages in a run: the headline again in the same societies ten years on.

docs/why/nobody_ages.md tells the bound that the slow test holds.
"""

from __future__ import annotations

from functools import cache
from math import sqrt

import numpy as np
import polars as pl
import pytest
from scipy.stats import t as student

from demerit.engine.run import Run
from demerit.lab.reading import read
from demerit.society import Society, edges_of, make
from demerit.society.citizens import MIGRANT
from tests.society.decade import MEN, MOVED, UNDER_TEN, WOMEN, ten_years_on

BOUND = 0.03
"""By how much a decade may move the change of dissent: three hundredths of the posts there would be."""
WIDER = 0.20
"""The same of four seeds over two years, where chance moves more."""


def posts(law: str, society: Society, weeks: int) -> int:
    run = Run(read(law), society, seed=society.seed, weeks=weeks, threads=1)
    for _ in run.weeks():
        pass
    counts = pl.concat(run.counted).filter(table="deed", key="speak.dissent", group="all")
    run.close()
    return int(counts["n"].sum())


def change(society: Society, weeks: int) -> float:
    """Give the change of dissent under the article's law against none."""
    return posts("article_2015", society, weeks) / posts("null", society, weeks) - 1


def farthest(differences: list[float]) -> float:
    """Give the end of the interval of 95 % of the mean that lies farther from 0."""
    n = len(differences)
    error = float(np.std(differences, ddof=1)) / sqrt(n)
    return abs(float(np.mean(differences))) + float(student.ppf(0.975, n - 1)) * error


@cache
def nation(people: int, seed: int) -> Society:
    return make("china_2015", people, seed)


@cache
def changes(people: int, seeds: int, weeks: int) -> list[float]:
    return [change(nation(people, seed), weeks) for seed in range(1, seeds + 1)]


def moved(people: int, seeds: int, weeks: int) -> list[float]:
    """Give by how much a decade moves the change of dissent, seed by seed."""
    then = [change(ten_years_on(nation(people, seed)), weeks) for seed in range(1, seeds + 1)]
    return [b - a for a, b in zip(changes(people, seeds, weeks), then, strict=True)]


def test_a_decade_hardly_moves_the_headline_in_a_small_sample() -> None:
    assert farthest(moved(5000, 4, 104)) < WIDER


@pytest.mark.slow
def test_a_decade_moves_the_headline_by_less_than_three_hundredths() -> None:
    assert farthest(moved(5000, 12, 284)) < BOUND


def test_a_people_who_fear_nothing_would_break_both_bounds() -> None:
    """The check is no check that cannot fail: without caution the law silences far fewer."""
    differences = []
    for before, now in zip(changes(5000, 4, 104)[:2], (nation(5000, seed) for seed in (1, 2)), strict=True):
        bold = now.citizens._replace(caution=np.full(now.people, 8, np.uint8))
        differences.append(change(Society(bold, now.ties, "bold", now.seed), 104) - before)
    assert abs(float(np.mean(differences))) > WIDER > BOUND


def test_ten_years_on_people_die_are_born_and_move_at_the_rates_told() -> None:
    now = nation(20_000, 1)
    then = ten_years_on(now)
    c, n = now.citizens, np.minimum(now.citizens.age // 5, 18)
    expected = float(np.where(c.sex == 1, np.array(WOMEN)[n], np.array(MEN)[n]).sum())
    old = then.citizens.age >= 10
    assert old.sum() == pytest.approx(expected, abs=4 * sqrt(expected * 0.07))
    assert (~old).mean() == pytest.approx(UNDER_TEN, abs=0.002)
    assert (c.age >= 60).mean() + 0.03 < (then.citizens.age >= 60).mean() < (c.age >= 60).mean() + 0.07
    assert then.citizens.age[old].astype(int).sum() / old.sum() > c.age.mean() + 5
    away = 1 - (1 - float((c.origin == MIGRANT).mean())) * (1 - MOVED)
    assert float((then.citizens.origin == MIGRANT).mean()) == pytest.approx(away, abs=0.02)
    assert then.hash() == ten_years_on(now).hash()


def test_ten_years_on_a_society_is_whole() -> None:
    then = ten_years_on(make("village", 1000, 2))
    c, edges = then.citizens, edges_of(then.ties)
    assert (c.age[: then.adults] >= 18).all() and (c.age[then.adults :] < 18).all()
    assert all(len(column) == then.people for column in c)
    married = np.flatnonzero(c.spouse >= 0)
    assert (c.spouse[c.spouse[married]] == married).all()
    assert (c.household[c.spouse[married]] == c.household[married]).all()
    assert edges.v.max() < then.people and (edges.u < edges.v).all()
    for column in (c.place, c.zone, c.circle, c.household):
        for stand in (column[: then.adults], column[then.adults :]):
            assert (np.diff(stand.astype(int)) >= 0).all()
    births = c.age < 10
    assert set(c.household[births].tolist()) <= set(c.household[(c.sex == 1) & (c.age >= 20) & (c.age < 46)].tolist())
