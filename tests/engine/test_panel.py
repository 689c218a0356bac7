"""The panel: entries are taken off the book, and columns are taken, as NumPy would."""

from __future__ import annotations

import numpy as np

from demerit.base.bit_column import BitColumn
from demerit.base.draws import column
from demerit.base.loom import Fixed, Loop
from demerit.base.native import Bound
from demerit.engine.backends.threads import Workers
from demerit.engine.panel import Book, take_off
from demerit.engine.snapshot import Snapshot
from demerit.engine.steps.book import deeds_in, note_deed

ROWS = 60


def test_what_is_taken_off_the_book_is_what_stood_there() -> None:
    ids = np.arange(3, 3 + 7 * ROWS, 7)
    words = column(3, "book", ROWS * 8).astype(np.int64).reshape(ROWS, 8)
    book = np.where(words % 5 == 0, words // 5 % 19 - 9, 0).astype(np.int16)
    before = book.copy()
    entries = Book(ids, book, book.view(np.uint64), np.empty(book.size, np.int32),
                   np.empty(book.size, np.int16), np.empty(book.size, np.int16), np.zeros(1, np.int64))
    Bound(Loop("take_off", take_off, {"book": Fixed(entries)}))(0, ROWS, 0)
    row, kind = np.nonzero(before)
    n = int(entries.many[0])
    assert n == len(row) > 50
    assert not book.any()
    for got, wanted in ((entries.citizen, ids[row]), (entries.kind, kind), (entries.points, before[row, kind])):
        np.testing.assert_array_equal(got[:n], wanted)


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
    taken = snapshot.taken(workers.share)
    assert more["table"].any()
    assert not more["month"].any()
    columns["wide"][:] = 0
    words[:] = 0
    more["table"][:] = 0
    snapshot.taken(workers.share)
    workers.close()
    found = snapshot.told(taken)
    assert list(found) == list(wanted)
    for name, each in wanted.items():
        assert found[name].dtype == each.dtype, name
        np.testing.assert_array_equal(found[name], each, name)


def test_two_deeds_share_a_byte() -> None:
    done = np.zeros((3, 2), np.uint8)
    times = np.array([[4, 0, 1], [0, 4, 4], [1, 3, 0]])
    for p, row in enumerate(times):
        for deed, n in enumerate(row):
            for _ in range(n):
                note_deed(p, deed, done)
    np.testing.assert_array_equal(deeds_in(done, 3), times)
    assert deeds_in(done[:0], 3).shape == (0, 3)
