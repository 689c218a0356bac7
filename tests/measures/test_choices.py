"""Telephones left or cut off, a restricted net, spare hours, low friends, firms' contracts: on tables made by hand."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from demerit.measures import take
from demerit.measures.groups import COLUMNS
from tests.measures.folder import MANIFEST, Folder, counts

Counted = tuple[int, str, str, str, int | None, int]
RULES = {"telephone_left": SimpleNamespace(deed="telephones.dark", points=-2),
         "idle_player": SimpleNamespace(deed="pastime.play_all_day", points=-3)}  # fmt: skip
SCHEME: Any = SimpleNamespace(rules=RULES, headline_bureau=None, points_now=lambda rule: rule.points)
YEAR = 365.25 / 28
"""Scoring months of a year."""


def run(*rows: Counted, people: list[dict[str, Any]] | None = None,
        booked: tuple[tuple[int, str, int], ...] = ()) -> Any:  # fmt: skip
    """Give a run of two months of ten adults, with these counts, panel rows, and (citizen, entry, points) booked."""
    adults: list[Counted] = [(week, "adult", "", "all", None, 10) for week in (3, 7)]
    plain = dict.fromkeys(COLUMNS.values(), 0) | {"week": 7, "citizen": 0, "score": 600, "aware": True}
    panel = pl.DataFrame([plain | row for row in people or [{}]])
    kinds = {"week": pl.Int16, "account": pl.String, "citizen": pl.Int64, "entry": pl.String, "points": pl.Int16}
    ledger = pl.DataFrame([(7, "conduct", *one) for one in booked], schema=kinds, orient="row")
    return Folder(SCHEME, counts(*adults, *rows), panel, ledger, MANIFEST)


def of(name: str, **what: int) -> list[Counted]:
    """Give what an institution counted in the last month."""
    return [(7, "institution", f"{name}:{key}", "all", None, n) for key, n in what.items()]


def did(**deeds: int) -> list[Counted]:
    """Give deeds of the last month, ``act__deed``."""
    return [(7, "deed", name.replace("__", "."), "all", None, n) for name, n in deeds.items()]


def value(name: str, told: Any, twin: Any = None) -> float:
    """Give one headline of everybody."""
    measure, quantity = name.split(".", 1)
    rows = take(told, twin, names=[measure]).filter((pl.col("quantity") == quantity) & (pl.col("group") == "all"))
    rows = rows.filter(pl.col("week").is_null())
    assert rows.height == 1, f"{name} stands there {rows.height} times"
    return float(rows["value"][0])


def test_a_telephone_left_hides_and_costs() -> None:
    told = run(*did(carry__leave=4), *of("telephones", left=4, dark=1, hidden=3), booked=((0, "telephone_left", -2),))
    twin = run(*did(carry__leave=8))
    assert value("carrying.left", told) == pytest.approx(1000 * 4 / 20)
    assert value("carrying.hidden", told) == pytest.approx(1000 * YEAR * 3 / 20)
    assert value("carrying.taken.share", told) == 0.25
    assert value("carrying.points", told) == pytest.approx(-2 * YEAR)
    assert value("carrying.left.change", told, twin) == -0.5
    assert take(run(), names=["carrying"]).is_empty()


def test_who_is_cut_off_is_held_against_themselves() -> None:
    """Citizen 1 is cut off in the run: 20 points and three posts fewer; 2 is not, and does not count."""
    def people(cut: int, score: int, posts: int) -> list[dict[str, Any]]:
        return [{"citizen": 1, "line_cut": cut, "score": score, "n_speak_question": posts},
                {"citizen": 2, "line_cut": 0, "score": 900, "n_speak_question": 9 * posts}]

    here = run(*of("telephones", changes=1, fled=0, months=10, cut=2, cut_off=1), people=people(1, 580, 1))
    there = run(*of("telephones", changes=1, months=10), people=people(0, 600, 4))
    assert value("numbers.cut", here) == pytest.approx(1000 * 2 / 20)
    assert value("numbers.cut_off", here) == pytest.approx(1000 * YEAR / 20)
    assert value("numbers.cut.score.change", here, there) == -20
    assert value("numbers.cut.speech.change", here, there) == -3
    assert value("numbers.cut", there) == 0


def test_flights_cost_what_the_rules_take_for_those_that_are_charged() -> None:
    rules = {"new_number": SimpleNamespace(deed="telephones.changed", points=-5)}
    told = replace(run(*of("telephones", fled=4, charged=2)), scheme=SimpleNamespace(rules=rules))
    assert value("numbers.fled", told) == pytest.approx(1000 * 4 * YEAR / 20)
    assert value("numbers.fled.points", told) == pytest.approx(-5 * 1000 * 2 * YEAR / 20)
    assert value("numbers.fled.each", told) == -2.5


def test_silence_imposed_is_that_of_months_with_a_restricted_net() -> None:
    """Citizen 1's net is restricted from the second month on: two posts of the four missing are imposed."""
    def people(first: tuple[int, int], then: tuple[int, int], limits: int) -> list[dict[str, Any]]:
        return [{"week": week, "citizen": citizen, "limits": limits if citizen == 1 and week == 3 else 0,
                 "n_speak_silent": 4 - posts, "n_speak_chat": posts}
                for week, pair in ((3, first), (7, then)) for citizen, posts in zip((1, 2), pair, strict=True)]

    here = run(*of("venues", posts=9, slow=1, limited=1, limited_silent=3), people=people((3, 3), (1, 2), 1))
    there = run(*of("venues", posts=9), people=people((4, 3), (3, 3), 0))
    assert value("net_limits.slow", here) == pytest.approx(1000 / 20)
    assert value("net_limits.shut", here) == 0
    assert value("net_limits.limited.silent", here) == 0.75
    year = 1000 * YEAR / 4
    assert value("net_limits.imposed", here, there) == pytest.approx(2 * year)
    assert value("net_limits.chosen", here, there) == pytest.approx(2 * year)
    assert value("net_limits.imposed.share", here, there) == 0.5
    assert value("net_limits.imposed", here, here) == 0


