"""Drawn worlds: the same comparison over and over, the assumed numbers drawn anew from their ranges each time."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from demerit.base.aside import write
from demerit.base.sealed import add, unseal
from demerit.errors import InputError
from demerit.lab.comparing import COMPARED, FORM, WAY_OUT
from demerit.lab.headlines import headline_names
from demerit.lab.living import live
from demerit.lab.months import whole_months
from demerit.lab.order import Order, order_of, scheme_of, society_of
from demerit.lab.perform import Watcher, no_watcher
from demerit.lab.studies.drawing import draws, numbers_of, with_numbers
from demerit.lab.studies.number import Number
from demerit.lab.studies.plan import CALIBRATED
from demerit.lab.studies.table import Table, table_of
from demerit.law import scheme_hash
from demerit.measures import evaluate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from demerit.lab.comparison import Comparison
    from demerit.lab.living import LivedRun
    from demerit.law import Scheme
    from demerit.society import Society

DRAWN = "worlds.json"
PEOPLE = 2_000
"""Citizens of a drawn world at most: the spread over assumed numbers is many times that over seeds."""
MOST = 1_000
CHANGE = "silence.dissent.change"


@dataclass(frozen=True)
class Drawn:
    """What came of a comparison in worlds whose assumed numbers were drawn.

    Parameters
    ----------
    a, b
        Hashes of the two laws.
    people, weeks, seed
        Of every drawn world: one society, one seed, so that worlds differ in the numbers alone.
    numbers
        What was drawn.
    worlds
        For each world, ``set`` (what was drawn), ``digests`` of both runs, and ``rows``: headline -> A less B.
    whole
        The rows of the same comparison with every number as it is written.
    untold
        The same where nothing is told of the scheme: A without its news; no rows where A has none.
    calibrated, table
        The same as `worlds`, of draws that published figures do not rule out (`demerit calibrate`), and the digest of
        the table that they are from; none where there is no table of today's law.
    """

    a: str
    b: str
    people: int
    weeks: int
    seed: int
    numbers: list[Number] = field(default_factory=list)
    worlds: list[dict[str, Any]] = field(default_factory=list)
    whole: dict[str, float] = field(default_factory=dict)
    untold: dict[str, float] = field(default_factory=dict)
    calibrated: list[dict[str, Any]] = field(default_factory=list)
    table: str = ""

    def between(self, name: str, calibrated: bool = False) -> tuple[float, float] | None:
        """Give the lowest and the highest of a row over the plausible or calibrated worlds; None of fewer than two."""
        worlds = self.calibrated if calibrated else self.worlds
        found = [world["rows"][name] for world in worlds if name in world["rows"]]
        return (min(found), max(found)) if len(found) > 1 else None

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        return asdict(self)


def drawn(a: Order, b: Order, worlds: int, folder: Path, threads: int = 0, watch: Watcher = no_watcher,
          first: int | None = None) -> Drawn:
    """Run both sides in so many drawn worlds, and keep what came of it in ``folder/worlds.json``.

    `first` runs the first few of them alone: a look whether they still give what they gave.

    Raises
    ------
    InputError
        Fewer than 2 worlds, or more than a thousand.
    """
    if not 2 <= worlds <= MOST:
        raise InputError(f"--worlds {worlds}: give 2 to {MOST}, for example --worlds 24.")
    one, two = (_small(order) for order in (a, b))
    known = kept(folder, one, two)
    asked = (worlds, whole_months(one.weeks) if one.weeks else known.weeks if known else 0, one.seed)
    table = _table()
    of_today = known is not None and known.table == (table.digest if table else "")
    if known is not None and of_today and first is None and (len(known.worlds), known.weeks, known.seed) == asked:
        return known
    society = society_of(one)
    scheme = scheme_of(one)[0]
    numbers = numbers_of(scheme)
    place = folder / "worlds"
    fitted = table.draws[:worlds] if table else []
    done, steps = 0, worlds + len(fitted) + 2

    def pair(here: Order, there: Order) -> tuple[dict[str, float], list[str | None]]:
        nonlocal done
        watch(done, steps, f"drawn world {min(done, steps - 2)} of {steps - 2}")
        done += 1
        return _pair(here, there, society, threads)

    whole, _ = pair(one, two)
    untold = pair(_untold(one, scheme, place), two)[0] if scheme.news else {}

    def lived(some: list[dict[str, float]]) -> list[dict[str, Any]]:
        pairs = [pair(with_numbers(one, values), with_numbers(two, values)) for values in some[:first]]
        return [{"set": values, "digests": digests, "rows": rows}
                for values, (rows, digests) in zip(some, pairs, strict=False)]  # fmt: skip

    found, calibrated = lived(draws(numbers, worlds)), lived(fitted)
    shutil.rmtree(place, ignore_errors=True)
    weeks = whole_months(one.weeks or scheme.weeks)
    laws = scheme_hash(scheme), scheme_hash(scheme_of(two)[0])
    told = Drawn(*laws, society.people, weeks, one.seed, numbers, found, whole, untold, calibrated,
                 table.digest if table else "")  # fmt: skip
    _put(folder, json.dumps(told.plain(), indent=1).encode())
    return told


def drawn_worlds(found: Comparison, worlds: int | None, threads: int = 0, watch: Watcher = no_watcher) -> Drawn | None:
    """Give the drawn worlds of a comparison: run where so many are asked for, else those kept or shipped; else None."""
    if len(found.sides) > 2 or not found.runs:
        return None
    a, b = (order_of(run) for run in (found.a, found.b))
    if worlds is not None:
        if found.folder is None:
            raise InputError("--worlds takes a comparison that has a folder of its own: add --out DIR.")
        return drawn(a, b, worlds, found.folder, threads, watch)
    return (kept(found.folder, a, b) if found.folder else None) or shipped(a, b)


def kept(folder: Path, a: Order, b: Order) -> Drawn | None:
    """Give the drawn worlds that lie in a folder; None where there are none, or of another law."""
    if not (folder / DRAWN).is_file():
        return None
    try:
        if (folder / COMPARED).is_file():
            sealed = unseal(folder, COMPARED, FORM, WAY_OUT)
            content = sealed.read(DRAWN) if DRAWN in sealed.files else b""
        else:
            content = (folder / DRAWN).read_bytes()
        return _fitting(_read(json.loads(content)), a, b)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def shipped(a: Order, b: Order) -> Drawn | None:
    """Give the drawn worlds that come with the program for these two laws, unchanged, over china_2015; None without."""
    if any(order.reforms or order.evidence or order.settings or order.society or order.ties for order in (a, b)):
        return None
    if a.recipe != "china_2015":
        return None
    for file in files("demerit.lab").joinpath("worlds").iterdir():
        if "-" in file.name and file.name.endswith(".json"):
            told = _fitting(_read(json.loads(file.read_text(encoding="utf-8"))), a, b)
            if told is not None and told.weeks == (whole_months(a.weeks) if a.weeks else told.weeks):
                return told
    return None


def _fitting(told: Drawn, a: Order, b: Order) -> Drawn | None:
    """Give it where it is of the laws that these orders ask for, and draws what would be drawn today."""
    one, two = (scheme_of(order)[0] for order in (a, b))
    if (told.a, told.b) != (scheme_hash(one), scheme_hash(two)) or told.numbers != numbers_of(one):
        return None
    table = _table() if told.calibrated else None
    return told if table is not None and table.digest == told.table else replace(told, calibrated=[], table="")


@lru_cache(maxsize=1)
def _table() -> Table | None:
    """Give the calibrated table; None where there is none of today's law."""
    try:
        return table_of(CALIBRATED)
    except InputError:
        return None


