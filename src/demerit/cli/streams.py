"""The ways out of the process: made fit for any text, and silent where nobody hears."""

from __future__ import annotations

import codecs
import os
import sys
from contextlib import suppress
from typing import Any

from demerit.base.text import plainer

HANDLER = "demerit_plainer"
"""The error handler of codecs that writes plainer signs."""
codecs.register_error(HANDLER, plainer)


def ready() -> None:
    """Let every text go out in whatever encoding there is, and let a way out that is closed lead nowhere.

    A stream that was closed before the start is no place for a file: the first that is opened would get its number.
    """
    with suppress(OSError):
        for number in range(3):
            try:
                os.fstat(number)
            except OSError:
                os.open(os.devnull, os.O_RDWR)  # the lowest number that is free
    for name in ("stdout", "stderr"):
        stream: Any = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - as long as the process
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=HANDLER)


def deafen(stream: Any) -> None:
    """Let all that is still to be written to a stream lead nowhere: who heard it has gone, or has no room."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
