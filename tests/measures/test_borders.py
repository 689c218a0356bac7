"""Visitors, journeys and paperwork on tables made by hand."""

from __future__ import annotations

import polars as pl
import pytest

from demerit.measures import RunTables, take
from tests.measures.four_adults import Counted, run


def rows(name: str, told: RunTables, group: str = "all") -> list[float]:
    """Give the headlines of one measure's quantity."""
    measure, _, quantity = name.partition(".")
    found = take(told, names=[measure])
    same = (pl.col("quantity") == quantity) & (pl.col("group") == group) & pl.col("week").is_null()
    return found.filter(same & pl.col("bin").is_null())["value"].to_list()


def value(name: str, told: RunTables, group: str = "all") -> float:
    (one,) = rows(name, told, group)
    return one


def absent(name: str, told: RunTables) -> bool:
    return not rows(name, told)


def kept(institution: str, group: str = "all", **what: int) -> list[Counted]:
    return [(7, "institution", f"{institution}:{name}", group, None, n) for name, n in what.items()]


def test_refusals_of_visitors_by_what_they_had_posted() -> None:
    told = run(*kept("visitors", visits=50, foregone=150, asked=100, refused=30, asked_outspoken=40,
                     refused_outspoken=24))
    assert value("visitors.refusals", told) == 0.6
    assert value("visitors.refusal", told) == 0.3
    assert value("visitors.refusal_outspoken", told) == 0.6
    assert value("visitors.refusal_quiet", told) == 0.1
    assert value("visitors.foregone", told) == 0.75


def test_the_chill_before_a_journey() -> None:
    told = run(*kept("visitors", soon=200, soon_dissent=6, far=100, far_dissent=4))
    assert value("visitors.dissent_soon", told) == 3
    assert value("visitors.dissent_far", told) == 4
    assert value("visitors.chill", told) == 0.25
    assert absent("visitors.refusal", told)


def test_a_rate_on_hardly_any_visits_is_left_out() -> None:
    told = run(*kept("visitors", visits=29, refused=12, asked=29))
    assert absent("visitors.refusals", told)
    assert absent("visitors.refusal", told)


def test_staff_and_what_firms_remember() -> None:
    told = run(*kept("foreign_firms", staff=400, staff_dissent=4, others=200, others_dissent=6, strain=16384))
    assert value("visitors.staff_dissent", told) == 1
    assert value("visitors.others_dissent", told) == 3
    assert value("visitors.strain", told) == 0.25


def test_journeys_a_year() -> None:
    """Four adults over eight weeks are 32 adult-weeks."""
    told = run(*kept("border", trips=3, refused=1, asked=4, full=1))
    assert value("travel.trips", told) == pytest.approx(3 / 32 * 365.25 / 7 * 1000)
    assert value("travel.refused", told) == pytest.approx(1 / 32 * 365.25 / 7 * 1000)
    assert value("travel.refusal", told) == 0.25
    assert value("travel.full_papers", told) == 0.25


def test_the_concentration_of_journeys() -> None:
    alike = run(*kept("border", trips=30, trips_1=10, trips_2=20, scored_1=100, scored_2=200))
    assert value("travel.concentration", alike) == pytest.approx(0)
    top = run(*kept("border", trips=30, trips_2=30, scored_1=100, scored_2=100))
    assert value("travel.concentration", top) == pytest.approx(0.5)
    low = run(*kept("border", trips=30, trips_1=30, scored_1=100, scored_2=100))
    assert value("travel.concentration", low) == pytest.approx(-0.5)


def test_hours_of_paper() -> None:
    told = run(
        (7, "gate", "visa:asked", "all", None, 4), (7, "gate", "visa:hours", "all", None, 20),
        (7, "gate", "visa:asked", "income:low", None, 1), (7, "gate", "visa:hours", "income:low", None, 12),
        (7, "gate", "visa:asked", "income:high", None, 2), (7, "gate", "visa:hours", "income:high", None, 4),
        (7, "gate", "bicycle:asked", "all", None, 100),
        (7, "gate", "visa:asked", "income:middle", None, 1), (7, "gate", "visa:hours", "income:middle", None, 1),
        *((7, "adult", "", group, None, n) for group, n in (("income:low", 30), ("income:high", 30))),
        (7, "adult", "", "income:middle", None, 29),
    )  # fmt: skip
    assert value("paperwork.hours_a_try", told) == 5
    assert value("paperwork.visa.hours_a_try", told) == 5
    assert value("paperwork.hours", told) == pytest.approx(20 / 32 * 365.25 / 7)
    assert value("paperwork.ratio", told, group="income:low") == 6
    assert value("paperwork.ratio", told, group="income:high") == 1


@pytest.mark.parametrize("name", ["visitors.refusals", "travel.trips", "paperwork.hours"])
def test_without_the_institutions_nothing_is_said(name: str) -> None:
    assert absent(name, run((7, "gate", "bicycle:tried", "all", None, 100)))
