"""`demerit class`: a class plays the citizens of one society, in a browser."""

from __future__ import annotations

from demerit.cli import options as o


def class_(port: o.Port = None, host: o.Host = None) -> None:
    """Let a class play the citizens of one society, each on a telephone."""
    from demerit.cli.doors import open_doors

    open_doors(frozenset({"class"}), port, host)
