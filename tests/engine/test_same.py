"""What must not matter does not: threads, ranges, stripped law, tips; what must matter does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from demerit.engine.backends import threads
from demerit.engine.run import Choice, Run
from demerit.law import Reform, reformed
from demerit.rows.bits import ADULT, IN_DEBT, ONLINE
from demerit.society import make
from tests.engine.worlds import bare, columns_that_differ, lived, mean_of

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society

SOON = {"run.warm_up": 8}
OF_THE_SCHEME = ("account", "belief", "gates", "listed", "score", "status", "face")
"""Columns in which a scheme may show although nobody has noticed it."""


def test_threads_and_ranges_do_not_matter(
    schemes: dict[str, Scheme], village: Society, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One, two and three threads, and ranges of 17 citizens: the same digest and the same tables."""
    runs = [lived(schemes["article_2015"], village, 20, threads=t, settings=SOON) for t in (1, 2, 3)]
    monkeypatch.setattr(threads, "MOST", 17)
    runs.append(lived(schemes["article_2015"], village, 20, threads=2, settings=SOON))
    assert len(runs[-1].workers.ranges) > 10
    assert len({run.digest() for run in runs}) == 1
    for run in runs[1:]:
        for mine, first in zip(run.tables(), runs[0].tables(), strict=True):
            assert_frame_equal(mine, first)


def test_the_same_again_is_the_same_and_another_seed_is_not(schemes: dict[str, Scheme], village: Society) -> None:
    """A digest is a function of scheme, society, seed, weeks; and the society is left as it was."""
    before = village.citizens.age.copy(), village.ties.friend.copy()
    one, two, other = (lived(schemes["article_2015"], village, 8, seed=s, settings=SOON) for s in (1, 1, 2))
    assert one.digest() == two.digest() != other.digest()
    assert (village.citizens.age == before[0]).all() and (village.ties.friend == before[1]).all()


@pytest.mark.parametrize("name", ["article_2015", "zhima_2015"])
def test_a_scheme_stripped_bare_is_no_scheme(name: str, schemes: dict[str, Scheme], village: Society) -> None:
    """Without rules, gates, registers and news: the deeds and ties of `null`, bit for bit."""
    null = lived(schemes["null"], village, 40, settings=SOON)
    stripped = lived(bare(schemes[name]), village, 40, settings=SOON)
    assert columns_that_differ(null, stripped, OF_THE_SCHEME) == []
    bits = ADULT | ONLINE | IN_DEBT
    assert (null.world.status & bits == stripped.world.status & bits).all()
    mine, theirs = (run.tables()[0].filter(pl.col("table") == "deed") for run in (stripped, null))
    assert_frame_equal(mine, theirs)


def test_a_law_that_nobody_knows_of_changes_no_deed(schemes: dict[str, Scheme], village: Society) -> None:
    """All rules, registers and association, but no news, no awareness, no gates, and no institution that would tell of
    it or act by itself: accounts move, people do not.
    """
    secret = schemes["article_2015"].model_copy(update={"news": {}, "gates": {}, "institutions": {}})
    null, run = (lived(s, village, 40, settings=SOON) for s in (schemes["null"], secret))
    assert set(columns_that_differ(null, run, OF_THE_SCHEME)) <= {"traits"}  # OFFENDED
    assert (run.world.score != null.world.score).any()


@pytest.mark.parametrize("name", ["article_2015", "zhima_2015"])
def test_no_scheme_is_felt_before_it_starts(name: str, schemes: dict[str, Scheme], village: Society) -> None:
    """The warm-up is that of `null` in every deed, tie and debt."""
    runs = []
    for scheme in (schemes["null"], schemes[name]):
        run = Run(scheme, village, weeks=4, threads=1, settings={"run.warm_up": 40})
        for week in run.weeks():
            if week == -1:
                break
        runs.append(run)
    assert set(columns_that_differ(*runs, ("account", "belief", "gates", "listed"))) <= {"traits"}


def test_a_reform_of_no_act_moves_no_draw(schemes: dict[str, Scheme], village: Society) -> None:
    """Other tips, the same run."""
    scheme = schemes["article_2015"]
    reform = Reform(name="silent_tips", summary="No tips.", why="A test.", drop=tuple(scheme.tips))
    one, two = (lived(s, village, 12, settings=SOON) for s in (scheme, reformed(scheme, reform)))
    assert scheme.tips and one.digest() == two.digest()


def test_the_placebo_is_one_tie(schemes: dict[str, Scheme], village: Society) -> None:
    """At the start one tie of two adults is missing, both halves, and nothing else differs, chances included."""
    run, placebo = (Run(schemes["null"], village, weeks=4, threads=1, placebo=p) for p in (False, True))
    assert set(columns_that_differ(run, placebo)) == {"friend", "kind"}
    ties = [
        {(i, int(f)) for i in range(r.n) for f in r.world.friend[r.world.start[i] : r.world.start[i + 1]] if f >= 0}
        for r in (run, placebo)
    ]
    (a, b), (c, d) = sorted(ties[0] - ties[1])
    assert (a, b) == (d, c) and not ties[1] - ties[0]
    assert run.world.status[[a, b]].all()
    (seeks, introduces), (others, other) = run.world.openness, placebo.world.openness
    assert (seeks == others).all() and introduces == other


def test_choices_override_the_deeds_they_name_and_nothing_else(schemes: dict[str, Scheme], village: Society) -> None:
    """That week one citizen's speech and another's bill are as told; all others do what they would have done."""
    adults = np.flatnonzero(Run(schemes["null"], village, weeks=4, threads=1).world.status & ADULT)
    i, j = int(adults[5]), int(adults[9])
    choices = [Choice(2, i, "speak", "dissent"), Choice(3, j, "pay", "late"), Choice(3, i, "shop", "games")]

    def after(week: int, choices: list[Choice]) -> Run:
        run = Run(schemes["null"], village, weeks=8, threads=1, settings=SOON, choices=choices)
        for passed in run.weeks():
            if passed == week:
                break
        return run

    spoken, silent = after(2, choices), after(2, [])
    assert np.flatnonzero(spoken.world.diary != silent.world.diary).tolist() == [i]
    assert set(columns_that_differ(spoken, silent)) == {"diary", "face"}
    paid, unpaid = after(3, choices), after(3, choices[:1])
    assert set(np.flatnonzero(paid.world.diary != unpaid.world.diary)) == {i}
    assert np.flatnonzero(paid.world.arrears != unpaid.world.arrears).tolist() == [j]
    rows = pl.concat(paid.rows).filter(pl.col("citizen") == i)
    assert rows["n_speak_dissent"].item() >= 1 and rows["n_shop_games"].item() >= 1


def test_doubling_the_population_keeps_the_shares(schemes: dict[str, Scheme]) -> None:
    """What adults do in a year, in 1,500 and in 3,000 people, agrees within five standard errors of sampling."""
    small, large = (lived(schemes["null"], make("china_2015", n, 3), 52, settings=SOON) for n in (1500, 3000))
    for column in ("n_speak_dissent", "n_speak_praise", "n_speak_chat", "n_shop_produce", "n_pay_late",
                   "n_borrow_borrow", "n_go_museum", "n_care_attend"):
        (a, error_a), (b, error_b) = mean_of(small, column), mean_of(large, column)
        assert a > 0 and abs(a - b) < 5 * (error_a**2 + error_b**2) ** 0.5, column
