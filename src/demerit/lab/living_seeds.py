"""The worlds of one comparison, seed by seed: the first is kept, further ones are measured and thrown away."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from demerit.engine.folder import RunFolder
from demerit.errors import DemeritError
from demerit.lab.comparison import reference_of
from demerit.lab.measuring import measured
from demerit.lab.order import Order, society_of
from demerit.lab.perform import Watcher, perform
from demerit.lab.stopping import stopping
from demerit.lab.studies import crew
from demerit.lab.studies.world import Lives, Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import polars as pl

OTHER_SEEDS = 2_000
"""Panel of the runs of the second seed and on: enough for headlines, and soon thrown away."""
SMALL = 20_000
"""Citizens up to which the worlds of further seeds live side by side, one a core: larger ones take all cores each."""
Runs = dict[str, RunFolder]


def part_of(watch: Watcher, before: int, steps: int, said: str) -> Callable[[int], Watcher]:
    """Give, for the n-th run of a seed, a watcher that counts over the whole comparison."""

    def of(number: int) -> Watcher:
        def told_of(done: int, total: int, what: str) -> None:
            watch((before + number) * total + done, total * steps, said + what)

        return told_of

    return of


def runs_of_seed(orders: Mapping[str, Order], folder: Path, threads: int, panel_size: int | None,
                  watching: Callable[[int], Watcher]) -> Runs:
    """Carry out the runs of one seed, over one society."""
    runs: Runs = {}
    society = None
    for number, (name, order) in enumerate(orders.items()):
        place = folder / name
        if society is None and not place.exists():
            watching(number)(0, 0, "making the society")
            society = society_of(order)
        runs[name] = perform(order, place, anew=True, threads=threads, watch=watching(number), society=society,
                             panel_size=panel_size).folder
    return runs


def living(folder: Path, orders: Mapping[str, Order], left: list[int], seeds: int, threads: int,
           watching: Callable[[int], Watcher], meanwhile: Callable[[], object]) -> Iterator[tuple[int, pl.DataFrame]]:
    """Let the sides live with further seeds and give what was measured: small worlds at once, one a core.

    What is done `meanwhile` is done first where it cannot be.
    """
    first = next(iter(orders.values()))
    if not (first.society or first.ties) and first.people <= SMALL:
        tasks = [Task(k, 0, first.seed + k) for k in left]
        with stopping():
            for found in crew.coming(partial(_live, dict(orders)), tasks, threads or None, meanwhile=meanwhile):
                if "failed" in found:
                    raise DemeritError(f"seed {found['seed']}: {found['failed']}")
                yield found["number"], found["frame"]
        return
    meanwhile()
    for done, k in enumerate(left):
        of_seed = with_seed(orders, k)
        place = folder / f"seed-{first.seed + k}"
        said = f"seed {k + 1} of {seeds}, "
        part = watching(len(orders) * done)
        lettered = {chr(ord("a") + n): order for n, order in enumerate(of_seed.values())}
        runs = runs_of_seed(lettered, place, threads, OTHER_SEEDS, _said(part, said))
        yield k, measured(dict(zip(orders, runs.values(), strict=True)), reference_of(list(orders)))
        shutil.rmtree(place, ignore_errors=True)


def _said(watch: Watcher, said: str) -> Callable[[int], Watcher]:
    return lambda number: lambda done, total, what: watch(done, total, said + what)


def _live(orders: dict[str, Order], task: Task) -> dict[str, Any]:
    """Let the sides live with one seed, in memory, and measure them: what a process does."""
    runs = Lives(orders, task, panel=OTHER_SEEDS)
    return {"number": task.number, "seed": task.seed, "frame": measured(runs, reference_of(list(runs)))}


def with_seed(orders: Mapping[str, Order], k: int) -> dict[str, Order]:
    """Give the orders of the k-th seed after their own."""
    return {name: order.with_(seed=order.seed + k) for name, order in orders.items()}
