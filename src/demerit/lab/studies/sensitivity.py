"""What an effect hangs on: Sobol's indices, Morris's elementary effects, and where a small step changes much.

Indices and their bootstrap intervals are SALib's; both take a study whose worlds were drawn by the design they need.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import polars as pl

from demerit.base.number_of import number_of
from demerit.errors import InputError
from demerit.lab.studies.designs import LEVELS, SEED, problem_of, salib, shares_of
from demerit.lab.studies.knife_edges import Edge, flipped, knife_edges

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from demerit.lab.studies.result import Study

    Floats = NDArray[np.float64]

Kind = Literal["sobol", "morris"]
FEWEST = {"sobol": 16, "morris": 4}
"""Points of a design of Sobol, paths of one of Morris, below which nothing is said."""
RESAMPLES = 1_000
LEVEL = 0.95


@dataclass(frozen=True)
class Sensitivity:
    """How far an effect hangs on each number that was drawn.

    Parameters
    ----------
    kind
        ``sobol`` or ``morris``.
    side, reference, measure, group, unit
        Of which effect: a side less the reference; of rates, in shares of the reference's.
    worlds, points
        How many worlds it rests on; how many base points, or paths, their design has.
    table
        A row for each number, the most important first. Of ``sobol``: ``number, first, first_low, first_high, total,
        total_low, total_high``, shares of the variance: by the number alone, and with all it does together with others.
        Of ``morris``: ``number, mean, size, size_low, size_high, spread, flips``, in the unit of the effect: mean and
        mean size of a step of two thirds of the range, standard deviation over where it begins, and the share of steps
        that turned the effect's sign. Intervals are of 95 %, by bootstrap.
    edges
        Where a small step in one number flips the sign of the effect or makes it jump.
    """

    kind: Kind
    side: str
    reference: str
    measure: str
    group: str
    unit: str
    worlds: int
    points: int
    table: pl.DataFrame
    edges: tuple[Edge, ...]

    def __repr__(self) -> str:
        """Say what it is of, in one line."""
        most = ", ".join(self.table["number"].head(3))
        worlds = number_of(self.worlds, "world")
        return f"<Sensitivity {self.kind}: {self.measure} of {self.side} hangs on {most}; {worlds}>"

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        told = {name: getattr(self, name) for name in ("kind", "side", "reference", "measure", "group", "unit",
                                                       "worlds", "points")}  # fmt: skip
        return {**told, "numbers": self.table.to_dicts(), "edges": [edge.plain() for edge in self.edges]}


def sensitivity(study: Study, measure: str, kind: Kind | None = None, *, side: str | None = None,
                group: str = "all") -> Sensitivity:  # fmt: skip
    """Give how far an effect of a study hangs on each number that was drawn.

    Parameters
    ----------
    study
        Its worlds were drawn with ``sampler: sobol`` or ``sampler: morris``.
    measure
        A row of its table, like ``silence.dissent.rate``.
    kind
        ``sobol`` or ``morris``; None: what the design of the study is for.
    side
        Which side; None: the only one that is held against another.
    group
        A group whose rows were kept (`by` of the plan).

    Raises
    ------
    InputError
        The design is of another kind; the study has no such row, side or group; too few worlds, or some were lost.
    """
    design = study.plan.sampler
    if design not in FEWEST or (kind is not None and kind != design):
        wanted = kind or "sobol"
        raise InputError(
            f"the worlds of this study were drawn by {design}, which gives no indices of {wanted.capitalize()}. "
            f"Write `sampler: {wanted}` in its plan and run it again."
        )
    chosen: Kind = "sobol" if design == "sobol" else "morris"
    names = [number.name for number in study.numbers]
    points = study.plan.worlds // (len(names) + (2 if chosen == "sobol" else 1))
    if points < FEWEST[chosen]:
        least = FEWEST[chosen] * (len(names) + (2 if chosen == "sobol" else 1))
        raise InputError(f"{number_of(study.plan.worlds, 'world')} are too few for indices of {chosen.capitalize()} of "
                         f"{number_of(len(names), 'number')}: take {least} or more.")  # fmt: skip
    one = side or only_side(study)
    found, unit = effects(study, measure, one, group)
    if len(found) != study.plan.worlds:
        raise InputError(f"{measure} of {one} is missing in {number_of(study.plan.worlds - len(found), 'world')} of "
                         f"{study.plan.worlds}: indices take every world. Let it have the missing ones, or choose "
                         "another row.")  # fmt: skip
    values = np.array([found[world] for world in sorted(found)])
    if not np.ptp(values):
        raise InputError(f"{measure} of {one} is {values[0]:g} in every world: there is nothing that it hangs on.")
    shares = shares_of(chosen, names, study.plan.worlds, study.plan.design)
    table = _sobol(names, values) if chosen == "sobol" else _morris(names, shares, values)
    drawn = {name: study.draws.sort("world")[name].to_numpy() for name in names}
    return Sensitivity(chosen, one, study.plan.reference, measure, group, unit, len(values), points, table,
                       knife_edges(drawn, values))  # fmt: skip


def only_side(study: Study) -> str:
    """Give the side that is held against the reference, where there is one alone."""
    sides = [side for side in study.plan.sides if side != study.plan.reference] or list(study.plan.sides)
    if len(sides) > 1:
        raise InputError(f"this study has the sides {', '.join(sides)}. Say which: --side {sides[0]}.")
    return sides[0]


def effects(study: Study, measure: str, side: str, group: str = "all") -> tuple[dict[int, float], str]:
    """Give world -> effect, mean of its seeds: of rates a share of the reference's, else the difference or value.

    Raises
    ------
    InputError
        The study has no such side, row or group.
    """
    if side not in study.plan.sides:
        raise InputError(f"this study has no side {side!r}: it has {', '.join(study.plan.sides)}.")
    rows = study.by_world.filter(pl.col("side") == side)
    known = sorted(set(rows["name"]))
    if measure not in known:
        near = get_close_matches(measure, known, n=3, cutoff=0.5) or [n for n in known if n.startswith(f"{measure}.")]
        meant = f" Did you mean {' or '.join(near[:3])}?" if near else f" It kept {', '.join(known[:8])} ..."
        raise InputError(f"this study kept no row {measure!r} of {side}.{meant}")
    rows = rows.filter(pl.col("name") == measure)
    if group not in set(rows["group"]):
        groups = ", ".join(sorted(set(rows["group"]))[:12])
        raise InputError(f"this study kept no group {group!r} of {measure}: it has {groups}.")
    rows = rows.filter(pl.col("group") == group)
    unit = str(rows["unit"][0])
    value = pl.coalesce("delta", "value")
    if unit.startswith("per 1,000") and rows["delta"].null_count() == 0 and (rows["base"] != 0).all():
        value, unit = pl.col("delta") / pl.col("base"), "share"
    told = rows.select("world", value.alias("effect")).drop_nulls().filter(pl.col("effect").is_finite())
    return dict(told.sort("world").iter_rows()), unit


def _sobol(names: list[str], values: Floats) -> pl.DataFrame:
    """Give Sobol's indices of first order and in total, with bootstrap intervals (Saltelli et al. 2010)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = salib("analyze", "sobol").analyze(
            problem_of(names), values, calc_second_order=False, num_resamples=RESAMPLES, conf_level=LEVEL, seed=SEED
        )
    table = pl.DataFrame({
        "number": names,
        **{f"{name}{end}": found[key] + sign * found[f"{key}_conf"] for name, key in (("first", "S1"), ("total", "ST"))
           for end, sign in (("", 0), ("_low", -1), ("_high", 1))},
    })  # fmt: skip
    return table.sort("total", descending=True, maintain_order=True)


def _morris(names: list[str], shares: Floats, values: Floats) -> pl.DataFrame:
    """Give Morris's elementary effects of a step (1991; mean size: Campolongo et al. 2007), with intervals."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = salib("analyze", "morris").analyze(
            problem_of(names), shares, values, num_resamples=RESAMPLES, conf_level=LEVEL, num_levels=LEVELS, seed=SEED
        )
    step = LEVELS / (2 * (LEVELS - 1))
    size, error = (np.asarray(found[key], float) * step for key in ("mu_star", "mu_star_conf"))
    table = pl.DataFrame({
        "number": names, "mean": np.asarray(found["mu"], float) * step, "size": size,
        "size_low": np.maximum(size - error, 0), "size_high": size + error,
        "spread": np.asarray(found["sigma"], float) * step, "flips": flipped(shares, values),
    })  # fmt: skip
    return table.sort("size", descending=True, maintain_order=True)
