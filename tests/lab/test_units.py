"""Units of shares are told from all others, whatever they are shares of."""

from __future__ import annotations

import pytest

from demerit.cli import words
from demerit.lab.units import is_share
from demerit.report.words.intervals import shown

SHARES = ("share", "share of bills", "share of adult-months", "share in a year", "share a week")


@pytest.mark.parametrize("unit", SHARES)
def test_a_share_is_written_in_per_cent(unit: str) -> None:
    """On the terminal and on pages alike; a small change keeps digits that count."""
    assert is_share(unit)
    assert words.value(0.0524, unit) == "5.2 %"
    assert words.change(-0.0016, 0.0524, unit) == "\u22120.16 pp"
    assert shown(0.0524, unit) == "5.2\u202f%"


@pytest.mark.parametrize("unit", ["share a share", "ratio", "yuan a year", "per 1,000 adults and year"])
def test_all_else_is_written_as_a_number(unit: str) -> None:
    assert not is_share(unit)
    assert "%" not in words.value(0.0524, unit) + shown(0.0524, unit)
