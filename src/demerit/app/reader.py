"""A process of its own that reads written laws: a slow or greedy one is ended, and holds up nothing else."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from demerit.app.line import Refusal
from demerit.lab.reading import all_mistakes

LONGEST = 10.0
"""Seconds that reading one law may take; the largest of the package takes half of one."""
OPENING = 60.0
"""Seconds in which the process must have come up."""
MEMORY = 1024**3
"""Bytes of memory of its own that the process may take, where the system holds it to that."""
Read = Callable[[Path], Sequence[str]]


class Reader:
    """Reads laws one after another, each in a process that others share until one of them has to be ended.

    Parameters
    ----------
    read
        Gives the mistakes of a law in a folder; a function of a module, which the process imports.
    longest
        Seconds that it may take.
    """

    def __init__(self, read: Read = all_mistakes, longest: float = LONGEST) -> None:
        self.read, self.longest = read, longest
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None

    def open(self) -> Connection:
        """Begin the process, where there is none, and give the line to it."""
        if self._line is None or self._process is None or not self._process.is_alive():
            self.close()
            begin = multiprocessing.get_context("spawn")
            self._line, theirs = begin.Pipe()
            self._process = begin.Process(target=_answer, args=(theirs, self.read), name="law", daemon=True)
            self._process.start()
            theirs.close()
            self._told(OPENING)
        return self._line

    def mistakes(self, folder: Path) -> Sequence[str]:
        """Give the mistakes of a law in a folder.

        Raises
        ------
        Refusal
            Reading took too long, or more memory than it may.
        """
        self.open().send(folder)
        told = self._told(self.longest)
        if isinstance(told, BaseException):
            raise told
        return told

    def _told(self, seconds: float) -> Sequence[str] | BaseException:
        """Give what the process says; one that is silent for too long, or died, is ended."""
        try:
            if self._line is not None and self._line.poll(seconds):
                found: Sequence[str] | BaseException = self._line.recv()
                return found
            why = Refusal("too_slow", f"{seconds:.0f}")
        except (EOFError, OSError):
            why = Refusal("too_heavy", f"{MEMORY // 1024**2}")
        self.close()
        raise why

    def kill(self) -> None:
        """End the process from another thread: whoever waits for it hears that it died."""
        if self._process is not None:
            self._process.kill()

    def close(self) -> None:
        """End the process, and let go of the line to it."""
        self.kill()
        if self._process is not None:
            self._process.join()
        if self._line is not None:
            self._line.close()
        self._line = self._process = None


def _answer(line: Connection, read: Read) -> None:
    """Answer with the mistakes of each law, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _hold()
    line.send(())
    with suppress(EOFError, OSError):
        while True:
            folder = line.recv()
            try:
                line.send(tuple(read(folder)))
            except MemoryError:
                os._exit(1)
            except Exception as error:
                line.send(RuntimeError(f"{type(error).__name__}: {error}"))


def _hold() -> None:
    """Let this process take so much memory and no more, where the system can be asked for that."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
