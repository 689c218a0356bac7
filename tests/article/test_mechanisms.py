"""What is said to be modelled is real: taken away over the same people and draws, its measure moves."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import polars as pl
import pytest

from demerit.article import Statement, article
from demerit.engine.folder import RunFolder
from demerit.lab.compare import differences
from demerit.lab.order import ordered
from demerit.lab.perform import perform

PEOPLE, WEEKS = 3_000, 156
MODELLED = [one for one in article().statements.values() if one.status == "modelled"]
PAIRS = sorted({one.compare for one in MODELLED if one.compare})
SPARED = {"D06": "the documented score leaves speech nearly alone: that is what the statement says"}
LITTLE = 0.02
"""Largest change of dissent that counts as nearly none (assumed)."""

pytestmark = pytest.mark.slow


@cache
def ran(folder: Path, written: str) -> RunFolder:
    """Give the run of one side, made once."""
    place = folder / written
    return perform(ordered(written, people=PEOPLE, weeks=WEEKS), place, anew=True, threads=2).folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the runs lie."""
    return tmp_path_factory.mktemp("mechanisms")


@cache
def moved(folder: Path, pair: tuple[str, ...]) -> pl.DataFrame:
    """Give what differs between two sides."""
    return differences(ran(folder, pair[0]), ran(folder, pair[1]), None)


@pytest.mark.parametrize("one", MODELLED, ids=[one.id for one in MODELLED])
def test_taking_it_away_is_noticed(one: Statement, folder: Path) -> None:
    assert one.compare
    rows = moved(folder, one.compare).filter(pl.col("name") == one.measure)
    assert rows.height, "the measure gives nothing here"
    if one.id in SPARED:
        assert rows["delta"].abs().max() <= LITTLE  # type: ignore[operator]
        return
    gone = rows["b"].is_null() & rows["a"].is_not_null() & (rows["a"] != 0)
    assert gone.any() or (rows["delta"].fill_null(0) != 0).any()


def test_there_is_something_to_hold() -> None:
    assert len(PAIRS) > 8
    assert set(SPARED) <= {one.id for one in MODELLED}
