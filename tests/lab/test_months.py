"""A run takes whole months: weeks that would appear in no figure do not pass, and it is said before anything runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from demerit.errors import InputError
from demerit.lab.months import left_over, whole_months
from tests.cli.conftest import demerit, empty  # noqa: F401 - fixtures

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Call

VILLAGE = ("--recipe", "village", "--people", "100")


@pytest.mark.parametrize(("asked", "passed"), [(4, 4), (5, 4), (7, 4), (8, 8), (286, 284)])
def test_the_whole_months_of_what_is_asked_pass(asked: int, passed: int) -> None:
    assert whole_months(asked) == passed
    assert bool(left_over(asked, passed)) == (asked != passed)


@pytest.mark.parametrize("weeks", [0, 1, 2, 3])
def test_less_than_a_month_is_refused(weeks: int) -> None:
    with pytest.raises(InputError, match=rf"--weeks {weeks}: a run takes whole months"):
        whole_months(weeks)


def test_what_is_left_over_is_said_and_every_week_that_passes_is_counted(demerit: Call, empty: Path) -> None:  # noqa: F811
    said = demerit("run", "null", *VILLAGE, "--weeks", "7", "--out", "seven")
    assert said.status == 0
    assert said.err.startswith("Of 7 weeks 4 pass")
    assert "4 weeks (1 month of four), 01 July 2015 to 28 July 2015" in said.out
    whole = demerit("run", "null", *VILLAGE, "--weeks", "4", "--out", "four")
    assert "pass:" not in whole.err
    assert pl.read_parquet("seven/counts.parquet").equals(pl.read_parquet("four/counts.parquet"))
    assert pl.read_parquet("four/counts.parquet")["week"].max() == 3


@pytest.mark.parametrize("words", [("run", "null"), ("compare", "article_2015", "null")])
@pytest.mark.parametrize("weeks", ["1", "3"])
def test_nothing_is_made_of_less_than_a_month(
    words: tuple[str, ...], weeks: str, demerit: Call, empty: Path  # noqa: F811
) -> None:
    said = demerit(*words, *VILLAGE, "--weeks", weeks)
    assert said.status == 2
    assert "whole months of four weeks" in said.err
    assert not (empty / "runs").exists()


def test_a_run_of_one_month_can_be_read(demerit: Call, empty: Path) -> None:  # noqa: F811
    assert demerit("run", "article_2015", *VILLAGE, "--weeks", "4", "--out", "one").status == 0
    assert demerit("explain", "one", "0").status == 0
    assert demerit("report", "one").status == 0
