"""Whom a low score leaves less of the net, and how much silence is imposed, how much chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._grid import grid, in_both
from demerit.measures._institution import TABLE, counts
from demerit.measures.groups import ratios
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.sums import by_group, findings, number, per
from demerit.measures.tables import A_YEAR, WEEKS_A_MONTH, once

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures._grid import Array
    from demerit.measures.tables import RunTables

STEPS = ("slow", "timed", "moved", "shut")
SILENT = "n_speak_silent"
"""The column of those who say nothing: the one deed of speaking that is no post."""


@measure(unit="of 1,000 adults", twin="helps")
def net_limits(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give whose net is restricted by which step, and how many posts fewer are imposed, how many chosen.

    Notes
    -----
    Of 1,000 adults, in a mean month, those below the line of each step: `slow` (connection), `timed` (hours), `moved`
    (the messenger alone), `shut` (nothing), and `limited` (any); ``limited.silent`` = share of their weeks in which
    these say nothing. With a twin, posts of the panel's citizens fewer than the twin's, per 1,000 adults and year:
    `imposed` = those missing in months in which the net was restricted to one in the run and not in the twin, `chosen`
    = all others; ``imposed.share`` of both where both are above 0.
    """
    if not number(run, TABLE, "venues:posts").any():
        return nothing()
    adults = number(run, "adult")
    *_, limited, silent = every = counts(run, "venues", *STEPS, "limited", "limited_silent")
    return together(
        findings({step: per(n, adults, 1000) for step, n in zip((*STEPS, "limited"), every[:-1], strict=True)},
                 "of 1,000 adults"),
        finding(by_group(per(silent, WEEKS_A_MONTH * limited)), "limited.silent", "share"),
        _missing(run, twin),
    )


def _missing(run: RunTables, twin: RunTables | None) -> pl.DataFrame:
    """Give the posts fewer than in the twin, in months with a restricted net and in others."""
    if twin is None or "limits" not in run.panel.columns:
        return nothing()
    here, there = grid(run), grid(twin)
    mine, theirs = in_both(here, there)
    both = here.adult[mine] & there.adult[theirs]
    (posts, limited), (posts_twin, limited_twin) = (
        [each[at][both] for each in _posts(one)] for one, at in ((run, mine), (twin, theirs))
    )
    held = (limited > 0) & (limited_twin == 0)
    fewer = posts_twin - posts
    cell = here.cells[mine][both]
    imposed, chosen = (ratios(cell, np.where(which, fewer, 0), times=A_YEAR) for which in (held, ~held))
    share = np.where((imposed > 0) & (chosen > 0), per(imposed, imposed + chosen), np.nan)
    return together(
        findings({"imposed": imposed, "chosen": chosen}, "posts per 1,000 adults and year"),
        finding(by_group(share), "imposed.share", "share"),
    )


@once("panel")
def _posts(run: RunTables) -> tuple[Array, Array]:
    """Give posts of any kind, and what was restricted in that month, month by citizen."""
    months = grid(run)
    posts = months.total([name for name in run.panel.columns if name.startswith("n_speak_") and name != SILENT])
    limits = np.zeros(months.shape, np.int32)
    if "limits" in run.panel.columns:
        limits[1:] = np.where(months.adult[:-1], months.column("limits")[:-1], 0)
    return posts, limits
