"""Reading ahead: for which numbers of others a loop asks memory some citizens before it reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from demerit.base.bit_column import words_of
from demerit.base.loom import Ahead
from demerit.engine.asking import asked
from demerit.institutions import columns

if TYPE_CHECKING:
    from demerit.engine.binding import Memory

Names = Mapping[str, tuple[str, ...]]
"""Column that names others, or ``friend`` -> what is read of whom it names; ``signs`` the words of `Signs`."""
NOTHING: Names = {}


def read_ahead(memory: Memory, function: Any, names: Names, parity: int) -> tuple[Ahead, ...]:
    """Give what a function reads of others, of what `names` says, as far as institutions are open.

    Columns that stand in the same words are asked for once.

    Raises
    ------
    ValueError
        The function does not ask for what is said here that it reads.
    """
    kinds = asked(function)
    fields = {*kinds, *(field for kind in kinds.values() for field in getattr(kind, "_fields", ()))}
    unasked = sorted({one for name, read in names.items() for one in (name, *read)} - fields)
    if unasked:
        who = f"{function.__module__}.{function.__name__}"
        raise ValueError(f"{who} is said to read {', '.join(unasked)} ahead, and does not ask for it: mend `ahead`")
    found = []
    for name, read in names.items():
        if name in columns() and name not in memory.world.more:
            continue
        of = [memory.column(one, parity) for one in read if one != "signs"]
        of += memory.signs.words if "signs" in read else ()
        apart = {id(words_of(column)): column for column in of}
        start = memory.world.start if name == "friend" else None
        found.append(Ahead(memory.column(name, parity), tuple(apart.values()), start))
    return tuple(found)
