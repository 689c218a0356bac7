"""What an institution is: what it reads of the month that passed, and what it sets for the month to come.

An institution moves between the months and touches citizens in one of three ways only: it writes the `Agenda` (pulls on
deeds, what is told, what is sensed), it lets something *happen* to citizens, which rules turn into points like a deed,
or it keeps columns of its own, which acts may read, and shows them what follows from these. One that is closed has no
columns and no kernels, so it costs nothing, and closing it is the same, bit for bit, as never having had it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, get_type_hints

import numpy as np
from numpy.typing import NDArray

from demerit.base.knob import Knob, knobs_of, noted

if TYPE_CHECKING:
    from demerit.institutions.agenda import Agenda
    from demerit.institutions.past import Past

Array = NDArray[Any]
"""A whole column, or a count by kind of citizen."""
Month = tuple[int, int, int, int]
"""The deeds of a weekly act in the four weeks of a month, the first week first."""
MOST_TIMES = 15
"""How often the same thing can happen to one citizen in a month."""
COUNT = 16
"""Bits of each count in a tally of ties."""


def holding(number: int, tally: int) -> int:
    """Give how many ties hold a number, 0 to 3, in the column that was tallied (``tally_X``)."""
    return (tally >> (COUNT * number)) & ((1 << COUNT) - 1)


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
    bits
        How many bits hold its range; columns that need fewer than a word share words. 0: it has all of `dtype`.
    less
        With `bits` or `rows`: its lowest number is ``-less``.
    rows
        It holds rows of citizens, or these and one: it has the bits that these need.
    scores
        It holds scores, from ``-less`` on: it has the bits that the scale needs, where that has none below 0.
    """

    name: str
    dtype: type[np.generic]
    about: str
    bits: int = 0
    less: int = 0
    rows: bool = False
    scores: bool = False


def kept(dtype: type[np.generic], about: str, bits: int = 0, less: int = 0, rows: bool = False,
         scores: bool = False) -> Column:
    """Give a column that takes its name from the field that it annotates."""
    return Column("", dtype, about, bits, less, rows, scores)


