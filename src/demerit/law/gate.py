"""A gate: a service that opens from a score, shuts below one, or shuts for those on a register."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from demerit.law.evidence import Grounded, Size, Strength
from demerit.law.rule import Context, Deed, Severity
from demerit.law.written import Day, Number, Text, Truth, Whole, Written


class ScoreLine(Written):
    """A line on the scale."""

    at_least: Whole
    """Lowest score that meets it."""


class Condition(Written):
    """What a citizen must meet; exactly one of the six forms."""

    score: ScoreLine | None = None
    """A score of at least so much."""
    band: Text | None = None
    """A score in this band or a higher one."""
    register_: Text | None = Field(default=None, alias="register")
    """Being on this register."""
    not_: Condition | None = Field(default=None, alias="not")
    """Not meeting this."""
    all_: tuple[Condition, ...] | None = Field(default=None, alias="all")
    """Meeting all of these."""
    any_: tuple[Condition, ...] | None = Field(default=None, alias="any")
    """Meeting any of these."""

    @model_validator(mode="after")
    def _has_one_form(self) -> Self:
        if sum(getattr(self, form) is not None for form in type(self).model_fields) != 1:
            raise ValueError("a condition needs exactly one of `score`, `band`, `register`, `not`, `all`, `any`")
        if self.all_ == () or self.any_ == ():
            raise ValueError("`all` and `any` need at least one condition")
        return self

    def parts(self) -> tuple[Condition, ...]:
        """Give the conditions that this one is made of."""
        return (*(self.all_ or ()), *(self.any_ or ()), *((self.not_,) if self.not_ else ()))

    def walk(self) -> tuple[Condition, ...]:
        """Give this condition and all inside it, outermost first."""
        return (self, *(inner for part in self.parts() for inner in part.walk()))


class Change(Written):
    """A threshold that moves on a day."""

    since: Day = Field(alias="from")
    """The day from which the new threshold holds."""
    at_least: Whole
    """The new threshold."""


class Value(Written):
    """What the service is worth to a citizen."""

    notches: Annotated[Number, Field(ge=0)]
    """Worth in notches (1/64 logit)."""
    size: Size
    """Is the worth known?"""


class Amount(Written):
    """The money in question at one try: what is lent, or the deposit, prepayment or fee that is waived."""

    yuan: Annotated[Whole, Field(ge=1, le=65535)]
    """How much, in yuan."""
    size: Size
    """Is the amount known?"""


class Papers(Written):
    """The hours of paperwork that a try costs from a score upwards."""

    at_least: Whole
    """Lowest score of the step."""
    hours: Annotated[Whole, Field(ge=0, le=255)]
    """Hours that one try takes."""


class Whom(Written):
    """Whom a gate is for: those of whom everything named here is true; others neither try it nor are counted."""

    origin: Literal["native", "migrant", "visitor"] | None = None
    """Where one comes from."""
    occupation: Text | None = None
    """What one does for a living: student, farmer, service, official ..."""
    parent: Truth | None = None
    """Parent of a child under seven, or (`false`) not."""


class Gate(Grounded):
    """A service, and who gets it; perks and sanctions are both gates."""

    summary: Text
    """The gate in one sentence."""
    treatment: Literal["benefit", "detriment"]
    """benefit: opens to those who meet the condition. detriment: shuts out those who do not meet it."""
    condition: Condition
    """What must be met; it need not ask for a score."""
    size: Strength
    """Is the threshold known? A gate that asks for no score has no threshold, and needs no range."""
    bureau: Text | None = None
    """The bureau whose score is asked; none: the headline's."""
    who: Whom | None = None
    """Whom it is for; none: everybody."""
    changes: tuple[Change, ...] = ()
    """Later thresholds of the score, by day."""
    needs_enrolment: Truth = False
    """Must one be enrolled to be let in?"""
    value: Value
    """What being let in is worth."""
    amount: Amount | None = None
    """The money in question at one try; none: none is known of. Of a gate that `borrow.borrow` tries it is the loan."""
    tried_by: Deed | None = None
    """The deed by which citizens try it; none: tried `tries_a_year` times."""
    tries_a_year: Annotated[Number, Field(ge=0, le=365)] | None = None
    """Tries of a citizen in a year where no deed tries it; assumed unless a source says otherwise."""
    paperwork: tuple[Papers, ...] = ()
    """Hours that a try costs, by score, lowest score first; none: no papers."""
    blocks: tuple[Text, ...] = ()
    """Acts that a citizen who is shut out cannot do."""
    since: Day | None = Field(default=None, alias="from")
    """First day in force."""
    until: Day | None = None
    """Last day in force."""
    context: Context
    """Where the score's facts come from, where the gate uses them."""
    severity: Severity
    """How hard being shut out is."""

    @model_validator(mode="after")
    def _can_be_tried(self) -> Self:
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"`from` ({self.since}) lies after `until` ({self.until}). Swap them")
        if self.tried_by and self.tries_a_year is not None:
            raise ValueError("a gate has `tried_by` or `tries_a_year`, not both")
        if not self.tried_by and self.tries_a_year is None:
            raise ValueError(
                "nobody would ever try this gate. Add `tried_by: act.deed`, or `tries_a_year: number` where no act does"
            )
        if self.changes and self.line() is None:
            raise ValueError("`changes` move the threshold of a score, but the condition has no `score`")
        days = [c.since for c in self.changes]
        if days != sorted(set(days)):
            raise ValueError("`changes` must stand in the order of their days, each day once")
        steps = [step.at_least for step in self.paperwork]
        if steps != sorted(set(steps)):
            raise ValueError("the steps of `paperwork` must stand in the order of their scores, each score once")
        return self

    def line(self) -> int | None:
        """Give the threshold of the score as first written; None where the condition asks for no score."""
        return next((c.score.at_least for c in self.condition.walk() if c.score), None)

    def hours_at(self, score: int) -> int:
        """Give the hours of paperwork that a try costs at a score: those of the highest step that the score meets.

        Below the lowest step its hours hold as well: nobody is spared papers by a low score. 0 without paperwork.
        """
        if not self.paperwork:
            return 0
        met = [step for step in self.paperwork if step.at_least <= score] or [self.paperwork[0]]
        return met[-1].hours

    def threshold_on(self, day: date) -> int | None:
        """Give the threshold of the score on a day, dated changes included."""
        later = [c.at_least for c in self.changes if c.since <= day]
        return later[-1] if later else self.line()
