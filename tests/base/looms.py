"""What tests of the loom weave: random functions of one row, over every kind of thing that a loop hands over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from demerit.base.loom import At, Fixed, Loop, Lot, Member, Near, NearBy, Packed, Row
from demerit.base.loom_source import coded
from demerit.base.native import Bound
from tests import naive_draws

N = 41
"""Rows of whole columns."""
RANGES = [(0, N), (0, 1), (13, 14), (7, 30), (N - 1, N), (20, 20)]
KEY = (0xDEADBEEF, 0xFFFFFFFF)


class Inner(NamedTuple):
    """A law within a law."""

    number: int
    small: Any
    """int8."""


class Law(NamedTuple):
    """What is the same for every row: numbers, arrays of one and two places, tuples of both, a law within."""

    number: int
    negative: int
    points: Any
    """int16."""
    grid: Any
    """int32, two places."""
    both: tuple[Any, Any]
    """int64."""
    numbers: tuple[int, int]
    inner: Inner


class Own(NamedTuple):
    """What is true of one row."""

    signed: int
    word: int
    near: int
    packed: tuple[int, int, int, int]


class Columns(NamedTuple):
    """Whole columns, written."""

    total: Any
    """int64."""
    small: Any
    """uint8."""


class Scratch(NamedTuple):
    """What a range holds, written."""

    many: Any
    """uint16, ``(2, m)``."""
    one: Any
    """int32."""


class Dice:
    """Numbers for a test, the same every time."""

    def __init__(self, seed: int) -> None:
        self.seed, self.at = seed, 0

    def __call__(self, low: int, high: int) -> int:
        """Give a whole number from `low` to below `high`."""
        self.at += 1
        return low + naive_draws.philox((self.at, 0, 0, 0), (self.seed, 1))[0] % (high - low)

    def array(self, kind: type[np.generic], *shape: int) -> np.ndarray:
        """Give an array over the whole range of a type of at most 32 bits; int64 holds 32 as well."""
        about = np.iinfo(kind if kind is not np.int64 else np.int32)
        ends = [about.min, about.max]
        flat = [ends[self(0, 2)] if self(0, 6) == 0 else self(about.min, about.max + 1)
                for _ in range(int(np.prod(shape)))]
        return np.array(flat, kind).reshape(shape)


def law_of(dice: Dice, length: int = 9) -> Law:
    """Give a law of random numbers, its arrays of a length."""
    return Law(dice(0, 2**31), -dice(1, 2**31), dice.array(np.int16, length), dice.array(np.int32, 3, length),
               (dice.array(np.int64, length), dice.array(np.int64, length)), (dice(0, 100), dice(-100, 100)),
               Inner(dice(-5, 5), dice.array(np.int8, length)))


class Memory:
    """All that a loop works on, for one range."""

    def __init__(self, seed: int, lo: int, hi: int) -> None:
        dice, m = Dice(seed), hi - lo
        self.signed, self.word = dice.array(np.int8, N), dice.array(np.uint32, N)
        self.near, self.scratch = dice.array(np.uint8, m), Scratch(dice.array(np.uint16, 2, m), dice.array(np.int32, m))
        self.columns = Columns(dice.array(np.int64, N), dice.array(np.uint8, N))
        self.law = law_of(dice)
        self.rows = np.array(sorted({dice(0, N) for _ in range(12)}), np.int64)
        self.words = dice.array(np.uint32, 4, m)
        self.gives = [np.zeros(m, np.int64), np.zeros(m, np.int32)]

    def parts(self) -> dict[str, Any]:
        """Give the parts of a loop over it."""
        own = Row(Own, (At(self.signed), At(self.word), NearBy(self.near), Packed(self.word, 3, 5, 4)))
        return {
            "own": own, "law": Fixed(self.law), "alone": Fixed(self.law.grid), "one": Fixed(12345),
            "columns": Fixed(self.columns), "scratch": Near(self.scratch), "line": Near(self.scratch.one),
            "lot": Lot(self.words, 2**32 - 77), "place": Member(self.rows),
        }

    def arrays(self) -> list[np.ndarray]:
        """Give all that a loop may have written."""
        return [*self.columns, *self.scratch, *self.gives, self.words, self.signed, self.word, self.near, self.rows,
                self.law.points, self.law.grid, *self.law.both, self.law.inner.small]


ATOMS = (
    "i", "week", "one", "own.signed", "own.word", "own.near", "own.packed[0]", "own.packed[3]", "lot[0]",
    "lot[3]", "place", "law.number", "law.negative", "law.numbers[1]", "law.inner.number", "law.points[i % 9]",
    "law.grid[2, own.packed[1] % 9]", "law.both[1][own.near % 9]", "law.inner.small[own.word % 9]",
    "int(columns.total[i])", "int(columns.small[(i + 5) % columns.small.shape[0]])", "alone[1, 4]", "line[i]",
    "int(scratch.many[1, i])", "scratch.one[i]",
)
"""Things that a function may read; elements of unsigned arrays and those of which bits are asked are wrapped."""


def expression(dice: Dice, depth: int) -> str:
    """Give a random expression over whole numbers that stays within 64 bits."""
    if depth == 0:
        return ATOMS[dice(0, len(ATOMS))]
    a, b = expression(dice, depth - 1), expression(dice, depth - 1)
    forms = (
        f"({a} + {b})", f"({a} - {b})", f"((int({a}) & 65535) * (int({b}) % 4096))", f"(int({a}) & int({b}))",
        f"(int({a}) | int({b}))", f"(int({a}) ^ int({b}))", f"(int({a}) >> {dice(0, 40)})",
        f"(int({a}) << {dice(0, 6)})", f"(int({a}) // {dice(1, 1000)})", f"(int({a}) % -{dice(1, 1000)})",
        f"(int({a}) // (1 + (int({b}) & 1023)))", f"min({a}, {b})", f"max({a}, {b})", f"(-int({a}))", f"(~int({a}))",
        f"({a} if {b} > {expression(dice, 0)} else {expression(dice, 0)})",
    )
    return forms[dice(0, len(forms))]


def random_function(seed: int) -> Callable[..., tuple[int, int]]:
    """Give a function of one row: it reads all there is, branches, loops, writes, and gives two numbers."""
    dice = Dice(1000 + seed)
    lines = [
        "def each(i, week, own, law, alone, one, columns, scratch, line, lot, place):",
        f"    a = int({expression(dice, 2)})",
        f"    b = int({expression(dice, 2)})",
        f"    if {expression(dice, 1)} > {expression(dice, 1)} or place >= 0:",
        f"        a = int({expression(dice, 1)}) - b",
        "    for part in own.packed:",
        f"        b += part * {dice(1, 9)} + (a & 15)",
        "    for t in range(own.near % 5):",
        "        b += int(law.points[(t + i) % 9])",
        f"    columns.total[i] = a + {expression(dice, 1)}",
        "    columns.small[i] = (a + b) & 255",
        f"    scratch.many[{dice(0, 2)}, i] = int({expression(dice, 1)}) & 65535",
        f"    line[i] = (int({expression(dice, 1)}) & 0x7FFFFFFF) - 0x40000000",
        "    return a, b % 1000003",
    ]
    scope: dict[str, Any] = {}
    exec(coded(f"random {seed}", "\n".join(lines)), scope)
    made: Callable[..., tuple[int, int]] = scope["each"]
    return made


class Seen(NamedTuple):
    """What the functions below write."""

    a: Any
    b: Any


def ran(name: str, function: Any, parts: dict[str, Any], **more: Any) -> list[Callable[[int, int, int], None]]:
    """Give a loop compiled, and the same in plain Python."""
    return [Bound(Loop(name, function, parts, **more)), Loop(name, function, parts, **more).plain()]
