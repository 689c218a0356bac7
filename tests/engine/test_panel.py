"""The panel: entries are taken off the book, and columns are taken, as NumPy would."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from demerit.base.bit_column import BitColumn
from demerit.base.draws import column
from demerit.base.loom import Fixed, Loop
from demerit.base.native import Bound
from demerit.engine.backends.threads import Workers
from demerit.engine.panel import Book, Panel, take_off
from demerit.engine.plan import Plan
from demerit.engine.run import Run
from demerit.engine.snapshot import Snapshot
from demerit.engine.steps.judge import shifts
from demerit.law import load
from demerit.society import make

ROWS = 60


def test_what_is_taken_off_the_book_is_what_stood_there() -> None:
    ids = np.arange(3, 3 + 7 * ROWS, 7)
    words = column(3, "book", ROWS * 8).astype(np.int64).reshape(ROWS, 8)
    book = np.where(words % 5 == 0, words // 5 % 19 - 9, 0).astype(np.int16)
    before = book.copy()
    entries = Book(ids, book, book.view(np.uint64), np.empty(book.size, np.int32),
                   np.empty(book.size, np.int16), np.empty(book.size, np.int16), np.zeros(ROWS + 1, np.int64))
    loop = Bound(Loop("take_off", take_off, {"book": Fixed(entries)}, whole=True))
    middle = 3 + 7 * 20
    for lo, hi in ((middle, 500), (2, middle), (0, 2)):  # in any order; of the last range nobody is of the panel
        loop(lo, hi, 0)
    row, kind = np.nonzero(before)
    assert len(row) > 50
    assert not book.any()
    many = int(entries.many[0]), int(entries.many[20])
    assert many[0] == (row < 20).sum()
    assert sum(many) == len(row)
    found = np.r_[: many[0], 20 * 8 : 20 * 8 + many[1]]
    for got, wanted in ((entries.citizen, ids[row]), (entries.kind, kind), (entries.points, before[row, kind])):
        np.testing.assert_array_equal(got[found], wanted)


def test_a_snapshot_is_what_the_columns_held_at_the_time() -> None:
    n = 500
    ids = np.arange(3, 3 + 7 * ROWS, 7)
    words = column(5, "words", n).astype(np.uint8)
    columns = {
        "wide": column(5, "wide", n).view(np.int32), "other": column(5, "other", n).astype(np.int32),
        "low": BitColumn(words, 0, 3), "high": BitColumn(words, 3, 5, 2, np.int8), "row": np.arange(n, dtype=np.uint16),
    }
    more = {"table": column(5, "table", 3 * ROWS).astype(np.uint8).reshape(ROWS, 3),
            "month": column(5, "month", ROWS).astype(np.int16)}
    workers = Workers(n, 2)
    snapshot = Snapshot(ids, columns, more, anew=["month"])
    wanted = {name: np.array(each)[ids] for name, each in columns.items()}
    wanted |= {name: each.copy() for name, each in more.items()}
    for bound in snapshot.loops:
        for lo, hi in ((200, n), (0, 200)):
            bound(lo, hi, 0)
    taken = snapshot.taken(workers.share)
    assert more["table"].any()
    assert not more["month"].any()
    columns["wide"][:] = 0
    words[:] = 0
    more["table"][:] = 0
    for bound in snapshot.loops:
        bound(0, n, 0)
    snapshot.taken(workers.share)
    workers.close()
    found = snapshot.told(taken)
    assert list(found) == list(wanted)
    for name, each in wanted.items():
        assert found[name].dtype == each.dtype, name
        np.testing.assert_array_equal(found[name], each, name)


def test_what_the_panel_did_is_read_off_the_diary_and_the_deeds_of_the_month() -> None:
    """Of so many weeks of a month as have passed; of monthly acts where it is over; of no act that takes no place."""
    plan = Plan(load("zhima_2017"))
    panel = Panel(np.arange(3), plan, [(0, 3)])
    weekly = [act for act in plan.acts if not act.monthly]
    diary = np.zeros(3, np.uint64)
    wanted = np.zeros((3, len(plan.deeds)), np.int64)
    for number, act in enumerate(weekly):
        for week in range(3):
            for i, deed in enumerate((0, 1, week % len(act.deeds))):
                diary[i] |= np.uint64(deed) << np.uint64(int(shifts()[number]) + act.bits * week)
                wanted[i, plan.first_deeds[number] + deed] += 1
    np.testing.assert_array_equal(panel.done(diary, 3), wanted)
    did = np.zeros((3, len(plan.acts) - len(weekly)), np.uint8)
    did[1] = 1
    for number, takes_place in enumerate(plan.takes_place):
        if number >= len(weekly):
            assert not panel.done(diary, 3)[:, plan.first_deeds[number]].any()
            wanted[[0, 1, 2], plan.first_deeds[number] + did[:, number - len(weekly)]] += int(takes_place)
    assert not all(plan.takes_place)
    np.testing.assert_array_equal(panel.done(diary, 3, did), wanted)
    assert panel.done(diary[:0], 3, did[:0]).shape == (0, len(plan.deeds))


@pytest.mark.parametrize("threads", [1, 2])
def test_ranges_in_which_nobody_is_of_the_panel_book_nothing_away(threads: int) -> None:
    """The ledger and the rows of two are the same, be they alone in the panel or among all."""
    scheme, society = load("article_2015"), make("village", people=20_000, seed=1)
    two, told = [6_000, 13_000], []
    for size in (0, 20_000):
        run = Run(scheme, society, weeks=8, threads=threads, settings={"run.warm_up": 4}, panel_size=size, panel=two)
        has_some = [any(lo <= who < hi for who in run.panel.ids) for lo, hi in run.workers.ranges]
        assert sum(has_some) == (2 if size == 0 else len(has_some))
        assert has_some[0] == has_some[-1] == (size > 0) or threads == 1
        assert threads > 1 or has_some == ([False, True, False, True] if size == 0 else [True] * 4)
        for _ in run.weeks():
            pass
        told.append([table.filter(pl.col("citizen").is_in(two)) for table in run.tables()[1:]])
        run.close()
    assert told[0][1].height > 20
    for mine, others in zip(*told, strict=True):
        assert_frame_equal(mine, others)
