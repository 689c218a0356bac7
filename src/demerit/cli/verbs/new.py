"""`demerit new`: a skeleton to start from."""

from __future__ import annotations

from typing import Annotated

import typer

from demerit.cli import options as o


def new(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="scheme rule gate register institution bureau news tip reform act recipe measure chart study",
        ),
    ],
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it will be called.")],
    from_: Annotated[str | None, typer.Option("--from", metavar="NAME", help="Copy this one instead.")] = None,
    scheme: Annotated[
        str | None, typer.Option("--scheme", metavar="NAME", help="The scheme that a rule, gate ... is for.")
    ] = None,
    code: Annotated[
        bool, typer.Option("--code", help="Of an institution: what it does, in Python; so for a name that none bears.")
    ] = False,
    json: o.Json = False,
) -> None:
    """Write a commented skeleton into the working folder; it passes its check as it is."""
    from demerit.cli.terminal import emit, say, tell
    from demerit.lab.skeletons import BOTH, PYTHON, STUDY
    from demerit.lab.skeletons import new as written

    path = written(kind, name, from_, scheme, code=code)
    if json:
        emit({"kind": kind, "name": name, "path": str(path)})
    else:
        tell(path)
    if kind in BOTH and path.suffix == ".py":
        happening = "HAPPENING" if from_ else "visited"
        say(f"It is at work in a scheme that has its file: demerit --with . new {kind} {name} --scheme NAME")
        say(f"A rule that says `when: {name}.{happening}` gives points for it: demerit new rule NAME --scheme NAME")
        say(f"A bureau of the scheme must see it: `sees: {{{name}: 1}}`")
    elif kind in PYTHON:
        say(f"It runs where its folder is named: demerit --with . list {kind}s")
    elif kind == STUDY:
        say(f"Next:  demerit check {path}    demerit study {path}")
    elif kind == "scheme":
        say(f"Next:  demerit check {name}    demerit run {name}    demerit new rule NAME --scheme {name}")
    elif kind == "reform":
        say(f"Next:  demerit check {name}    demerit run article_2015 --reform {name}")
    else:
        say(f"Next:  demerit check {path}")
