"""What a calibration came to: target by target, and number by number."""

from __future__ import annotations

from math import sqrt
from statistics import fmean, median, stdev
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from demerit.lab.calibration.targets import FAR, Target
from demerit.lab.studies.over_worlds import HIGH, LOW

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from demerit.lab.studies.number import Number
    from demerit.lab.studies.result import Study

ERRORS = 2.0
"""Errors of a figure within which it is met."""


def values_of(study: Study, target: Target) -> dict[int, float]:
    """Give world -> what a target comes to; worlds that have no such row are left out."""
    found: list[dict[int, float]] = []
    for part in target.parts:
        rows = study.effects.filter(
            pl.col("side") == part.side, pl.col("name") == part.row, pl.col("group") == part.group,
            pl.col("value").is_not_null(),
        )  # fmt: skip
        means = rows.group_by("world").agg(pl.col("value").mean())
        found.append({world: part.times * value for world, value in means.sort("world").iter_rows()})
    worlds = set.intersection(*(set(one) for one in found))
    return {world: sum(one[world] for one in found) for world in sorted(worlds)}


def told_of(fitted: Sequence[Target], everything: Sequence[Target], waves: Sequence[Study], kept: Study, prior: Study,
            about: dict[str, Any]) -> dict[str, Any]:
    """Give what a calibration came to as plain data."""
    rows = []
    for target in everything:
        is_fitted = target in fitted
        before, after = (list(values_of(one, target).values()) for one in (prior, kept))
        one: dict[str, Any] = {
            "name": target.name, "says": target.says, "why": target.why, "use": "fitted" if is_fitted else "held",
            "low": None if target.low <= -FAR else target.low, "high": None if target.high >= FAR else target.high,
            "error": target.error, "before": _spread(before, target), "after": _spread(after, target),
            "verdict": verdict(target, after),
        }  # fmt: skip
        if is_fitted:
            runs = [value for wave in waves for value in values_of(wave, target).values()]
            one["emulator_told"] = about["told"][target.name]
            one |= {"nearest_run": min(runs, key=target.off), "left_out": about["left_out"].get(target.name)}
        rows.append(one)
    number = sum(study.worlds * len(study.plan.sides) for study in (*waves, kept, prior))
    return {
        "targets": rows, "simulations": number, "worlds": sum(study.worlds for study in (*waves, kept, prior)),
        **{name: about[name] for name in ("candidates", "not_ruled_out", "as_many_as", "nearest")},
        "studies": {study.folder.name: study.digest for study in (*waves, kept, prior)},
    }  # fmt: skip


def verdict(target: Target, values: Sequence[float]) -> str:
    """Say whether a target is met: a figure by the median, within two errors; a sign by the mean and its interval."""
    if len(values) < 2:
        return "not measured"
    if not _is_sign(target):
        return "met" if target.off(median(values)) <= ERRORS * target.error else "not met"
    middle, error = fmean(values), stdev(values) / sqrt(len(values))
    inside = [target.off(middle + times * error) == 0 for times in (-ERRORS, ERRORS)]
    return "met" if all(inside) else "open" if any(inside) else "not met"


def figure(row: Mapping[str, Any]) -> str:
    """Give what a row of a table aims at: a figure, a range, a sign."""
    low, high = row["low"], row["high"]
    if low is None or high is None:
        return f"{'above' if high is None else 'below'} {low if high is None else high:g}"
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def between(of: Mapping[str, Any], absent: str = "") -> str:
    """Give median and ends of what worlds give."""
    return absent if of["median"] is None else f"{of['median']:.3g} ({of['low']:.3g} to {of['high']:.3g})"


def _is_sign(target: Target) -> bool:
    return target.low <= -FAR or target.high >= FAR


def _spread(values: Sequence[float], target: Target) -> dict[str, float | int | None]:
    """Give median and ends of nine worlds of ten, and the share of worlds that meet the target."""
    if not values:
        return {"worlds": 0, "median": None, "low": None, "high": None, "share": None}
    far = 0.0 if _is_sign(target) else ERRORS * target.error
    middle, low, high = (float(np.quantile(values, share)) for share in (0.5, LOW, HIGH))
    met = fmean(target.off(value) <= far for value in values)
    return {"worlds": len(values), "median": middle, "low": low, "high": high, "share": met}


def ranges_of(numbers: Sequence[Number], draws: Sequence[dict[str, float]]) -> dict[str, list[float]]:
    """Give, for each number, the ends between which nine kept draws of ten lie, the median between them."""
    return {number.name: [round(float(np.quantile([draw[number.name] for draw in draws], share)), 4)
                          for share in (LOW, 0.5, HIGH)] for number in numbers}  # fmt: skip
