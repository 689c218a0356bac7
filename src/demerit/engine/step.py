"""A step of the week: one thing that happens to every citizen, its law, and how the law is read off a scheme."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, eq=False)
class Step:
    """One step. It is no other's equal: whoever looks it up need not hash all that it is made of.

    Parameters
    ----------
    name
        The step's name, in profiles and in what a plan keeps of the law.
    each
        ``each(i, ...)``, of one citizen, in whole numbers. Its parameters, those that it needs, say by their types what
        it is handed; `engine.binding` has the list.
    law
        Reads the step's law off the terms of a week: a NamedTuple of whole numbers and arrays; a list of such, and the
        step takes place once for each; or None, and it does not take place. Without a reader the step has no law.
    stream
        The name of its stream of draws, where it draws.
    whole
        ``each(lo, hi, ...)`` is of a range: for what is drawn or reckoned for many citizens at once.
    others
        The columns, besides what all can see (`face`; in a `Model` whatever is shown), of which it reads other rows
        than the citizen's own: what nobody writes in the same pass, and what a machine that holds some of the citizens
        would have to be sent.
    ahead
        Column that names others, or ``friend`` -> what is read of whom it names, always or nearly so: memory is asked
        for it in time. For a step of one citizen.
    abreast
        All citizens are reckoned alike, by many at once: for a step of one citizen, of which it is measured to be
        faster. It has no loop but over what is written down, and counts by ``own.cell``.
    weekly
        Its law is read every week, ``law(terms, when)``, and not only when the scheme, its date or what institutions
        set moves it.
    """

    name: str
    each: Callable[..., None]
    law: Callable[..., Any] | None = None
    stream: str = ""
    others: tuple[str, ...] = ()
    whole: bool = False
    weekly: bool = False
    ahead: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    abreast: bool = False
