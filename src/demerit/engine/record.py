"""A record: what is kept of the weeks that passed, in memory: counts by the month, the panel's rows, the ledger.

Tallies are whole numbers that workers add to; at the end of a month they are summed up by group and kept as numbers.
Tables are made of them when somebody asks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from demerit.base.loom import Fixed, Loop
from demerit.base.native import Bound
from demerit.engine.count_dtype import count_dtype
from demerit.engine.steps.contagion import FAR
from demerit.engine.steps.gate import GATE_COUNTS
from demerit.engine.steps.record import BINS
from demerit.engine.steps.register import REGISTER_COUNTS
from demerit.rows.groups import ALL, GROUPS, MEMBERSHIP
from demerit.society import PROVINCES

if TYPE_CHECKING:
    from demerit.engine.plan import Plan

CAUSES = ("base", "score")
KINDS = ("kin", "friend")
CHANNELS = ("", "circle", "introduced", "place", "society")
WHO = ("adult", "online", "aware", "enrolled", "scored")
SCHEMA = {"week": pl.Int16, "table": pl.String, "key": pl.String, "group": pl.String, "bin": pl.Int16, "n": pl.Int64}
PLACES = tuple(f"{name}:{kind}" for name in PROVINCES for kind in ("rural", "urban"))
EVERYBODY = GROUPS.index(ALL)
Key = tuple[str, str, "int | None"]
Array = NDArray[Any]


class Single(NamedTuple):
    """Counts that are taken of everybody together; int64."""

    ended: Array
    """Half-ties ended: kin or friend x anyway or for the score."""
    formed: Array
    """Half-ties formed, by channel."""
    ties: Array
    """Half-ties by kin or other and both scores, then by both scores without association."""
    spoke: Array
    """Half-ties by kin or other and who dissented."""
    place: Array
    """Citizens scored, by place and 12th of the scale."""
    repaid: Array
    """Test loans by 60th of the scale: repaid, defaulted."""
    loss: Array
    """Points lost through friends, in steps of 5."""


SHAPES: tuple[tuple[int, ...], ...] = (
    (2, 2), (5,), (4, 13, 13), (2, 2, 2), (len(PLACES), 13), (BINS, 2), (BINS,),
)
"""The shapes of `Single`, in its order."""


@dataclass(frozen=True)
class Layout:
    """Which counts a plan takes, and in which row of the tallies each stands."""

    plan: Plan

    @cached_property
    def blocks(self) -> dict[str, tuple[int, int]]:
        """Block of rows -> its first and the one behind its last."""
        scheme, at, found = self.plan.scheme, 0, {}
        sizes = {"deeds": len(self.plan.deeds), "gates": len(scheme.gates) * len(GATE_COUNTS),
                 "registers": len(scheme.registers) * len(REGISTER_COUNTS), "pressure": 1, "score": BINS, "stand": 16,
                 "who": 7}
        sizes |= {f"institution:{one.what.name}": len(one.what.counts) for one in self.plan.institutions
                  if not one.what.sums}
        for name, size in sizes.items():
            found[name] = (at, at + size)
            at += size
        return found

    @cached_property
    def wide(self) -> dict[str, tuple[int, int]]:
        """The same for what needs 64 bits: institutions that count sums of large numbers."""
        at, found = 0, {}
        for one in self.plan.institutions:
            if one.what.sums:
                found[f"institution:{one.what.name}"] = (at, at + len(one.what.counts))
                at += len(one.what.counts)
        return found

    @property
    def rows(self) -> int:
        """How many counts are taken by kind, the wide ones last."""
        return self.narrow_rows + self.wide_rows

    @property
    def narrow_rows(self) -> int:
        """How many of these fit the narrow integers."""
        return max((end for _, end in self.blocks.values()), default=0)

    @property
    def wide_rows(self) -> int:
        """How many do not."""
        return max((end for _, end in self.wide.values()), default=0)

    @cached_property
    def keys(self) -> tuple[list[tuple[int, Key]], list[Key]]:
        """The rows of a month's table: (row of the tallies, key) of what is counted by group; keys of singles."""
        scheme = self.plan.scheme
        low, width = scheme.scale.low, scheme.scale.high - scheme.scale.low
        bureau = scheme.headline_bureau.name if scheme.headline_bureau else ""
        b = {name: first for name, (first, _) in self.blocks.items()}
        found: list[tuple[int, Key]] = []
        found += [(b["deeds"] + k, ("deed", name, None)) for k, name in enumerate(self.plan.deeds)]
        found += [(b["who"] + k, (name, "", None)) for k, name in enumerate(WHO)]
        found += [(b["who"] + 5, ("fear", "", None)), (b["who"] + 6, ("arrears", "", None)),
                  (b["pressure"], ("pressure", "", None))]
        found += [(b["score"] + k, ("score", bureau, lowest(low, width, k))) for k in range(BINS)]
        found += [(b["stand"] + k, ("opinion", "private", k - 8)) for k in range(16)]
        n = len(GATE_COUNTS)
        found += [(b["gates"] + g * n + c, ("gate", f"{name}:{what}", None))
                  for g, name in enumerate(scheme.gates) for c, what in enumerate(GATE_COUNTS)]
        n = len(REGISTER_COUNTS)
        found += [(b["registers"] + q * n + c, ("register", f"{name}:{what}", None))
                  for q, name in enumerate(scheme.registers) for c, what in enumerate(REGISTER_COUNTS)]
        for one in self.plan.institutions:
            name = f"institution:{one.what.name}"
            first = self.narrow_rows + self.wide[name][0] if one.what.sums else b[name]
            found += [(first + k, ("institution", f"{one.what.name}:{what}", None))
                      for k, what in enumerate(one.what.counts)]
        return found, self._singles(low, width)

    def _singles(self, low: int, width: int) -> list[Key]:
        """Give the keys of what is counted of everybody together, in the order of `Month.single`."""
        keys: list[Key] = [("tie_end", f"{kind}:{cause}", None) for kind in KINDS for cause in CAUSES]
        keys += [("tie_new", channel, None) for channel in CHANNELS]
        for table in ("tie", "tie_own"):
            keys += [(table, kind, 100 * i + j) for kind in KINDS for i in range(13) for j in range(13)]
        keys += [("tie_dissent", kind, 2 * i + j) for kind in KINDS for i in range(2) for j in range(2)]
        keys += [("score_place", place, lowest(low, width, k, 12)) for place in PLACES for k in range(13)]
        keys += [("repaid", what, lowest(low, width, k)) for k in range(BINS) for what in ("repaid", "defaulted")]
        keys += [("association", "innocent_loss", 5 * k) for k in range(BINS)]
        keys += [("contagion", what, distance) for distance in range(FAR + 1) for what in ("scored", "lost")]
        return keys + [("institution", f"{one.what.name}:{name}", None)
                       for one in self.plan.institutions for name in one.what.memory]

    def fill_first_deeds(self, narrow: Array, weeks: int) -> None:
        """Write how often the first deed of each act was done: as often as the act took place, less all others."""
        first = self.blocks["deeds"][0]
        everybody = narrow[self.blocks["who"][0]]
        for act, takes_place in zip(self.plan.acts, self.plan.takes_place, strict=True):
            n = len(act.deeds)
            if takes_place:
                times = 1 if act.monthly else weeks
                narrow[first] = times * everybody - narrow[first + 1 : first + n].sum(axis=0)
            first += n

    @cached_property
    def past_keys(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """(Table, key) of grouped and of single rows that institutions may read; "" where they may not."""
        grouped, single = self.keys
        return ([(t, k) if bin_ is None else ("", "") for _, (t, k, bin_) in grouped],
                [(t, k) if bin_ is None else ("", "") for t, k, bin_ in single])


def lowest(low: int, width: int, number: int, parts: int = 60) -> int:
    """Give the lowest score in one of so many parts of a scale, whose width need be no multiple of them."""
    return low + -(-number * width // parts)


class Tallies:
    """What a worker has counted since the last settling."""

    def __init__(self, layout: Layout, n: int, n_kinds: int) -> None:
        self.layout = layout
        self.narrow = np.zeros((layout.narrow_rows, n_kinds), count_dtype(n))
        self.wide = np.zeros((layout.wide_rows, n_kinds), np.int64)
        self.flat = np.zeros(sum(int(np.prod(shape)) for shape in SHAPES), np.int64)
        at, views = 0, []
        for shape in SHAPES:
            size = int(np.prod(shape))
            views.append(self.flat[at : at + size].reshape(shape))
            at += size
        self.single = Single(*views)

    def named(self, name: str) -> Array:
        """Give the array that a step counts into, by name."""
        if name in Single._fields:
            return getattr(self.single, name)  # type: ignore[no-any-return]
        first, end = self.layout.blocks[name]
        block = self.narrow[first:end]
        shapes = {"gates": len(GATE_COUNTS), "registers": len(REGISTER_COUNTS)}
        if name in shapes:
            return block.reshape(-1, shapes[name], block.shape[1])
        return block[0] if name == "pressure" else block

    def of(self, institution: str) -> list[Array]:
        """Give the arrays that an institution counts into."""
        name = f"institution:{institution}"
        rows = self.wide if name in self.layout.wide else self.narrow
        first, end = self.layout.wide.get(name) or self.layout.blocks[name]
        return list(rows[first:end])

    def clear(self) -> None:
        """Set every count to nought."""
        self.narrow[...] = 0
        self.wide[...] = 0
        self.flat[...] = 0

    def nbytes(self) -> int:
        """Give its bytes."""
        return int(self.narrow.nbytes + self.wide.nbytes + self.flat.nbytes)


class Sums(NamedTuple):
    """What `sum_up` works on."""

    counts: Array
    """Count x kind of citizen, int64."""
    groups: Array
    """Kind of citizen x dimension, and everybody before: the group that it belongs to, int32."""
    found: Array
    """Written: count x group, int64."""


def sum_up(i: int, sums: Sums) -> None:
    """Sum up the `i`-th count, which is by kind of citizen, by group."""
    for group in range(sums.found.shape[1]):
        sums.found[i, group] = 0
    for kind in range(sums.counts.shape[1]):
        n = sums.counts[i, kind]
        if n != 0:
            for dimension in range(sums.groups.shape[1]):
                sums.found[i, sums.groups[kind, dimension]] += n


class Grouping:
    """Sums of counts by kind into counts by group."""

    def __init__(self, rows: int, kinds: NDArray[np.uint16]) -> None:
        self.counts = np.zeros((rows, len(kinds)), np.int64)
        groups = np.array([np.flatnonzero(MEMBERSHIP[:, kind]) for kind in kinds], np.int32)
        self.found = np.zeros((rows, len(GROUPS)), np.int64)
        self._bound = Bound(Loop("sum_up", sum_up, {"sums": Fixed(Sums(self.counts, groups, self.found))}))

    def grouped(self) -> NDArray[np.int64]:
        """Give the counts by group."""
        self._bound(0, len(self.counts), 0)
        return self.found


@dataclass
class Month:
    """The counts of one month."""

    week: int
    grouped: NDArray[np.int64]
    """Count x group."""
    single: NDArray[np.int64]
    layout: Layout

    @cached_property
    def frame(self) -> pl.DataFrame:
        """The counts as a table; what counts nothing is left out."""
        grouped, single = self.layout.keys
        order = {key: k for k, key in enumerate([*(key for _, key in grouped), *single])}
        row, group = np.nonzero(self.grouped)
        alone = np.flatnonzero(self.single)
        keys = [grouped[k][1] for k in row.tolist()] + [single[k] for k in alone.tolist()]
        names = [GROUPS[g] for g in group.tolist()] + [ALL] * len(alone)
        counts = np.concatenate([self.grouped[row, group], self.single[alone]])
        if not keys:
            return pl.DataFrame(schema=SCHEMA)
        tables, which, bins = zip(*keys, strict=True)
        at = pl.Series([order[key] for key in keys])
        return pl.DataFrame({
            "week": pl.Series(np.full(len(keys), self.week, np.int16)), "table": pl.Series(tables, dtype=pl.String),
            "key": pl.Series(which, dtype=pl.String), "group": pl.Series(names, dtype=pl.String),
            "bin": pl.Series(bins, dtype=pl.Int16), "n": counts,
        }, schema=SCHEMA).with_columns(at.alias("at")).sort("at", maintain_order=True).drop("at")


@dataclass
class Record:
    """What is kept of a run, since the last checkpoint."""

    layout: Layout
    months: list[Month] = field(default_factory=list)
    ledger: list[Any] = field(default_factory=list)
    """Of every week, what was booked (`engine.panel.Booked`)."""
    rows: list[Any] = field(default_factory=list)
    """Of every month, the panel's rows (`engine.panel.PanelRows`)."""
    _grouping: Any = None
    _order: Any = None
    """Row of a month's table -> row of the tallies."""

    def close_month(self, week: int, tallies: list[Tallies], kinds: NDArray[np.uint16], weeks: int,
                    contagion: Array | None, memories: dict[str, dict[str, int]]) -> Month:
        """Sum up the tallies of a month of so many weeks by group, keep that, and give it."""
        if self._grouping is None:
            self._grouping = Grouping(self.layout.rows, kinds)
            self._order = np.array([row for row, _ in self.layout.keys[0]])
        counts, n = self._grouping.counts, self.layout.narrow_rows
        counts[:n], counts[n:] = tallies[0].narrow, tallies[0].wide
        for tally in tallies[1:]:
            counts[:n] += tally.narrow
            counts[n:] += tally.wide
        self.layout.fill_first_deeds(counts, weeks)
        by_group = self._grouping.grouped()
        far = np.zeros((FAR + 1, 2), np.int64) if contagion is None else contagion
        remembered = [value for one in self.layout.plan.institutions for value in memories[one.what.name].values()]
        single = np.concatenate([sum(tally.flat for tally in tallies), far.ravel(),  # type: ignore[arg-type]
                                 np.array(remembered, np.int64)])
        month = Month(week, by_group[self._order], single, self.layout)
        self.months.append(month)
        for tally in tallies:
            tally.clear()
        return month

    @staticmethod
    def past(month: Month) -> dict[tuple[str, str], int]:
        """Give (table, key) -> count over everybody, of all that is counted in no bins."""
        grouped, single = month.layout.past_keys
        found = dict(zip(grouped, month.grouped[:, EVERYBODY].tolist(), strict=True))
        found |= {key: n for key, n in zip(single, month.single.tolist(), strict=True) if n}
        found.pop(("", ""), None)
        return found

    # ---- as tables -----------------------------------------------------------------------------------------------

    def frames(self) -> tuple[list[pl.DataFrame], list[pl.DataFrame], list[pl.DataFrame]]:
        """Give what was recorded, as tables: counts and panel by the month, ledger by the week."""
        return ([month.frame for month in self.months], [rows.frame for rows in self.rows],
                [booked.frame for booked in self.ledger])

    def clear(self) -> None:
        """Forget what was kept elsewhere."""
        self.months.clear()
        self.rows.clear()
        self.ledger.clear()
