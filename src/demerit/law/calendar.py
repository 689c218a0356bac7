"""The calendar: days on which a scheme changes, applied week by week."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from demerit.errors import LawError
from demerit.law.change import Edit, changed, put
from demerit.law.scheme import Scheme


def in_week(scheme: Scheme, week: int) -> Scheme:
    """Give the scheme as it stands in a week: every event of the calendar up to then has happened.

    The scheme itself comes back where nothing has happened yet, so callers can compare by ``is``.
    """
    edits = [
        Edit((str(event.day), path), partial(put, path=path, value=value))
        for event in sorted(scheme.calendar, key=lambda event: event.day)
        if scheme.week_of(event.day) <= week
        for path, value in event.set.items()
    ]
    return changed(scheme, edits, "calendar") if edits else scheme


def event_weeks(scheme: Scheme) -> list[int]:
    """Give the weeks, in order, in which the calendar changes something."""
    return sorted({max(0, scheme.week_of(event.day)) for event in scheme.calendar if event.set})


def calendar_faults(scheme: Scheme) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Find events that the scheme cannot follow: (where it stands, what is wrong)."""
    for k, event in enumerate(scheme.calendar):
        if k and event.day < scheme.calendar[k - 1].day:
            yield ("calendar", k, "date"), "the days of the calendar must stand in their order. Move this entry up"
        for path, value in event.set.items():
            edit = Edit(("set",), partial(put, path=path, value=value))
            try:
                changed(scheme, [edit], "calendar")
            except LawError as error:
                for mistake in error.mistakes:
                    yield (
                        ("calendar", k, "set", path),
                        mistake.removeprefix("calendar: set: ").removeprefix("calendar: "),
                    )
