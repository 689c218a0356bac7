"""Whether what one buys tells who repays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.tables import counted_where, totals

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

KINDS = ("games", "neither", "family")
"""What borrowers bought in the month, from the worst risk to the best as the rules have it."""


@measure(unit="AUC")
def prediction(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how well purchases of games and of family goods tell who repays a loan.

    Notes
    -----
    Loans that came due are sorted by what the borrower bought that month: games, else family goods, else neither.
    ``K.default`` = share of them not repaid; ``K.uplift`` = that share less the one of borrowers who bought neither.
    ``auc`` = P(one who repaid stands above one who did not) + half P(equal), where a buyer of games stands lowest and
    one of family goods highest, as rules on them have it (Hanley and McNeil 1982): 0.5 is no better than a coin. In the
    synthetic society repayment hangs on a latent reliability that purchases do not know of, by assumption; what is left
    comes by way of age, sex and income. No row where fewer than 30 loans came due.
    """
    counts = counted_where(run, "institution", lambda key: key.startswith(tuple(f"bureaus:{kind}_" for kind in KINDS)))
    loans = totals(counts.with_columns(pl.col("key").str.slice(len("bureaus:"))), "group", "key")
    if loans.is_empty():
        return nothing()
    n = {(kind, how): pl.col("n").filter(pl.col("key") == f"{kind}_{how}").sum().cast(pl.Float64)
         for kind in KINDS for how in ("repaid", "defaulted")}
    rate = {kind: n[kind, "defaulted"] / (n[kind, "repaid"] + n[kind, "defaulted"]) for kind in KINDS}
    good, bad = (sum((n[kind, how] for kind in KINDS), start=pl.lit(0.0)) for how in ("repaid", "defaulted"))
    beaten, below = pl.lit(0.0), pl.lit(0.0)
    for kind in KINDS:
        beaten = beaten + n[kind, "repaid"] * (below + n[kind, "defaulted"] / 2)
        below = below + n[kind, "defaulted"]
    enough = loans.group_by("group").agg(pl.col("n").sum().alias("due")).filter(pl.col("due") >= 30)
    loans = loans.join(enough.select("group"), on="group", how="semi")

    def told(value: pl.Expr) -> pl.DataFrame:
        return loans.group_by("group").agg(value.alias("value")).sort("group")

    return together(
        finding(told(beaten / (good * bad)), "auc", "AUC"),
        *(finding(told(rate[kind]), f"{kind}.default", "share") for kind in KINDS),
        *(finding(told(rate[kind] - rate["neither"]), f"{kind}.uplift", "share") for kind in ("games", "family")),
    )
