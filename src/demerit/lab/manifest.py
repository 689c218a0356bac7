"""What is said of a run: its order, law, society, versions and inputs."""

from __future__ import annotations

import platform
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

import demerit
from demerit.engine.folder import FORMAT, Manifest
from demerit.lab.order import Order, inputs_of
from demerit.lab.plugins import code
from demerit.law import scheme_hash

if TYPE_CHECKING:
    from demerit.engine.run import Run
    from demerit.society import Society

PARTS = ("numpy", "llvmlite", "polars", "pydantic")


@cache
def versions() -> dict[str, str]:
    """Give the versions of what a run's numbers rest on."""
    return {"python": platform.python_version(), **{part: version(part) for part in PARTS}}


def manifest(order: Order, run: Run, society: Society) -> Manifest:
    """Give the manifest of a run that begins."""
    scheme = run.scheme
    return Manifest(
        format=FORMAT, demerit=demerit.__version__, versions=versions(),
        scheme={"name": scheme.name, "title": scheme.title, "hash": scheme_hash(scheme), "world": scheme.world},
        society={"name": society.name, "people": society.people, "adults": society.adults,
                 "hash": society.hash(), "recipe": society.recipe},
        order=order.plain(), seed=order.seed, weeks=run.weeks_total, start=scheme.start.isoformat(),
        panel=len(run.panel.ids), placebo=order.placebo, threads=run.workers.threads,
        code=code(), inputs=inputs_of(order),
    )
