"""Who falls silent, against the same citizens without the scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._deeds import change, change_by_quarter, changed, changed_by_quarter, in_all, rate
from demerit.measures._grid import grid, in_both
from demerit.measures.groups import ratio_of_cells
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.sums import EVERYBODY, by_group, findings, number, per
from demerit.measures.tables import A_YEAR, WEEKS_A_QUARTER, in_common, once

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from demerit.measures.tables import RunTables

SPOKEN = ("dissent", "question", "praise", "chat", "silent", "history", "market_info", "unlicensed")


@measure(
    unit="share", twin="helps",
    levels=("dissent.peak_week", "dissent.half_life", "*.placebo", "placebo_*"),
)  # fmt: skip
def silence(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give what was said, how far dissent fell against the twin, who fell silent and who spoke only here.

    Notes
    -----
    For every deed d of `speak`:

    - ``d.rate = 1000 · n(d) / adult-weeks``;
    - ``d.change = n(d, run) / n(d, twin) - 1`` over all weeks in common, and as a curve in windows of 13 weeks (a
      month belongs to the window of its last week);
    - ``d.lost = n(d, twin) - n(d, run)`` deeds, and ``d.lost_rate`` the same per 1,000 adults and year: a relative
      change hides that those who spoke most lose most;
    - ``dissent.peak``, ``dissent.peak_week`` (the lowest window and its first week), ``dissent.end`` (the last four
      windows together) and ``dissent.half_life`` (weeks from the peak to the first later window at half its depth; no
      row where never reached);
    - citizen by citizen, over the panel's adult citizen-months, with "spoke" = dissented or questioned at least once:
      ``fell_silent`` = share that spoke in the twin but not here, ``spoke_only_here`` the reverse, ``net`` their
      difference. Once worlds diverge innocent flips happen both ways, so only the net is an effect.

    The placebo twin (the same scheme, one tie of one citizen changed) gives ``d.placebo`` and the flips
    ``placebo_fell_silent``, ``placebo_spoke_only_here`` in the same way: what they show is noise. Published sizes to
    hold this against (not comparable with each other): -2 to -5 % (K14), -27 % (K15), 28 % of writers (K16).
    """
    said = _said(run)
    if twin is None:
        return said
    return together(
        said,
        *(_against(run, twin, deed) for deed in SPOKEN),
        _course(run, twin),
        _flips(run, twin, ""),
        *(_noise(run, placebo, deed) for deed in SPOKEN if placebo is not None),
        _flips(run, placebo, "placebo_") if placebo is not None else nothing(),
    )


@once("counts")
def _said(run: RunTables) -> pl.DataFrame:
    """Give how often everything was said."""
    return findings({f"{deed}.rate": rate(run, f"speak.{deed}") for deed in SPOKEN}, "per 1,000 adult-weeks")


def _against(run: RunTables, twin: RunTables, deed: str) -> pl.DataFrame:
    """Give change, curve and loss of one deed against the twin."""
    name = f"speak.{deed}"
    until = in_common(run, twin)
    here, there = (in_all(one, name, until) for one in (run, twin))
    lost = np.where((here > 0) | (there > 0), there - here, np.nan)
    return together(
        finding(change(run, twin, name), f"{deed}.change", "share"),
        finding(change_by_quarter(run, twin, name), f"{deed}.change", "share"),
        finding(by_group(lost), f"{deed}.lost", "deeds"),
        finding(by_group(per(lost, number(run, "adult"), A_YEAR)), f"{deed}.lost_rate",
                "per 1,000 adults and year"),
    )


def _noise(run: RunTables, placebo: RunTables | None, deed: str) -> pl.DataFrame:
    """Give how far the placebo differs from the run, in all and window by window."""
    if placebo is None:
        return nothing()
    name = f"speak.{deed}"
    return together(
        finding(change(placebo, run, name), f"{deed}.placebo", "share"),
        finding(change_by_quarter(placebo, run, name), f"{deed}.placebo", "share"),
    )


def _course(run: RunTables, twin: RunTables) -> pl.DataFrame:
    """Give peak, end and half-life of the change of everybody's dissent."""
    weeks, by_quarter = changed_by_quarter(run, twin, "speak.dissent")
    known = np.isfinite(by_quarter[:, EVERYBODY])
    weeks, change = weeks[known], by_quarter[known, EVERYBODY]
    if not len(weeks):
        return nothing()
    peak = int(np.argmin(change))
    later = weeks[peak:][change[peak:] >= change[peak] / 2]
    half_life = later[0] - weeks[peak] if len(later) and change[peak] < 0 else None
    since = max(0, int(weeks[-1]) - 3 * WEEKS_A_QUARTER)
    return together(
        single("dissent.peak", "share", change[peak]),
        single("dissent.peak_week", "week", weeks[peak]),
        single("dissent.end", "share", changed(run, twin, "speak.dissent", since)[EVERYBODY]),
        single("dissent.half_life", "weeks", half_life),
    )


def _flips(run: RunTables, other: RunTables, prefix: str) -> pl.DataFrame:
    """Give the shares of citizen-months that spoke in one of the two runs only."""
    here, there = grid(run), grid(other)
    mine, theirs = in_both(here, there)
    months = here.adult[mine] & there.there[theirs]
    spoke, spoke_there = (_spoke(one)[at][months] for one, at in ((run, mine), (other, theirs)))
    fell, only, cell = spoke_there > spoke, spoke > spoke_there, here.cells[mine][months]
    flips = {"fell_silent": fell, "spoke_only_here": only, "net": fell.astype(np.int8) - only}
    return together(*(finding(ratio_of_cells(cell, number), prefix + name, "share of citizen-months")
                      for name, number in flips.items()))  # fmt: skip


@once("panel")
def _spoke(run: RunTables) -> NDArray[np.bool_]:
    """Give whether one dissented or questioned, month by citizen."""
    return grid(run).total(("n_speak_dissent", "n_speak_question")) > 0
