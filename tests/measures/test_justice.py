"""Measures of courts, work, bribes and recovery, over tables made by hand."""

from __future__ import annotations

import polars as pl
import pytest

from demerit.measures import take
from tests.measures.folder import Folder, panel
from tests.measures.test_measures import run

YEAR = 365.25 / 7
Row = tuple[int, str, str, str, int | None, int]


def rows_of(name: str, here: Folder) -> pl.DataFrame:
    """Give the rows of a headline over everybody."""
    measure, _, quantity = name.partition(".")
    one = (pl.col("quantity") == quantity) & (pl.col("group") == "all") & pl.col("week").is_null()
    return take(here, names=[measure]).filter(one)


def value(name: str, here: Folder) -> float:
    """Give one headline."""
    return float(rows_of(name, here)["value"].item())


def absent(name: str, here: Folder) -> bool:
    """Say whether there is no such headline."""
    return rows_of(name, here).is_empty()


def told(name: str, *rows: tuple[str, int], group: str = "all", week: int = 7) -> list[Row]:
    """Give what an institution counted in a month."""
    return [(week, "institution", f"{name}:{what}", group, None, n) for what, n in rows]


def test_those_exposed_are_a_share_of_adults() -> None:
    """Two months of four adults: one exposed in the second is an eighth over both."""
    here = run(*told("courts", ("exposed", 1), ("judged", 2)))
    assert value("exposure.exposed", here) == 1 / 8
    assert value("exposure.judged", here) == pytest.approx(1000 * 2 * YEAR / 32)
    assert value("exposure.condemned", here) == 0


def test_without_courts_late_bills_are_still_counted() -> None:
    """So that shame and loss can be held against neither."""
    here = run((7, "deed", "pay.late", "all", None, 3))
    assert value("exposure.late", here) == pytest.approx(1000 * 3 * YEAR / 32)
    assert value("exposure.exposed", here) == 0


def test_the_barred_are_held_against_all_others() -> None:
    """Half of the barred and a tenth of the others are without work."""
    rows = [("workers", 24), ("barred", 4), ("jobless", 4), ("barred_jobless", 2)]
    here = run(*told("employers", *rows))
    assert value("work.jobless", here) == pytest.approx(1 / 6)
    assert value("work.jobless.barred", here) == 0.5
    assert value("work.jobless.gap", here) == pytest.approx(0.4)


def test_a_post_without_critics_tilts_by_all_that_there_are() -> None:
    """A quarter are critics, none among officials, half of the reporters, who tell two things each."""
    rows = [("workers", 20), ("critics", 5), ("officials", 2), ("reporters", 2), ("critical_reporters", 1),
            ("reports", 4)]  # fmt: skip
    here = run(*told("employers", *rows))
    assert value("work.officials.tilt", here) == -0.25
    assert value("work.reporters.tilt", here) == 0.25
    assert value("work.reports.each", here) == 2
    assert value("work.reports", here) == 200
    assert absent("work.executives.critics", here)


def test_nobody_works_where_nobody_counts() -> None:
    """Without employers there are no rows."""
    assert absent("work.jobless", run())


def test_more_papers_are_asked_for_more_often() -> None:
    """One in ten at none, three in ten at more: a ratio of three."""
    rows = [("matters_none", 20), ("asked_none", 2), ("matters_more", 10), ("asked_more", 3), ("paid_more", 1),
            ("rents", 3)]  # fmt: skip
    here = run(*told("officials", *rows))
    assert value("bribes.asked.ratio", here) == pytest.approx(3)
    assert value("bribes.asked.more", here) == pytest.approx(0.3)
    assert value("bribes.paid_share", here) == pytest.approx(0.2)
    assert value("bribes.rents", here) == pytest.approx(1000 * 3 * YEAR / 32)


def test_without_officials_nobody_is_asked() -> None:
    """Nought, and not nothing: the two worlds can be compared."""
    here = run()
    assert value("bribes.asked", here) == 0
    assert absent("bribes.asked.ratio", here)


def test_a_score_is_back_when_it_is_within_five_points() -> None:
    """One is back after 8 weeks, one never; the third defaults too late to be followed."""
    def row(week: int, who: int, score: int, default: int = 0) -> dict[str, int]:
        return {"week": week, "citizen": who, "score": score, "n_borrow_default": default}

    people = [row(3, 0, 600), row(7, 0, 540, 1), row(11, 0, 590), row(15, 0, 596), row(3, 1, 600), row(7, 1, 560, 1),
              row(11, 1, 594), row(111, 1, 594), row(107, 2, 600), row(111, 2, 500, 1)]  # fmt: skip
    shape = panel(*({k: n for k, n in one.items() if k != "n_borrow_default"} for one in people))
    here = run(people=shape.with_columns(pl.DataFrame(people)["n_borrow_default"]))
    assert value("recovery.defaults", here) == 2
    assert value("recovery.drop", here) == 50
    assert value("recovery.within_26", here) == 0.5
    assert value("recovery.within_104", here) == 0.5
    assert absent("recovery.weeks", here)
