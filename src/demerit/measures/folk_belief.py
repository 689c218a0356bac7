"""How near what people believe of the score comes to its rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.measures._institution import counts, kept
from demerit.measures.measure import measure, nothing, together
from demerit.measures.sums import findings, per

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures.tables import RunTables


@measure(unit="points")
def folk_belief(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how far beliefs of the score lie from its rules, and how many are false, missing or the wrong way round.

    Notes
    -----
    Over all months, adults who know of the scheme and deeds of which anybody can believe anything (ties apart):
    `off` = mean |belief - points of the rules in force|, ``off.ruled`` the same of deeds under a rule, ``held`` = mean
    |belief|. Of deeds under a rule: `right` = share believed to move the score the way they do, `wrong_way` the other
    way, `blind` = share of which nothing is believed (less than half a point). Of deeds under no rule: `false` = share
    believed to move it. The institution `tipsters` keeps the books; for deeds judged by the month the points are those
    of one of them.
    """
    if not kept(run, "tipsters"):
        return nothing()
    held, off, rules_off, false, blind, wrong_way, right, ruled, unruled = counts(
        run, "tipsters", "held", "off", "rules_off", "false", "blind", "wrong_way", "right", "ruled", "unruled")
    every = ruled + unruled
    points = {"off": per(off / 128, every), "held": per(held / 128, every), "off.ruled": per(rules_off / 128, ruled)}
    shares = {"right": per(right, ruled), "wrong_way": per(wrong_way, ruled), "blind": per(blind, ruled),
              "false": per(false, unruled)}
    return together(findings(points, "points"), findings(shares, "share"))
