"""A comparison is made again over other societies, in one table."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.errors import InputError, UnknownName
from demerit.lab.living import live
from demerit.lab.measuring import between
from demerit.lab.order import Order
from demerit.lab.probing.societies import elsewhere

A, B = (Order(name, people=120, weeks=8) for name in ("article_2015", "null"))


def test_every_society_has_its_headlines_and_they_are_those_of_a_comparison(tmp_path: Path) -> None:
    edges = tmp_path / "ring.csv"
    edges.write_text("a,b\n" + "".join(f"{k},{(k + 1) % 60}\n" for k in range(60)), encoding="utf-8")
    told = elsewhere(A, B, names=("village", "blocks"), edges=(str(edges),), seeds=1)
    assert told.societies == {"village": 120, "blocks": 120, "ring": 60}
    rows = {(row["society"], row["name"]): row for row in told.rows.iter_rows(named=True)}
    own = between(*(live(order.with_(recipe="blocks")) for order in (A, B)))
    for row in own.filter(own["group"] == "all").iter_rows(named=True):
        if ("blocks", row["name"]) in rows and row["delta"] is not None:
            found = rows["blocks", row["name"]]
            assert (found["value"], found["base"]) == (row["a"], row["b"])
            assert found["delta"] == pytest.approx(row["delta"])
    assert rows["ring", "degree.mean"]["base"] != rows["village", "degree.mean"]["base"]
    agree, of = told.same_sign("silence.praise.rate")
    assert 0 <= agree <= of == 3


def test_what_is_no_society_is_refused() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'village'"):
        elsewhere(A, B, names=("vilage",))
    with pytest.raises(InputError, match="--seeds 0"):
        elsewhere(A, B, seeds=0)
