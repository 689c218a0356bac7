"""`demerit play`: one citizen's five years, in a browser."""

from __future__ import annotations

from demerit.cli import options as o


def play(people: o.People = None, weeks: o.PlayWeeks = None, seed: o.Seed = None, port: o.Port = None,
         host: o.Host = None, address: o.Address = None, keep: o.Keep = None) -> None:
    """Live five years as one citizen, in a browser."""
    from demerit.cli.doors import told_of

    with told_of() as doors:
        doors.open_doors(frozenset({"play"}), port, host, keep, people, weeks, seed, address)
