"""Who may agree in public: speech that agrees, with a licence and without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.measures._institution import counts, kept
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.sums import by_group, per

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures.tables import RunTables


@measure(unit="per 1,000 and month")
def licensed_speech(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how much those with a licence and those without say in agreement with the official line.

    Notes
    -----
    Per 1,000 adults on-line and month: `with_licence` = praise of those with one; `without_licence` = praise and
    unlicensed opinion of the others, and ``without_licence.unlicensed`` its unlicensed part; ``holders`` = share who
    hold one. Unlicensed opinion leans to the official line (utility + b c / 4 of `speak`), so what a rule against it
    silences is loyal speech.
    """
    if not kept(run, "licences"):
        return nothing()
    holders, others, agreed, agreed_without, praised_without = counts(
        run, "licences", "holders", "others", "agreed", "agreed_without", "praised_without")
    unit = "per 1,000 and month"
    return together(
        finding(by_group(per(agreed, holders, 1000)), "with_licence", unit),
        finding(by_group(per(agreed_without + praised_without, others, 1000)), "without_licence", unit),
        finding(by_group(per(agreed_without, others, 1000)), "without_licence.unlicensed", unit),
        finding(by_group(per(holders, holders + others)), "holders", "share"),
    )
