"""How much is said against the scheme itself, and who will not be asked about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.measures._deeds import in_all
from demerit.measures._institution import counts, kept
from demerit.measures._sums import by_group, number, per
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.tables import in_common

if TYPE_CHECKING:
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
    here = _rates(run, in_common(run, twin) if twin is not None else in_common(run))
    found = [finding(here, "rate", "per 1,000 and month")]
    if twin is not None:
        both = here.join(_rates(twin, in_common(run, twin)), on="group").filter(pl.col("value_right") > 0)
        found.append(finding(both.with_columns((1 - pl.col("value") / pl.col("value_right")).alias("value")),
                             "suppressed", "share"))
    if kept(run, "press"):
        asked = counts(run, "press", "asked", "refused", "afraid")
        found += [finding(asked.with_columns((pl.col(what) / pl.col("asked")).alias("value")), what, "share of asked")
                  for what in ("refused", "afraid")]
    return together(nothing(), *found)


def _rates(run: RunTables, until: int) -> pl.DataFrame:
    """Give ``group, value``: criticisms per 1,000 months of adults who know of the scheme."""
    aware = number(run, "aware", until=until)
    return by_group(per(in_all(run, "criticise.criticise", until), aware, 1000))
