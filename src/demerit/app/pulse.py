"""A living society as a whole, for the wall of a classroom: where scores stand, who is tied, what provinces say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from demerit.app import messages as m
from demerit.rows.bits import ADULT
from demerit.rows.face import SPEECH
from demerit.society import PROVINCES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from demerit.app.living import Living
    from demerit.engine.run import Run
    from demerit.law import Scheme

STEP = 10
"""Points of a bar of the histogram."""


class Watched(Protocol):
    """A living society that is looked at."""

    @property
    def scheme(self) -> Scheme:
        """The law that is in force."""

    @property
    def run(self) -> Run:
        """The run that lives."""

    @property
    def week(self) -> int:
        """The week that comes next."""


def scored(living: Watched) -> Any:
    """Give the scores of all who bear one."""
    score = living.run.world.score
    return score[score >= 0].astype(np.int64)


def histogram(living: Watched, citizens: Sequence[int]) -> m.Histogram:
    """Give how many stand where: all, and those who are played."""
    scale = living.scheme.scale
    bars = (scale.high - scale.low) // STEP + 1
    score = living.run.world.score[list(citizens)].astype(np.int64)
    counts = [np.bincount((of - scale.low) // STEP, minlength=bars)[:bars].tolist()
              for of in (scored(living), score[score >= 0])]  # fmt: skip
    return m.Histogram(low=scale.low, step=STEP, counts=counts[0], class_=counts[1])


def ties(living: Watched, seats: Mapping[int, int]) -> m.Tied:
    """Give the ties among citizens who are played; `seats` is citizen -> seat."""
    world, found = living.run.world, set()
    for citizen in seats:
        for other in world.friend[int(world.start[citizen]) : int(world.start[citizen + 1])]:
            if int(other) in seats:
                found.add((min(citizen, int(other)), max(citizen, int(other))))
    order = {citizen: k for k, citizen in enumerate(seats)}
    scores = [int(world.score[citizen]) for citizen in seats]
    every = scored(living)
    return m.Tied(citizens=list(seats), scores=[None if score < 0 else score for score in scores],
                  seats=list(seats.values()), pairs=[(order[a], order[b]) for a, b in sorted(found)],
                  mean=round(float(every.mean())) if len(every) else None)  # fmt: skip


def provinces(living: Watched) -> list[m.Province]:
    """Give the mean score of each province, and who of it said nothing last week."""
    world = living.run.world
    grown = (world.status & ADULT) != 0
    silent = (world.face[(living.week - 1) & 1] & SPEECH) == 0
    found = []
    for k, name in enumerate(PROVINCES):
        here = grown & (world.place >> 1 == k)
        score = world.score[here & (world.score >= 0)]
        if len(score):
            found.append(m.Province(name=name, people=int(here.sum()), mean=round(float(score.mean()), 1),
                                    silent=round(float(silent[here].mean()), 4)))  # fmt: skip
    return found


class Pulse:
    """Figures of a whole society, kept month by month.

    Parameters
    ----------
    living
        The society.
    """

    def __init__(self, living: Living) -> None:
        self.living = living
        self.rows: list[tuple[int, float, float, float, float]] = []
        speech = next(act for act in living.run.acts if act.name == "speak").deeds
        self._dissent = speech.index("dissent")

    def take(self) -> None:
        """Take the figures of now: the share who dissented last week, mean fear of 512, mean score, mean ties."""
        world = self.living.run.world
        said = world.face[(self.living.week - 1) & 1] & SPEECH
        score = scored(self.living)
        self.rows.append((
            self.living.week, float((said == self._dissent).mean()), float(world.fear.mean()),
            float(score.mean()) if len(score) else 0.0, float((world.friend[:] >= 0).sum()) / world.n,
        ))  # fmt: skip

    def series(self) -> m.Series:
        """Give the figures as a page is told them."""
        columns = list(zip(*self.rows, strict=True)) or [(), (), (), (), ()]
        names = ("dissent", "fear", "score", "friends")
        told = {name: [round(value, 5) for value in column] for name, column in zip(names, columns[1:], strict=True)}
        return m.Series(weeks=list(columns[0]), **told)
