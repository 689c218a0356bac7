"""Loops as plain Python: functions without the compiler, and arrays whose elements are plain ints."""

from __future__ import annotations

from types import FunctionType
from typing import Any

from demerit.base import ahead
from demerit.base.draws import four_words, mixed_pair, mixed_pair_of_ints, philox
from demerit.base.loom_parts import Array

IN_PYTHON: dict[Any, Any] = {philox: four_words, mixed_pair: mixed_pair_of_ints}
"""What Python has a form of its own for: words of 32 bits that run over are slow there, and warn."""


class Ints:
    """An array whose elements are plain ints: what functions of one row are handed where nothing is compiled."""

    def __init__(self, array: Array, first: int = 0) -> None:
        self.array, self.first = array, first
        self.shape = array.shape

    def _place(self, at: Any) -> Any:
        if isinstance(at, tuple):
            return (*at[:-1], int(at[-1]) - self.first)
        return int(at) - self.first

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return Ints(self.array[at], self.first)
        if self.array.ndim > 1 and not isinstance(at, tuple):
            return Ints(self.array[int(at)], self.first)
        return int(self.array[self._place(at)])

    def __setitem__(self, at: Any, value: Any) -> None:
        if self.array.dtype.kind == "u":
            value = int(value) & ((1 << (8 * self.array.dtype.itemsize)) - 1)
        self.array[self._place(at)] = value

    def __len__(self) -> int:
        return len(self.array)


class IntBits:
    """A `BitColumn` whose numbers are plain ints."""

    def __init__(self, words: Ints, shift: int, mask: int, less: int) -> None:
        self.words, self.shift, self.mask, self.less = words, shift, mask, less
        self.shape = words.shape

    def __getitem__(self, at: Any) -> int:
        return int((self.words[at] >> self.shift) & self.mask) - self.less

    def __setitem__(self, at: Any, value: Any) -> None:
        bits = ((int(value) + self.less) & self.mask) << self.shift
        self.words[at] = self.words[at] & ~(self.mask << self.shift) | bits

    def __len__(self) -> int:
        return len(self.words)


def plainly(thing: Any, known: dict[Any, Any]) -> Any:
    """Give a function as plain Python, with all that it calls: what is compiled for loops alone Python cannot call."""
    if not isinstance(thing, FunctionType):
        return thing
    function = thing
    if function in IN_PYTHON:
        return IN_PYTHON[function]
    if function.__module__ == ahead.__name__:
        return lambda *given: None
    if function not in known:
        scope = dict(function.__globals__)
        known[function] = FunctionType(function.__code__, scope, function.__name__, function.__defaults__,
                                       function.__closure__)
        for name in function.__code__.co_names:
            if name in scope:
                scope[name] = plainly(scope[name], known)
    return known[function]
