"""Scores that move seldom, and only of those old enough: what is given out is kept until the next is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from demerit.rows.bits import SCORED
from tests.engine.test_twin import SLOW, agreeing
from tests.engine.worlds import lived

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society


def seldom(scheme: Scheme, weeks: int, age: int = 18) -> Scheme:
    """Give a scheme whose scores move every so many weeks, of those of an age; no rule counts between two scores."""
    rules = {name: rule.model_copy(update={"per": 1, "cap": None}) for name, rule in scheme.rules.items()}
    return scheme.model_copy(update={
        "update": scheme.update.model_copy(update={"every_weeks": weeks}), "rules": rules,
        "scored": scheme.scored.model_copy(update={"minimum_age": age}),
    })  # fmt: skip


@pytest.mark.parametrize(
    ("every", "due"),
    [(4, list(range(3, 104, 4))), (13, [15, 27, 39, 51, 67, 79, 91, 103]), (26, [27, 51, 79, 103]), (52, [51, 103])],
)
def test_scores_are_due_at_the_end_of_the_month_that_ends_in_or_after_the_week(
    every: int, due: list[int], schemes: dict[str, Scheme]
) -> None:
    scheme = seldom(schemes["zhima_2015"], every)
    assert [week for week in range(-8, 104) if scheme.is_scoring_week(week)] == due


def test_engine_and_twin_agree_on_scores_that_move_every_quarter(schemes: dict[str, Scheme], village: Society) -> None:
    agreeing(seldom(schemes["zhima_2015"], 13, 30), village, SLOW, 32)


@pytest.mark.parametrize("name", ["zhima_2015", "article_2015"])
def test_a_score_stays_until_the_next_is_due_and_is_then_what_was_booked(
    name: str, schemes: dict[str, Scheme], village: Society
) -> None:
    scheme = seldom(schemes[name], 13, 40)
    run = lived(scheme, village, 28)
    rows = pl.concat(run.rows).filter(pl.col("score").is_not_null()).sort("citizen", "week")
    assert rows.height
    steps = rows.with_columns((pl.col("score") - pl.col("score").shift(1).over("citizen")).alias("moved"))
    assert set(steps.filter(pl.col("moved") != 0)["week"].to_list()) <= {15, 27}
    assert steps.filter(pl.col("moved") != 0).height
    assert (run.world.age[run.world.status & SCORED > 0] >= 40).all()
    booked = pl.concat(run.booked).group_by("citizen").agg(pl.col("points").sum() + scheme.scale.low)
    last = rows.filter(pl.col("week") == 27).join(booked, on="citizen")
    assert last.height
    assert (last["score"].cast(pl.Int64) == last["points"].cast(pl.Int64)).all()
