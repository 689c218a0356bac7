"""`demerit app`: a server with all its doors open."""

from __future__ import annotations

from demerit.cli import options as o


def app(port: o.Port = None, host: o.Host = None, address: o.Address = None, keep: o.Keep = None) -> None:
    """Open the laboratory, one citizen's life and the class in a browser."""
    from demerit.cli.doors import told_of

    with told_of() as doors:
        doors.open_doors(frozenset({"play", "class", "laboratory"}), port, host, keep, address=address)
