"""What each rule did, against the ledger read line by line."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import polars as pl
import pytest

from demerit.engine.folder import RunFolder
from demerit.lab.bookings import bookings
from demerit.lab.order import Order
from demerit.lab.perform import perform


@pytest.fixture(scope="module", params=("article_2015", "rongcheng"))
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[RunFolder, RunFolder]:
    folder: Path = tmp_path_factory.mktemp(request.param)
    order = Order(request.param, recipe="village", people=400, weeks=40)
    one, other = (perform(o, folder / o.scheme).folder for o in (order, order.with_(scheme="null")))
    return one, other


def test_the_table_is_what_the_ledger_says(pair: tuple[RunFolder, RunFolder]) -> None:
    run, twin = pair
    adults = set(run.panel.filter(pl.col("age_band") < 4)["citizen"].to_list())
    times: dict[str, int] = defaultdict(int)
    points: dict[str, int] = defaultdict(int)
    people: dict[str, set[int]] = defaultdict(set)
    for row in run.ledger.iter_rows(named=True):
        if row["citizen"] in adults:
            times[row["entry"]] += 1
            points[row["entry"]] += row["points"]
            people[row["entry"]].add(row["citizen"])
    table = bookings(run, twin)
    assert set(table["rule"]) == set(run.scheme.rules)
    for row in table.iter_rows(named=True):
        name = row["rule"]
        assert (row["times"], row["points"], row["people"]) == (times[name], points[name], len(people[name]))
        assert row["of"] == len(adults)
        rule = run.scheme.rules[name]
        assert (row["evidence"], row["size"]) == (rule.evidence.grade, rule.size.grade)
        assert (row["most"] is None) == (row["most_times"] is None)
    moved = [abs(points) for points in table["points"]]
    assert moved == sorted(moved, reverse=True)
    assert table["times"].sum() > 0


def test_a_deed_moves_as_its_counts_say(pair: tuple[RunFolder, RunFolder]) -> None:
    run, twin = pair

    def done(one: RunFolder, deed: str) -> int:
        rows = one.counts.to_dicts()
        return sum(r["n"] for r in rows if (r["table"], r["key"], r["group"]) == ("deed", deed, "all"))

    known = [row for row in bookings(run, twin).iter_rows(named=True) if row["moved"] is not None]
    assert known
    for row in known[:4]:
        assert row["moved"] == pytest.approx(done(run, row["deed"]) / done(twin, row["deed"]) - 1)
    assert bookings(run)["moved"].null_count() == len(run.scheme.rules)
