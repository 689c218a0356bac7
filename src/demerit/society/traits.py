"""Traits of citizens from published shares: education, occupation, online, Party, income."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from demerit.base.draws import column
from demerit.society.citizens import (
    ADULT_AGE,
    CHILD,
    CLERICAL,
    EDUCATIONS,
    FARMER,
    LEADER,
    OCCUPATIONS,
    OFFICIAL,
    OTHER,
    PRODUCTION,
    PROFESSIONAL,
    RETIRED,
    SERVICE,
    STUDENT,
    Column,
)
from demerit.society.facts import table
from demerit.society.noise import normal, uniform
from demerit.society.places import N_PLACES, by_place, by_province, pick
from demerit.society.raking import Margin, rake_chances, rake_options

MILLIONS = 1373.49
"""People of China in 2015, millions."""
SCHOOL_AGE, COLLEGE = 6, EDUCATIONS.index("college")
_WORK = (LEADER, PROFESSIONAL, CLERICAL, SERVICE, FARMER, PRODUCTION)
"""The census's occupations in the order of the columns in facts/."""
OFFICIALS = 0.33
"""Share of leaders and clerks with college or more who are officials of Party or state (calibrated: about 7.5
million)."""
INCOME_SIGMA = 0.70
"""Standard deviation of log income a head within a place (calibrated: Gini .462 over the nation)."""
INCOME_BY_EDUCATION = 0.35
"""Correlation of a household's log income with its adults' schooling within a place (assumed)."""


def _banded(name: str, columns: tuple[str, ...]) -> tuple[Column, Column]:
    """Give the lower ages of the bands of a table and its values, shape ``(2 areas, bands, columns)``."""
    rows = [[r for r in table(name) if r["area"] == area] for area in ("rural", "urban")]
    values = np.array([[[float(r[c]) for c in columns] for r in area] for area in rows])
    return np.array([int(r["age"]) for r in rows[0]]), values


