"""Asking claims by their names, from Python."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from demerit.errors import InputError
from demerit.lab.claims.asking import QUICK, Asked, ask
from demerit.lab.claims.claim import chosen
from demerit.lab.perform import Watcher, no_watcher


def ask_named(*names: str, people: int | None = None, weeks: int | None = None, worlds: int | None = None,
              seeds: int | None = None, out: Path | str | None = None, resume: bool = False,
              workers: int | None = None, watch: Watcher = no_watcher) -> Asked:
    """Ask worlds whose assumed numbers are drawn whether claims hold: as `demerit claims NAME --quick`.

    Parameters
    ----------
    names
        Claims, or statements of the article like ``C03``; a claim of one's own stands in ``claims/NAME.yaml``.
    people, weeks, worlds, seeds
        How large the study is; None: as of ``--quick``.
    out, resume, workers, watch
        As of `study`.

    Returns
    -------
    Asked
        ``outcomes``, one for each claim: effect, share of worlds, verdict.

    Examples
    --------
    >>> import demerit
    >>> small = {"people": 60, "weeks": 8, "worlds": 8, "seeds": 2}
    >>> asked = demerit.ask("bill_points_tax_the_poor", workers=1, **small)
    >>> [outcome.plain()["name"] for outcome in asked.outcomes]
    ['bill_points_tax_the_poor']

    Raises
    ------
    InputError
        No name is given, or what is asked cannot be.
    UnknownName
        No claim is called so, and none is about that statement.
    """
    if not names or not all(isinstance(name, str) for name in names):
        raise InputError("ask: which claims? Give names, like ask('dissent_falls'), or statements, like ask('C03').")
    told: dict[str, Any] = {"people": people, "weeks": weeks, "worlds": worlds, "seeds": seeds}
    size = replace(QUICK, **{name: number for name, number in told.items() if number is not None})
    return ask(chosen(names), size, None if out is None else Path(out), resume=resume, workers=workers, watch=watch)
