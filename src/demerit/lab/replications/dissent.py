"""How far those who may be punished say what they think, and how an authority feels its way."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from demerit.lab.replications import Replication, Row, Setting, Settings
from demerit.lab.replications._authority import ONE, climbed, drawn_people, law_of, model_of
from demerit.lab.replications._runs import many, off
from demerit.theory.dissent import best_action

CASES = (
    (0.5, 1, 0.2, 0.25, 0.5, False, 0.25), (0.9, 1, 0.2, 0.25, 0.5, False, 0.9),
    (0.9, 0.3, 0.2, 0.25, 0.5, False, 0.25), (0.9, 0.4, 0.2, 0.25, 1, True, 0.25),
    (0.9, 0.8, 0.2, 0.25, 1, True, 0.5), (0.9, 0.8, 1, 0.25, 1, True, 0.25),
)  # fmt: skip
"""Desire, boldness, watched, tolerated, severity, proportional, and what is said."""
SHARES = ("said of what is wished", "comply anyway", "wholly silenced", "silenced in part", "defy", "mean punishment")
POPULATIONS = (
    (0.5, 0.25, 0.5, False, (0.7555, 0.6095, 0.3237, None, 0.0667, 0.0274)),
    (0.5, 0.1, 1.0, False, (0.4347, 0.3104, 0.6385, None, 0.0511, None)),
    (0.5, 0.1, 1.0, True, (0.6504, None, 0.2917, 0.0790, 0.3188, None)),
    (1.0, 0.0, 4.0, True, (None, None, None, None, 0.0183, None)),
)
"""Watched, tolerated, severity, proportional, and what a reference has for `SHARES`."""
MORE = 100
"""How many times as many people stand under a law that stays."""
ROUNDS, ROUNDS_ERROR = 659.0, 19.0
THEIRS, THEIRS_ERROR = 653.5, 14.2
"""Median round of the end by an independent program, and by the authors' code: its error is from its quartiles."""
RATIO = 0.997
FEW = 6
"""Runs where the people are bold: none is suppressed, so each lasts to the end."""
BOLD = (4.0, 8.0)
DIGITS = 5e-5
"""Half of the last digit of the values of a reference."""
Numbers = NDArray[np.float64]


def _cases() -> list[Row]:
    """Give the open cases of the authors' code, by formula and by act."""
    rows = []
    for d, b, nu, tau, psi, proportional, value in CASES:
        kind = "proportional" if proportional else "uniform"
        desire, boldness = np.array([float(d)]), np.array([float(b)])
        said = float(best_action(desire, boldness, nu, tau, psi, proportional)[0])
        model = model_of(desire, boldness, law_of(nu, tau, psi, proportional), 0)
        next(model.rounds(1))
        told = f"desire {d:g}, boldness {b:g}, watched {nu:g}, tolerated {tau:g}, {kind} {psi:g}"
        rows.append(Row(f"says: {told}", said, 1e-9, reference=value))
        rows.append(Row(f"says, by act: {told}", float(model.people.said[0] / ONE), 3e-6, reference=value))
    return rows


def _shares(desire: Numbers, said: Numbers, punished: Numbers, tolerated: float) -> tuple[Numbers, Numbers]:
    """Give `SHARES`, and their standard errors."""
    near, over = 1.5 / ONE, desire > tolerated
    silent, all_of_it = over & (said <= tolerated + near), said >= desire - near
    kinds = (~over, silent, over & ~silent & ~all_of_it, over & ~silent & all_of_it)
    each = np.array([said, *kinds, punished], float)
    means, errors = each.mean(axis=1), each.std(axis=1) / len(desire) ** 0.5
    wished = float(desire.mean())
    means[0] /= wished
    errors[0] = float((said - means[0] * desire).std()) / len(desire) ** 0.5 / wished
    return means, errors


def _population(settings: Settings, seed: int, law: tuple[float, float, float, bool],
                listed: tuple[float | None, ...] = (None,) * 6) -> list[Row]:  # fmt: skip
    """Give how many say how much under a law that stays, by act, beside the formula for the same people."""
    nu, tau, psi, proportional = law
    people = drawn_people(seed, MORE * settings.whole("people"), settings.one("mean_desire"),
                          settings.one("mean_boldness"))  # fmt: skip
    model = model_of(*people, law_of(nu, tau, psi, proportional), seed)
    next(model.rounds(1))
    x = model.people
    ours, errors = _shares(people[0], x.said / ONE, x.punished / ONE, tau)
    told = best_action(*people, nu, tau, psi, proportional)
    dealt = (told > tau) * (nu + (1 - nu) * told) * psi * ((told - tau) if proportional else 1.0)
    exact, _ = _shares(people[0], told, dealt, tau)
    kind = "proportional" if proportional else "uniform"
    name = f"watched {nu:g}, tolerated {tau:g}, {kind} {psi:g}"
    return [
        Row(f"{name}: {what}", float(ours[k]), off(errors[k]) + DIGITS, float(exact[k]), listed[k], float(errors[k]))
        for k, what in enumerate(SHARES)
        if listed[k] is not None or not settings.as_published
    ]


def _climbs(settings: Settings, seed: int, boldness: float, runs: int) -> Numbers:
    """Give of each run the round in which dissent ends, infinite where it does not, and what was said last."""
    return many(seed, "dissent.runs", runs, lambda own: climbed(
        own, settings.whole("people"), settings.whole("rounds"), settings.one("mean_desire"), boldness,
        settings.whole("form") == 1, settings.one("line"), settings.whole("window"),
    ))  # fmt: skip


