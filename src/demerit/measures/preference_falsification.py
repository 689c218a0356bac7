"""What citizens think against what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from demerit.measures._grid import grid
from demerit.measures.groups import ratio_of_cells
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.sums import binned, by_group, by_month, by_week_and_group, findings, months, per
from demerit.measures.tables import WEEKS_A_QUARTER, WHOLE, once

if TYPE_CHECKING:
    from demerit.measures._grid import Array
    from demerit.measures.tables import RunTables


@measure(unit="share", twin="helps")
def preference_falsification(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give the gap between what citizens think and what they say in public, and who praises against their mind.

    Notes
    -----
    The term is Kuran's (1995, Private Truths, Public Lies). Stands run from -1 (all against the official line) to +1
    (all for it):

    - ``private = (for - against) / all adults``, by the sign of their conviction;
    - ``public = (praise - dissent - question) / (praise + dissent + question)``, posts of those weeks;
    - ``gap = public - private``. It is not 0 without a scheme (those against may be more or less talkative), so with
      a twin ``gap_change = gap here - gap in the twin`` is the effect.

    From the panel's adult citizen-months: ``insincere_praise`` = share of those who praised whose conviction is
    against; ``praising_opponents`` = share of those against who praised. All of these also as curves in windows of 13
    weeks.
    """
    if twin is None:
        return _alone(run)
    here, there = (_balances(*(n.sum(axis=0) for n in _stands(one)[1:])) for one in (run, twin))
    return together(_alone(run), finding(by_group(here["gap"] - there["gap"]), "gap_change", "balance"))


@once(*WHOLE)
def _alone(run: RunTables) -> pl.DataFrame:
    """Give what one run shows."""
    weeks, *stands = _stands(run)
    if not len(weeks):
        return _praise(run)
    quarter = weeks // WEEKS_A_QUARTER
    quarters = np.unique(quarter)
    by_quarter = [np.stack([n[quarter == one].sum(axis=0) for one in quarters]) for n in stands]
    over, curves = _balances(*(n.sum(axis=0) for n in stands)), _balances(*by_quarter)
    return together(
        findings(over, "balance"),
        *(finding(by_week_and_group(quarters * WEEKS_A_QUARTER, value), name, "balance")
          for name, value in curves.items()),
        _praise(run),
    )  # fmt: skip


@once("counts")
def _stands(run: RunTables) -> tuple[Array, Array, Array, Array, Array]:
    """Give weeks and, by week and group, citizens for and against, and posts that praise and that object."""
    weeks, bins, (private,) = binned(run, (("opinion", "private"),))
    against = private[:, :, bins < 0].sum(axis=2)
    held = private.sum(axis=2)
    at = np.searchsorted(months(run), weeks)
    praise, object_ = (np.where(held > 0, by_month(run, "deed", *(f"speak.{deed}" for deed in deeds))[at], 0)
                       for deeds in (("praise",), ("dissent", "question")))  # fmt: skip
    return weeks, held - against, against, praise, object_


def _balances(pro: Array, against: Array, praise: Array, object_: Array) -> dict[str, Array]:
    """Give the three balances."""
    private, public = per(pro - against, pro + against), per(praise - object_, praise + object_)
    return {"private": private, "public": public, "gap": public - private}


def _praise(run: RunTables) -> pl.DataFrame:
    """Give how much praise is insincere, in all and by quarter."""
    months = grid(run)
    if not months.adult.any():
        return nothing()
    conviction, praise, cell = (each[months.adult] for each in (months.column("conviction"),
                                                                months.column("n_speak_praise"), months.cells))
    against, praised = conviction < 0, praise > 0
    both = against & praised
    quarter = (months.weeks.astype(np.int64) // WEEKS_A_QUARTER)[np.nonzero(months.adult)[0]]
    sums = [np.bincount(quarter, each) for each in (both, praised, against)]
    shares = {"insincere_praise": (praised, sums[1]), "praising_opponents": (against, sums[2])}
    weeks = pl.Series("week", np.arange(len(sums[0])) * WEEKS_A_QUARTER)
    with np.errstate(invalid="ignore"):
        curves = {name: pl.DataFrame([weeks, pl.Series("value", sums[0] / of)]) for name, (_, of) in shares.items()}
    return together(
        *(finding(ratio_of_cells(cell, both, of), name, "share") for name, (of, _) in shares.items()),
        *(finding(curve, name, "share") for name, curve in curves.items()),
    )
