"""The two worlds of a comparison, and the drawn ones, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.base.number_of import number_of

if TYPE_CHECKING:
    from demerit.lab.drawn import Drawn
    from demerit.report.results import Results


def other_world(told: Results) -> str:
    """Say under what the same people live in the other run: ``without a scheme``, ``under "..."``."""
    if told.twin is None:
        return ""
    law = told.twin.scheme
    return f"under \u201c{law.title}\u201d" if law.rules or law.registers else "without a scheme"


def two_worlds(told: Results) -> str:
    """Say what is held against what, once for the whole page."""
    if told.twin is None:
        return ""
    said = (
        f"Held against the same people with the same chances {other_world(told)}: in what follows, \u201cthe other "
        "world\u201d. Groups of fewer than 30 adults are left out."
    )
    if told.placebo is not None:
        said += " The placebo is the same run with one friendship less at the start: what it moves is chance."
    return said


def over_what(drawn: Drawn) -> str:
    """Say how large the drawn worlds are: ``18 numbers, 2,000 people, 286 weeks, one seed each``."""
    told = (number_of(len(drawn.numbers), "number"), number_of(drawn.people, "person"), number_of(drawn.weeks, "week"))
    return ", ".join((*told, "one seed"))
