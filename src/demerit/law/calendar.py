"""The calendar: days on which a scheme changes, applied week by week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from weakref import ReferenceType, ref

from demerit.errors import LawError
from demerit.law.change import Edit, changed, put
from demerit.law.merge import goes, merged
from demerit.law.news import Event
from demerit.law.reading.positions import Path_, near
from demerit.law.scheme import Scheme

Fault = tuple[Path_, str]


def in_week(scheme: Scheme, week: int) -> Scheme:
    """Give the scheme as it stands in a week: every event of the calendar up to then has happened.

    The scheme itself comes back where nothing has happened yet, so callers can compare by ``is``.
    """
    due = [event for event in sorted(scheme.calendar, key=_day) if scheme.week_of(event.day) <= week]
    edits = [edit for event in due for _, edit in _edits(event)]
    if not edits:
        return scheme
    known = _states_of(scheme)
    if len(due) not in known:
        known[len(due)] = changed(scheme, edits, "calendar")
    return known[len(due)]


_STATES: dict[int, tuple[ReferenceType[Scheme], dict[int, Scheme]]] = {}
"""Schemes, by where they lie in memory, and their states: events that have happened -> the scheme then."""


def _states_of(scheme: Scheme) -> dict[int, Scheme]:
    """Give what is known already of the states of a scheme, which is frozen; it is forgotten with the scheme."""
    place = id(scheme)
    if place not in _STATES:
        _STATES[place] = ref(scheme, lambda _: _STATES.pop(place, None)), {}
    return _STATES[place][1]


def event_weeks(scheme: Scheme) -> list[int]:
    """Give the weeks, in order, in which the calendar changes something."""
    return sorted({max(0, scheme.week_of(event.day)) for event in scheme.calendar if event.set or event.merge})


def _day(event: Event) -> date:
    return event.day


def _edits(event: Event) -> Iterator[tuple[Path_, Edit]]:
    """Give what an event does to a scheme, fields first, then the merger, and where in the event it is written."""
    for path, value in event.set.items():
        yield ("set", path), Edit((str(event.day), path), partial(put, path=path, value=value))
    if event.merge:
        yield ("merge",), Edit((str(event.day), "merge"), partial(merged, merge=event.merge))


def calendar_faults(scheme: Scheme) -> Iterator[Fault]:
    """Find events that the scheme cannot follow, one after the other: (where it stands, what is wrong)."""
    for k, event in enumerate(scheme.calendar):
        if k and event.day < scheme.calendar[k - 1].day:
            yield ("calendar", k, "date"), "the days of the calendar must stand in their order. Move this entry up"
        yield from _twice(scheme.calendar, k)
    now = scheme
    gone: dict[str, str] = {}
    for k, event in sorted(enumerate(scheme.calendar), key=lambda pair: pair[1].day):
        for inside, edit in _edits(event):
            missing = list(_missing(now, event, gone)) if inside == ("merge",) else []
            yield from ((("calendar", k, *where), message) for where, message in missing)
            if missing:
                continue
            try:
                head = now.headline_bureau
                now = changed(now, [edit], "calendar")
            except LawError as error:
                for mistake in error.mistakes:
                    words = mistake.removeprefix("calendar: ").removeprefix(".".join(map(str, edit.where)) + ": ")
                    yield ("calendar", k, *inside), words
                continue
            if event.merge and inside == ("merge",):
                told = f"it went into {event.merge.into!r} on {event.day}"
                gone |= dict.fromkeys(goes(event.merge, head.name if head else None), told)


def _twice(calendar: tuple[Event, ...], k: int) -> Iterator[Fault]:
    """Find fields that two entries of one day set, or one entry sets whole and in part."""
    event = calendar[k]
    for path in event.set:
        for earlier in range(k + 1):
            others = calendar[earlier].set if calendar[earlier].day == event.day else {}
            for other in others:
                same = path == other and earlier < k
                if same or path.startswith(f"{other}.") or (earlier < k and other.startswith(f"{path}.")):
                    there = "in this entry" if earlier == k else f"in entry {earlier + 1}"
                    what = f"{path!r}" if path == other else f"{path!r} and {other!r}"
                    yield (
                        ("calendar", k, "set", path),
                        f"{what}: the same thing is set twice on {event.day}, here and {there}. "
                        "Keep one of them, or move one to another day",
                    )


def _missing(scheme: Scheme, event: Event, gone: dict[str, str]) -> Iterator[Fault]:
    """Find bureaus of a merger that do not exist, or exist no longer."""
    merge = event.merge
    if merge is None:
        return
    for where, name in (
        (("merge", "into"), merge.into),
        *((("merge", "from", i), n) for i, n in enumerate(merge.from_)),
    ):
        if name in scheme.bureaus:
            continue
        if name in gone:
            yield where, f"the bureau {name!r} is there no longer: {gone[name]}. Name one that is left"
        else:
            yield where, f"no bureau is called {name!r}{near(name, scheme.bureaus)} Bureaus stand in bureaus/."
