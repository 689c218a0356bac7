"""An order: everything that decides a run, so that the same order gives the same run, bit for bit."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from demerit.base.number_of import number_of
from demerit.base.text import one_line
from demerit.engine.folder import MANIFEST, MOST_WEEKS, WAY_OUT
from demerit.engine.knobs import knobs, turned
from demerit.errors import InputError, RunFolderError, UnknownName
from demerit.lab.months import whole_months
from demerit.lab.reading import outside, read
from demerit.law import Scheme, by_evidence, load_reform, reformed, settable, with_settings
from demerit.society import Society, imported, make
from demerit.society import load as load_society

if TYPE_CHECKING:
    from demerit.measures.tables import RunTables

BYTES_A_CITIZEN = 260
"""Memory that a citizen takes while a society is made and run, all in: measured, with room."""


@dataclass(frozen=True)
class Order:
    """What is to be run.

    Parameters
    ----------
    scheme
        A scheme's name, or the path of its folder; reforms may stand behind it: ``article_2015+no_tale``.
    recipe, people
        How the society is made, and how many live there, children among them.
    society
        The folder of a society saved by `demerit society`, instead of a recipe.
    ties, attributes
        An edge list to lay synthetic people over, instead; a table of what is known of its members.
    clean, form, hubs
        Drop self-loops and doubled edges; in which form it was published; what becomes of members with too many ties.
    weeks
        None: the scheme's own. The whole months of four weeks in it pass.
    seed
        0 <= seed < 2**64; equal seeds draw equal societies and lives.
    evidence, reforms, settings
        What is changed of the scheme, in this order: grades of which alone something is kept; names of reforms; numbers
        that stand otherwise than written, as pairs or as a mapping.
    choices
        A table (week, citizen, act, deed) of decisions taken from outside.
    placebo
        Take away one tie of one citizen at the start.

    Examples
    --------
    >>> from demerit import Order
    >>> one = Order("article_2015+no_tale", people=1000, settings={"moral_weight": 0.4})
    >>> one.reforms, one.settings
    (('no_tale',), (('moral_weight', '0.4'),))
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    scheme: str
    recipe: str = "china_2015"
    people: int = 10_000
    society: str | None = None
    ties: str | None = None
    attributes: str | None = None
    clean: bool = False
    form: str | None = None
    hubs: str | None = None
    weeks: int | None = None
    seed: int = 1
    reforms: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    choices: str | None = None
    placebo: bool = False

    def __post_init__(self) -> None:
        """Take reforms behind the scheme's name, and mappings and lists for pairs and tuples."""
        scheme, *added = self.scheme.split("+")
        settings = self.settings.items() if isinstance(self.settings, Mapping) else self.settings
        told = {
            "scheme": scheme, "reforms": (*added, *self.reforms), "evidence": tuple(self.evidence),
            "settings": tuple((str(name), str(value)) for name, value in settings),
        }  # fmt: skip
        for name, value in told.items():
            object.__setattr__(self, name, value)

    def plain(self) -> dict[str, Any]:
        """Give the order as plain data, for a manifest."""
        return asdict(self)

    def short_hash(self) -> str:
        """Give eight hex digits that tell this order from others."""
        return hashlib.blake2b(json.dumps(self.plain(), sort_keys=True).encode(), digest_size=4).hexdigest()

    def with_(self, **changes: Any) -> Order:
        """Give a copy with some fields changed."""
        return replace(self, **changes)


def order_of(run: RunTables) -> Order:
    """Give the order by which a run was made.

    Raises
    ------
    RunFolderError
        What its manifest says is no order.
    """
    told = dict(run.manifest["order"])
    for name in ("reforms", "evidence", "settings"):
        if isinstance(written := told.get(name, []), list):
            told[name] = tuple(tuple(one) if isinstance(one, list) else one for one in written)
    try:
        return _ORDERS.validate_python(told)
    except ValidationError as error:
        fields = ", ".join(dict.fromkeys(str(e["loc"][0]) if e["loc"] else "something" for e in error.errors()))
        raise RunFolderError(
            f"{run.path / MANIFEST} is damaged: of its order, {one_line(fields)} is missing or wrong. {WAY_OUT}"
        ) from error


_ORDERS = TypeAdapter(Order)


def scheme_of(order: Order) -> tuple[Scheme, dict[str, float]]:
    """Give the law an order asks for, and the behavioural knobs it turns.

    Evidence is filtered first, then reforms apply in their order, then settings.
    """
    scheme = read(order.scheme)
    if order.evidence:
        scheme = by_evidence(scheme, order.evidence)
    for name in order.reforms:
        scheme = reformed(scheme, load_reform(name), outside())
    behaviour = knobs()
    turned_: dict[str, float] = {}
    written: dict[str, str] = {}
    for name, value in order.settings:
        if name in behaviour:
            turned_[name] = _number(name, value)
        else:
            written[name] = value
    try:
        scheme = with_settings(scheme, written, outside()) if written else scheme
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


