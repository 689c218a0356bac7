"""Published models, reproduced with the laboratory's own parts; the folder is the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Verdict = Literal["within", "outside"]


@dataclass(frozen=True)
class Setting:
    """A number, or a list of numbers, that ``--set NAME=VALUE`` turns in one replication.

    Parameters
    ----------
    name
        How ``--set`` calls it.
    default
        What the paper, or the reference, has: one number, or more where `several`.
    low, high
        The range of each number, both ends in it.
    unit
        What one unit is.
    about
        What it is, in one sentence.
    whole
        Whether only whole numbers are taken.
    several
        Whether it takes a list (``--set perks=600,650``).
    effort
        Whether it says only how much is computed (people, runs): the values compared with stay the same.
    words
        Words for the whole numbers 0, 1 and so on (``--set topology=torus``); none where numbers are meant.
    """

    name: str
    default: tuple[float, ...]
    low: float
    high: float
    unit: str
    about: str
    whole: bool = False
    several: bool = False
    effort: bool = False
    words: tuple[str, ...] = ()

    def written(self) -> str:
        """Give its default as it can be written after ``NAME=``."""
        return ",".join(self.words[int(x)] if self.words else f"{x:g}" for x in self.default)


@dataclass(frozen=True)
class Settings:
    """The settings of a replication as they are turned.

    Parameters
    ----------
    values
        Name -> its number or numbers.
    as_published
        Whether nothing is turned but effort: only then do published numbers speak of the same thing.
    """

    values: Mapping[str, tuple[float, ...]]
    as_published: bool = True

    def one(self, name: str) -> float:
        """Give the number of a setting."""
        return self.values[name][0]

    def whole(self, name: str) -> int:
        """Give the whole number of a setting."""
        return int(self.values[name][0])

    def several(self, name: str) -> tuple[float, ...]:
        """Give the numbers of a setting that takes a list."""
        return self.values[name]

    def known(self, value: float) -> float | None:
        """Give a number that holds for the published settings alone: None where something is turned."""
        return value if self.as_published else None


@dataclass(frozen=True)
class Row:
    """One quantity: what is published, what a reference has, what the laboratory has.

    Parameters
    ----------
    quantity
        What it is, in a few words.
    ours
        What the laboratory's own parts give.
    tolerance
        How far off still counts as reproduced, in the quantity's unit.
    published
        The number in the paper, or what its formula gives; None where it has none for these settings.
    reference
        What the authors' code, or an independent program, gave; None where there is none for these settings.
    standard_error
        Of `ours`, where it is drawn; None where it is exact.
    """

    quantity: str
    ours: float
    tolerance: float
    published: float | None = None
    reference: float | None = None
    standard_error: float | None = None

    @property
    def verdict(self) -> Verdict | None:
        """Give whether `ours` is within the tolerance of the reference, or else of what is published; None: neither."""
        target = self.published if self.reference is None else self.reference
        if target is None:
            return None
        return "within" if abs(self.ours - target) <= self.tolerance else "outside"


@dataclass(frozen=True)
class Replication:
    """A published model, and how it is reproduced.

    Parameters
    ----------
    name
        The module's name.
    summary
        What is reproduced, in one sentence.
    source
        Author, year, title, where.
    mechanism
        Which part of the laboratory it tests.
    differs
        Where the laboratory's part is not the paper's model, or what was not read.
    settings
        What ``--set`` turns.
    compute
        Gives the rows from (settings, seed); equal settings and seed give equal rows.
    """

    name: str
    summary: str
    source: str
    mechanism: str
    differs: str
    settings: tuple[Setting, ...]
    compute: Callable[[Settings, int], list[Row]]

    def told(self) -> dict[str, Any]:
        """Give what it is as plain data."""
        knobs = [
            {
                "name": s.name, "summary": s.about, "unit": s.unit,
                "default": [s.words[int(x)] for x in s.default] if s.words else list(s.default),
                "range": list(s.words) or [s.low, s.high],
            }
            for s in self.settings
        ]  # fmt: skip
        return {
            "name": self.name, "summary": self.summary, "tests": self.mechanism, "differs": self.differs,
            "source": self.source, "knobs": knobs,
        }  # fmt: skip
