"""What a claim is: a statement, the comparison that tests it, and the smallest effect that matters."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, Self

from pydantic import Field, StrictStr, ValidationError, model_validator

from demerit.article import article
from demerit.base.aside import hash_of
from demerit.errors import DemeritError, LawError, UnknownName
from demerit.lab.order import ordered, scheme_of
from demerit.lab.studies.drawing import ranges_of
from demerit.lab.studies.plan import Side
from demerit.law import EVIDENCE_GRADES
from demerit.law.reading.messages import known_fields, said
from demerit.law.reading.positions import Mistakes, near, read_page
from demerit.law.written import Number, Statement, Text, Whole, Written
from demerit.measures import measures
from demerit.rows.groups import ALL, DIMENSIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from demerit.lab.studies import number as plausible

HERE = Path(__file__).resolve().parent / "written"
OWN = Path("claims")
"""Where claims of one's own stand, below the working folder."""
GROUPS = (ALL, *(f"{kind}:{one}" for kind, ones in DIMENSIONS.items() for one in ones))
"""What `group` and `less_group` may name."""
How = Literal["difference", "change", "value", "pair"]
Expected = Literal["rises", "falls", "differs", "nothing"]


class Asking(NamedTuple):
    """Under which circumstances worlds are asked; claims of the same circumstances share their worlds."""

    people: int | None = None
    """Citizens of each world; None: as many as the whole study has."""
    weeks: int | None = None
    """Weeks of each world; None: as many as the whole study has."""
    where: tuple[tuple[str, float], ...] = ()
    """Numbers that are not drawn but stand so in every world."""
    against: str | None = None
    """The twin, where a row is asked that only a pair of runs shows."""


class Claim(Written):
    """A statement that worlds can bear out or not.

    In every world the effect is read off one row of a measure: of the two sides as a difference, or as a change in
    per cent of the second; of one side alone, as its value; or of the pair, where only a pair of runs shows it.
    """

    name: StrictStr = ""
    """Its name; never written inside the file."""
    statement: Text
    """What is claimed, in one sentence."""
    article: Annotated[tuple[Statement, ...], Field(min_length=1)]
    """Ids of the article's statements that it is about."""
    sides: Annotated[tuple[Side, ...], Field(min_length=1, max_length=2)]
    """The side of which something is claimed, and the one it is held against, which `value` has not."""
    row: Text
    """The row of a measure that shows it: ``silence.dissent.rate``."""
    less: Text | None = None
    """A row whose effect is taken away from it: what is claimed of one thing more than of another."""
    group: Text = ALL
    """Of which group of citizens."""
    less_group: Text | None = None
    """A group whose effect is taken away from it: what is claimed of some more than of others."""
    as_: Annotated[How, Field(alias="as")] = "difference"
    """difference: the first side less the second, in the row's unit; change: the same in per cent of the second; value:
    the one side's value; pair: a row that the first side has only beside the second, its twin."""
    expects: Expected
    """Which sign is claimed: rises, falls; differs, where the source has none; nothing: it stays below `matters`."""
    matters: Annotated[Number, Field(gt=0)]
    """The smallest effect that matters, in the row's unit, or in per cent of a change."""
    than: Number = 0
    """Of a value or a pair: what it is held against."""
    where: dict[Text, Number] = Field(default_factory=dict)
    """Numbers that are not drawn but stand so in every world: the society of which it is claimed."""
    unlike: dict[Text, Number] = Field(default_factory=dict)
    """The same numbers in a society whose effect is taken away: what is claimed of one society more than of another."""
    people: Annotated[Whole, Field(ge=50, le=1_000_000)] | None = None
    """Citizens of each world of the whole study, where its usual number is too small to show it."""
    weeks: Annotated[Whole, Field(ge=4, le=5_200)] | None = None
    """Weeks of the same, where its usual number is too small to show it."""
    why: Text
    """How the comparison tests the statement, and why an effect smaller than `matters` would not."""
    expected_by: Text | None = None
    """Who expects the sign; None where `expects` is differs."""

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if len(self.sides) == 2 and self.as_ == "value":
            raise ValueError("a value is of one side. Take the second side away, or write `as: difference`")
        if len(self.sides) == 1 and self.as_ != "value":
            raise ValueError(f"a {self.as_} is between two sides. Name a second side, or write `as: value`")
        if len(set(self.sides)) < len(self.sides):
            raise ValueError(f"both sides are {self.sides[0]}, which cannot differ. Name another second side")
        if self.expects != "differs" and self.expected_by is None:
            raise ValueError("who expects that sign? Add `expected_by: ...`, or write `expects: differs`")
        if self.expects == "differs" and self.expected_by is not None:
            raise ValueError("`expects: differs` claims no sign. Take `expected_by` away, or name the sign")
        if self.than and self.as_ not in ("value", "pair"):
            raise ValueError("`than` goes with `as: value` and `as: pair`")
        if self.unlike and self.unlike.keys() != self.where.keys():
            raise ValueError("`unlike` has to name the numbers that `where` names, with other values")
        if self.where and self.unlike == self.where:
            raise ValueError("`unlike` is the same society as `where`. Give its numbers other values")
        return self

    @property
    def askings(self) -> tuple[Asking, ...]:
        """Under which circumstances it is asked: one, or those of `where` and of `unlike`."""
        against = self.sides[1] if self.as_ == "pair" else None
        societies = [self.where, self.unlike] if self.unlike else [self.where]
        return tuple(Asking(self.people, self.weeks, tuple(sorted(one.items())), against) for one in societies)

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups that it needs."""
        return (self.group,) if self.less_group is None else (self.group, self.less_group)

    @property
    def evidence(self) -> str:
        """The weakest grade of evidence of the statements that it is about."""
        grades = [article().statements[id_].evidence.grade for id_ in self.article]
        return max((grade for grade in grades if grade), key=EVIDENCE_GRADES.index, default="projected")

    @property
    def mark(self) -> str:
        """A hash of all that is written of it."""
        return hash_of((self.model_dump_json().encode(),))[:16]

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows that it needs."""
        return (self.row,) if self.less is None else (self.row, self.less)


