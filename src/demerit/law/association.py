"""Association: how friends' scores become points."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, model_validator

from demerit.law.evidence import Grounded
from demerit.law.written import Number, Text, Whole


def _bounded(weight: float) -> float:
    if not 0 <= weight <= 0.5:
        raise ValueError(
            f"an association weight of {weight:g} is refused: it must lie between 0 and 0.5. "
            "A common shift of all scores is multiplied by 1/(1 - weight), so above 0.5 scores run away"
        )
    return weight


class Association(Grounded):
    """How friends' scores become points of one's own."""

    form: Literal["none", "mean_score", "count_below", "invited"]
    """none · mean_score (friends' mean, against the mean at the start) · count_below (friends below `line`) ·
    invited (friends whom one invited)."""
    account: Text | None = None
    """The account that moves."""
    weight: Annotated[Number, AfterValidator(_bounded)] = 0.0
    """Points for a point of difference (mean_score), or hundredths of the points of a friend; 0 to 0.5."""
    line: Whole | None = None
    """The score below which a friend counts."""

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if self.form != "none" and self.account is None:
            raise ValueError(f"association by {self.form} needs the `account` that it moves")
        if self.form == "count_below" and self.line is None:
            raise ValueError("association by count_below needs the `line` below which a friend counts")
        return self
