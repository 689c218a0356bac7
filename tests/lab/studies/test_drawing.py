"""Drawn numbers are set where a law or its citizens have them, and where no reform has said otherwise."""

from __future__ import annotations

import pytest

from demerit.lab.order import ordered
from demerit.lab.studies.drawing import reformed_numbers, with_numbers


@pytest.mark.parametrize("reform", ["half_price", "credit_only"])
def test_a_drawn_number_does_not_undo_what_a_reform_changes(reform: str) -> None:
    plain, reformed = ordered("article_2015"), ordered(f"article_2015+{reform}")
    changed = reformed_numbers(reformed)
    assert changed and not reformed_numbers(plain)
    drawn = dict.fromkeys([*changed, "learn.jolt"], 3.0)
    assert {name for name, _ in with_numbers(plain, drawn).settings} > {"learn.jolt"}
    assert [name for name, _ in with_numbers(reformed, drawn).settings] == ["learn.jolt"]
