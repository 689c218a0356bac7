"""What each rule of a scheme did: how often it was booked, on whom, and how its deed moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from demerit.measures._booked import lives
from demerit.measures._deeds import change
from demerit.measures.groups import COLUMNS, FEWEST, LABELS
from demerit.rows.groups import DIMENSIONS

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

SCHEMA: dict[str, Any] = {
    "rule": pl.String, "deed": pl.String, "account": pl.String, "times": pl.Int64, "points": pl.Int64,
    "people": pl.Int64, "of": pl.Int64, "most": pl.String, "most_times": pl.Float64, "moved": pl.Float64,
    "evidence": pl.String, "size": pl.String,
}  # fmt: skip


def bookings(run: RunTables, twin: RunTables | None = None) -> pl.DataFrame:
    """Give what each rule of a run's scheme did, those that moved most points first.

    Parameters
    ----------
    run, twin
        A run, and the same society and seed under another law.

    Returns
    -------
    DataFrame
        A row a rule: ``rule``; ``deed``, what it looks at (null for a state); ``account``; ``times``, entries in the
        ledger of the panel's adults, one a citizen and scoring week at most; ``points``, given by them; ``people``, on
        how many of the ``of`` adults of the panel; ``most``, the group of 30 or more in which it is booked most often
        against all, and ``most_times``, how many times as often (1 = as all); ``moved``, by which share its deed was
        done more than in the twin, counted over everyone (null without a twin, for what is no deed of a citizen, and
        where the twin never did it); ``evidence`` and ``size``, the grades of the rule.
    """
    rules = run.scheme.rules
    people = lives(run)
    ledger = run.ledger.with_columns(pl.col("entry").cast(pl.String)).filter(pl.col("entry").is_in(list(rules)))
    each = ledger.group_by("citizen", "entry").agg(
        pl.len().cast(pl.Int64).alias("times"), pl.col("points").cast(pl.Int64).sum()
    ).join(people, on="citizen")  # fmt: skip
    sums = each.group_by("entry").agg(pl.col("times", "points").sum(), pl.len().alias("people"))
    whole = {row["entry"]: row for row in sums.iter_rows(named=True)}
    hit = _hit_most(each, people)
    rows = []
    for name, rule in rules.items():
        found = whole.get(name, {"times": 0, "points": 0, "people": 0})
        group, times = hit.get(name, (None, None))
        rows.append({
            "rule": name, "deed": rule.deed, "account": rule.account,
            **{k: int(found[k]) for k in ("times", "points", "people")}, "of": people.height,
            "most": group, "most_times": times, "moved": _moved(run, twin, rule.deed),
            "evidence": rule.evidence.grade, "size": rule.size.grade,
        })  # fmt: skip
    table = pl.DataFrame(rows, schema=SCHEMA)
    return table.sort(pl.col("points").abs(), "times", "rule", descending=[True, True, False])


def _hit_most(each: pl.DataFrame, people: pl.DataFrame) -> dict[str, tuple[str, float]]:
    """Give, for each rule, the group in which it is booked most often for a year lived, and against all how often."""
    years = float(people["years"].sum()) if people.height else 0.0
    rates = []
    for dimension, values in DIMENSIONS.items():
        column = COLUMNS[dimension]
        size = people.group_by(column).agg(pl.len().alias("n"), pl.col("years").sum().alias("lived"))
        large = size.filter((pl.col("n") >= FEWEST) & (pl.col("n") < people.height))
        words = {code: f"{dimension}:{value}" for code, value in enumerate(values)}
        booked = each.group_by("entry", column).agg(pl.col("times").sum()).join(large, on=column)
        rates.append(booked.select(
            "entry", pl.col(column).cast(pl.Int32).replace_strict(words, default=None, return_dtype=pl.String)
            .alias("group"), (pl.col("times") / pl.col("lived")).alias("rate"),
        ))  # fmt: skip
    every = pl.concat(rates).filter(pl.col("group").is_not_null())
    all_ = each.group_by("entry").agg((pl.col("times").sum() / years).alias("all"), pl.col("times").sum().alias("n"))
    best = every.join(all_.filter(pl.col("n") >= FEWEST), on="entry").with_columns(
        (pl.col("rate") / pl.col("all")).alias("ratio")
    ).sort("entry", "ratio", "group", descending=[False, True, False]).group_by("entry", maintain_order=True).first()
    return {row["entry"]: (row["group"], row["ratio"]) for row in best.iter_rows(named=True)}


def _moved(run: RunTables, twin: RunTables | None, deed: str | None) -> float | None:
    """Give by which share a deed was done more than in the twin."""
    if twin is None or deed is None:
        return None
    found = change(run, twin, deed).filter(pl.col("group") == "all")["value"]
    return float(found[0]) if found.len() else None


def plain(table: pl.DataFrame) -> list[dict[str, Any]]:
    """Give the table as plain data, groups as the measures name them."""
    return table.to_dicts()


def who(group: str | None) -> str:
    """Give the words for a group."""
    return LABELS.get(group or "", "")
