"""The terms of a week: the scheme as it stands, with all that several steps read off it, each worked out once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from demerit.acts import acts
from demerit.engine.names import Rows, belief_shift, believed, caps, filing, happenings_of, rules
from demerit.institutions.agenda import Agenda
from demerit.law import in_week

if TYPE_CHECKING:
    from demerit.law import Gate, Scheme

T = TypeVar("T")
SERVED, SENSES = 1, 2
"""What a reader may ask for of what institutions set, a bit each."""
KEPT = 200
"""States of what institutions set, of which a plan keeps what was read."""
UNTOLD = -32768
"""What a tale holds of a deed of which it says nothing."""


def _shared(method: Callable[[Terms], T]) -> property:
    """Make a property of terms that is worked out once for all that share a base; it asks for nothing that moves."""
    def get(self: Terms) -> T:
        home = self if self.base is None else self.base
        if method not in home._read:
            home._read[method] = method(home), 0
        return home._read[method][0]  # type: ignore[no-any-return]

    return property(get, doc=method.__doc__)


class Terms:
    """What a step's law is read from.

    Most of the law stays as it is while institutions move who serves a gate or what is sensed: what is read without
    asking for either is read once for all of them.

    Parameters
    ----------
    written
        The scheme as a whole.
    week
        Which week; before 0 only what was recorded before the launch counts.
    values
        Every knob's value.
    served, senses
        What institutions set: gate -> share of 256 of its providers who use it; act -> what the headline bureau sees
        more of it.
    base
        Terms of the same state of the scheme, of which these differ in what institutions set.
    """

    def __init__(self, written: Scheme, week: int, values: Mapping[str, int], served: tuple[int, ...],
                 senses: tuple[int, ...], base: Terms | None = None) -> None:
        self.written, self.week, self.values = written, week, values
        self._served, self._senses, self.base = served, senses, base
        self._read: dict[Any, tuple[Any, int]] = {}
        """Reader -> what it read, and what it asked for."""
        self._kept: dict[Any, dict[int, dict[Any, Any]]] = {}
        """Reader -> what it asked for -> what that was -> what it read: of all terms that have this base."""
        self._asked = 0
        self.era: Any = object() if base is None else base.era
        """The same for all terms that share a base, and for no others."""

    @property
    def served(self) -> tuple[int, ...]:
        """Gate -> share of 256 of its providers who use it."""
        self._asked |= SERVED
        return self._served

    @property
    def senses(self) -> tuple[int, ...]:
        """Act -> what the headline bureau sees more of it, of 256."""
        self._asked |= SENSES
        return self._senses

    def read(self, reader: Callable[[Terms], T]) -> T:
        """Give what a reader reads off these terms.

        Of all terms that share a base it reads once for each state of what it asks for that institutions set: so worlds
        that come to the same state share what was read.
        """
        if reader not in self._read:
            self._read[reader] = self._found(reader)
        found, asked = self._read[reader]
        self._asked |= asked
        return found  # type: ignore[no-any-return]

    def holds(self, reader: Callable[[Terms], Any] | None) -> Any:
        """Give for what that holds which a reader read, or where there is none: for the `era`, or for these terms.

        It holds for the era where the reader asked for nothing that institutions set.
        """
        return self if reader in self._read and self._read[reader][1] else self.era

    def _found(self, reader: Callable[[Terms], T]) -> tuple[T, int]:
        """Give what a reader reads, and what it asks for."""
        kept = (self.base or self)._kept.setdefault(reader, {})
        for asked, by_state in kept.items():
            state = self._state(asked)
            if state in by_state:
                return by_state[state], asked
        before, self._asked = self._asked, 0
        found, asked = reader(self), self._asked
        self._asked = before
        by_state = kept.setdefault(asked, {})
        if len(by_state) >= KEPT:
            by_state.clear()
        by_state[self._state(asked)] = found
        return found, asked

    def _state(self, asked: int) -> Any:
        """Give those parts of what institutions set."""
        return self._served if asked & SERVED else (), self._senses if asked & SENSES else ()

    @_shared
    def scheme(self) -> Scheme:
        """Give the scheme as it stands in the week."""
        return in_week(self.written, max(self.week, 0))

    @property
    def before(self) -> bool:
        """Whether the scheme has not started yet."""
        return self.week < 0

    @_shared
    def ended(self) -> bool:
        """Give whether the scheme has ended."""
        return bool(self.scheme.has_ended(self.week))

    @_shared
    def gates(self) -> dict[str, Gate]:
        """Give the gates in force, by name."""
        return {} if self.before else self.scheme.gates_in_force(self.week)

    @_shared
    def cap(self) -> NDArray[np.int32]:
        """Give account -> most points."""
        return np.array(caps(self.scheme), np.int32)

    @property
    def width(self) -> int:
        """Points of the whole scale."""
        return int(self.scheme.scale.high - self.scheme.scale.low)

    @_shared
    def beliefs(self) -> list[str]:
        """Give deeds that citizens may hold a belief about."""
        return believed(self.written)

    @_shared
    def belief_shift(self) -> int:
        """Give by how many bits a unit of what is believed is above Q7."""
        return belief_shift(self.written)

    @_shared
    def happenings(self) -> list[str]:
        """Give what can happen to a citizen by the institutions at work."""
        return happenings_of(self.written)

    @_shared
    def entry_of(self) -> dict[str, int]:
        """Give rule -> its entry in the book."""
        return {name: k for k, name in enumerate(self.written.rules)}

    @property
    def limit_entry(self) -> int:
        """The entry of the first account's limit; the others follow, then decays, then association."""
        return len(self.written.rules)

    @property
    def decay_entry(self) -> int:
        """The entry of the first account's decay."""
        return self.limit_entry + len(self.scheme.accounts)

    @_shared
    def association(self) -> tuple[int, int]:
        """Give the form of association, 0 where there is none, and its account, -1 where there is none."""
        assoc = self.scheme.association
        form = FORMS[assoc.form] if not self.before and assoc.counts and not self.ended else 0
        return form, list(self.scheme.accounts).index(assoc.account) if form and assoc.account else -1

    @_shared
    def rest(self) -> NDArray[np.int16]:
        """Give account x points of the start score above the lowest -> points at rest, ``(n_accounts, width + 1)``."""
        points = np.arange(self.width + 1)
        rest = np.stack([points * int(c) // self.width for c in self.cap]) if len(self.cap) else np.zeros(
            (0, self.width + 1))
        return rest.astype(np.int16)

    @_shared
    def sixtieth(self) -> NDArray[np.int32]:
        """Give points above the lowest score -> their 60th of the scale, ``(width + 1,)``."""
        return (np.arange(self.width + 1) * 60 // self.width).astype(np.int32)

    @property
    def judged(self) -> tuple[list[Rows], Rows, Rows]:
        """The rules in force: by deed, (points, account, entry); of states; of a month's deeds or happenings."""
        return self.read(rules)

    @_shared
    def points_of_deeds(self) -> NDArray[np.int32]:
        """Give deed -> what the rules in force give for one, judged in its own week, or a post capped by the month."""
        points = np.array([sum(rule[0] for rule in rules) for rules in self.judged[0]], np.int32)
        for number, what, per, _, each, *_ in self.judged[2]:
            if number < len(acts()) and acts()[number].often and per == 1:
                points[first_deeds()[number] + what] += each
        return points

    @property
    def sees(self) -> NDArray[np.int32]:
        """Act, then happening -> share of 256 that the headline bureau sees."""
        return self.read(_sees_now)

    @_shared
    def sees_at_first(self) -> NDArray[np.int32]:
        """Give the same as the scheme has it, whatever institutions sense."""
        bureau = self.scheme.headline_bureau
        sees = bureau.sees if bureau else {}
        names = [act.name for act in acts()] + self.happenings
        return np.array([round(256 * sees.get(name.split(".")[0], 0.0)) for name in names], np.int32)

    @_shared
    def truth(self) -> NDArray[np.int32]:
        """Give belief -> Q7 points that the rules in force give for one such deed; `UNTOLD` for ``tie``."""
        points = dict.fromkeys(self.beliefs, 0.0)
        scheme = in_week(self.written, max(self.week, 0))
        for rule in scheme.rules_in_force(max(self.week, 0)).values():
            if rule.deed in points:
                points[rule.deed] += 128 * scheme.points_now(rule) / rule.per
        return np.array([UNTOLD if name == "tie" else round(v) for name, v in points.items()], np.int32)

    @_shared
    def filing(self) -> list[str]:
        """Give the bureaus that can have files, in their order; one that is merged away leaves its place empty."""
        return filing(self.written)

    @_shared
    def sees_by_bureau(self) -> NDArray[np.int32]:
        """Give bureau of `filing` x act -> share of 256 that it sees; nothing once it is merged away."""
        there = [self.scheme.bureaus.get(name) for name in self.filing]
        rows = [[round(256 * b.sees.get(act.name, 0.0)) if b else 0 for act in acts()] for b in there]
        return np.array(rows, np.int32).reshape(-1, len(acts()))


class When(NamedTuple):
    """What weekly laws are read from besides the terms."""

    week: int
    agenda: Agenda
    """What institutions set for the month."""


def _sees_now(terms: Terms) -> NDArray[np.int32]:
    share: NDArray[np.int32] = terms.sees_at_first
    senses = terms.senses
    if any(senses):
        share, n = share.copy(), len(senses)
        share[:n] = np.minimum(np.maximum(share[:n] + np.array(senses, np.int32), 0), 256)
    return share


FORMS = {"none": 0, "mean_score": 1, "count_below": 2, "invited": 3, "event": 4}


def begins(lengths: Iterable[int]) -> NDArray[np.int32]:
    """Give where each of some runs of entries begins, and where the last ends."""
    return np.cumsum([0, *lengths]).astype(np.int32)


def first_deeds() -> NDArray[np.int32]:
    """Give the number of the first deed of each act among all deeds."""
    return begins(len(act.deeds) for act in acts())[:-1]


def columns_of(rows: Rows, width: int) -> list[NDArray[np.int32]]:
    """Give rows of numbers as columns."""
    return [np.array([row[c] for row in rows], np.int32) for c in range(width)]


def between(lines: Iterable[int], low: int, high: int) -> list[tuple[int, int]]:
    """Give the stretches of a scale between some lines, each as its first score and the one behind its last."""
    return list(pairwise(sorted({low, high + 1, *(line for line in lines if low < line <= high)})))
