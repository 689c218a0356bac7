"""What is read off a table again and again is read once, as long as it is among the last four; sums are sums."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest

import demerit
from demerit.errors import InputError
from demerit.measures import evaluate
from demerit.measures.measure import finding, together
from demerit.measures.sums import (
    BY_NAME,
    binned,
    by_group,
    by_key,
    by_month,
    by_week,
    by_week_and_group,
    ends,
    findings,
    months,
    number,
    numbers,
    per,
)
from demerit.measures.tables import KEPT, keys_of, once
from tests.measures.folder import Folder
from tests.measures.plausible import plausible


class Own:
    """A run whose tables are its own."""

    def __init__(self, k: int) -> None:
        self.k = k
        self.counts, self.panel, self.ledger = (pl.DataFrame({"n": [0] * (k + j)}) for j in (1, 2, 3))
        self.coded = self.counts


def test_what_was_read_is_kept_for_the_last_four_tables_of_each_kind() -> None:
    read: list[tuple[str, int]] = []

    @once("counts")
    def counts(run: Any) -> int:
        read.append(("counts", run.k))
        return int(run.counts.height)

    @once("panel")
    def panel(run: Any) -> int:
        read.append(("panel", run.k))
        return int(run.panel.height)

    @once("ledger")
    def ledger(run: Any) -> int:
        read.append(("ledger", run.k))
        return int(run.ledger.height)

    runs: list[Any] = [Own(k) for k in range(KEPT + 1)]
    for _ in range(3):
        told = [(counts(run), panel(run), ledger(run)) for run in runs[:KEPT]]
    assert told == [(k + 1, k + 2, k + 3) for k in range(KEPT)]
    assert read == [(table, k) for k in range(KEPT) for table in ("counts", "panel", "ledger")]
    read.clear()
    counts(runs[KEPT])
    counts(runs[0])
    panel(runs[0])
    ledger(runs[0])
    assert read == [("counts", KEPT), ("counts", 0)]


def rows_of(run: Folder, table: str, *keys: str) -> pl.DataFrame:
    """Give the rows of one count table, of the keys named or of all."""
    rows = run.counts.filter(pl.col("table") == table).drop("table")
    return rows.filter(pl.col("key").is_in(keys)) if keys else rows


def _is_that_of_rows(run: Folder, table: str, keys: list[str]) -> None:
    """Hold what is told by month, by window and by bin against the rows of a table."""
    rows, weeks = rows_of(run, table, *keys[:2]), months(run)
    monthly, windows = by_month(run, table, *keys[:2]), numbers(run, table, *keys[:2], many=3, every=13, until=30)
    weeks_of_bins, bins, (n,) = binned(run, tuple((table, key) for key in keys[:2]))
    sums = {"month": 0, "window": 0, "bin": 0}
    for week, _, group, bin_, count in rows.iter_rows():
        place = BY_NAME.index(group)
        same = rows.filter((pl.col("week") == week) & (pl.col("group") == group))
        assert monthly[np.searchsorted(weeks, week), place] == same["n"].sum()
        alike = same.filter(pl.col("bin").fill_null(0) == (bin_ or 0))
        assert n[np.searchsorted(weeks_of_bins, week), place, np.searchsorted(bins, bin_ or 0)] == alike["n"].sum()
        sums = {"month": sums["month"] + count, "window": sums["window"] + count * (week <= 30),
                "bin": sums["bin"] + count}  # fmt: skip
    assert sums == {"month": monthly.sum(), "window": windows.sum(), "bin": n.sum()}
    first = rows.filter(pl.col("week") < 13)
    assert windows[0].sum() == first["n"].sum()


def test_a_share_of_nothing_is_no_number_and_has_no_row() -> None:
    share = per(np.array([1, 0, 3, *[0] * (len(BY_NAME) - 3)]), np.array([2, 0, 4, *[0] * (len(BY_NAME) - 3)]))
    assert by_group(share).rows() == [(BY_NAME[0], 0.5), (BY_NAME[2], 0.75)]
    told = np.full((2, len(BY_NAME)), np.nan)
    told[1, 4] = 2.0
    assert by_week_and_group(np.array([3, 7]), told).rows() == [(7, BY_NAME[4], 2.0)]
    assert by_week(np.array([3, 7]), told[:, 4]).rows() == [(7, 2.0)]


def test_rows_of_several_quantities_are_those_of_each() -> None:
    share = np.arange(len(BY_NAME)) + 0.5
    share[3] = np.nan
    values = {"b": share, "a": np.full(len(BY_NAME), np.nan), "c": 2 * share}
    assert findings(values, "share").equals(together(*(finding(by_group(of), name, "share")
                                                       for name, of in values.items())))  # fmt: skip
    assert findings({}, "share").equals(together())


def test_the_ends_of_months_are_those_that_have_a_number() -> None:
    told = np.full((4, len(BY_NAME)), np.nan)
    assert all(np.isnan(end).all() for end in (*ends(told), *ends(told[:0])))
    told[1, 4], told[2, 5] = 2.0, 3.0
    first, last = ends(told)
    assert by_group(first).rows() == [(BY_NAME[4], 2.0)] and by_group(last).rows() == [(BY_NAME[5], 3.0)]


def test_a_group_that_is_none_is_refused_by_name() -> None:
    run = plausible("scheme", citizens=20, weeks=8)
    odd = run.counts.with_columns(pl.lit("sex:none").alias("group"))
    with pytest.raises(InputError, match="counts a group 'sex:none'"):
        evaluate(Folder(run.scheme, odd, run.panel, run.ledger))


def test_sums_on_arrays_are_those_of_the_table() -> None:
    """Of every table and some keys, by group, of all weeks and of some; by key, month, window and bin."""
    run = plausible("scheme", citizens=60, weeks=40)
    run = Folder(run.scheme, run.counts.sample(fraction=1, shuffle=True, seed=1), run.panel, run.ledger)
    asked = 0
    for (table,), rows in run.counts.group_by("table", maintain_order=True):
        keys = rows["key"].unique(maintain_order=True).to_list()
        last = int(rows["week"].max())  # type: ignore[arg-type]
        for some in ([], keys[:1], keys[:3], [*keys[-1:], "nothing such"], ["nothing such"]):
            for since, until in ((None, None), (8, None), (4, last - 4), (last + 4, None)):
                within = rows_of(run, str(table), *some).filter(
                    pl.col("week").is_between(since or 0, last if until is None else until)
                )
                sums = dict(within.group_by("group").agg(pl.col("n").sum()).iter_rows())
                told = number(run, str(table), *some, since=since, until=until)
                assert told.tolist() == [sums.get(name, 0) for name in BY_NAME]
                asked += 1
        assert keys_of(run, str(table)) == sorted(keys)
        key, of_keys = by_key(run, str(table))
        each = dict(rows.group_by("key").agg(pl.col("n").sum()).iter_rows())
        assert np.bincount(key, of_keys.n).tolist() == [each[name] for name in sorted(keys)]
        _is_that_of_rows(run, str(table), keys)
    assert asked > 150


def test_a_run_in_memory_is_measured_by_numbers_and_read_by_names() -> None:
    run = demerit.live("article_2015", recipe="village", people=200, weeks=8)
    assert run.coded.with_columns(pl.col("table", "key", "group").cast(pl.String)).equals(run.counts)
    named = Folder(run.scheme, run.counts, run.panel, run.ledger, run.manifest)
    assert evaluate(run).equals(evaluate(named))


def test_a_run_of_which_nothing_was_counted_sums_to_nothing() -> None:
    run = Own(0)
    run.coded = pl.DataFrame(schema={"week": pl.Int16, "table": pl.String, "key": pl.String, "group": pl.String,
                                     "bin": pl.Int16, "n": pl.Int64})  # fmt: skip
    assert by_month(run, "adult").shape == (0, len(BY_NAME))  # type: ignore[arg-type]
    assert not number(run, "adult").any() and keys_of(run, "adult") == []  # type: ignore[arg-type]
