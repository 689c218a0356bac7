"""Who lets the months of an experiment pass: asked on the server's loop, heard by the thread in which worlds live."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


class Ended(Exception):  # noqa: N818 - reads as what it is
    """Nobody wants the experiment any more."""


@dataclass
class Pacing:
    """Who lets months pass: paused, step by step, or so many a second; a thread that waits hears what is asked."""

    going: bool = True
    steps: int = 0
    wait: float = 0.0
    """Seconds between months at least."""
    ended: bool = False
    heard: threading.Condition = field(default_factory=threading.Condition)

    def ask(self, do: str, months_a_second: float) -> None:
        """Pause, go on or take a step; 0 months a second: as fast as may be."""
        with self.heard:
            self.going, self.steps = do == "go", self.steps + (do == "step")
            self.wait = 1 / months_a_second if months_a_second else 0.0
            self.heard.notify_all()

    def end(self) -> None:
        """Let the experiment go."""
        with self.heard:
            self.ended = True
            self.heard.notify_all()

    def hold(self, doing: Callable[[Any], None]) -> None:
        """Wait until the next month may pass, and tell `doing` where that is a pause.

        Raises
        ------
        Ended
            The experiment was let go.
        """
        begun, paused = time.monotonic(), False
        with self.heard:
            while not self.ended and not self.steps:
                if not self.going and not paused:
                    paused = True
                    doing("paused")
                left = begun + self.wait - time.monotonic() if self.going else None
                if left is not None and left <= 0:
                    break
                self.heard.wait(left)
            if self.ended:
                raise Ended
            self.steps = max(0, self.steps - 1)
            if paused and self.going:
                doing("living")
