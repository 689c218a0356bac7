"""Every loop of a week run three times for one citizen: compiled, in plain Python, and with poison all around.

The week lives on as always; before each of its passes some citizens are taken one by one through every loop of it.
Poison is random bytes. It stands in every column and every scratch that the loop does not declare, and in all rows of
those that it declares but the citizen's own, unless it declares that it reads the rows of others.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from demerit.base.bit_column import BitColumn
from demerit.base.draws import columns4
from demerit.base.native import Bound, Table
from demerit.engine import life
from demerit.engine.steps import contagion
from demerit.engine.steps.gate import FIRST_GATES
from demerit.engine.steps.touch import NOTHING_HAPPENED
from demerit.engine.week import WEEK

if TYPE_CHECKING:
    import pytest

    from demerit.engine.run import Run

BESIDE = (NOTHING_HAPPENED, FIRST_GATES, contagion.OFFENDED, *contagion.REACHED, contagion.LOSSES)
STEPS = {step.name: step for step in (*(on.what for _, things in WEEK for on in things), *BESIDE)
         if hasattr(step, "each")}
"""Every step of a week and beside it, by name."""


@dataclass
class Piece:
    """One array of all that loops work on, and which of it is a citizen's own."""

    name: str
    array: np.ndarray
    where: str
    """``column``, ``ties``, ``start``, ``scratch``, ``panel``, or ``whole``: nobody's own."""
    poison: np.ndarray

    def own(self, i: int, start: np.ndarray) -> Any:
        """Give the part of it that is the citizen's own: an index."""
        if self.where == "column":
            return (..., i)
        if self.where == "ties":
            return slice(int(start[i]), int(start[i + 1]))
        return {"start": slice(i, i + 2), "scratch": slice(0, 1), "panel": slice(i, i + 1)}.get(self.where, ...)