def test_hours_of_play_are_summed() -> None:
    told = run(*did(pastime__films=3, pastime__play_little=2, pastime__play_all_day=1),
               *of("studios", shows=3, own_shows=1), booked=((0, "idle_player", -3),))
    assert value("pastimes.films", told) == pytest.approx(1000 * 3 / 20)
    assert value("pastimes.hours", told) == pytest.approx((2 * 1.5 + 1 * 10) / 20)
    assert value("pastimes.points", told) == pytest.approx(-3 * YEAR)
    assert value("pastimes.own_share", told) == pytest.approx(1 / 3)
    assert value("pastimes.play_all_day.change", told, run(*did(pastime__play_all_day=2))) == -0.5


def test_low_friends_are_borne_pressed_or_cut() -> None:
    """What pressing achieves is who rises of the pressed less who rises of the borne."""
    told = run(*did(treat__press=3, treat__cut=1),
               *of("reproach", bear=6, press=3, cut=1, bear_kin=1, press_kin=1, cut_kin=0, borne=10, borne_risen=2,
                   urged=4, urged_risen=3, pressed=2),
               people=[{"citizen": 1, "pressed": 2, "score": 610, "n_speak_dissent": 1}, {"citizen": 2, "pressed": 0}])
    twin = run(people=[{"citizen": 1, "pressed": 0, "score": 600, "n_speak_dissent": 3}, {"citizen": 2, "pressed": 0}])
    assert value("treatment.friend.press", told) == 0.3
    assert value("treatment.kin.press", told) == 0.5
    assert value("treatment.kin.cuts", told) == 0
    assert value("treatment.cut", told) == pytest.approx(1000 * YEAR / 20)
    assert value("treatment.pressed", told) == pytest.approx(1000 * 2 / 20)
    assert value("treatment.achieved", told) == pytest.approx(0.75 - 0.2)
    assert value("treatment.pressed.score.change", told, twin) == 10
    assert value("treatment.pressed.dissent.change", told, twin) == -2


def test_contracts_of_firms() -> None:
    told = run(*of("foreign_firms", staff=100, made=5, contracts=80, lapsed=3, spoiled=1, won=2))
    twin = run(*of("foreign_firms", staff=100, made=10, contracts=100))
    assert value("visitors.contracts", told) == 80
    assert value("visitors.contracts.lost", told) == pytest.approx(100 * YEAR * 4 / 100)
    assert value("visitors.trips.change", told, twin) == -0.5
    assert value("visitors.contracts.change", told, twin) == pytest.approx(-0.2)
