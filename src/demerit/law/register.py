"""A register: a list one enters by an event and leaves by an event or a term; not a score."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from demerit.law.evidence import Grounded
from demerit.law.rule import Deed
from demerit.law.written import Share, Text, Truth, Whole, Written


class Entry(Written):
    """By what one enters: a deed or a happening, or bills unpaid; exactly one."""

    deed: Deed | None = None
    """The deed, or the happening, that counts."""
    count: Annotated[Whole, Field(ge=1)] = 1
    """How often."""
    within_weeks: Annotated[Whole, Field(ge=1)] = 1
    """Within how many weeks."""
    arrears_months: Annotated[Whole, Field(ge=1, le=255)] | None = None
    """Months of bills unpaid at least, instead of a deed."""
    chance: Share = 1.0
    """Share of those who qualify in a month who are entered that month."""

    @model_validator(mode="after")
    def _has_one_way(self) -> Self:
        if (self.deed is None) == (self.arrears_months is None):
            raise ValueError("a register is entered in exactly one way: `deed: act.deed` or `arrears_months: number`")
        if self.arrears_months is not None and (self.count != 1 or self.within_weeks != 1):
            raise ValueError("`count` and `within_weeks` count deeds; with `arrears_months` take them away")
        return self


class Exit(Written):
    """By what one leaves; at least one way, and whichever comes first."""

    after_weeks: Annotated[Whole, Field(ge=1)] | None = None
    """A term in weeks."""
    deed: Deed | None = None
    """A deed, or a happening."""
    payment: Truth | None = None
    """`true`: once nothing is owed any more, no bill and no loan."""

    @model_validator(mode="after")
    def _has_a_way(self) -> Self:
        if self.after_weeks is None and self.deed is None and not self.payment:
            raise ValueError(
                "nobody would ever leave this register. Add `after_weeks: number`, `deed: act.deed` or `payment: true`"
            )
        return self


class Register(Grounded):
    """A list of citizens."""

    summary: Text
    """The register in one sentence."""
    enter: Entry
    """By what one enters."""
    leave: Exit
    """By what one leaves."""
    public: Truth = False
    """Can everyone see who is on it?"""
