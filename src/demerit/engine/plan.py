"""A plan: a scheme, compiled for a run. Made once of (scheme, knobs), shared by as many worlds as one likes; frozen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from demerit.acts import acts, lot_of
from demerit.acts.act import Act, Week
from demerit.base.choice import Options
from demerit.base.draws import stream
from demerit.engine.asking import asked
from demerit.engine.changes import changes
from demerit.engine.knobs import GROUPS, held, turned, written_knobs
from demerit.engine.layout import Layout
from demerit.engine.limits import can_be_kept, can_carry_out
from demerit.engine.names import belief_shift, believed, entries, happenings_of
from demerit.engine.steps.judge import places
from demerit.engine.steps.take_up import is_chosen, put_in
from demerit.engine.terms import KEPT, UNTOLD, Terms, When
from demerit.institutions import institutions
from demerit.institutions.agenda import Agenda
from demerit.rows.diary import MONTH

if TYPE_CHECKING:
    from demerit.engine.step import Step
    from demerit.institutions.institution import Institution
    from demerit.law import Scheme

BUREAUS = 8
"""Bureaus of which institutions can keep files."""


@dataclass(frozen=True)
class ActiveInstitution:
    """One institution that the scheme has at work."""

    what: Institution
    knobs: Any
    row: int
    """Where its happenings begin among all."""


@dataclass(frozen=True)
class Plan:
    """A scheme with its knobs turned, ready to be lived under.

    Parameters
    ----------
    scheme
        The law.
    settings
        Behavioural knobs by full name (`engine.knobs`), where they differ from their defaults.

    Raises
    ------
    InputError
        The scheme says what this version cannot carry out, or a knob is outside its range.
    """

    scheme: Scheme
    settings: Mapping[str, float] = field(default_factory=dict)
    _terms: dict[Any, Terms] = field(default_factory=dict, repr=False)
    _bases: dict[Any, Terms] = field(default_factory=dict, repr=False)
    _at_work: dict[int, Mapping[str, Any]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        can_carry_out(self.scheme)
        can_be_kept(acts())
        _ = self.values

    # ---- what never changes --------------------------------------------------------------------------------------

    @cached_property
    def values(self) -> dict[str, int]:
        """Every knob's value."""
        return turned(dict(self.settings), written_knobs(self.scheme))

    @property
    def acts(self) -> tuple[Act, ...]:
        """Every act, the weekly ones first."""
        return acts()

    @cached_property
    def deeds(self) -> list[str]:
        """The names of all deeds."""
        return [name for act in self.acts for name in act.names]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Act -> its number."""
        return {act.name: k for k, act in enumerate(self.acts)}

    @cached_property
    def takes_place(self) -> list[bool]:
        """Act -> whether it takes place under the scheme."""
        return [not act.asks or act.asks in self.scheme.institutions for act in self.acts]

    @cached_property
    def acts_due(self) -> tuple[list[int], list[int]]:
        """The numbers of the acts that take place every week; and with those of the last week of a month."""
        due = [number for number, takes_place in enumerate(self.takes_place) if takes_place]
        return [number for number in due if not self.acts[number].monthly], due

    @cached_property
    def acts_told(self) -> tuple[list[int], list[int]]:
        """The numbers of those among them that ask for what every act is told of a week."""
        asking, all_asking = ([n for n in due if "week" in asked(self.acts[n].weigh)] for due in self.acts_due)
        return asking, all_asking

    @cached_property
    def beliefs(self) -> list[str]:
        """Deeds that citizens may hold a belief about."""
        return believed(self.scheme)

    @cached_property
    def belief_shift(self) -> int:
        """By how many bits a unit of what is believed is above Q7."""
        return belief_shift(self.scheme)

    @cached_property
    def happenings(self) -> list[str]:
        """What can happen to a citizen."""
        return happenings_of(self.scheme)

    @cached_property
    def entries(self) -> list[tuple[str, str]]:
        """The ledger's kinds of entry, (entry, account)."""
        return entries(self.scheme)

    @cached_property
    def institutions(self) -> tuple[ActiveInstitution, ...]:
        """The institutions at work, by name."""
        found, row = [], 0
        for name, one in institutions().items():
            if name in self.scheme.institutions:
                found.append(ActiveInstitution(one, held(one.knob_class, name, self.values), row))
                row += len(one.happens)
        return tuple(found)

    @cached_property
    def group_knobs(self) -> dict[str, Any]:
        """Group -> its knobs, as the NamedTuple of the group."""
        return {group: held(kind, group, self.values) for group, kind in GROUPS.items()}

    @cached_property
    def act_knobs(self) -> tuple[Any, ...]:
        """Act -> its knobs."""
        return tuple(held(act.knob_class, act.name, self.values) for act in self.acts)

    @cached_property
    def layout(self) -> Layout:
        """Which counts are taken, and in which row each stands."""
        return Layout(self)

    @cached_property
    def changes(self) -> list[int]:
        """The weeks in which the law changes, ascending, the first of them 0."""
        return changes(self.scheme)

    @cached_property
    def act_beliefs(self) -> tuple[tuple[Any, Any], ...]:
        """Act -> the options that beliefs are about, and the numbers of these beliefs."""
        found = []
        for act in self.acts:
            pairs = np.array([(k, self.beliefs.index(name)) for k, name in enumerate(act.names)
                              if name in self.beliefs], np.int32).reshape(-1, 2)
            found.append((np.ascontiguousarray(pairs[:, 0]), np.ascontiguousarray(pairs[:, 1])))
        return tuple(found)

    def blank_agenda(self) -> Agenda:
        """Give an agenda on which nothing stands."""
        return self._blank.anew()

    @cached_property
    def _blank(self) -> Agenda:
        return Agenda(self.deeds, [act.name for act in self.acts], list(self.scheme.gates))

    # ---- the law in a week ---------------------------------------------------------------------------------------

    def terms(self, week: int, agenda: Agenda) -> Terms:
        """Give the terms of a week: those of an earlier one where nothing in the law has moved since."""
        moved = bisect_right(self.changes, week) - 1
        set_ = agenda.state()
        state = (week < 0, moved, *set_)
        found = self._terms.get(state)
        if found is None:
            if len(self._terms) >= KEPT:
                self._terms.clear()
            base = self._bases.get(state[:2])
            found = self._terms[state] = Terms(self.scheme, week, self.values, *set_, base)
            self._bases[state[:2]] = base or found
        return found

    def at_work(self, week: int) -> Mapping[str, Any]:
        """Give the institutions at work in a week, by name."""
        moved = bisect_right(self.changes, week)
        if moved not in self._at_work:
            self._at_work[moved] = self.scheme.institutions_in_force(week)
        return self._at_work[moved]

    def law(self, step: Step, terms: Terms, when: When) -> Any:
        """Give a step's law in a week: a NamedTuple, a list of such, or None where it does not take place."""
        if step.law is None:
            return ()
        return step.law(terms, when) if step.weekly else terms.read(step.law)

    def options(self, blocks: list[int], pull: NDArray[np.int32]) -> list[Options]:
        """Give what the choice of each act is told.

        Parameters
        ----------
        blocks
            Act -> the bits of the gates that must be open to do it.
        pull
            Deed -> notches that institutions add for everybody: choices read them where they lie (`engine.slate`).
        """
        ends = pairwise(self.first_deeds)
        return [Options(act.needs, block, pull[first:end], *beliefs, NOBODY, NOTHING, self.belief_shift)
                for act, block, (first, end), beliefs in zip(self.acts, blocks, ends, self.act_beliefs, strict=True)]

    @cached_property
    def first_deeds(self) -> list[int]:
        """Act -> the number of its first deed among all deeds."""
        return [int(n) for n in np.cumsum([0, *(len(act.deeds) for act in self.acts)])]

    def blocks(self, terms: Terms) -> list[int]:
        """Give for each act the bits of the gates that must be open to do it."""
        return terms.read(_blocks)

    def week_of(self, week: int, share_enrolled: int, terms: Terms) -> Week:
        """Give what every act is told of a week."""
        return Week(week, share_enrolled, terms.read(_may_choose))

    def around(self, terms: Terms) -> dict[str, Any]:
        """Give what institutions may ask for of the law in force (`institutions.institution.AroundLaw`)."""
        return terms.read(_around)


