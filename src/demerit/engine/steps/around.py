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
from demerit.rows.face import SPEECH
from demerit.rows.ties import KIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from demerit.engine.terms import Terms
    from demerit.institutions.institution import Institution

u64 = np.uint64
ASKED = re.compile(r"(any|kin|sum)_(\w+)")
"""What is asked for about a column of ties is called: which bits any of them has, or of kin; and what all sum up to."""
SUM, SUMS = 32, 2
"""Bits of a sum, and how many there can be."""
PLAIN = ("ties", "speeches", "any_face")
"""What is noted of all ties, whichever columns there are."""


class Around(NamedTuple):
    """What was found; arrays over the range."""

    ties: Array
    """Ties, uint32."""
    speeches: Array
    """A bit for each deed of `speak` that the face of some tie shows, the first the lowest; uint8."""
    any_face: Array
    """Every bit that the face of some tie has, uint32."""
    signs: Array
    """Every bit that the sign of some tie has, uint32."""
    kin_signs: Array
    """The same of kin alone."""
    sums: Array
    """Sums over ties, `SUM` bits each, the first the lowest; int64."""


class Signs(NamedTuple):
    """Columns of institutions that are looked at, as they were shown."""

    words: tuple[Array, ...]
    """The sign of each citizen: the words in which all stand that bits are asked of, uint32; none where none are."""
    mask: int
    """Which bits."""
    added: tuple[Array, ...]
    """Columns that are summed up, two at most."""


class Citizens(NamedTuple):
    """Columns that it reads: ties, and the faces of others."""

    start: Array
    friend: Array
    kind: Array
    face: Array


def look_around(i: int, citizens: Citizens, signs: Signs, around: Around) -> None:
    """Walk along the ties of a citizen, and note what stands out."""
    ties, speeches, faces, found, of_kin, total = 0, 0, 0, 0, 0, 0
    for t in range(u64(citizens.start[u64(i)]), u64(citizens.start[u64(i + 1)])):
        other = citizens.friend[t]
        if other < 0:
            break
        ties += 1
        face = int(citizens.face[u64(other)])
        speeches |= 1 << (face & SPEECH)
        faces |= face
        for words in signs.words:
            sign = int(words[u64(other)])
            found |= sign
            of_kin |= sign if citizens.kind[t] & 3 == KIN else 0
        for q, column in enumerate(signs.added):
            total += int(column[u64(other)]) << (SUM * q)
    around.ties[i] = ties
    around.speeches[i] = speeches
    around.any_face[i] = faces
    around.signs[i] = found & signs.mask
    around.kin_signs[i] = of_kin & signs.mask
    around.sums[i] = total


def asked_around(one: Institution) -> list[tuple[str, str]]:
    """Give what an institution asks for of the ties of a citizen: how, and of which column; "" of all."""
    fields = getattr(one.asked(one.touch).get("own"), "_fields", ())
    found = [("", name) for name in fields if name in PLAIN]
    return found + [(match[1], match[2]) for name in fields if name not in PLAIN and (match := ASKED.fullmatch(name))]


def signs_of(asked: Iterable[tuple[str, str]], columns: Mapping[str, Column]) -> Signs:
    """Give where that stands which is asked for of ties.

    Raises
    ------
    InputError
        More bits are asked for than stand together, or of a column that has no bits.
    """
    named = sorted({(how == "sum", name) for how, name in asked if name in columns})
    looked: list[Any] = [columns[name] for is_sum, name in named if not is_sum]
    added: tuple[Any, ...] = tuple(columns[name] for is_sum, name in named if is_sum)
    words = {id(getattr(column, "words", column)) for column in looked}
    if len(words) > 1 or not all(isinstance(column, BitColumn) for column in looked) or len(added) > SUMS:
        names = ", ".join(sorted(name for _, name in named))
        raise InputError(
            f"institutions ask what stands out among ties of {names}; there is room for {8 * WORD} bits and for "
            f"{number_of(SUMS, 'sum')}. Let one of them walk along the ties by itself, or say how few `bits` it needs."
        )
    return Signs(tuple(column.words for column in looked[:1]), sum(c.mask << c.shift for c in looked), added)


def noted(how: str, column: Any, signs: Signs, around: Around) -> Any:
    """Give where that stands which was noted about a column of ties: bits of any, or of kin, or a sum."""
    if how == "sum":
        place = [id(one) for one in signs.added].index(id(column))
        return BitColumn(around.sums, SUM * place, SUM, dtype=np.int64)
    return BitColumn(around.kin_signs if how == "kin" else around.signs, column.shift, column.bits)


def law(terms: Terms) -> tuple[()] | None:
    """Say, by an empty law, that some institution of the scheme asks; None where nobody does."""
    at_work = (one for name, one in institutions().items() if name in terms.scheme.institutions)
    return () if terms.week >= 0 and any(asked_around(one) for one in at_work) else None


LOOK_AROUND = Step("look_around", look_around, law)
