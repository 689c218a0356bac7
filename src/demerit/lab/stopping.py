"""Being stopped: Ctrl-C, a closed terminal, a shutdown; asked once, what is going on comes to a good end."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from demerit.errors import DemeritError

if TYPE_CHECKING:
    from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""What asks a program to stop; whoever was started to ignore one of them (`nohup`) goes on ignoring it."""


class Stopped(BaseException):
    """A signal asked the program to stop; `number` says which."""

    def __init__(self, number: int = signal.SIGINT) -> None:
        super().__init__(number)
        self.number = number


class Interrupted(DemeritError):  # noqa: N818 - reads as what happened
    """The user stopped what was going on; the message says what is left and how it goes on."""

    def __init__(self, message: str, number: int = signal.SIGINT) -> None:
        super().__init__(message)
        self.number = number


STOPS = (KeyboardInterrupt, Stopped)
"""What is raised where a program is stopped in the middle."""


def signal_of(error: BaseException) -> int:
    """Give the signal that stopped the program."""
    return int(getattr(error, "number", signal.SIGINT))


def _answered(answer: Callable[[int, FrameType | None], Any]) -> dict[int, Any]:
    """Answer every signal that asks to stop; give what answered it before. Nothing outside the main thread."""
    before: dict[int, Any] = {}
    for number in SIGNALS:
        try:
            if signal.getsignal(number) not in (signal.SIG_IGN, None):
                before[number] = signal.signal(number, answer)
        except ValueError:
            break
    return before


@contextmanager
def stopping() -> Iterator[None]:
    """Raise `Stopped` where a signal asks to stop, so that whoever is at work can tidy up and say what is left."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Stopped(number)

    before = _answered(stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def stoppable() -> Iterator[Callable[[], int]]:
    """Let a signal ask for a stop instead of breaking a week in the middle; a second one breaks it.

    Gives a function that says which signal asked, 0 while none did.
    """
    asked = 0

    def ask(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            raise Stopped(number)
        asked = number

    before = _answered(ask)
    try:
        yield lambda: asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