def _may_choose(terms: Terms) -> int:
    return int(is_chosen(terms) and not put_in(terms.scheme, terms.week))


def _blocks(terms: Terms) -> list[int]:
    names = list(terms.scheme.gates)
    found = dict.fromkeys((act.name for act in acts()), 0)
    for name, gate in terms.gates.items():
        for act in gate.blocks:
            found[act] |= 1 << names.index(name)
    return list(found.values())


def _around(terms: Terms) -> dict[str, Any]:
    deeds, points, truth = terms.read(places), terms.points_of_deeds, terms.truth
    ruled = (truth != 0) & (truth != UNTOLD)
    ends = [*deeds.first.tolist()[1:], len(points)]
    shares = np.zeros((terms.sees_by_bureau.shape[1], BUREAUS), np.int32)
    shares[:, : len(terms.sees_by_bureau)] = terms.sees_by_bureau[:BUREAUS].T
    filing = terms.filing[:BUREAUS]
    keys = np.array([stream(name) for name in filing] + [0] * (BUREAUS - len(filing)), np.uint32)
    spans = list(zip(deeds.first.tolist(), ends, strict=True))
    return {
        "first": deeds.first.astype(np.uint16), "lot": np.array([lot_of(act.name) for act in acts()], np.uint32),
        "shift": deeds.shift.astype(np.uint8), "bits": deeds.bits.astype(np.uint8), "points": points,
        "sees": terms.sees_by_bureau, "belief_shift": terms.belief_shift,
        "keys": keys, "there": sum(1 << b for b, name in enumerate(filing) if name in terms.scheme.bureaus),
        "shares": shares, "watched": ((shares > 0) << np.arange(BUREAUS)).sum(axis=1).astype(np.uint8),
        "ruled": np.flatnonzero(ruled).astype(np.uint8), "rules": truth[ruled],
        "unruled": np.flatnonzero(truth == 0).astype(np.uint8), "truth": truth, "weekly": deeds.weekly, "weeks": MONTH,
        "low": terms.scheme.scale.low, "high": terms.scheme.scale.high,
        "public": sum(1 << q for q, one in enumerate(terms.written.registers.values()) if one.public),
        "counting": np.array([a for a, (x, y) in enumerate(spans) if points[x:y].any()], np.uint8),
        "punished": np.array([a for a, (x, y) in enumerate(spans) if (points[x:y] < 0).any()], np.uint8),
    }


NOBODY = np.zeros(0, np.int64)
NOTHING = np.zeros(0, np.int64)
