"""What of a scheme could have acted in a run and never did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.engine.idle import idle_parts
from demerit.measures.gates import REFUSALS

if TYPE_CHECKING:
    from demerit.engine.folder import RunFolder


def never_acted(run: RunFolder) -> dict[str, list[str]]:
    """Give the rules, gates and registers that never did anything in a run, by kind; what could not at all is left out.

    A rule acted where it booked points of anybody in the panel (everybody up to 10,000 people); a gate where it was
    open to some and shut to others, or turned somebody away; a register where somebody entered it.
    """
    scheme = run.scheme
    could_not = {where[:2] for where, _ in idle_parts(scheme)}
    booked = set(run.ledger.get_column("entry").cast(pl.String).unique()) if "entry" in run.ledger.columns else set()
    done = _counted(run)
    acted = {
        "rules": {name for name in scheme.rules if name in booked},
        "gates": {name for name in scheme.gates if _parted(done, name)},
        "registers": {name for name in scheme.registers if done.get(("register", f"{name}:entered"), 0)},
    }
    return {
        kind: [name for name in getattr(scheme, kind) if name not in names and (kind, name) not in could_not]
        for kind, names in acted.items()
    }


def _parted(done: dict[tuple[str, str], int], gate: str) -> bool:
    """Say whether a gate was open to some and shut to others, or turned somebody away."""
    was = {what: done.get(("gate", f"{gate}:{what}"), 0) for what in ("open", "shut", *REFUSALS)}
    return (was["open"] > 0 and was["shut"] > 0) or any(was[what] > 0 for what in REFUSALS)


def _counted(run: RunFolder) -> dict[tuple[str, str], int]:
    """Give (table, key) -> how often, over all weeks."""
    rows = run.counts.filter(pl.col("group").cast(pl.String) == "all")
    rows = rows.filter(pl.col("table").cast(pl.String).is_in(["gate", "register"]))
    sums = rows.group_by(pl.col("table").cast(pl.String), pl.col("key").cast(pl.String)).agg(pl.col("n").sum())
    return {(table, key): n for table, key, n in sums.iter_rows()}
