"""What the words of a comparison mean: finished runs, or schemes to be run over the same society."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.engine.folder import RunFolder
from demerit.engine.knobs import knobs
from demerit.errors import InputError, UnknownName
from demerit.lab.named import find_run
from demerit.lab.order import Order, order_of, scheme_of
from demerit.law import load, settable

if TYPE_CHECKING:
    from collections.abc import Sequence

Side = Order | RunFolder
SOCIETY = ("recipe", "people", "society", "ties", "attributes", "clean", "form", "hubs", "weeks", "seed")
"""What both sides of a comparison share."""


def sides(names: Sequence[str], order: Order, changed: bool) -> list[Side]:
    """Give the sides of a comparison, two or more.

    Parameters
    ----------
    names
        Each a scheme (``article_2015``, ``article_2015+no_speech``), a run folder, a name below ``runs/``, or ``last``.
    order
        What the options ask for, with the first name as its scheme: reforms go to the first alone; evidence and knobs
        of citizens to all; a number of the scheme to whichever has it.
    changed
        Whether the options name a society, a seed or a length.

    Raises
    ------
    InputError
        Options that contradict a run that is there already; a side named twice.
    """
    twice = next((name for k, name in enumerate(names) if name in names[:k]), None)
    if twice is not None and len(names) > 2:
        raise InputError(f"{twice} is named twice. Name each side once; with a reform it is {twice}+REFORM.")
    runs = [find_run(name) for name in names]
    known = next((run for run in runs if run is not None), None)
    if known is not None and changed:
        raise InputError(
            f"{known.path} is a run already: its society, seed and weeks are settled. Leave these options out, or "
            "name schemes on all sides."
        )
    if known is not None:
        told = order_of(known)
        order = order.with_(**{name: getattr(told, name) for name in SOCIETY})
    found: list[Side] = []
    for side, (name, run) in enumerate(zip(names, runs, strict=True)):
        found.append(run if run is not None else _scheme(name, order, name if side == 0 else None))
    _all_settings_used(order, found)
    return found


def schemes(names: Sequence[str], order: Order) -> list[Order]:
    """Give the sides of a comparison of schemes alone, whatever runs lie here under such names.

    Raises
    ------
    InputError
        A setting that no side has.
    """
    found = [_scheme(name, order, name if side == 0 else None) for side, name in enumerate(names)]
    _all_settings_used(order, found)
    return found


def called(names: Sequence[str], found: Sequence[Side]) -> dict[str, Side]:
    """Give the sides by what they are called: a scheme with the reforms that change it, a run as it was named.

    Raises
    ------
    InputError
        Two of more than two sides are the same.
    """
    own = ["+".join([side.scheme, *side.reforms]) if isinstance(side, Order) else name
           for name, side in zip(names, found, strict=True)]  # fmt: skip
    twice = next((name for k, name in enumerate(own) if name in own[:k]), None)
    if twice is not None and len(own) > 2:
        raise InputError(f"{twice} stands on two sides: --reform changes the first. Name each side once.")
    return dict(zip(distinct(own), found, strict=True))


def distinct(names: Sequence[str]) -> list[str]:
    """Give names for sides of which each is there once: one that stands before already has its letter behind it."""
    return [f"{name} ({chr(ord('a') + k)})" if name in names[:k] else name for k, name in enumerate(names)]


def _scheme(written: str, order: Order, first: str | None) -> Order:
    """Give the order of one side that is a scheme."""
    name, *reforms = written.split("+")
    kept = order.reforms if first is not None else ()
    mine = order.with_(scheme=name, reforms=(*reforms, *(r for r in kept if r not in reforms)))
    return mine.with_(settings=tuple((k, v) for k, v in order.settings if k in knobs() or _has(mine, k)))


def _has(order: Order, setting: str) -> bool:
    """Say whether a scheme has a number of that name."""
    is_path = "." in setting and setting.split(".")[0] not in ("rule", "gate")
    return is_path or setting in settable(load(order.scheme))


def _all_settings_used(order: Order, found: Sequence[Side]) -> None:
    """Refuse a setting that no side has."""
    orders = [side for side in found if isinstance(side, Order)]
    for setting in order.settings:
        if orders and not any(setting in side.settings for side in orders):
            names = {name for side in orders for name in settable(scheme_of(side)[0])}
            raise UnknownName(
                "setting", setting[0], [*knobs(), *names], "`demerit list knobs` shows those of citizens."
            )
