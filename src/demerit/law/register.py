"""A register: a list one enters by an event and leaves by an event or a term; not a score."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from demerit.law.evidence import Grounded
from demerit.law.rule import Deed
from demerit.law.written import Text, Truth, Whole, Written


class Entry(Written):
    """By what one enters."""

    deed: Deed
    """The deed that counts."""
    count: Annotated[Whole, Field(ge=1)] = 1
    """How often."""
    within_weeks: Annotated[Whole, Field(ge=1)] = 1
    """Within how many weeks."""


class Exit(Written):
    """By what one leaves; exactly one."""

    after_weeks: Annotated[Whole, Field(ge=1)] | None = None
    """A term in weeks."""
    deed: Deed | None = None
    """A deed."""
    payment: Truth | None = None
    """Payment of what is owed."""

    @model_validator(mode="after")
    def _has_one_way(self) -> Self:
        if sum(x is not None for x in (self.after_weeks, self.deed, self.payment)) != 1:
            raise ValueError("a register is left in exactly one way: `after_weeks`, `deed` or `payment: true`")
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
