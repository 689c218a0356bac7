"""The cells of a table of numbers: what lines hold, by which sign they are parted, and what was left out of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from demerit.base.number_of import number_of
from demerit.errors import SocietyError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

FORMS = ("snap", "konect", "netzschleuder")
"""Published forms of edge lists: ``#`` and blanks; ``%`` and blanks; ``# source, target`` and commas."""
ENDINGS = (".csv", ".tsv", ".parquet")
SIGNS = ("\t", ";", "|", ",")
"""What may part cells, besides blanks; in this order, since a comma may stand in a number."""
NUMBER = r"^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?$"
"""What a number looks like, in the cells of row 1 and elsewhere."""
PACKED = {b"\x1f\x8b": "gzip", b"PK": "zip", b"BZh": "bzip2", b"\xfd7zXZ": "xz", b"7z\xbc\xaf": "7z"}
_BLANKS = " \t\r\xa0﻿"


class Cells(NamedTuple):
    """A table as the file holds it; names stay among the modules that read."""

    names: tuple[str, ...] | None
    """What the columns are called, letters and digits in lower case only; None where row 1 is data."""
    above: tuple[str, ...] | None
    """The words of the last remark above the data, where there is one for each column and row 1 is data."""
    columns: tuple[pl.Series, ...]
    """The cells of each column as stripped text, ``""`` for none."""
    lines: NDArray[np.int64]
    """The line of the file, or row of the parquet table, of each row, from 1."""
    blank: int
    """Lines that hold nothing."""
    comments: int
    """Lines that begin with ``#`` or ``%``."""


def read_cells(path: Path, form: str | None = None) -> Cells:
    """Read a table: .csv and .tsv by the sign that parts every line alike, .parquet by its columns.

    Raises
    ------
    SocietyError
        No such file, no such form, no table. No cell of the file is repeated.
    """
    if form is not None and form not in FORMS:
        raise SocietyError(f"--format {form}: no such form. There are: {', '.join(FORMS)}.")
    if not path.is_file():
        what = "no ordinary file" if path.exists() else "no such file"
        raise SocietyError(f"{path}: {what}. Give a .csv, .tsv or .parquet with one tie a row.")
    ending = path.suffix.lower()
    if form is None and ending not in ENDINGS:
        raise SocietyError(
            f"{path}: unknown kind of file {ending!r}. Give a .csv, .tsv or .parquet (unpacked), or say in which form "
            f"it was published: --format {', '.join(FORMS)}."
        )
    return _parquet(path) if form is None and ending == ".parquet" else _text(path, form, ending)


def plain_name(written: str) -> str:
    """Give a column's name without case, blanks and signs."""
    return re.sub(r"[^a-z0-9]", "", written.lower())


def _parquet(path: Path) -> Cells:
    """Read a parquet table; whole numbers, floats, yes and no, and text become cells, all else is refused."""
    try:
        frame = pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError, ValueError):
        raise SocietyError(f"{path}: the bytes are no parquet table. Write it anew.") from None
    for place, dtype in enumerate(frame.dtypes, 1):
        if not (dtype.is_numeric() or dtype in (pl.Boolean, pl.String, pl.Null)):
            raise SocietyError(f"{path}: column {place} holds neither numbers nor yes and no. Remove the column.")
    if not frame.height:
        raise SocietyError(_no_rows(path))
    columns = tuple(_stripped(frame[name].cast(pl.String).fill_null("")) for name in frame.columns)
    lines = np.arange(1, frame.height + 1)
    return Cells(tuple(plain_name(name) for name in frame.columns), None, columns, lines, 0, 0)


def _no_rows(path: Path) -> str:
    return f"{path}: no rows. Give one tie a row, two whole-number ids each."


def _text(path: Path, form: str | None, ending: str) -> Cells:
    """Read a table of text."""
    written = pl.Series("line", _decoded(path).split("\n")).str.strip_chars_end("\r")
    numbers = np.arange(1, len(written) + 1)
    bare = written.str.strip_chars(_BLANKS + '"' + "".join(SIGNS))
    blank = (bare == "").to_numpy()
    remark = written.str.strip_chars_start(_BLANKS).str.contains(r"^[#%]").to_numpy() & ~blank
    _of_one_kind(path, written, remark)
    kept = ~blank & ~remark
    if not kept.any():
        raise SocietyError(_no_rows(path))
    rows, lines = written.filter(pl.Series(kept)), numbers[kept]
    sign = _sign(rows, form, ending)
    columns = _parted(path, rows, lines, sign)
    first = [str(column[0]) for column in columns]
    names = above = None
    if not any(re.match(NUMBER, cell) for cell in first):
        names, columns, lines = tuple(map(plain_name, first)), tuple(c[1:] for c in columns), lines[1:]
        if not len(lines):
            raise SocietyError(_no_rows(path))
    elif (before := remark & (numbers < lines[0])).any():
        above = _words(str(written[int(np.flatnonzero(before)[-1])]), sign, len(columns))
    last = len(written) - int(written[-1] == "")  # what stands behind the last line's end is no line
    return Cells(names, above, columns, lines, int(blank[:last].sum()), int(remark.sum()))