def _read(plain: Mapping[str, Any]) -> Drawn:
    return Drawn(**{**plain, "numbers": [Number(**number) for number in plain["numbers"]]})


def _put(folder: Path, content: bytes) -> None:
    """Write what came of it; in the folder of a comparison its manifest names it."""
    if (folder / COMPARED).is_file():
        add(unseal(folder, COMPARED, FORM, WAY_OUT), DRAWN, content)
    else:
        write(folder / DRAWN, (content,))


def _small(order: Order) -> Order:
    """Give the order over few people; a society of one's own as it is."""
    own = order.society or order.ties
    return order.with_(placebo=False) if own else order.with_(people=min(order.people, PEOPLE), placebo=False)


def _untold(order: Order, scheme: Scheme, folder: Path) -> Order:
    """Give the order of the same law of which nothing is told, by a reform written for it."""
    folder.mkdir(parents=True, exist_ok=True)
    written = folder / "untold.yaml"
    drop = json.dumps([f"news.{name}" for name in sorted(scheme.news)])
    write(written, (f"summary: Nobody is told of it.\nwhy: Parts what is told.\ndrop: {drop}\n".encode(),))
    return order.with_(reforms=(*order.reforms, str(written)))


def _pair(first: Order, second: Order, society: Society,
          threads: int) -> tuple[dict[str, float], list[str | None]]:
    """Run both sides in memory and give how A differs from B in every headline, and the digests."""
    runs = [live(order, threads=threads, society=society) for order in (first, second)]
    return _rows(*runs), [run.about.digest for run in runs]


def _rows(a: LivedRun, b: LivedRun) -> dict[str, float]:
    """Give, for every headline of everyone, A less B."""
    names = {*headline_names(), CHANGE}
    measures = sorted({name.partition(".")[0] for name in names})
    here, there = ({(r["name"]): r["value"] for r in evaluate(run, names=measures).iter_rows(named=True)
                    if r["group"] == "all"} for run in (a, b))  # fmt: skip
    told = {name: here[name] - there[name] for name in sorted(names) if name in here and name in there}
    pair = evaluate(a, twin=b, names=["silence"])
    change = [r["value"] for r in pair.iter_rows(named=True) if (r["name"], r["group"]) == (CHANGE, "all")]
    return told | ({CHANGE: change[0]} if change else {})
