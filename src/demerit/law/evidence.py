"""On what ground a piece of law stands: whether it exists, and whether its size is known."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from demerit.law.written import Named, Range, Statement, Text, Written

EvidenceGrade = Literal["documented", "reported", "projected", "disputed", "fiction"]
SizeGrade = Literal["documented", "reported", "calibrated", "assumed"]
EVIDENCE_GRADES: tuple[EvidenceGrade, ...] = ("documented", "reported", "disputed", "projected", "fiction")
"""From the strongest to the weakest."""
SIZE_GRADES: tuple[SizeGrade, ...] = ("documented", "reported", "calibrated", "assumed")
"""From the strongest to the weakest."""
Distribution = Literal["uniform", "log"]


class Source(Named):
    """Where something is written: who, what, when, where."""

    author: Text
    """Who wrote or published it."""
    title: Text
    """What it is called, or what it is where no title is known."""
    date: Text
    """When it appeared, as exactly as is known; ``undated`` otherwise."""
    where: Text
    """Where it was read; copies and mirrors are called so."""


class Evidence(Written):
    """Whether the thing exists at all, and who says so."""

    grade: EvidenceGrade
    """documented (official text or operator), reported (press, survey), projected (nobody claims it exists),
    disputed (a credible source denies it), fiction."""
    sources: tuple[Text, ...] = ()
    """Keys of ``sources.yaml``."""
    disputed_by: tuple[Text, ...] = ()
    """Keys of the sources that deny it."""
    analogue: Text | None = None
    """A documented thing of the same shape elsewhere, in words."""

    @model_validator(mode="after")
    def _stands_on_something(self) -> Self:
        if self.grade in ("documented", "reported", "disputed") and not self.sources:
            raise ValueError(
                f"what is {self.grade} needs at least one source. "
                "Add `sources: [key of sources.yaml]`, or grade it projected or fiction"
            )
        if self.grade == "disputed" and not self.disputed_by:
            raise ValueError("what is disputed needs who disputes it. Add `disputed_by: [key of sources.yaml]`")
        return self


class Size(Written):
    """Whether the number is known, and between which values it may lie."""

    grade: SizeGrade
    """documented (published), reported (in the press), calibrated (fitted to a target), assumed."""
    range: Range | None = None
    """Lowest and highest plausible value; an assumed number must have it."""
    distribution: Distribution = "uniform"
    """How studies draw the number over its range."""
    why: Text | None = None
    """Why this number and this range, in words."""

    @model_validator(mode="after")
    def _is_honest(self) -> Self:
        if self.range is None:
            if self.grade == "assumed":
                raise ValueError(
                    "an assumed size needs a range, so that studies can sweep it. Add `range: [lowest, highest]`"
                )
            return self
        low, high = self.range
        if low > high:
            raise ValueError(f"the range [{low:g}, {high:g}] runs backwards. Write the lowest value first")
        if self.distribution == "log" and low <= 0 <= high:
            raise ValueError("a range drawn on a log scale cannot hold 0. Use `distribution: uniform`")
        return self


class Strength(Size):
    """A size that may stand without a range, where the numbers that can be turned have ranges of their own."""

    @model_validator(mode="after")
    def _is_honest(self) -> Self:
        return self if self.range is None else super()._is_honest()  # type: ignore[operator]


class Grounded(Named):
    """A piece of law with its ground: statements of the article, evidence, size."""

    article: tuple[Statement, ...] = ()
    """Ids of the article's statements that it models (S01 ... L14)."""
    evidence: Evidence
    """Does it exist?"""
    size: Size
    """Is its number known?"""
