"""A statement of the article: in our own words, with its ground, what models it, and what it asks of the laboratory."""

from __future__ import annotations

import re
from typing import Annotated, Literal, NamedTuple, Self, get_args

from pydantic import AfterValidator, Field, model_validator

from demerit.law.evidence import Evidence, SizeGrade
from demerit.law.written import Text, Whole, Written

Status = Literal["modelled", "pending", "reading", "glossary"]
STATUSES: tuple[Status, ...] = get_args(Status)
"""modelled: works today and can be switched off; pending: not, or not all of it; reading, glossary: to be read."""


class Family(NamedTuple):
    """Statements of one kind, in one file."""

    file: str
    """The file's name, without ``.yaml``."""
    says: str
    """What they are, in a few words."""
    ids: tuple[str, ...]
    """Their ids, in order."""


def _family(file: str, says: str, letter: str, first: int, last: int, digits: int = 2) -> Family:
    return Family(file, says, tuple(f"{letter}{k:0{digits}d}" for k in range(first, last + 1)))


FAMILIES: dict[str, Family] = {
    "S": _family("systems", "systems, actors, sources of data", "S", 1, 24),
    "E": _family("effects", "what moves the score", "E", 1, 24),
    "B": _family("benefits", "what a high score opens", "B", 1, 10),
    "X": _family("sanctions", "what a low score shuts, or might", "X", 0, 15),
    "N": _family("tips", "nine tips", "N", 1, 9, digits=1),
    "C": _family("conjectures", "conjectures and questions", "C", 1, 26),
    "G": _family("devices", "aims and devices of the outline", "G", 1, 8),
    "D": _family("disputes", "disputes", "D", 1, 10),
    "L": _family("readings", "readings", "L", 1, 14),
}
"""Letter -> family."""

POINTERS: dict[str, str] = {
    "scheme": "a scheme: scheme:article_2015",
    "rule": "a rule of a scheme: rule:article_2015/dissenting_post",
    "gate": "a gate of a scheme: gate:article_2015/instant_loan",
    "register": "a register of a scheme: register:court_list/defaulters",
    "institution": "an institution at work in a scheme: institution:article_2015/censor",
    "happening": "what an institution lets happen to citizens: happening:masses.reported",
    "bureau": "a bureau of a scheme: bureau:article_2015/sesame",
    "account": "an account of a scheme: account:article_2015/behaviour",
    "news": "news of a scheme: news:article_2015/october_2015",
    "tip": "a tip of a scheme: tip:article_2015/stay_put",
    "to_come": "what a scheme says is still to come: to_come:article_2015/matchmaking",
    "visibility": "who sees the scores of a scheme: visibility:article_2015",
    "association": "what friends count in a scheme: association:article_2015",
    "enrolment": "how one comes into a scheme: enrolment:article_2015",
    "knob": "a knob of citizens (knob:learn.jolt) or of a scheme (knob:article_2015/moral_weight)",
    "reform": "a reform: reform:no_speech",
    "act": "an act of citizens: act:speak",
    "deed": "a deed of an act: deed:speak.dissent",
    "measure": "a measure: measure:silence",
    "recipe": "a recipe of societies: recipe:china_2015",
    "statement": "another statement: statement:C11",
    "source": "a source of the article's: source:outline_2014",
    "glossary": "a word of the glossary: glossary:credit_sesame",
}
"""Kind of pointer -> what it points at, with an example."""
_NAME = re.compile(r"^[A-Za-z0-9_.]+(/[A-Za-z0-9_]+)?$")


class Pointer(NamedTuple):
    """Where a statement points: what kind of thing, of which scheme, called what."""

    kind: str
    scheme: str | None
    """None where the thing is of no scheme."""
    name: str

    def __str__(self) -> str:
        home = f"{self.scheme}/" if self.scheme and self.name != self.scheme else ""
        return f"{self.kind}:{home}{self.name}"


OF_ONE_SCHEME = ("scheme", "visibility", "association", "enrolment")
"""Kinds of which a scheme has exactly one."""


def pointer(written: str) -> Pointer:
    """Read a pointer as it is written: ``kind:name`` or ``kind:scheme/name``."""
    kind, _, rest = written.partition(":")
    home, _, name = rest.rpartition("/")
    if kind in OF_ONE_SCHEME:
        return Pointer(kind, rest, rest)
    return Pointer(kind, home or None, name)


