"""Accounts, and the other plain pieces of ``scheme.yaml``: scale, bands, start, who is scored."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from demerit.law.evidence import Distribution, Evidence, Grounded, Size
from demerit.law.written import Day, Named, Number, Range, Statement, Text, Truth, Whole, Written


class Scale(Written):
    """Between which points a score lies."""

    low: Whole
    """Lowest score."""
    high: Whole
    """Highest score."""

    @model_validator(mode="after")
    def _runs_upwards(self) -> Self:
        if self.low >= self.high:
            raise ValueError(f"the scale runs from {self.low} to {self.high}. `low` must lie below `high`")
        if self.low < -10_000 or self.high > 10_000:
            raise ValueError("a scale must lie between -10000 and 10000")
        return self


class Account(Grounded):
    """One category of the score: a whole-number account from 0 to its share of the scale."""

    weight: Annotated[Whole, Field(ge=0, le=100)]
    """Percent of the scale; the weights of all accounts sum to 100."""
    half_life_weeks: Annotated[Whole, Field(ge=1)] | None = None
    """Weeks in which half of what was added or taken fades towards rest; none: it never fades."""
    half_life_size: Size | None = None
    """Is the half-life known? Needed wherever there is one."""
    moral: Truth = False
    """Is it about conduct rather than credit? The knob `moral_weight` multiplies its rules."""
    summary: Text
    """What it holds, in one sentence."""

    @model_validator(mode="after")
    def _knows_how_it_fades(self) -> Self:
        if self.half_life_weeks is not None and self.half_life_size is None:
            raise ValueError(
                "a half-life needs its own grade. Add `half_life_size: {grade: assumed, range: [lowest, highest]}`"
            )
        return self


class Band(Grounded):
    """A named stretch of the scale, from `at_least` up to the next band."""

    at_least: Whole
    """Lowest score of the band."""


class Update(Grounded):
    """How often the score moves."""

    every_weeks: Annotated[Whole, Field(ge=1, le=520)] = 4
    """Weeks between scores, 4 or more; they are given out at the end of a month of four weeks."""


class StartScore(Grounded):
    """How scores lie when the scheme starts: a normal distribution cut at the scale."""

    mean: Number
    """Mean, in points."""
    sd: Annotated[Number, Field(ge=0)]
    """Standard deviation, in points; 0: everyone starts at the mean."""


class Scored(Written):
    """Who bears a score."""

    who: Literal["everyone", "enrolled", "nobody"]
    """everyone of age, only those enrolled, or nobody."""
    minimum_age: Annotated[Whole, Field(ge=0, le=120)] = 18
    """Years; younger citizens bear no score. Those under 18 decide nothing and bear none whatever is written."""


class Enrolment(Grounded):
    """How one gets in."""

    form: Literal["opt_in", "default", "mandatory", "none"]
    """opt_in (a choice to join), default (a choice to leave), mandatory (no choice), none (nothing there)."""
    mandatory_from: Day | None = None
    """The day from which there is no choice any more."""


class Visibility(Grounded):
    """Who can see a score."""

    form: Literal["nobody", "self", "consent", "public"]
    """nobody, only oneself, those whom one lets, everyone."""


class SchemeKnob(Named):
    """A number of the scheme that can be turned, and that studies sweep over its range."""

    default: Number
    """The value unless told otherwise."""
    range: Range
    """Lowest and highest value."""
    distribution: Distribution = "uniform"
    """How studies draw it."""
    unit: Text
    """What one unit is."""
    summary: Text
    """What it does, in one sentence."""
    evidence: Evidence
    """Does what it turns exist?"""
    size: Size
    """Is the default known?"""
    article: tuple[Statement, ...] = ()
    """Ids of the article's statements that it models."""
    moves: Text | None = None
    """The field of the scheme that takes the knob's value, as a dotted path; none: the engine reads it."""
    value: Number | None = None
    """What a run set it to; none: the default."""

    @property
    def now(self) -> float:
        """The value in force: what was set, else the default."""
        return self.default if self.value is None else self.value

    @model_validator(mode="after")
    def _lies_in_its_range(self) -> Self:
        low, high = self.range
        if low > high:
            raise ValueError(f"the range [{low:g}, {high:g}] runs backwards. Write the lowest value first")
        for what, number in (("default", self.default), ("value", self.value)):
            if number is not None and not low <= number <= high:
                raise ValueError(f"the {what} {number:g} lies outside its range [{low:g}, {high:g}]")
        return self
