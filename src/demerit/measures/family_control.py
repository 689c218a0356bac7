"""Who polices whom within a family."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.measures._booked import points_a_year, rules_of, yearly
from demerit.measures._deeds import change
from demerit.measures._institution import TABLE, counts, kept
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.sums import findings, per

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures.tables import RunTables


BY = ("woman", "man", "older", "younger")


@measure(unit="per 1,000 adults and year", twin="helps")
def family_control(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give who takes kin to task over rash purchases, who is taken to task, and by whom.

    Notes
    -----
    ``purchases`` (rash purchases of kin that fell on one), ``scolds`` (those who scold) and ``scolded`` (those who
    bought rashly and hear of it from kin) per 1,000 adults and year, by the group of the one it befalls; ``points`` =
    points a year that kin's purchases cost an adult of the panel; ``by.w`` for w of woman, man, older, younger = of all
    scoldings that a group hears, the share that comes from such kin (older and younger by ten years or more). With a
    twin ``games.change`` and ``frivolous.change`` = n(run) / n(twin) - 1 of these purchases.
    """
    if not kept(run, "household"):
        return nothing()
    heard = dict(zip(BY, counts(run, "household", *(f"by_{who}" for who in BY)), strict=True))
    fell = rules_of(run, lambda deed: deed == "household.purchase")
    told = together(
        findings({what: yearly(run, TABLE, f"household:{what}") for what in ("purchases", "scolds", "scolded")},
                 "per 1,000 adults and year"),
        finding(points_a_year(run, fell), "points", "points a year"),
        findings({f"by.{who}": per(n, heard["woman"] + heard["man"]) for who, n in heard.items()}, "share"),
    )
    if twin is None:
        return told
    goods = ("games", "frivolous")
    return together(told, *(finding(change(run, twin, f"shop.{g}"), f"{g}.change", "share") for g in goods))
