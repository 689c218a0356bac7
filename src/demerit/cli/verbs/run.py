"""`demerit run`: a scheme over a society for some weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from demerit.cli import completing
from demerit.cli import options as o

if TYPE_CHECKING:
    from demerit.lab.perform import Done


def run(
    scheme: Annotated[
        str, typer.Argument(metavar="SCHEME", help="A scheme's name, NAME+REFORM, or its folder.",
                            autocompletion=completing.schemes),
    ],
    recipe: o.Recipe = None, people: o.People = None, society: o.Society = None, ties: o.Ties = None,
    attributes: o.Attributes = None, clean: o.Clean = False, form: o.Form = None, hubs: o.Hubs = None,
    weeks: o.Weeks = None, seed: o.Seed = None, reform: o.Reform = None,
    evidence: o.Evidence = None, set_: o.Set = None, choices: o.Choices = None,
    placebo: o.Placebo = False, threads: o.Threads = None, out: o.Out = None, resume: o.Resume = False,
    json: o.Json = False,
) -> None:  # fmt: skip
    """Put a scheme over a society and let the weeks pass."""
    from demerit.cli.terminal import emit, watching, weeks_told
    from demerit.lab.never import never_acted
    from demerit.lab.order import ordered
    from demerit.lab.perform import perform
    from demerit.lab.reproducing import reproduce
    from demerit.society import numbers_of

    order = ordered(scheme, recipe=recipe, people=people, society=society, ties=ties, attributes=attributes,
                    clean=clean, form=form, hubs=hubs, weeks=weeks, seed=seed, reforms=reform,
                    evidence=o.grades(evidence), settings=set_, choices=choices, placebo=placebo)  # fmt: skip
    weeks_told(order.weeks)
    with watching() as watch:
        done = perform(order, out, resume=resume, threads=o.threads_of(threads), watch=watch)
    about, idle = done.folder.about, never_acted(done.folder)
    if json:
        emit(
            {
                "digest": about.digest,
                "run": str(done.folder.path),
                "seconds": round(done.seconds, 3),
                "citizen_weeks_per_second": about.citizen_weeks_per_second,
                "again": done.again,
                "people": about.society["people"],
                "weeks": about.weeks,
                "bytes_per_citizen": about.bytes_per_citizen,
                "never_acted": idle,
                "edge_list": numbers_of(about.society["recipe"]),
                "reproduce": reproduce(done.folder).plain(),
            }
        )
    else:
        _told(done)
    _idle(idle)
    _last_line(done)


def _idle(idle: dict[str, list[str]]) -> None:
    """Say what could have acted and never did."""
    from demerit.cli.terminal import say

    told = [f"{kind}: {', '.join(names)}" for kind, names in idle.items() if names]
    if told:
        say(f"Never acted in this run, though they could: {'; '.join(told)}.")


def _told(done: Done) -> None:
    """Say what was run, and what can be done with it."""
    from datetime import date, timedelta

    from rich.table import Table

    from demerit.base.number_of import number_of
    from demerit.cli.terminal import page, say
    from demerit.lab.months import MONTH

    about, scheme = done.folder.about, done.folder.scheme
    start = date.fromisoformat(about.start)
    end = start + timedelta(weeks=about.weeks, days=-1)
    rows = Table.grid(padding=(0, 3))
    rows.add_column(style="dim")
    rows.add_column()
    rows.add_row("run", str(done.folder.path))
    rows.add_row("scheme", f"{scheme.name}: {scheme.title}")
    people = number_of(about.society["people"], "citizen")
    rows.add_row("society", f"{people} of {about.society['name']}, seed {about.seed}")
    rows.add_row("time", f"{number_of(about.weeks, 'week')} ({number_of(about.weeks // MONTH, 'month')} of four), "
                 f"{start:%d %B %Y} to {end:%d %B %Y}")  # fmt: skip
    rows.add_row("digest", about.digest or "")
    page().print(rows)
    say("\nNext:  demerit explain last 0    demerit report last    demerit compare last null\n")


def _last_line(done: Done) -> None:
    """Say how fast it was, how long it took, how much memory it held, where it is."""
    from demerit.cli.terminal import duration, edge_list_told, peak_memory, rate, say

    edge_list_told(done.folder.about.society["recipe"])
    if done.again:
        say(f"This run was there already, in {done.folder.path}.")
        return
    if done.anew:
        say("The law, the version or an input file has changed since: what stood in this folder gave way. Name another "
            "folder with --out to keep both.")  # fmt: skip
    speed = rate(done.folder.about.citizen_weeks_per_second or 0)
    say(f"{speed} citizen-weeks/s, {duration(done.seconds)}, {peak_memory()} at most, {done.folder.path}")
