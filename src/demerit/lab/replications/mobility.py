"""To how many places people go, and where those who leave go to."""

from __future__ import annotations

import numpy as np

from demerit.base.number_of import number_of
from demerit.errors import InputError
from demerit.lab.replications import Replication, Row, Setting, Settings
from demerit.society.graphs import radiation
from demerit.theory import mobility as theory

LISTED = {10: (5.85169, 1.39759), 100: (35.12552, 4.03733), 1000: (231.97725, 11.2476), 10000: (1552.3855, 30.4709)}
SIMULATED, SIMULATED_ERROR = 233.10, 0.68
TOP, TOP_ERROR = 0.1238, 0.0026
MOST = 20_000_000
"""Moves of all people together: each has a place in memory for every one."""


def _places(settings: Settings) -> list[Row]:
    """Give mean and spread of the places visited, by carrying the distribution along; of other moves, for these."""
    rho, gamma = settings.one("explores"), settings.one("tires")
    rows = []
    own = settings.whole("moves")
    listed = LISTED if own in LISTED else {own: (float("nan"), float("nan"))}
    for moves, (mean, spread) in listed.items():
        ours = theory.distinct_places(moves, rho, gamma)
        rows += [
            Row(f"places after {moves:,} moves, mean", ours[0], 1e-4, reference=settings.known(mean)),
            Row(f"places after {moves:,} moves, standard deviation", ours[1], 1e-4, reference=settings.known(spread)),
        ]
    return rows


def _drawn(settings: Settings, seed: int) -> list[Row]:
    """Give the same from people who move, and how often they are at the place they are at most."""
    rho, gamma, people = settings.one("explores"), settings.one("tires"), settings.whole("people")
    moves = settings.whole("moves")
    visits, places = theory.explored(seed, people, moves, rho, gamma)
    top = visits.max(axis=1) / visits.sum(axis=1)
    error, top_error = (float(x.std(ddof=1)) / people**0.5 for x in (places, top))
    exact = theory.distinct_places(moves, rho, gamma)[0]
    return [
        Row(f"places after {moves:,} moves, people who move", float(places.mean()), 4 * error, exact,
            standard_error=error),
        Row("the same, against another program", float(places.mean()), 4 * float(np.hypot(error, SIMULATED_ERROR)),
            reference=settings.known(SIMULATED), standard_error=error),
        Row("share of the place one is at most", float(top.mean()), 4 * float(np.hypot(top_error, TOP_ERROR)),
            reference=settings.known(TOP), standard_error=top_error),
    ]  # fmt: skip


def _leaving() -> list[Row]:
    """Give the shares of those who leave, for four places on a line."""
    where = np.array([0.0, 1.0, 3.0, 7.0])
    shares = radiation(np.array([100, 50, 30, 20]), np.abs(where[:, None] - where))
    listed = {0: {1: 0.66666667, 2: 0.22222222, 3: 0.11111111}, 2: {0: 0.24509804, 1: 0.73529412, 3: 0.01960784}}
    rows = [
        Row(f"radiation, from place {i} to {j}", float(shares[i, j]), 1e-8, reference=value)
        for i, row in listed.items()
        for j, value in row.items()
    ]
    off = float(np.abs(shares.sum(axis=1) - 1).max())
    return [*rows, Row("radiation, rows off the sum 1", off, 1e-12, reference=0)]


def _compute(settings: Settings, seed: int) -> list[Row]:
    """Give every row; refuse more moves than there is memory for."""
    moves, people = settings.whole("moves"), settings.whole("people")
    if people * moves > MOST:
        fewer = f"Add --set people={MOST // moves}."
        both = f"--set moves={moves}: with {number_of(people, 'person')} that is"
        raise InputError(f"{both} more than {MOST:,} moves. {fewer}")
    return [*_places(settings), *_drawn(settings, seed), *_leaving()]


mobility = Replication(
    name="mobility",
    summary="Exploration and preferential return; the radiation law of who goes where.",
    source="Song et al. 2010 (Nature Physics 6); Simini et al. 2012 (Nature 484).",
    mechanism="what the measure `visits` holds a trace of positions to tell, and the ties of the recipe `towns`",
    differs="In a run people go where they are drawn to, week by week, and not by this law; it is a yardstick there.",
    settings=(
        Setting("explores", (theory.EXPLORES,), 0.01, 1, "chance", "rho: chance that the second place is new."),
        Setting("tires", (theory.TIRES,), 0, 2, "power", "gamma: how that falls with the places known."),
        Setting("moves", (1000,), 1, 20_000, "moves", "How often each moves.", whole=True),
        Setting("people", (2000,), 100, 20_000, "people", "Who move.", whole=True, effort=True),
    ),
    compute=_compute,
)
