"""A run without a folder: it lives in memory, behind the same reader as one that lies on the disk."""

from __future__ import annotations

import threading
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from demerit.base.catalogue import remembered
from demerit.base.number_of import number_of
from demerit.engine.ledger import ledger_of
from demerit.engine.panel_rows import table_of
from demerit.engine.plan import Plan
from demerit.engine.record import coded_counts, counts_of
from demerit.engine.run import PANEL, Run
from demerit.lab.choosing import choices_of
from demerit.lab.manifest import manifest
from demerit.lab.months import whole_months
from demerit.lab.order import Order, inputs_of, scheme_of, society_of

if TYPE_CHECKING:
    from demerit.engine.folder import Manifest
    from demerit.engine.record import Record
    from demerit.law import Scheme
    from demerit.society import Society

NOWHERE = Path("in memory")
"""The path of a run that has no folder; it is printed, never opened."""


class LivedRun:
    """A run that is over and stands in memory; measures, comparisons and studies read it as they read a run folder.

    Parameters
    ----------
    about
        What was run, as a manifest says it.
    scheme
        The law that was in force.
    record
        Counts, panel and ledger as numbers; each becomes a table when it is first asked for.
    """

    def __init__(self, about: Manifest, scheme: Scheme, record: Record) -> None:
        self.about, self.scheme, self.path = about, scheme, NOWHERE
        self._record = record

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """The manifest as plain data."""
        return self.about.model_dump(mode="json")

    @cached_property
    def counts(self) -> pl.DataFrame:
        """Counts by week, table, key, group and bin."""
        return counts_of(self._record.months)

    @cached_property
    def coded(self) -> pl.DataFrame:
        """The same with names as numbers."""
        return coded_counts(self._record.months)

    @cached_property
    def panel(self) -> pl.DataFrame:
        """Whole rows of the panel by scoring week."""
        return table_of(self._record.rows)

    @cached_property
    def ledger(self) -> pl.DataFrame:
        """Every point that moved a score of the panel."""
        head = self.scheme.headline_bureau
        return ledger_of(self._record.ledger).with_columns(pl.lit(head.name if head else "").alias("bureau"))

    def __repr__(self) -> str:
        """Say what was run, in one line."""
        told = self.about
        lived = f"{number_of(told.society['people'], 'person')}, {number_of(told.weeks, 'week')}"
        return (f"<LivedRun {told.scheme['name']}: {lived}, "
                f"seed {told.seed}, digest {told.digest}>")


def society_for(order: Order) -> Society:
    """Give the society over which an order lives, whatever its law: kept while worlds of the same society live."""
    ground = order.with_(scheme="null", reforms=(), settings=(), evidence=(), weeks=None, choices=None, placebo=False)
    return _made(ground, tuple(inputs_of(ground).items()))


@lru_cache(maxsize=2)
def _made(ground: Order, inputs: tuple[tuple[str, str], ...]) -> Society:
    """Make a society; `inputs` tell apart what one file held at different times."""
    return society_of(ground)


KEPT = 4
"""Plans that a process keeps for worlds to come."""


@remembered
def _plans() -> threading.local:
    """Give where a thread keeps plans: what a plan reads of its law is worked out by one thread at a time."""
    return threading.local()


def plan_for(order: Order) -> Plan:
    """Give the plan of an order's scheme and settings: one that is kept, where it is of the same law."""
    scheme, settings = scheme_of(order)
    kept: list[Plan] = vars(_plans()).setdefault("kept", [])
    plan = next((one for one in kept if one.scheme is scheme and one.settings == settings), None)
    kept[:] = [one for one in kept if one is not plan][1 - KEPT :]
    kept.append(Plan(scheme, settings) if plan is None else plan)
    return kept[-1]


def live(order: Order, *, society: Society | None = None, plan: Plan | None = None, threads: int = 0,
         panel_size: int = PANEL) -> LivedRun:
    """Carry out an order in memory; the digest is the one that `perform` gives.

    Parameters
    ----------
    order
        What to run.
    society
        The order's society, where the caller has it already.
    plan
        The plan of the order's scheme and settings, where the caller has it already.
    threads
        0 takes as many as the people are worth; results do not depend on it.
    panel_size
        Of how many citizens whole rows are kept, at most.

    Raises
    ------
    InputError
        The order cannot be carried out.
    """
    plan = plan_for(order) if plan is None else plan
    scheme, society = plan.scheme, society_of(order) if society is None else society
    run = Run(scheme, society, seed=order.seed, weeks=whole_months(order.weeks or scheme.weeks), threads=threads,
              plan=plan, choices=choices_of(order),
              placebo=order.placebo, panel_size=panel_size)  # fmt: skip
    try:
        for _ in run.weeks():
            pass
        about = manifest(order, run, society).model_copy(update={"digest": run.digest(), "finished": True})
        return LivedRun(about, scheme, run.life.record)
    finally:
        run.close()
