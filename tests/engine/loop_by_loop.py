"""Every loop of a week run three times for one citizen: compiled, in plain Python, and with poison all around.

The week lives on as always; before each of its passes some citizens are taken one by one through every loop of it.
Poison is random bytes. It stands in every column and every scratch that the loop does not declare, and in all rows of
those that it declares but the citizen's own, unless it declares that it reads the rows of others.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from demerit.base.bit_column import BitColumn
from demerit.base.draws import columns4
from demerit.base.loom import Fixed, Near, Row
from demerit.base.native import Bound, Ranges, Table
from demerit.engine import life
from demerit.engine.steps import contagion
from demerit.engine.steps.around import LOOK_AROUND, asked_around
from demerit.engine.steps.draw import DRAW_EVER
from demerit.engine.steps.gate import FIRST_GATES
from demerit.engine.steps.touch import NOTHING_HAPPENED
from demerit.engine.week import WEEK
from demerit.rows.bits import OFFENDED
from tests.engine.pieces import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from demerit.engine.run import Run

BESIDE = (NOTHING_HAPPENED, DRAW_EVER, FIRST_GATES, contagion.OFFENDED, contagion.WAS_KNOWN, *contagion.REACHED,
          contagion.LOSSES)
STEPS = {step.name: step for step in (*(on.what for _, things in WEEK for on in things), *BESIDE)
         if hasattr(step, "each")}
"""Every step of a week and beside it, by name."""


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
        one.at_once = False  # as where there are several ranges
        one.prepare()  # what loops work on is there when they are woven
        assert len(one.panel.ids) == self.run.n, "the panel is everybody, so that its rows are the citizens'"
        self.pieces = [*self._columns(), *self._scratch()]
        self.pieces += [self._piece(name, array, "panel") for name, array in one.panel.arrays._asdict().items()]
        tally = one.tallies[0]
        self.pieces += [self._piece(name, getattr(tally, name), "whole") for name in ("narrow", "wide", "flat")]
        self.spans = np.array([span(piece.array) for piece in self.pieces])
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
            elif isinstance(array, BitColumn):
                found.append(self._piece(name, array.words, where).share(array.mask << array.shift, array))
            elif name == "traits":  # what one is stands for good; that one offended is written while others read it
                whole = self._piece(name, array, where)
                found += [whole.share(0xFF & ~OFFENDED), replace(whole.share(OFFENDED), name="traits: offended")]
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
        return Piece(name, array, where, poison)

    def passing(self, table: Table, ranges: Ranges, week: int) -> None:
        """Take the citizens through the loops of a pass; then let it pass."""
        if self.looking:
            before = self.all()
            for i in self.rows:
                for bound in table.bounds:
                    if not self.only or bound.name in self.only:
                        self.look_at(bound, i, week)
                self.put(before)
        self.ready.clear()
        table.run(ranges, week)
        self.number += 1

    def look_at(self, bound: Bound, i: int, week: int) -> None:
        """Run a loop for a citizen compiled, in plain Python, and among poison; leave what the first came to."""
        self.seen.add(bound.name)
        plain, declared = self.read_of(bound)
        others = self.others_of(bound.name, week)
        before = self.all()
        Bound.__call__(bound, i, i + 1, week)
        after = self.all()
        changed = {piece.name for piece, old, new in zip(self.pieces, before, after, strict=True)
                   if piece.where in ("column", "ties") and (old != new).any()}
        self.written[week, self.number] |= changed
        self.put(before)
        plain(i, i + 1, week)
        wrong = [piece.name for piece, new in zip(self.pieces, after, strict=True) if (piece.read() != new).any()]
        if wrong:
            self.unlike.append(f"{bound.name}, citizen {i}, week {week}: {', '.join(wrong)}")
        wrong = self._among_poison(plain, declared, i, week, others, before, after)
        if wrong:
            self.undeclared.append(f"{bound.name}, citizen {i}, week {week}: {', '.join(wrong)}")
        for one in {piece.name for piece, is_asked in zip(self.pieces, declared, strict=True) if is_asked} & others:
            if self._among_poison(plain, declared, i, week, others - {one}, before, after):
                self.read[week, self.number].add(one)
        self.put(after)

    def _among_poison(self, plain: Any, declared: Any, i: int, week: int, others: set[str], before: list[np.ndarray],
                      after: list[np.ndarray]) -> list[str]:
        """Run a loop among poison, but for the rows of `others`; give what came out otherwise than hoped."""
        expected = self._poisoned(declared, i, others, before, after)
        try:
            plain(i, i + 1, week)
        except (ArithmeticError, LookupError) as error:
            return [repr(error)]
        return [piece.name for piece, new in zip(self.pieces, expected, strict=True) if (piece.read() != new).any()]

    def read_of(self, bound: Bound) -> tuple[Any, Any]:
        """Give a loop in plain Python, told what the compiled one is told, and which pieces it declares."""
        if id(bound) not in self.ready:
            for parameter, value in bound.held.items():
                first, words, arrays = bound.loop.turned(parameter, value)
                bound.loop.words[first : first + len(words)] = words
                bound.loop.replace(parameter, arrays)
            spans = np.array([span(array) for array in bound.loop.keeps]).reshape(-1, 2)
            meets = ((self.spans[:, :1] < spans[:, 1]) & (spans[:, 0] < self.spans[:, 1:])).any(axis=1)
            own = set(columns_in((*bound.loop.parts.values(), *bound.held.values())))
            whole = {id(array) for array in arrays_in((*bound.loop.parts.values(), *bound.held.values()))}
            declared = [id(piece.column) in own or id(piece.array) in whole if piece.column is not None
                        else bool(meets[k])
                        for k, piece in enumerate(self.pieces)]
            self.ready[id(bound)] = bound.loop.plain(), declared
        return self.ready[id(bound)]

    def others_of(self, name: str, week: int) -> set[str]:
        """Give the pieces of which a loop declares that it reads the rows of others."""
        kind, _, rest = name.partition(" ")
        named: tuple[str, ...] = ()
        if kind == "institution":
            named = life_of(self.run, rest.split(".")[0]).others
        elif name == LOOK_AROUND.name:
            named = tuple(column for one in self.run.plan.institutions for how, column in asked_around(one.what)
                          if how != "tied")
        elif name in STEPS:
            named = STEPS[name].others
        return {f"face {1 - (week & 1)}", *named}

    def all(self) -> list[np.ndarray]:
        """Give what all loops work on."""
        return [piece.read() for piece in self.pieces]

    def put(self, values: list[np.ndarray]) -> None:
        """Let all that loops work on be as it was."""
        for piece, value in zip(self.pieces, values, strict=True):
            piece.put(value)

    def _poisoned(self, declared: Any, i: int, others: set[str], before: list[np.ndarray],
                  after: list[np.ndarray]) -> list[np.ndarray]:
        """Poison what the loop may not read; give what all should be when it has run."""
        start, expected = self.run.world.start.copy(), []
        for piece, is_asked, old, new in zip(self.pieces, declared, before, after, strict=True):
            if is_asked and (piece.name in others or piece.where == "whole"):
                piece.put(old)
                expected.append(new)
                continue
            given, hoped = piece.poison.copy(), piece.poison.copy()
            if is_asked:
                own = piece.own(i, start)
                given[own], hoped[own] = old[own], new[own]
            piece.put(given)
            expected.append(hoped)
        return expected


def columns_in(thing: Any) -> Iterator[int]:
    """Give by which number Python knows each column of some bits that a loop is handed."""
    if isinstance(thing, BitColumn):
        yield id(thing)
    elif isinstance(thing, tuple):
        for one in thing:
            yield from columns_in(one)
    elif isinstance(thing, Fixed | Near):
        yield from columns_in(thing.value)
    elif isinstance(thing, Row):
        yield from columns_in(thing.fields)


def arrays_in(thing: Any) -> Iterator[np.ndarray]:
    """Give each array that a loop is handed whole: where it is the words of columns, it is handed all of these."""
    if isinstance(thing, np.ndarray):
        yield thing
    elif isinstance(thing, tuple):
        for one in thing:
            yield from arrays_in(one)
    elif isinstance(thing, Fixed):
        yield from arrays_in(thing.value)


def span(array: np.ndarray) -> tuple[int, int]:
    """Give where an array begins in memory, and where it ends."""
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
                before, kept = watcher.all(), [array.copy() for array in self.loop.keeps]
                watcher.look_at(self, i, week)
                watcher.put(before)
                for array, old in zip(self.loop.keeps, kept, strict=True):
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
