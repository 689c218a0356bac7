"""What of a scheme could have acted in a run and never did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.engine.idle import idle_parts
from demerit.institutions import institutions
from demerit.measures.gates import REFUSALS

if TYPE_CHECKING:
    from demerit.engine.folder import RunFolder


def never_acted(run: RunFolder) -> dict[str, list[str]]:
    """Give the parts of a scheme that never did anything in a run, by kind; what could not at all is left out.

    A rule acted where it booked points of anybody in the panel (everybody up to 10,000 people); a gate where it was
    open to some and shut to others, or turned somebody away; a register where somebody entered it; a piece of news
    where it was told in weeks that passed, to so many that a reader is to be expected; an institution where anything
    that it counts or remembers was above nought (one that counts and remembers nothing is taken to have acted).
    """
    scheme = run.scheme
    could_not = {where[:2] for where, _ in idle_parts(scheme)}
    booked = set(run.ledger.get_column("entry").cast(pl.String).unique()) if "entry" in run.ledger.columns else set()
    done = _counted(run)
    acted = {
        "rules": {name for name in scheme.rules if name in booked},
        "gates": {name for name in scheme.gates if _parted(done, name)},
        "registers": {name for name in scheme.registers if done.get(("register", f"{name}:entered"), 0)},
        "news": {name for name in scheme.news if _readers(run, name) >= 0.5},
        "institutions": {name for name in scheme.institutions if _moved(done, name)},
    }
    return {
        kind: [name for name in getattr(scheme, kind) if name not in names and (kind, name) not in could_not]
        for kind, names in acted.items()
    }


def _parted(done: dict[tuple[str, str], int], gate: str) -> bool:
    """Say whether a gate was open to some and shut to others, or turned somebody away."""
    was = {what: done.get(("gate", f"{gate}:{what}"), 0) for what in ("open", "shut", *REFUSALS)}
    return (was["open"] > 0 and was["shut"] > 0) or any(was[what] > 0 for what in REFUSALS)


def _readers(run: RunFolder, news: str) -> float:
    """Give how many readings of a piece of news are to be expected: of all adults, in all weeks that passed."""
    scheme, about = run.scheme, run.about
    last = about.weeks if scheme.ends is None else min(about.weeks, scheme.week_of(scheme.ends.last_day) + 1)
    return float(about.society["adults"]) * sum(scheme.news_chance(news, week) for week in range(last))


def _moved(done: dict[tuple[str, str], int], name: str) -> bool:
    """Say whether anything of what an institution counts and remembers was above nought, or there is nothing such."""
    known = institutions().get(name)
    records = known is None or known.counts or known.memory
    return not records or any(key.startswith(f"{name}:") for table, key in done if table == "institution")


def _counted(run: RunFolder) -> dict[tuple[str, str], int]:
    """Give (table, key) -> how often, over all weeks."""
    rows = run.counts.filter(pl.col("group").cast(pl.String) == "all")
    rows = rows.filter(pl.col("table").cast(pl.String).is_in(["gate", "register", "institution"]))
    rows = rows.filter(pl.col("n") != 0)
    sums = rows.group_by(pl.col("table").cast(pl.String), pl.col("key").cast(pl.String)).agg(pl.col("n").sum())
    return {(table, key): n for table, key, n in sums.iter_rows()}
