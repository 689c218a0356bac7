"""Numbers that move what they are computed from: where that ends."""

from __future__ import annotations


def fixed_point(own: float, pull: float) -> float:
    """Give where ``x = own + pull x`` rests, |pull| < 1: ``own / (1 - pull)``.

    Of a mean score to which friends' mean score is added: association multiplies a common shift so. Of a forecast that
    moves what it forecasts: the performatively stable one (Perdomo et al. 2020).
    """
    return own / (1 - pull)


def repeated(start: float, own: float, pull: float, rounds: int) -> list[float]:
    """Give ``x`` after each round of ``x -> own + pull x``; its distance from rest shrinks by `pull` each."""
    path = [start]
    for _ in range(rounds):
        path.append(own + pull * path[-1])
    return path[1:]
