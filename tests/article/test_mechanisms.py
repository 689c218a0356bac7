"""What is said to be modelled is real: taken away over the same people and draws, its measure moves."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import polars as pl
import pytest

from demerit.article import Statement, article
from demerit.engine.folder import RunFolder
from demerit.lab import measuring
from demerit.lab.order import ordered
from demerit.lab.perform import perform

MODELLED = [one for one in article().statements.values() if one.status == "modelled"]
PAIRS = sorted({one.compare for one in MODELLED if one.compare})
SPARED = {"D06": "the documented score leaves speech nearly alone: that is what the statement says"}
LITTLE = 0.02
"""Largest change of dissent that counts as nearly none (assumed)."""

pytestmark = pytest.mark.slow


@cache
def ran(folder: Path, written: str, recipe: str, people: int, weeks: int) -> RunFolder:
    """Give the run of one side, made once."""
    place = folder / f"{written}-{recipe}-{people}-{weeks}"
    return perform(ordered(written, recipe=recipe, people=people, weeks=weeks), place, anew=True, threads=2).folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the runs lie."""
    return tmp_path_factory.mktemp("mechanisms")


@cache
def between(folder: Path, a: str, b: str, recipe: str, people: int, weeks: int) -> pl.DataFrame:
    """Give what differs between two sides."""
    return measuring.between(ran(folder, a, recipe, people, weeks), ran(folder, b, recipe, people, weeks))


def moved(folder: Path, one: Statement) -> pl.DataFrame:
    """Give what differs between the two sides that a statement names, in the society that it names."""
    assert one.compare
    return between(folder, *one.compare, one.where.recipe, one.where.people, one.where.weeks)


@pytest.mark.parametrize("one", MODELLED, ids=[one.id for one in MODELLED])
def test_taking_it_away_is_noticed(one: Statement, folder: Path) -> None:
    rows = moved(folder, one).filter(pl.col("name") == one.measure)
    assert rows.height, "the measure gives nothing here"
    if one.id in SPARED:
        assert rows["delta"].abs().max() <= LITTLE  # type: ignore[operator]
        return
    gone = rows["b"].is_null() & rows["a"].is_not_null() & (rows["a"] != 0)
    assert gone.any() or (rows["delta"].fill_null(0) != 0).any()


@pytest.mark.parametrize("one", [one for one in MODELLED if one.spares], ids=lambda one: one.id)
def test_what_it_must_not_touch_stays_as_it_is(one: Statement, folder: Path) -> None:
    for quantity in one.spares:
        rows = moved(folder, one).filter(pl.col("name") == quantity)
        assert rows.height, f"{quantity} gives nothing here"
        assert rows["a"].fill_null(0).abs().max() > 0, f"{quantity} is nothing at all"  # type: ignore[operator]
        assert rows["a"].to_list() == rows["b"].to_list(), quantity


def test_there_is_something_to_hold() -> None:
    assert len(PAIRS) > 8
    assert sum(bool(one.spares) for one in MODELLED) > 100
    assert set(SPARED) <= {one.id for one in MODELLED}
