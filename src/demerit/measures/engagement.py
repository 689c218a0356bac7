"""Who enjoys the score, and whether they come to think otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._booked import a_year
from demerit.measures._institution import counts, kept
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.tables import summed

if TYPE_CHECKING:
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
    joy = counts(run, "dial", "joy").join(summed(run, "adult"), on="group")
    who = counts(run, "dial", "keen", "cool").filter(pl.col("keen") + pl.col("cool") > 0)
    share = pl.col("keen") / (pl.col("keen") + pl.col("cool"))
    parts = {name: _opinions(run, name) for name in ("keen", "cool")}
    for_all = {name: part.filter(pl.col("group") == "all")["hold"].to_list() for name, part in parts.items()}
    known = all(for_all.values())
    return together(
        finding(joy.select("group", (pl.col("joy") / 255 / pl.col("n")).alias("value")), "joy", "share"),
        finding(a_year(run, "institution", "dial:looks"), "looks", "per 1,000 adults and year"),
        finding(a_year(run, "institution", "dial:favours"), "favours", "per 1,000 adults and year"),
        finding(who.select("group", share.alias("value")), "keen", "share"),
        *(
            finding(part.select("group", pl.col(what).alias("value")), f"{name}.{what}", "share")
            for name, part in parts.items()
            for what in ("hold", "praise", "overstate")
        ),
        single("internalised", "share", for_all["keen"][0] - for_all["cool"][0] if known else None),
    )


def _opinions(run: RunTables, who: str) -> pl.DataFrame:
    """Give who holds to the line and who praises it, of those who enjoy the score or of the others."""
    names = [who, *(f"{who}_{what}" for what in ("for", "spoke", "praise", "spoke_for"))]
    n, held, spoke, praise, spoke_for = (pl.col(name) for name in names)
    return counts(run, "dial", *names).filter(n > 0).select(
        "group", (held / n).alias("hold"), (praise / spoke).alias("praise"),
        ((praise - spoke_for) / spoke).alias("overstate"),
    )
