"""To whom gates are open: a few stand side by side, many one a row, and on a phone no number is too small to read."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from demerit.measures.groups import LABELS
from demerit.report.figure import NARROW, WIDE, figures


def drawn(gates: int, width: int) -> list[dict[str, Any]]:
    """Give the layers of the figure for so many gates, open to half of everybody and to .4 % of men."""
    shares = {"all": 0.5, "sex:man": 0.004, "sex:woman": 0.6}
    frame = pl.DataFrame([
        {"gate": f"gate {k}", "group": group, "who": LABELS[group], "value": value, "ratio": value / 0.6}
        for k in range(gates) for group, value in shares.items()
    ])  # fmt: skip
    layers: list[dict[str, Any]] = figures()["gates_by_group"].draw(frame, width).to_dict()["layer"]
    return layers


@pytest.mark.parametrize(("gates", "across"), [(4, "gate"), (24, "who")])
def test_what_there_is_less_of_stands_across(gates: int, across: str) -> None:
    assert {layer["encoding"]["x"]["field"] for layer in drawn(gates, WIDE)} == {across}


def test_numbers_of_many_gates_are_left_out_on_a_phone_and_the_outline_stays() -> None:
    wide, narrow = drawn(24, WIDE), drawn(24, NARROW)
    assert [layer["mark"]["type"] for layer in wide] == ["rect", "rect", "text"]
    assert [layer["mark"]["type"] for layer in narrow] == ["rect", "rect"]
    assert narrow[1]["transform"] == [{"filter": "datum.below"}]


def test_a_share_that_is_not_nought_is_not_written_as_nought() -> None:
    texts = figures()["gates_by_group"].draw(pl.DataFrame([
        {"gate": f"gate {k}", "group": "all", "who": LABELS["all"], "value": value, "ratio": 1.0}
        for k, value in enumerate((0.0, 0.004, 0.006, 1.0, 0.5, 0.5, 0.5, 0.5, 0.5))
    ]), WIDE).to_dict()["datasets"]  # fmt: skip
    assert [row["text"] for rows in texts.values() for row in rows][:4] == ["0", "<1", "1", "100"]
