"""Names that the law points at and does not own: whoever reads it hands them in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import NamedTuple

Knobs = Mapping[str, tuple[float, float]]
"""Knob -> the lowest and the highest value it can have."""


class Given(NamedTuple):
    """What is handed in; None where the caller did not say, and then it is not checked."""

    deeds: Collection[str] | None = None
    """Every deed that citizens can do, as ``act.deed``."""
    states: Collection[str] | None = None
    """Every column that a rule may judge."""
    happenings: Collection[str] | None = None
    """Everything that institutions let happen, as ``institution.happening``; None with deeds given: nothing."""
    institutions: Mapping[str, Knobs] | None = None
    """Every institution, with its knobs."""
    occupations: Collection[str] | None = None
    """What citizens do for a living."""
    quantities: Mapping[str, str] | None = None
    """Every quantity that institutions report, as ``institution.quantity`` -> the happening that it is reported of."""


class Names(Given):
    """What there is outside the law, and what follows from it, worked out once."""

    @cached_property
    def acts(self) -> set[str] | None:
        """The acts that have a deed."""
        return None if self.deeds is None else {deed.partition(".")[0] for deed in self.deeds}

    @cached_property
    def counted(self) -> set[str] | None:
        """Deeds and happenings: what a rule or a register may count."""
        return None if self.deeds is None else {*self.deeds, *(self.happenings or ())}

    @cached_property
    def seen(self) -> set[str] | None:
        """Acts and institutions: whose deeds and happenings a bureau may see."""
        return None if self.acts is None else {*self.acts, *(self.institutions or ())}


NOBODY = Names()
"""Nothing handed in: nothing outside the law is checked."""
