"""Association: how friends become points: what they score, how many they are, or what they were seen to do."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from demerit.base.number_of import number_of
from demerit.law.evidence import Grounded
from demerit.law.rule import Deed
from demerit.law.written import Number, Text, Whole

MOST_DEEDS = 8
"""Deeds of friends that one law can name: a bit of a byte each."""


def _bounded(weight: float) -> float:
    if not 0 <= weight <= 0.5:
        raise ValueError(
            f"an association weight of {weight:g} is refused: it must lie between 0 and 0.5. "
            "A common shift of all scores is multiplied by 1/(1 - weight), so above 0.5 scores run away"
        )
    return weight


def _once_each(deeds: tuple[str, ...]) -> tuple[str, ...]:
    twice = sorted({deed for deed in deeds if deeds.count(deed) > 1})
    if twice:
        raise ValueError(f"{twice[0]} stands twice among `deeds`. Name each once")
    return deeds


class Association(Grounded):
    """How friends become points of one's own."""

    form: Literal["none", "mean_score", "count_below", "invited", "event"]
    """none · mean_score (friends' mean, against the mean at the start) · count_below (friends below `line`) ·
    invited (friends whom one invited) · event (friends who were seen to do one of `deeds`)."""
    account: Text | None = None
    """The account that moves."""
    weight: Annotated[Number, AfterValidator(_bounded)] = 0.0
    """Points for a point of difference (mean_score), or hundredths of the points of a friend; for event, the share of
    the scale that the account holds; 0 to 0.5."""
    line: Whole | None = None
    """The score below which a friend counts."""
    deeds: Annotated[tuple[Deed, ...], Field(max_length=MOST_DEEDS), AfterValidator(_once_each)] = ()
    """The deeds of friends that count (event)."""
    points: Whole = 0
    """Points for each friend, and each of the deeds, that was seen in four weeks (event)."""
    cap: Annotated[Whole, Field(ge=1)] | None = None
    """Most points in four weeks, either way (event)."""

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if self.form != "none" and self.account is None:
            raise ValueError(f"association by {self.form} needs the `account` that it moves")
        if self.form == "count_below" and self.line is None:
            raise ValueError("association by count_below needs the `line` below which a friend counts")
        if self.form == "event":
            given = {"deeds": self.deeds, "points": self.points, "cap": self.cap,
                     "weight": "weight" in self.model_fields_set}
            missing = [f"`{field}`" for field, value in given.items() if not value]
            if missing:
                raise ValueError(f"association by event needs {' and '.join(missing)}")
        return self

    @property
    def told(self) -> str:
        """What a friend is worth, in words."""
        each = f"{number_of(100 * self.weight, 'point')} a friend"
        return {
            "none": "nothing",
            "mean_score": f"{number_of(self.weight, 'point')} a point",
            "count_below": f"{each} below {self.line}",
            "invited": each,
            "event": f"{number_of(self.points or 0, 'point')} for each friend and each of {', '.join(self.deeds)}, "
                     f"at most {self.cap} in four weeks",
        }[self.form]

    @property
    def counts(self) -> bool:
        """Whether friends count at all."""
        return self.form != "none" and self.weight > 0
