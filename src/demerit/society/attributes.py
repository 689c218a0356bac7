"""Attributes of an edge list's members: those that the society knows, by its own names, within their ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.base.number_of import number_of
from demerit.errors import SocietyError
from demerit.society.cells import Cells, read_cells
from demerit.society.citizens import ADULT_AGE
from demerit.society.headings import KEYS
from demerit.society.places import PROVINCES, by_province
from demerit.society.whole import mistakes_of, whole

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

RANGES = {
    "sex": (0, 1),
    "age": (ADULT_AGE, 100),
    "education": (0, 5),
    "urban": (0, 1),
    "online": (0, 1),
    "party": (0, 1),
    "province": (11, 65),
    "group": (0, len(PROVINCES) - 1),
}
"""Attributes, and the values they may have; yes is 1 and no is 0. ``province`` is a code of GB/T 2260 (11 Beijing ..
65 Xinjiang), whatever else stands in the column; ``group``, an anonymous mark, stands for the province of that row."""


def read_attributes(path: Path, ids: NDArray[np.int64]) -> tuple[dict[str, NDArray[np.int64]], int]:
    """Read attributes by id; give each column in the order of `ids`, and how many rows serve nobody of them.

    Raises
    ------
    SocietyError
        A column that is not known, a value outside its range, an id twice, a member without a row. Columns are told
        by their place: what else they are called stays unsaid.
    """
    table = read_cells(path)
    table = table._replace(names=table.names or table.above)
    key, known = _columns(path, table)
    wrong = mistakes_of(table, key, "id")
    wrong += [words for place in known.values() for words in mistakes_of(table, place, "value")]
    if wrong:
        raise SocietyError(f"{path}: {' '.join(wrong)}")
    rows = whole(table.columns[key])
    given = {name: whole(table.columns[place]) for name, place in known.items()}
    for name, column in given.items():
        _within(path, table, name, known[name], column)
    order = np.argsort(rows, kind="stable")
    if doubled := len(rows) - len(np.unique(rows)):
        told = number_of(doubled, "id stands", "ids stand")
        raise SocietyError(f"{path}: {told} more than once in column {key + 1}. Keep one row each.")
    place_of = np.minimum(np.searchsorted(rows[order], ids), len(rows) - 1)
    if missing := int((rows[order][place_of] != ids).sum()):
        raise SocietyError(
            f"{path}: {missing:,} of {number_of(len(ids), 'member')} of the graph "
            f"{'has' if missing == 1 else 'have'} no row. Add {'it' if missing == 1 else 'them'}."
        )
    return {name: column[order][place_of] for name, column in given.items()}, len(rows) - len(ids)


def _columns(path: Path, table: Cells) -> tuple[int, dict[str, int]]:
    """Give the place of the ids and of each attribute."""
    if table.names is None:
        raise SocietyError(
            f"{path}: row 1 holds numbers, and attributes are read by name. Write a header: id, then any of "
            f"{', '.join(RANGES)}."
        )
    keys = [place for place, name in enumerate(table.names) if name in KEYS]
    known = {name: place for place, name in enumerate(table.names) if name in RANGES}
    strange = [place + 1 for place, name in enumerate(table.names) if name not in RANGES and name not in KEYS]
    if strange:
        unnamed = [place for place in strange if not table.names[place - 1]]
        bare = f" ({'it has' if unnamed == strange == unnamed[:1] else 'some have'} no name)" if unnamed else ""
        raise SocietyError(
            f"{path}: {'column' if len(strange) == 1 else 'columns'} {', '.join(map(str, strange))} of "
            f"{len(table.names)}{bare} {'is' if len(strange) == 1 else 'are'} none that a society knows: "
            f"{', '.join(RANGES)}. Remove what is none of these; an anonymous mark of 0 to {len(PROVINCES) - 1} may be "
            "called group."
        )
    if len(keys) != 1:
        called = number_of(len(keys), "column is", "columns are")
        raise SocietyError(f"{path}: {called} called like an id. Call one of them id.")
    if len(known) < len(table.names) - 1:
        raise SocietyError(f"{path}: two columns have the same name. Keep one.")
    if not known:
        raise SocietyError(f"{path}: no attribute stands beside the ids. There may be: {', '.join(RANGES)}.")
    if "province" in known and "group" in known:
        raise SocietyError(f"{path}: province and group both say where a member lives. Keep one of them.")
    return keys[0], known


def _within(path: Path, table: Cells, name: str, place: int, column: NDArray[np.int64]) -> None:
    """Refuse values that an attribute cannot have."""
    low, high = RANGES[name]
    outside = (column < low) | (column > high)
    if name == "province":
        outside |= ~np.isin(column, by_province("code").astype(np.int64))
    if n := int(outside.sum()):
        cure = (
            f"They are codes of GB/T 2260, 11 (Beijing) to 65 (Xinjiang). Numbers of another kind, 0 to "
            f"{len(PROVINCES) - 1}, may be called group."
            if name == "province"
            else "Mend them, or remove the column."
        )
        raise SocietyError(
            f"{path}: {number_of(n, 'value')} of {name!r} (column {place + 1}) "
            f"{'lies' if n == 1 else 'lie'} outside {low} .. {high}, first in line "
            f"{table.lines[int(outside.argmax())]}. {cure}"
        )