def ordered(
    scheme: str,
    *,
    recipe: str | None = None,
    people: int | None = None,
    society: str | None = None,
    ties: str | None = None,
    attributes: str | None = None,
    clean: bool = False,
    form: str | None = None,
    hubs: str | None = None,
    weeks: int | None = None,
    seed: int | None = None,
    reforms: Sequence[str] | None = None,
    evidence: Sequence[str] = (),
    settings: Sequence[str] | None = None,
    choices: str | None = None,
    placebo: bool = False,
) -> Order:
    """Give the order that a command line asks for; refuse what contradicts itself, before anything is made.

    `scheme` may name reforms behind it: ``article_2015+no_speech``.

    Raises
    ------
    InputError
        Two societies at once, options that do not go together, numbers that cannot be.
    """
    _one_society(recipe, people, society, ties)
    told = {"--clean": clean or None, "--attributes": attributes, "--format": form, "--hubs": hubs}
    option = next((name for name, value in told.items() if value is not None), None)
    if ties is None and option is not None:
        raise InputError(f"{option} goes with --ties EDGES: it tells how an edge list is read.")
    if people is not None:
        check_size(people)
    if weeks is not None:
        whole_months(weeks)
    if weeks is not None and weeks > MOST_WEEKS:
        raise InputError(f"--weeks {weeks}: a run takes {MOST_WEEKS} weeks, a hundred years, or fewer.")
    seed = Order(scheme).seed if seed is None else seed
    check_seed(seed)
    scheme, *added = scheme.split("+")
    folder = scheme.removesuffix("scheme.yaml").rstrip("/") if scheme.endswith("/scheme.yaml") else scheme
    known = Order(folder)
    named = [*added, *(reforms or ())]
    twice = next((name for name in named if named.count(name) > 1), None)
    if twice is not None:
        raise InputError(f"the reform {twice!r} is named twice. A reform is made once: name it once.")
    return Order(
        folder, recipe=recipe or known.recipe, people=known.people if people is None else people, society=society,
        ties=ties, attributes=attributes, clean=clean, form=form, hubs=hubs, weeks=weeks, seed=seed,
        reforms=tuple(named), evidence=tuple(evidence), choices=choices, placebo=placebo,
        settings=tuple(_setting(written) for written in settings or ()),
    )


def _one_society(recipe: str | None, people: int | None, society: str | None, ties: str | None) -> None:
    """Refuse more than one way to a society."""
    given = {"--recipe": recipe, "--people": people, "--society": society, "--ties": ties}
    named = [option for option, value in given.items() if value is not None]
    if len(named) > 1 and named != ["--recipe", "--people"]:
        raise InputError(
            f"{' and '.join(named)} contradict each other: a society comes from a recipe (--recipe, --people), from a "
            "folder (--society) or from an edge list (--ties). Give one of the three."
        )


def check_size(people: int) -> None:
    """Refuse a number of people that no society can have, and say what would fit."""
    if people < 1:
        raise InputError(f"--people {people}: a society takes people. Try --people 10000.")
    if people > would_fit():
        raise InputError(
            f"--people {people:,}: at about {BYTES_A_CITIZEN} bytes a citizen that is "
            f"{people * BYTES_A_CITIZEN / 2**30:,.0f} GiB, more than this machine has. "
            f"Up to {number_of(_round_down(would_fit()), 'person')} would fit."
        )


def _round_down(number: int) -> int:
    """Give the number with two digits that count, never more than it was."""
    place: int = 10 ** max(0, len(str(number)) - 2)
    return number // place * place


def check_seed(seed: int) -> None:
    """Refuse what is no seed."""
    if not 0 <= seed < 2**64:
        raise InputError(f"--seed {seed}: a seed is a whole number from 0 to {2**64 - 1}.")


def _setting(written: str) -> tuple[str, str]:
    """Split ``NAME=VALUE``."""
    name, sign, value = written.partition("=")
    if not (sign and name.strip() and value.strip()):
        raise InputError(f"--set {written}: write NAME=VALUE, for example --set moral_weight=0.5.")
    return name.strip(), value.strip()


def inputs_of(order: Order) -> dict[str, str]:
    """Give a hash of every file that the order reads besides the law: the same path may hold something else one day."""
    named = [order.ties, order.attributes, order.choices]
    files = [Path(file) for file in named if file is not None]
    if order.society is not None:
        files += sorted(Path(order.society).glob("*.parquet"))
    found = {}
    for file in files:
        if file.is_file():
            found[str(file)] = hashlib.blake2b(file.read_bytes(), digest_size=16).hexdigest()
    return found


def society_of(order: Order) -> Society:
    """Give the society an order asks for."""
    if order.society is not None:
        return load_society(Path(order.society))
    if order.ties is not None:
        attributes = Path(order.attributes) if order.attributes else None
        return imported(Path(order.ties), attributes, order.seed, order.clean, order.form, order.hubs or "refuse")
    return make(order.recipe, order.people, order.seed)


def would_fit() -> int:
    """Give how many citizens fit in nine tenths of this machine's memory."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return int(memory * 0.9) // BYTES_A_CITIZEN