@dataclass
class Watcher:
    """Takes citizens through the loops of a run, and writes down what is not as it should be."""

    run: Run
    rows: tuple[int, ...]
    only: frozenset[str] = frozenset()
    """Names of the loops to look at; empty: all."""
    looking: bool = False
    seen: set[str] = field(default_factory=set)
    """Names of the loops that were looked at."""
    unlike: list[str] = field(default_factory=list)
    """Where a loop gives in plain Python another result than compiled."""
    undeclared: list[str] = field(default_factory=list)
    """Where what is not declared made a difference, or was written."""
    written: dict[tuple[int, int], set[str]] = field(default_factory=lambda: defaultdict(set))
    """(Week, pass) -> columns that were written."""
    read: dict[tuple[int, int], set[str]] = field(default_factory=lambda: defaultdict(set))
    """(Week, pass) -> columns of which some loop reads the rows of others."""

    def __post_init__(self) -> None:
        one = self.run.life
        one.prepare()  # what loops work on is there when they are woven
        assert len(one.panel.ids) == self.run.n, "the panel is everybody, so that its rows are the citizens'"
        self.pieces = [*self._columns(), *self._scratch()]
        self.pieces += [self._piece(name, array, "panel") for name, array in one.panel.arrays._asdict().items()]
        tally = one.tallies[0]
        self.pieces += [self._piece(name, getattr(tally, name), "whole") for name in ("narrow", "wide", "flat")]
        self.spans = np.array([span(array) for array in self.arrays()])
        self.ready: dict[int, tuple[Any, Any]] = {}
        """A loop of this pass -> itself in plain Python, and which pieces it declares."""
        self.number = 0
        one.passer = self.passing

    def _columns(self) -> list[Piece]:
        found = []
        for name, array in self.run.world.items():
            where = {"start": "start", "friend": "ties", "kind": "ties", "kinds": "whole"}.get(name, "column")
            if name == "face":
                found += [self._piece(f"face {k}", array[k], where) for k in range(2)]
            else:
                found.append(self._piece(name, array, where))
        return found

    def _scratch(self) -> list[Piece]:
        """Give every row of a workspace's arrays; those of a range are as long as the longest range."""
        found, longest = [], max(hi - lo for lo, hi in self.run.workers.ranges)
        for name, thing in vars(self.run.life.workspaces[0]).items():
            for k, array in enumerate(thing if isinstance(thing, tuple | list) else [thing]):
                for r, row in enumerate(array if array.ndim == 2 else [array]):
                    where = "scratch" if len(row) == longest else "whole"
                    found.append(self._piece(f"{name} {k} {r}", row, where))
        return found

    def _piece(self, name: str, array: np.ndarray, where: str) -> Piece:
        words = columns4(5, f"poison {name}", array.nbytes // 16 + 1)
        poison = words.view(np.uint8).ravel()[: array.nbytes].view(array.dtype).reshape(array.shape)
        if isinstance(array, BitColumn):
            poison = ((poison.astype(np.int64) & array.mask) - array.less).astype(array.dtype)
        return Piece(name, array, where, poison)

    def passing(self, table: Table, ranges: np.ndarray, week: int) -> None:
        """Take the citizens through the loops of a pass; then let it pass."""
        if self.looking:
            before = [array.copy() for array in self.arrays()]
            for i in self.rows:
                for bound in table.bounds:
                    if not self.only or bound.name in self.only:
                        self.look_at(bound, i, week)
                for piece, array in zip(self.pieces, before, strict=True):
                    piece.array[...] = array
        self.ready.clear()
        table.run(ranges, week)
        self.number += 1

    def look_at(self, bound: Bound, i: int, week: int) -> None:
        """Run a loop for a citizen compiled, in plain Python, and among poison; leave what the first came to."""
        self.seen.add(bound.name)
        plain, declared = self.read_of(bound)
        others = self.others_of(bound.name, week)
        before = [array.copy() for array in self.arrays()]
        Bound.__call__(bound, i, i + 1, week)
        after = [array.copy() for array in self.arrays()]
        changed = {piece.name for piece, old, new in zip(self.pieces, before, after, strict=True)
                   if piece.where in ("column", "ties") and (old != new).any()}
        self.written[week, self.number] |= changed
        self._put(before)
        plain(i, i + 1, week)
        wrong = [piece.name for piece, new in zip(self.pieces, after, strict=True) if (piece.array != new).any()]
        if wrong:
            self.unlike.append(f"{bound.name}, citizen {i}, week {week}: {', '.join(wrong)}")
        wrong = self._among_poison(plain, declared, i, week, others, before, after)
        if wrong:
            self.undeclared.append(f"{bound.name}, citizen {i}, week {week}: {', '.join(wrong)}")
        for one in {piece.name for piece, is_asked in zip(self.pieces, declared, strict=True) if is_asked} & others:
            if self._among_poison(plain, declared, i, week, others - {one}, before, after):
                self.read[week, self.number].add(one)
        self._put(after)

    def _among_poison(self, plain: Any, declared: Any, i: int, week: int, others: set[str], before: list[np.ndarray],
                      after: list[np.ndarray]) -> list[str]:
        """Run a loop among poison, but for the rows of `others`; give what came out otherwise than hoped."""
        expected = self._poisoned(declared, i, others, before, after)
        try:
            plain(i, i + 1, week)
        except (ArithmeticError, LookupError) as error:
            return [repr(error)]
        return [piece.name for piece, new in zip(self.pieces, expected, strict=True) if (piece.array != new).any()]

    def read_of(self, bound: Bound) -> tuple[Any, Any]:
        """Give a loop in plain Python, told what the compiled one is told, and which pieces it declares."""
        if id(bound) not in self.ready:
            for parameter, value in bound.held.items():
                first, words, arrays = bound.loop.turned(parameter, value)
                bound.loop.words[first : first + len(words)] = words
                bound.loop.replace(parameter, arrays)
            spans = np.array([span(array) for array in bound.loop.keeps]).reshape(-1, 2)
            meets = (self.spans[:, :1] < spans[:, 1]) & (spans[:, 0] < self.spans[:, 1:])
            self.ready[id(bound)] = bound.loop.plain(), meets.any(axis=1)
        return self.ready[id(bound)]

    def others_of(self, name: str, week: int) -> set[str]:
        """Give the pieces of which a loop declares that it reads the rows of others."""
        kind, _, rest = name.partition(" ")
        named: tuple[str, ...] = ()
        if kind == "institution":
            named = life_of(self.run, rest.split(".")[0]).others
        elif name in STEPS:
            named = STEPS[name].others
        return {f"face {1 - (week & 1)}", *named}

    def arrays(self) -> list[np.ndarray]:
        """Give all that loops work on."""
        return [piece.array for piece in self.pieces]

    def _put(self, arrays: list[np.ndarray]) -> None:
        for piece, array in zip(self.pieces, arrays, strict=True):
            piece.array[...] = array

    def _poisoned(self, declared: Any, i: int, others: set[str], before: list[np.ndarray],
                  after: list[np.ndarray]) -> list[np.ndarray]:
        """Poison what the loop may not read; give what all should be when it has run."""
        start, expected = self.run.world.start.copy(), []
        for piece, is_asked, old, new in zip(self.pieces, declared, before, after, strict=True):
            if is_asked and (piece.name in others or piece.where == "whole"):
                piece.array[...] = old
                expected.append(new)
                continue
            hoped = piece.poison.copy()
            piece.array[...] = piece.poison
            if is_asked:
                own = piece.own(i, start)
                piece.array[own] = old[own]
                hoped[own] = new[own]
            expected.append(hoped)
        return expected


def span(array: np.ndarray | BitColumn) -> tuple[int, int]:
    """Give where an array, or the words of a column of bits, begins in memory, and where it ends."""
    array = array.words if isinstance(array, BitColumn) else array
    first = array.__array_interface__["data"][0]
    return first, first + array.nbytes


def life_of(run: Run, name: str) -> Any:
    """Give an institution of a run."""
    return next(one.what for one in run.plan.institutions if one.what.name == name)


def watched(monkeypatch: pytest.MonkeyPatch, run: Run, rows: tuple[int, ...], weeks: range,
            only: frozenset[str] = frozenset()) -> Watcher:
    """Let a run live until the last of some weeks, and give what was seen in these, and at the launch."""
    watcher = Watcher(run, rows, only)

    class Alone(Bound):
        """A loop that passes over everybody at once, outside the tables."""

        def __call__(self, lo: int, hi: int, week: int) -> None:
            looked = (watcher.looking or week == 0) and not (only and self.name not in only)
            for i in rows if looked else ():
                before, kept = ([array.copy() for array in arrays] for arrays in (watcher.arrays(), self.loop.keeps))
                watcher.look_at(self, i, week)
                for array, old in zip([*watcher.arrays(), *self.loop.keeps], [*before, *kept], strict=True):
                    array[...] = old
            watcher.ready.clear()
            super().__call__(lo, hi, week)

    monkeypatch.setattr(life, "Bound", Alone)
    with np.errstate(over="ignore"):  # what is drawn is drawn in words that overflow
        while run.week < weeks.stop:
            watcher.looking, watcher.number = run.week in weeks, 0
            run.advance()
    run.close()
    return watcher
