"""A layout: which counts a plan takes, in which row of the tallies each stands, and by which key a table tells it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from demerit.engine.names import friends_deeds
from demerit.engine.steps.contagion import FAR
from demerit.engine.steps.gate import BY_BITS, FEW, GATE_COUNTS
from demerit.engine.steps.implicate import FRIENDS_COUNTS
from demerit.engine.steps.judge import words_of_deeds
from demerit.engine.steps.record import BINS
from demerit.engine.steps.register import REGISTER_COUNTS
from demerit.engine.steps.take_up import MONEY_COUNTS
from demerit.rows.diary import MONTH
from demerit.society import PROVINCES

if TYPE_CHECKING:
    from demerit.engine.plan import Plan

CAUSES = ("base", "score")
KINDS = ("kin", "friend")
LOANS = ("repaid", "repaid_other", "repaid_lived")
"""Tables of loans: test loans of those scored, of all others, and loans granted."""
CHANNELS = ("", "circle", "introduced", "place", "society")
WHO = ("adult", "online", "aware", "enrolled", "scored")
DEBTS = ("in_arrears", "in_debt", "behind", "over_indebted")
PLACES = tuple(f"{name}:{kind}" for name in PROVINCES for kind in ("rural", "urban"))
Key = tuple[str, str, "int | None"]
Array = NDArray[Any]


@dataclass(frozen=True)
class Layout:
    """Which counts a plan takes, and in which row of the tallies each stands."""

    plan: Plan

    @cached_property
    def blocks(self) -> dict[str, tuple[int, int]]:
        """Block of rows -> its first and the one behind its last."""
        scheme, at, found = self.plan.scheme, 0, {}
        sizes = {"posts": len(self.posted), "gates": len(scheme.gates) * len(FEW),
                 "registers": len(scheme.registers) * len(REGISTER_COUNTS), "pressure": 1, "score": BINS, "stand": 16,
                 "who": len(WHO) + 2 + len(DEBTS),
                 "friends_deeds": len(friends_deeds(scheme)) * len(FRIENDS_COUNTS)}
        sizes |= {f"institution:{one.what.name}": len(one.what.counts) for one in self.plan.institutions
                  if not one.what.sums}
        for name, size in sizes.items():
            found[name] = (at, at + size)
            at += size
        return found

    @property
    def posted(self) -> list[str]:
        """The deeds that are done several times in a week: how often is counted too."""
        return [name for act in self.plan.acts if act.often for name in act.names[1:]]

    @cached_property
    def wide(self) -> dict[str, tuple[int, int]]:
        """The same for what needs 64 bits: money, and institutions that count sums of large numbers."""
        at, found = len(MONEY_COUNTS), {"money": (0, len(MONEY_COUNTS))}
        for one in self.plan.institutions:
            if one.what.sums:
                found[f"institution:{one.what.name}"] = (at, at + len(one.what.counts))
                at += len(one.what.counts)
        return found

    @cached_property
    def bits(self) -> list[int]:
        """Word of which bits are counted -> how many: those of deeds, then of gates, in the order of `BY_BITS`."""
        return [word.bits for word in words_of_deeds()] + [len(self.plan.scheme.gates)] * len(BY_BITS)

    @cached_property
    def bit_rows(self) -> int:
        """Behind how many rows those stand that are counted by bits: of deeds, then of gates."""
        return self.narrow_rows + self.wide_rows

    @cached_property
    def rows(self) -> int:
        """How many counts are taken by kind: the narrow ones, the wide ones, those by bits."""
        return self.bit_rows + sum(self.bits)

    @cached_property
    def narrow_rows(self) -> int:
        """How many of these fit the narrow integers."""
        return max((end for _, end in self.blocks.values()), default=0)

    @cached_property
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
        found += [(self.bit_rows + k, ("deed", name, None)) for k, name in enumerate(self.plan.deeds)]
        found += [(b["posts"] + k, ("posts", name, None)) for k, name in enumerate(self.posted)]
        found += [(b["who"] + k, (name, "", None)) for k, name in enumerate(WHO)]
        found += [(b["who"] + 5, ("fear", "", None)), (b["who"] + 6, ("arrears", "", None)),
                  (b["pressure"], ("pressure", "", None))]
        found += [(b["who"] + 7 + k, ("debt", name, None)) for k, name in enumerate(DEBTS)]
        found += [(self.narrow_rows + k, ("money", name, None)) for k, name in enumerate(MONEY_COUNTS)]
        found += [(b["score"] + k, ("score", bureau, lowest(low, width, k))) for k in range(BINS)]
        found += [(b["stand"] + k, ("opinion", "private", k - 8)) for k in range(16)]
        found += [(self._row_of_gate(g, what), ("gate", f"{name}:{what}", None))
                  for g, name in enumerate(scheme.gates) for what in GATE_COUNTS]
        n = len(REGISTER_COUNTS)
        found += [(b["registers"] + q * n + c, ("register", f"{name}:{what}", None))
                  for q, name in enumerate(scheme.registers) for c, what in enumerate(REGISTER_COUNTS)]
        n = len(FRIENDS_COUNTS)
        found += [(b["friends_deeds"] + k * n + c, ("friends_deed", f"{deed}:{what}", None))
                  for k, deed in enumerate(friends_deeds(scheme)) for c, what in enumerate(FRIENDS_COUNTS)]
        for one in self.plan.institutions:
            name = f"institution:{one.what.name}"
            first = self.narrow_rows + self.wide[name][0] if one.what.sums else b[name]
            found += [(first + k, ("institution", f"{one.what.name}:{what}", None))
                      for k, what in enumerate(one.what.counts)]
        return found, self._singles(low, width)

    def _row_of_gate(self, g: int, what: str) -> int:
        """Give in which row it stands how often something came of a gate."""
        if what in FEW:
            return self.blocks["gates"][0] + g * len(FEW) + FEW.index(what)
        return self.bit_rows + len(self.plan.deeds) + BY_BITS.index(what) * len(self.plan.scheme.gates) + g

    def _singles(self, low: int, width: int) -> list[Key]:
        """Give the keys of what is counted of everybody together, in the order of `Month.single`."""
        keys: list[Key] = [("tie_end", f"{kind}:{cause}", None) for kind in KINDS for cause in CAUSES]
        keys += [("tie_new", channel, None) for channel in CHANNELS]
        for table in ("tie", "tie_own"):
            keys += [(table, kind, 100 * i + j) for kind in KINDS for i in range(13) for j in range(13)]
        keys += [("tie_dissent", kind, 2 * i + j) for kind in KINDS for i in range(2) for j in range(2)]
        keys += [("score_place", place, lowest(low, width, k, 12)) for place in PLACES for k in range(13)]
        keys += [(table, what, lowest(low, width, k)) for k in range(BINS) for table in LOANS
                 for what in ("repaid", "defaulted")]
        keys += [("risk", what, fifth) for fifth in range(1, 6) for what in ("repaid", "defaulted")]
        keys += [("association", "innocent_loss", 5 * k) for k in range(BINS)]
        keys += [("contagion", what, distance) for distance in range(FAR + 1) for what in ("scored", "lost")]
        return keys + [("institution", f"{one.what.name}:{name}", None)
                       for one in self.plan.institutions for name in one.what.memory]

    @cached_property
    def remembering(self) -> list[str]:
        """The institutions that remember something, in order."""
        return [one.what.name for one in self.plan.institutions if one.what.memory]

    @cached_property
    def names(self) -> tuple[pl.DataFrame, NDArray[np.int64]]:
        """The keys of a month's table as columns ``table, key, bin``, grouped ones first, and the row of each in it.

        Names are Enums: a gather of whole numbers. Of a key that is counted twice both rows stand where the last one
        does.
        """
        grouped, single = self.keys
        keys = [*(key for _, key in grouped), *single]
        rows = {key: row for row, key in enumerate(keys)}
        tables, names = dict.fromkeys(key[0] for key in keys), dict.fromkeys(key[1] for key in keys)
        schema = pl.Schema({"table": pl.Enum(list(tables)), "key": pl.Enum(list(names)), "bin": pl.Int16()})
        return pl.DataFrame(keys, schema=schema, orient="row"), np.array([rows[key] for key in keys], np.int64)

    @cached_property
    def first_deeds(self) -> NDArray[np.int64]:
        """Of each act that takes place: the rows of its first deed, and behind its last; how often it does in a month.

        Shape ``(n_acts, 3)``.
        """
        ends = [self.bit_rows + end for end in self.plan.first_deeds]
        rows = [(ends[k], ends[k + 1], 1 if self.plan.acts[k].monthly else MONTH)
                for k, takes_place in enumerate(self.plan.takes_place) if takes_place]
        return np.array(rows, np.int64).reshape(-1, 3)

    @cached_property
    def past_keys(self) -> tuple[dict[tuple[str, str], int], dict[tuple[str, str], int]]:
        """(Table, key) -> its row among what is counted by group, its place among singles: all that has no bins."""
        grouped, single = self.keys
        return _without_bins([key for _, key in grouped]), _without_bins(single)


def _without_bins(keys: list[Key]) -> dict[tuple[str, str], int]:
    """Give the places of those keys that are counted in no bins."""
    return {(table, key): place for place, (table, key, bin_) in enumerate(keys) if bin_ is None}


def lowest(low: int, width: int, number: int, parts: int = 60) -> int:
    """Give the lowest score in one of so many parts of a scale, whose width need be no multiple of them."""
    return low + -(-number * width // parts)
