"""Who has the market: the two firms, their rivals, nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._institution import monthly, remembered
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.sums import EVERYBODY, by_month, by_week, findings, months, per
from demerit.measures.tables import MONTHS_AT_THE_END

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from demerit.measures.tables import RunTables

BOUND = ("locked", "locked_out")


@measure(unit="index")
def concentration(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how concentrated the market is, who uses what, who does without, and who is bound by habit.

    Notes
    -----
    With `two`, `rival`, `both`, `neither` the months in which citizens on-line used the two firms alone, rivals alone,
    both or none of them: ``affiliated = (two + both / 2) / (two + both + rival)``,
    ``rival = 1 - affiliated``; ``neither`` as a share of all of them. ``hhi`` is the index of Herfindahl and Hirschman,
    0 to 10,000, over the two as one seller and equal rivals; US authorities call a market above 1,800 highly
    concentrated (Merger Guidelines 2023). `hhi`, `affiliated` and `neither` are of the last 13 months, with ``.start``
    of the first 13, and as curves. ``locked``, ``locked_out``: adults whose habit is of the two alone, or of rivals
    alone, in the last month.
    """
    uses = {name: by_month(run, "deed", f"use.{name}") for name in ("both", "affiliated", "rival", "neither")}
    adults = by_month(run, "adult")
    known = np.flatnonzero(adults.any(axis=1))
    if not any(n.any() for n in uses.values()):
        return nothing()
    uses["neither"] = uses["neither"] + np.where(adults > 0, by_month(run, "online") - adults, 0)
    curve = _shares(uses)
    weeks, hhi, rows = months(run), remembered(run, "platforms", "concentration"), []
    for suffix, some in (("", known[-MONTHS_AT_THE_END:]), (".start", known[:MONTHS_AT_THE_END])):
        shares = _shares({name: n[some].sum(axis=0) for name, n in uses.items()})
        rows.append(findings({name + suffix: share for name, share in shares.items()}, "share"))
        of = hhi[some][hhi[some] > 0]
        rows.append(single("hhi" + suffix, "index", of.mean() if len(of) else None))
    bound = dict(zip(BOUND, monthly(run, "platforms", *BOUND), strict=True))
    return together(
        *rows,
        *(finding(by_week(weeks, curve[name][:, EVERYBODY]), name, "share") for name in ("affiliated", "neither")),
        finding(by_week(weeks, np.where(hhi > 0, hhi, np.nan)), "hhi", "index"),
        findings({what: per(n[known[-1]], adults[known[-1]]) for what, n in bound.items()}, "share"),
    )


def _shares(n: dict[str, NDArray[np.float64]]) -> dict[str, NDArray[np.float64]]:
    """Give affiliated, rival and neither as shares."""
    used = n["both"] + n["affiliated"] + n["rival"]
    share = per(n["affiliated"] + n["both"] / 2, used)
    return {"affiliated": share, "rival": 1 - share, "neither": per(n["neither"], used + n["neither"])}
