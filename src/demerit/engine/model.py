"""A model of one's own: columns, ties and sweeps, round by round, on the engine's draws, choices and workers.

A run is one such list of sweeps, that of `engine.week`; a model is any other. The caller pulls rounds as it pulls the
weeks of a run, may read all columns between them, and may turn knobs; the engine never calls back.

What a sweep may read of others depends on the order in which citizens have their turn:

``together``
    All at once, as in a week: of others one sees what they showed the round before. Ranges are dealt to threads.
``as_they_stand``, ``one_at_a_time``
    Everyone once a round, row by row or in an order drawn anew for every round: one sees what others show by now.
``drawn``
    As many turns as citizens, each turn's citizen drawn from all: some come twice, some not at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import Act
from demerit.base.choice import choose
from demerit.base.draws import columns4, key, philox, stream
from demerit.base.kernel import inlined, kernel
from demerit.engine.backends.threads import Workers

u32, u64 = np.uint32, np.uint64

Order = Literal["together", "as_they_stand", "one_at_a_time", "drawn"]
NEXT = "_next"
"""A column that others see stands twice: ``NAME``, as it was shown, and ``NAME_next``, where everyone writes theirs."""


class Now(NamedTuple):
    """What a draw of a sweep belongs to, besides the citizen, the pair or the turn."""

    round: np.uint32
    stream: np.uint32
    k0: np.uint32
    k1: np.uint32


@dataclass(frozen=True)
class Sweep:
    """One thing that happens to everybody in a round, other than a choice among deeds (which is an `Act`).

    Parameters
    ----------
    name
        Its stream of draws, and where its knobs stand.
    kernel
        ``kernel(who, x, k, now)``: have the citizens `who`, int64, their turn, one after the other; `x` is all
        columns, `k` the knobs, `now` what draws belong to. Writes only the rows of `who`; of others it reads only what
        is shown. Of a model whose turns are ``drawn`` draws belong to the turn, since one may come twice.
    """

    name: str
    kernel: Callable[..., None]


@inlined
def words(i, k, now):  # type: ignore[no-untyped-def]
    """Give four words that belong to (seed, stream, round, citizen or turn `i`, `k`)."""
    return philox(u32(i), now.round, now.stream, u32(k), now.k0, now.k1)


@kernel
def _draw(number, t, k0, k1, drawn):  # type: ignore[no-untyped-def]
    """Write a word for every turn."""
    for i in range(drawn.shape[0]):
        drawn[i], _, _, _ = philox(u32(i), u32(t), u32(number), u32(0), u32(k0), u32(k1))


class Model:
    """Citizens, what they are and to whom they are tied, and what happens to them in a round.

    Parameters
    ----------
    people
        A NamedTuple of arrays; the first is a column, shape ``(n,)``. Ties, where there are any, are rows as the
        engine's: ``start`` and ``friend``. The model writes into these arrays.
    parts
        Sweeps and acts, in their order. An act is `acts.act.Act`: it reads the columns its view names, its deed is
        chosen by `base.choice.choose`, and stands in the column of its name.
    seed
        Which draws.
    knobs
        Part -> the NamedTuple of numbers that its kernel is handed.
    order
        Who has their turn when. Any but ``together`` takes one sweep, in which each citizen does all there is to do.
    threads
        For ``together``; the result never depends on it.
    """

    def __init__(self, people: Any, parts: Sequence[Sweep | Act], *, seed: int, knobs: Mapping[str, Any] | None = None,
                 order: Order = "together", threads: int = 1) -> None:
        if order != "together" and not (len(parts) == 1 and isinstance(parts[0], Sweep)):
            raise ValueError(f"a model in the order {order!r} takes one sweep and no act, not {len(parts)} parts")
        self.parts, self.order, self.knobs = tuple(parts), order, dict(knobs or {})
        self.told: Any = ()
        """What acts are told this round, beside their own columns; the caller's to set."""
        self.round = 0
        self.n = int(people[0].shape[0])
        self._key = key(seed)
        self._streams = [u32(stream(part.name)) for part in parts]
        shown = [f for f in people._fields if f + NEXT in people._fields]
        theirs = {f + NEXT: getattr(people, f) for f in shown}
        self._people = (people, people._replace(**{f: getattr(people, f + NEXT) for f in shown}, **theirs))
        if order != "together":
            self._people = (people._replace(**theirs),) * 2
        self._everyone = np.arange(self.n)
        self._workers = Workers(self.n, threads if order == "together" else 1)
        self._desks = [[self._views(x, lo, hi) for lo, hi in self._workers.ranges] for x in self._people]
        longest = max((hi - lo for lo, hi in self._workers.ranges), default=0)
        acts = any(isinstance(part, Act) for part in parts)
        self._utility = [np.zeros((8, longest if acts else 0), np.int32) for _ in range(self._workers.threads)]
        self._status = getattr(people, "status", np.zeros(self.n, np.uint8))

    @property
    def people(self) -> Any:
        """The columns as they are shown now."""
        return self._people[self.round & 1]

    def rounds(self, most: int) -> Iterator[int]:
        """Let rounds pass, one for each value drawn, until `most` have passed in all."""
        while self.round < most:
            if self.order == "together":
                self._workers.each(self._together)
            else:
                part = self.parts[0]
                part.kernel(self._turns(), self.people, self.knobs.get(part.name, ()), self._now(0))  # type: ignore[union-attr]
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

    def _now(self, number: int) -> Now:
        return Now(u32(self.round), self._streams[number], *self._key)

    def _turns(self) -> NDArray[np.int64]:
        """Give who has their turn, in order."""
        if self.order == "as_they_stand":
            return self._everyone
        drawn = np.empty(self.n, np.uint32)
        _draw(u32(stream("model.turns")), u32(self.round), *self._key, drawn)
        if self.order == "drawn":
            return ((drawn.astype(np.uint64) * u64(self.n)) >> u64(32)).astype(np.int64)
        return np.argsort(drawn, kind="stable")

    def _views(self, people: Any, lo: int, hi: int) -> list[Any]:
        """Give what each act reads of the rows `lo` to `hi`; nothing for a sweep."""
        return [
            part.view(*(getattr(people, f)[lo:hi] for f in part.view._fields)) if isinstance(part, Act) else None
            for part in self.parts
        ]

    def _together(self, worker: int, number: int) -> None:
        """Let a range of citizens do everything that a round has."""
        lo, hi = self._workers.ranges[number]
        x, u = self.people, self._utility[worker][:, : hi - lo]
        for k, part in enumerate(self.parts):
            knobs, now = self.knobs.get(part.name, ()), self._now(k)
            if isinstance(part, Sweep):
                part.kernel(self._everyone[lo:hi], x, knobs, now)
                continue
            part.sweep(self._desks[self.round & 1][number][k], knobs, self.told, u)
            deed = getattr(x, part.name + NEXT, None)
            choose(lo, now.round, now.stream, now.k0, now.k1, len(part.deeds), u, self._status[lo:hi],
                   np.uint8(part.needs), (getattr(x, part.name) if deed is None else deed)[lo:hi])


def seeds(seed: int, name: str, runs: int) -> list[int]:
    """Give a seed of its own for each of some runs; the first ones stay what they are where there are more."""
    drawn = columns4(seed, name, runs)
    return [(int(row[1]) << 32) | int(row[0]) for row in drawn]
