"""An order: everything that decides a run, so that the same order gives the same run, bit for bit."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import polars as pl

from demerit.acts import STATES, deeds
from demerit.engine.knobs import knobs, turned
from demerit.engine.run import Choice
from demerit.errors import InputError, UnknownName
from demerit.law import Scheme, by_evidence, load, load_reform, reformed, settable, with_settings
from demerit.society import Society, imported, make
from demerit.society import load as load_society

BYTES_A_CITIZEN = 260
"""Memory that a citizen takes while a society is made and run, all in: measured, with room."""


@dataclass(frozen=True)
class Order:
    """What is to be run.

    Parameters
    ----------
    scheme
        A scheme's name, or the path of its folder.
    recipe, people
        A society made by a recipe.
    society
        A society saved by `demerit society`, instead.
    ties, attributes, clean
        An edge list to lay synthetic people over, instead; whether to drop self-loops and doubled edges.
    weeks
        None: the scheme's own.
    seed
        0 <= seed < 2**64.
    reforms, evidence, settings
        What is changed of the scheme, in this order.
    choices
        A table (week, citizen, act, deed) of decisions taken from outside.
    placebo
        Take away one tie of one citizen at the start.
    """

    scheme: str
    recipe: str = "china_2015"
    people: int = 10_000
    society: str | None = None
    ties: str | None = None
    attributes: str | None = None
    clean: bool = False
    weeks: int | None = None
    seed: int = 1
    reforms: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    choices: str | None = None
    placebo: bool = False
    extra: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def plain(self) -> dict[str, Any]:
        """Give the order as plain data, for a manifest."""
        told = asdict(self)
        del told["extra"]
        return told

    def short_hash(self) -> str:
        """Give eight hex digits that tell this order from others."""
        return hashlib.blake2b(json.dumps(self.plain(), sort_keys=True).encode(), digest_size=4).hexdigest()

    def with_(self, **changes: Any) -> Order:
        """Give a copy with some fields changed."""
        return replace(self, **changes)


def order_from(plain: dict[str, Any]) -> Order:
    """Give the order that a manifest holds."""
    told = dict(plain)
    for name in ("reforms", "evidence"):
        told[name] = tuple(told.get(name, ()))
    told["settings"] = tuple((str(k), str(v)) for k, v in told.get("settings", ()))
    return Order(**told)


def scheme_of(order: Order) -> tuple[Scheme, dict[str, float]]:
    """Give the law an order asks for, and the behavioural knobs it turns.

    Evidence is filtered first, then reforms apply in their order, then settings.
    """
    scheme = load(order.scheme, deeds=deeds(), states=STATES)
    if order.evidence:
        scheme = by_evidence(scheme, order.evidence)
    for name in order.reforms:
        scheme = reformed(scheme, load_reform(name))
    behaviour = knobs()
    turned_: dict[str, float] = {}
    written: dict[str, str] = {}
    for name, value in order.settings:
        if name in behaviour:
            turned_[name] = _number(name, value)
        else:
            written[name] = value
    try:
        scheme = with_settings(scheme, written) if written else scheme
    except UnknownName as error:
        unknown = next((n for n in written if f"'{n}'" in str(error)), next(iter(written)))
        raise UnknownName(
            "setting", unknown, [*behaviour, *settable(scheme)],
            "`demerit list knobs` shows those of citizens, `demerit show SCHEME` those of the scheme.",
        ) from error
    turned(turned_)
    return scheme, turned_


def _number(name: str, value: str) -> float:
    """Read the value of a knob."""
    try:
        return float(value)
    except ValueError:
        raise InputError(f"--set {name}={value}: {value!r} is no number.") from None


def society_of(order: Order) -> Society:
    """Give the society an order asks for."""
    if order.society is not None:
        return load_society(Path(order.society))
    if order.ties is not None:
        attributes = Path(order.attributes) if order.attributes else None
        return imported(Path(order.ties), attributes, order.seed, order.clean)
    return make(order.recipe, order.people, order.seed)


def choices_of(order: Order) -> list[Choice]:
    """Read the decisions taken from outside: a CSV or Parquet file with week, citizen, act, deed."""
    if order.choices is None:
        return []
    path = Path(order.choices)
    wanted = ("week", "citizen", "act", "deed")
    try:
        table = pl.read_parquet(path) if path.suffix == ".parquet" else pl.read_csv(path)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise InputError(f"{path}: the choices cannot be read: {str(error).splitlines()[0]}") from error
    missing = [c for c in wanted if c not in table.columns]
    if missing:
        raise InputError(f"{path}: the choices lack the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}.")
    try:
        table = table.select(pl.col("week", "citizen").cast(pl.Int64), pl.col("act", "deed").cast(pl.String))
    except pl.exceptions.PolarsError as error:
        raise InputError(f"{path}: week and citizen must be whole numbers: {str(error).splitlines()[0]}") from error
    return [Choice(*row) for row in table.iter_rows()]


def would_fit() -> int:
    """Give how many citizens fit in nine tenths of this machine's memory."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return int(memory * 0.9) // BYTES_A_CITIZEN
