"""Who enjoys the score, and whether they come to think otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._booked import yearly
from demerit.measures._institution import TABLE, counts, kept
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.sums import EVERYBODY, by_group, findings, number, per

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from demerit.measures.tables import RunTables


@measure(unit="share")
def engagement(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how much people look and enjoy it, and what those think and say who enjoy it, and others.

    Notes
    -----
    ``joy`` = mean joy / 255 over the run; ``looks`` and ``favours`` per 1,000 adults and year; ``keen`` = share of
    adult-months with joy above 64. For keen k and cool c: ``k.hold`` = share of adult-months in which conviction is
    for the line, ``k.praise`` = share of praise among months in which one praised or dissented, and ``k.overstate`` =
    that less the share *of the same months* in which conviction is for it. ``internalised = keen.hold - cool.hold``:
    that those who enjoy it think otherwise may also be because others enjoy it, so compare with a run whose
    `dial.adopt` is 0.
    """
    if not kept(run, "dial"):
        return nothing()
    joy, keen, cool = counts(run, "dial", "joy", "keen", "cool")
    parts = {name: _opinions(run, name) for name in ("keen", "cool")}
    more = parts["keen"]["hold"] - parts["cool"]["hold"]
    return together(
        finding(by_group(per(np.where(joy > 0, joy, np.nan) / 255, number(run, "adult"))), "joy", "share"),
        findings({what: yearly(run, TABLE, f"dial:{what}") for what in ("looks", "favours")},
                 "per 1,000 adults and year"),
        finding(by_group(per(keen, keen + cool)), "keen", "share"),
        findings({f"{name}.{what}": value for name, part in parts.items() for what, value in part.items()}, "share"),
        single("internalised", "share", more[EVERYBODY]),
    )


def _opinions(run: RunTables, who: str) -> dict[str, NDArray[np.float64]]:
    """Give who holds to the line and who praises it, of those who enjoy the score or of the others."""
    names = [who, *(f"{who}_{what}" for what in ("for", "spoke", "praise", "spoke_for"))]
    n, held, spoke, praise, spoke_for = counts(run, "dial", *names)
    return {"hold": per(held, n), "praise": per(praise, spoke), "overstate": per(praise - spoke_for, spoke)}
