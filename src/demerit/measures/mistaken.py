"""Whom false matches harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._booked import coded_ledger
from demerit.measures._grid import grid
from demerit.measures._institution import counts
from demerit.measures.groups import ratio_of_cells
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.sums import by_group, number, per
from demerit.measures.tables import A_YEAR, MONTHS_A_YEAR

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures._grid import Array
    from demerit.measures.tables import RunTables

HAPPENING = "identity.mistaken"


@measure(unit="points per adult and year")
def mistaken(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how often a namesake's deeds were booked to the wrong citizen, what it cost, and who is barred by it.

    Notes
    -----
    ``mistaken`` = records booked to the wrong citizen, per 1,000 adults and year; ``innocent`` = the share of them
    booked to citizens who did nothing that month that rules punish. From the ledger of the panel: ``lost`` = points
    that rules on it took, per adult and year, without what accounts could not give; ``barred`` = share of scored adults
    who stand below the lowest line that some benefit asks for and would stand above it if those points, faded as their
    account fades, were given back; in the last month. Where every record is booked to the right citizen all are 0.
    """
    records, innocent = counts(run, "identity", "mistaken", "innocent")
    rate = by_group(per(records, number(run, "adult"), A_YEAR))
    clean = by_group(per(innocent, records))
    return together(
        finding(rate, "mistaken", "per 1,000 adults and year"),
        finding(clean, "innocent", "share"),
        _from_the_ledger(run),
    )


def _from_the_ledger(run: RunTables) -> pl.DataFrame:
    """Give what it cost the panel, and who is barred by it."""
    rules = [name for name, rule in run.scheme.rules.items() if rule.deed == HAPPENING]
    months = grid(run)
    if not months.adult.any() or not run.scheme.accounts:
        return nothing()
    weeks = np.flatnonzero(months.adult.any(axis=1))
    now = int(months.weeks[weeks[-1]])
    here = np.flatnonzero(months.adult[weeks[-1]])
    citizens, score, scored, cell = (
        each[weeks[-1]][here] for each in (np.broadcast_to(months.citizens, months.shape), months.score,
                                           months.scored, months.cells))  # fmt: skip
    took, missing = _taken(run, rules, now, citizens)
    lost = ratio_of_cells(cell, took, months.adult[:, here].sum(axis=0), times=MONTHS_A_YEAR)
    rows = [finding(lost, "lost", "points per adult and year")]
    lines = [line for gate, part in run.scheme.gates.items() if part.treatment == "benefit"
             for line in [run.scheme.threshold(gate, now)] if line is not None]
    if lines:
        line = min(lines)
        barred = (score < line) & (score + missing >= line)
        rows.append(finding(ratio_of_cells(cell[scored], barred[scored]), "barred", "share"))
    return together(*rows)


def _taken(run: RunTables, rules: list[str], now: int, citizens: Array) -> tuple[Array, Array]:
    """Give the points that some rules took of each citizen over the run, and of these what is missing `now`.

    What was taken is given back month by month, as its account fades.
    """
    ledger, accounts = coded_ledger(run), run.scheme.accounts
    some = np.isin(ledger.entry, [k for k, name in enumerate(ledger.entries) if name in rules])
    week, citizen, points, account = (
        each[some] for each in (ledger.week, ledger.citizen, ledger.points, ledger.account))
    half = np.array([float(accounts[name].half_life_weeks or 0) if name in accounts else 0.0
                     for name in ledger.accounts])[account]  # fmt: skip
    faded = np.where(half > 0, 0.5 ** ((now - week.astype(np.float64)) / np.where(half > 0, half, 1)), 1.0)
    size = int(max(citizens.max(initial=0), citizen.max(initial=0))) + 1
    points = -points.astype(np.float64)
    return np.bincount(citizen, points, size)[citizens], np.bincount(citizen, points * faded, size)[citizens]
