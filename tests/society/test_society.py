"""Societies made by recipes: who lives there, in which order, drawn from which streams."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from demerit.base.draws import stream
from demerit.errors import SocietyError, UnknownName
from demerit.society import (
    Citizens,
    Society,
    Target,
    build,
    edges_of,
    fit,
    friends,
    load,
    make,
    making,
    noise,
    opened,
    recipes,
)
from demerit.society.friends import SCALE_NAMES
from demerit.society.places import N_PLACES, apportion, place_shares

PEOPLE = 20_000


@cache
def china(seed: int) -> Society:
    return make("china_2015", PEOPLE, seed)


@cache
def targets(seed: int) -> dict[str, Target]:
    return {target.name: target for target in fit(china(seed))}


MISSED = {"income_median"}
"""Not compatible with the published Gini under lognormal shapes; the documentation says so."""


@pytest.mark.parametrize("seed", [1, 2])
def test_every_target_is_reached_but_the_median_of_income(seed: int) -> None:
    missed = {t.name: (t.value, t.target) for t in targets(seed).values() if not t.within}
    assert set(missed) == MISSED, missed


def test_the_median_of_income_is_missed_from_below_as_documented() -> None:
    assert 14_000 < targets(1)["income_median"].value < 17_000


def test_a_target_out_of_reach_is_reported_as_such() -> None:
    values = {t.name: t for t in fit(make("village", 400, 1))}
    assert {t.group for t in values.values()} == {"network"}
    assert not values["modularity_of_zones"].within  # a village is one neighbourhood
    assert "place_assortativity" not in values  # it has one place


def test_the_same_recipe_people_and_seed_give_the_same_bytes() -> None:
    assert make("china_2015", 2000, 7).hash() == make("china_2015", 2000, 7).hash()
    assert make("china_2015", 2000, 7).hash() != make("china_2015", 2000, 8).hash()


@pytest.mark.parametrize("people", [50, 51, 199, 1000])
@pytest.mark.parametrize("recipe", sorted(recipes()))
def test_any_number_of_people_from_fifty_makes_a_society(recipe: str, people: int) -> None:
    society = make(recipe, people, 1)
    assert society.people == people
    assert all(len(column) == people for column in society.citizens)


def test_adults_stand_first_and_all_in_order_of_place_zone_circle_and_household() -> None:
    c = china(1).citizens
    adults = china(1).adults
    assert (c.age[:adults] >= 18).all()
    assert (c.age[adults:] < 18).all()
    for column in (c.place, c.zone, c.circle, c.household):
        for stand in (column[:adults], column[adults:]):
            assert (np.diff(stand.astype(int)) >= 0).all()
    for inner, outer in ((c.household, c.circle), (c.circle, c.zone), (c.zone, c.place)):
        pairs = np.unique(np.stack([inner.astype(int), outer.astype(int)]), axis=1)
        assert pairs.shape[1] == len(np.unique(inner))  # nothing is cut in two


def test_circles_have_twenty_to_a_hundred_and_fifty_people_and_zones_about_five_hundred() -> None:
    c = make("china_2015", 100_000, 1).citizens
    circles, zones = np.bincount(c.circle), np.bincount(c.zone)
    assert circles.min() >= 20
    assert circles.max() <= 150
    assert 400 < np.median(zones) < 600


def test_columns_have_the_types_of_the_schema() -> None:
    c = china(1).citizens
    kinds = {f: str(a.__forward_arg__).split("np.")[-1].rstrip("]") for f, a in Citizens.__annotations__.items()}
    assert {name: str(column.dtype) for name, column in c._asdict().items()} == kinds


def test_spouses_are_married_to_each_other_and_live_together() -> None:
    c = china(1).citizens
    married = np.flatnonzero(c.spouse >= 0)
    other = c.spouse[married]
    assert (c.spouse[other] == married).all()
    assert (c.household[other] == c.household[married]).all()
    assert (c.sex[other] != c.sex[married]).all()
    assert c.age[married].min() >= 15
    gap = np.abs(c.age[married].astype(int) - c.age[other])
    assert (gap <= 10).mean() > 0.95


def test_nearly_all_children_live_with_a_woman_old_enough_to_be_their_mother() -> None:
    c = china(1).citizens
    edges = edges_of(china(1).ties)
    kin = edges.kind == 1
    ends = np.concatenate([np.stack([edges.u, edges.v])[:, kin], np.stack([edges.v, edges.u])[:, kin]], axis=1)
    child, other = ends
    gap = c.age[other].astype(int) - c.age[child]
    mothers = (c.age[child] < 15) & (c.sex[other] == 1) & (gap >= 18) & (gap <= 45)
    with_mother = np.isin(np.flatnonzero(c.age < 15), child[mothers])
    assert with_mother.mean() > 0.97


def test_members_of_a_household_are_tied_as_kin_and_share_an_income() -> None:
    c = china(1).citizens
    edges = edges_of(china(1).ties)
    same = np.flatnonzero(c.household[1:] == c.household[:-1])
    kin = set(zip(edges.u[edges.kind == 1].tolist(), edges.v[edges.kind == 1].tolist(), strict=True))
    assert all((i, i + 1) in kin for i in same.tolist())
    assert (c.income[same] == c.income[same + 1]).all()


def test_children_are_friends_with_children_and_adults_with_adults() -> None:
    c, edges = china(1).citizens, edges_of(china(1).ties)
    friend = edges.kind != 1
    assert ((c.age[edges.u[friend]] < 18) == (c.age[edges.v[friend]] < 18)).all()


def test_the_friend_degree_of_adults_is_proportional_to_sociability() -> None:
    c, edges = china(1).citizens, edges_of(china(1).ties)
    friend, adult = edges.kind != 1, c.age >= 18
    degree = np.bincount(edges.u[friend], minlength=PEOPLE) + np.bincount(edges.v[friend], minlength=PEOPLE)
    ratios = []
    for low, high in ((4, 12), (12, 36), (36, 108)):
        chosen = adult & (c.sociability >= low) & (c.sociability < high)
        ratios.append(degree[chosen].sum() / c.sociability[chosen].sum())
    assert max(ratios) / min(ratios) < 1.2


def test_ties_of_adults_arise_at_the_scales_that_are_stated() -> None:
    counts = apportion(place_shares(), PEOPLE)
    place = np.repeat(np.arange(N_PLACES, dtype=np.uint8), counts)
    citizens, kin = build.columns(1, place, counts)
    pairs = friends.befriend(citizens, 1, kin)
    drawn = (pairs.scale > 0) & (citizens.age[pairs.u] >= 18)
    shares = np.bincount(pairs.scale[drawn], minlength=5)[1:] / drawn.sum()
    for name, share in zip(SCALE_NAMES, shares, strict=True):
        assert share == pytest.approx(friends.COMPOSITION[name], abs=0.015)


def test_temperament_has_the_stated_means_and_spreads() -> None:
    c = china(1).citizens
    adult = c.age >= 18
    wanted = {"home": (23, 51), "candour": (110, 45), "caution": (64, 24), "talk": (-52, 36), "interest": (0, 36),
              "privacy": (47.5, 22.5)}
    for name, (mean, spread) in wanted.items():
        column = getattr(c, name).astype(float)
        assert column.mean() == pytest.approx(mean, abs=0.06 * spread)
        assert column.std() == pytest.approx(spread, rel=0.06)
    assert c.caution[c.sex == 1].mean() > c.caution[c.sex == 0].mean() + 4
    assert c.standing[adult].std() == pytest.approx(32, rel=0.04)
    assert np.corrcoef(c.standing[adult], c.reliability[adult])[0, 1] == pytest.approx(0.36, abs=0.03)


def test_turning_one_column_moves_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """A column that draws from another stream must leave all others as they were, bit for bit."""
    before = make("china_2015", 3000, 5)
    true_normal = noise.normal

    def other_talk(seed: int, name: str, n: int) -> np.ndarray:
        return true_normal(seed, "another" if name == "talk" else name, n)

    monkeypatch.setattr("demerit.society.temperament.normal", other_talk)
    after = make("china_2015", 3000, 5)
    changed = {f for f in Citizens._fields if (getattr(before.citizens, f) != getattr(after.citizens, f)).any()}
    assert changed == {"talk"}
    assert (before.ties.friend == after.ties.friend).all()


def test_every_drawn_column_has_a_stream_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """No two draws of a making may share a stream: collect the names that are asked for."""
    asked: list[str] = []
    import demerit.base.draws as draws

    true_column = draws._filled

    def noted(seed: int, name: str, n: int, k: int) -> np.ndarray:
        asked.append(name)
        return true_column(seed, name, n, k)

    monkeypatch.setattr("demerit.base.draws._filled", noted)
    make("village", 60, 1)
    assert len(asked) > 20
    assert all(name.startswith("society.") for name in asked)
    assert len({stream(name) for name in asked}) == len(asked)


def test_a_society_read_back_is_the_one_that_was_saved(tmp_path: Path) -> None:
    society = make("village", 200, 4)
    society.save(tmp_path / "s")
    back = load(tmp_path / "s")
    assert back.hash() == society.hash()
    assert (back.name, back.seed, back.recipe) == (society.name, society.seed, society.recipe)
    assert (back.ties.start == society.ties.start).all()


def test_a_society_that_was_tampered_with_is_refused(tmp_path: Path) -> None:
    make("village", 200, 4).save(tmp_path)
    opened(tmp_path).seal(columns="0" * 32)
    with pytest.raises(SocietyError, match=r"not those that society\.json speaks of"):
        load(tmp_path)


@pytest.mark.parametrize("name", ["society.json", "citizens.parquet", "ties.parquet"])
def test_a_damaged_society_is_refused_in_words(tmp_path: Path, name: str) -> None:
    make("village", 60, 1).save(tmp_path)
    (tmp_path / name).write_bytes(b"no such thing")
    with pytest.raises(SocietyError, match="not a whole saved society"):
        load(tmp_path)


def test_an_unknown_recipe_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="china_2015"):
        make("china_2016", 100, 1)


@pytest.mark.parametrize("people", [-5, 0, 49])
def test_too_few_people_are_refused(people: int) -> None:
    with pytest.raises(SocietyError, match="at least 50 people"):
        make("china_2015", people, 1)


def test_too_many_people_are_refused_with_the_number_that_would_fit() -> None:
    with pytest.raises(SocietyError, match=f"{making.most_people():,}"):
        make("china_2015", 10**12, 1)


@pytest.mark.parametrize("seed", [-1, 2**64])
def test_a_seed_out_of_range_is_refused(seed: int) -> None:
    with pytest.raises(SocietyError, match="whole number from 0"):
        make("village", 60, seed)


def test_recipes_are_the_files_of_their_folder() -> None:
    named = "blocks china_2015 loose_knit preferential small_world towns village"
    assert sorted(recipes()) == named.split()
