"""The command line: verbs, and how each can end."""

from __future__ import annotations

import os
import sys

from demerit.cli.streams import ready

COMPLETING = "_DEMERIT_COMPLETE"
"""Set by the shell where it asks for words that complete a line."""


def main(arguments: list[str] | None = None) -> None:
    """Run a command line and leave the process with its exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in words or bool(os.environ.get("DEMERIT_DEBUG"))
    words = [word for word in words if word != "--debug"]
    ready()
    sys.exit(_status(words, debug))


def _status(words: list[str], debug: bool) -> int:
    """Carry out a command line and give its exit status; say what went wrong in words."""
    from demerit.cli.ends import ended
    from demerit.cli.foreseen import fit
    from demerit.lab.stopping import stopping

    try:
        fit(words)
        from demerit.cli.app import app

        with stopping():
            status = app(words, prog_name="demerit", standalone_mode=False)
            sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except BaseException as error:
        if isinstance(error, SystemExit) and COMPLETING in os.environ:  # the shell asked what words there are
            return int(error.code or 0)
        if debug and not isinstance(error, SystemExit):
            raise
        return ended(error)
