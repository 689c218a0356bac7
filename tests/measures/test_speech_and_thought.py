"""What is said and what is thought, on tables made by hand, with answers that can be worked out on paper."""

from __future__ import annotations

import polars as pl
import pytest

from tests.measures.folder import panel
from tests.measures.four_adults import Counted, absent, deeds, run, value


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


def test_the_loudest_tenth_and_who_ever_spoke_are_counted_over_the_whole_run() -> None:
    """Twenty on-line, one of whom writes most of all and all of politics; one who is not on-line is nobody's voice."""
    people = panel(
        *({"week": week, "citizen": i, "online": int(i < 20), "posts": (30 if i == 0 else 1) * (i < 16),
           "political_posts": 20 * (i == 0), "n_speak_dissent": int(i == 0 and week == 7)}
          for week in (3, 7) for i in range(21)))
    told = run(people=people)
    assert value("voices.n", told) == 20
    assert value("voices.posted", told) == 16 / 20
    assert value("voices.dissented", told) == 1 / 20 == value("voices.political", told)
    assert value("voices.loudest.posts", told) == pytest.approx((60 + 2) / (60 + 30))
    assert value("voices.loudest.political", told) == 1
