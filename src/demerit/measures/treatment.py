"""How people treat friends and kin who stand low, who is cut, and what pressing achieves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._booked import yearly
from demerit.measures._grid import last_score, of_the_same, sum_of
from demerit.measures._institution import TABLE, counts
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.sums import by_group, findings, number, per

if TYPE_CHECKING:
    import polars as pl

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
    if not number(run, "deed", *(f"treat.{deed}" for deed in DEEDS)).any():
        return nothing()
    (pressed,) = counts(run, "reproach", "pressed")
    return together(
        *(_decisions(run, who, kin) for who, kin in OF.items()),
        findings({"kin.cuts": yearly(run, TABLE, "reproach:cut_kin"),
                  "cut": yearly(run, TABLE, "reproach:cut", "reproach:cut_kin")}, "per 1,000 adults and year"),
        finding(by_group(per(pressed, number(run, "adult"), 1000)), "pressed", "of 1,000 adults"),
        _risen(run),
        _of_the_pressed(run, twin),
    )


def _decisions(run: RunTables, who: str, kin: str) -> pl.DataFrame:
    """Give how those of one kind are treated."""
    each = counts(run, "reproach", *(f"{deed}{kin}" for deed in DEEDS))
    every = np.sum(each, axis=0)
    low = per(every, number(run, "adult"), 1000)
    return together(
        findings({f"{who}.{deed}": per(n, every) for deed, n in zip(DEEDS, each, strict=True)}, "share"),
        finding(by_group(low), f"{who}.low", "of 1,000 adults"),
    )


def _risen(run: RunTables) -> pl.DataFrame:
    """Give who has risen above the floor, pressed or borne."""
    borne, borne_risen, urged, urged_risen = counts(run, "reproach", "borne", "borne_risen", "urged", "urged_risen")
    both = (urged > 0) & (borne > 0)
    of_urged, of_borne = (np.where(both, per(*each), np.nan) for each in ((urged_risen, urged), (borne_risen, borne)))
    return findings({"urged.risen": of_urged, "borne.risen": of_borne, "achieved": of_urged - of_borne}, "share")


def _of_the_pressed(run: RunTables, twin: RunTables | None) -> pl.DataFrame:
    """Give how those who were ever pressed fare against themselves in a twin."""
    if twin is None or "pressed" not in run.panel.columns:
        return nothing()
    told = of_the_same(run, twin, "pressed", {"score": last_score, "dissent": sum_of("n_speak_dissent")})
    units = {"score": "points", "dissent": "posts"}
    return together(*(finding(told[name], f"pressed.{name}.change", unit) for name, unit in units.items()))
