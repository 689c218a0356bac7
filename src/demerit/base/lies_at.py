"""Where an array lies: asked some thousand times in the life of a small world."""

from __future__ import annotations

import ctypes
import sys
from typing import Any

import numpy as np
from numpy.typing import NDArray

HEAD = object.__basicsize__
"""Bytes of what every object begins with; of an array its address comes next (NumPy's ``PyArrayObject_fields``)."""
_word = ctypes.c_ssize_t.from_address


def asked(array: NDArray[Any]) -> int:
    """Give where an array lies, as NumPy tells it."""
    return int(array.__array_interface__["data"][0])


def looked_up(array: NDArray[Any]) -> int:
    """Give where an array lies, as it stands in the array itself: a seventh of the time."""
    return _word(id(array) + HEAD).value


def agree() -> bool:
    """Say whether both ways come to the same here: that an `id` is an address is CPython's alone."""
    some = np.zeros((3, 5), np.int16)
    held = some, some[1], some[1:, 2:], np.zeros(0), np.empty((), np.int64)
    return sys.implementation.name == "cpython" and all(looked_up(array) == asked(array) for array in held)


lies_at = looked_up if agree() else asked
"""Give where an array lies."""
