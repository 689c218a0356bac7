"""A line to one page: what comes in is read, counted and refused where it must be; what goes out waits for nobody."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import ValidationError
from starlette.websockets import WebSocketDisconnect, WebSocketState

from demerit.app import messages as m
from demerit.errors import InputError

if TYPE_CHECKING:
    from starlette.websockets import WebSocket

LARGEST = 4096
"""Characters of the longest message that a page may send."""
AT_ONCE, A_SECOND = 30.0, 8.0
"""Messages that a page may send at once, and how many more a second."""
WRONGS, FORGIVEN = 12, 0.5
"""Refused messages that a line has at once before it is closed, and how many of them are forgiven a second."""
FIRST = 10.0
"""Seconds in which a page must say who it is."""
WAITING = 64
"""Messages that may wait for a slow page; beyond, its line is closed, and it comes back for the newest."""
log = logging.getLogger("demerit.app")


class Refusal(Exception):  # noqa: N818 - reads as what it is
    """Nothing is done; `why` is a key of the catalogue."""

    def __init__(self, why: str, says: str = "") -> None:
        self.why, self.says = why, says
        super().__init__(why)


class Door(Protocol):
    """What answers the lines of one kind of page."""

    async def hello(self, line: Line, hello: m.Hello) -> None:
        """Say who somebody is who called."""

    async def answer(self, line: Line, message: Any) -> None:
        """Do what a page asks, or raise `Refusal`."""

    async def left(self, line: Line) -> None:
        """Take notice that a line is closed."""


class Bucket:
    """So many at once, and so many more a second."""

    def __init__(self, at_once: float, a_second: float) -> None:
        self.most, self.rate, self.left, self.then = at_once, a_second, at_once, time.monotonic()

    def left_now(self) -> bool:
        """Say whether there is one."""
        now = time.monotonic()
        self.left = min(self.most, self.left + (now - self.then) * self.rate)
        self.then = now
        return self.left >= 1

    def take(self) -> bool:
        """Take one; say whether there was one."""
        there = self.left_now()
        self.left -= there
        return there


class Line:
    """One page's line.

    Parameters
    ----------
    socket
        The WebSocket, accepted.
    """

    def __init__(self, socket: WebSocket) -> None:
        self.socket = socket
        self.waiting: asyncio.Queue[str | None] = asyncio.Queue(WAITING)
        self.n = -1
        """Number of the last message that was taken."""
        self.bucket = Bucket(AT_ONCE, A_SECOND)
        self.wrongs = Bucket(WRONGS, FORGIVEN)
        self.let_in = False
        """Whether the door took the greeting; until then nothing else is answered."""
        self.asked: Any = m.ASKED
        """Reads what this kind of page sends."""
        self.seat: Any = None
        """What the door knows of who calls."""

    @property
    def caller(self) -> str:
        """From which machine it comes."""
        return self.socket.client.host if self.socket.client else ""

    def send(self, message: m.Message) -> None:
        """Send a message as soon as the page can take it."""
        self.send_text(message.model_dump_json())

    def send_text(self, text: str) -> None:
        """Send what is written already; a page that is far behind is let go."""
        try:
            self.waiting.put_nowait(text)
        except asyncio.QueueFull:
            while not self.waiting.empty():
                self.waiting.get_nowait()
            self.waiting.put_nowait(None)

    def refuse(self, why: str, n: int | None = None, says: str = "") -> None:
        """Say that nothing was done, and why; the log holds why, and nothing of what was written."""
        log.warning("refused: %s", why)
        self.send(m.Refused(n=n, why=why, says=says))
        if not self.wrongs.take() or self.wrongs.left < 1:
            self.waiting.put_nowait(None)

    async def write(self) -> None:
        """Send what waits until the line is closed."""
        while (text := await self.waiting.get()) is not None:
            await self.socket.send_text(text)
        await self.socket.close(1008)


async def talk(socket: WebSocket, door: Door) -> None:
    """Let a page talk with a door until it leaves."""
    await socket.accept()
    line = Line(socket)
    line.asked = getattr(door, "asked", m.ASKED)
    writing = asyncio.create_task(line.write())
    try:
        hello = await asyncio.wait_for(_read(line), FIRST)
        if not isinstance(hello, m.Hello):
            line.refuse("hello_first")
            line.waiting.put_nowait(None)
            await asyncio.wait_for(writing, FIRST)
            return
        line.let_in = await _try(line, door.hello(line, hello), None)
        while not writing.done():
            message = await _read(line)
            if message is not None:
                await _one(line, door, message)
    except (WebSocketDisconnect, TimeoutError, RuntimeError):
        pass
    finally:
        await door.left(line)
        writing.cancel()
        with suppress(BaseException):
            await writing
        if socket.application_state is not WebSocketState.DISCONNECTED:
            with suppress(RuntimeError, WebSocketDisconnect):
                await socket.close()


async def _read(line: Line) -> Any:
    """Give the next message that can be read; None where it was refused."""
    received = await line.socket.receive()
    if received["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(received.get("code", 1000))
    if not line.bucket.take():
        line.refuse("too_fast")
        return None
    text = received.get("text")
    if text is None or len(text) > LARGEST:
        line.refuse("too_long" if text else "no_text")
        return None
    try:
        return line.asked.validate_json(text)
    except (ValidationError, ValueError, RecursionError):
        line.refuse("unreadable")
        return None


async def _one(line: Line, door: Door, message: Any) -> None:
    """Do what one message asks."""
    if isinstance(message, m.Hello):
        line.refuse("hello_once")
    elif not line.let_in:
        line.refuse("not_let_in", message.n)
    elif message.n <= line.n:
        line.refuse("sent_before", message.n)
    else:
        line.n = message.n
        await _try(line, door.answer(line, message), message.n)


async def _try(line: Line, doing: Any, n: int | None) -> bool:
    """Do something, or say why it is refused; say whether it was done."""
    try:
        await doing
        return True
    except Refusal as refusal:
        line.refuse(refusal.why, n, refusal.says)
    except InputError as error:
        line.refuse("not_possible", n, str(error))
    except Exception:
        log.exception("a message was not answered")
        line.refuse("failed", n)
    return False
