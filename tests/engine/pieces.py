"""The pieces of memory that loops work on, and which of each is a citizen's own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np


@dataclass
class Piece:
    """One array of all that loops work on, and which of it is a citizen's own."""

    name: str
    array: np.ndarray
    where: str
    """``column``, ``ties``, ``start``, ``scratch``, ``panel``, or ``whole``: nobody's own."""
    poison: np.ndarray
    column: Any = None
    """The column of which these are the words, where it has some of their bits alone."""
    bits: Any = None
    """Which bits of the array it is, where not all."""

    def read(self) -> np.ndarray:
        """Give what it holds."""
        return self.array.copy() if self.bits is None else self.array & self.bits

    def put(self, values: np.ndarray) -> None:
        """Let it hold this, and whoever has other bits of the same words what they held."""
        self.array[...] = values if self.bits is None else (self.array & ~self.bits) | values

    def share(self, bits: int, column: Any = None) -> Piece:
        """Give the piece that is some of its bits."""
        some = self.array.dtype.type(bits)
        return replace(self, column=column, bits=some, poison=self.poison & some)

    def own(self, i: int, start: np.ndarray) -> Any:
        """Give the part of it that is the citizen's own: an index."""
        if self.where == "column":
            return (..., i)
        if self.where == "ties":
            return slice(int(start[i]), int(start[i + 1]))
        return {"start": slice(i, i + 2), "scratch": slice(0, 1), "panel": slice(i, i + 1)}.get(self.where, ...)
