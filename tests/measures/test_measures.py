"""Every measure on tables made by hand, with answers that can be worked out on paper."""

from __future__ import annotations

import polars as pl
import pytest

from demerit.errors import InputError, UnknownName
from demerit.measures import RunTables, evaluate, measures, take
from demerit.measures.measure import ROWS
from tests.measures.folder import MANIFEST, Folder, counts, hand_made, panel, plausible
from tests.measures.institutional import OF_INSTITUTIONS

Counted = tuple[int, str, str, str, int | None, int]


def run(*rows: Counted, people: pl.DataFrame | None = None, **manifest: object) -> Folder:
    """Give a run with these counts, this panel, and four adults in week 3 and week 7."""
    adults = [(week, "adult", "", "all", None, 4) for week in (3, 7)]
    return Folder(
        hand_made(), counts(*adults, *rows), panel() if people is None else people, manifest=MANIFEST | manifest
    )


def value(name: str, told: RunTables, twin: RunTables | None = None, group: str = "all",
          placebo: RunTables | None = None) -> float:  # fmt: skip
    """Give one headline."""
    rows = evaluate(told, twin, placebo).filter((pl.col("name") == name) & (pl.col("group") == group))
    assert rows.height == 1, f"{name} of {group} stands there {rows.height} times"
    return float(rows["value"][0])


def absent(name: str, told: RunTables, twin: RunTables | None = None) -> bool:
    return evaluate(told, twin).filter(pl.col("name") == name).is_empty()


def deeds(name: str, *by_week: int, group: str = "all") -> list[Counted]:
    return [(3 + 4 * i, "deed", name, group, None, n) for i, n in enumerate(by_week) if n]


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
    rows = [("sex:man", 600), ("sex:woman", 560), ("place:urban", 700), ("place:rural", 700)]
    told = run(
        *((7, "score", "zhima", group, bin_, 60) for group, bin_ in (*rows, ("all", 600))),
        (7, "score", "zhima", "all", 560, 60),
        (7, "score", "zhima", "sex:neither", 350, 29),
    )
    assert value("score_gap.gap", told, group="sex:woman") == -40
    assert value("score_gap.gap", told, group="sex:man") == 0
    assert value("score_gap.gap", told, group="place:rural") == 0
    assert value("score_gap.effect", told, group="sex:woman") == -2.0
    assert value("score_gap.widest", told) == -40, "29 of a group make no extreme"


def test_dissent_changes_by_the_ratio_of_all_deeds() -> None:
    here, twin = run(*deeds("speak.dissent", 1, 2)), run(*deeds("speak.dissent", 4, 2))
    assert value("silence.dissent.change", here, twin) == -0.5
    assert value("silence.dissent.lost", here, twin) == 3
    assert value("silence.dissent.rate", here) == pytest.approx(1000 * 3 / 32)
    assert value("silence.dissent.lost_rate", here, twin) == pytest.approx(3 * 1000 / 32 * 365.25 / 7)


def test_without_a_twin_nothing_is_said_of_silence() -> None:
    assert absent("silence.dissent.change", run(*deeds("speak.dissent", 1, 2)))


def test_a_twin_that_never_dissents_gives_no_change() -> None:
    here = run(*deeds("speak.dissent", 1, 2))
    assert absent("silence.dissent.change", here, run())
    assert value("silence.dissent.lost", here, run()) == -3


def test_peak_end_and_half_life_follow_the_windows() -> None:
    here = run(*deeds("speak.dissent", *([8] * 3 + [2] * 3 + [5] * 3 + [9] * 20)), *quiet(29))
    twin = run(*deeds("speak.dissent", *([10] * 29)), *quiet(29))
    assert value("silence.dissent.peak", here, twin) == -0.8
    assert value("silence.dissent.peak_week", here, twin) == 13
    assert value("silence.dissent.half_life", here, twin) == 26
    assert value("silence.dissent.end", here, twin) == pytest.approx(-0.1)


def quiet(months: int) -> list[Counted]:
    """Give the adults of further months."""
    return [(3 + 4 * month, "adult", "", "all", None, 4) for month in range(2, months)]


def test_a_dip_that_lasts_has_no_half_life() -> None:
    here, twin = (
        run(*deeds("speak.dissent", *([2] * 20)), *quiet(20)),
        run(*deeds("speak.dissent", *([4] * 20)), *quiet(20)),
    )
    assert absent("silence.dissent.half_life", here, twin)


