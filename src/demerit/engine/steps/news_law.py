"""The law of news: what is told in a week, by the scheme and by institutions, whom it reaches, whom it frightens."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from demerit.base.draws import stream
from demerit.base.loom import Array
from demerit.engine.names import UNITS
from demerit.engine.terms import UNTOLD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from demerit.engine.terms import Terms, When
    from demerit.institutions.agenda import Said, Tale
    from demerit.law.news import Reach


class NewsLaw(NamedTuple):
    """What is told this week."""

    reach: Array
    """Piece of news -> chance of 65536 that it reaches a citizen."""
    tale: Array
    """Piece of news x belief -> Q7 points it tells; `UNTOLD` where it says nothing of it."""
    jolt: Array
    """Piece of news -> fear that reading it adds, Q8."""
    key: Array
    """Piece of news -> what keys the draw of whether it reaches one: the number of its name's stream, int64."""
    belief_key: Array
    """Belief -> what keys the draw that rounds its moves, int64."""
    belief_shift: int
    """By how many bits a unit of what is believed is above Q7."""
    guide: int
    """Q14: what institutions add to everyone's conviction at rest."""
    deaf: int
    """1 where nothing told reaches those whose line is cut."""


def law(terms: Terms, when: When) -> NewsLaw:
    """Read what is told in a week, and how far it reaches: the scheme's news first, then what institutions tell."""
    agenda = when.agenda
    month = agenda.once((_telling, terms.era), lambda: terms.read(_telling)(agenda.told()))
    found: NewsLaw = month(*terms.read(_reaches)(when.week))
    return found


def _telling(terms: Terms) -> Callable[[Said], Callable[[tuple[str, ...], tuple[int, ...]], NewsLaw]]:
    """Give what says what is told: what institutions say -> names of news, their reach as written -> the law.

    It is the same law, and not its like, where all of this is the same: then nobody need be told again. Where the reach
    alone is other, all else is the same.
    """
    news, tips = terms.read(_news), terms.read(_tips)

    @lru_cache(maxsize=256)
    def told(items: tuple[str, ...], tales: tuple[Tale, ...]) -> tuple[Array, Array, Array]:
        all_told = [news[name] for name in items] + [(tips(one.tells), one.jolt, stream(one.name)) for one in tales]
        tale = np.zeros((len(all_told), max(1, len(terms.beliefs))), np.int16)
        for row, (tells, _, _) in enumerate(all_told):
            tale[row] = tells
        return (tale, np.array([jolt for _, jolt, _ in all_told], np.int32),
                np.array([key for _, _, key in all_told], np.int64))

    @lru_cache(maxsize=256)
    def month(said: Said) -> Callable[[tuple[str, ...], tuple[int, ...]], NewsLaw]:
        @lru_cache(maxsize=64)
        def week(items: tuple[str, ...], written: tuple[int, ...]) -> NewsLaw:
            reach = [min(65535, chance * said.loud // 256) for chance in written] + [tale.reach for tale in said.tales]
            return NewsLaw(np.array(reach, np.int32), *told(items, said.tales), terms.read(belief_keys),
                           terms.belief_shift, said.guide, said.deaf)

        return week

    return month


class _Item(NamedTuple):
    """When a piece of news is told."""

    first: int
    last: int | None
    reach: Reach

    def chance(self, week: int) -> float:
        """Give the chance that a citizen meets it in a week."""
        told = self.first <= week and (self.last is None or week <= self.last)
        return self.reach.chance(week - self.first) if told else 0.0


def _reaches(terms: Terms) -> Callable[[int], tuple[tuple[str, ...], tuple[int, ...]]]:
    """Give what says of a week which news are told, and the chance of 65536 that each reaches a citizen as written."""
    scheme = terms.scheme
    news = [] if terms.ended else [
        (name, _Item(scheme.week_of(item.since), None if item.until is None else scheme.week_of(item.until),
                     item.reach)) for name, item in scheme.news.items()]

    @cache
    def of(week: int) -> tuple[tuple[str, ...], tuple[int, ...]]:
        chances = [] if week < 0 else [(name, item.chance(week)) for name, item in news]
        told = [(name, round(65536 * chance)) for name, chance in chances if chance > 0]
        return tuple(name for name, _ in told), tuple(reach for _, reach in told)

    return of


def _news(terms: Terms) -> dict[str, tuple[Array, int, int]]:
    """Give what each piece of news tells, by belief, while the rules stay as they are; its jolt, and its key."""
    scheme, week, jolt = terms.scheme, max(terms.week, 0), terms.values["learn.jolt"]
    return {name: (_as_beliefs(scheme.told(name, week), terms.beliefs, item.tells == "tips", terms.belief_shift),
                   int(jolt * item.frightens), stream(name)) for name, item in scheme.news.items()}


def _tips(terms: Terms) -> Callable[[tuple[tuple[str, float], ...]], Array]:
    """Give what says by belief what a tale of institutions, points by deed, tells."""
    return lru_cache(maxsize=64)(lambda tells: _as_beliefs(dict(tells), terms.beliefs, True, terms.belief_shift))


def belief_keys(terms: Terms) -> Array:
    """Give what keys the draws about each belief."""
    return np.array([stream(name) for name in terms.beliefs], np.int64)


def _as_beliefs(told: Mapping[str, float], beliefs: list[str], partial: bool, shift: int) -> Array:
    """Give points by deed as Q7 points by belief; a partial tale leaves alone what it does not speak of."""
    row = np.full(max(1, len(beliefs)), UNTOLD if partial else 0, np.int16)
    for deed, points in told.items():
        if deed in beliefs:
            row[beliefs.index(deed)] = max(-UNITS << shift, min(UNITS << shift, round(128 * points)))
    return row
