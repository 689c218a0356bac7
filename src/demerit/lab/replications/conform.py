"""Agreeing with friends or leaving them: opinions and ties that change together."""

from __future__ import annotations

import math

from demerit.base.number_of import number_of
from demerit.errors import InputError
from demerit.lab.replications import Replication, Row, Setting, Settings
from demerit.lab.replications._conform import DOUBLE, LOOPS, SINGLE, drawn_model, largest
from demerit.lab.replications._runs import Numbers, error, many, off
from demerit.theory.components import giant

TIES = ("single", "double", "loops")
TOLD = ("single ties", "double ties", "double ties and loops")
TRANSITION, TRANSITION_ERROR = 0.458, 0.008
POWER = 0.61
"""At the transition the largest share falls with the people to this power."""
ABOVE = 0.48
"""A chance to leave above the transition, by which it is looked for."""
FEW, MANY = 0.2, 0.6
SMALLER = 4
"""How many times fewer people there are in the second society, of which as many times more runs are made."""
MOST = 2**28
"""Slots of the lists of who holds an opinion."""


def _ends(settings: Settings, seed: int, leave: float, ties: int, smaller: int = 1) -> Numbers:
    """Give the largest share, rounds, and turns without room, of each run."""
    n = settings.whole("people") // smaller
    opinions = max(1, round(n / settings.one("people_per_opinion")))
    if n * opinions > MOST:
        raise InputError("--set people_per_opinion: too many opinions for so many people; fewer people, or more each.")
    degree = settings.one("degree")
    if degree > (n - 1) / 2:
        raise InputError(f"--set degree={degree:g}: {number_of(n, 'person')} cannot have so many friends each.")
    return many(seed, "conform", settings.whole("runs") * smaller, lambda own: (
        largest(drawn_model(own, n, degree, opinions, leave, ties))
    ))  # fmt: skip


def _share(told: str, shares: Numbers, published: float | None = None) -> Row:
    mine = error(shares)
    return Row(f"{told}: share of the largest opinion", float(shares.mean()), off(mine), published, standard_error=mine)


def _known(settings: Settings, seed: int, ties: int) -> list[Row]:
    """Give what is known of fewer people, where nobody leaves and where few or many do."""
    none, few, many_leave = (_ends(settings, seed, leave, ties, SMALLER)[:, 0] for leave in (0.0, FEW, MANY))
    told = f"{TOLD[ties]}, {number_of(settings.whole('people') // SMALLER, 'person')}, leave"
    return [
        _share(f"{told} 0, who hang together agree", none, giant(settings.one("degree"))),
        Row(f"{told} {FEW:g}: one opinion holds most: sign", float(few.min() > 0.5), 0, 1),
        Row(f"{told} {MANY:g}: no opinion holds a tenth: sign", float(many_leave.mean() < 0.1), 0, 1),
    ]


def _transition(settings: Settings, seed: int, ties: int, at: Numbers) -> Row:
    """Give the chance to leave at which shares in two societies lie apart as they should at the transition."""
    apart, errors = [], []
    for leave, large in ((TRANSITION, at), (ABOVE, _ends(settings, seed, ABOVE, ties)[:, 0])):
        small = _ends(settings, seed, leave, ties, SMALLER)[:, 0]
        apart.append(math.log(small.mean() / large.mean()))
        errors.append(math.hypot(*(error(x) / float(x.mean()) for x in (large, small))))
    slope = (apart[1] - apart[0]) / (ABOVE - TRANSITION)
    found = TRANSITION + (POWER * math.log(SMALLER) - apart[0]) / slope
    mine = max(errors) / abs(slope)
    told = f"{TOLD[ties]}: chance to leave at the transition"
    return Row(told, found, off(mine, TRANSITION_ERROR), settings.known(TRANSITION), standard_error=mine)


def _of(settings: Settings, seed: int, ties: int) -> list[Row]:
    """Give every row of one convention of ties."""
    found = {leave: _ends(settings, seed, leave, ties) for leave in settings.several("leave")}
    shares = [_share(f"{TOLD[ties]}, leave {leave:g}", ends[:, 0]) for leave, ends in found.items()]
    full = sum(float(ends[:, 2].sum()) for ends in found.values())
    known = []
    turned = {one.name for one in conform.settings if settings.values[one.name] != one.default}
    if turned <= {"ties", "runs"}:
        at = found[TRANSITION][:, 0]
        known = [*_known(settings, seed, ties), _transition(settings, seed, ties, at)]
    return [*known, *shares, Row(f"{TOLD[ties]}: turns in which a row had no room", full, 0, 0)]


def _compute(settings: Settings, seed: int) -> list[Row]:
    """Give every row; with settings other than `ties` turned, the largest share alone."""
    return [row for ties in dict.fromkeys(settings.several("ties")) for row in _of(settings, seed, int(ties))]


conform = Replication(
    name="conform",
    summary="Agreeing with friends or leaving them for those who agree: one opinion for all, or one for each circle.",
    source="Holme and Newman 2006 (Physical Review E 74).",
    mechanism="an order of turns: one citizen at a time, drawn anew each turn; ties that move between rows",
    differs="Whether a tie may be double is a setting, both are told; the paper is known from general knowledge.",
    settings=(
        Setting("people", (3200,), 100, 20_000, "people", "Citizens.", whole=True),
        Setting("degree", (4,), 0.1, 40, "ties", "Mean number of ties."),
        Setting("people_per_opinion", (10,), 1, 10_000, "people", "People for each opinion there is at first."),
        Setting("leave", (TRANSITION,), 0, 1, "chance", "To leave a friend in one's turn, not to agree with one.",
                several=True),
        Setting("ties", (SINGLE, DOUBLE), SINGLE, LOOPS, "", "To whom a tie is led: a stranger, anybody else of one's "
                "opinion (then it may be double), or oneself as well.", whole=True, several=True, words=TIES),
        Setting("runs", (12,), 2, 1000, "runs", "Runs of each kind.", whole=True, effort=True),
    ),
    compute=_compute,
)  # fmt: skip