def _decoded(path: Path) -> str:
    """Give the text of a file: UTF-8, UTF-16 with its mark, or any encoding whose digits are those of ASCII."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise SocietyError(f"{path} cannot be read: {error.strerror or 'the disk refuses'}.") from None
    if packed := next((name for mark, name in PACKED.items() if raw.startswith(mark)), None):
        raise SocietyError(f"{path}: the bytes are packed ({packed}). Unpack the file first.")
    try:
        if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
            text = raw.decode("utf-16")
        else:
            text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    if "\0" in text:
        raise SocietyError(f"{path}: the bytes are no text table (zero bytes in it). Save it as UTF-8.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _of_one_kind(path: Path, written: pl.Series, remark: NDArray[np.bool_]) -> None:
    """Refuse a KONECT graph of two kinds of members, where 1 on the left is not 1 on the right."""
    if remark.any() and written[int(remark.argmax())].lstrip("%# \t").lower().startswith("bip"):
        raise SocietyError(
            f"{path}: the first line says that the graph has two kinds of members (bip). Ties between people need "
            "one kind: choose another graph, or project this one."
        )


def _sign(rows: pl.Series, form: str | None, ending: str) -> str:
    """Give the sign that parts every line into the same number of cells; ``" "`` stands for any blanks."""
    if form in ("snap", "konect"):
        return " "
    found = {sign: rows.str.count_matches(sign, literal=True) for sign in SIGNS}
    alike = [sign for sign in SIGNS if found[sign].min() == found[sign].max() != 0]
    if alike and rows.str.contains(r"\d +\d").any() and _by_blanks(rows):
        return " "
    if alike:
        return alike[0]
    if _by_blanks(rows):
        return " "
    common = {".csv": ",", ".tsv": "\t"}.get(ending, "")
    return max(SIGNS, key=lambda sign: (int((found[sign] > 0).sum()), sign == common))


def _by_blanks(rows: pl.Series) -> bool:
    """Say whether blanks part every line into the same number of cells, two or more."""
    cells = rows.str.strip_chars(_BLANKS).str.count_matches(r"\s+")
    return bool(cells.min() == cells.max() != 0)


def _parted(path: Path, rows: pl.Series, lines: NDArray[np.int64], sign: str) -> tuple[pl.Series, ...]:
    """Give the columns of rows, or say which line has another number of cells."""
    if sign == " ":
        rows = rows.str.strip_chars(_BLANKS).str.replace_all(r"\s+", " ")
    counts = (rows.str.count_matches(sign, literal=True) + 1).to_numpy()
    wide = int(counts[0])
    if (other := counts != wide).any():
        at, n = int(other.argmax()), int(other.sum())
        row_names = n == len(rows) - 1 and bool((counts[1:] == wide + 1).all())
        raise SocietyError(
            f"{path}:{lines[at]}: {number_of(int(counts[at]), 'cell')} where line {lines[0]} has {wide}, in {n:,} of "
            f"{number_of(len(rows), 'line')}. "
            + ("Is a row's name written before it? Write the table without." if row_names else "Mend or remove them.")
        )
    if wide < 2:
        return (_stripped(rows),)
    parted = rows.str.split_exact(sign, wide - 1).struct.unnest()
    return tuple(_stripped(parted[name]) for name in parted.columns)


def _stripped(column: pl.Series) -> pl.Series:
    """Give cells without the blanks and marks around them."""
    bare = column.str.strip_chars(_BLANKS)
    return bare.str.replace(r"""^(?:"(.*)"|'(.*)')$""", "$1$2").str.strip_chars(_BLANKS)


def _words(written: str, sign: str, wide: int) -> tuple[str, ...] | None:
    """Give the words of a remark, where there is one for each column."""
    inner = written.strip(_BLANKS)[1:].strip(_BLANKS if sign == " " else " \r")
    found = inner.split() if sign == " " else inner.split(sign)
    if len(found) != wide or any(re.match(NUMBER, cell.strip(_BLANKS)) for cell in found):
        return None
    return tuple(map(plain_name, found))
