"""What the runs that lie here say on a statement: the newest that tests it, else the newest that bears on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from demerit.article import Statement
from demerit.engine.folder import RunFolder
from demerit.errors import DemeritError
from demerit.lab.article import DOCUMENTED, FEARED
from demerit.lab.comparing import COMPARED
from demerit.lab.comparison import Comparison
from demerit.lab.headlines import headline_names
from demerit.lab.named import RUNS, comparison_or_run, made
from demerit.measures import evaluate


@dataclass(frozen=True)
class Finding:
    """What one run or comparison says on a statement.

    Parameters
    ----------
    folder
        Where it lies.
    a, b
        The schemes compared, with their reforms; `b` is None for a run alone.
    is_test
        Whether the comparison is the one that parts the mechanism from everything else.
    people, weeks, seeds
        Over how many people and weeks, with how many seeds.
    rows
        ``name, group, a, b, delta, low, high, p, q, unit, seeds``: those of the statement's measure.
    """

    folder: Path
    a: str
    b: str | None
    is_test: bool
    people: int
    weeks: int
    seeds: int
    rows: list[dict[str, Any]]

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        return {**self.__dict__, "folder": str(self.folder)}


def finding(one: Statement, folder: Path = RUNS) -> Finding | None:
    """Give what the newest run or comparison says on a statement; None where none bears on it.

    A comparison of the two sides that the statement names comes before all others.
    """
    if one.measure is None:
        return None
    for found in _opened(folder, one.compare):
        told = _of_comparison(one, found) if isinstance(found, Comparison) else _of_run(one, found)
        if told is not None:
            return told
    return None


def _opened(folder: Path, sides: tuple[str, ...] | None) -> Iterator[Comparison | RunFolder]:
    """Give runs and comparisons, newest first, those of the two sides before all others; skip what is damaged."""
    names = made(folder)
    exact = [path for path in names if sides and (path / COMPARED).exists() and sides in _pairs_of(path)]
    for path in (*exact, *(path for path in names if path not in exact)):
        try:
            yield comparison_or_run(str(path))
        except DemeritError:
            continue


def _pairs_of(path: Path) -> dict[tuple[str, ...], str]:
    """Give what the comparison in a folder holds against its reference; nothing where it is damaged, or a run."""
    try:
        found = comparison_or_run(str(path))
    except DemeritError:
        return {}
    return _pairs(found) if isinstance(found, Comparison) else {}


def _pairs(found: Comparison) -> dict[tuple[str, ...], str]:
    """Give the titles of each side and of the reference -> the side, the first of those that are called the same."""
    there = [side for side in found.sides if side != found.reference]
    return {(title(found.runs[side]), title(found.b)): side for side in reversed(there)}


def title(run: RunFolder) -> str:
    """Give a run's scheme with its reforms, as `demerit compare` takes it, and the knobs that were turned."""
    order = run.about.order
    name = "+".join([str(order.get("scheme", run.about.scheme["name"])), *order.get("reforms", ())])
    return " ".join([name, *(f"--set {knob}={value}" for knob, value in order.get("settings", ()))])


def _bears(one: Statement, run: RunFolder) -> bool:
    """Say whether the law of a run holds what the statement points at."""
    name = str(run.about.scheme["name"])
    if one.compare is None or name != one.compare[0].partition("+")[0] or run.about.order.get("evidence"):
        return False
    needed = [to for to in one.pointers if to.scheme == name and to.kind in ("rule", "gate", "news", "bureau")]
    shelves = {"rule": "rules", "gate": "gates", "news": "news", "bureau": "bureaus"}
    try:
        return all(to.name in getattr(run.scheme, shelves[to.kind]) for to in needed)
    except DemeritError:
        return False


def _of_comparison(one: Statement, found: Comparison) -> Finding | None:
    """Give what a comparison says; one that parts other things is told for its first side alone, where that can be."""
    tests = _pairs(found).get(one.compare or ())
    if tests is None:
        alone = _of_run(one, found.a)
        if alone is not None or not _bears(one, found.a):
            return alone
    side = tests or found.first
    rows = [row for row in found.pair(side).iter_rows(named=True) if row["name"] == one.measure]
    if not rows:
        return None
    folder = found.folder or found.a.path
    return _found(folder, found.runs[side], rows, title(found.b), tests is not None, found.seeds)


def _of_run(one: Statement, run: RunFolder) -> Finding | None:
    if one.measure is None or not _bears(one, run):
        return None
    try:
        table = evaluate(run, names=[one.measure.partition(".")[0]])
    except (DemeritError, pl.exceptions.PolarsError):
        return None
    rows = [
        {"name": row["name"], "group": row["group"], "a": row["value"], "b": None, "delta": None, "low": None,
         "high": None, "p": None, "q": None, "unit": row["unit"], "seeds": 1}
        for row in table.iter_rows(named=True) if row["name"] == one.measure
    ]  # fmt: skip
    return _found(run.path, run, rows, None, False, 1) if rows else None


def _found(
    folder: Path, run: RunFolder, rows: list[dict[str, Any]], b: str | None, is_test: bool, seeds: int
) -> Finding:
    people = int(run.about.society["people"])
    return Finding(folder, title(run), b, is_test, people, run.about.weeks, seeds, rows)


@dataclass(frozen=True)
class Outcomes:
    """How the outcomes of the two worlds differ, where a finished comparison of them lies here."""

    folder: Path
    people: int
    weeks: int
    seeds: int
    rows: list[dict[str, Any]]

    def of(self, one: Statement) -> list[dict[str, Any]]:
        """Give the rows of a statement's measure, for all."""
        return [row for row in self.rows if row["name"] == one.measure and row["group"] == "all"]

    def headlines(self) -> list[dict[str, Any]]:
        """Give the rows that are shown first, for all."""
        names = headline_names()
        return [row for row in self.rows if row["name"] in names and row["group"] == "all"]


def outcomes(folder: Path = RUNS) -> Outcomes | None:
    """Give the newest comparison of the feared world with the documented one."""
    for path in made(folder):
        side = _pairs_of(path).get((FEARED, DOCUMENTED)) if (path / COMPARED).exists() else None
        if side is None:
            continue
        found = comparison_or_run(str(path))
        if isinstance(found, Comparison):
            about = found.a.about
            rows = list(found.pair(side).iter_rows(named=True))
            return Outcomes(path, int(about.society["people"]), about.weeks, found.seeds, rows)
    return None
