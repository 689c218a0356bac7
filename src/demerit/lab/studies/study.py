"""A study from its plan to its tables."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import demerit
from demerit.base.number_of import number_of
from demerit.engine.plan import Plan as EnginePlan
from demerit.engine.run import Run
from demerit.errors import InputError
from demerit.lab.manifest import versions
from demerit.lab.order import BYTES_A_CITIZEN, Order, inputs_of, scheme_of, society_of, would_fit
from demerit.lab.perform import Watcher, no_watcher
from demerit.lab.picking import check_pick
from demerit.lab.plugins import code, folders, measuring
from demerit.lab.stopping import STOPS, Interrupted, signal_of, stopping
from demerit.lab.studies import crew
from demerit.lab.studies.drawing import faults_of, numbers_in, worlds_of
from demerit.lab.studies.plan import PLAUSIBLE, Fault, Plan, plan_of, read_plan
from demerit.lab.studies.result import Study, open_study
from demerit.lab.studies.store import close, storing
from demerit.lab.studies.table import table_of
from demerit.lab.studies.world import Task, forget, lived, orders_of, tasks_of
from demerit.law import scheme_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from demerit.lab.studies.log import Log

CITIZEN_IN_MEMORY = 40_000
"""Bytes that a citizen takes while a world is measured, all rows of five years kept: measured, with room."""


def faults(plan: Plan) -> Iterator[Fault]:
    """Give what is wrong with a plan that is well written: names that nothing bears, more than fits."""
    try:
        orders = list(orders_of(plan).values())
    except InputError as error:
        yield _where(plan, str(error)), str(error)
        return
    yield from faults_of(plan, orders)
    picks: list[tuple[tuple[str, ...], Sequence[str], Sequence[str]]] = [(("measures",), plan.measures, ()),
                                                                         (("by",), (), plan.by)]
    for where, names, kinds in (*picks, *((("only", side), rows, ()) for side, rows in plan.only.items())):
        try:
            check_pick(names, kinds)
        except InputError as error:
            yield where, str(error)
    most = would_fit() * BYTES_A_CITIZEN // CITIZEN_IN_MEMORY
    if plan.society is None and plan.people > most:
        yield ("people",), (
            f"{number_of(plan.people, 'person')} a world are more than this machine's memory holds "
            "while they are measured. "
            f"Up to {most:,} would fit; take `demerit compare` for one large society"
        )


def _where(plan: Plan, message: str) -> tuple[str | int, ...]:
    """Give the key that an error about the orders of a plan is about."""
    for k, side in enumerate(plan.sides):
        if any(repr(name) in message for name in side.split("+")):
            return ("sides", k)
    for name in ("people", "weeks", "recipe", "society"):
        if name in message:
            return (name,)
    return ("sides",)


def study(plan: str | Path | Plan | Mapping[str, Any] | Sequence[str], *, out: Path | str | None = None,
          resume: bool = False, workers: int | None = None, cluster: str | None = None, watch: Watcher = no_watcher,
          **told: Any) -> Study:
    """Carry out a study and give what came of it.

    Parameters
    ----------
    plan
        The path of a plan, a plan, its plain data, or the sides alone (``["article_2015", "null"]``) with the rest of
        the plan as keywords: ``people=2000, seeds=8, worlds=64, vary={"learn.jolt": (1, 4)}``.
    out
        The folder; None takes ``runs/study-<short hash>`` and shows or carries on what stands there.
    resume
        Carry on what stands in `out`.
    workers
        How many processes; None: one a core.
    cluster
        The address of a scheduler of `dask.distributed`, instead of processes.
    watch
        Told how far the study is.
    told
        The rest of a plan, where `plan` is a list of sides.

    Examples
    --------
    >>> import demerit
    >>> small = {"recipe": "village", "people": 60, "weeks": 4}
    >>> found = demerit.study(["article_2015", "null"], seeds=2, workers=1, measures=["degree"], **small)
    >>> found.plan.sides, found.plan.reference
    (('article_2015', 'null'), 'null')
    >>> found.summary()["side"].unique().to_list()
    ['article_2015']

    Raises
    ------
    InputError
        The plan has mistakes, each said in words; nothing is left behind.
    Interrupted
        The user stopped it; what was done is kept.
    """
    made = planned(plan, told)
    orders = orders_of(made)
    numbers = numbers_in(made, list(orders.values()))
    worlds = worlds_of(made, numbers)
    tasks = tasks_of(made, worlds)
    folder = Path(out) if out is not None else Path("runs") / f"study-{made.short_hash()}"
    rests_on = {
        "plan": made.plain(), "version": demerit.__version__, "code": [code(), measuring()],
        "law": {side: scheme_hash(scheme_of(order)[0]) for side, order in orders.items()},
        "input": inputs_of(next(iter(orders.values()))),
        **({} if made.draw_from == PLAUSIBLE else {"draws": table_of(made.draw_from).digest}),
    }  # fmt: skip
    with stopping(), storing(folder, rests_on, out is not None, resume) as (kept, log):
        if log is not None:
            try:
                _fill(log, made, orders, tasks, workers, cluster, watch)
            except STOPS as error:
                raise Interrupted(_left(folder, log, len(tasks), out is not None), signal_of(error)) from None
            close(kept, log, numbers=[vars(number) for number in numbers], versions=versions(), asked=len(tasks))
    return open_study(folder)


def planned(plan: str | Path | Plan | Mapping[str, Any] | Sequence[str], told: Mapping[str, Any]) -> Plan:
    """Give the plan that is meant; every mistake at once."""
    if isinstance(plan, str | Path) and not told:
        return read_plan(Path(plan), faults)
    if isinstance(plan, Plan):
        plain = {**plan.model_dump(exclude_defaults=True), **told}
    elif isinstance(plan, dict):
        plain = {**plan, **told}
    elif isinstance(plan, list | tuple):
        plain = {"sides": tuple(plan), **told}
    else:
        raise InputError(
            f"study({plan!r}): give the path of a plan, or a list of schemes with the rest of the plan as keywords, "
            "like study(['article_2015', 'null'], people=1000, worlds=24)."
        )
    if isinstance(plain.get("vary"), dict):
        plain["vary"] = {name: _vary(vary) for name, vary in plain["vary"].items()}
    return plan_of(plain, faults)


def drawn_from(path: Path, written: str) -> Plan:
    """Give the plan of a file with its worlds drawn from elsewhere: ``plausible``, ``calibrated:24``, a path.

    Raises
    ------
    InputError
        No such table; a number of worlds that is none.
    """
    made = read_plan(path, faults)
    source, colon, number = written.rpartition(":") if written.rpartition(":")[2].isdecimal() else (written, "", "")
    if not source:
        raise InputError(f"--worlds {written}: say from where they are drawn: plausible, calibrated, calibrated:24.")
    told = made.model_dump(exclude_defaults=True) | {"draw_from": source}
    told |= {"worlds": int(number)} if colon else {}
    if source != PLAUSIBLE:
        told = {key: value for key, value in told.items() if key not in ("vary", "sampler")}
    return plan_of(told, faults)


def _vary(vary: Any) -> Any:
    """Take a pair for a range and a list for the values of a grid."""
    if isinstance(vary, tuple) and len(vary) == 2:
        return {"low": vary[0], "high": vary[1]}
    return {"values": tuple(vary)} if isinstance(vary, list) else vary


def _fill(log: Log, plan: Plan, orders: dict[str, Order], tasks: list[Task], workers: int | None, cluster: str | None,
          watch: Watcher) -> None:
    """Let every world live that is not in the log yet."""
    left = [task for task in tasks if "failed" in log.found.get(task.number, {"failed": ""})]
    if not left:
        return
    job = partial(lived, plan, orders)
    number = crew.workers_of(workers, len(left))

    def ready() -> None:
        _warm(plan, orders, watch)
        forget()

    began, before = time.monotonic(), len(tasks) - len(left)
    if cluster is not None:
        ready()
        coming: Iterable[dict[str, Any]] = crew.cluster(job, left, cluster, folders())
    else:
        coming = crew.coming(job, left, number, before=ready)
    watch(before, len(tasks), f"world 1 of {len(tasks)}")
    for done, found in enumerate(coming, 1):
        log.add(found)
        rate = done / (time.monotonic() - began)
        watch(before + done, len(tasks), f"{before + done:,} of {number_of(len(tasks), 'world')}, {rate:.1f} a second")


def _warm(plan: Plan, orders: dict[str, Order], watch: Watcher) -> None:
    """Have compiled, once, what the worlds of a study need, before processes part."""
    society = society_of(next(iter(orders.values())).with_(people=min(plan.people, 300)))
    for order in orders.values():
        scheme, settings = scheme_of(order)
        run = Run(scheme, society, seed=1, weeks=4, threads=1, plan=EnginePlan(scheme, settings), panel_size=300)
        try:
            run.life.prepare(lambda done, of: watch(0, 0, f"compiling, once: {done} of {of}"))
        finally:
            run.close()


def _left(folder: Path, log: Log, of: int, named: bool) -> str:
    """Say what is left of a study that was stopped."""
    if not log.found:
        return "stopped before the first world was over; nothing is left behind."
    again = "The same command with --resume" if named else "The same command again"
    return f"stopped; {len(log.found):,} of {number_of(of, 'world')} are kept in {folder}. {again} carries it on."
