"""Which ties end, and whether the score ended them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.measures.measure import measure, nothing, single, together
from demerit.measures.sums import binned, number
from demerit.measures.tables import WEEKS_A_YEAR, keys_of, last_week

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures.tables import RunTables


@measure(unit="per 1,000 ties and year", groups=False)
def ties_dropped(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how many ties to kin and to friends end in a year, of themselves and for the score.

    Notes
    -----
    Every drop has one draw: below the base chance the tie would have ended anyway (`base`), between that and the chance
    that the scores add it was dropped for the score (`score`). ``kind.cause`` = ties ended per 1,000 ties of the kind
    and year; both are counted by halves, the ties they are held against as the mean of the weeks in which
    those were counted. ``kind.cause_n`` is the number of whole ties. `friend_over_kin` is the ratio of the two rates
    for the score: how much easier it is to drop a friend than one's own kin (C05).
    """
    week = last_week(run)
    if week is None or not (keys_of(run, "tie_end") or keys_of(run, "tie")):
        return nothing()
    years = (week + 1) / WEEKS_A_YEAR
    rows, rates = [], {}
    for kind in ("kin", "friend"):
        held = _ties(run, kind)
        for cause in ("base", "score"):
            ended = number(run, "tie_end", f"{kind}:{cause}").sum() / 2
            rates[kind, cause] = 1000 * ended / (held * years) if held else None
            rows.append(single(f"{kind}.{cause}_n", "ties", ended))
            rows.append(single(f"{kind}.{cause}", "per 1,000 ties and year", rates[kind, cause]))
    kin, friend = rates["kin", "score"], rates["friend", "score"]
    rows.append(single("friend_over_kin", "ratio", friend / kin if kin and friend is not None else None))
    return together(*rows)


def _ties(run: RunTables, kind: str) -> float:
    """Give the mean number of ties (not half-ties) of a kind over the weeks in which they were counted."""
    weeks, _, (halves,) = binned(run, (("tie", kind),))
    return float(halves.sum() / len(weeks) / 2) if len(weeks) else 0.0
