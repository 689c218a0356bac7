"""What the shell offers while a word is being typed: names of what there is."""

from __future__ import annotations

from pathlib import Path


def schemes(incomplete: str) -> list[str]:
    """Give the schemes, and behind a ``+`` the reforms, that begin so."""
    from demerit.law import list_reforms, list_schemes

    before, plus, begun = incomplete.rpartition("+")
    names = list_reforms() if plus else list_schemes()
    return [before + plus + found.name for found in names if found.name.startswith(begun)]


def sides(incomplete: str) -> list[str]:
    """Give the schemes and runs that begin so."""
    return [*schemes(incomplete), *runs(incomplete)]


def runs(incomplete: str) -> list[str]:
    """Give `last`, and the runs and comparisons below ``runs/``, that begin so."""
    from demerit.lab.named import RUNS, made

    found = [str(path) for path in made()] if Path(RUNS).is_dir() else []
    return [name for name in ("last", *found) if name.startswith(incomplete)]


def reforms(incomplete: str) -> list[str]:
    """Give the reforms that begin so."""
    from demerit.law import list_reforms

    return [found.name for found in list_reforms() if found.name.startswith(incomplete)]


def measures(incomplete: str) -> list[str]:
    """Give the measures that begin so."""
    from demerit.measures import measures as known

    return [name for name in known() if name.startswith(incomplete)]


def kinds_of_groups(incomplete: str) -> list[str]:
    """Give the kinds of groups that begin so."""
    from demerit.rows.groups import DIMENSIONS

    return [name for name in DIMENSIONS if name.startswith(incomplete)]


def recipes(incomplete: str) -> list[str]:
    """Give the recipes that begin so."""
    from demerit.society import recipes as known

    return [name for name in known() if name.startswith(incomplete)]


def kinds(incomplete: str) -> list[str]:
    """Give the kinds of things to list that begin so."""
    from demerit.cli.verbs.list import KINDS

    return [name for name in KINDS.split() if name.startswith(incomplete)]