def speakers(*spoke: tuple[int, int]) -> pl.DataFrame:
    """Give a panel in week 3: for each citizen how often they dissented and questioned; even ones are men."""
    return panel(
        *(
            {"week": 3, "citizen": i, "sex": i % 2, "n_speak_dissent": d, "n_speak_question": q}
            for i, (d, q) in enumerate(spoke)
        )
    )


def test_flips_are_counted_both_ways() -> None:
    here = run(people=speakers((0, 0), (0, 0), (1, 0), (1, 0)))
    twin = run(people=speakers((1, 0), (0, 3), (0, 0), (2, 0)))
    assert value("silence.fell_silent", here, twin) == 0.5
    assert value("silence.spoke_only_here", here, twin) == 0.25
    assert value("silence.net", here, twin) == 0.25
    assert value("silence.fell_silent", here, twin, group="sex:woman") == 0.5
    assert value("silence.spoke_only_here", here, twin, group="sex:woman") == 0


def test_the_placebo_is_measured_against_the_run() -> None:
    here, twin = run(*deeds("speak.dissent", 2, 2)), run(*deeds("speak.dissent", 4, 4))
    placebo = run(*deeds("speak.dissent", 2, 3))
    assert value("silence.dissent.placebo", here, twin, placebo=placebo) == 0.25


def test_children_are_left_out() -> None:
    children = panel(*({"week": 3, "citizen": i, "age_band": 255, "degree": 9} for i in range(2)))
    assert absent("degree.mean", run(people=children))


def test_what_is_thought_and_what_is_said_are_balances() -> None:
    stands = [(3, "opinion", "private", "all", bin_, 1) for bin_ in (-5, -1, 0, 7)]
    told = run(*stands, *deeds("speak.praise", 3), *deeds("speak.dissent", 1))
    twin = run(*stands, *deeds("speak.praise", 2), *deeds("speak.question", 2))
    assert value("preference_falsification.private", told) == 0
    assert value("preference_falsification.public", told) == 0.5
    assert value("preference_falsification.gap", told) == 0.5
    assert value("preference_falsification.gap_change", told, twin) == 0.5


def test_insincere_praise_is_praise_against_ones_mind() -> None:
    rows = [(-9, 1), (-9, 0), (5, 1), (5, 1)]
    people = panel(*({"week": 3, "citizen": i, "conviction": c, "n_speak_praise": n} for i, (c, n) in enumerate(rows)))
    told = run(people=people)
    assert value("preference_falsification.insincere_praise", told) == pytest.approx(1 / 3)
    assert value("preference_falsification.praising_opponents", told) == 0.5


def test_only_like_with_like_is_an_assortativity_of_one() -> None:
    like = run((3, "tie", "friend", "all", 303, 4), (3, "tie", "friend", "all", 505, 4))
    assert value("score_assortativity.friend", like) == pytest.approx(1)
    unlike = run((3, "tie", "friend", "all", 305, 4), (3, "tie", "friend", "all", 503, 4))
    assert value("score_assortativity.friend", unlike) == pytest.approx(-1)


def test_the_unscored_do_not_count_for_assortativity() -> None:
    told = run((3, "tie", "kin", "all", 303, 4), (3, "tie", "kin", "all", 505, 4), (3, "tie", "kin", "all", 1203, 99))
    assert value("score_assortativity.kin", told) == pytest.approx(1)
    assert absent("score_assortativity.kin", run((3, "tie", "kin", "all", 1212, 4)))


def test_ties_of_those_who_dissent_are_told_apart() -> None:
    first = [{"week": 3, "citizen": i, "degree": 5, "n_speak_dissent": int(i < 2)} for i in range(4)]
    here = run(people=panel(*first, *({"week": 7, "citizen": i, "degree": 2 if i < 2 else 4} for i in range(4))))
    twin = run(people=panel(*first, *({"week": 7, "citizen": i, "degree": 5} for i in range(4))))
    assert value("dissenters_ties.dissenters.degree", here) == 2
    assert value("dissenters_ties.others.lost", here) == 1
    assert value("dissenters_ties.dissenters.against_twin", here, twin) == -3
    assert value("dissenters_ties.loss_from_dissent", here, twin) == -2
    assert value("degree.mean", here) == 3
    assert value("degree.against_twin", here, twin) == -2


