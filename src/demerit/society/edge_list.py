"""Read an edge list and attributes by id: whole numbers only, every mistake counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from demerit.errors import SocietyError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

from demerit.society.citizens import Column

MOST_TIES = 2000
"""Most ties a citizen of an imported society may have."""
ENDS = (("u", "v"), ("source", "target"))
_YES_NO = {"yes": 1, "no": 0, "true": 1, "false": 0}


class EdgeList(NamedTuple):
    """A graph with its ids made compact."""

    ids: NDArray[np.int64]
    """The file's id of every member, sorted."""
    u: NDArray[np.int64]
    """First ends, places in `ids`."""
    v: NDArray[np.int64]
    """Second ends."""
    dropped: int
    """Self-loops and doubled edges left out by ``--clean``."""


def read_table(path: Path) -> pl.DataFrame:
    """Read a table by its extension; refuse what is no table."""
    if not path.is_file():
        raise SocietyError(f"{path}: no such file. Give a .csv, .tsv or .parquet with one tie a row.")
    ending = path.suffix.lower()
    if ending not in (".csv", ".tsv", ".parquet"):
        raise SocietyError(f"{path}: unknown kind of file {ending!r}. Give a .csv, .tsv or .parquet.")
    try:
        if ending == ".parquet":
            return pl.read_parquet(path)
        separator = "," if ending == ".csv" else "\t"
        frame = pl.read_csv(path, separator=separator, infer_schema_length=None)
        if all(name.strip().lstrip("-").isdigit() for name in frame.columns):  # the first row is no header
            frame = pl.read_csv(path, separator=separator, infer_schema_length=None, has_header=False)
    except pl.exceptions.NoDataError:
        raise SocietyError(f"{path}: no rows. Give one tie a row, two whole-number ids each.") from None
    except (pl.exceptions.PolarsError, OSError, ValueError) as mistake:
        why = str(mistake).splitlines()[0]
        raise SocietyError(f"{path}: the bytes are no {ending[1:]} table ({why}).") from None
    return frame


def _ids(path: Path, column: pl.Series) -> NDArray[np.int64]:
    """Give a column of ids, or say why they cannot be ids."""
    if not column.dtype.is_integer():
        raise SocietyError(
            f"{path}: column {column.name!r} holds {column.dtype}, not whole numbers. Ids "
            f"that are text may be names of "
            "persons and are refused; number the members instead."
        )
    if missing := column.null_count():
        raise SocietyError(f"{path}: {missing:,} empty ids in column {column.name!r}. Remove or fill these rows.")
    if column.dtype in (pl.UInt64, pl.Int128) and int(column.max() or 0) >= 2**63:  # type: ignore[arg-type]
        raise SocietyError(f"{path}: ids in column {column.name!r} pass 2^63. Number the members from 0.")
    ids = column.cast(pl.Int64).to_numpy()
    if negative := int((ids < 0).sum()):
        raise SocietyError(f"{path}: {negative:,} negative ids in column {column.name!r}. Ids start at 0.")
    return ids


def _ends(path: Path, frame: pl.DataFrame) -> tuple[str, str]:
    """Give the names of the two columns of ends."""
    for pair in ENDS:
        if all(name in frame.columns for name in pair):
            return pair
    if frame.width < 2:
        listed = ", ".join(frame.columns) or "none"
        raise SocietyError(
            f"{path}: two columns are needed (u,v or source,target or the first two); there is: {listed}."
        )
    return frame.columns[0], frame.columns[1]


def read_edges(path: Path, clean: bool) -> EdgeList:
    """Read an edge list.

    Parameters
    ----------
    path
        A .csv, .tsv or .parquet; columns ``u,v``, ``source,target`` or the first two.
    clean
        Drop self-loops and doubled edges instead of refusing them.
    """
    frame = read_table(path)
    ends = _ends(path, frame)
    if not frame.height:
        raise SocietyError(f"{path}: no rows. Give one tie a row, two whole-number ids each.")
    u, v = (_ids(path, frame[name]) for name in ends)
    ids, compact = np.unique(np.concatenate([u, v]), return_inverse=True)
    low = np.minimum(compact[: len(u)], compact[len(u) :])
    high = np.maximum(compact[: len(u)], compact[len(u) :])
    loops = low == high
    pair = np.unique(low[~loops] * len(ids) + high[~loops])
    n_loops, doubled = int(loops.sum()), int((~loops).sum()) - len(pair)
    if (n_loops or doubled) and not clean:
        raise SocietyError(
            f"{path}: {n_loops:,} self-loops and {doubled:,} doubled edges (a,b and b,a are the same tie). "
            "With --clean they are dropped."
        )
    if not len(pair):
        raise SocietyError(f"{path}: no ties are left without self-loops.")
    low, high = pair // len(ids), pair % len(ids)
    _check_degrees(path, ids, np.bincount(low, minlength=len(ids)) + np.bincount(high, minlength=len(ids)))
    tied = np.unique(np.concatenate([low, high]))  # who only had self-loops is left out
    return EdgeList(ids[tied], np.searchsorted(tied, low), np.searchsorted(tied, high), n_loops + doubled)


def _check_degrees(path: Path, ids: Column, degree: Column) -> None:
    over = np.flatnonzero(degree > MOST_TIES)
    if len(over):
        worst = int(degree.argmax())
        raise SocietyError(
            f"{path}: {len(over):,} members have more than {MOST_TIES:,} ties (id "
            f"{ids[worst]} has {degree[worst]:,}). "
            "Such hubs are no friendships; leave them out of the list."
        )


def read_attributes(path: Path, ids: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
    """Read attributes by id, whole numbers or yes/no only, and give each column in the order of `ids`.

    The column of ids is ``id``, or else the first.
    """
    frame = read_table(path)
    if frame.width < 2 or not frame.height:
        raise SocietyError(f"{path}: a column of ids and at least one attribute are needed, and at least one row.")
    key = "id" if "id" in frame.columns else frame.columns[0]
    known = _ids(path, frame[key])
    order = np.argsort(known, kind="stable")
    if doubled := len(known) - len(np.unique(known)):
        raise SocietyError(f"{path}: {doubled:,} ids stand more than once in column {key!r}. Keep one row each.")
    place = np.minimum(np.searchsorted(known[order], ids), len(known) - 1)
    missing = int((known[order][place] != ids).sum())
    if missing:
        raise SocietyError(f"{path}: {missing:,} of {len(ids):,} members of the graph have no row. Add them.")
    return {name: _whole(path, frame[name])[order][place] for name in frame.columns if name != key}


def _whole(path: Path, column: pl.Series) -> NDArray[np.int64]:
    """Give an attribute as whole numbers; yes and no become 1 and 0."""
    if column.dtype == pl.String:
        lower = column.str.to_lowercase()
        if lower.is_in(list(_YES_NO)).all():
            column = lower.replace_strict(_YES_NO, return_dtype=pl.Int64).alias(column.name)
    if not (column.dtype.is_integer() or column.dtype == pl.Boolean) or column.null_count():
        empty = f", {column.null_count():,} of them empty" if column.null_count() else ""
        raise SocietyError(
            f"{path}: attribute {column.name!r} holds {column.dtype}{empty}; only whole "
            f"numbers or yes/no are read, "
            "because anything else may describe a person. Remove the column."
        )
    return column.cast(pl.Int64, strict=False).fill_null(0).to_numpy()
