"""What Python users call: the same as the command line, with names of schemes and runs where it takes them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from demerit.engine.folder import RunFolder, open_run
from demerit.engine.plan import Plan
from demerit.errors import InputError
from demerit.lab.assessing.assess import PEOPLE, SEEDS
from demerit.lab.assessing.assess import assess as assess_one
from demerit.lab.assessing.assessment import Assessment
from demerit.lab.assessing.groups import KINDS
from demerit.lab.compare import compare as compare_sides
from demerit.lab.comparison import Comparison
from demerit.lab.explain import Explanation
from demerit.lab.explain import explain as explain_one
from demerit.lab.laws import turned_of
from demerit.lab.living import LivedRun
from demerit.lab.living import live as live_one
from demerit.lab.named import find_run, run_named
from demerit.lab.order import Order, ordered
from demerit.lab.perform import Done, Watcher, no_watcher
from demerit.lab.perform import perform as perform_one
from demerit.lab.sides import distinct
from demerit.law import Scheme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.society import Society

What = str | Path | Order | RunFolder
"""A scheme's name (with reforms behind it), a run's folder or name, an order, or a run."""


def order(scheme: str | Order, *, settings: Mapping[str, float] | Sequence[str] | None = None,
          **told: Any) -> Order:
    """Give an order that was checked: `scheme` with reforms behind it, and what else a command line would say.

    Parameters
    ----------
    scheme
        ``"article_2015"``, ``"article_2015+no_tale"``, or an order to be changed.
    settings
        Numbers that stand otherwise than written: ``{"moral_weight": 0.4}``.
    told
        recipe, people, society, ties, weeks, seed, reforms, evidence ..., as of `Order`.

    Examples
    --------
    >>> import demerit
    >>> demerit.order("article_2015+no_tale", people=1000).reforms
    ('no_tale',)

    Raises
    ------
    InputError
        Options that contradict each other, numbers that cannot be, a name that is no text.
    """
    pairs = _pairs(settings)
    if isinstance(scheme, Order):
        known = {name: value for name, value in scheme.plain().items() if value != getattr(Order(""), name)}
        written = [f"{name}={value}" for name, value in known.pop("settings", ())]
        told = {**known, **told, "settings": [*written, *(pairs or ())]}
        return ordered(**told)
    if not isinstance(scheme, str | Path):
        raise InputError(f"{scheme!r} is no scheme. Give its name, like 'article_2015' or 'article_2015+no_tale'.")
    unknown = next((name for name in told if name not in Order.__dataclass_fields__), None)
    if unknown is not None:
        raise InputError(f"an order has no {unknown!r}. It has: {', '.join(Order.__dataclass_fields__)}.")
    return ordered(str(scheme), settings=pairs, **told)


def _pairs(settings: Mapping[str, float] | Sequence[str] | None) -> list[str] | None:
    """Give settings as a command line writes them."""
    if isinstance(settings, Mapping):
        return [f"{name}={value}" for name, value in settings.items()]
    return None if settings is None else list(settings)


def perform(what: str | Order, out: Path | str | None = None, *, resume: bool = False, threads: int = 0,
            watch: Watcher = no_watcher, **told: Any) -> Done:
    """Carry out an order, or a scheme by its name, and leave a run folder: ``perform("null", people=1000).folder``.

    Parameters
    ----------
    what
        A scheme's name, with reforms behind it, or an order.
    out
        The folder, which must be new unless `resume`; None: one below ``runs/`` that is named after the order.
    resume
        Carry on what stands in `out`.
    threads
        0 takes as many as the people are worth; the result does not depend on it.
    watch
        Told how many weeks have passed, of how many, and what is going on.
    told
        people, weeks, seed, settings ..., as of `order`.

    Examples
    --------
    >>> import demerit
    >>> done = demerit.perform("null", "runs/small", recipe="village", people=60, weeks=4)
    >>> done.folder.about.weeks
    4

    Raises
    ------
    InputError
        It cannot be carried out; nothing is left behind.
    """
    made = order(what, **told) if told or not isinstance(what, Order) else what
    return perform_one(made, None if out is None else Path(out), resume=resume, threads=threads, watch=watch)


def live(what: str | Order | Scheme, *, society: Society | str | None = None, threads: int = 0,
         **told: Any) -> LivedRun:
    """Carry out an order, or a scheme, in memory; nothing is written.

    Parameters
    ----------
    what
        A scheme's name, an order, or a scheme that was changed in memory (`change`).
    society
        One that was made, or the folder of one that was saved.
    threads
        0 takes as many as the people are worth; the result does not depend on it.
    told
        people, weeks, seed, settings ..., as of `order`; with a scheme, `settings` turns numbers of citizens.

    Examples
    --------
    >>> import demerit
    >>> run = demerit.live("null", recipe="village", people=60, weeks=8)
    >>> run.panel.shape[0]
    80

    Raises
    ------
    InputError
        It cannot be carried out; a scheme is given and reforms or grades of evidence with it.
    """
    if isinstance(what, Scheme):
        _changed_already(told)
        made = order(what.name, **told, **({"society": society} if isinstance(society, str) else {}))
        plan = Plan(what, turned_of(made.settings))
        return live_one(made, society=None if isinstance(society, str) else society, plan=plan, threads=threads)
    if isinstance(society, str):
        told, society = {**told, "society": society}, None
    made = order(what, **told) if told or not isinstance(what, Order) else what
    return live_one(made, society=society, threads=threads)


def _changed_already(told: Mapping[str, Any]) -> None:
    """Refuse what would change a scheme that is given as it is to stand."""
    for name in ("reforms", "evidence"):
        if told.get(name):
            raise InputError(
                f"{name}: a scheme is given, and lives as it stands. Change it first, and let what comes out live: "
                f"demerit.change(scheme, {name}={list(told[name])!r})."
            )


def compare(*sides: What, seeds: int = 1, out: Path | str | None = None, threads: int = 0, placebo: bool = True,
            resume: bool = False, watch: Watcher = no_watcher, **told: Any) -> Comparison:
    """Run sides over the same societies with the same draws and say what differs: ``compare("article_2015", "null")``.

    Parameters
    ----------
    sides
        Two or more: schemes by name, orders, finished runs.
    seeds, out, threads, placebo, resume, watch
        As of the command line.
    told
        people, weeks, seed ... of every side that is a name.

    Returns
    -------
    Comparison
        Tables ``measures`` (a column a side), ``against`` (what differs, with intervals), ``by_seed``; ``pair()``.

    Examples
    --------
    >>> import demerit
    >>> small = {"recipe": "village", "people": 60, "weeks": 4}
    >>> found = demerit.compare("zhima_2015", "null", placebo=False, **small)
    >>> found.seeds
    1

    Raises
    ------
    InputError
        Fewer than two sides, or such as cannot be compared.
    """
    if len(sides) < 2:
        raise InputError("compare: with what? Give two sides or more, like compare('article_2015', 'null').")
    made = [_side(side, told) for side in sides]
    if told and all(isinstance(side, RunFolder) for side in made):
        raise InputError(f"{', '.join(told)}: all sides are runs, which are over. Leave it out, or name schemes.")
    folder = None if out is None else Path(out)
    names = distinct([_name(side) for side in sides])
    return compare_sides(dict(zip(names, made, strict=True)), seeds=seeds, out=folder, threads=threads, placebo=placebo,
                         resume=resume, watch=watch)  # fmt: skip


def assess(what: str | Order, *, against: str | Sequence[str] = "null", groups: Sequence[str] = KINDS,
           seeds: int = SEEDS, out: Path | str | None = None, workers: int | None = None, watch: Watcher = no_watcher,
           **told: Any) -> Assessment:  # fmt: skip
    """Assess a scheme: ``assess("zhima_2015", against="null", people=1000, seeds=4).row("gates.barred")``.

    Parameters
    ----------
    what
        A scheme by its name, with reforms behind it, or an order.
    against
        Schemes by name; effects are counted from the first.
    groups
        Kinds of groups told apart.
    seeds, workers, watch
        How many seeds, on how many processes, and who is told how far it is.
    out
        The folder; None: it is kept in memory alone.
    told
        people, weeks, seed ... as of `order`; 2,000 people unless something else is said.

    Raises
    ------
    InputError
        The scheme scores nobody, or cannot be carried out.
    """
    if not isinstance(what, Order) and not {"people", "society", "ties"} & set(told):
        told = {**told, "people": PEOPLE}
    made = order(what, **told) if told or not isinstance(what, Order) else what
    names = (against,) if isinstance(against, str) else tuple(against)
    return assess_one(made, names, tuple(groups), seeds, None if out is None else Path(out), workers=workers,
                      keeping=out is not None, watch=watch)  # fmt: skip


def explain(run: str | Path | RunFolder | LivedRun, citizen: int, week: int | None = None) -> Explanation:
    """Give the ledger of a citizen of a run: ``explain("last", 3)``.

    Of a run in memory, citizens of the panel can be explained: everyone up to 10,000 people.

    Examples
    --------
    >>> import demerit
    >>> run = demerit.live("article_2015", recipe="village", people=60, weeks=8)
    >>> told = demerit.explain(run, 3)
    >>> told.score == told.low + sum(entry["points"] for entry in told.entries)
    True

    Raises
    ------
    InputError
        There is no such run, citizen or week.
    """
    if isinstance(citizen, bool) or not isinstance(citizen, int):
        raise InputError(f"citizen {citizen!r}: give a whole number, 0, 1, 2 ...")
    return explain_one(run if isinstance(run, RunFolder | LivedRun) else run_named(str(run)), citizen, week)


def _side(side: What, told: dict[str, Any]) -> Order | RunFolder:
    """Give the order or the run that a side is."""
    if isinstance(side, RunFolder):
        return side
    if isinstance(side, Path):
        return open_run(side)
    if isinstance(side, Order):
        return order(side, **told) if told else side
    found = find_run(side) if isinstance(side, str) else None
    return order(side, **told) if found is None else found


def _name(side: What) -> str:
    """Give the name over the column of a side."""
    if isinstance(side, Order):
        return "+".join([side.scheme, *side.reforms])
    return str(side.path) if isinstance(side, RunFolder) else str(side)
