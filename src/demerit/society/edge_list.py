"""Read an edge list: whole numbers only, every mistake counted, no id repeated."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from demerit.base.number_of import number_of
from demerit.errors import SocietyError
from demerit.society.cells import Cells, read_cells
from demerit.society.headings import ENDS_TOLD, ends_of
from demerit.society.whole import is_number, mistakes_of, only_numbers, whole

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

MOST_TIES = 2000
"""Most ties a citizen of an imported society may have."""
HUBS = ("refuse", "drop")
"""What is done about a member with more ties: the list is refused, or the member left out."""
TIMES = ((300_000_000, 5_000_000_000), (300_000_000_000, 5_000_000_000_000))
"""What seconds and milliseconds since 1970 look like: 1979 to 2128."""


class EdgeList(NamedTuple):
    """A graph whose members are numbered from 0."""

    ids: NDArray[np.int64]
    """The file's id of every member, sorted; for `read_attributes` alone."""
    u: NDArray[np.int64]
    """First ends, places in `ids`."""
    v: NDArray[np.int64]
    """Second ends."""
    told: dict[str, int]
    """What was read and what was left out, as numbers."""


def read_edges(path: Path, clean: bool, form: str | None = None, hubs: str = "refuse") -> EdgeList:
    """Read an edge list.

    Parameters
    ----------
    path
        A .csv, .tsv or .parquet, or a file of a published form. The ends stand in the two columns that are called
        like ends, or in the first two where row 1 is data.
    clean
        Drop self-loops and doubled edges instead of refusing them.
    form
        One of `FORMS`, or None.
    hubs
        ``drop`` leaves out members with more than `MOST_TIES` ties, and those who then have none.

    Raises
    ------
    SocietyError
        Everything that is wrong with the table, by column and first line.
    """
    if hubs not in HUBS:
        raise SocietyError(f"--hubs {hubs}: no such way. There are: {', '.join(HUBS)}.")
    table = read_cells(path, form)
    ends = _ends(path, table)
    wrong = [words for place in ends for words in mistakes_of(table, place, "id")]
    wrong += _two_ways(table, ends)
    wrong += [words for place in range(len(table.columns)) if place not in ends for words in _further(table, place)]
    pointed = sum(int(table.columns[place].str.ends_with(".0").sum()) for place in ends)
    if wrong:
        wrong += ["Ids that end in .0 are read as whole numbers."] if pointed else []
        raise SocietyError(f"{path}: {' '.join(wrong)}")
    u, v = (whole(table.columns[place]) for place in ends)
    if table.names is None and form is None and not ends_of(table.above or ()):
        _no_count_no_time(path, u, v, len(table.columns))
    told = {"rows": len(u), "columns_left_out": len(table.columns) - 2, "blank_lines": table.blank,
            "comment_lines": table.comments, "ids_with_point": pointed}  # fmt: skip
    return _compact(path, u, v, clean, hubs, told)


def _ends(path: Path, table: Cells) -> tuple[int, int]:
    """Give the places of the two columns of ends."""
    wide = len(table.columns)
    if wide < 2:
        raise SocietyError(f"{path}: two columns are needed, one tie a row; there is one. What parts them?")
    if table.names is None:
        above = ends_of(table.above or ())
        return above[0] if len(above) == 1 else (0, 1)
    found = ends_of(table.names)
    if len(found) == 1:
        return found[0]
    unnamed = [str(place) for place, name in enumerate(table.names, 1) if not name]
    without = f" Without a name: column {', '.join(unnamed)}; row numbers are no members." if unnamed else ""
    which = "more than one pair" if found else "no two"
    raise SocietyError(
        f"{path}: {which} of its {number_of(wide, 'column')} are called like the ends of a tie "
        f"({ENDS_TOLD}; case, blanks and signs do not count).{without} Rename the two that are ends, or leave out the "
        "header: then the first two are."
    )


def _two_ways(table: Cells, ends: tuple[int, int]) -> list[str]:
    """Refuse ids of which one number is written with noughts before it and without: they may be two members."""
    ids = pl.concat([table.columns[place].str.replace(r"\.0*$", "").alias("") for place in ends])
    before = ids.str.contains(r"^0\d")
    if not before.any() or ids.n_unique() == ids.str.replace(r"^0+(\d)", "$1").n_unique():
        return []
    line = table.lines[int(before.to_numpy().argmax()) % len(table.lines)]
    return [
        f"{number_of(int(before.sum()), 'id')} with noughts before the number, first in line {line}, and the same "
        "numbers without. Write every id one way."
    ]


