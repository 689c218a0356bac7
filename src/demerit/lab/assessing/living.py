"""The worlds of an assessment: the law beside what it is held against, with everything measured; and its variants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from demerit.lab.assessing.groups import let_in
from demerit.lab.assessing.screen import clauses, people_hit
from demerit.lab.bookings import bookings
from demerit.lab.headlines import headline_names
from demerit.lab.living import live, society_for
from demerit.lab.measuring import measured
from demerit.lab.order import Order
from demerit.lab.probing.effects import MEASURES, effects_of, valued
from demerit.lab.probing.variants import lived_variant
from demerit.measures import headlines, take
from demerit.measures.accuracy import banded
from demerit.measures.measure import DIGITS
from demerit.rows.groups import ALL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from demerit.lab.living import LivedRun
    from demerit.lab.probing.variants import Variant
    from demerit.lab.studies.world import Task

FOLLOWED = 2_000
"""Adults and children who are followed one by one, at most."""
ROWS = ("name", "group", "unit", "side", "value", "delta")
MORE = ("silence.dissent.change", "silence.dissent.lost_rate", "silence.question.change", "silence.praise.change",
        "gaming.rate", "gaming.auc_lost", "exclusion.left", "score_gap.gap")  # fmt: skip
"""Rows of the table besides the headlines; some are of a pair."""

NAMES = sorted({row.partition(".")[0] for row in (*headline_names(), *MORE)} | set(MEASURES))
"""Measures that each side is asked for, once."""
REFUSED = ("gates.barred", "gates.barred.weighed", "gates.not_obtained", "gates.not_obtained.weighed",
           "gates.not_member")  # fmt: skip
"""Rows that are 0 under a law without gates: whoever asks at none is refused nowhere."""


def lived_sides(order: Order, others: Mapping[str, Order], kinds: tuple[str, ...], task: Task) -> dict[str, Any]:
    """Let the law, its placebo and what it is held against live under one seed, and measure all of it.

    Parameters
    ----------
    order
        The law.
    others
        What it is held against, the reference first.
    kinds
        Kinds of groups.

    Returns
    -------
    dict
        ``tables`` (other law -> rows), ``values`` (side -> effects), ``digests``, ``doors``, ``bands``, ``hit``,
        ``booked``.
    """
    own = order.with_(seed=task.seed)
    society = society_for(own)
    size = min(FOLLOWED, society.people)
    run = live(own, society=society, threads=1, panel_size=size)
    placebo = live(own.with_(placebo=True), society=society, threads=1, panel_size=0)
    runs = {name: live(other.with_(seed=task.seed), society=society, threads=1, panel_size=size)
            for name, other in others.items()}  # fmt: skip
    taken = take(run, names=NAMES)
    alone = headlines(taken)
    theirs = {name: headlines(take(other, names=NAMES)) for name, other in runs.items()}
    found = clauses(run.scheme)
    return {
        "number": task.number, "world": task.world, "seed": task.seed,
        "tables": {name: _rows(run, other, alone, theirs[name], kinds) for name, other in runs.items()},
        "values": {"law": valued(alone), "placebo": effects_of(placebo),
                   **{f"against {name}": valued(rows) for name, rows in theirs.items()}},
        "digests": {"law": run.about.digest, **{f"against {name}": one.about.digest for name, one in runs.items()}},
        "doors": [tuple(door) for door in let_in(run, kinds)], "bands": _bands(run),
        "hit": people_hit(run, found), "shut": _shut(run, alone), "booked": _booked(run), "people": society.people,
        "recipe": society.name,
    }  # fmt: skip


def lived_one(order: Order, others: Mapping[str, Order], kinds: tuple[str, ...], variants: tuple[Variant, ...],
              mark: str, task: Task) -> dict[str, Any]:  # fmt: skip
    """Let the first world of a seed live with everything measured, or one of the variants behind it."""
    if task.world == 0:
        return lived_sides(order, others, kinds, task)
    return lived_variant(order, variants[task.world - 1], mark, task)


def _rows(run: LivedRun, other: LivedRun, own: pl.DataFrame, theirs: pl.DataFrame,
          kinds: tuple[str, ...]) -> list[list[Any]]:  # fmt: skip
    """Give the headlines of both, as they were taken, and what only the pair shows, of everyone and each group."""
    table = measured({"law": run, "other": other}, "other", NAMES, alone={"law": own, "other": theirs})
    group = pl.col("group")
    asked = pl.col("name").is_in([*headline_names(), *MORE])
    mine = pl.any_horizontal(group == ALL, *(group.str.starts_with(f"{kind}:") for kind in kinds))
    if not other.scheme.gates:
        refused = (pl.col("side") == "law") & pl.col("name").is_in(REFUSED) & pl.col("delta").is_null()
        table = table.with_columns(pl.when(refused).then("value").otherwise("delta").alias("delta"))
    return [list(row) for row in table.filter(asked & mine).select(ROWS).iter_rows()]


def _bands(run: LivedRun) -> list[tuple[int, int, float]]:
    """Give ``score_from, n, share not repaid`` of the test loans of the last 13 scoring weeks, band by band."""
    bands = banded(run).filter(pl.col("group") == ALL).select("bin", "n", pl.col("value").round_sig_figs(DIGITS))
    return [(int(band), int(n), float(value)) for band, n, value in bands.iter_rows()]


def _shut(run: LivedRun, own: pl.DataFrame) -> dict[str, float]:
    """Give gate -> share of adults to whom it is shut in the last month."""
    rows = own.filter(pl.col("group") == ALL)
    known = dict(zip(rows["name"], rows["value"], strict=True))
    return {gate: 1 - known[row] for gate in run.scheme.gates if (row := f"gates.{gate}.open") in known}


def _booked(run: LivedRun) -> dict[str, float]:
    """Give rule -> share of the adults followed on whom it was booked."""
    table = bookings(run)
    return {row["rule"]: row["people"] / row["of"] if row["of"] else 0.0 for row in table.iter_rows(named=True)}
