"""What a citizen spends most of the month's spare hours on, on-line."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from demerit.acts.act import Act
from demerit.base.knob import knob
from demerit.rows.bits import ADULT, FEMALE, ONLINE
from demerit.society.citizens import OTHER, STUDENT


class Knobs(NamedTuple):
    """What `pastime` can be tuned by."""

    search: Annotated[int, knob(-64, -192, 64, "notches", "Pull of searching and reading.")]
    music: Annotated[int, knob(-48, -192, 64, "notches", "Pull of music.")]
    films: Annotated[int, knob(-32, -192, 64, "notches", "Pull of films and series.")]
    basketball: Annotated[int, knob(-160, -256, -64, "notches", "Pull of basketball.")]
    little: Annotated[int, knob(-64, -192, 64, "notches", "Pull of playing, an hour or two a day.")]
    much: Annotated[int, knob(-176, -288, -64, "notches", "Pull of playing for five hours or so.")]
    all_day: Annotated[int, knob(-272, -384, -160, "notches", "Pull of playing for ten hours or more.",
                                 source="assumed; the ten hours are those of which the operator spoke")]
    male: Annotated[int, knob(64, 0, 128, "notches", "What being a man adds to basketball and to playing.")]
    young: Annotated[int, knob(3, 0, 8, "notches a year",
                               "What each year below 35 adds to playing; ten above it at most take as much off.")]
    idle: Annotated[int, knob(64, 0, 128, "notches", "What it adds to playing all day to study or to have no work.")]


class Own(NamedTuple):
    """What `pastime` reads of a citizen."""

    traits: int
    """Bits of traits (`demerit.rows.bits`)."""
    age: int
    """Years."""
    occupation: int
    """An index into `demerit.society.citizens.OCCUPATIONS`."""


class Deeds(NamedTuple):
    """What one can spend the spare hours on; the utility of each, in notches."""

    other: int
    search: int
    music: int
    films: int
    basketball: int
    play_little: int
    play_much: int
    play_all_day: int


def weigh(own: Own, knobs: Knobs) -> Deeds:
    """Weigh pastimes.

    ``u(play) = level + male + young x max(-10, 35 - age)``, for all day ``+ idle`` for students and those without
    work; ``u(basketball) = basketball + male``; all others have their pull. Sizes are assumed.
    """
    male = 0 if own.traits & FEMALE else knobs.male
    keen = male + knobs.young * max(-10, 35 - own.age)
    free = knobs.idle if own.occupation == STUDENT or own.occupation == OTHER else 0
    return Deeds(
        other=0,
        search=knobs.search,
        music=knobs.music,
        films=knobs.films,
        basketball=knobs.basketball + male,
        play_little=knobs.little + keen,
        play_much=knobs.much + keen,
        play_all_day=knobs.all_day + keen + free,
    )


pastime = Act(
    name="pastime",
    summary="What a citizen spends most of the month's spare hours on, on-line.",
    weigh=weigh,
    monthly=True,
    needs=ADULT | ONLINE,
    asks="studios",
)