class Nothing(NamedTuple):
    """What stands where an institution declares nothing."""


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
        What it sets for the month to come: fields of `Agenda`, ``happens``, or names of columns that it writes.
    knobs_are
        A NamedTuple class; its fields are annotated with `demerit.base.knob.knob`.
    remembers
        A NamedTuple class of whole numbers that it remembers from month to month, all 0 at the start. Each is written
        down every month, so that measures can read it (table ``institution``, key ``name:memory``).
    keeps
        A NamedTuple class of its own columns, 0 at the start; its fields are annotated with `kept`.
    think
        ``think(memory, past, knobs, lot)``: change the memory, a dict of ints, once a month before its first week.
        ``lot(k)`` gives a keyed draw of 32 bits. None: it remembers nothing that moves.
    write
        ``write(agenda, memory, knobs)``: set the month, from the memory alone.
    begin
        ``begin(world, society, seed, knobs)``: fill its columns at the start of the scheme; None: all 0.
    touch
        ``touch(i, ...)``, of one citizen, in whole numbers: on scoring weeks, after the month's deeds took effect. Its
        parameters, those that it needs, say by their types what it is handed (below).
    then
        The same again, right after `touch`: what needs a walk along ties or through a block, so that all else goes
        abreast. What happens and what is counted are of the same classes as in `touch`.
    show
        The same, after everyone's `touch`: write what others read.
    others
        The columns, besides `face`, of which it reads other rows than the citizen's own: what nobody writes in the
        same pass.
    ahead
        ``touch`` or ``show`` -> column that names others, or ``friend`` -> what it reads of whom that names, always or
        nearly so: memory is asked for it in time. It changes how fast it is and nothing else.
    abreast
        ``touch`` or ``show``, where all citizens are reckoned alike, by many at once, and that is measured to be
        faster: no jump that few take, no loop but over what is written down, `quotient` for ``//``. It changes how
        fast it is and nothing else.
    shows
        What acts read of a citizen that is kept nowhere, since it follows from what is: its name -> a function of one
        citizen that gives it, a whole number, of the `own`, `knobs` and `memory` that it needs; of what it remembered
        at the last month's end. 0 where a scheme has no such institution.
    quantities
        What it reports, as a whole number, of the first thing that can happen; rules with steps ask for it as
        ``by: institution.quantity``. For each it keeps columns ``quantity_1`` to ``quantity_4``, int32: of the first,
        the second ... time it happened this month, which can then be four times at most.
    sums
        Among what it counts are sums of large numbers: more than 2,000 for one citizen in a month.

    Notes
    -----
    What `touch` and `show` may ask for by name; each but `i`, `week` and the draws is typed by a NamedTuple class:

    ============  =====================================================================================================
    ``i``         the citizen's row. A function that asks for ``lo`` and ``hi`` is of a range instead: for what is
                  reckoned of many citizens at once, in a fraction of the time. It is handed whole columns, and no
                  ``own``, ``did`` or ``lot``
    ``week``      the scoring week
    ``own``       whole numbers, named like columns: what is true of the citizen as the function begins. `touch` may ask
                  what stands out among ties besides, found in one walk for all institutions: ``ties``, how many;
                  ``speeches``, a bit for each deed of `speak` in their faces; ``any_face``, all bits of these;
                  ``least_shown``, the lowest score shown there; and of columns of institutions that others see,
                  ``any_exposed``, all bits that the column has with any tie, ``kin_exposed``, with any of kin,
                  ``sum_exposed``, the sum over ties, and, of one of two bits, ``tally_venue_shown``, how many hold
                  0, 1, 2, 3 (`holding`); and ``tied_old_friend``: 1 where whom a column of one's own
                  (one that holds rows) names is a tie
    ``citizens``  whole columns by name, indexed by row: those that it writes, and those of `others`; ``face`` is what
                  was shown last week; ``belief``, ``account`` and ``listed`` have two places, the second the row
    ``did``       named like acts: the deed of a monthly act, a tuple of four of a weekly one, the first week first
    ``deeds``     the deeds of all monthly acts, indexed ``[act, i]``; for those who look at every act
    ``numbers``   named like acts: the number of each, by which `law` and ``deeds`` are indexed
    ``knobs``     its knobs
    ``memory``    what it remembers
    ``gates``     named like gates of a scheme: the bit of each, -1 where the scheme has none
    ``law``       fields of `AroundLaw`, those that it needs
    ``lot``       four words of 32 bits: the draw of the citizen this week; ``lot_1`` that with k = 1, and so on
    ``always``    the same for good, which is that of week 0; ``always_1`` that with k = 1, and so on
    ``draws``     `demerit.base.draws.Draws`: its own stream, for `demerit.base.draws.words`, the draw of a pair; and
                  with ``week_words`` for `demerit.base.draws.this_week`, the draw of the citizen this week where k is
                  not known before; ``ever_words`` are the same for what is drawn for good
    ``sums``      scratch for a function of a range, int32 ``(8, m)``, `m` at least 1,024
    ``ways``      everybody's draw for good in the stream `ways`: whoever asks gets the same
    ``happened``  what can happen to a citizen, by name, indexed by row; 0 at first, at most `MOST_TIMES`
    ``counted``   what it counts, by name, indexed by the kind of citizen (``own.cell``)
    ============  =====================================================================================================
    """

    name: str
    summary: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    knobs_are: type[Any] = Nothing
    remembers: type[Any] = Nothing
    keeps: type[Any] = Nothing
    think: Callable[[dict[str, int], Past, Any, Callable[[int], int]], None] | None = None
    write: Callable[[Agenda, dict[str, int], Any], None] | None = None
    begin: Callable[[Any, Any, int, Any], None] | None = None
    touch: Callable[..., None] | None = None
    then: Callable[..., None] | None = None
    show: Callable[..., None] | None = None
    others: tuple[str, ...] = ()
    ahead: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    abreast: tuple[str, ...] = ()
    shows: Mapping[str, Callable[..., int]] = field(default_factory=dict)
    quantities: tuple[str, ...] = ()
    sums: bool = False

    def done(self, when: str) -> tuple[Callable[..., None], ...]:
        """Give what it does to citizens, in order, at ``touch`` or ``show``."""
        functions = (self.touch, self.then) if when == "touch" else (self.show,)
        return tuple(function for function in functions if function is not None)

    @property
    def functions(self) -> tuple[Callable[..., None], ...]:
        """All that it does to citizens, in order."""
        return (*self.done("touch"), *self.done("show"))

    def asked(self, function: Callable[..., Any] | None) -> dict[str, type[Any]]:
        """Give what `touch`, `show` or one of `shows` asks for: parameter -> its class."""
        return {} if function is None else _hints(function)

    def _fields(self, parameter: str) -> tuple[str, ...]:
        kinds = [self.asked(function).get(parameter, Nothing) for function in self.done("touch")]
        return tuple(dict.fromkeys(name for kind in kinds for name in getattr(kind, "_fields", ())))

    @property
    def knob_class(self) -> type[Any]:
        """The NamedTuple class of its knobs."""
        return self.knobs_are

    @property
    def knobs(self) -> tuple[Knob, ...]:
        """The numbers it can be tuned by."""
        return knobs_of(self.knobs_are)

    @cached_property
    def memory(self) -> tuple[str, ...]:
        """Names of the whole numbers it remembers."""
        fields: tuple[str, ...] = self.remembers._fields
        return fields

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Columns of its own."""
        return tuple(replace(column, name=name) for name, column in noted(self.keeps, Column))

    @cached_property
    def happens(self) -> tuple[str, ...]:
        """What can happen to a citizen; rules name it ``institution.happening``."""
        return self._fields("happened")

    @cached_property
    def counts(self) -> tuple[str, ...]:
        """What it counts, by kind (table ``institution``, key ``name:count``)."""
        return self._fields("counted")

    @cached_property
    def acts(self) -> tuple[str, ...]:
        """Acts whose deeds of the month it reads by name."""
        return self._fields("did")

    @property
    def names(self) -> tuple[str, ...]:
        """What can happen, as the law names it: ``masses.reported``."""
        return tuple(f"{self.name}.{what}" for what in self.happens)


@cache
def _hints(function: Callable[..., Any]) -> dict[str, type[Any]]:
    return {k: v for k, v in get_type_hints(function).items() if k != "return"}
