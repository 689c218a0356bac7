"""A world: all that is true of every citizen and tie, in whole numbers. What is saved, hashed, sent."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.base.bit_column import Array, Column, over, words_of
from demerit.base.draws import key


class Openness(NamedTuple):
    """How open citizens are to new ties: what keeps the ties that a world began with at rest."""

    seeks: NDArray[np.int32]
    """Channel -> chance of 65536, a unit of sociability, that one is open for a tie, ``(5,)``."""
    introduces: int
    """Chance of 65536 that one introduces two friends."""


@dataclass
class World:
    """Every column of adults and every tie among them, and what institutions remember.

    Row ``i`` of a column is citizen ``i``, shape ``(n,)`` unless said otherwise: adults stand first in a society, and
    children, who stand behind them, take no part.
    """

    home: NDArray[np.int8]
    """Where conviction rests, Q7: -127 against the official line .. 127 for it."""
    candour: NDArray[np.uint8]
    """Notches a unit of conviction: what it costs to say what one does not think."""
    caution: NDArray[np.uint8]
    """Q5: how much heavier losses weigh than gains, 8 .. 255 (0.25 .. 8)."""
    talk: NDArray[np.int8]
    """1/16 logit: general talkativeness, the logarithm of posts a week."""
    interest: NDArray[np.int8]
    """1/16 logit: how much more, or less, one speaks of politics."""
    sociability: Column
    """Q4: readiness for new ties, 16 is average."""
    privacy: NDArray[np.int8]
    """Units of 4 notches: what it costs to be seen."""
    reliability: NDArray[np.int8]
    """Units of 2 notches: the latent type of a payer."""
    standing: NDArray[np.int8]
    """Units of 1/32 standard deviation: where one stands among start scores."""
    cell: Column
    """The kind of citizen that one is counted as: an index into `kinds`."""
    place: Column
    """Province times 2 plus urban, 0 .. 61."""
    age: Column
    """Years."""
    education: Column
    """Highest schooling: an index into `demerit.society.citizens.EDUCATIONS`."""
    occupation: Column
    """What one does: an index into `demerit.society.citizens.OCCUPATIONS`."""
    origin: Column
    """0 native, 1 migrant, 2 visitor."""
    traits: NDArray[np.uint8]
    """Bits of traits (`demerit.rows.bits`); the fifth of income stands above them."""
    status: NDArray[np.uint8]
    """Bits of status (`demerit.rows.bits`)."""
    conviction: NDArray[np.int16]
    """Private stand, Q14: -16384 against the official line .. 16384 for it."""
    climate: Column
    """Q8: what friends say, -256 all praise .. 256 all dissent."""
    fear: NDArray[np.int16]
    """Q8: 0 none .. 512, where losses count threefold."""
    belief: NDArray[np.int8]
    """By how much a deed is believed to move the score, shape ``(n_beliefs, n)``: half points, or the unit that the
    dearest deed of the scheme asks for (`engine.names.belief_shift`), -127 .. 127."""
    account: NDArray[np.uint8] | NDArray[np.int16]
    """Whole points, 0 .. the account's cap, shape ``(n_accounts, n)``; bytes where no cap is above 255."""
    score: Column
    """The score given out at the last settling, within the scale; -1 where none is."""
    diary: NDArray[np.uint32] | NDArray[np.uint64]
    """The deeds of the weekly acts in the weeks since the last settling, packed week by week; as wide as they need."""
    arrears: Column
    """Months of bills unpaid, at most 255."""
    owed: NDArray[np.uint16]
    """Yuan owed: the loan that runs, and loans not repaid in time with what they grew by; at most 65,535."""
    listed: NDArray[np.uint8]
    """Months on each register and one more, at most 255; 0 where one is not on it; shape ``(n_registers, n)``."""
    gates: NDArray[np.uint32]
    """A bit for each gate: set where it is open to the citizen."""
    face: NDArray[np.uint32]
    """What others may know (`demerit.rows.face`), this week's and last week's, shape ``(2, n)``."""
    partner: Column
    """Whom one would tie oneself to this week, -1 nobody; on scoring weeks, the score about to be given."""
    start: NDArray[np.int32] | NDArray[np.int64]
    """Where each citizen's row of slots begins, shape ``(n + 1,)``; int64 from 2**31 slots on."""
    friend: Column
    """Int32: the other end of each half-tie; -1 in empty slots, which come last in a row."""
    kind: Column
    """Uint8: low 2 bits: 1 kin, 2 friend, 3 colleague; upper 6: the bond, 0 .. 63, the same at both ends."""
    kinds: NDArray[np.uint16]
    """Every kind of citizen there is, ascending, as packed by `demerit.rows.groups`, shape ``(n_kinds,)``."""
    more: dict[str, Column] = field(default_factory=dict)
    """Columns of the institutions at work, by name."""
    seed: int = 1
    """Whose draws these are."""
    week: int = 0
    """The week that comes next; before 0 the scheme has not started."""
    share_enrolled: int = 0
    """Q8: the share of adults enrolled at the last settling."""
    memories: dict[str, dict[str, int]] = field(default_factory=dict)
    """Institution -> what it remembers."""
    past: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """(Table, key) -> what was counted last month over everybody."""
    openness: Openness = field(default_factory=lambda: Openness(np.zeros(5, np.int32), 0))

    @property
    def n(self) -> int:
        """How many citizens."""
        return len(self.home)

    @property
    def key(self) -> tuple[int, int]:
        """The key of its draws (`base.draws.Draws`)."""
        k0, k1 = key(self.seed)
        return int(k0), int(k1)

    def items(self) -> list[tuple[str, Column]]:
        """Give every column's name and array, in the order of declaration."""
        return [(name, getattr(self, name)) for name in COLUMNS] + list(self.more.items())

    def named(self, name: str) -> Column:
        """Give a column by name, those of institutions included."""
        column: Column = self.more[name] if name in self.more else getattr(self, name)
        return column

    def twin(self) -> World:
        """Give a world that holds the same in memory of its own."""
        words = {id(one): one.copy() for one in self.words()}
        columns = {name: over(column, words[id(words_of(column))]) for name, column in self.items()}
        more = {name: columns.pop(name) for name in self.more}
        memories = {name: dict(remembered) for name, remembered in self.memories.items()}
        return replace(self, **columns, more=more, memories=memories)  # type: ignore[arg-type]

    def words(self) -> list[Array]:
        """Give the arrays in which the columns stand, in their order, each once."""
        return list({id(words): words for words in (words_of(column) for _, column in self.items())}.values())

    def become(self, other: World) -> None:
        """Hold from now on what another world of the same people and parts holds, in the memory that this one has."""
        for to, of in zip(self.words(), other.words(), strict=True):
            if to.base is None or to.base is not of.base:  # else it is of the society itself
                to[...] = of
        for name in BESIDE - {"more"}:
            setattr(self, name, getattr(other, name))

    def bytes_by_part(self) -> dict[str, int]:
        """Give the bytes of citizens' columns, of ties, of institutions' columns; words that some share count once."""
        parts: dict[str, dict[int, int]] = {"columns": {}, "ties": {}, "institutions": {}}
        for name, column in self.items():
            words = words_of(column)
            part = "institutions" if name in self.more else "ties" if name in TIES else "columns"
            parts[part][id(words)] = int(words.nbytes)
        return {part: sum(held.values()) for part, held in parts.items()}

    def digest(self) -> str:
        """Give a hash of the whole state: equal digests mean equal worlds, byte for byte (blake2b, 32 hex digits)."""
        digest = hashlib.blake2b(f"{self.week}".encode(), digest_size=16)
        for name, array in self.items():
            digest.update(name.encode())
            digest.update(np.ascontiguousarray(array[:], np.int16 if name == "account" else None).data)
        return digest.hexdigest()


BESIDE = {"more", "seed", "week", "share_enrolled", "memories", "past", "openness"}
TIES = ("start", "friend", "kind")
COLUMNS = tuple(f.name for f in fields(World) if f.name not in BESIDE)
"""Names of the columns that every world has, in order."""
