"""The agenda: what institutions set for the month to come; all of it the same for everybody."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import numpy as np

from demerit.errors import UnknownName

T = TypeVar("T")


class Tale(NamedTuple):
    """Something told by an institution, besides the news of the scheme."""

    reach: int
    """Chance of 65536 that it reaches a citizen in a week."""
    tells: tuple[tuple[str, float], ...]
    """Deeds, each with the points it is said to bring."""
    jolt: int
    """Fear it adds, Q8."""
    name: str
    """Who tells it, and which of theirs it is: what keys the draws about it."""


class Said(NamedTuple):
    """What of an agenda is told to people."""

    guide: int
    loud: int
    deaf: int
    tales: tuple[Tale, ...]


class Agenda:
    """The settings of a month.

    Parameters
    ----------
    deeds, acts, gates
        The names of all deeds, acts and of the scheme's gates.
    """

    def __init__(self, deeds: Sequence[str], acts: Sequence[str], gates: Sequence[str]) -> None:
        self._deeds = {name: k for k, name in enumerate(deeds)}
        self._acts = {name: k for k, name in enumerate(acts)}
        self._gates = {name: k for k, name in enumerate(gates)}
        self._begin()

    def anew(self) -> Agenda:
        """Give another one with the same names, on which nothing stands."""
        other = Agenda.__new__(Agenda)
        other._deeds, other._acts, other._gates = self._deeds, self._acts, self._gates
        other._begin()
        return other

    def _begin(self) -> None:
        self.pull = np.zeros(len(self._deeds), np.int32)
        """Notches added to each deed for everybody."""
        self.sees = np.zeros(len(self._acts), np.int32)
        """What the headline bureau sees more of each act, of 256."""
        self.served = np.full(len(self._gates), 256, np.int32)
        """Share of 256 of the providers behind each gate who use it."""
        self.guide = 0
        """Q14: by how much everyone's conviction at rest is moved towards the official line."""
        self.loud = 256
        """Q8: how much further the news of the scheme reaches than written."""
        self.deaf = 0
        """1 where news and tales miss those whose line is cut (`telephones`)."""
        self.by = ""
        """Which institution writes now."""
        self.tales: list[Tale] = []
        """What institutions tell themselves."""
        self._made: dict[Hashable, Any] = {}

    def add(self, deed: str, notches: int) -> None:
        """Make a deed more (or less) attractive to everybody by so many notches."""
        if deed not in self._deeds:
            raise UnknownName("deed", deed, self._deeds, "`demerit list acts` shows all.")
        self.pull[self._deeds[deed]] += notches

    def sense(self, act: str, share: int) -> None:
        """Let the headline bureau see `share` of 256 more of an act's deeds."""
        if act not in self._acts:
            raise UnknownName("act", act, self._acts, "`demerit list acts` shows all.")
        self.sees[self._acts[act]] += share

    def serve(self, gate: str, share: int) -> None:
        """Let only `share` of 256 of the providers behind a gate use it; a scheme without that gate is left alone."""
        if gate in self._gates:
            self.served[self._gates[gate]] = share

    def tell(self, reach: int, tells: Mapping[str, float], jolt: int = 0) -> None:
        """Tell everybody reached that deeds bring so many points."""
        before = sum(tale.name.startswith(f"{self.by}:") for tale in self.tales)
        self.tales.append(Tale(reach, tuple(tells.items()), jolt, f"{self.by}:{before}"))

    def once(self, what: Hashable, make: Callable[[], T]) -> T:
        """Give what is made of the finished agenda: made when first asked for."""
        if what not in self._made:
            self._made[what] = make()
        return self._made[what]  # type: ignore[no-any-return]

    def state(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Give what of it moves the law: who serves, and what is sensed."""
        return tuple(self.served.tolist()), tuple(self.sees.tolist())

    def told(self) -> Said:
        """Give what of it is told."""
        return Said(self.guide, self.loud, self.deaf, tuple(self.tales))
