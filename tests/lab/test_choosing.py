"""Choices from a file are read as they are written: no fraction, no empty cell, no two decisions for one."""

from __future__ import annotations

import os
from pathlib import Path

import polars as pl
import pytest

from demerit.errors import InputError
from demerit.lab.choosing import choices_of
from demerit.lab.order import Order

HEAD = "week,citizen,act,deed\n"
GOOD = "0,3,speak,dissent\n"
WRONG = {
    "a fraction": ("2,1.7,serve,give\n", "row 2: citizen is '1.7', but must be a whole number"),
    "a fraction of nought": ("2,1.0,serve,give\n", "citizen is '1.0'"),
    "an empty week": (",1,serve,give\n", "row 2: week is empty"),
    "an empty citizen": ("2,,serve,give\n", "row 2: citizen is empty"),
    "an empty act": ("2,1,,give\n", "row 2: act is empty"),
    "an empty deed": (GOOD + "2,1,serve,\n", "row 3: deed is empty"),
    "a short row": (GOOD + "2,1\n", "row 3: act is empty"),
    "below nought": ("-1,1,serve,give\n", "week is '-1'"),
    "a number without an end": ("9" * 400 + ",1,serve,give\n", "(400 characters), but must be a whole number"),
    "letters": ("two,1,serve,give\n", "week is 'two'"),
    "another script's digits": ("\u0662,1,serve,give\n", "must be a whole number"),
    "contradictions": ("2,1,serve,give\n2,1,serve,none\n", "row 3: another deed, 'give', was chosen in row 2 already"),
    "the same twice": ("2,1,serve,give\n2,1,serve,give\n", "row 3: the same was chosen in row 2 already"),
    "no row": ("", "there is no choice in it"),
}


def read(file: Path) -> list[tuple[object, ...]]:
    return [tuple(choice) for choice in choices_of(Order("null", choices=str(file)))]


@pytest.mark.parametrize("case", WRONG)
def test_a_row_that_is_wrong_is_named(case: str, tmp_path: Path) -> None:
    rows, says = WRONG[case]
    (tmp_path / "c.csv").write_text(HEAD + rows, encoding="utf-8")
    with pytest.raises(InputError) as error:
        read(tmp_path / "c.csv")
    assert says in str(error.value)
    assert len(str(error.value)) < 500


def test_blanks_and_other_columns_change_nothing(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("Week , citizen,why,act,deed\n 0, 3 ,because,speak, dissent\n", encoding="utf-8")
    assert read(tmp_path / "c.csv") == [(0, 3, "speak", "dissent")]


def test_parquet_is_read_as_strictly(tmp_path: Path) -> None:
    whole = pl.DataFrame({"week": [0], "citizen": [3], "act": ["speak"], "deed": ["dissent"]})
    whole.write_parquet(tmp_path / "c.parquet")
    assert read(tmp_path / "c.parquet") == [(0, 3, "speak", "dissent")]
    for column in ({"citizen": [1.5]}, {"citizen": [None]}, {"deed": [None]}, {"week": [[1]]}):
        whole.with_columns(**{k: pl.Series(v) for k, v in column.items()}).write_parquet(tmp_path / "d.parquet")
        with pytest.raises(InputError):
            read(tmp_path / "d.parquet")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"week,citizen\n1,2\n", b"PAR1", b"\x00" * 99])
@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_what_is_no_table_is_said_so(content: bytes, suffix: str, tmp_path: Path) -> None:
    (tmp_path / f"c.{suffix}").write_bytes(content)
    with pytest.raises(InputError):
        read(tmp_path / f"c.{suffix}")


def test_a_pipe_is_no_table(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "c.csv")
    with pytest.raises(InputError, match="no ordinary file"):
        read(tmp_path / "c.csv")
