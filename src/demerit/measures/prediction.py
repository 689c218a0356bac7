"""Whether what one buys tells who repays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._institution import counts
from demerit.measures.groups import FEWEST
from demerit.measures.measure import finding, measure, together
from demerit.measures.sums import by_group, findings, per

if TYPE_CHECKING:
    import polars as pl

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
    good, bad = (np.array(counts(run, "bureaus", *(f"{kind}_{how}" for kind in KINDS)))
                 for how in ("repaid", "defaulted"))  # fmt: skip
    few = (good + bad).sum(axis=0) < FEWEST
    good[:, few] = bad[:, few] = 0
    beaten = (good * (np.cumsum(bad, axis=0) - bad / 2)).sum(axis=0)
    rate = dict(zip(KINDS, per(bad, good + bad), strict=True))
    return together(
        finding(by_group(per(beaten, good.sum(axis=0) * bad.sum(axis=0))), "auc", "AUC"),
        findings({f"{kind}.default": of for kind, of in rate.items()}, "share"),
        findings({f"{kind}.uplift": rate[kind] - rate["neither"] for kind in ("games", "family")}, "share"),
    )
