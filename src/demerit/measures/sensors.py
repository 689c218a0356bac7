"""Which sensor carries most of what sets scores apart, and how much of a life a bureau sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from demerit.measures._booked import coded_ledger
from demerit.measures._grid import grid
from demerit.measures._institution import remembered
from demerit.measures.measure import measure, nothing, single, together
from demerit.measures.sums import EVERYBODY, by_month, number, per
from demerit.measures.tables import MONTHS_A_YEAR

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from demerit.measures.tables import RunTables

    Array = NDArray[Any]

MONTH = 4
ADDED = (
    ("go", "platforms:taxi"), ("shop", "platforms:meals"),
    ("speak", "bureaus:federated"), ("shop", "bureaus:federated"), ("go", "bureaus:federated"),
)  # fmt: skip
"""Act, and what is remembered of a merger that lets the headline bureau see more of it, of 256."""
REST = "standing"
NOUGHT = 1e-12
"""Shares below are what sums of fractions leave of nothing."""


@measure(unit="share", groups=False)
def sensors(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give each sensor's share of what sets scores apart, and how many deeds the headline bureau sees.

    Notes
    -----
    A score is a sum, ``S = sum of parts``: of every rule the points booked, faded to the last month as its account
    fades (half-life); what the accounts cut off (``limits``); what friends did (``friends``); the rest, mostly where
    one stood at the start (``standing``). Over the panel's scored adults in the last month
    ``share.X = cov(part X, S) / var(S)``. For the game whose worth of a coalition of parts is the variance of their
    sum, that is exactly X's Shapley value over the whole (each covariance with another part is halved between the
    two), so shares sum to 1; one below 0 evens scores out. Rules of one act, or institution, are one sensor; rules
    about a state are ``who_one_is``.

    ``seen.X``: deeds of act X that rules name and that the headline bureau sees, by its share and by what mergers add,
    per adult and year; `seen` their sum.
    """
    return together(_shares(run), _seen(run))


def _shares(run: RunTables) -> pl.DataFrame:
    """Give the share of every sensor and of every rule in the variance of scores."""
    months = grid(run)
    weeks = np.flatnonzero(months.scored.any(axis=1))
    if not len(weeks) or months.scored[weeks[-1]].sum() < 2 or not run.scheme.accounts:
        return nothing()
    some = months.scored[weeks[-1]]
    score = months.score[weeks[-1]][some].astype(np.float64)
    gap = score - score.mean()
    spread = float((gap**2).sum())
    if spread == 0:
        return nothing()
    names, sensor, who, points = _parts(run, int(months.weeks[weeks[-1]]), months.citizens[some])
    rest = score - np.bincount(who, points, len(score))
    worth = np.bincount(sensor, points * gap[who], len(names))
    there = np.bincount(sensor, minlength=len(names)) > 0
    shares = {name: float(worth[k]) for k, name in enumerate(names) if there[k]} | {REST: float((rest * gap).sum())}
    return together(*(single(f"share.{name}", "share", value / spread if abs(value / spread) > NOUGHT else 0.0)
                      for name, value in sorted(shares.items())))


def _parts(run: RunTables, last: int, people: Array) -> tuple[list[str], Array, Array, Array]:
    """Give what entries of the ledger still hold in the last month, of those among `people`, in their order.

    Names of the sensors; of each entry its sensor's place, the place of its citizen, and the points.
    """
    scheme = run.scheme
    still = {}
    for name, account in scheme.accounts.items():
        by_friends = scheme.association.form != "none" and scheme.association.account == name
        fades = account.half_life_weeks is not None and not by_friends
        still[name] = 0.5 ** (MONTH / account.half_life_weeks) if fades else 1.0
    rules = {name: _sensor(rule) for name, rule in scheme.rules.items()}
    friends = {"association", *(f"association:{deed}" for deed in scheme.association.deeds)}
    sensor = {**rules, **dict.fromkeys(friends, "friends"), "limit": "limits", "recovery": "recovery"}
    late = {name for name, rule in scheme.rules.items() if not rule.deed} | friends
    names = sorted(set(sensor.values()))
    ledger = coded_ledger(run)
    of = np.array([names.index(sensor[name]) if name in sensor else -1 for name in ledger.entries], np.int64)
    place = np.full(int(max(ledger.citizen.max(initial=0), people.max(initial=0))) + 1, -1)
    place[people] = np.arange(len(people))
    some = (ledger.week <= last) & (place[ledger.citizen] >= 0) & (of[ledger.entry] >= 0)
    entry, week = ledger.entry[some], ledger.week[some].astype(np.int64)
    after = week + np.array([name in late for name in ledger.entries], np.int64)[entry]
    age = np.maximum((last + 1) // MONTH - after // MONTH, 0)
    kept = np.array([still.get(name, 1.0) for name in ledger.accounts])
    faded = kept[:, None] ** np.arange(int(age.max(initial=0)) + 1)
    return names, of[entry], place[ledger.citizen[some]], ledger.points[some] * faded[ledger.account[some], age]


def _sensor(rule: Any) -> str:
    """Give the sensor of a rule: the act, or the institution, whose deeds it names."""
    return str(rule.deed).partition(".")[0] if rule.deed else "who_one_is"


def _seen(run: RunTables) -> pl.DataFrame:
    """Give the deeds seen of each act, per adult and year."""
    bureau = run.scheme.headline_bureau
    if bureau is None:
        return nothing()
    named = sorted({rule.deed for rule in run.scheme.rules.values() if rule.deed})
    acts: dict[str, Array] = {}
    for deed in named:
        act, done = deed.partition(".")[0], by_month(run, "deed", deed)[:, EVERYBODY]
        acts[act] = acts.get(act, 0) + done
    share = {str(act): float(seen) for act, seen in bureau.sees.items()}
    years = number(run, "adult")[EVERYBODY] / MONTHS_A_YEAR
    seen = {}
    for act, done in sorted(acts.items()):
        more = sum(remembered(run, *key.split(":")) for of, key in ADDED if of == act) / 256
        if done.any():
            seen[act] = float(per((done * np.minimum(share.get(act, 0.0) + more, 1.0)).sum(), years))
    unit = "deeds per adult and year"
    return together(
        single("seen", unit, sum(seen.values()) if seen else None),
        *(single(f"seen.{act}", unit, value) for act, value in seen.items()),
    )
