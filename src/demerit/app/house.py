"""The house: what a server was told, and what all its rooms share."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from starlette.applications import Starlette

T = TypeVar("T")
HOME = frozenset({"127.0.0.1", "localhost", "::1"})
"""Names of this machine to itself."""


@dataclass
class House:
    """What a server was told, and what all its rooms share.

    Parameters
    ----------
    doors
        Which pages are open: ``play``, ``class``, ``laboratory``.
    hosts
        Names under which it may be called.
    workers
        How many simulations run at once; the others wait.
    """

    doors: frozenset[str] = frozenset({"play", "class", "laboratory"})
    hosts: frozenset[str] = HOME
    workers: int = 2
    pool: ThreadPoolExecutor = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.pool = ThreadPoolExecutor(self.workers, thread_name_prefix="life")

    async def work(self, what: Callable[..., T], *told: Any) -> T:
        """Have something done beside the loop that answers; simulations are done nowhere else."""
        return await asyncio.get_running_loop().run_in_executor(self.pool, what, *told)

    @asynccontextmanager
    async def lifespan(self, program: Starlette) -> AsyncIterator[None]:
        """Open the house, and close it."""
        yield
        self.pool.shutdown(wait=False, cancel_futures=True)
