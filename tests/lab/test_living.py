"""A run in memory gives what a run folder holds."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from demerit.engine.plan import Plan
from demerit.lab.living import live, plan_for
from demerit.lab.order import Order, scheme_of
from demerit.lab.perform import perform
from demerit.measures import evaluate


@pytest.mark.parametrize("scheme", ["article_2015", "null"])
def test_a_run_in_memory_holds_what_a_folder_holds(scheme: str, tmp_path: Path) -> None:
    order = Order(scheme, recipe="village", people=300, weeks=24)
    lived, kept = live(order, threads=1), perform(order, tmp_path / "run", threads=2).folder
    assert lived.about.digest == kept.about.digest is not None
    told = lived.manifest, kept.manifest
    for same in ("scheme", "society", "order", "seed", "weeks", "panel", "inputs", "code", "versions"):
        assert told[0][same] == told[1][same]
    for table in ("counts", "panel", "ledger"):
        one, two = getattr(lived, table), getattr(kept, table)
        assert one.cast({pl.Categorical: pl.String}).equals(two.cast({pl.Categorical: pl.String})), table
    assert evaluate(lived).equals(evaluate(kept))
    assert scheme in repr(lived)
    assert str(lived.about.digest) in repr(lived)


def test_worlds_of_one_law_share_a_plan() -> None:
    """Whatever the seed or the people; not those with knobs turned, nor those of a reformed law."""
    order = Order("null", recipe="village", people=60, weeks=8)
    plan = plan_for(order)
    assert plan_for(order.with_(seed=9, people=90)) is plan
    assert plan_for(order.with_(settings=(("learn.forget", "3"),))) is not plan
    assert plan_for(order.with_(scheme="article_2015", reforms=("no_association",))).scheme is not plan.scheme
    assert plan_for(order) is plan
    alone = live(order, plan=Plan(*scheme_of(order)), threads=1)
    assert live(order, threads=1).about.digest == alone.about.digest
    assert live(order.with_(seed=9), threads=1).about.digest != alone.about.digest
