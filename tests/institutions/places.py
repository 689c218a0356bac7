"""Schemes and runs that tests of zones, company, the map and addresses share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from tests.engine.worlds import knobs_set

if TYPE_CHECKING:
    from demerit.engine.run import Run
    from demerit.law import Scheme

LIVELY: dict[str, float] = {
    "run.warm_up": 2, "go.museum": -190, "go.rally": -260, "go.hostile": -360, "route.around": -128,
    "look_up.self": 64, "zones.share": 32768, "zones.lasts": 2, "zones.strolls": 128, "map_app.users": 200,
    "map_app.reports": 256, "map_app.error": 64, "map_app.doubt": 1, "map_app.heed": 48, "map_app.least": 1,
    "map_app.mark": 64, "company.line": 600, "company.hours": 1, "move.move": -290, "move.migrant": 160,
    "mingle.rest": 1024,
}  # fmt: skip
"""Knobs at which everything of this family happens to many within months."""


def only(scheme: Scheme, *names: str, aware: float = 0.6) -> Scheme:
    """Give the scheme with these institutions alone, rules about no others, and so many aware of it at once."""
    rules = {n: r for n, r in scheme.rules.items() if "." not in (r.deed or "") or _stays(r.deed or "", names)}
    at_work = {n: one for n, one in scheme.institutions.items() if n in names}
    return knobs_set(scheme.model_copy(update={"rules": rules, "institutions": at_work}), awareness=aware)


def _stays(deed: str, names: tuple[str, ...]) -> bool:
    from demerit.institutions import institutions

    who = deed.partition(".")[0]
    return who in names or who not in institutions()


def total(run: Run, table: str, key: str, group: str = "all") -> int:
    """Give a count over all months."""
    rows = pl.concat(run.counted).filter((pl.col("table") == table) & (pl.col("key") == key))
    return int(rows.filter(pl.col("group") == group)["n"].sum())


def noted(run: Run, key: str, group: str = "all") -> int:
    """Give what an institution counted over all months."""
    return total(run, "institution", key, group)


def points(run: Run, entry: str) -> int:
    """Give the points that an entry of the ledger moved."""
    rows: Any = pl.concat(run.booked).filter(pl.col("entry").cast(pl.String) == entry)
    return int(rows["points"].sum())
