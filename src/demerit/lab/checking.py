"""Reading what somebody wrote and saying everything that is wrong with it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from demerit.base.catalogue import remembered
from demerit.engine.idle import idle_parts
from demerit.errors import InputError, LawError, UnknownName
from demerit.lab.order import Order
from demerit.lab.perform import perform
from demerit.lab.reading import all_idle, all_mistakes, outside, read
from demerit.lab.soundness import kept_place, sound
from demerit.lab.studies.plan import is_plan, read_plan
from demerit.lab.studies.study import faults
from demerit.law import (
    Drift,
    Scheme,
    drift,
    dump,
    list_reforms,
    list_schemes,
    load_reform,
    reform_file,
    reformed,
    write_schemas,
)
from demerit.measures.sums import EVERYBODY, number
from demerit.measures.tables import WEEKS_A_MONTH, keys_of

REST = Order("null", recipe="village", people=1000, weeks=52)
"""The society at rest in which deeds are counted to say where rules push."""


@dataclass(frozen=True)
class Checked:
    """What was found in one thing.

    Parameters
    ----------
    name
        What was checked.
    kind
        ``scheme``, ``reform`` or ``study`` (a plan); ``run``, ``comparison`` or ``society``.
    mistakes
        ``file:line:col: what, why, did you mean``; of what a run left, each damaged file; none where it is sound.
    rules, examples
        How many rules were read and how many worked examples held.
    idle
        ``file:line:col: what, why, what to do`` of every part that can never act; of a reform, of what it writes.
    files
        Of what a run left, how many files were held against their hashes.
    changes
        Of a reform: scheme that it fits and changes -> parts of it that can act no longer under the reform.
    """

    name: str
    kind: str
    mistakes: tuple[str, ...]
    rules: int = 0
    examples: int = 0
    idle: tuple[str, ...] = ()
    files: int = 0
    changes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def check_all() -> list[Checked]:
    """Check every scheme and every reform that a name can mean."""
    laws = list(_sound())
    return [*(check_one(s.name) for s in list_schemes()), *(check_reform(r.name, laws) for r in list_reforms())]


def check_named(name: str | Path) -> Checked:
    """Check what a word names: the folder of a run, comparison or society; else a scheme, one of its files, a reform.

    Examples
    --------
    >>> import demerit
    >>> found = demerit.check("zhima_2015")
    >>> found.kind, found.mistakes
    ('scheme', ())

    Raises
    ------
    UnknownName
        There is no such thing.
    """
    name = str(name)
    place = kept_place(name)
    if place is None:
        return check_one(name)
    found = sound(place)
    return Checked(str(place), found.kind, found.mistakes, files=found.files)


def check_one(name: str) -> Checked:
    """Check a scheme, one of its files, or a reform; where a scheme and a reform share a name, the scheme.

    Raises
    ------
    UnknownName
        There is no such thing.
    """
    path = Path(name)
    if is_plan(path):
        return _check_plan(path)
    is_scheme = name in {s.name for s in list_schemes()}
    if not path.exists() and not is_scheme and name in {r.name for r in list_reforms()}:
        return check_reform(name)
    try:
        found = all_mistakes(name)
    except UnknownName as error:
        raise UnknownName(
            "scheme or reform", name, [x.name for x in (*list_schemes(), *list_reforms())], "Or give the path of one."
        ) from error
    if path.is_file() and not any((above / "scheme.yaml").is_file() for above in path.absolute().parents[:2]):
        return Checked(name, "reform", found) if found else check_reform(name)
    if found or path.is_file():
        return Checked(name, "scheme", found)
    scheme = read(name)
    examples = sum(len(rule.examples) for rule in scheme.rules.values())
    return Checked(name, "scheme", (), len(scheme.rules), examples, idle=all_idle(name))


def _check_plan(path: Path) -> Checked:
    """Check the plan of a study: that it reads, and that all it names is there."""
    try:
        read_plan(path, faults)
    except LawError as error:
        return Checked(str(path), "study", error.mistakes)
    return Checked(str(path), "study", ())


def check_reform(name: str, laws: Sequence[Scheme] = ()) -> Checked:
    """Check a reform: that it reads, fits one of the schemes at least, and changes it; and that what it writes acts.

    It is tried on `laws`, or on every scheme that a name can mean; one of the working folder that is broken is left
    out. A rule that it gives no points is switched off on purpose.
    """
    try:
        reform = load_reform(name)
    except LawError as error:
        return Checked(name, "reform", error.mistakes)
    mistakes: list[str] = []
    fits: list[str] = []
    changes: dict[str, tuple[str, ...]] = {}
    idle: list[set[tuple[str, str]]] = []
    for scheme in laws or _sound():
        try:
            new = reformed(scheme, reform, outside())
        except LawError as error:
            mistakes += [m for m in error.mistakes if m not in mistakes]
            continue
        fits.append(scheme.name)
        if dump(new) != dump(scheme):
            before, now = (dict(idle_parts(law)) for law in (scheme, new))
            changes[scheme.name] = tuple(f"{where[0]} {where[1]}" for where in now if where not in before)
            idle.append({(f"{where[0]}.{where[1]}", why) for where, why in now.items()})
    if not fits:
        return Checked(name, "reform", tuple(mistakes))
    place = f"{reform_file(name)}:1:1"
    if not changes:
        there = ", ".join(fits)
        told = f"{place}: this reform changes nothing in {there}: all stands there already. Write other values"
        return Checked(name, "reform", (), idle=(told,))
    written = (*(f"rules.{rule}" for rule, points in reform.points.items() if points), *reform.set)
    dead = [f"{place}: {part}: {why}" for part, why in sorted(set.intersection(*idle))
            if any(path == part or path.startswith(f"{part}.") for path in written)]  # fmt: skip
    return Checked(name, "reform", (), idle=tuple(dead), changes=changes)


def _sound() -> Iterator[Scheme]:
    """Give every scheme that a name can mean and that has no mistake."""
    for scheme in list_schemes():
        try:
            yield read(scheme.name)
        except LawError:
            continue


def drifts(name: str) -> list[Drift]:
    """Give where each rule of a scheme about a deed would push its account in a society at rest."""
    return drift(read(name), rates_at_rest())


@remembered
def rates_at_rest() -> dict[str, float]:
    """Give how often an adult does each deed in a week where there is no scheme: a village of 1,000, one year."""
    with tempfile.TemporaryDirectory(prefix="demerit-") as place:
        run = perform(REST, Path(place) / "run").folder
        lived = number(run, "adult")[EVERYBODY] * WEEKS_A_MONTH
        return {deed: float(number(run, "deed", deed)[EVERYBODY] / lived) for deed in keys_of(run, "deed")}


def schemas_into(folder: Path) -> list[Path]:
    """Write the JSON Schema of every kind of file into a folder, for editors that complete and underline YAML."""
    try:
        return write_schemas(folder)
    except OSError as error:
        raise InputError(f"{folder} cannot be written: {error.strerror}. Name another folder.") from error
