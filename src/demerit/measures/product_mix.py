"""How far makers of games alter what they offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.tables import counted, counted_where, summed, totals

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

ALL = 1024


@measure(unit="share")
def product_mix(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give which share of games is altered to please, and of those bought, which are altered or the owner's own.

    Notes
    -----
    ``altered`` = titles altered / all titles in the last month, and as a curve; over the run
    ``altered_sold = n(altered games bought) / n(shop.games)`` and ``own_sold`` the same of games whose maker the
    operator of the score owns and spares; ``games`` = games bought / all purchases, with ``.end`` over the last 13
    months. Where no maker alters anything all but the last are 0. Quantities of the model without a published
    counterpart.
    """
    altered = counted(run, "institution", "studios:altered").with_columns((pl.col("n") / ALL).alias("value"))
    bought = counted_where(run, "deed", lambda key: key.startswith("shop."))
    if bought.is_empty():
        return nothing()
    weeks = bought["week"].unique().sort()
    last = altered.filter(pl.col("week") == weeks[-1])
    late = bought.filter(pl.col("week").is_in(weeks.tail(13).implode()))
    return together(
        single("altered", "share", float(last["value"].sum())),
        finding(altered, "altered", "share"),
        *(finding(_of_games(run, bought, what), name, "share")
          for name, what in (("altered_sold", "altered_sold"), ("own_sold", "own"))),
        finding(_games(bought), "games", "share"),
        finding(_games(late), "games.end", "share"),
    )


def _games(bought: pl.DataFrame) -> pl.DataFrame:
    """Give games as a share of purchases, by group."""
    games = pl.col("n").filter(pl.col("key") == "shop.games").sum()
    return bought.group_by("group").agg((games / pl.col("n").sum()).alias("value")).sort("group")


def _of_games(run: RunTables, bought: pl.DataFrame, what: str) -> pl.DataFrame:
    """Give what share of the games bought were such, by group; 0 where none was."""
    games = totals(bought.filter(pl.col("key") == "shop.games"), "group")
    such = summed(run, "institution", f"studios:{what}")
    both = games.join(such, on="group", how="left")
    return both.select("group", (pl.col("n_right").fill_null(0) / pl.col("n")).alias("value"))
