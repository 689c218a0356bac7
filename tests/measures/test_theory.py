"""What closed forms say beside what measures see, on tables made by hand."""

from __future__ import annotations

import polars as pl
import pytest

from demerit.law.scheme import Scheme
from demerit.measures import measures, take
from demerit.measures.ladder import ladder, ladder_of_run
from demerit.theory.influence import decay
from tests.measures.folder import GATES, MANIFEST, RULES, Folder, counts, hand_made, panel, rule

BORROWED = {
    "repaid": rule("borrow.repay", 10, "reported", "A loan repaid raises the score."),
    "defaulted": rule("borrow.default", -30, "reported", "A default lowers the score."),
}


def lending() -> Scheme:
    """Give the scheme by hand with rules about loans, which are tried at the gate from 600."""
    scheme = hand_made()
    plain = scheme.model_dump(mode="json", by_alias=True)
    gate = {k: v for k, v in GATES["deposit"].items() if k != "tries_a_year"} | {"tried_by": "borrow.borrow"}
    return Scheme.model_validate(plain | {"rules": RULES | BORROWED, "gates": {"loan": gate}})


def value(name: str, told: Folder, twin: Folder | None = None) -> float:
    """Give one headline for all."""
    measure, _, quantity = name.partition(".")
    rows = take(told, twin, names=[measure]).filter(
        (pl.col("quantity") == quantity) & (pl.col("group") == "all") & pl.col("week").is_null()
    )
    assert rows.height == 1, name
    return float(rows["value"][0])


def test_loans_are_weighed_with_the_points_and_the_borrowers_of_the_run() -> None:
    """Half of those at 404.5 repay, nine tenths at 604.5: a loan is worth 10 p - 30 (1 - p) points."""
    told = Folder(
        lending(),
        counts((3, "repaid", "repaid", "all", 400, 15), (3, "repaid", "defaulted", "all", 400, 15),
               (3, "repaid", "repaid", "all", 600, 27), (3, "repaid", "defaulted", "all", 600, 3)),
        manifest=dict(MANIFEST),
    )  # fmt: skip
    assert value("delayed_impact.at_line", told) == pytest.approx(6.0 / 2)
    assert value("delayed_impact.to_all", told) == pytest.approx((6.0 - 10.0) / 2)
    assert value("delayed_impact.needed", told) == 0.75
    assert value("delayed_impact.harm_below", told) == pytest.approx(404.5 + 200 * 0.25 / 0.4)


def test_a_scheme_without_rules_on_loans_moves_nobody_by_them() -> None:
    told = Folder(hand_made(), counts((3, "repaid", "repaid", "all", 400, 5)), manifest=dict(MANIFEST))
    assert measures()["delayed_impact"](told).is_empty()


def test_the_ladder_has_each_line_once_with_all_that_it_opens() -> None:
    found = ladder(hand_made(), 0)
    assert found.lines.tolist() == [450, 600, 700]
    assert found.worth.tolist() == [100, 100, 100]


def test_a_point_costs_what_the_knobs_of_the_run_say() -> None:
    order = MANIFEST["order"] | {"settings": [("game_it.cost", "512"), ("game_it.months", "2")]}
    found, cost = ladder_of_run(Folder(hand_made(), manifest=MANIFEST | {"order": order}))
    assert cost == 512 / 20
    assert found.worth.tolist() == [200, 200, 200]


def test_those_within_reach_of_a_line_would_bunch_there() -> None:
    """A line is worth 300 notches, a point costs 12.8: 23 points below a line are worth the way, 24 are not."""
    adult = (3, "adult", "", "all", None, 4)
    gamed = (3, "institution", "gaming:puffed", "all", None, 1)
    people = panel(*({"week": 3, "citizen": i, "score": s, "age_band": 1} for i, s in enumerate((577, 576, 610, 700))))
    twin = Folder(hand_made(), counts(adult), people, manifest=dict(MANIFEST))
    told = Folder(hand_made(), counts(adult, gamed), people, manifest=dict(MANIFEST))
    assert value("gaming.would_bunch", told, twin) == 0.25
    assert value("gaming.burden", told, twin) == pytest.approx((300 / 12.8 - 10) / 2)
    assert value("gaming.stops", told) == 3.0


def test_linear_contagion_is_told_at_the_weight_of_the_scheme() -> None:
    people = panel(*({"week": 3, "citizen": i, "degree": 8, "age_band": 1} for i in range(3)))
    told = Folder(hand_made(), counts((3, "contagion", "scored", "all", 4, 5)), people, manifest=dict(MANIFEST))
    assert value("contagion.shift", told) == pytest.approx(1 / 0.95)
    assert value("contagion.linear_decay", told) == pytest.approx(decay(8, 0.05))
