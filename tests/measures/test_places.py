"""Visits, passers-by, company, the crowd's map and moving, on tables made by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from demerit.measures import evaluate, take
from demerit.measures.groups import COLUMNS
from tests.measures.folder import MANIFEST, Folder, counts

Counted = tuple[int, str, str, str, int | None, int]
POINTS = {"museum_visited": ("go.museum", 2), "hostile_area_crossed": ("go.hostile", -6),
          "hostile_area_passed": ("zones.passed", -2), "low_company_met": ("company.near_low", -1),
          "moved_house": ("residence.moved", -8), "income_low": (None, -1)}  # fmt: skip
RULES = {name: SimpleNamespace(deed=deed, points=points) for name, (deed, points) in POINTS.items()}
SCHEME: Any = SimpleNamespace(
    rules=RULES, headline_bureau=SimpleNamespace(name="b", sees={"go": 0.5}), points_now=lambda rule: rule.points
)
MONTHS = 365.25 / 28
"""Scoring months of a year."""


def run(*rows: Counted, people: list[dict[str, int]] | None = None,
        booked: tuple[tuple[int, str, int], ...] = ()) -> Any:  # fmt: skip
    """Give a run of two months of ten adults, with these counts, panel rows, and (citizen, entry, points) booked."""
    adults: list[Counted] = [(week, "adult", "", "all", None, 10) for week in (3, 7)]
    plain = dict.fromkeys(COLUMNS.values(), 0) | {"week": 3, "citizen": 0, "conviction": 100, "near_times": 0}
    plain |= {"n_go_rally": 0, "n_go_hostile": 0}
    panel = pl.DataFrame([plain | row for row in people or [{}]])
    kinds = {"week": pl.Int16, "citizen": pl.Int64, "bureau": pl.String, "account": pl.String, "entry": pl.String}
    entries = [(3, citizen, "b", "behaviour", entry, points) for citizen, entry, points in booked]
    ledger = pl.DataFrame(entries, schema={**kinds, "points": pl.Int16}, orient="row")
    return Folder(SCHEME, counts(*adults, *rows), panel, ledger, dict(MANIFEST))


def noted(key: str, *by_month: int) -> list[Counted]:
    """Give what an institution counted in months that end in weeks 3, 7 ..."""
    return [(3 + 4 * m, "institution", key, "all", None, n) for m, n in enumerate(by_month) if n]


def value(name: str, told: Any, twin: Any = None, group: str = "all") -> float:
    """Give one headline."""
    rows = evaluate(told, twin, None, [name.partition(".")[0]])
    rows = rows.filter((pl.col("name") == name) & (pl.col("group") == group))
    assert rows.height == 1, f"{name} of {group} stands there {rows.height} times"
    return float(rows["value"][0])


def silent(measure: str, told: Any) -> bool:
    return take(told, None, None, [measure]).is_empty()


def test_visits_are_counted_by_week_and_against_the_twin() -> None:
    here, twin = (run((3, "deed", "go.museum", "all", None, n)) for n in (4, 2))
    assert value("visits.museum.rate", here) == pytest.approx(1000 * 4 / 80)
    assert value("visits.hostile.rate", here) == 0
    assert value("visits.museum.change", here, twin) == 1.0


def test_those_at_a_rally_against_their_mind() -> None:
    people = [{"citizen": i, "conviction": c, "n_go_rally": n}
              for i, (c, n) in enumerate([(-5, 1), (9, 2), (9, 1), (-5, 0), (-5, 0)])]  # fmt: skip
    assert value("visits.insincere_rally", run(people=people)) == pytest.approx(1 / 3)
    assert value("visits.rallying_opponents", run(people=people)) == pytest.approx(1 / 3)


def test_points_of_visits_are_those_of_rules_about_places() -> None:
    people = [{"citizen": i, "week": week} for i in (0, 1) for week in (3, 7)]
    told = run(people=people, booked=((0, "museum_visited", 2), (1, "hostile_area_crossed", -6), (1, "income_low", -1)))
    assert value("visits.points", told) == pytest.approx(-4 / 4 * MONTHS)


def test_passers_by_are_those_who_did_not_go() -> None:
    told = run(*noted("zones:share", 9, 9), *noted("zones:caught", 3, 1), *noted("zones:innocent", 3))
    assert value("passers_by.caught", told) == pytest.approx(1000 * 4 / 20 * MONTHS)
    assert value("passers_by.innocent_share", told) == 0.75
    assert silent("passers_by", run())


def test_harm_is_told_of_those_who_never_went() -> None:
    people = [{"citizen": 0}, {"citizen": 1, "n_go_hostile": 1}, {"citizen": 2}]
    booked = ((0, "hostile_area_passed", -2), (1, "hostile_area_passed", -2), (1, "hostile_area_crossed", -6))
    told = run(*noted("zones:share", 9, 9), people=people, booked=booked)
    assert value("passers_by.points", told) == pytest.approx(-2 / 2 * MONTHS)


def test_streets_empty_against_the_twin() -> None:
    here, twin = (run(*noted("zones:share", 9, 9), *noted("zones:passing", n)) for n in (6, 8))
    assert value("passers_by.passing.change", here, twin) == -0.25


def test_who_was_near_low_company_and_booked_is_found_out() -> None:
    people = [{"citizen": 0, "near_times": 3}, {"citizen": 1, "near_times": 1}, {"citizen": 2}]
    told = run(*noted("company:unlinked", 5, 5), *noted("company:met_low", 2), people=people,
               booked=((0, "low_company_met", -1), (2, "income_low", -1)))  # fmt: skip
    assert value("company.found_out", told) == 0.5
    assert value("company.points", told) == pytest.approx(-1 / 3 * MONTHS)
    assert value("company.met_low", told) == pytest.approx(1000 * 2 / 20 * MONTHS)
    assert silent("company", run())


def test_meetings_avoided_are_counted_against_the_untracked() -> None:
    here, twin = (run(*noted("company:unlinked", 5, 5), *noted("company:met_low", n)) for n in (3, 4))
    assert value("company.met_low.change", here, twin) == -0.25


def test_the_map_is_held_against_what_a_seen_visit_brings() -> None:
    """A museum brings 2 points where it is seen, half of the time: 1; the map says 0.25, then 0.75."""
    reports = noted("map_app:n_nowhere", 16, 32)
    told = run(*reports, *noted("map_app:museum", 64, 192), *noted("map_app:hostile", 0, -256))
    assert value("crowd_map.museum.truth", told) == 1.0
    assert value("crowd_map.museum.estimate", told) == 0.75
    assert value("crowd_map.museum.error", told) == 0.25
    assert value("crowd_map.museum.found", told) == 7
    assert value("crowd_map.hostile.error", told) == 2.0
    names = evaluate(told, None, None, ["crowd_map"])["name"].to_list()
    assert "crowd_map.hostile.found" not in names
    assert silent("crowd_map", run())


def test_marks_are_a_share_of_users() -> None:
    told = run(*noted("map_app:n_nowhere", 16, 32), *noted("map_app:users", 4, 4), *noted("map_app:marked", 0, 2))
    assert value("crowd_map.marked", told) == 0.25


def test_moves_and_months_at_an_address() -> None:
    move: Counted = (7, "deed", "move.move", "all", None, 1)
    here = run(*noted("residence:months", 500, 600), move, people=[{"citizen": 0}, {"citizen": 1, "origin": 1}],
               booked=((1, "moved_house", -8),))  # fmt: skip
    assert value("moving.rate", here) == pytest.approx(1000 / 20 * MONTHS)
    assert value("moving.months", here) == 60
    assert value("moving.points", here, group="origin:migrant") == pytest.approx(-8 * MONTHS)
    assert value("moving.points", here, group="origin:native") == 0
    twin = run(*noted("residence:months", 500, 600), (7, "deed", "move.move", "all", None, 4))
    assert value("moving.change", here, twin) == -0.75
    assert silent("moving", run())
