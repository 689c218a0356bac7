"""How a command that failed ends: a message in words on stderr, an exit status, never a traceback unasked."""

from __future__ import annotations

import errno
import sys
from difflib import get_close_matches

from demerit.cli.foreseen import foreseen
from demerit.cli.streams import deafen
from demerit.cli.terminal import say

USER, UNEXPECTED = 2, 1
"""Exit statuses: the user's input is wrong; a mistake of the program's own."""
STOPPED = 128
"""Exit status of a program that a signal stopped, less the signal's number: Ctrl-C 130, SIGTERM 143, SIGHUP 129."""


def ended(error: BaseException) -> int:
    """Say what went wrong and give the exit status."""
    from demerit.errors import DemeritError
    from demerit.lab.stopping import STOPS, Interrupted, signal_of

    if _is_unheard(error) or (isinstance(error, SystemExit) and _is_unheard(error.__context__)):
        deafen(sys.stdout)
        return 0  # the reader of our output has gone, and has what they wanted
    if isinstance(error, STOPS):
        return _say("stopped; nothing half done is left behind.", STOPPED + signal_of(error))
    if isinstance(error, Interrupted):
        return _say(str(error), STOPPED + error.number)
    if isinstance(error, DemeritError):
        return _say(str(error), USER)
    if hasattr(error, "format_message"):
        return _say(_usage(error), USER)
    plugins = sys.modules.get("demerit.lab.plugins")
    own = plugins.blamed(error) if plugins is not None else ""
    if own:
        return _say(f"{own}\n  The same command with --debug shows the way there.", USER)
    words = foreseen(error)
    if words:
        if isinstance(error, OSError) and error.filename is None:
            deafen(sys.stdout)
        return _say(words, USER)
    message = f"{type(error).__name__}: {error}"
    return _say(
        f"something went wrong that should not have ({message}).\n"
        "  The same command with --debug shows where; please report it with that.",
        UNEXPECTED,
    )


def _is_unheard(error: BaseException | None) -> bool:
    """Say whether a pipe was closed by its reader."""
    return isinstance(error, OSError) and error.errno == errno.EPIPE


def _usage(error: BaseException) -> str:
    """Give typer's message in our manner: what is wrong, the nearest names, where to look."""
    message = str(error.format_message()).strip()  # type: ignore[attr-defined]
    option = getattr(error, "option_name", None)
    if option and hasattr(error, "possibilities"):
        near = get_close_matches(option, error.possibilities or (), n=2, cutoff=0.5)
        message = f"no option is called {option}." + (f" Did you mean {' or '.join(near)}?" if near else "")
    message = message[:1].lower() + message[1:]
    context = getattr(error, "ctx", None)
    verb = context.command_path if context is not None else "demerit"
    return f"{message}\n  `{verb} --help` says what it takes."


def _say(message: str, status: int) -> int:
    """Write a message and give the status back."""
    say(f"demerit: {message}")
    return status
