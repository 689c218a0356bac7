"""A model of one's own: columns, ties, steps and acts, round by round, on the engine's loops, draws, choices, workers.

A run is one such list, that of `engine.week`; a model is any other. The caller pulls rounds as it pulls the weeks of a
run, may read all columns between them, and may turn knobs; the engine never calls back.

What a step may read of others depends on the order in which citizens have their turn:

``together``
    All at once, as in a week: of others one sees what they showed the round before. Ranges are taken by threads.
``as_they_stand``, ``one_at_a_time``
    Everyone once a round, row by row or in an order drawn anew for every round: one sees what others show by now.
``drawn``
    As many turns as citizens, each turn's citizen drawn from all: some come twice, some not at all.

What a function of one citizen may ask for, by the name of the parameter:

============  =======================================================================================================
``i``         the citizen's row; ``week`` the round; ``turn`` the number of the turn, in any order but ``together``
``own``       whole numbers named like columns
``citizens``  whole columns by name, ties among them
``knobs``     the numbers of the step or act
``draws``     the step's stream of draws, with which `base.draws.words` gives the words of a citizen, a pair or a turn
============  =======================================================================================================

An act asks for ``own``, ``knobs`` and ``week``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import Act
from demerit.base import choice
from demerit.base.draws import Draws, columns4, key, stream, words
from demerit.base.loom import Array, At, Fixed, Loop, Near, Part, Row, Told
from demerit.base.native import Bound, Ranges, Table
from demerit.engine.asking import asked
from demerit.engine.backends.threads import Workers
from demerit.engine.step import Step
from demerit.engine.steps.draw import DRAW_WEEK

u64 = np.uint64

Order = Literal["together", "as_they_stand", "one_at_a_time", "drawn"]
NEXT = "_next"
"""A column that others see stands twice: ``NAME``, as it was shown, and ``NAME_next``, where everyone writes theirs."""


def _draw(i: int, week: int, drawn: Array, draws: Draws) -> None:
    """Draw a word for a turn of a round."""
    drawn[i] = words(draws, week, i)[0]


class Model:
    """Citizens, what they are and to whom they are tied, and what happens to them in a round.

    Parameters
    ----------
    people
        A NamedTuple of arrays; the first is a column, shape ``(n,)``. Ties, where there are any, are rows as the
        engine's: ``start`` and ``friend``. The model writes into these arrays.
    parts
        Steps and acts, in their order. A step is `engine.step.Step`, of one citizen and without a law; it writes only
        that citizen's row, and of others it reads only what is shown. Of a model whose turns are ``drawn`` draws belong
        to the turn, since one may come twice. An act is `acts.act.Act`: its deed is chosen as in a run, and stands in
        the column of its name.
    seed
        Which draws.
    knobs
        Part -> the NamedTuple of whole numbers that its function is handed.
    order
        Who has their turn when. Any but ``together`` takes one step, in which each citizen does all there is to do.
    threads
        For ``together``; the result never depends on it.
    """

    def __init__(self, people: Any, parts: Sequence[Step | Act], *, seed: int, knobs: Mapping[str, Any] | None = None,
                 order: Order = "together", threads: int = 1) -> None:
        if order != "together" and not (len(parts) == 1 and isinstance(parts[0], Step) and not parts[0].whole):
            raise ValueError(f"a model in the order {order!r} takes one step, of one citizen, and no act")
        self.parts, self.order, self.knobs = tuple(parts), order, dict(knobs or {})
        self.round = 0
        self.n = int(people[0].shape[0])
        self._key = tuple(int(word) for word in key(seed))
        shown = [f for f in people._fields if f + NEXT in people._fields]
        theirs = {f + NEXT: getattr(people, f) for f in shown}
        self._people = (people, people._replace(**{f: getattr(people, f + NEXT) for f in shown}, **theirs))
        if order != "together":
            self._people = (people._replace(**theirs),) * 2
        self._drawn, self._order = np.zeros(self.n, np.uint32), np.arange(self.n)
        self._draw_turns = Bound(Loop("model.turns", _draw, {
            "drawn": Fixed(self._drawn), "draws": Fixed(self._draws("model.turns")),
        }))  # fmt: skip
        self._workers = Workers(self.n, threads if order == "together" else 1)
        self._bounds: dict[str, list[Bound]] = {}
        """Part -> those of its loops that are handed knobs."""
        self._turned = dict(self.knobs)
        first = self._woven(self._people[0])
        self._tables = (first, self._woven(self._people[1]) if shown and order == "together" else first)

    @property
    def people(self) -> Any:
        """The columns as they are shown now."""
        return self._people[self.round & 1]

    def rounds(self, most: int) -> Iterator[int]:
        """Let rounds pass, one for each value drawn, until `most` have passed in all."""
        while self.round < most:
            self._turn_knobs()
            if self.order != "together":
                self._order[:] = self._turns()
            self._workers.each(self._pass)
            self.round += 1
            yield self.round - 1

    def digest(self) -> str:
        """Give a hash of all columns: equal digests mean equal states, byte for byte (blake2b, 32 hex digits)."""
        digest = hashlib.blake2b(f"{self.round}".encode(), digest_size=16)
        for name, array in self.people._asdict().items():
            if not name.endswith(NEXT):
                digest.update(name.encode() + np.ascontiguousarray(array).tobytes())
        return digest.hexdigest()

    def close(self) -> None:
        """Let the threads go."""
        self._workers.close()

    def _pass(self, worker: int, ranges: Ranges) -> None:
        """Let the citizens, or turns, of ranges that a worker takes do everything that a round has."""
        self._tables[self.round & 1][worker].run(ranges, self.round)

    # ---- turns and knobs -------------------------------------------------------------------------------------------

    def _turns(self) -> NDArray[np.int64]:
        """Give who has their turn, in order."""
        if self.order == "as_they_stand":
            return np.arange(self.n)
        self._draw_turns(0, self.n, self.round)
        if self.order == "drawn":
            return ((self._drawn.astype(np.uint64) * u64(self.n)) >> u64(32)).astype(np.int64)
        return np.argsort(self._drawn, kind="stable")

    def _turn_knobs(self) -> None:
        """Hand over the knobs that the caller turned."""
        for name, value in self.knobs.items():
            if value is not self._turned.get(name):
                for bound in self._bounds.get(name, ()):
                    bound.turn("knobs", value)
                self._turned[name] = value

    # ---- loops -----------------------------------------------------------------------------------------------------

    def _woven(self, people: Any) -> list[Table]:
        """Give of each worker the loops of a round, over some columns."""
        longest = max((hi - lo for lo, hi in self._workers.ranges), default=0)
        chosen = any(isinstance(part, Act) for part in self.parts)
        words_of = [np.zeros((4, longest if chosen else 0), np.uint32) for _ in range(self._workers.threads)]
        tables = [[self._week(week_words)] if chosen else [] for week_words in words_of]
        for part in self.parts:
            if isinstance(part, Step):
                step = self._step(part, people)
                for bounds in tables:
                    bounds.append(step)
            else:
                for bounds, week_words in zip(tables, words_of, strict=True):
                    bounds.extend(self._act(part, people, longest, week_words))
        return [Table(bounds) for bounds in tables]

    def _step(self, step: Step, people: Any) -> Bound:
        """Weave a step."""
        hints, known = dict(asked(step.each)), self._known(step, people)
        if self.order != "together":
            hints.pop("turn", None)
        parts = _parts(step.name, {
            **known, "draws": lambda kind: Fixed(self._draws(step.stream)),
            "citizens": lambda kind: Fixed(kind(*(getattr(people, f) for f in kind._fields))),
        }, hints)  # fmt: skip
        turns = None if self.order == "together" else self._order
        return self._bound(step, Loop(step.name, step.each, parts, whole=step.whole, turns=turns))

    def _week(self, week_words: Array) -> Bound:
        """Weave what draws the words of which all draws of a round's acts are made."""
        step = DRAW_WEEK
        return Bound(Loop(step.name, step.each, {
            "draws": Fixed(self._draws(step.stream)), "week_words": Near(week_words),
        }, whole=True))  # fmt: skip

    def _act(self, act: Act, people: Any, longest: int, week_words: Array) -> tuple[Bound, Bound]:
        """Weave an act for one worker: what its deeds weigh, and the choice, as `engine.binding` does for a run."""
        n = len(act.deeds)
        utility = np.zeros((n, longest), np.int32)
        best = choice.Best(np.zeros(longest, np.int32), np.zeros(longest, np.uint32))
        parts = _parts(act.name, self._known(act, people), asked(act.weigh))
        weigh = self._bound(act, Loop(f"act {act.name}", act.weigh, parts, list(utility)))
        none, nobody = np.zeros(0, np.int32), np.zeros(0, np.int64)
        status = getattr(people, "status", np.zeros(self.n, np.uint8))
        deed = getattr(people, act.name + NEXT, None)
        chosen: dict[str, Part] = {
            "utility": Near(utility), "deed": Fixed(getattr(people, act.name) if deed is None else deed),
            "law": Told(choice.Options(act.needs, 0, np.zeros(n, np.int32), none, none, nobody, nobody)),
            "citizens": Fixed(choice.Chooser(status, np.zeros(0, np.uint32), np.zeros((0, 0), np.int16))),
            "worth": Near(choice.Worth(none, none, none)), "draws": Fixed(self._draws(act.name)),
            "week_words": Near(week_words), "words_of": Near(np.zeros((4, longest), np.uint32)), "best": Near(best),
            "tails": Fixed(choice.tails()),
        }
        return weigh, Bound(Loop("choice", choice.decide, chosen, whole=True))

    def _known(self, part: Step | Act, people: Any) -> dict[str, Any]:
        """Give what steps and acts may both ask for: name -> how to make it from its type."""
        known: dict[str, Any] = {"own": lambda kind: Row(kind, tuple(At(getattr(people, f)) for f in kind._fields))}
        if part.name in self.knobs:
            known["knobs"] = lambda kind: Fixed(self.knobs[part.name])
        return known

    def _bound(self, part: Step | Act, loop: Loop) -> Bound:
        """Bind a loop, and remember it where it is handed knobs."""
        bound = Bound(loop)
        if "knobs" in loop.places:
            self._bounds.setdefault(part.name, []).append(bound)
        return bound

    def _draws(self, name: str) -> Draws:
        """Give a stream of draws."""
        return Draws(stream(name), *self._key)


def _parts(name: str, known: Mapping[str, Any], hints: Mapping[str, Any]) -> dict[str, Part]:
    """Give what each parameter is handed."""
    for parameter in hints:
        if parameter not in known:
            raise ValueError(f"{name}: there is nothing called {parameter!r}")
    return {parameter: known[parameter](kind) for parameter, kind in hints.items()}


def seeds(seed: int, name: str, runs: int) -> list[int]:
    """Give a seed of its own for each of some runs; the first ones stay what they are where there are more."""
    drawn = columns4(seed, name, runs)
    return [(int(row[1]) << 32) | int(row[0]) for row in drawn]