def education(seed: int, place: Column, age: Column) -> NDArray[np.uint8]:
    """Draw schooling by age and area; adults' shares are raked to those of their province."""
    bands, pattern = _banded("education_by_age", EDUCATIONS)
    band = np.searchsorted(bands, age, side="right") - 1
    k = len(bands)
    cell = place.astype(np.int64) * k + band
    people = np.bincount(cell, minlength=N_PLACES * k).astype(float)
    chances = np.tile(pattern, (N_PLACES // 2, 1, 1)).reshape(-1, len(EDUCATIONS)) / 100
    grown = np.tile(bands >= ADULT_AGE, N_PLACES)
    pupil = np.tile((bands >= SCHOOL_AGE) & (bands < ADULT_AGE), N_PLACES)
    province = np.repeat(np.arange(N_PLACES) // 2, k)
    n_provinces = N_PLACES // 2
    wanted = np.stack([by_province(f"education_{e}") for e in EDUCATIONS], axis=1)
    schooled = np.bincount(province, people * (grown | pupil), minlength=n_provinces)[:, None] * wanted
    for option in range(len(EDUCATIONS)):
        schooled[:, option] -= np.bincount(province, people * pupil * chances[:, option], minlength=n_provinces)
    schooled = np.maximum(schooled, 1e-9)
    schooled /= schooled.sum(axis=1, keepdims=True)
    chances[grown] = rake_options(chances[grown], people[grown], province[grown], schooled)
    return pick(column(seed, "society.education", len(age)), chances, cell).astype(np.uint8)


def _studies(seed: int, age: Column, schooling: Column) -> NDArray[np.bool_]:
    """Draw who is at school: all up to 14, most up to 17, then those of college or more.

    Fewer by the year (assumed).
    """
    upper = np.clip(
        np.array([0.9, 0.9, 0.85, 0.75, 0.75, 0.75, 0.7, 0.45, 0.2, 0.12, 0.08])[np.clip(age, 15, 25) - 15],
        0,
        1,
    )
    chance = np.where(schooling >= COLLEGE, upper, np.where(age < 18, 0.92 - 0.5 * (schooling < 3), 0.25 * (age == 18)))
    chance = np.where(age < 15, 1.0, np.where(age > 25, 0.0, chance))
    return (age >= SCHOOL_AGE) & (uniform(seed, "occupation.student", len(age)) < chance)


def occupation(seed: int, place: Column, age: Column, sex: Column, schooling: Column) -> NDArray[np.uint8]:
    """Draw what citizens do; occupations of people at work are raked to the shares of their province."""
    n = len(age)
    bands, activity = _banded("activity", ("work_man", "work_woman", "retired_man", "retired_woman"))
    band = np.clip(np.searchsorted(bands, age, side="right") - 1, 0, None)
    urban = place & 1
    works, retires = activity[urban, band, sex] / 100, activity[urban, band, 2 + sex] / 100
    draw = uniform(seed, "occupation.activity", n)
    result = np.where(draw < works, -1, np.where(draw < works + retires, RETIRED, OTHER))
    result[age < 16] = OTHER
    result[_studies(seed, age, schooling)] = STUDENT
    result[age < SCHOOL_AGE] = CHILD
    busy = np.flatnonzero(result < 0)
    result[busy] = _trade(seed, n, busy, place, sex, schooling)
    return result.astype(np.uint8)


def _trade(seed: int, n: int, busy: Column, place: Column, sex: Column, schooling: Column) -> NDArray[np.int64]:
    """Draw the occupation of people at work."""
    names = tuple(OCCUPATIONS[o] for o in _WORK)
    rows = table("occupation_by_education")
    pattern = np.array([[float(r[o]) for o in names] for r in rows if r["area"] != "both"]).reshape(2, 6, 1, 6)
    lean = np.array([float(rows[-1][o]) for o in names])
    both = np.concatenate([pattern * lean, pattern], axis=2)  # men, women
    cells = np.tile(both.reshape(2, 12, 6), (N_PLACES // 2, 1, 1)).reshape(-1, 6)
    cell = place[busy].astype(np.int64) * 12 + schooling[busy] * 2 + sex[busy]
    people = np.bincount(cell, minlength=len(cells)).astype(float)
    province = np.repeat(np.arange(N_PLACES) // 2, 12)
    wanted = np.stack([by_province(f"occupation_{o}") for o in names], axis=1)
    wanted /= wanted.sum(axis=1, keepdims=True)
    chances = rake_options(cells, people, province, wanted)
    trade = np.array(_WORK)[pick(column(seed, "society.occupation", n)[busy], chances, cell)]
    may = ((trade == LEADER) | (trade == CLERICAL)) & (schooling[busy] >= COLLEGE)
    trade[may & (uniform(seed, "occupation.official", n)[busy] < OFFICIALS)] = OFFICIAL
    return trade


def _margin(name: str, which: str, cells: Column, people: int) -> Margin:
    """Read one margin of a table of yes-shares, scaled to the number of people."""
    wanted = np.array([float(r["millions"]) for r in table(name) if r["margin"] == which]) / MILLIONS * people
    return Margin(cells, wanted)


def online(seed: int, place: Column, age: Column, sex: Column, schooling: Column) -> NDArray[np.uint8]:
    """Draw who uses the internet, by age, sex, schooling and area, raked to the published margins."""
    decade = np.minimum(age // 10, 6).astype(np.int64)
    cell = ((decade * 6 + schooling) * 2 + sex) * 2 + (place & 1)
    every = np.arange(7 * 24)
    people = np.bincount(cell, minlength=len(every)).astype(float)
    parts = {"area": every % 2, "sex": every // 2 % 2, "age": every // 24, "education": every // 4 % 6}
    margins = [_margin("online", which, parts[which], len(age)) for which in ("education", "sex", "age", "area")]
    chances = rake_chances(people, margins, np.ones(len(every), bool))
    return _yes(seed, "online", chances, cell)


def _yes(seed: int, name: str, chances: Column, cell: Column) -> NDArray[np.uint8]:
    """Draw yes or no by the chance of the cell, rounded to 1/65,536."""
    word = column(seed, f"society.{name}", len(cell)) >> np.uint32(16)
    given: NDArray[np.uint8] = (word < np.rint(chances * 65536).astype(np.int64)[cell]).astype(np.uint8)
    return given


_PARTY_GROUP = np.array([6, 5, 1, 0, 6, 6, 2, 3, 4, 7, 6])
"""Group of the Party's statistics (in the order of facts/party.csv) of each occupation."""


def party(seed: int, age: Column, sex: Column, schooling: Column, work: Column) -> NDArray[np.uint8]:
    """Draw members of the Party among adults, by age, occupation, sex and schooling.

    Raked to the published margins.
    """
    band = np.searchsorted(np.array([36, 46, 61]), age, side="right")
    cell = ((band * 8 + _PARTY_GROUP[work]) * 2 + sex) * 2 + (schooling >= COLLEGE)
    grown = age >= ADULT_AGE
    every = np.arange(4 * 32)
    people = np.bincount(cell[grown], minlength=len(every)).astype(float)
    parts = {"age": every // 32, "occupation": every // 4 % 8, "sex": every // 2 % 2, "education": every % 2}
    margins = [_margin("party", which, parts[which], len(age)) for which in ("education", "occupation", "sex", "age")]
    chances = rake_chances(people, margins, np.ones(len(every), bool))
    return _yes(seed, "party", chances, cell) * grown.astype(np.uint8)


def _place_incomes() -> NDArray[np.float64]:
    """Give the mean income a head of each place.

    Scaled so that town and country reach the published means.
    """
    people, urban = by_province("population_interp"), by_province("urban_share_cal")
    means = {r["name"]: float(r["value"]) for r in table("nation")}
    sides = []
    for area, share in (("rural", 1 - urban), ("urban", urban)):
        income = by_province(f"{area}_income_cal")
        reached = (income * people * share).sum() / (people * share).sum()
        sides.append(income * means[f"income_mean_{area}"] / reached)
    return by_place(*sides)


def income(seed: int, place: Column, household: Column, age: Column, schooling: Column) -> NDArray[np.int32]:
    """Draw the household's income a head.

    Lognormal about the mean of its place, higher with its adults' schooling.
    """
    n = len(age)
    grown = (age >= ADULT_AGE).astype(float)
    level = np.bincount(place, grown * schooling, minlength=N_PLACES) / np.maximum(
        np.bincount(place, grown, minlength=N_PLACES), 1
    )
    above = np.bincount(household, grown * (schooling - level[place])) / np.maximum(np.bincount(household, grown), 1)
    above /= max(float(above.std()), 1e-9)
    first = np.flatnonzero(np.concatenate([[True], household[1:] != household[:-1]]))
    rest = (1 - INCOME_BY_EDUCATION**2) ** 0.5
    z = INCOME_BY_EDUCATION * above + rest * normal(seed, "income", n)[first]
    relative = np.exp(INCOME_SIGMA * z)[household]
    urban = place & 1
    relative /= (np.bincount(urban, relative, minlength=2) / np.maximum(np.bincount(urban, minlength=2), 1))[urban]
    given: NDArray[np.int32] = np.rint(np.clip(relative * _place_incomes()[place], 500, 5_000_000)).astype(np.int32)
    return given


__all__ = ["education", "income", "occupation", "online", "party"]
