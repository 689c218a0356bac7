"""Around: what stands out about the ties of each citizen, found in one walk for all institutions that ask."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from demerit.base.bit_column import WORD, BitColumn, Column
from demerit.base.loom import Array
from demerit.base.number_of import number_of
from demerit.engine.step import Step
from demerit.errors import InputError
from demerit.institutions import institutions
from demerit.institutions.institution import COUNT
from demerit.rows.face import HIDDEN, SPEECH, shown_on
from demerit.rows.ties import KIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from demerit.engine.terms import Terms
    from demerit.institutions.institution import Institution

u64 = np.uint64
ASKED = re.compile(r"(any|kin|sum|tally|tied)_(\w+)")
"""What is asked for about a column: which bits of it any tie has, or any of kin; what ties sum up to, or how many hold
each number; and whether whom it names of oneself is a tie."""
SUM, SUMS = 32, 2
"""Bits of a sum, and how many there can be."""
TALLIED = 2
"""Bits of a column of which each number is counted, at most."""
SCORE = HIDDEN << 3
"""The bits of a face in which the score stands."""
NAMED = 4
"""Columns of which can be asked whether they name a tie."""
PLAIN = ("ties", "speeches", "any_face", "least_shown")
"""What is noted of all ties, whichever columns there are."""


class Around(NamedTuple):
    """What was found; arrays over the range."""

    ties: Array
    """Ties, uint32."""
    speeches: Array
    """A bit for each deed of `speak` that the face of some tie shows, the first the lowest; uint8."""
    any_face: Array
    """Every bit that the face of some tie has, uint32."""
    least_shown: Array
    """The lowest score that the face of some tie shows, in 60ths of the scale, uint8; `HIDDEN` where none does."""
    signs: Array
    """Every bit that the sign of some tie has, uint32."""
    kin_signs: Array
    """The same of kin alone."""
    sums: Array
    """Sums over ties, `SUM` bits each, the first the lowest; int64."""
    tally: Array
    """How many ties hold 0, 1, 2 and 3, `COUNT` bits each, 0 the lowest; int64."""
    tied: Array
    """A bit for each column that names a tie, the first the lowest; uint8."""


class Place(NamedTuple):
    """Where in a word a column stands."""

    shift: int
    mask: int


class Signs(NamedTuple):
    """Columns of institutions that are looked at, as they were shown."""

    words: tuple[Array, ...]
    """The sign of each citizen: the words in which all of these columns stand, uint32; none where there are none."""
    mask: int
    """Which bits are asked of."""
    sums: tuple[Place, ...]
    """Columns that are summed up, `SUMS` at most."""
    tally: tuple[Place, ...]
    """The column of which each number is counted, if one is."""
    named: tuple[tuple[Array, ...], ...]
    """Columns of which is asked whether they name a tie: `NAMED`, each in a tuple by itself, or nothing in it."""


class Citizens(NamedTuple):
    """Columns that it reads: ties, and the faces of others."""

    start: Array
    friend: Array
    kind: Array
    face: Array


def look_around(i: int, citizens: Citizens, signs: Signs, around: Around) -> None:
    """Walk along the ties of a citizen, and note what stands out."""
    ties, speeches, faces, least = 0, 0, 0, SCORE
    found, of_kin, total, tally = 0, 0, 0, 0
    first, second, third, fourth = (whom(i, signs.named[0]), whom(i, signs.named[1]), whom(i, signs.named[2]),
                                    whom(i, signs.named[3]))
    is_first, is_second, is_third, is_fourth = 0, 0, 0, 0
    for t in range(u64(citizens.start[u64(i)]), u64(citizens.start[u64(i + 1)])):
        other = citizens.friend[t]
        if other < 0:
            break
        ties += 1
        face = int(citizens.face[u64(other)])
        speeches |= 1 << (face & SPEECH)
        faces |= face
        least = min(least, face & SCORE)
        for words in signs.words:
            sign = int(words[u64(other)])
            found |= sign
            of_kin |= sign if citizens.kind[t] & 3 == KIN else 0
            for q, place in enumerate(signs.sums):
                total += (sign >> place.shift & place.mask) << (SUM * q)
            for at in signs.tally:
                tally += 1 << (COUNT * (sign >> at.shift & at.mask))
        is_first |= 1 if other == first else 0
        is_second |= 1 if other == second else 0
        is_third |= 1 if other == third else 0
        is_fourth |= 1 if other == fourth else 0
    around.ties[i] = ties
    around.speeches[i] = speeches
    around.any_face[i] = faces
    around.least_shown[i] = shown_on(least)
    around.signs[i] = found & signs.mask
    around.kin_signs[i] = of_kin & signs.mask
    around.sums[i] = total
    around.tally[i] = tally
    around.tied[i] = is_first | is_second << 1 | is_third << 2 | is_fourth << 3


def whom(i: int, named: tuple[Array, ...]) -> int:
    """Give whom a column, if there is one, names of a citizen; -1 nobody."""
    for column in named:
        return int(column[i])
    return -1


def asked_around(one: Institution) -> list[tuple[str, str]]:
    """Give what an institution asks for of the ties of a citizen: how, and of which column; "" of all."""
    fields = [name for function in one.done("touch") for name in getattr(one.asked(function).get("own"), "_fields", ())]
    found = [("", name) for name in fields if name in PLAIN]
    return found + [(match[1], match[2]) for name in fields if name not in PLAIN and (match := ASKED.fullmatch(name))]


def signs_of(asked: Iterable[tuple[str, str]], columns: Mapping[str, Column]) -> Signs:
    """Give where that stands which is asked for of ties.

    Raises
    ------
    InputError
        More is asked for than there is room for, of a column that has no bits or holds numbers below 0; or each number
        is to be counted of a column of more than two bits; or a column that holds no rows is to name a tie.
    """
    known = sorted({("bits" if how in ("any", "kin") else how, name) for how, name in asked if name in columns})
    of: dict[str, list[Any]] = {kind: [columns[name] for one, name in known if one == kind]
                                for kind in ("bits", "sum", "tally", "tied")}
    seen = [column for kind in ("bits", "sum", "tally") for column in of[kind]]
    words = {id(column.words): column.words for column in seen if isinstance(column, BitColumn)}
    stands = len(words) < 2 and all(isinstance(column, BitColumn) and column.less == 0 for column in seen)
    fits = len(of["sum"]) <= SUMS and len(of["tally"]) <= 1 and len(of["tied"]) <= NAMED
    if not (stands and fits and all(column.bits <= TALLIED for column in of["tally"])
            and all(getattr(column, "sized", False) for column in of["tied"])):
        names = ", ".join(sorted(name for _, name in known))
        raise InputError(
            f"institutions ask what stands out among ties of {names}; there is room for "
            f"{number_of(8 * WORD, 'bit')}, {number_of(SUMS, 'sum')}, one tally and {number_of(NAMED, 'name')}, "
            f"of columns that say how few `bits` they need and hold nothing below 0; a tallied one has "
            f"{TALLIED} at most, and one that names a tie holds `rows`. Let one of them walk along the ties by itself."
        )
    sums, tally = (tuple(Place(column.shift, column.mask) for column in of[kind]) for kind in ("sum", "tally"))
    named = [*((column,) for column in of["tied"]), *[()] * (NAMED - len(of["tied"]))]
    return Signs(tuple(words.values()), sum(c.mask << c.shift for c in of["bits"]), sums, tally, tuple(named))


def noted(how: str, column: Any, signs: Signs, around: Around) -> Any:
    """Give where that stands which was noted about a column."""
    if how == "tally":
        return around.tally
    if how == "sum":
        return BitColumn(around.sums, SUM * signs.sums.index((column.shift, column.mask)), SUM, dtype=np.int64)
    if how == "tied":
        return BitColumn(around.tied, [id(one) for each in signs.named for one in each].index(id(column)), 1)
    return BitColumn(around.kin_signs if how == "kin" else around.signs, column.shift, column.bits)


def law(terms: Terms) -> tuple[()] | None:
    """Say, by an empty law, that some institution of the scheme asks; None where nobody does."""
    at_work = (one for name, one in institutions().items() if name in terms.scheme.institutions)
    return () if terms.week >= 0 and any(asked_around(one) for one in at_work) else None


LOOK_AROUND = Step("look_around", look_around, law, ahead={"friend": ("face", "signs")})
