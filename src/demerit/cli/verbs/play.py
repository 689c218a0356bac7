"""`demerit play`: one citizen's five years, in a browser."""

from __future__ import annotations

from demerit.cli import options as o


def play(port: o.Port = None, host: o.Host = None) -> None:
    """Live five years as one citizen, in a browser."""
    from demerit.cli.doors import open_doors

    open_doors(frozenset({"play"}), port, host)
