"""Shares of parts that come with the program, so that nobody has to run all worlds to quote them."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.resources import files
from typing import TYPE_CHECKING

from demerit.lab.order import scheme_of
from demerit.lab.probing.parts import Effect, Parts, Share
from demerit.law import scheme_hash

if TYPE_CHECKING:
    from demerit.lab.order import Order

BEGINS = "parts_of_"
"""How the names of such files begin; the name of the scheme follows."""


def shipped_parts(order: Order) -> Parts | None:
    """Give the shares of a law, as they were made; None where none are of today's law.

    The file is ``lab/worlds/parts_of_NAME.json``: the hash of the law, then the fields of `Parts`.
    """
    file = files("demerit.lab").joinpath("worlds", f"{BEGINS}{order.scheme}.json")
    if order.reforms or order.evidence or order.settings or not file.is_file():
        return None
    told = json.loads(file.read_text(encoding="utf-8"))
    if told.pop("law") != scheme_hash(scheme_of(order)[0]):
        return None
    effects = tuple(Effect(**{**one, "shares": tuple(Share(**share) for share in one["shares"])})
                    for one in told["effects"])  # fmt: skip
    return Parts(**{**told, "parts": tuple(told["parts"]), "effects": effects})


def ship(order: Order, found: Parts) -> str:
    """Give the file of the shares of a law, as `shipped_parts` reads it."""
    return json.dumps({"law": scheme_hash(scheme_of(order)[0]), **asdict(found)}, indent=1)
