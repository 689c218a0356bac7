"""How near what people believe of the score comes to its rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._institution import counts, kept
from demerit.measures.measure import finding, measure, nothing, together

if TYPE_CHECKING:
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
    names = ("held", "off", "rules_off", "false", "blind", "wrong_way", "right", "ruled", "unruled")
    told = counts(run, "tipsters", *names)
    ruled, unruled = pl.col("ruled"), pl.col("unruled")
    kinds = {
        "off": (pl.col("off") / 128 / (ruled + unruled), "points"),
        "held": (pl.col("held") / 128 / (ruled + unruled), "points"),
        "off.ruled": (pl.col("rules_off") / 128 / ruled, "points"), "right": (pl.col("right") / ruled, "share"),
        "wrong_way": (pl.col("wrong_way") / ruled, "share"), "blind": (pl.col("blind") / ruled, "share"),
        "false": (pl.col("false") / unruled, "share"),
    }  # fmt: skip
    return together(*(finding(told.with_columns(value.alias("value")), name, unit)
                      for name, (value, unit) in kinds.items()))
