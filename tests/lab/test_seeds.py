"""Means over seeds are over complete sets of sides."""

from __future__ import annotations

from itertools import product

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.lab.seeds import over_seeds, over_seeds_of_many

Values = list[tuple[float | None, float | None]]
some = st.none() | st.floats(-100, 100)


def frame(name: str, a: float | None, b: float | None) -> pl.DataFrame:
    """Give one row of a seed as `differences` gives it; a row that neither side has is not there."""
    kinds = {"a": pl.Float64, "b": pl.Float64, "delta": pl.Float64}
    row = {"name": name, "group": "all", "a": a, "b": b,
           "delta": None if a is None or b is None else a - b, "unit": "share"}  # fmt: skip
    table = pl.DataFrame([row], schema_overrides=kinds)
    return table.clear() if a is None and b is None else table


@given(st.lists(st.tuples(some, some), min_size=1, max_size=8))
def test_a_less_b_is_the_change_in_every_row(values: Values) -> None:
    told = over_seeds([frame("x.y", a, b) for a, b in values])
    if told.is_empty():
        assert all(pair == (None, None) for pair in values)
        return
    row = told.row(0, named=True)
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
    row = over_seeds([frame("x.y", 1.0, None), frame("x.y", None, 2.0)]).row(0, named=True)
    assert (row["a"], row["b"], row["delta"], row["seeds"]) == (None, None, None, 0)


def test_many_sides_are_averaged_over_the_seeds_in_which_all_have_the_row() -> None:
    def of_seed(**values: float) -> pl.DataFrame:
        base = values.get("null")
        rows = [{"name": "x.y", "group": "all", "unit": "share", "side": side, "value": value,
                 "delta": None if base is None else value - base} for side, value in values.items()]  # fmt: skip
        return pl.DataFrame(rows, schema_overrides={"delta": pl.Float64})

    told = over_seeds_of_many([of_seed(one=5.0, two=3.0, null=1.0), of_seed(one=9.0, null=1.0),
                               of_seed(one=6.0, two=5.0, null=2.0)])  # fmt: skip
    by_side = {row["side"]: row for row in told.iter_rows(named=True)}
    assert {side: row["value"] for side, row in by_side.items()} == {"one": 5.5, "two": 4.0, "null": 1.5}
    assert {row["seeds"] for row in by_side.values()} == {2}
    for one, other in product(("one", "two"), ("null",)):
        assert by_side[one]["delta"] == by_side[one]["value"] - by_side[other]["value"]
