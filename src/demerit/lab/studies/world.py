"""One drawn world under every side: what a process of a study does."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import polars as pl

from demerit.engine.run import PANEL
from demerit.lab.headlines import headline_names
from demerit.lab.living import LivedRun, live, society_for
from demerit.lab.measuring import measured
from demerit.lab.order import Order, ordered
from demerit.lab.studies.drawing import open_to, with_numbers
from demerit.rows.groups import ALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.lab.studies.plan import Plan
    from demerit.society import Society

COLUMNS = ("name", "group", "unit", "side", "value", "delta")
"""Columns of the rows of a world."""


@dataclass(frozen=True)
class Task:
    """One drawn world with one seed.

    Parameters
    ----------
    number
        Its place in the study, from 0.
    world
        Which drawn world, from 0.
    seed
        Of the society and of all draws.
    set
        The numbers drawn.
    """

    number: int
    world: int
    seed: int
    set: dict[str, float] = field(default_factory=dict)


def tasks_of(plan: Plan, worlds: list[dict[str, float]]) -> list[Task]:
    """Give every world with every seed that it lives with; those of one seed stand together, sharing a society."""
    return [Task(k * len(worlds) + w, w, plan.seed + (k * len(worlds) + w if plan.seeds_by_world else k), values)
            for k in range(plan.seeds) for w, values in enumerate(worlds)
            if k == 0 or plan.again is None or w < plan.again]  # fmt: skip


def orders_of(plan: Plan) -> dict[str, Order]:
    """Give the order of every side, with the numbers that stand otherwise in every world.

    Raises
    ------
    InputError
        A scheme or reform that there is not, a size or length that cannot be.
    """
    from demerit.lab.compare import same_length

    size = None if plan.society else plan.people
    recipe = None if plan.society else plan.recipe
    orders = [ordered(side, recipe=recipe, people=size, society=plan.society, weeks=plan.weeks, seed=plan.seed)
              for side in plan.sides]  # fmt: skip
    orders = [with_numbers(order, plan.set) for order in same_length(*orders)]
    return dict(zip(plan.sides, orders, strict=True))


@lru_cache(maxsize=256)
def _open_to(order: Order) -> frozenset[str]:
    return open_to(order)


def forget() -> None:
    """Forget what was read of laws for another study: their files may have changed since."""
    _open_to.cache_clear()


def rows_of(plan: Plan) -> tuple[str, ...]:
    """Give the measures, or rows of them, whose rows a study keeps."""
    return plan.measures or tuple(sorted(headline_names()))


def _one_of(names: Sequence[str]) -> pl.Expr:
    """Give whether a row is one of these, or a part of one."""
    row = pl.col("name")
    return pl.any_horizontal((row == name) | row.str.starts_with(f"{name}.") for name in names)


class Lives(Mapping[str, LivedRun]):
    """The sides of one world: each lives when it is asked for, and whoever asks holds it; only digests are kept.

    Parameters
    ----------
    orders
        Side -> its order; all live over one society, with the seed of the task.
    task
        Which world.
    fixed
        Numbers that stand in every world of the plan: they are not drawn, whatever a table says of them.
    panel
        Of how many citizens whole rows are kept, at most.

    Attributes
    ----------
    digests
        Side -> the digest of its final state, of those that have lived.
    """

    def __init__(self, orders: Mapping[str, Order], task: Task, fixed: Collection[str] = (),
                 panel: int = PANEL) -> None:  # fmt: skip
        self._orders = {side: order.with_(seed=task.seed) for side, order in orders.items()}
        self._set = {name: value for name, value in task.set.items() if name not in fixed}
        self._society: Society = society_for(next(iter(self._orders.values())))
        self._panel = min(self._society.people, panel)
        self.digests: dict[str, str | None] = {}

    def __getitem__(self, side: str) -> LivedRun:
        """Let a side live."""
        order = self._orders[side]
        order = with_numbers(order, self._set, _open_to(order.with_(seed=0)))
        run = live(order, society=self._society, threads=1, panel_size=self._panel)
        self.digests[side] = run.about.digest
        return run

    def __iter__(self) -> Iterator[str]:
        """Give the names of the sides."""
        return iter(self._orders)

    def __len__(self) -> int:
        """Give how many sides there are."""
        return len(self._orders)


def lived(plan: Plan, orders: dict[str, Order], task: Task) -> dict[str, Any]:
    """Let one world live under every side and give what was measured, as plain data.

    Parameters
    ----------
    plan, orders
        The study, and the order of each side.
    task
        Which world.

    Returns
    -------
    dict
        ``number, world, seed, set``, ``digests`` by side, ``rows`` with `COLUMNS`.
    """
    runs = Lives(orders, task, plan.set)
    names = {side: plan.only.get(side, rows_of(plan)) for side in runs}
    taken = {side: sorted({name.partition(".")[0] for name in rows}) for side, rows in names.items()}
    table = measured(runs, plan.reference, taken, needed=plan.only)
    group = pl.col("group")
    table = table.filter(
        pl.any_horizontal((pl.col("side") == side) & _one_of(rows) for side, rows in names.items()),
        pl.any_horizontal(group == ALL, *(group.str.starts_with(f"{kind}:") for kind in plan.by)),
    )
    return {
        "number": task.number, "world": task.world, "seed": task.seed, "set": task.set,
        "digests": {side: runs.digests[side] for side in orders},
        "rows": [list(row) for row in table.select(COLUMNS).iter_rows()],
    }