def _points(written: str) -> str:
    kind, sign, rest = written.partition(":")
    if not sign or kind not in POINTERS:
        raise ValueError(f"{written!r} points nowhere. A pointer begins with one of: {', '.join(POINTERS)}")
    if not _NAME.match(rest):
        raise ValueError(f"{written!r} names nothing that could be pointed at. Write for instance {POINTERS[kind]}")
    return written


def _names(written: str) -> str:
    if not re.match(r"^[a-z][a-z0-9_]*$", written):
        raise ValueError(f"{written!r} is no name of a claim. Use small letters, digits and _")
    return written


def _quantity(written: str) -> str:
    if not re.match(r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$", written):
        raise ValueError(f"{written!r} is no quantity. Write measure.quantity, like silence.dissent.change")
    return written


class Where(Written):
    """A society in which a mechanism is noticed."""

    recipe: Text = "china_2015"
    """The recipe it is made by."""
    people: Annotated[Whole, Field(ge=50)] = 3_000
    """Of how many people; as few as show it, so that it can be tried."""
    weeks: Annotated[Whole, Field(ge=4)] = 156
    """For how many weeks."""


class Statement(Written):
    """One thing that the article says, fears, doubts or asks."""

    id: str = ""
    """Its id, S01 to L14: its key in the file."""
    says: Text
    """What it says, in our own words."""
    evidence: Evidence
    """Is it so? Of a reading: was it read itself (documented), or is it known through others (reported)?"""
    size: SizeGrade | None = None
    """Is its number known? None where there is no number."""
    check: Text
    """What is known of it, in our own words."""
    status: Status
    """Whether it works today."""
    modelled_by: tuple[Annotated[Text, AfterValidator(_points)], ...] = ()
    """Pointers to what models it; of what is pending, to what works of it and to what is to come."""
    compare: Annotated[tuple[Text, ...], Field(min_length=2, max_length=2)] | None = None
    """The scheme in which it works, and the same or another without it: what `demerit compare` takes."""
    measure: Annotated[Text, AfterValidator(_quantity)] | None = None
    """The quantity that differs between the two."""
    where: Where = Where()
    """A society in which that is seen, seed 1."""
    spares: tuple[Annotated[Text, AfterValidator(_quantity)], ...] = ()
    """Quantities that it must not touch: the same in both, to the last digit."""
    question: Text | None = None
    """What the laboratory has to answer."""
    open: Text | None = None
    """What of the question nothing answers yet, though the mechanism works."""
    pending: Text | None = None
    """Of what is pending: what is missing, and what of it works."""
    claim: Annotated[Text, AfterValidator(_names)] | None = None
    """The claim that will answer the question."""

    @property
    def family(self) -> Family:
        """The family it is of."""
        return FAMILIES[self.id[0]]

    @property
    def pointers(self) -> tuple[Pointer, ...]:
        """Where it points."""
        return tuple(pointer(written) for written in self.modelled_by)

    @property
    def is_disputed(self) -> bool:
        """Whether somebody credible denies it, or it is about such a dispute."""
        return self.evidence.grade == "disputed" or self.id.startswith("D")

    @model_validator(mode="after")
    def _is_honest(self) -> Self:
        kinds = {pointer(written).kind for written in self.modelled_by}
        if (self.status == "pending") != (self.pending is not None):
            raise ValueError(
                f"its status is {self.status}, {'but' if self.pending else 'and'} it says "
                f"{'what is' if self.pending else 'nothing of what is'} missing. What is pending needs a line "
                "`pending: ...` with what is missing; nothing else has one"
            )
        if self.status == "modelled":
            self._is_modelled(kinds)
        elif self.open is not None:
            raise ValueError("`open` is for what works; say what is missing under `pending`")
        if self.status == "glossary" and "glossary" not in kinds:
            raise ValueError("a word of the glossary needs a pointer `glossary:...`")
        if self.status == "reading" and not self.modelled_by:
            raise ValueError("a reading needs pointers to where it is met, like `source:...` or `statement:...`")
        if self.status in ("modelled", "pending") and self.question is None:
            raise ValueError("a statement that is to be modelled needs a `question`")
        return self

    def _is_modelled(self, kinds: set[str]) -> None:
        missing = [key for key in ("modelled_by", "compare", "measure") if not getattr(self, key)]
        if missing:
            raise ValueError(
                f"it is said to be modelled, but {' and '.join(f'`{m}`' for m in missing)} is missing. Say by what, "
                "between which two schemes it shows, and in which quantity; or make it pending"
            )
        if "to_come" in kinds:
            raise ValueError("it points at what is still to come, so it is pending")
