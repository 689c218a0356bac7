"""Who is asked for bribes, who pays, and what officials make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._institution import counts
from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.sums import EVERYBODY, by_group, findings, number, per
from demerit.measures.tables import A_YEAR, MONTHS_A_YEAR

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures.tables import RunTables

BANDS = ("none", "one", "more")
"""How many papers more than usual the score called for."""


@measure(unit="per 1,000 adults and year")
def bribes(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how many are asked for a bribe and how many pay, by group and by the papers that their score calls for.

    Notes
    -----
    Of the institution `officials`, group by group: `asked`, `paid`, `rents` (gifts: one, and one more for each paper
    held up) and `complaints` per 1,000 adults and year, ``paid_share = paid / asked``; ``asked.b`` for b of `none`,
    `one` and `more` papers, from the highest scores to the lowest, the share of matters in which money was asked for,
    and ``asked.ratio`` = that at more than one paper over that at none: what a low score adds to an official's power.
    ``blamed`` = complaints on record for each official and year. Without the institution all are 0. How often officials
    ask, and what they take, is not published for anything like this; rents against discretion: sweep the knob
    ``officials.discretion``.
    """
    adults = number(run, "adult")
    if not adults.any():
        return nothing()
    matters, asked, paid = (np.array(counts(run, "officials", *(f"{what}_{band}" for band in BANDS)))
                            for what in ("matters", "asked", "paid"))  # fmt: skip
    rents, complaints, blamed, offices = counts(run, "officials", "rents", "complaints", "blamed", "offices")
    asked_in_all, paid_in_all, share = asked.sum(axis=0), paid.sum(axis=0), per(asked, matters)
    yearly = {"asked": asked_in_all, "paid": paid_in_all, "rents": rents, "complaints": complaints}
    at_none, _, at_more = share[:, EVERYBODY]
    return together(
        findings({what: per(n, adults, A_YEAR) for what, n in yearly.items()}, "per 1,000 adults and year"),
        finding(by_group(per(paid_in_all, asked_in_all)), "paid_share", "share"),
        findings({f"asked.{band}": of for band, of in zip(BANDS, share, strict=True)}, "share of matters"),
        single("asked.ratio", "ratio", at_more / at_none if at_none > 0 else None),
        finding(by_group(per(blamed, offices, MONTHS_A_YEAR)), "blamed", "per official and year"),
    )
