"""What several bureaus know that one would know better, and whom each shuts out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._institution import TABLE
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.sums import EVERYBODY, by_group, by_month, by_week, findings, months, per
from demerit.measures.tables import keys_of

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from demerit.measures.tables import RunTables

MOST = 8
"""Bureaus whose files are counted."""
UNITS = {"thin": "share", "error": "points", "wrong": "share", "refused": "share"}


@measure(unit="points")
def bureaus(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how far the files of separate bureaus are from the truth, whom they do not know, and whom they refuse.

    Notes
    -----
    The full file of a citizen holds all deeds that rules count. With `m` adult-months and `B` bureaus of the scheme:

    - ``thin.apart`` = files missing / (B m), ``error.apart`` = sum of |file - full file| / (B m), in points,
      ``wrong.apart`` = files that put one on the wrong side of the lender's line than the full one / (B m),
      ``refused.apart`` = no file, or a score below the line / (B m); ``.union``: the same of all files in one, / m;
    - `thin`, `error`, `wrong`, `refused`: what holds month by month: apart until the files are one, the union after;
    - ``refused.truly`` = below the line by the full file;
    - rivals: ``refused.first``, ``refused.rival``, ``refused.either``, ``refused.both``; ``shelter`` = first - both,
      refused by the first and taken by the rival; ``exposure`` = either - first, refused by the rival alone; both are 0
      where there is no rival;
    - ``file.b``: share of adults with a file at the b-th bureau (the headline first, the others by name), last month.

    What a bureau sees is written in the scheme; who is whose customer, and the line, are knobs (assumed).
    """
    known = {key.partition(":")[2] for key in keys_of(run, TABLE) if key.startswith("bureaus:")}
    if not known - {"merged", "federated"}:
        return nothing()
    many = min(MOST, len(run.scheme.bureaus))
    adults = by_month(run, "adult")
    merged = _counted(run, "merged").any(axis=1, keepdims=True)
    rows = []
    for what, unit in UNITS.items():
        apart, union = (_counted(run, f"{where}_{what}") for where in ("apart", "union"))
        rows += [finding(_share(apart, many * adults), f"{what}.apart", unit),
                 finding(_share(union, adults), f"{what}.union", unit)]  # fmt: skip
        held, of = np.where(merged, union, apart), np.where(merged, adults, many * adults)
        rows += [finding(_share(held, of), what, unit),
                 finding(by_week(months(run), per(held, of)[:, EVERYBODY]), what, unit)]  # fmt: skip
    return together(*rows, _rivals(run, adults), _files(run, adults, many))


def _counted(run: RunTables, what: str) -> NDArray[np.float64]:
    """Give what was counted of files, by month and group, where there are adults."""
    return np.where(by_month(run, "adult") > 0, by_month(run, TABLE, f"bureaus:{what}"), 0)


def _share(n: NDArray[np.float64], of: NDArray[np.float64]) -> pl.DataFrame:
    """Give the share over all months, by group."""
    return by_group(per(n.sum(axis=0), of.sum(axis=0)))


def _rivals(run: RunTables, adults: NDArray[np.float64]) -> pl.DataFrame:
    """Give whom the first bureau and its rival refuse."""
    number = {name: _counted(run, f"{name}_refused") for name in ("first", "rival", "either", "both", "truly")}
    share = {name: per(n.sum(axis=0), adults.sum(axis=0)) for name, n in number.items()}
    gaps = [("shelter", "first", "both"), ("exposure", "either", "first")]
    return together(
        findings({f"refused.{name}": share[name] for name in ("truly", "first", "rival", "either", "both")}, "share"),
        findings({name: share[a] - share[b] for name, a, b in gaps}, "share"),
    )  # fmt: skip


def _files(run: RunTables, adults: NDArray[np.float64], many: int) -> pl.DataFrame:
    """Give who has a file at each bureau in the last month."""
    files = {f"file.{b}": per(_counted(run, f"file_{b}")[-1], adults[-1]) for b in range(1, many + 1)}
    return findings(files, "share")