def claims(working_folder: Path | None = None) -> dict[str, Claim]:
    """Give every claim by name: those of the working folder first, then those that come with the program.

    Raises
    ------
    LawError
        With every mistake of every file, each with its place.
    """
    own = (working_folder or Path()) / OWN
    files = [*sorted(own.glob("*.yaml")), *sorted(HERE.glob("*.yaml"))]
    found: dict[str, Claim] = {}
    mistakes = Mistakes()
    for file in files:
        if file.stem not in found:
            claim = _shipped(file) if file.parent == HERE else _read(file, mistakes)
            if claim is not None:
                found[claim.name] = claim
    if mistakes.found:
        raise LawError(mistakes.found)
    return found


@cache
def _shipped(file: Path) -> Claim | None:
    mistakes = Mistakes()
    claim = _read(file, mistakes)
    if mistakes.found:
        raise LawError(mistakes.found)
    return claim


def chosen(names: tuple[str, ...]) -> dict[str, Claim]:
    """Give the claims of these names, or about these statements (``C03``); all where none is named.

    Raises
    ------
    UnknownName
        No claim is called so, and none is about that statement.
    """
    known = claims()
    found: dict[str, Claim] = {}
    for name in names:
        about = {n: claim for n, claim in known.items() if n == name or name in claim.article}
        if not about:
            ids = {id_ for claim in known.values() for id_ in claim.article}
            raise UnknownName("claim", name, {*known, *ids}, "`demerit list claims` shows all.")
        found |= about
    return found if names else known


def _read(file: Path, mistakes: Mistakes) -> Claim | None:
    """Read one file; note every mistake with its place."""
    page = read_page(file, mistakes)
    if page is None:
        return None
    if "name" in page.tree:
        mistakes.add(page.place(("name",), True), "a claim's name is its file's name. Take this line out")
        return None
    try:
        claim = Claim.model_validate({**page.tree, "name": file.stem})
    except ValidationError as error:
        for finding in error.errors(include_url=False):
            extra = finding["type"] == "extra_forbidden"
            mistakes.add(page.place(finding["loc"], extra), said(finding, known_fields(Claim, finding["loc"])))
        return None
    for where, message in _strays(claim, own=file.parent != HERE):
        mistakes.add(page.place(where), message)
    return claim


def _strays(claim: Claim, own: bool) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Give what a claim names that there is not; of one's own, whether its sides can be made as well."""
    statements, known = article().statements, measures()
    for k, id_ in enumerate(claim.article):
        if id_ not in statements:
            yield ("article", k), f"the article has no statement {id_}{near(id_, statements)}"
    for key in ("row", "less"):
        row: str | None = getattr(claim, key)
        measure, _, quantity = (row or "").partition(".")
        if row is not None and measure not in known:
            yield (key,), f"no measure is called {measure!r}{near(row, known)}"
        elif row is not None and not quantity:
            yield (key,), f"{row!r} is a measure and no row of one. Write measure.quantity, like silence.dissent.rate"
        elif row is not None and claim.as_ == "pair" and known[measure].twin == "none":
            yield (key,), f"a pair of runs shows nothing of {measure!r} that one does not. Write `as: difference`"
    for key in ("group", "less_group"):
        group: str | None = getattr(claim, key)
        if group is not None and group not in GROUPS:
            yield (key,), f"there is no group {group!r}{near(group, GROUPS)}. Write `all`, or like income:low"
        elif group not in (None, ALL) and (of := known.get(claim.row.partition(".")[0])) and not of.groups:
            yield (key,), f"{claim.row} is not told by groups. Take `{key}` away"
    ranges = _ranges(claim)
    for key in ("where", "unlike"):
        for name, value in getattr(claim, key).items():
            number = ranges.get(name)
            if number is None:
                yield (key, name), f"no side has a number {name!r} with a plausible range{near(name, ranges)}"
            elif not number.low <= value <= number.high or (number.whole and value != int(value)):
                what = "whole number" if number.whole else "number"
                yield (key, name), f"{name} is a {what} from {number.low:g} to {number.high:g}"
    for k, side in enumerate(claim.sides if own else ()):
        try:
            scheme_of(ordered(side))
        except DemeritError as error:
            yield ("sides", k), str(error)


def _ranges(claim: Claim) -> dict[str, plausible.Number]:
    """Give the plausible ranges of what `where` may name: of citizens, and of the sides' laws where they are needed."""
    found = ranges_of([])
    if claim.where.keys() | claim.unlike.keys() <= found.keys():
        return found
    with suppress(DemeritError):  # a side that cannot be made is told by itself
        found = ranges_of([ordered(side) for side in claim.sides])
    return found
