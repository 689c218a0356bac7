"""A rule: what deed or state moves which account by how many points, on what evidence."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Discriminator, Field, Tag, model_validator

from demerit.law.evidence import Grounded, Size
from demerit.law.written import Day, Share, Text, Truth, Whole, Written

ContextName = Literal[
    "speech",
    "purchase",
    "mobility",
    "kin",
    "friends",
    "finance",
    "work",
    "education",
    "health",
    "family",
    "housing",
    "travel",
    "identity",
    "online",
    "dating",
    "government",
]
Basis = Literal["social_behaviour", "personal_characteristic", "legal_record", "financial"]
Treatment = Literal["benefit", "neutral", "detriment"]
DEED = r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$"
Deed = Annotated[str, Field(strict=True, pattern=DEED)]


class State(Written):
    """A citizen's column compared with a number; exactly one comparison."""

    column: Text
    """Name of the column (age, income_fifth, married ...)."""
    at_least: Whole | None = None
    """The state holds from this value upwards."""
    at_most: Whole | None = None
    """The state holds up to this value."""
    equals: Whole | None = None
    """The state holds at this value."""

    @model_validator(mode="after")
    def _compares_once(self) -> Self:
        if sum(x is not None for x in (self.at_least, self.at_most, self.equals)) != 1:
            raise ValueError("a state needs exactly one of `at_least`, `at_most`, `equals`")
        return self

    def holds(self, value: int) -> bool:
        """Say whether a citizen with this value of the column is in the state."""
        if self.at_least is not None:
            return value >= self.at_least
        if self.at_most is not None:
            return value <= self.at_most
        return value == self.equals


def _deed_or_state(value: object) -> str:
    return "state" if isinstance(value, dict | State) else "deed"


When = Annotated[Annotated[Deed, Tag("deed")] | Annotated[State, Tag("state")], Discriminator(_deed_or_state)]


class Context(Written):
    """Where the facts come from and where the points are used: the AI Act asks for both."""

    collected: ContextName
    """The part of life in which the deed was done or the state observed."""
    used: ContextName
    """The part of life in which the points have their effect."""


class Severity(Written):
    """How hard the treatment is, against what was done."""

    value: Share
    """0 (nothing) to 1 (as hard as the scheme can be); a judgement, not a measurement."""
    justification: Text
    """Why this value."""


class Step(Written):
    """A step of a rule: the points from a quantity upwards."""

    at_least: Annotated[Whole, Field(ge=1)]
    """Lowest quantity of the step."""
    points: Annotated[Whole, Field(ge=-10_000, le=10_000)]
    """Points of the score from there on."""
    size: Size | None = None
    """Is this number known? none: as that of the rule."""


class Given(Written):
    """What is given in an example: balances by account, deeds of one scoring period, states, quantities."""

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, Whole]
    deeds: dict[Deed, Annotated[Whole, Field(ge=0)]] = Field(default_factory=dict)
    """Deed -> how often in one scoring period."""
    states: dict[Text, Whole] = Field(default_factory=dict)
    """Column -> the citizen's value."""
    amounts: dict[Deed, Annotated[Whole, Field(ge=0)]] = Field(default_factory=dict)
    """Quantity -> how much of it each of the happenings had."""

    @property
    def balances(self) -> dict[str, int]:
        """Account -> points before."""
        return dict(self.__pydantic_extra__ or {})


class Example(Written):
    """A worked case, which is also a test: these balances and deeds give those balances."""

    given: Given
    """Account -> points before, and `deeds`, and `states`."""
    expect: Annotated[dict[Text, Whole], Field(min_length=1)]
    """Account -> points after."""


class Rule(Grounded):
    """What deed or state moves which account by how many points."""

    summary: Text
    """The rule in one sentence."""
    when: When
    """A deed (``act.deed``), or a state (`column` and one comparison) judged once every scoring week."""
    account: Text
    """The account that moves."""
    points: Annotated[Whole, Field(ge=-10_000, le=10_000)]
    """Points of the score, for each `per` deeds; with `steps`, those below the first step."""
    by: Deed | None = None
    """The quantity that the steps are of, as the institution reports it of each happening: ``complaints.reposts``."""
    steps: tuple[Step, ...] = ()
    """Other points from so much of the quantity upwards, lowest step first."""
    per: Annotated[Whole, Field(ge=1)] = 1
    """Deeds of one scoring period that earn the points once."""
    cap: Annotated[Whole, Field(ge=0)] | None = None
    """Most points, up or down, that the rule moves in one scoring period."""
    who: Literal["self"] = "self"
    """Whose account moves."""
    since: Day | None = Field(default=None, alias="from")
    """First day in force."""
    until: Day | None = None
    """Last day in force."""
    history: Truth = False
    """Was it recorded already before the scheme started (payment history)?"""
    basis: Basis
    """What the rule looks at, in the AI Act's words."""
    context: Context
    """Where it is collected, where it is used."""
    treatment: Treatment
    """benefit, neutral or detriment."""
    severity: Severity
    """How hard it is."""
    moral: Truth | None = None
    """Overrides the account's `moral`."""
    rationale: Literal["predictive", "normative", "none"] = "none"
    """What is said for it: it foretells repayment, it tells right from wrong, nothing."""
    examples: Annotated[tuple[Example, ...], Field(min_length=1)]
    """Worked cases, run as tests."""

    @model_validator(mode="after")
    def _has_an_order(self) -> Self:
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"`from` ({self.since}) lies after `until` ({self.until}). Swap them")
        return self

    @model_validator(mode="after")
    def _climbs(self) -> Self:
        if bool(self.steps) != (self.by is not None):
            raise ValueError("`by` (the quantity) and `steps` go together. Add what is missing, or take both away")
        if self.steps and (not isinstance(self.when, str) or self.per != 1):
            raise ValueError("`steps` judge each happening by itself. Write a happening in `when`, and take `per` away")
        lines = [step.at_least for step in self.steps]
        if lines != sorted(set(lines)):
            raise ValueError("the steps of a rule must stand in the order of their quantities, each once")
        return self

    def points_at(self, amount: int) -> int:
        """Give the points for one deed or happening with so much of the quantity: those of the highest step met."""
        met = [step.points for step in self.steps if step.at_least <= amount]
        return met[-1] if met else self.points

    @property
    def deed(self) -> str | None:
        """The deed, or None where a state is judged."""
        return self.when if isinstance(self.when, str) else None

    @property
    def state(self) -> State | None:
        """The state, or None where a deed is judged."""
        return self.when if isinstance(self.when, State) else None
