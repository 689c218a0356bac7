"""How often a deed was done, in a run and against its twin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures.sums import by_group, by_week_and_group, number, numbers, per
from demerit.measures.tables import WEEKS_A_MONTH, WEEKS_A_QUARTER, in_common, once

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from demerit.measures.sums import Weeks
    from demerit.measures.tables import RunTables

HALF = WEEKS_A_QUARTER // 2


def in_all(run: RunTables, deed: str, until: int, since: int = 0) -> NDArray[np.float64]:
    """Give how often `deed` was done, group by group, in months that end in the weeks `since` to `until`."""
    return number(run, "deed", deed, since=since, until=until)


def rate(run: RunTables, deed: str) -> NDArray[np.float64]:
    """Give how often `deed` was done per 1,000 adult-weeks, group by group; 0 where it never was."""
    return per(in_all(run, deed, in_common(run)), number(run, "adult") * WEEKS_A_MONTH, 1000)


def changed(run: RunTables, twin: RunTables, deed: str, since: int = 0) -> NDArray[np.float64]:
    """Give ``n(run) / n(twin) - 1`` of a deed, group by group; not a number where the twin has none."""
    until = in_common(run, twin)
    return per(in_all(run, deed, until, since), in_all(twin, deed, until, since)) - 1


def change(run: RunTables, twin: RunTables, deed: str) -> pl.DataFrame:
    """Give the same as ``group, value``, without what is not a number."""
    return by_group(changed(run, twin, deed))


def changed_by_quarter(run: RunTables, twin: RunTables, deed: str) -> tuple[Weeks, NDArray[np.float64]]:
    """Give windows of 13 weeks, each told by its first week, and the change of a deed by window and group."""
    until = in_common(run, twin)
    values = per(_quarters(run, deed, until), _quarters(twin, deed, until)) - 1
    return np.arange(len(values)) * WEEKS_A_QUARTER, values


def change_by_quarter(run: RunTables, twin: RunTables, deed: str) -> pl.DataFrame:
    """Give the same as ``week, group, value``, without what is not a number."""
    return by_week_and_group(*changed_by_quarter(run, twin, deed))


@once("counts")
def _quarters(run: RunTables, deed: str, until: int) -> NDArray[np.float64]:
    """Give how often a deed was done, by window of 13 weeks and group; what does not fill half a window is nought."""
    many = max(0, until // WEEKS_A_QUARTER + 1)
    windows = numbers(run, "deed", deed, many=many, every=WEEKS_A_QUARTER, until=until)
    full = max(0, (until - HALF) // WEEKS_A_QUARTER + 1)
    if windows[:full].any():
        windows[full:] = 0
    return windows
