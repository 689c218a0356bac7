"""What a claim is: a statement, the comparison that tests it, and the smallest effect that matters."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StrictStr, ValidationError, model_validator

from demerit.article import article
from demerit.base.aside import hash_of
from demerit.errors import LawError, UnknownName
from demerit.lab.studies.plan import Side
from demerit.law import EVIDENCE_GRADES
from demerit.law.reading.messages import known_fields, said
from demerit.law.reading.positions import Mistakes, near, read_page
from demerit.law.written import Number, Statement, Text, Written
from demerit.measures import measures

HERE = Path(__file__).resolve().parent / "written"
OWN = Path("claims")
"""Where claims of one's own stand, below the working folder."""
How = Literal["difference", "change", "value"]
Expected = Literal["rises", "falls", "differs", "nothing"]


class Claim(Written):
    """A statement that worlds can bear out or not.

    In every world the effect is read off one row of a measure: of the two sides as a difference, or as a change in
    per cent of the second; or of one side alone, as its value.
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
    group: Text = "all"
    """Of which group of citizens."""
    as_: Annotated[How, Field(alias="as")] = "difference"
    """difference: the first side less the second, in the row's unit; change: the same in per cent of the second; value:
    the one side's value."""
    expects: Expected
    """Which sign is claimed: rises, falls; differs, where the source has none; nothing: it stays below `matters`."""
    matters: Annotated[Number, Field(gt=0)]
    """The smallest effect that matters, in the row's unit, or in per cent of a change."""
    than: Number = 0
    """Of a value: what it is held against."""
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
        if self.expects != "differs" and self.expected_by is None:
            raise ValueError("who expects that sign? Add `expected_by: ...`, or write `expects: differs`")
        if self.than and self.as_ != "value":
            raise ValueError("`than` goes with `as: value`")
        return self

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
    for where, message in _strays(claim):
        mistakes.add(page.place(where), message)
    return claim


def _strays(claim: Claim) -> list[tuple[tuple[str | int, ...], str]]:
    """Give what a claim names that there is not."""
    found: list[tuple[tuple[str | int, ...], str]] = []
    statements, known = article().statements, measures()
    for k, id_ in enumerate(claim.article):
        if id_ not in statements:
            found.append((("article", k), f"the article has no statement {id_}{near(id_, statements)}"))
    for key in ("row", "less"):
        row: Any = getattr(claim, key)
        if row is not None and row.partition(".")[0] not in known:
            found.append(((key,), f"no measure is called {row.partition('.')[0]!r}{near(row, known)}"))
    return found
