"""How far makers of games alter what they offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._institution import counts, remembered
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.sums import by_group, by_month, by_week, months, per
from demerit.measures.tables import MONTHS_AT_THE_END, keys_of

if TYPE_CHECKING:
    import polars as pl

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
    altered = remembered(run, "studios", "altered") / ALL
    deeds = [key for key in keys_of(run, "deed") if key.startswith("shop.")]
    bought = by_month(run, "deed", *deeds) if deeds else np.zeros((0, 1))
    weeks = np.flatnonzero(bought.any(axis=1))
    if not len(weeks):
        return nothing()
    games, late = by_month(run, "deed", GAMES), weeks[-MONTHS_AT_THE_END:]
    sold = games.sum(axis=0)
    altered_sold, own = counts(run, "studios", "altered_sold", "own")
    return together(
        single("altered", "share", altered[weeks[-1]]),
        finding(by_week(months(run), np.where(altered > 0, altered, np.nan)), "altered", "share"),
        finding(by_group(per(altered_sold, sold)), "altered_sold", "share"),
        finding(by_group(per(own, sold)), "own_sold", "share"),
        finding(by_group(per(sold, bought.sum(axis=0))), "games", "share"),
        finding(by_group(per(games[late].sum(axis=0), bought[late].sum(axis=0))), "games.end", "share"),
    )
