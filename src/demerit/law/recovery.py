"""Recovery and end: how a score heals by itself, and the day from which a scheme keeps no score any more."""

from __future__ import annotations

from typing import Annotated, NamedTuple, Self

from pydantic import Field, model_validator

from demerit.law.evidence import Grounded
from demerit.law.rule import Deed
from demerit.law.written import Day, Text, Truth, Whole


class Healed(NamedTuple):
    """A score after a month of recovery."""

    score: int
    days: int
    """Days counted so far towards the next points."""


class Recovery(Grounded):
    """How a score that fell rises again by itself: so many points for so many days that count."""

    account: Text
    """The account that rises."""
    to: Whole
    """The score up to which it rises; one who stands higher neither gains nor loses."""
    days: Annotated[Whole, Field(ge=1, le=3650)]
    """Days that must count before the points come."""
    days_a_week: Annotated[Whole, Field(ge=1, le=7)]
    """Days that a week which counts stands for: citizens act by the week."""
    points: Annotated[Whole, Field(ge=1)] | None = None
    """Points for each `days`; none: all that is missing, at once."""
    only: tuple[Deed, ...] = ()
    """A week counts only if one of these deeds was done in it; none named: every week counts."""
    restarts: Truth = False
    """Does a month that took points set the days back to nought, rather than merely not count itself?"""
    at_least: Whole | None = None
    """Lowest score from which one recovers; none: from every score."""

    @model_validator(mode="after")
    def _can_rise(self) -> Self:
        if self.at_least is not None and self.at_least >= self.to:
            raise ValueError(
                f"nobody would ever recover: `at_least` {self.at_least} is not below `to` {self.to}. "
                "Lower `at_least`, or leave it out"
            )
        return self

    def days_needed(self, score: int) -> int:
        """Give the days that must count until a score stands at `to` again."""
        missing = max(0, self.to - score)
        return self.days * (-(-missing // self.points) if self.points else int(missing > 0))

    def after_month(self, score: int, days: int, weeks: int, lost: bool) -> Healed:
        """Give the score and the days counted after a month in which so many weeks counted, or points were lost.

        A month that took points counts nothing; whether the days before it still count, `restarts` says. Days left over
        when nothing is missing any more are forgotten.
        """
        days = (0 if self.restarts else days) if lost else days + self.days_a_week * weeks
        missing = self.to - score
        if missing <= 0 or (self.at_least is not None and score < self.at_least):
            return Healed(score, 0)
        times = days // self.days
        gain = min(missing, self.points * times) if self.points else missing * min(1, times)
        return Healed(score + gain, 0 if gain == missing else days - times * self.days)


class End(Grounded):
    """The day on which a scheme is withdrawn: its rules, gates, news and institutions are in force no longer.

    Nobody bears a score after it. What remains is what the scheme did: beliefs, ties, debts, and registers until their
    terms are over.
    """

    last_day: Day
    """Its last day."""
    summary: Text
    """What happened, in one sentence."""
