"""Law in Python: read it by name, change its numbers, and have every check that a written file has."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from demerit.engine.knobs import turned
from demerit.errors import InputError
from demerit.lab.order import Order, scheme_of
from demerit.lab.reading import outside
from demerit.law import Scheme, by_evidence, load_reform, reformed, with_settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from demerit.law.settings import Setting


def load_scheme(name: str | Path) -> Scheme:
    """Read a scheme, with every name in it checked.

    Parameters
    ----------
    name
        The name of a scheme in ``schemes/`` of the working folder or of the package, or the path of its folder;
        reforms may stand behind it: ``"article_2015+no_tale"``.

    Examples
    --------
    >>> import demerit
    >>> scheme = demerit.load_scheme("zhima_2015")
    >>> scheme.scale.low, scheme.scale.high
    (350, 950)

    Raises
    ------
    LawError
        With every mistake of every file, each as ``file:line:col: what, why, did you mean``.
    UnknownName
        No scheme is called so.
    """
    if not isinstance(name, str | Path):
        raise InputError(f"{name!r} is no scheme. Give its name, like 'article_2015' or 'article_2015+no_tale'.")
    return scheme_of(Order(str(name)))[0]


def change(scheme: Scheme | str, *, settings: Mapping[str, Setting] | None = None, reforms: Sequence[str] = (),
           evidence: Sequence[str] = ()) -> Scheme:
    """Give a changed copy of a scheme, checked as a written one is: by evidence first, then reforms, then settings.

    `live` lets it run as it stands.

    Parameters
    ----------
    scheme
        A scheme, or its name; it stays as it was.
    settings
        A knob, ``rule.NAME`` (its points), ``gate.NAME`` (its threshold), or any field as a dotted path -> the value.
    reforms
        Names of reforms.
    evidence
        Grades of evidence: only what stands on one of them is kept.

    Examples
    --------
    >>> import demerit
    >>> milder = demerit.change("article_2015", settings={"rule.dissenting_post": -3}, reforms=["no_association"])
    >>> milder.rules["dissenting_post"].points, milder.association.form
    (-3, 'none')

    Raises
    ------
    LawError
        A value lies outside its range, or what comes out is no sound scheme.
    UnknownName
        The scheme has nothing of that name, or there is no such reform.
    """
    made = scheme if isinstance(scheme, Scheme) else load_scheme(scheme)
    if evidence:
        made = by_evidence(made, evidence)
    for name in reforms:
        made = reformed(made, load_reform(name), outside())
    return with_settings(made, settings, outside()) if settings else made


def turned_of(settings: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Give the knobs of citizens that an order's settings turn, where the law is at hand and was changed already.

    Raises
    ------
    InputError
        A value that is no number, or lies outside its range.
    UnknownName
        One of them is no knob of citizens.
    """
    found = {}
    for name, value in settings:
        try:
            found[name] = float(value)
        except ValueError:
            raise InputError(f"--set {name}={value}: {value!r} is no number.") from None
    turned(found)
    return found
