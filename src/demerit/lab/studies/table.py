"""A table of drawn numbers that was made beforehand: what `demerit calibrate` leaves, and what comes with the program.

::

    {"laws": {side: hash}, "numbers": [...], "draws": [{name: value}, ...], ..., "digest": "<32 hex digits>"}
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from demerit.base.aside import hash_of
from demerit.base.number_of import number_of
from demerit.errors import InputError
from demerit.lab.order import ordered, scheme_of
from demerit.lab.plugins import code, measuring
from demerit.lab.studies.number import Number
from demerit.lab.studies.plan import CALIBRATED
from demerit.law import scheme_hash

SHIPPED = "calibrated.json"
AGAIN = "Make it anew: demerit calibrate --default --out runs/calibration."


@dataclass(frozen=True)
class Table:
    """Draws of numbers, and what they rest on.

    Parameters
    ----------
    told
        Everything that the file says.
    name
        What it is called in messages.
    """

    told: dict[str, Any]
    name: str

    def __repr__(self) -> str:
        """Say what it holds, in one line."""
        held = f"{number_of(len(self.draws), 'draw')} of {number_of(len(self.numbers), 'number')}"
        return f"<Table {self.name}: {held}, digest {self.digest[:8]}>"

    @property
    def numbers(self) -> tuple[Number, ...]:
        """What was drawn, from where to where."""
        return tuple(Number(**number) for number in self.told["numbers"])

    @property
    def draws(self) -> list[dict[str, float]]:
        """World by world, what each number is; any first few of them are a sample."""
        return [dict(draw) for draw in self.told["draws"]]

    @property
    def digest(self) -> str:
        """A hash of all that the file says besides."""
        return str(self.told["digest"])

    def first(self, worlds: int) -> list[dict[str, float]]:
        """Give the first so many draws, of 0 all.

        Raises
        ------
        InputError
            There are fewer.
        """
        if worlds > len(self.draws):
            few = f"{number_of(len(self.draws), 'draw')}, fewer than {number_of(worlds, 'world')}"
            raise InputError(f"{self.name} has {few}. Ask for fewer, or calibrate with a larger `keep`")
        return self.draws[:worlds] if worlds else self.draws

    def model(self) -> str:
        """Say whether it was made with today's model, as far as the table tells."""
        made = self.told.get("code")
        if made is None:
            return "It does not say with which model it was made: the model may have changed since, its laws have not."
        same = made == [code(), measuring()]
        return "Made with today's model." if same else "The model has changed since it was made, its laws have not."

    def stale(self) -> list[str]:
        """Give the sides whose law is no longer the one that was calibrated."""
        return [side for side, mark in self.told["laws"].items() if scheme_hash(scheme_of(ordered(side))[0]) != mark]


def digest_of(told: dict[str, Any]) -> str:
    """Give the hash of a table: of all it says but its own digest."""
    rest = {name: value for name, value in told.items() if name != "digest"}
    return hash_of((json.dumps(rest, sort_keys=True).encode(),))


def table_of(name: str) -> Table:
    """Give the table of draws that a plan names: ``calibrated``, or a path.

    Raises
    ------
    InputError
        It is not there, damaged, or of another law than today's.
    """
    place = files("demerit.lab").joinpath("worlds", SHIPPED) if name == CALIBRATED else Path(name)
    called = "the calibrated table" if name == CALIBRATED else name
    if not place.is_file():
        raise InputError(f"{called} is not there: no file {place.name}. `draw_from` is plausible, calibrated, or the "
                         "path of a table that demerit calibrate left")  # fmt: skip
    try:
        told = json.loads(place.read_text(encoding="utf-8"))
        whole = told["digest"] == digest_of(told) and bool(told["draws"]) and bool(told["numbers"] and told["laws"])
    except (ValueError, KeyError, TypeError, OSError):
        whole = False
    if not whole:
        raise InputError(f"{called} is damaged: its content is not what its digest says. {AGAIN}")
    table = Table(told, called)
    if changed := table.stale():
        raise InputError(f"{called} is of another law: {', '.join(changed)} changed since. {AGAIN}")
    return table
