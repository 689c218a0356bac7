"""What an institution is: what it reads of the month that passed, and what it sets for the month to come.

An institution moves between the months and touches citizens in one of three ways only: it writes the `Agenda` (pulls on
deeds, what is told, what is sensed), it lets something *happen* to citizens, which rules turn into points like a deed,
or it keeps columns of its own, which acts may read. One that is closed has no columns and no kernels, so it costs
nothing, and closing it is the same, bit for bit, as never having had it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.base.knob import Knob

if TYPE_CHECKING:
    from demerit.institutions.agenda import Agenda
    from demerit.institutions.past import Past

MOST_TIMES = 15
"""How often the same thing can happen to one citizen in a month."""


@dataclass(frozen=True)
class Column:
    """A column that an institution keeps of every citizen.

    Parameters
    ----------
    name
        Its name, unlike that of any other column; acts and kernels read it by this name.
    dtype
        A whole-number type, the narrowest that holds its range.
    about
        What it holds: unit and range.
    """

    name: str
    dtype: type[np.generic]
    about: str


class Around(NamedTuple):
    """What the kernel of an institution is told besides columns and knobs."""

    act: NDArray[Any]
    """Number of each act that the institution names in `acts`, in that order: its row in the month's deeds."""
    shift: NDArray[Any]
    """Weekly act -> where its deeds begin in the diary."""
    bits: NDArray[Any]
    """Act -> bits that hold one of its deeds."""
    memory: NDArray[Any]
    """What the institution remembers, in the order of `memory`."""
    weeks: int
    """Weeks in a month: how many deeds of each weekly act the diary holds."""
    stream: int
    """The institution's own stream of draws."""
    k0: int
    k1: int


class AroundLaw(NamedTuple):
    """The same, and the law in force: for the few that ask for it, since the compiler's work grows with it."""

    act: NDArray[Any]
    """Number of each act that the institution names in `acts`, in that order: its row in the month's deeds."""
    shift: NDArray[Any]
    """Weekly act -> where its deeds begin in the diary."""
    bits: NDArray[Any]
    """Act -> bits that hold one of its deeds."""
    memory: NDArray[Any]
    """What the institution remembers, in the order of `memory`."""
    weeks: int
    """Weeks in a month: how many deeds of each weekly act the diary holds."""
    stream: int
    """The institution's own stream of draws."""
    k0: int
    k1: int
    gate: NDArray[Any]
    """Bit of each gate that it names in `gates`; -1 where the scheme has no such gate."""
    first: NDArray[Any]
    """Act -> number of its first deed among all deeds."""
    lot: NDArray[Any]
    """Act -> the number that keys what is drawn about its deeds: no other act moves it (`demerit.acts.lot_of`)."""
    points: NDArray[Any]
    """Deed, among all deeds -> points that the rules in force give for one of it."""
    sees: NDArray[Any]
    """Bureau x act -> share of its deeds that the bureau sees, of 256; the headline bureau first."""
    truth: NDArray[Any]
    """Belief, a row of the column `belief` -> Q7 points that the rules in force give for one such deed; -32768 where
    no rule of deeds could say, as of ``tie``."""
    weekly: int
    """How many acts are weekly; they come first."""
    low: int
    """Lowest score."""
    high: int
    """Highest score."""
    public: int
    """A bit for each register of the scheme that everyone can see, the first the lowest."""


@dataclass(frozen=True)
class Institution:
    """One institution: what it remembers, decides, and does to citizens, once a month.

    Parameters
    ----------
    name
        Its name: that of its file, of its stream of draws, and of its file in a scheme.
    summary
        One sentence for `demerit list institutions`.
    reads
        What it reads of the month that passed, in words.
    writes
        What it sets for the month to come: fields of `Agenda`, ``happens``, or names of columns that its kernels write.
    knobs, knob_class
        The numbers it can be tuned by, ``--set NAME.KNOB=VALUE``; handed over as the NamedTuple `knob_class`.
    memory
        Names of the whole numbers it remembers from month to month, all 0 at the start. Each is written down every
        month, so that measures can read it (table ``institution``, key ``name:memory``).
    think
        ``think(memory, past, knobs, lot)``: change the memory, a dict of ints, once a month before its first week.
        ``lot(k)`` gives a keyed draw of 32 bits. None: it remembers nothing that moves.
    write
        ``write(agenda, memory, knobs)``: set the month, from the memory alone.
    columns
        Columns of its own, 0 at the start.
    begin
        ``begin(world, society, seed, knobs)``: fill its columns at the start of the scheme; None: all 0.
    happens
        What can happen to a citizen; rules name it ``institution.happening``. At most `MOST_TIMES` times a month.
    quantities
        What it reports, as a whole number, of the first thing named in `happens`; rules with steps ask for it as
        ``by: institution.quantity``. For each it keeps columns ``quantity_1`` to ``quantity_4``, int32: of the first,
        the second ... time it happened this month, which can then be four times at most.
    counts
        What its kernel counts, by kind (table ``institution``, key ``name:count``).
    sums
        Among what it counts are sums of large numbers: more than 2,000 for one citizen in a month.
    acts, gates
        Acts and gates whose numbers its kernel needs.
    view
        A NamedTuple class; its fields name columns, whole, of `demerit.engine.columns` or of institutions.
    around
        What its kernels are told as `r`: `Around`, or `AroundLaw` where they ask for the law in force.
    touch
        ``touch(lo, hi, week, deeds, x, k, r, face, happened, counts)``: on scoring weeks, after the month's deeds took
        effect. It writes the rows `lo` to `hi` of columns named in `writes`, ``happened`` uint8
        ``(n_happens, hi - lo)`` and adds to ``counts`` ``(n_counts, n_kinds)``. Of others it reads only last
        week's ``face``, ``score``, and columns that nobody's `touch` writes.
    post
        ``post(lo, hi, week, x, k, r)``: after everyone's `touch`, write each citizen's own row of columns that others
        read.
    """

    name: str
    summary: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    knobs: tuple[Knob, ...] = ()
    knob_class: type[Any] = field(default=tuple)
    memory: tuple[str, ...] = ()
    think: Callable[[dict[str, int], Past, Any, Callable[[int], int]], None] | None = None
    write: Callable[[Agenda, dict[str, int], Any], None] | None = None
    columns: tuple[Column, ...] = ()
    begin: Callable[[Any, Any, int, Any], None] | None = None
    happens: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    sums: bool = False
    acts: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()
    view: type[Any] | None = None
    around: type[Any] = Around
    touch: Callable[..., None] | None = None
    post: Callable[..., None] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """What can happen, as the law names it: ``masses.reported``."""
        return tuple(f"{self.name}.{what}" for what in self.happens)
