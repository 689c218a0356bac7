"""Options that several verbs share, written once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from demerit.cli import completing
from demerit.errors import InputError


def whole(option: str, example: str) -> object:
    """Give a reader of whole numbers that says what it wants; 100_000 and 1e6 are whole numbers too."""

    def read(written: str) -> int:
        try:
            return int(written)
        except ValueError:
            pass
        try:
            number = float(written)
        except ValueError:
            number = float("nan")
        if number != number or abs(number) > 1e18 or number != int(number):
            raise InputError(
                f"{option} {written}: {written!r} is no whole number. Give one, for example {option} {example}."
            )
        return int(number)

    return read


def _number(option: str, example: str, help_: str) -> object:
    return typer.Option(option, parser=whole(option, example), metavar="N", help=help_, show_default=False)  # type: ignore[arg-type]


Recipe = Annotated[
    str | None,
    typer.Option(metavar="RECIPE", help="How the society is made: `demerit list recipes` (default china_2015).",
                 autocompletion=completing.recipes),
]  # fmt: skip
People = Annotated[int | None, _number("--people", "10000", "How many citizens (default 10,000).")]
DemoPeople = Annotated[int | None, _number("--people", "100000", "How many citizens (default 100,000).")]
Society = Annotated[str | None, typer.Option(metavar="DIR", help="A society that `demerit society` saved, instead.")]
Ties = Annotated[
    str | None, typer.Option(metavar="EDGES", help="An edge list (.csv, .tsv, .parquet) to lay people over, instead.")
]
Attributes = Annotated[
    str | None,
    typer.Option(metavar="FILE", help="What is known of its members, by id: sex, age, education, province, urban, "
                 "online, party, group."),
]  # fmt: skip
Form = Annotated[
    str | None,
    typer.Option("--format", metavar="FORM", help="How the edge list was published: snap, konect or netzschleuder "
                 "(default: by its ending)."),
]  # fmt: skip
Hubs = Annotated[
    str | None, typer.Option(metavar="WAY", help="Members with more than 2,000 ties: refuse (default) or drop them.")
]
Clean = Annotated[bool, typer.Option("--clean", help="Drop self-loops and doubled edges.")]
Weeks = Annotated[int | None, _number("--weeks", "286", "Weeks, in whole months of four (default: the calendar).")]
Seed = Annotated[int | None, _number("--seed", "1", "Which draws (default 1).")]
Reform = Annotated[
    list[str] | None,
    typer.Option("--reform", metavar="NAME", help="Change the scheme; may be given again.",
                 autocompletion=completing.reforms),
]  # fmt: skip
Evidence = Annotated[str | None, typer.Option(metavar="GRADE,...", help="Keep only rules on evidence of these grades.")]
Set = Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="Turn a knob; may be given again.")]
Seeds = Annotated[int | None, _number("--seeds", "8", "How many seeds; intervals come from 2 on (default 1).")]
Measured = Annotated[
    list[str] | None,
    typer.Option("--measure", metavar="NAME", help="Show this measure, or this row of one; may be given again.",
                 autocompletion=completing.measures),
]  # fmt: skip
By = Annotated[
    list[str] | None,
    typer.Option("--by", metavar="KIND", help="Show each group of this kind: sex, age, place, income, party, family, "
                 "origin.", autocompletion=completing.kinds_of_groups),
]  # fmt: skip
Largest = Annotated[
    int | None, _number("--largest", "10", "Show the N largest changes of everyone, one a measure, largest first."),
]
Worlds = Annotated[
    int | None,
    _number("--worlds", "24", "Try it in N worlds whose assumed numbers are drawn: how far it hangs on them."),
]
Every = Annotated[bool, typer.Option("--all", help="Show every one.")]
Choices = Annotated[
    str | None,
    typer.Option(metavar="FILE", help="Decisions taken from outside, a .csv or .parquet with a row each: week, citizen "
                 "(both from 0), act, deed (`demerit list acts`); acts of the month in its last week, 3, 7 ..."),
]  # fmt: skip
Twin = Annotated[bool, typer.Option("--placebo/--no-placebo", help="Run A once more with one tie changed: noise.")]
Placebo = Annotated[bool, typer.Option("--placebo", help="Take away one tie of one citizen: what changes is noise.")]
Against = Annotated[
    str, typer.Option(metavar="SCHEME", help="What it is held against (default null).", show_default=False,
                      autocompletion=completing.schemes),
]  # fmt: skip
Recipes = Annotated[
    str | None, typer.Option(metavar="NAME,...", help="Which recipes: `demerit list recipes` (default: all).")
]
Lists = Annotated[
    list[str] | None, typer.Option("--ties", metavar="EDGES", help="An edge list besides; may be given again.")
]
Threads = Annotated[int | None, _number("--threads", "2", "How many threads (default: all cores, a village one).")]
Workers = Annotated[int | None, _number("--workers", "2", "How many processes (default: one a core).")]
Cluster = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="A scheduler of dask.distributed, instead of processes.")
]
Out = Annotated[Path | None, typer.Option(metavar="DIR", help="Where it is written (default: a folder below runs/).")]
Resume = Annotated[bool, typer.Option("--resume", help="Carry on what stands in --out.")]
ClassPeople = Annotated[int | None, _number("--people", "20000", "How many citizens (default 20,000).")]
ClassWeeks = Annotated[int | None, _number("--weeks", "12", "Weeks, in whole months of four (default 12).")]
PlayWeeks = Annotated[int | None, _number("--weeks", "260", "Weeks, in whole months of four (default five years).")]
Port = Annotated[int | None, _number("--port", "8080", "Where it listens (default 8080; 0 takes any that is free).")]
Host = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="The address at which others may call (default: only this machine)."),
]  # fmt: skip
Address = Annotated[
    str | None,
    typer.Option(metavar="URL", help="The address that others type, where a proxy stands before it (https://...)."),
]  # fmt: skip
Keep = Annotated[
    Path | None,
    typer.Option("--keep", metavar="FILE", help="Where choices are kept, so that a restart loses nothing "
                 "(default runs/app.sqlite)."),
]  # fmt: skip
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")]


MOST_THREADS = 256
"""Threads beyond which starting them takes longer than they save on any machine this is meant for."""


def grades(written: str | None) -> tuple[str, ...]:
    """Split a list of grades."""
    if written is not None and not written.strip(" ,"):
        raise InputError("--evidence names no grade. Write --evidence documented,reported; leave it out for all.")
    return tuple(word.strip() for word in (written or "").split(",") if word.strip())


def words_of(written: str) -> tuple[str, ...]:
    """Split a list of names."""
    return tuple(word.strip() for word in written.split(",") if word.strip())


def threads_of(given: int | None) -> int:
    """Give the number of threads; 0 takes as many as the people are worth."""
    if given is not None and given < 1:
        raise InputError(f"--threads {given}: give 1 or more, or leave it out.")
    if given is not None and given > MOST_THREADS:
        raise InputError(f"--threads {given}: at most {MOST_THREADS}; more than this machine has cores helps nothing.")
    return given or 0
