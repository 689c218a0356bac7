"""Who shows off their score, and what others take for normal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.measures._booked import yearly
from demerit.measures._institution import counts, kept
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.sums import by_group, findings, per

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures.tables import RunTables


@measure(unit="points")
def bragging(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give who shows off their score, and how far the scores that friends show lie above the true mean.

    Notes
    -----
    ``rate`` = months of showing off per 1,000 adults and year; ``score`` = mean score of those who show theirs,
    ``mean`` = mean score of all, ``selection = score - mean``; ``seen`` = mean, over those who have a friend who shows
    one, of the mean score that such friends show, in steps of a sixtieth of the scale; ``norm_error = seen - mean``:
    what others take for normal less what is.
    """
    if not kept(run, "dial"):
        return nothing()
    scored, scores, braggers, bragged, seers, seen = counts(
        run, "dial", "scored", "scores", "braggers", "bragged", "seers", "seen")
    mean, score, norm = per(scores, scored), per(bragged, braggers), per(seen, seers)
    means = {"mean": mean, "score": score, "selection": score - mean, "seen": norm, "norm_error": norm - mean}
    return together(
        finding(by_group(yearly(run, "deed", "brag.show")), "rate", "per 1,000 adults and year"),
        findings(means, "points"),
    )
