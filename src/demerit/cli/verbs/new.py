"""`demerit new`: a skeleton to start from."""

from __future__ import annotations

from typing import Annotated

import typer

from demerit.cli import options as o


def new(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND", help="scheme rule gate register institution bureau news tip reform act measure chart"
        ),
    ],
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it will be called.")],
    from_: Annotated[str | None, typer.Option("--from", metavar="NAME", help="Copy this one instead.")] = None,
    scheme: Annotated[
        str | None, typer.Option("--scheme", metavar="NAME", help="The scheme that a rule, gate ... is for.")
    ] = None,
    code: Annotated[
        bool, typer.Option("--code", help="Of an institution: what it does, in Python, not its file in a scheme.")
    ] = False,
    json: o.Json = False,
) -> None:
    """Write a commented skeleton into the working folder; it passes its check as it is."""
    from demerit.cli.terminal import emit, say
    from demerit.lab.skeletons import PYTHON
    from demerit.lab.skeletons import new as written

    path = written(kind, name, from_, scheme, code=code)
    if json:
        emit({"kind": kind, "name": name, "path": str(path)})
    else:
        print(path)
    if code:
        say(f"It is one more once it lies in src/demerit/{kind}s; its twin in plain Python in tests/naive_{kind}s.")
    elif kind in PYTHON:
        say(f"It runs where its folder is named: demerit --with . list {kind}s")
    elif kind == "scheme":
        say(f"Next:  demerit check {name}    demerit run {name}    demerit new rule NAME --scheme {name}")
    elif kind == "reform":
        say(f"Next:  demerit check {name}    demerit run article_2015 --reform {name}")
    else:
        say(f"Next:  demerit check {path}")