def test_guilt_by_association_starts_at_ten_points() -> None:
    told = run(*((7, "association", "innocent_loss", "all", bin_, 1) for bin_ in (0, 5, 10, 25)))
    assert value("association_loss.heavy", told) == 0.5
    assert value("association_loss.any", told) == 0.75
    assert value("association_loss.mean", told) == 10


def gate(**numbers: int) -> list[Counted]:
    """Give the counts of one gate: ``man_open=50`` and the like."""
    rows = [(name.split("_", 1), n) for name, n in numbers.items()]
    return [
        (7, "gate", f"deposit:{what}", "all" if who == "all" else f"sex:{who}", None, n) for (who, what), n in rows if n
    ]


def test_a_gate_open_to_half_as_many_women_has_a_ratio_of_one_half() -> None:
    told = run(
        *gate(
            all_open=60,
            all_shut=40,
            man_open=40,
            man_shut=10,
            woman_open=20,
            woman_shut=30,
            all_tried=10,
            all_asked=10,
            all_not_obtained=4,
        )
    )
    assert value("gates.deposit.open", told) == 0.6
    assert value("gates.deposit.ratio", told, group="sex:woman") == 0.5
    assert value("gates.lowest_ratio", told) == 0.5
    assert value("gates.deposit.refusal", told) == 0.4
    assert value("gates.not_obtained", told) == pytest.approx(4 * 1000 / 32 * 365.25 / 7)


def test_a_small_group_is_neither_compared_nor_compared_with() -> None:
    told = run(*gate(all_open=119, all_shut=10, man_open=60, man_shut=0, woman_open=57, woman_shut=3, none_shut=7,
                     two_open=2))  # fmt: skip
    assert absent("gates.deposit.ratio", run(*gate(man_open=29)))
    assert value("gates.lowest_ratio", told) == 0.95
    few = pl.col("group").is_in(["sex:none", "sex:two"])
    assert evaluate(told).filter((pl.col("name") == "gates.deposit.ratio") & few).is_empty()


def test_a_band_of_three_loans_is_no_band() -> None:
    loans = [(3, "repaid", what, "all", bin_, n) for bin_, what, n in
             ((350, "defaulted", 3), (600, "repaid", 29), (600, "defaulted", 1))]  # fmt: skip
    rows = take(run(*loans), names=["accuracy"]).filter(pl.col("quantity") == "default")
    bands = rows.filter(pl.col("bin").is_not_null())
    assert bands["value"].to_list() == [pytest.approx(1 / 30)]


def test_a_gate_that_hardly_anyone_passes_has_no_ratio() -> None:
    told = run(*gate(all_open=4, all_shut=96, man_open=4, man_shut=46, woman_shut=50))
    assert absent("gates.deposit.ratio", told)
    assert value("gates.deposit.open", told, group="sex:woman") == 0


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


def brute_force(good: list[int], bad: list[int]) -> float:
    """Give the AUC pair by pair."""
    return sum((g > b) + 0.5 * (g == b) for g in good for b in bad) / (len(good) * len(bad))


@pytest.mark.parametrize(
    ("good", "bad"),
    [([500, 600], [400, 500]), ([500], [500]), ([400], [600]), ([700, 700, 500, 350], [350, 500, 500, 600, 940])],
)
def test_the_auc_is_that_of_every_pair(good: list[int], bad: list[int]) -> None:
    rows = [(7, "repaid", key, "all", bin_, 1) for key, bins in (("repaid", good), ("defaulted", bad)) for bin_ in bins]
    assert value("accuracy.auc", run(*rows)) == pytest.approx(brute_force(good, bad))


def test_a_drift_of_all_scores_does_not_move_the_auc() -> None:
    rows = [(3, "repaid", "repaid", "all", 500, 1), (3, "repaid", "defaulted", "all", 400, 1)]
    later = [(7, "repaid", "repaid", "all", 400, 1), (7, "repaid", "defaulted", "all", 300, 1)]
    assert value("accuracy.auc", run(*rows, *later)) == 1


def test_nobody_repays_or_nobody_defaults_has_no_auc() -> None:
    told = run((7, "repaid", "repaid", "all", 500, 3))
    assert absent("accuracy.auc", told)
    assert value("accuracy.default", told) == 0


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
