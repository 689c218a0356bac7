"""Loops over their memory: one native call runs a table of them, by the addresses of their code and their blocks.

Where their code comes from is told in `compiling`. With ``NUMBA_DISABLE_JIT=1`` they run as plain Python.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from threading import Lock
from typing import Any

import numpy as np

from demerit.base.compiling import code_of
from demerit.base.draws import Draws
from demerit.base.lies_at import lies_at
from demerit.base.loom import Fixed, Loop
from demerit.base.loom_block import ITS_OWN, in_one_piece, lay_out, parameters_of
from demerit.base.machine import COMPILES, walker


class Ranges:
    """Ranges of rows, each of which is taken once, by whoever is free: by threads, they may be more than one.

    Parameters
    ----------
    each
        First row and the one behind the last, of each.
    """

    def __init__(self, each: Sequence[tuple[int, int]]) -> None:
        self.held = np.array([(0, 0), *each], np.int64)
        """How many are taken, and a nought; then the ranges; int64 ``(1 + n_ranges, 2)``."""
        self._many = len(each)

    def __len__(self) -> int:
        return self._many

    @property
    def over(self) -> bool:
        """Whether all are taken."""
        return bool(self.held[0, 0] >= self._many)

    def again(self) -> None:
        """Let none be taken."""
        self.held[0, 0] = 0

    def __iter__(self) -> Iterator[tuple[int, int]]:
        while True:
            with TAKING:
                taken = int(self.held[0, 0])
                self.held[0, 0] = taken + 1
            if taken >= self._many:
                return
            lo, hi = self.held[1 + taken].tolist()
            yield lo, hi


TAKING = Lock()
"""Who takes a range in Python has this."""


def walk(table: Line, ranges: Ranges, week: int) -> None:
    """Run loops one after the other over each range of rows that nobody has taken: all of a range, then the next.

    Parameters
    ----------
    table
        The loops and their blocks.
    ranges
        The ranges.
    week
        The week.
    """
    walker()(table.code, table.block, len(table.addresses), lies_at(ranges.held), len(ranges), week)


class Line:
    """Of loops in a line, where the code and where the block of each lies; int64."""

    def __init__(self, bounds: Sequence[Bound]) -> None:
        self.addresses, self.blocks = np.array([bound.addresses for bound in bounds], np.int64).reshape(-1, 2).T.copy()
        self.code, self.block = lies_at(self.addresses), lies_at(self.blocks)


class Bound:
    """A loop and the block that it reads: one of a `Table`, or called by itself for a range of rows."""

    def __init__(self, loop: Loop, name: str = "") -> None:
        self.loop, self.name = loop, name or loop.name
        self.block = loop.block()
        self.held = {name: part.value for name, part in loop.parts.items() if isinstance(part, Fixed)}
        """Parameter -> the value given last: the arrays that the block names must live as long as it."""
        self._plain = None if COMPILES else loop.plain()

    @cached_property
    def addresses(self) -> tuple[int, int]:
        """Where its code lies, compiled where it was not kept, and where its block lies."""
        return code_of(self.loop).address if COMPILES else 0, lies_at(self.block)

    def turn(self, parameter: str, value: Any) -> None:
        """Give a parameter that is the same for every row another value, of the same form."""
        before = self.held.get(parameter)
        if value is before:
            return
        if self._plain is None and type(value) is type(before) and hasattr(value, "_fields"):
            self._turn_fields(parameter, before, value)
        else:
            first, words, arrays = self.loop.turned(parameter, value)
            self.block[first : first + len(words)] = words
            if self._plain is not None:
                self.loop.words[first : first + len(words)] = words
                self.loop.replace(parameter, arrays)
        self.held[parameter] = value

    def draw_for(self, k0: int, k1: int) -> None:
        """Draw from streams with the key of another seed from now on."""
        for parameter, value in self.held.items():
            if isinstance(value, Draws):
                self.turn(parameter, value._replace(k0=k0, k1=k1))

    def like(self, parameter: str, value: Any) -> Bound:
        """Give the same loop over another value, of the same form, of a parameter that is the same for every row."""
        if self._plain is not None:
            loop = self.loop
            return Bound(Loop(loop.name, loop.function, {**loop.parts, parameter: Fixed(value)}), self.name)
        other = Bound.__new__(Bound)
        other.loop, other.name, other._plain = self.loop, self.name, None
        other.block, other.held = self.block.copy(), dict(self.held)
        other.turn(parameter, value)
        return other

    def _turn_fields(self, parameter: str, before: Any, value: Any) -> None:
        """Write those fields of a NamedTuple that are not what they were before."""
        places, block = self.loop.source.fields[parameter], self.block
        for k, new in enumerate(value):
            old = before[k]
            if new is old:
                continue
            if type(new) is int and places[k + 1] == places[k] + 1:
                block[places[k]] = new
            elif type(new) is np.ndarray is type(old) and new.shape == old.shape and new.dtype == old.dtype:
                in_one_piece(new)
                block[places[k]] = lies_at(new)
            else:
                words: list[int] = []
                form: list[Any] = []
                form_before: list[Any] = []
                lay_out(new, words, [], form)
                lay_out(old, [], [], form_before)
                if form != form_before:
                    raise ValueError(f"{self.name}: another value of {parameter!r} must be of the same form")
                block[places[k] : places[k + 1]] = words

    @cached_property
    def _line(self) -> Line:
        return Line([self])

    def __call__(self, lo: int, hi: int, week: int) -> None:
        """Run it over a range."""
        if self._plain is not None:
            self._plain(lo, hi, week)
        else:
            walk(self._line, Ranges([(lo, hi)]), week)


def call(function: Callable[..., None], *given: Any) -> None:
    """Call a function of arrays and whole numbers, compiled as a loop is: for what is done once over many rows.

    Parameters
    ----------
    function
        It writes what it finds into arrays that it is given, and gives nothing back.
    given
        What its parameters are handed, in their order: whole numbers, arrays in one piece, NamedTuples of these.
    """
    parts = {name: Fixed(value) for name, value in zip(parameters_of(function), given, strict=True)}
    if own := set(ITS_OWN) & parts.keys():
        raise ValueError(f"{function.__name__}: the loop itself hands over {', '.join(sorted(own))}; call it otherwise")
    Bound(Loop(function.__name__.strip("_"), function, parts, whole=True))(0, 0, 0)


class Table:
    """Loops that a worker runs one after the other over each range that it takes."""

    def __init__(self, bounds: list[Bound]) -> None:
        self.bounds = bounds
        self._line = Line(bounds)

    def run(self, ranges: Ranges, week: int) -> None:
        """Run them over the ranges that nobody has taken."""
        if COMPILES:
            walk(self._line, ranges, week)
            return
        for lo, hi in ranges:
            for bound in self.bounds:
                bound(lo, hi, week)
