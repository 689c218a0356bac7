"""How much is said against the scheme itself, and who will not be asked about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.measures._deeds import in_all
from demerit.measures._institution import counts, kept
from demerit.measures.measure import finding, measure, together
from demerit.measures.sums import by_group, findings, number, per
from demerit.measures.tables import in_common

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from demerit.measures.tables import RunTables


@measure(unit="per 1,000 and month", twin="helps")
def criticism(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how often the scheme is criticised by those who know of it, and how many refuse to answer questions.

    Notes
    -----
    `rate` = criticisms per 1,000 adults who know of the scheme and month. A world without a scheme has nobody who knows
    of it, so the share that goes unsaid is the difference of `rate` between the scheme and the same without the rule
    against criticism (`criticism_free`), over the latter. With a twin that has the scheme, ``suppressed = 1 - rate /
    rate of the twin``. From the press: `refused` = share of those asked about the scheme who do not answer, `afraid` =
    share who would have answered without fear.
    """
    until = in_common(run, twin)
    here = _rates(run, until)
    found = [finding(by_group(here), "rate", "per 1,000 and month")]
    if twin is not None:
        found.append(finding(by_group(1 - per(here, _rates(twin, until))), "suppressed", "share"))
    if kept(run, "press"):
        asked, refused, afraid = counts(run, "press", "asked", "refused", "afraid")
        found.append(findings({"refused": per(refused, asked), "afraid": per(afraid, asked)}, "share of asked"))
    return together(*found)


def _rates(run: RunTables, until: int) -> NDArray[np.float64]:
    """Give criticisms per 1,000 months of adults who know of the scheme, group by group."""
    aware = number(run, "aware", until=until)
    return per(in_all(run, "criticise.criticise", until), aware, 1000)
