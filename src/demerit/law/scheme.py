"""A scheme: all that is written. Frozen data; the questions one can ask of it are answered here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from demerit.law.account import (
    Account,
    Band,
    Enrolment,
    Scale,
    SchemeKnob,
    Scored,
    StartScore,
    Update,
    Visibility,
)
from demerit.law.association import Association
from demerit.law.bureau import Bureau
from demerit.law.evidence import Source
from demerit.law.gate import Condition, Gate
from demerit.law.institution import Institution
from demerit.law.news import Event, News, Pending, Tip
from demerit.law.recovery import End, Recovery
from demerit.law.register import Register
from demerit.law.rule import Rule
from demerit.law.written import Day, Statement, Text, Whole, Written

FOLDERS: tuple[str, ...] = ("rules", "gates", "registers", "institutions", "bureaus", "news", "tips")
"""Folders of a scheme that hold one file a part; the file's name is the part's name."""
KEYED: tuple[str, ...] = ("accounts", "bands", "knobs", "sources")
"""Mappings whose keys are names."""
MONTH = 4
"""Weeks of a month, at whose end scores can move."""


class Scheme(Written):
    """A scoring scheme, whole: the files of one folder, those it extends underneath."""

    name: Text
    """Its name: that of the folder."""
    title: Text
    """What a report calls it."""
    summary: Text
    """What it is, in a sentence or two."""
    world: Literal["feared", "documented", "none"]
    """feared (as told), documented (as officially described), none (no scheme)."""
    based_on: tuple[Text, ...] = ()
    """The schemes it extends, nearest first."""
    article: tuple[Statement, ...] = ()
    """Ids of the article's statements that the scheme as a whole models."""
    scale: Scale
    """Between which points a score lies."""
    bands: dict[Text, Band] = Field(default_factory=dict)
    """Named stretches of the scale."""
    start: Day
    """The first day of week 0."""
    weeks: Annotated[Whole, Field(ge=1, le=5200)]
    """How many weeks a run lasts unless told otherwise."""
    update: Update
    """How often the score moves."""
    accounts: dict[Text, Account] = Field(default_factory=dict)
    """The categories of the score."""
    start_score: StartScore
    """How scores lie at the start."""
    scored: Scored
    """Who bears a score."""
    enrolment: Enrolment
    """How one gets in."""
    visibility: Visibility
    """Who sees a score."""
    association: Association
    """How friends' scores become points."""
    recovery: Recovery | None = None
    """How a score that fell rises again by itself; none: it does not."""
    ends: End | None = None
    """The day on which the scheme is withdrawn; none: it is not."""
    headline: Text | None = None
    """The bureau whose score is meant where no bureau is named; none: the first."""
    knobs: dict[Text, SchemeKnob] = Field(default_factory=dict)
    """Numbers that can be turned."""
    sources: dict[Text, Source] = Field(default_factory=dict)
    """Where things are written."""
    rules: dict[Text, Rule] = Field(default_factory=dict)
    """Name -> rule."""
    gates: dict[Text, Gate] = Field(default_factory=dict)
    """Name -> gate."""
    registers: dict[Text, Register] = Field(default_factory=dict)
    """Name -> register."""
    institutions: dict[Text, Institution] = Field(default_factory=dict)
    """Name -> institution at work."""
    bureaus: dict[Text, Bureau] = Field(default_factory=dict)
    """Name -> bureau."""
    news: dict[Text, News] = Field(default_factory=dict)
    """Name -> news."""
    tips: dict[Text, Tip] = Field(default_factory=dict)
    """Name -> tip."""
    calendar: tuple[Event, ...] = ()
    """Days on which the scheme changes, in their order."""
    to_come: tuple[Pending, ...] = ()
    """Statements of the article that no file models yet."""

    @model_validator(mode="before")
    @classmethod
    def _keys_are_names(cls, tree: Any) -> Any:
        if not isinstance(tree, Mapping):
            return tree
        named = dict(tree)
        for folder in (*FOLDERS, *KEYED):
            if isinstance(named.get(folder), Mapping):
                named[folder] = {
                    key: {**part, "name": key} if isinstance(part, Mapping) else part
                    for key, part in named[folder].items()
                }
        return named

    # ---- points ----

    @property
    def account_caps(self) -> dict[str, int]:
        """Account -> most points it can hold; the caps sum to the width of the scale, whole points only.

        Shares that are no whole points are cut down; what is left over goes to the accounts in their order.
        """
        width = self.scale.high - self.scale.low
        caps = {name: account.weight * width // 100 for name, account in self.accounts.items()}
        left = width - sum(caps.values()) if caps else 0
        for name in list(caps)[:left]:
            caps[name] += 1
        return caps

    def is_moral(self, rule: Rule) -> bool:
        """Say whether the knob `moral_weight` multiplies this rule's points."""
        account = self.accounts.get(rule.account)
        return rule.moral if rule.moral is not None else bool(account and account.moral)

    def points_now(self, rule: Rule) -> float:
        """Give the points of a rule as they count: times `moral_weight` where the rule is moral."""
        return rule.points * self.knob("moral_weight", 1.0) if self.is_moral(rule) else float(rule.points)

    # ---- weeks ----

    def week_of(self, day: date) -> int:
        """Give the week that holds a day; week 0 starts on `start`, days before it lie in negative weeks."""
        return (day - self.start).days // 7

    def day_of(self, week: int) -> date:
        """Give the first day of a week."""
        return self.start + timedelta(weeks=week)

    def is_scoring_week(self, week: int) -> bool:
        """Say whether new scores are given out at the end of this week.

        That is the last week of a month of four weeks: of every month where the score moves every four weeks; else of
        the first month that ends in, or after, every `every_weeks`-th week (15, 27, 39, 51 where it moves every 13).
        """
        every, passed = self.update.every_weeks, week + 1
        return week >= 0 and passed % MONTH == 0 and passed // every > (passed - MONTH) // every

    def has_ended(self, week: int) -> bool:
        """Say whether the scheme was withdrawn before this week; the week of its last day still belongs to it."""
        return self.ends is not None and week > self.week_of(self.ends.last_day)

    def _in_force(self, part: Rule | Gate | Institution | News, week: int) -> bool:
        if self.has_ended(week):
            return False
        first = None if part.since is None else self.week_of(part.since)
        last = None if part.until is None else self.week_of(part.until)
        return (first is None or first <= week) and (last is None or week <= last)

    def rules_in_force(self, week: int) -> dict[str, Rule]:
        """Give the rules in force in a week, by name, in the order of their names."""
        return {name: rule for name, rule in self.rules.items() if self._in_force(rule, week)}

    def gates_in_force(self, week: int) -> dict[str, Gate]:
        """Give the gates in force in a week, by name."""
        return {name: gate for name, gate in self.gates.items() if self._in_force(gate, week)}

    def institutions_in_force(self, week: int) -> dict[str, Institution]:
        """Give the institutions at work in a week, by name."""
        return {name: part for name, part in self.institutions.items() if self._in_force(part, week)}

    def threshold(self, gate: str, week: int) -> int | None:
        """Give a gate's threshold in a week, dated changes included; None where it asks for no score.

        A band asked for counts as its lowest score. A change holds from the week that holds its day.
        """
        part = self.gates[gate]
        line = part.threshold_on(self.day_of(week) + timedelta(days=6))
        if line is not None:
            return line
        return next((self.bands[c.band].at_least for c in part.condition.walk() if c.band), None)

    def meets(self, condition: Condition, score: int, registers: frozenset[str] = frozenset()) -> bool:
        """Say whether a citizen with this score, on these registers, meets a condition as first written."""
        if condition.score is not None:
            return score >= condition.score.at_least
        if condition.band is not None:
            return score >= self.bands[condition.band].at_least
        if condition.register_ is not None:
            return condition.register_ in registers
        if condition.not_ is not None:
            return not self.meets(condition.not_, score, registers)
        if condition.all_ is not None:
            return all(self.meets(c, score, registers) for c in condition.all_)
        return any(self.meets(c, score, registers) for c in condition.any_ or ())

    def mandatory_week(self) -> int | None:
        """Give the first week in which nobody can stay out; None: never."""
        if self.enrolment.form == "mandatory":
            return 0
        day = self.enrolment.mandatory_from
        return None if day is None else max(0, self.week_of(day))

    # ---- the rest ----

    @property
    def headline_bureau(self) -> Bureau | None:
        """The bureau whose score is meant where none is named; None where nobody keeps a score."""
        if self.headline is not None:
            return self.bureaus.get(self.headline)
        return next(iter(self.bureaus.values()), None)

    def knob(self, name: str, otherwise: float | None = None) -> float:
        """Give a knob's value in force, or `otherwise` where the scheme has no such knob."""
        if name in self.knobs:
            return self.knobs[name].now
        if otherwise is None:
            raise KeyError(name)
        return otherwise

    def told(self, news: str, week: int) -> dict[str, float]:
        """Give what a piece of news tells in a week: deed -> points, nothing for deeds that move nothing."""
        part = self.news[news]
        points: dict[str, float] = {}
        if part.tells == "rules":
            for rule in self.rules_in_force(week).values():
                if rule.deed:
                    points[rule.deed] = points.get(rule.deed, 0.0) + self.points_now(rule)
        named = [tip.deeds for tip in self.tips.values()] if part.tells == "tips" else []
        named += [part.tells] if isinstance(part.tells, dict) else []
        for told in (*named, part.adds):
            for deed, more in told.items():
                points[deed] = points.get(deed, 0.0) + more
        return {deed: value for deed, value in points.items() if value}

    def priced_deeds(self) -> frozenset[str]:
        """Give all for which rules, news or tips that are told give points, happenings and `tie` among them."""
        priced = {rule.deed for rule in self.rules.values()
                  if rule.deed and (self.points_now(rule) or any(step.points for step in rule.steps))}  # fmt: skip
        told = [{**part.adds} for part in self.news.values()]
        told += [part.tells for part in self.news.values() if isinstance(part.tells, dict)]
        if any(part.tells == "tips" for part in self.news.values()):
            told += [tip.deeds for tip in self.tips.values()]
        return frozenset(priced | {deed for one in told for deed, points in one.items() if points})

    def news_chance(self, news: str, week: int) -> float:
        """Give the chance that a citizen meets a piece of news in a week (0 before and after its time)."""
        part = self.news[news]
        return part.reach.chance(week - self.week_of(part.since)) if self._in_force(part, week) else 0.0
