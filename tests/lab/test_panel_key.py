"""The key to the panel: every column of every scheme's panel is told, by the code that makes it."""

from __future__ import annotations

import polars as pl
import pytest

import demerit
from demerit.engine.world import COLUMNS
from demerit.errors import InputError
from demerit.lab.panel_key import of_the_world, panel_key


@pytest.mark.parametrize("scheme", ["article_2015", "null", "rongcheng", "federated"])
def test_every_column_is_told(scheme: str) -> None:
    """In the order of the panel, none without words."""
    run = demerit.live(scheme, recipe="village", people=60, weeks=4)
    key = panel_key(run)
    assert key["column"].to_list() == run.panel.columns
    assert key.filter(pl.col("meaning").str.len_chars() < 5)["column"].to_list() == []
    assert key.filter(pl.col("from") == "")["column"].to_list() == []
    assert key.equals(panel_key(scheme))


def test_codes_are_those_of_the_panel() -> None:
    """As many codes as the column has numbers."""
    run = demerit.live("null", recipe="china_2015", people=600, weeks=4)
    told = dict(panel_key(run).select("column", "meaning").iter_rows())
    for column in ("sex", "age_band", "occupation", "province"):
        codes = told[column].split(". ", 1)[1].rstrip(".").split(", ")
        assert [code.split(" ")[0] for code in codes] == [str(k) for k in range(len(codes))]
        assert 0 <= run.panel[column].max() < len(codes)  # type: ignore[operator]


def test_the_words_are_those_below_the_columns_of_a_world() -> None:
    """Each column of the world has some."""
    assert set(COLUMNS) <= set(of_the_world())


def test_what_is_no_run_is_refused() -> None:
    """In words."""
    with pytest.raises(InputError, match="give a run, or the name of a scheme"):
        panel_key(3)  # type: ignore[arg-type]
