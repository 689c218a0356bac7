"""What the institution does, in one line."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np

from demerit.base.draws import Four
from demerit.base.knob import knob
from demerit.institutions.institution import Array, Institution, kept


class Knobs(NamedTuple):
    """What `skeleton` can be tuned by: ``--set skeleton.visits=0.05``."""

    # the number used unless told otherwise, the lowest, the highest, the unit, what it does;
    # source="..." says where the number is from (left out: it is assumed)
    visits: Annotated[int, knob(655, 0, 6554, "of 65536 a month", "Chance that a citizen is visited: 1 in 100.")]


class Keeps(NamedTuple):
    """Its own columns: a whole number of every citizen, 0 at the start. Acts may read them by name."""

    # a name that no other column has, the narrowest type that holds the range, and what the number means
    times_visited: Annotated[Array, kept(np.uint8, "How often one has been visited so far, at most 255.")]


class Own(NamedTuple):
    """What it reads of a citizen: a field for each column, as it stood before `touch`."""

    cell: int  # the kind of citizen (sex, age, town or country ...), as which one is counted
    times_visited: int


class Citizens(NamedTuple):
    """Columns that it writes."""

    times_visited: Array


class Happened(NamedTuple):
    """What can happen to a citizen; a rule of the scheme gives it points: ``skeleton.visited``."""

    visited: Array


class Counted(NamedTuple):
    """What is counted, by kind of citizen; results name it ``skeleton:visits``."""

    visits: Array


def touch(i: int, own: Own, citizens: Citizens, knobs: Knobs, lot: Four, happened: Happened, counted: Counted) -> None:
    """Visit a citizen now and then: ``visits`` of 65536 a month.

    This runs once a month for each citizen `i`, in plain whole numbers. Take only the parameters that you need:
    `demerit.institutions.institution.Institution` lists all that there are. Write to no row but `i`. Say here whom
    the form follows, and that the sizes are assumed.
    """
    # lot: four random numbers of this citizen and this month, 0 .. 2**32 - 1; the upper half of the first is one
    # of 65536. Every draw belongs to the seed, so that a run can be repeated number for number.
    if lot[0] >> 16 < knobs.visits:
        citizens.times_visited[i] = min(own.times_visited + 1, 255)
        happened.visited[i] = 1
        counted.visits[own.cell] += 1


# `touch` and the classes say all the rest: what it reads of a citizen, what can happen, what is counted.
skeleton = Institution(
    name="skeleton",
    summary="What the institution does, in one line.",
    reads=("nothing of the month that passed",),
    writes=("happens", "times_visited"),
    knobs_are=Knobs,
    keeps=Keeps,
    touch=touch,
)
