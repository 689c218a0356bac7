"""How far makers of games alter what they offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from demerit.measures._sums import by_group, by_month, months, number, per
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.tables import MONTHS_AT_THE_END, counted, keys_of

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

ALL = 1024
GAMES = "shop.games"


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
    deeds = [key for key in keys_of(run, "deed") if key.startswith("shop.")]
    bought = by_month(run, "deed", *deeds) if deeds else np.zeros((0, 1))
    weeks = np.flatnonzero(bought.any(axis=1))
    if not len(weeks):
        return nothing()
    last, games = altered.filter(pl.col("week") == months(run)[weeks[-1]]), by_month(run, "deed", GAMES)
    late = weeks[-MONTHS_AT_THE_END:]
    sold = games.sum(axis=0)
    return together(
        single("altered", "share", float(last["value"].sum())),
        finding(altered, "altered", "share"),
        *(finding(by_group(per(number(run, "institution", f"studios:{what}"), sold)), name, "share")
          for name, what in (("altered_sold", "altered_sold"), ("own_sold", "own"))),
        finding(by_group(per(sold, bought.sum(axis=0))), "games", "share"),
        finding(by_group(per(games[late].sum(axis=0), bought[late].sum(axis=0))), "games.end", "share"),
    )
