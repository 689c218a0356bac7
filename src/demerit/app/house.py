"""The house: what a server was told, what all its rooms share, and how much may live in it at once."""

from __future__ import annotations

import asyncio
import hmac
import logging
import os
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from demerit.app.line import Bucket, Refusal
from demerit.app.store import Store
from demerit.lab.order import Order, would_fit

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from demerit.app.ground import Ground

T = TypeVar("T")
log = logging.getLogger("demerit.app")
"""What died, and why."""
HOME = frozenset({"127.0.0.1", "localhost", "::1"})
"""Names of this machine to itself."""
KEEP = Path("runs") / "app.sqlite"
"""Where choices are kept unless told otherwise."""
LIVES = 16
"""Lives in memory at once."""
GUESSES = 20
"""Wrong codes that are let pass at once from one machine; then one every three seconds."""
LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""Letters of codes: no vowels, so that no word comes about; nothing that looks like a digit."""


@dataclass
class House:
    """What a server was told, and what all its rooms share.

    Parameters
    ----------
    doors
        Which pages are open: ``play``, ``class``, ``laboratory``.
    hosts
        Names under which it may be called.
    code
        What somebody from elsewhere must know to be let in; none: only this machine can call.
    keep_in
        The file in which choices are kept.
    workers
        How many things are done at once beside the loop that answers; the others wait. Experiments of the laboratory
        have threads of their own.
    play
        The order of a story.
    lesson
        What a class is told (`lesson.Lesson`), where its door is open; none: a lesson's usual order.
    address
        What stands before every address that is told to others.
    """

    doors: frozenset[str] = frozenset({"play", "class", "laboratory"})
    hosts: frozenset[str] = HOME
    code: str | None = None
    keep_in: Path = KEEP
    workers: int = 2
    play: Order = field(default_factory=lambda: story_order(10_000))
    lesson: Any = None
    address: str = ""
    laboratory: Any = field(default=None, init=False, repr=False)
    """The laboratory (`laboratory.Laboratory`), once `program` has made its door."""
    classroom: Any = field(default=None, init=False, repr=False)
    """The class (`classroom.Classroom`), once `program` has made its door."""
    store: Store = field(init=False, repr=False)
    pool: ThreadPoolExecutor = field(init=False, repr=False)
    grounds: dict[Any, asyncio.Future[Ground]] = field(default_factory=dict, repr=False)
    alive: dict[int, int] = field(default_factory=dict, repr=False)
    """Room -> citizens of its life in memory."""
    opened: list[Callable[[], Any]] = field(default_factory=list, repr=False)
    """What is to be done when the house is opened."""
    closing: list[Callable[[], None]] = field(default_factory=list, init=False, repr=False)
    """What is to be done when the house is closed: rooms end what they made for themselves."""

    def __post_init__(self) -> None:
        self.pool = ThreadPoolExecutor(self.workers, thread_name_prefix="life")
        self.writer = ThreadPoolExecutor(1, thread_name_prefix="store")
        self.store = Store(self.keep_in)
        self.guesses: dict[str, Bucket] = {}
        self.tasks: set[asyncio.Task[Any]] = set()

    # ---- doing things beside the loop that answers -----------------------------------------------------------------

    async def work(self, what: Callable[..., T], *told: Any) -> T:
        """Have something done beside the loop that answers."""
        return await asyncio.get_running_loop().run_in_executor(self.pool, what, *told)

    async def keep(self, what: Callable[..., T], *told: Any) -> T:
        """Have something written to the store; it is there when this comes back."""
        return await asyncio.get_running_loop().run_in_executor(self.writer, what, *told)

    def begin(self, doing: Any) -> asyncio.Task[Any]:
        """Begin something that goes on by itself; where it dies, the log says why."""
        task = asyncio.create_task(doing)
        self.tasks.add(task)
        task.add_done_callback(self._over)
        return task

    def _over(self, task: asyncio.Task[Any]) -> None:
        self.tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("something that went on by itself died", exc_info=error)

    async def ground(self, order: Order, make: Callable[[], Ground]) -> Ground:
        """Give what lives of an order stand on; it is made once, however many ask."""
        if order not in self.grounds or (self.grounds[order].done() and self.grounds[order].exception()):
            self.grounds[order] = self.begin(self.work(make))
        return await asyncio.shield(self.grounds[order])

    @asynccontextmanager
    async def lifespan(self, program: Starlette) -> AsyncIterator[None]:
        """Open the house, and close it."""
        for begin in self.opened:
            self.begin(begin())
        yield
        for task in list(self.tasks):
            task.cancel()
            with suppress(BaseException):
                await task
        for end in self.closing:
            end()
        self.pool.shutdown(wait=True, cancel_futures=True)
        self.writer.shutdown(wait=True)
        self.store.close()

    # ---- who and how much is let in --------------------------------------------------------------------------------

    def make_room(self, room: int, people: int) -> None:
        """Let one more life in.

        Raises
        ------
        Refusal
            There is no room for it; it says what would fit.
        """
        most, now = would_fit(), sum(self.alive.values())
        if len(self.alive) >= LIVES:
            raise Refusal("too_many", f"{LIVES}")
        if now + people > most:
            raise Refusal("too_large", f"{most - now:,}")
        self.alive[room] = people

    def let_in(self, caller: str, given: str | None) -> None:
        """Refuse whoever lacks the code of a server that others than this machine may call.

        Raises
        ------
        Refusal
            The code is wrong, missing, or too many were wrong.
        """
        if self.code is not None:
            self.check_code(caller, given, self.code)

    def check_code(self, caller: str, given: str | None, code: str) -> None:
        """Refuse a wrong code, and whoever guesses.

        Raises
        ------
        Refusal
            The code is wrong, or too many were.
        """
        bucket = self.guesses.setdefault(caller, Bucket(GUESSES, 1 / 3))
        if not given:
            raise Refusal("needs_code")
        if not bucket.left_now():
            raise Refusal("too_many_guesses")
        if not hmac.compare_digest(given.upper().encode(), code.encode()):
            bucket.take()
            raise Refusal("wrong_code")


def new_token() -> str:
    """Give a key that nobody can guess: 256 bits of the system's own chance."""
    return os.urandom(32).hex()


def new_code() -> str:
    """Give six letters to join with."""
    return "".join(LETTERS[byte % len(LETTERS)] for byte in os.urandom(6))


def story_order(people: int, weeks: int = 260, seed: int = 1) -> Order:
    """Give the order of a story: five years, unless told otherwise."""
    from demerit.app.ground import played_order

    return played_order(people, weeks, seed)
