"""What a calibration is asked for: one YAML file, or the default."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, ValidationError

from demerit.errors import InputError, LawError
from demerit.lab.calibration.targets import FITTED, HELD, Target
from demerit.lab.order import Order, ordered, scheme_of
from demerit.lab.studies.drawing import DRAWN_OF, narrowed, numbers_of, odd, ranges_of
from demerit.lab.studies.plan import Vary
from demerit.law.reading.messages import said
from demerit.law.reading.positions import Mistakes, near, read_page
from demerit.law.written import Text, Written

if TYPE_CHECKING:
    from demerit.lab.studies.number import Number

BESIDES: dict[str, Vary] = {
    **{name: Vary() for name in (
        "opinion.at_start", "opinion.fall", "opinion.told", "opinion.mend", "opinion.shut", "enrol.norm",
        "enrol.suspicion", "enrol.join", "enrol.leave", "borrow.default", "borrow.reliable", "means.short",
        "means.burden", "means.jobless", "pay.late", "pay.reliable", "rule.bill_late", "rule.loan_defaulted",
    )},
    "news.bulletin.reach.start": Vary(low=0.0001, high=0.1, distribution="log"),
}  # fmt: skip
"""Numbers that move approval, use, awareness and repayment, drawn besides."""


class CalibrationPlan(Written):
    """What is drawn, how much is run, which targets count."""

    people: Annotated[int, Field(strict=True, ge=100)] = 2_000
    """Citizens of each world."""
    weeks: Annotated[int, Field(strict=True, ge=16, le=5_200)] = 132
    """Weeks of each run: from October 2015 to April 2018, when the surveys were made."""
    seed: Annotated[int, Field(strict=True, ge=0, lt=2**63)] = 1
    """Of the first wave's society and draws; each wave takes the next."""
    waves: Annotated[tuple[Annotated[int, Field(strict=True, ge=20, le=20_000)], ...], Field(min_length=1)] = (320, 192)
    """Worlds of each wave."""
    keep: Annotated[int, Field(strict=True, ge=8, le=10_000)] = 64
    """Draws that are kept."""
    check: Annotated[int, Field(strict=True, ge=8, le=10_000)] = 32
    """How many of them are run themselves, on every side, and as many plausible worlds beside them."""
    candidates: Annotated[int, Field(strict=True, ge=1_000, le=2_000_000)] = 120_000
    """Points at which the emulators are asked."""
    vary: dict[Text, Vary | None] = Field(default_factory=dict)
    """Numbers that are drawn besides the assumed ones of the article's law; empty: those of the default."""
    fit: tuple[Text, ...] = ()
    """Targets that draws are fitted to, by name or key; empty: all that are for it."""

    def targets(self) -> tuple[Target, ...]:
        """Give the targets that draws are fitted to."""
        chosen = [one for one in FITTED if not self.fit or one.name in self.fit or set(_keys(one)) & set(self.fit)]
        return tuple(chosen)

    def numbers(self) -> list[Number]:
        """Give what is drawn, narrowed as the plan says."""
        known = ranges_of([ordered(side) for side in sides_of((*FITTED, *HELD))])
        besides = {name: vary or Vary() for name, vary in self.vary.items()} or BESIDES
        own = [number for number in numbers_of(scheme_of(Order(DRAWN_OF))[0]) if number.name not in besides]
        return own + [narrowed(known[name], vary) for name, vary in besides.items()]

    def faults(self) -> list[tuple[tuple[str, ...], str]]:
        """Give what is wrong with it: numbers and targets that there are not."""
        known = ranges_of([ordered(side) for side in sides_of((*FITTED, *HELD))])
        found: list[tuple[tuple[str, ...], str]] = []
        for name, vary in self.vary.items():
            if name not in known:
                what = f"no side has a number {name!r} with a plausible range{near(name, known)}"
                found.append((("vary", name), what))
                continue
            if vary is not None and vary.values is not None:
                what = "`values` are points of a grid, and a calibration draws from ranges. Write `low` and `high`"
                found.append((("vary", name), what))
                continue
            found += [(("vary", name), what) for what in odd(known[name], vary or Vary())]
        names = {name for target in FITTED for name in (target.name, *_keys(target))}
        held = {name for target in HELD for name in (target.name, *_keys(target))}
        for name in self.fit:
            if name not in names:
                why = "is held out: nothing is fitted to it" if name in held else f"is no target{near(name, names)}"
                found.append((("fit",), f"{name} {why}"))
        return found


def _keys(target: Target) -> list[str]:
    """Give the keys of a target: K14 and K16 of ``K14, K16 chill``."""
    return [word.strip(",") for word in target.name.split() if word[0] == "K" and word[1:3].isdigit()]


def sides_of(targets: tuple[Target, ...]) -> list[str]:
    """Give the sides that targets are measured on, and the world without a scheme."""
    return [*dict.fromkeys(part.side for target in targets for part in target.parts), "null"]


def plan_of(given: Path | dict[str, Any] | CalibrationPlan | None) -> CalibrationPlan:
    """Give the plan that is meant: a file, plain data, one that is made; None the default.

    Raises
    ------
    LawError
        Of a file, every mistake with its place.
    InputError
        Of plain data, every mistake.
    """
    if given is None or isinstance(given, CalibrationPlan):
        return given or CalibrationPlan()
    if isinstance(given, dict):
        try:
            plan = CalibrationPlan.model_validate(given)
        except ValidationError as error:
            known = list(CalibrationPlan.model_fields)
            raise InputError("\n".join(said(one, known) for one in error.errors())) from None
        if wrong := plan.faults():
            raise InputError("\n".join(message for _, message in wrong))
        return plan
    mistakes = Mistakes()
    page = read_page(given, mistakes)
    if page is None or mistakes.found:
        raise LawError(mistakes.found)
    try:
        plan = CalibrationPlan.model_validate(page.tree)
        for where, message in plan.faults():
            mistakes.add(page.place(where), message)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            mistakes.add(page.place(one["loc"], one["type"] == "extra_forbidden"),
                         said(one, list(CalibrationPlan.model_fields)))  # fmt: skip
    if mistakes.found:
        raise LawError(mistakes.found)
    return plan
