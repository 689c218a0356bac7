"""What friends do to a score, and a score to friends, on tables made by hand."""

from __future__ import annotations

import pytest

from tests.measures.folder import panel
from tests.measures.four_adults import absent, run, value


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
