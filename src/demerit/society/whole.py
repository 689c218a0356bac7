"""Cells as whole numbers, or what keeps them from being that, counted and without repeating a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from demerit.society.cells import NUMBER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from demerit.society.cells import Cells

WHOLE = r"^\d+(?:\.0*)?$"
"""A whole number as ids are written, with the ``.0`` that a data frame with holes puts behind it."""
NOTHING = ("", "na", "nan", "null", "none", "inf", "-inf", "+inf")
"""Cells that stand for a number that is not there."""
YES_NO = {"yes": 1, "no": 0, "true": 1, "false": 0}
MOST = 2**63 - 1
EXACT = 2**53
"""Whole numbers below this survive being a float."""


def whole(column: pl.Series) -> NDArray[np.int64]:
    """Give cells, all of which are whole numbers or yes and no, as numbers."""
    words = column.str.to_lowercase().replace({word: str(number) for word, number in YES_NO.items()})
    return words.str.replace(r"\.0*$", "").cast(pl.Int64).to_numpy()


def only_numbers(column: pl.Series) -> bool:
    """Say whether every cell is a number, yes or no, or nothing."""
    return bool(is_number(column).all())


def is_number(column: pl.Series) -> pl.Series:
    """Say of each cell whether it is a number, yes or no, or nothing."""
    lower = column.str.to_lowercase()
    return lower.str.contains(NUMBER) | lower.is_in([*NOTHING, *YES_NO])


def mistakes_of(table: Cells, place: int, what: str) -> list[str]:
    """Say what keeps a column's cells from being whole numbers, each kind once: how many, first in which line.

    Parameters
    ----------
    table
        The table that was read.
    place
        The column's place, from 0.
    what
        What its cells are: ``id`` or ``value``; only values may be yes and no.
    """
    column = table.columns[place]
    lower = column.str.to_lowercase()
    empty = lower.is_in(list(NOTHING))
    fits = column.str.contains(WHOLE)
    answers = lower.is_in(list(YES_NO)) if what != "id" else empty & False
    number = column.str.contains(NUMBER)
    plain = column.str.replace(r"\.0*$", "").str.strip_chars_start("0")
    big = fits & _passes(plain, MOST)
    rounded = fits & column.str.contains(".", literal=True) & ~big & _passes(plain, EXACT)
    kinds = (
        (empty, "empty {}", "Remove or fill these rows."),
        (number & column.str.starts_with("-"), "negative {}", "Numbers start at 0."),
        (number & column.str.contains(r"(?i)e") & ~column.str.starts_with("-"), "{} with an exponent",
         "Digits may be lost: write whole numbers."),
        (number & ~fits & ~column.str.contains(r"(?i)e|^-"), "{} that are not whole numbers",
         "Write whole numbers without sign or fraction."),
        (big, "{} that pass 2^63", "Number the members from 0."),
        (rounded, "{} that end in .0 and pass 2^53", "Digits are lost: write whole numbers."),
        (~(empty | number | answers), "{} that are not whole numbers but text",
         "Text may be names of persons and is refused; number the members instead." if what == "id" else
         "Anything but whole numbers and yes or no may describe a person. Remove the column."),
    )  # fmt: skip
    return [_told(table, place, mask, named, what, cure) for mask, named, cure in kinds if mask.any()]


def _passes(digits: pl.Series, most: int) -> pl.Series:
    """Say of each cell of digits, no nought before them, whether it is above `most`."""
    limit = str(most)
    length = digits.str.len_chars()
    return (length > len(limit)) | ((length == len(limit)) & (digits > limit))


def _told(table: Cells, place: int, mask: pl.Series, named: str, what: str, cure: str) -> str:
    """Give one mistake in words."""
    n, at = int(mask.sum()), int(mask.to_numpy().argmax())
    counted = f"{n:,} {named.format(what if n == 1 else what + 's')}"
    if n == 1:
        counted = counted.replace(" that are not whole numbers but text", " that is text, not a whole number").replace(
            " that are not whole numbers", " that is not a whole number").replace(" pass ", " passes ").replace(
            " end in", " ends in")  # fmt: skip
    return f"Column {place + 1} holds {counted}, first in line {table.lines[at]}. {cure}"

