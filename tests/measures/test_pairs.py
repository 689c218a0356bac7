"""A number of a pair is a difference, and 0 where the two are the same, or is told apart as a level."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from demerit.engine.folder import RunFolder
from demerit.lab.measuring import between
from demerit.lab.order import Order
from demerit.lab.perform import perform
from demerit.measures import measures, of_the_pair, take

SCHEMES = ("null", "article_2015", "rongcheng", "zhima_2017")
SMALL = {"recipe": "village", "people": 300, "weeks": 60}


@pytest.fixture(scope="module", params=SCHEMES)
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[RunFolder, RunFolder]:
    """A village under each scheme, and the same with one tie changed."""
    folder: Path = tmp_path_factory.mktemp(request.param)
    order = Order(request.param, **SMALL)  # type: ignore[arg-type]
    placebo = order.with_(placebo=True)
    return perform(order, folder / "run").folder, perform(placebo, folder / "placebo").folder


def test_the_same_against_the_same_differs_in_nothing(run: tuple[RunFolder, RunFolder]) -> None:
    told = between(run[0], run[0], run[1])
    moved = told.filter(pl.col("delta").is_not_null() & (pl.col("delta") != 0))
    assert moved.is_empty(), moved["name"].unique().to_list()
    assert told["delta"].is_not_null().sum() > 500


def test_every_number_of_a_pair_is_a_difference_or_named_as_a_level(run: tuple[RunFolder, RunFolder]) -> None:
    told = of_the_pair(run[0], run[0], run[1])
    assert told.height > 0 and told.filter(pl.col("delta") != 0).is_empty()


def test_private_and_public_are_words_of_one_measure(run: tuple[RunFolder, RunFolder]) -> None:
    """One name, one number: what stands for or against the line is called so in one place."""
    told = take(run[0], run[0], run[1])
    names = told.filter(pl.col("quantity").str.contains(r"\b(private|public)\b"))["measure"].unique().to_list()
    assert names in (["preference_falsification"], [])
    assert set(told["measure"]) > {"preference_falsification", "attitude"}


def test_what_is_named_as_a_level_is_one(run: tuple[RunFolder, RunFolder]) -> None:
    """A pattern that no measure gives would hide a difference one day."""
    for name, one in measures().items():
        assert one.twin != "none" or not one.levels, name
    given = take(run[0], run[0], run[1], names=["silence"])["quantity"].unique().to_list()
    silence = measures()["silence"]
    assert {q for q in given if silence.is_level(q)} >= {"dissent.peak_week", "dissent.placebo", "placebo_net"}
    assert not any(silence.is_level(q) for q in ("dissent.change", "dissent.lost", "net", "fell_silent"))
