"""`demerit class`: a class plays the citizens of one society, in a browser."""

from __future__ import annotations

from typing import Annotated

import typer

from demerit.cli import options as o


def class_(
    people: o.ClassPeople = None, weeks: o.ClassWeeks = None, seed: o.Seed = None, port: o.Port = None,
    host: o.Host = None, address: o.Address = None, keep: o.Keep = None,
    new: Annotated[bool, typer.Option("--new", help="Begin another class, though one is kept.")] = False,
) -> None:  # fmt: skip
    """Let a class play the citizens of one society, each on a telephone."""
    from demerit.cli.doors import told_of

    with told_of() as doors:
        doors.teach(port, host, keep, people, weeks, seed, new, address)
