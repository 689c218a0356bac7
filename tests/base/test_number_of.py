"""One is no plural; that no sentence forgets it is a rule of the house (`tests/test_house.py`)."""

from __future__ import annotations

import pytest

from demerit.base.number_of import number_of


@pytest.mark.parametrize(
    ("n", "one", "says"),
    [(0, "rule", "0 rules"), (1, "rule", "1 rule"), (12_000, "rule", "12,000 rules"), (1, "person", "1 person"),
     (30, "invented person", "30 invented people"), (2, "entry", "2 entries"), (2, "day", "2 days"),
     (0.5, "point", "0.5 points"), (1.0, "point", "1 point")],
)  # fmt: skip
def test_one_is_no_plural(n: float, one: str, says: str) -> None:
    assert number_of(n, one) == says
