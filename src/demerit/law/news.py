"""What is told: news that moves beliefs, tips as they were printed, dated events, rules still to come."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from demerit.law.evidence import Evidence, Grounded
from demerit.law.written import Day, Named, Number, Share, Statement, Text, Truth, Whole, Written


class Reach(Written):
    """The chance that a citizen meets the news in a week."""

    start: Share
    """Chance in its first week."""
    halved_every_weeks: Annotated[Whole, Field(ge=1)] | None = None
    """Weeks in which the chance halves; none: it stays."""
    floor: Share = 0.0
    """Chance below which it does not fall."""

    @model_validator(mode="after")
    def _falls(self) -> Self:
        if self.floor > self.start:
            raise ValueError(f"the floor {self.floor:g} lies above the start {self.start:g}")
        return self

    def chance(self, week: int) -> float:
        """Give the chance in the `week`-th week after the news broke (0 is its first)."""
        if week < 0:
            return 0.0
        fall = 1.0 if self.halved_every_weeks is None else 0.5 ** (week / self.halved_every_weeks)
        return max(self.start * fall, self.floor)


def _rules_or_points(value: object) -> str:
    return "points" if isinstance(value, dict) else "rules"


Tells = Annotated[
    Annotated[Literal["rules", "tips"], Tag("rules")] | Annotated[dict[Text, Number], Tag("points")],
    Discriminator(_rules_or_points),
]


class News(Grounded):
    """A tale that reaches citizens and moves what they believe."""

    summary: Text
    """The news in one sentence."""
    since: Day = Field(alias="from")
    """The day it breaks."""
    until: Day | None = None
    """The last day it is told."""
    reach: Reach
    """How many it reaches."""
    tells: Tells
    """`rules` (the points in force), `tips` (what the tips let one believe), or deed -> points.

    The deed `tie` is having a low-scored friend.
    """
    adds: dict[Text, Number] = Field(default_factory=dict)
    """Deed -> points told on top of that, `tie` among them."""
    frightens: Truth = True
    """Does reading it frighten (`learn.jolt`), as tales in the press do and an official gazette does not?"""

    @model_validator(mode="after")
    def _has_an_order(self) -> Self:
        if self.until and self.since > self.until:
            raise ValueError(f"`from` ({self.since}) lies after `until` ({self.until}). Swap them")
        return self


class Tip(Named):
    """A piece of advice as printed, in our own words."""

    number: Annotated[Whole, Field(ge=1)]
    """Its number in the list."""
    text: Text
    """The advice, in our own words."""
    implies: Text
    """The rule that it lets one guess."""
    strategy: Text
    """What a citizen who follows it does."""
    deeds: dict[Text, Number] = Field(default_factory=dict)
    """Deed -> the points that one who believes the tip expects of it, `tie` among them."""
    article: tuple[Statement, ...] = ()
    """Ids of the article's statements."""
    evidence: Evidence
    """Was it printed?"""


class Merge(Written):
    """Bureaus that become one."""

    from_: Annotated[tuple[Text, ...], Field(alias="from", min_length=1)]
    """The bureaus that give what they see; they are there no longer, unless one keeps the headline's score."""
    into: Text
    """The bureau that sees, from then on, what any of them saw."""

    @model_validator(mode="after")
    def _joins_two(self) -> Self:
        if set(self.from_) == {self.into}:
            raise ValueError(f"{self.into!r} cannot become one with itself. Name another bureau in `from`")
        return self


class Event(Written):
    """A day on which the scheme changes."""

    day: Day = Field(alias="date")
    """The day."""
    summary: Text
    """What happens."""
    set: dict[Text, Any] = Field(default_factory=dict)
    """Field of the scheme, as a dotted path -> its value from that day."""
    merge: Merge | None = None
    """Bureaus that become one on that day, after what `set` does."""
    article: tuple[Statement, ...] = ()
    """Ids of the article's statements."""
    evidence: Evidence
    """Did it happen?"""


class Pending(Written):
    """A statement of the article that no file of the scheme models yet."""

    name: Text
    """What the rule, gate or mechanism will be called."""
    article: tuple[Statement, ...]
    """Ids of the article's statements."""
    says: Text
    """What it will do, in our own words."""
    why: Text
    """Why it is not here yet."""
