"""How long a run is: whole months of four weeks, since figures are those of months."""

from __future__ import annotations

from demerit.base.number_of import number_of
from demerit.errors import InputError

MONTH = 4
"""Weeks of a month: scores are given, and figures counted, at its end."""


def whole_months(weeks: int) -> int:
    """Give the weeks that a run of `weeks` takes: the whole months in it.

    Raises
    ------
    InputError
        No month would be over.
    """
    if weeks < MONTH:
        raise InputError(
            f"--weeks {weeks}: a run takes whole months of four weeks, one or more, since scores and figures come at "
            "their ends. Try --weeks 4; leave it out for the scheme's own calendar."
        )
    return weeks // MONTH * MONTH


def left_over(asked: int | None, passed: int) -> str:
    """Say that weeks were left out of a run, where that was so."""
    if asked is None or asked == passed:
        return ""
    return (
        f"Of {number_of(asked, 'week')} {passed} pass: "
        "a run takes whole months of four weeks, since figures come at their ends; "
        f"the {'last' if asked - passed == 1 else f'last {asked - passed}'} would appear in none."
    )
