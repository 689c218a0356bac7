"""An institution at work in a scheme: on what ground it stands, and how its knobs are set."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from demerit.law.evidence import Grounded, Strength
from demerit.law.written import Day, Number, Text


class Institution(Grounded):
    """What moves between the months, at work in this scheme because its file is here.

    What it does is code, under the same name; the law says only that it is there, since when, and how its knobs stand.
    """

    summary: Text
    """What it does, in one sentence of the world's terms."""
    size: Strength
    """Is it known how strong it is?"""
    set: dict[Text, Number] = Field(default_factory=dict)
    """Knob of the institution -> its value; a knob that is not named keeps its own."""
    since: Day | None = Field(default=None, alias="from")
    """First day at work; none: from the first."""
    until: Day | None = None
    """Last day at work; none: to the last."""

    @model_validator(mode="after")
    def _has_an_order(self) -> Self:
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"`from` ({self.since}) lies after `until` ({self.until}). Swap them")
        return self
