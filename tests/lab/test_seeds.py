"""Means over seeds are over complete sets of sides."""

from __future__ import annotations

from itertools import product

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.lab.comparison import Comparison, Over, told
from demerit.lab.picking import largest_changes
from demerit.lab.seeds import holding, over_seeds

SCHEMA = dict.fromkeys(("name", "group", "unit", "side"), pl.String) | dict.fromkeys(("value", "delta"), pl.Float64)
Values = list[tuple[float | None, float | None]]
some = st.none() | st.floats(-100, 100)


def frame(name: str, a: float | None, b: float | None) -> pl.DataFrame:
    """Give one row of a seed as `measured` gives it; a row that neither side has is not there."""
    there = {side: value for side, value in (("a", a), ("b", b)) if value is not None}
    rows = [(name, "all", "share", side, value, None if b is None else value - b) for side, value in there.items()]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def pairs(frames: list[pl.DataFrame]) -> pl.DataFrame:
    """Give a against b over seeds, as a comparison of two sides tells it."""
    tables = told(frames, ("a", "b"), "b")
    schemes = dict.fromkeys(("a", "b"))
    over = Over(1, "nobody", 4, 1)
    return Comparison(None, schemes, {}, "b", *tables, len(frames), over).pair()  # type: ignore[arg-type]


@given(st.lists(st.tuples(some, some), min_size=1, max_size=8))
def test_a_less_b_is_the_change_in_every_row(values: Values) -> None:
    found = pairs([frame("x.y", a, b) for a, b in values])
    if found.is_empty():
        assert all(pair == (None, None) for pair in values)
        return
    row = found.row(0, named=True)
    known = [side for side in (0, 1) if any(pair[side] is not None for pair in values)]
    whole = [pair for pair in values if all(pair[side] is not None for side in known)]
    assert row["seeds"] == len(whole)
    for side, name in enumerate("ab"):
        mean = sum(pair[side] for pair in whole) / len(whole) if whole and side in known else None  # type: ignore[misc]
        assert row[name] == (None if mean is None else pytest.approx(mean, abs=1e-9))
    if len(known) == 2 and whole:
        assert row["delta"] == pytest.approx(row["a"] - row["b"], abs=1e-9)
    assert (row["low"] is not None) == (len(known) == 2 and len(whole) > 1)


def test_a_row_that_each_side_has_in_other_seeds_has_no_value() -> None:
    row = pairs([frame("x.y", 1.0, None), frame("x.y", None, 2.0)]).row(0, named=True)
    assert (row["a"], row["b"], row["delta"], row["seeds"]) == (None, None, None, 0)


def test_many_sides_are_averaged_over_the_seeds_in_which_all_have_the_row() -> None:
    def of_seed(**values: float) -> pl.DataFrame:
        base = values.get("null")
        rows = [{"name": "x.y", "group": "all", "unit": "share", "side": side, "value": value,
                 "delta": None if base is None else value - base} for side, value in values.items()]  # fmt: skip
        return pl.DataFrame(rows, schema_overrides={"delta": pl.Float64})

    found = over_seeds([of_seed(one=5.0, two=3.0, null=1.0), of_seed(one=9.0, null=1.0),
                       of_seed(one=6.0, two=5.0, null=2.0)])  # fmt: skip
    by_side = {row["side"]: row for row in found.iter_rows(named=True)}
    assert {side: row["value"] for side, row in by_side.items()} == {"one": 5.5, "two": 4.0, "null": 1.5}
    assert {row["seeds"] for row in by_side.values()} == {2}
    for one, other in product(("one", "two"), ("null",)):
        assert by_side[one]["delta"] == by_side[one]["value"] - by_side[other]["value"]


def test_rows_are_told_apart_from_chance_by_how_many_there_are() -> None:
    sure = [frame("x.sure", 5.0 + 0.01 * k, 1.0) for k in range(4)]
    maybe = [frame(f"x.maybe{j}", 1.0 + (0.1 if k != j % 4 else 0.02) * (1 + k / 9), 1.0)
             for j in range(30) for k in range(4)]  # fmt: skip
    never = [frame("x.never", 1.0, 1.0) for _ in range(4)]
    by_seed = [pl.concat([sure[k], *maybe[k::4], never[k]]) for k in range(4)]
    table = pairs(by_seed)
    rows = {row["name"]: row for row in table.iter_rows(named=True)}
    assert rows["x.never"]["p"] is None and rows["x.never"]["q"] is None
    assert rows["x.sure"]["q"] < 0.001 and all(row["q"] >= row["p"] for row in rows.values() if row["p"] is not None)
    looked, alone, together = holding(table)
    assert looked == 31 and alone >= together >= 1
    assert pairs(by_seed[:1])["q"].null_count() == 32


def test_the_largest_changes_are_one_a_measure_and_none_of_chance_or_of_one_side_alone() -> None:
    def of_seed(k: int) -> pl.DataFrame:
        return pl.concat([
            frame("a.small", 1.1 + 0.001 * k, 1.0), frame("a.large", 4.0 + 0.01 * k, 1.0),
            frame("b.fell", 0.1, 2.0 + k / 99),
            frame("c.chance", 5.0 * (k % 2) + 0.5, 1.0), frame("d.new", 3.0 + k / 99, 0.0), frame("e.none", 1.0, 1.0),
            frame("f.negative", -3.0, 1.0 + k / 99),
        ])  # fmt: skip

    largest = largest_changes(pairs([of_seed(k) for k in range(4)]), 10)
    assert largest["name"].to_list() == ["f.negative", "b.fell", "a.large"]
    assert largest_changes(pairs([of_seed(0)]), 1)["name"].to_list() == ["f.negative"]
