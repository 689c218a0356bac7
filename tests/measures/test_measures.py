"""Every measure on tables made by hand: scores, purchases, who takes part; and what holds of all measures."""

from __future__ import annotations

import polars as pl
import pytest

from demerit.errors import InputError, UnknownName
from demerit.measures import evaluate, measures, take
from demerit.measures.measure import ROWS, nothing
from tests.measures.folder import Folder, hand_made
from tests.measures.four_adults import absent, deeds, run, value
from tests.measures.institutional import OF_INSTITUTIONS
from tests.measures.plausible import plausible


def test_a_bin_of_ten_points_stands_for_its_middle() -> None:
    told = run((7, "score", "zhima", "all", 500, 2), (7, "score", "zhima", "all", 600, 2))
    assert value("score_distribution.mean", told) == 554.5
    assert value("score_distribution.sd", told) == pytest.approx(50.0)
    assert value("score_distribution.median", told) == 510.0
    assert value("score_distribution.p75", told) == 605.0


def test_shares_of_bands_sum_to_one_and_stand_at_their_edges() -> None:
    told = run(
        (7, "score", "zhima", "all", 500, 1), (7, "score", "zhima", "all", 540, 2), (7, "score", "zhima", "all", 550, 1)
    )
    rows = take(told, names=["score_distribution"]).filter(pl.col("quantity") == "band").sort("bin")
    assert rows.select("bin", "value").rows() == [(500, 0.75), (550, 0.25)]


def test_scores_of_another_bureau_are_not_the_headline() -> None:
    assert absent("score_distribution.mean", run((7, "score", "other", "all", 500, 2)))


def test_the_gap_is_to_the_best_off_group_of_the_same_dimension() -> None:
    rows = [("origin:native", 600), ("origin:migrant", 560), ("place:urban", 700), ("place:rural", 700)]
    told = run(
        *((7, "score", "zhima", group, bin_, 60) for group, bin_ in (*rows, ("all", 600))),
        (7, "score", "zhima", "all", 560, 60),
        (7, "score", "zhima", "origin:visitor", 350, 29),
    )
    assert value("score_gap.gap", told, group="origin:migrant") == -40
    assert value("score_gap.gap", told, group="origin:native") == 0
    assert value("score_gap.gap", told, group="place:rural") == 0
    assert value("score_gap.effect", told, group="origin:migrant") == -2.0
    assert value("score_gap.widest", told) == -40, "29 of a group make no extreme"


def test_purchases_that_moved_are_half_the_sum_of_shifts() -> None:
    here = run(*deeds("shop.family", 3), *deeds("shop.games", 1))
    twin = run(*deeds("shop.family", 2), *deeds("shop.games", 2))
    assert value("spending.family.share", here) == 0.75
    assert value("spending.family.change", here, twin) == 0.5
    assert value("spending.games.shift", here, twin) == -0.25
    assert value("spending.moved", here, twin) == 0.25


def test_ties_dropped_are_held_against_the_ties_there_are() -> None:
    told = run((3, "tie", "friend", "all", 505, 40), (3, "tie", "kin", "all", 505, 20),
               (7, "tie_end", "friend:score", "all", None, 4), (7, "tie_end", "kin:score", "all", None, 1))  # fmt: skip
    years = 8 * 7 / 365.25
    assert value("ties_dropped.friend.score_n", told) == 2
    assert value("ties_dropped.friend.score", told) == pytest.approx(1000 * 2 / (20 * years))
    assert value("ties_dropped.friend_over_kin", told) == pytest.approx(2)
    assert value("ties_dropped.friend.base", told) == 0


def test_taking_part_is_a_share_of_adults() -> None:
    told = run((7, "enrolled", "", "all", None, 1), (7, "aware", "", "all", None, 3))
    assert value("enrolment.enrolled", told) == 0.25
    assert value("enrolment.aware", told) == 0.75
    assert value("enrolment.enrolled", run()) == 0


def test_fear_is_told_in_whole_units() -> None:
    told = run(
        (3, "fear", "", "all", None, 512), (7, "fear", "", "all", None, 1024), (7, "pressure", "", "all", None, 2)
    )
    assert value("fear.fear", told) == 0.75
    assert value("fear.fear.end", told) == 1
    assert value("fear.pressure", told) == 0.25


@pytest.mark.parametrize("other", [{"seed": 2}, {"society": {"hash": "other", "people": 4}}])
def test_a_twin_of_another_society_or_seed_is_refused(other: dict[str, object]) -> None:
    with pytest.raises(InputError, match="is no twin of"):
        evaluate(run(), run(**other))


def test_an_unknown_measure_is_answered_with_its_neighbour() -> None:
    with pytest.raises(UnknownName, match="silence"):
        evaluate(run(), names=["silense"])


def test_asking_for_nothing_gives_no_row_and_spoils_no_later_answer() -> None:
    asked = evaluate(run(), names=["silence"])
    assert evaluate(run(), names=[]).columns == asked.columns and not evaluate(run(), names=[]).height
    assert evaluate(run(), names=["silence"]).equals(asked) and nothing().columns == list(ROWS)


@pytest.mark.parametrize("name", list(measures()))
@pytest.mark.parametrize("tables", ["whole", "alone", "null", "empty"])
def test_every_measure_runs_and_gives_its_columns(name: str, tables: str) -> None:
    twin = plausible("twin", 40, 60)
    told = {
        "whole": plausible("scheme", 40, 60),
        "alone": plausible("scheme", 40, 60),
        "null": twin,
        "empty": Folder(hand_made()),
    }
    rows = measures()[name](
        told[tables], twin if tables == "whole" else None, plausible("placebo", 40, 60) if tables == "whole" else None
    )
    assert rows.schema == ROWS
    assert (rows.height > 0) == (name not in OF_INSTITUTIONS) or tables != "whole"
    assert rows.select(pl.struct("quantity", "group", "week", "bin").is_unique().all()).item()
    assert rows["value"].is_finite().all()


def test_a_run_is_its_own_twin_without_any_effect() -> None:
    told = plausible("scheme", 40, 60)
    rows = evaluate(told, told, told)
    effects = rows.filter(
        pl.col("name").str.contains(r"\.change$|\.shift$|against_twin|fell_silent|only_here|placebo|gap_change")
    )
    assert effects.height > 20
    assert (effects["value"] == 0).all()
