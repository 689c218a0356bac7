"""The same comparison over every kind of society: whether headlines hold where ties are drawn otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from demerit.engine.plan import Plan
from demerit.errors import InputError, UnknownName
from demerit.lab.headlines import headline_names
from demerit.lab.living import live
from demerit.lab.measuring import measured
from demerit.lab.order import Order, scheme_of, society_of
from demerit.lab.perform import Watcher, no_watcher
from demerit.lab.seeds import over_seeds
from demerit.rows.groups import ALL
from demerit.society import recipes

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS = ("name", "unit", "value", "base", "delta", "low", "high", "p", "q", "seeds")


@dataclass(frozen=True)
class Elsewhere:
    """A comparison over several societies.

    Parameters
    ----------
    a, b
        The two laws.
    societies
        Name -> citizens: recipes, and the edge lists that were given.
    graphs
        Which of them are edge lists.
    weeks, seeds, seed
        Of each run.
    rows
        ``society, name, unit, value, base, delta, low, high, p, q, seeds``: headlines of everyone under A and B, means
        over seeds; q is p adjusted for all headlines of all societies.
    """

    a: str
    b: str
    societies: dict[str, int]
    graphs: tuple[str, ...]
    weeks: int
    seeds: int
    seed: int
    rows: pl.DataFrame

    def same_sign(self, name: str) -> tuple[int, int]:
        """Give in how many societies a headline moves as in the first one, beyond chance there, and of how many."""
        rows = self.rows.filter((pl.col("name") == name) & pl.col("delta").is_not_null())
        if not rows.height:
            return 0, 0
        sign = pl.col("delta").sign()
        first = rows.filter(pl.col("society") == next(iter(self.societies)))["delta"].sign()
        if not first.len() or first[0] == 0:
            return 0, rows.height
        sure = pl.col("q").is_null() | (pl.col("q") <= 0.05)
        return rows.filter((sign == first[0]) & sure).height, rows.height


def elsewhere(a: Order, b: Order, names: Sequence[str] = (), edges: Sequence[str] = (), seeds: int = 4,
              threads: int = 0, watch: Watcher = no_watcher) -> Elsewhere:
    """Run both laws over a society of each recipe and over each edge list, and compare every headline.

    Parameters
    ----------
    a, b
        The laws, with people, weeks and seed; their society is not used.
    names
        Recipes; all of them where none is named.
    edges
        Edge lists to lay people over: as many citizens as they have members.

    Raises
    ------
    InputError
        Seeds below 1; an edge list that cannot be read.
    UnknownName
        No such recipe.
    """
    if seeds < 1:
        raise InputError(f"--seeds {seeds}: give 1 or more.")
    unknown = next((name for name in names if name not in recipes()), None)
    if unknown is not None:
        raise UnknownName("recipe", unknown, recipes(), "`demerit list recipes` shows all.")
    grounds = {name: {"recipe": name} for name in names or _all()} | {Path(file).stem: {"ties": file} for file in edges}
    laws = {side: Plan(*scheme_of(order)) for side, order in (("a", a), ("b", b))}
    weeks = a.weeks or b.weeks or laws["a"].scheme.weeks
    frames: list[list[pl.DataFrame]] = []
    sizes: dict[str, int] = {}
    for k in range(seeds):
        rows = []
        for number, (name, ground) in enumerate(grounds.items()):
            watch(k * len(grounds) + number, seeds * len(grounds), f"seed {k + 1} of {seeds}, {name}")
            own = a.with_(seed=a.seed + k, weeks=weeks, **ground)
            society = society_of(own)
            sizes.setdefault(name, int(society.people))
            runs = {side: live(own, society=society, plan=plan, threads=threads) for side, plan in laws.items()}
            rows.append(_headlines(measured(runs, "b", sorted({n.partition(".")[0] for n in headline_names()})), name))
        frames.append(rows)
    table = over_seeds([pl.concat(rows) for rows in frames])
    base = table.filter(pl.col("side") == "b").select("name", "group", pl.col("value").alias("base"))
    told = table.filter(pl.col("side") == "a").join(base, on=["name", "group"], how="left", maintain_order="left")
    told = told.rename({"group": "society"}).select("society", *COLUMNS)
    titles = ["+".join([order.scheme, *order.reforms]) for order in (a, b)]
    whole = int(runs["a"].about.weeks)
    return Elsewhere(titles[0], titles[1], sizes, tuple(Path(file).stem for file in edges), whole, seeds, a.seed, told)


def _all() -> list[str]:
    """Give every recipe, the default one first."""
    default = Order("null").recipe
    return [default, *(name for name in recipes() if name != default)]


def _headlines(table: pl.DataFrame, society: str) -> pl.DataFrame:
    """Give the headlines of everyone; the society stands in the place of the group."""
    mine = table.filter((pl.col("group") == ALL) & pl.col("name").is_in(sorted(headline_names())))
    return mine.with_columns(pl.lit(society).alias("group"))