def _further(table: Cells, place: int) -> list[str]:
    """Say what is wrong with a column that holds no ends: numbers are left out, text is refused."""
    column = table.columns[place]
    if only_numbers(column):
        return []
    text = (~is_number(column)).to_numpy()
    return [
        f"Column {place + 1} holds text in {number_of(int(text.sum()), 'row')}, first in line "
        f"{table.lines[int(text.argmax())]}: it may describe persons. Remove the column; numbers (weights, times) are "
        "left out."
    ]


def _no_count_no_time(path: Path, u: NDArray[np.int64], v: NDArray[np.int64], wide: int) -> None:
    """Refuse a first column that counts rows, and any that tells times, where no header says what they are."""
    if wide > 2 and _counts(u):
        raise SocietyError(
            f"{path}: the numbers of column 1 are all different and go up, as row numbers do, and no header says what "
            "the columns are. Write one, for example source,target,weight."
        )
    for place, column, other in ((1, u, v), (2, v, u)):
        inside = any(low <= column.min() and column.max() <= high for low, high in TIMES)
        if inside and other.max() < TIMES[0][0]:
            raise SocietyError(
                f"{path}: the numbers of column {place} look like times (seconds or milliseconds since 1970), and no "
                "header says what the columns are. Write one, for example source,target,time."
            )


def _counts(column: NDArray[np.int64]) -> bool:
    """Say whether a column goes up from row to row, or holds 0 .. n - 1 or 1 .. n in any order."""
    ordered = np.sort(column)
    run = np.arange(len(column))
    return bool((np.diff(column) > 0).all() or any((ordered == run + first).all() for first in (0, 1)))


def _compact(
    path: Path, u: NDArray[np.int64], v: NDArray[np.int64], clean: bool, hubs: str, told: dict[str, int]
) -> EdgeList:
    """Give the graph, its members numbered from 0, without what was asked to be left out."""
    ids, compact = np.unique(np.concatenate([u, v]), return_inverse=True)
    low = np.minimum(compact[: len(u)], compact[len(u) :])
    high = np.maximum(compact[: len(u)], compact[len(u) :])
    loops = low == high
    pair = np.unique(low[~loops] * len(ids) + high[~loops])
    told |= {"loops": int(loops.sum()), "doubled": int((~loops).sum()) - len(pair)}
    if (told["loops"] or told["doubled"]) and not clean:
        raise SocietyError(
            f"{path}: {number_of(told['loops'], 'self-loop')} and {number_of(told['doubled'], 'doubled edge')} (a,b "
            "and b,a are the same tie). With --clean they are dropped."
        )
    if not len(pair):
        raise SocietyError(f"{path}: no ties are left without self-loops.")
    low, high = _without_hubs(path, pair // len(ids), pair % len(ids), hubs, told)
    tied = np.unique(np.concatenate([low, high]))
    told |= {"members": len(tied), "ties": len(low), "members_without_ties": len(ids) - len(tied) - told["hubs"]}
    return EdgeList(ids[tied], np.searchsorted(tied, low), np.searchsorted(tied, high), told)


def _without_hubs(
    path: Path, low: NDArray[np.int64], high: NDArray[np.int64], hubs: str, told: dict[str, int]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the ties without those of members who have too many, or refuse the list; ids are not named."""
    degree = np.bincount(np.concatenate([low, high]))
    many = degree > MOST_TIES
    n, most = int(many.sum()), int(degree.max())
    kept = ~(many[low] | many[high])
    told |= {"hubs": n, "ties_of_hubs": int((~kept).sum())}
    if not n:
        return low, high
    if hubs != "drop":
        raise SocietyError(
            f"{path}: {number_of(n, 'member has', 'members have')} more than {MOST_TIES:,} ties (the most: {most:,}). "
            f"Such hubs are no friendships. With --hubs drop they are left out, and their {told['ties_of_hubs']:,} of "
            f"{number_of(len(low), 'tie')} with them."
        )
    if not kept.any():
        raise SocietyError(f"{path}: no ties are left without those of members who have more than {MOST_TIES:,}.")
    return low[kept], high[kept]
