"""What citizens think against what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from demerit.measures._grid import grid
from demerit.measures.groups import ratio_of_cells
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.tables import WEEKS_A_QUARTER, WHOLE, counted, once

if TYPE_CHECKING:
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
    here, there = _balances(_stands(run), "group"), _balances(_stands(twin), "group")
    moved = here.join(there, on="group").with_columns((pl.col("gap") - pl.col("gap_right")).alias("value"))
    return together(_alone(run), finding(moved, "gap_change", "balance"))


@once(*WHOLE)
def _alone(run: RunTables) -> pl.DataFrame:
    """Give what one run shows."""
    stands = _stands(run)
    quarters = stands.with_columns(pl.col("week") // WEEKS_A_QUARTER * WEEKS_A_QUARTER)
    return together(_told(stands, "group"), _told(quarters, "week", "group"), _praise(run))


@once("counts")
def _stands(run: RunTables) -> pl.DataFrame:
    """Give ``week, group`` and the numbers of citizens for and against, and of posts that praise and object."""
    private = counted(run, "opinion", "private")
    said = counted(run, "deed", "speak.praise", "speak.dissent", "speak.question")
    number, against, praise = pl.col("n").cast(pl.Float64), pl.col("bin") < 0, pl.col("key") == "speak.praise"
    stands = (("for", ~against), ("against", against))
    posts = (("praise", praise), ("object", ~praise))
    held = private.group_by("week", "group").agg(number.filter(which).sum().alias(name) for name, which in stands)
    told = said.group_by("week", "group").agg(number.filter(which).sum().alias(name) for name, which in posts)
    return held.join(told, on=["week", "group"], how="left").with_columns(pl.col("praise", "object").fill_null(0))


def _balances(stands: pl.DataFrame, *by: str) -> pl.DataFrame:
    """Give ``private``, ``public`` and ``gap`` by the columns named."""
    summed = stands.group_by(*by).agg(pl.col("for", "against", "praise", "object").sum())

    def balance(one: str, other: str) -> pl.Expr:
        return (pl.col(one) - pl.col(other)) / (pl.col(one) + pl.col(other))

    both = summed.with_columns(balance("for", "against").alias("private"), balance("praise", "object").alias("public"))
    return both.with_columns((pl.col("public") - pl.col("private")).alias("gap")).sort(*by)


def _told(stands: pl.DataFrame, *by: str) -> pl.DataFrame:
    """Give the three balances as rows."""
    balances = _balances(stands, *by)
    return together(
        *(finding(balances.rename({name: "value"}), name, "balance") for name in ("private", "public", "gap"))
    )


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
