"""How people treat friends and kin who stand low, who is cut, and what pressing achieves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._booked import a_year, yearly
from demerit.measures._grid import last_score, of_the_same, sum_of
from demerit.measures._institution import counts
from demerit.measures._sums import by_group
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.tables import WEEKS_A_MONTH, WEEKS_A_YEAR, counted

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

DEEDS = ("bear", "press", "cut")
OF = {"friend": "", "kin": "_kin"}


@measure(unit="share", twin="helps")
def treatment(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how often low friends and kin are borne, pressed or cut, and what pressing achieves.

    Notes
    -----
    Of the institution ``reproach``: ``friend.bear``, ``friend.press``, ``friend.cut`` = share of months in which a
    friend stands lowest below one's floor and is so treated; ``kin.bear`` and so on the same of kin; ``friend.low`` and
    ``kin.low`` = such months, of 1,000 adults in a month; ``cut`` = cuts of kin and friends per 1,000 adults and year,
    ``kin.cuts`` those of kin. ``pressed`` = adults pressed by anybody, of 1,000. ``urged.risen`` and ``borne.risen`` =
    share of those pressed, and of those borne, who are no longer below the floor a month later, where that is seen;
    ``achieved`` = the first less the second. With a twin (reform ``pressed_in_vain``), of the panel's citizens who were
    ever pressed in the run: ``pressed.score.change`` = last score less the twin's, ``pressed.dissent.change`` = posts
    of dissent less the twin's.
    """
    if counted(run, "deed", *(f"treat.{deed}" for deed in DEEDS)).is_empty():
        return nothing()
    names = [f"{deed}{kin}" for deed in DEEDS for kin in OF.values()]
    told = counts(run, "reproach", *names, "borne", "borne_risen", "urged", "urged_risen")
    return together(
        *(rows for who, kin in OF.items() for rows in _decisions(run, told, who, kin)),
        finding(a_year(run, "institution", "reproach:cut_kin"), "kin.cuts", "per 1,000 adults and year"),
        finding(by_group(yearly(run, "institution", "reproach:cut", "reproach:cut_kin")), "cut",
                "per 1,000 adults and year"),
        finding(_a_month(a_year(run, "institution", "reproach:pressed")), "pressed", "of 1,000 adults"),
        *_risen(told),
        _of_the_pressed(run, twin),
    )


def _a_month(rates: pl.DataFrame) -> pl.DataFrame:
    """Give rates a year as rates a month."""
    return rates.with_columns(pl.col("value") * WEEKS_A_MONTH / WEEKS_A_YEAR)


def _decisions(run: RunTables, told: pl.DataFrame, who: str, kin: str) -> list[pl.DataFrame]:
    """Give how those of one kind are treated."""
    all_of = pl.sum_horizontal(f"{deed}{kin}" for deed in DEEDS)
    some = told.filter(all_of > 0)
    rows = [finding(some.select("group", (pl.col(f"{deed}{kin}") / all_of).alias("value")), f"{who}.{deed}", "share")
            for deed in DEEDS]
    low = _a_month(by_group(yearly(run, "institution", *(f"reproach:{deed}{kin}" for deed in DEEDS))))
    return [*rows, finding(low, f"{who}.low", "of 1,000 adults")]


def _risen(told: pl.DataFrame) -> list[pl.DataFrame]:
    """Give who has risen above the floor, pressed or borne."""
    seen = told.filter((pl.col("urged") > 0) & (pl.col("borne") > 0))
    urged, borne = pl.col("urged_risen") / pl.col("urged"), pl.col("borne_risen") / pl.col("borne")
    return [finding(seen.select("group", value.alias("value")), name, "share")
            for name, value in (("urged.risen", urged), ("borne.risen", borne), ("achieved", urged - borne))]


def _of_the_pressed(run: RunTables, twin: RunTables | None) -> pl.DataFrame:
    """Give how those who were ever pressed fare against themselves in a twin."""
    if twin is None or "pressed" not in run.panel.columns:
        return nothing()
    told = of_the_same(run, twin, "pressed", {"score": last_score, "dissent": sum_of("n_speak_dissent")})
    units = {"score": "points", "dissent": "posts"}
    return together(*(finding(told[name], f"pressed.{name}.change", unit) for name, unit in units.items()))