def _ends(settings: Settings, told: str, ends: Numbers) -> list[Row]:
    """Give whether an authority that feels its way ends dissent, and the median round.

    Runs that do not end are seen for equally long, so the median is the Kaplan-Meier one: the round by which half of
    all runs have ended. Its error is that of a normal spread between quartiles; where the upper one lies beyond the
    last round, twice the way from the lower one.
    """
    rows = [Row(f"{told}: runs in which dissent ends", float(np.isfinite(ends).mean()), 0,
                reference=settings.known(1.0))]  # fmt: skip
    low, median, high = np.quantile(ends, [0.25, 0.5, 0.75], method="higher")
    if not np.isfinite(median):
        return rows
    between = high - low if np.isfinite(high) else 2 * (median - low)
    mine = 1.2533 * float(between) / 1.349 / len(ends) ** 0.5
    return rows + [
        Row(f"{told}: median round of its end{note}", float(median), off(mine, theirs), reference=settings.known(value),
            standard_error=mine)
        for note, value, theirs in (("", ROUNDS, ROUNDS_ERROR), (", the authors' code", THEIRS, THEIRS_ERROR))
        if settings.as_published or not note
    ]  # fmt: skip


def _said(told: str, said: Numbers, reference: float | None) -> Row:
    """Give what was said at the end; a reference without an error is given ours."""
    mine = float(said.std(ddof=1)) / len(said) ** 0.5
    return Row(f"{told}: said at the end of what is wished", float(said.mean()), off(mine, mine) + 10 * DIGITS,
               reference=reference, standard_error=mine)  # fmt: skip


def _authority(settings: Settings, seed: int, boldness: float, runs: int) -> list[Row]:
    """Give what an authority that feels its way brings about."""
    found = _climbs(settings, seed, boldness, runs)
    told = f"authority that feels its way, mean boldness {boldness:g}"
    said = [] if np.isfinite(found[:, 0]).all() else [_said(told, found[:, 1], None)]
    return [*_ends(settings, told, found[:, 0]), *said]


def _bold(settings: Settings, seed: int) -> list[Row]:
    """Give what bold people still say: the reference has one value for both kinds of them."""
    rows, said = [], []
    for boldness in BOLD:
        found = _climbs(settings, seed, boldness, FEW)
        rows.append(Row(f"authority that feels its way, mean boldness {boldness:g}: runs in which dissent ends",
                        float(np.isfinite(found[:, 0]).mean()), 0, reference=0))  # fmt: skip
        said.append(found[:, 1])
    told = f"authority that feels its way, mean boldness {BOLD[0]:g} or {BOLD[1]:g}"
    return [*rows, _said(told, np.concatenate(said), RATIO)]


def _compute(settings: Settings, seed: int) -> list[Row]:
    """Give every row; with settings turned, one law and one authority."""
    runs, boldness = settings.whole("runs"), settings.one("mean_boldness")
    if not settings.as_published:
        law = (settings.one("surveillance"), settings.one("tolerance"), settings.one("punishment"),
               settings.whole("form") == 1)  # fmt: skip
        return [*_population(settings, seed, law), *_authority(settings, seed, boldness, max(2, runs // 4))]
    rows = _cases()
    for nu, tau, psi, proportional, listed in POPULATIONS:
        rows += _population(settings, seed, (nu, tau, psi, proportional), listed)
    return [*rows, *_authority(settings, seed, boldness, runs), *_bold(settings, seed)]


dissent = Replication(
    name="dissent",
    summary="How far those who may be punished say what they think, and how an authority feels its way.",
    source="Daymude, Axelrod and Forrest 2025 (PNAS; arXiv 2509.03731); values from the authors' code.",
    mechanism="`theory.dissent`, and the same as an act under a law that the caller changes (`engine.model`)",
    differs="Nobody has friends, a score or gates; desire, boldness and the law are whole parts of 2**20.",
    settings=(
        Setting("mean_desire", (0.25,), 0.01, 0.49, "dissent", "Mean dissent wished for, of 1; exponential below 1."),
        Setting("mean_boldness", (1,), 0.01, 20, "worth", "What saying it all is worth, on average; exponential."),
        Setting("surveillance", (0.5,), 0, 1, "chance", "To be seen whatever one says."),
        Setting("tolerance", (0.25,), 0, 1, "dissent", "How far one may go unpunished."),
        Setting("punishment", (0.5,), 1e-6, 20, "worth", "How hard one is punished, or how hard for each unit above."),
        Setting("form", (0,), 0, 1, "", "Whether one is punished for the fact, or for how far one goes.", whole=True,
                words=("uniform", "proportional")),
        Setting("line", (0.05,), 0.001, 0.99, "share", "Of what all wish: once less is said, dissent has ended."),
        Setting("window", (1,), 1, 1000, "rounds", "In so many rounds one after the other.", whole=True),
        Setting("people", (2000,), 100, 10_000, "people", "Under the authority; a hundred times as many under a law "
                "that stays.", whole=True, effort=True),
        Setting("rounds", (5000,), 10, 100_000, "rounds", "How long the authority feels its way.", whole=True),
        Setting("runs", (24,), 2, 1000, "runs", "Authorities; six where people are bold.", whole=True, effort=True),
    ),
    compute=_compute,
)  # fmt: skip
