"""What citizens buy, against the same citizens without the scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._deeds import change, changed_by_quarter
from demerit.measures.measure import finding, measure, together
from demerit.measures.sums import BY_NAME, EVERYBODY, by_week, findings, number, per
from demerit.measures.tables import keys_of, once

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from demerit.measures.tables import RunTables


@measure(unit="share", twin="helps")
def spending(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give what citizens bought, as shares of all purchases, and how that moved against the twin.

    Notes
    -----
    For every deed d of `shop`: ``d.share = n(d) / n(all of shop)`` over the run; with a twin ``d.change =
    n(d, run) / n(d, twin) - 1`` (and as a curve in windows of 13 weeks for all), and ``d.shift = share - share in the
    twin``. `moved` is half the sum of absolute shifts: the share of purchases that went elsewhere (total variation
    distance).
    """
    here = _shares(run)
    rows = [findings({f"{name}.share": np.where(share > 0, share, np.nan) for name, share in here.items()}, "share")]
    if twin is not None:
        there, nought = _shares(twin), np.zeros(len(BY_NAME))
        sides = {name: (here.get(name, nought), there.get(name, nought)) for name in sorted({*here, *there})}
        shift = {name: np.where((a > 0) | (b > 0), a - b, np.nan) for name, (a, b) in sides.items()}
        moved = np.nansum([np.abs(one) for one in shift.values()], axis=0) / 2 if shift else nought
        bought = np.any([np.isfinite(one) for one in shift.values()], axis=0) if shift else nought > 0
        shifts = {f"{name}.shift": one for name, one in shift.items()}
        rows.append(findings(shifts | {"moved": np.where(bought, moved, np.nan)}, "share"))
        for name in sides:
            weeks, by_quarter = changed_by_quarter(run, twin, f"shop.{name}")
            rows += [
                finding(change(run, twin, f"shop.{name}"), f"{name}.change", "share"),
                finding(by_week(weeks, by_quarter[:, EVERYBODY]), f"{name}.change", "share"),
            ]
    return together(*rows)


@once("counts")
def _shares(run: RunTables) -> dict[str, NDArray[np.float64]]:
    """Give the share of each purchase among all, group by group; 0 where there is none."""
    bought = {key.removeprefix("shop."): number(run, "deed", key)
              for key in keys_of(run, "deed") if key.startswith("shop.")}  # fmt: skip
    every = sum(bought.values())
    return {name: np.nan_to_num(per(n, every)) for name, n in bought.items()}  # type: ignore[arg-type]
