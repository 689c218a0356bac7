"""`demerit show`: one thing, whole, on a readable page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from demerit.cli import completing
from demerit.cli import options as o
from demerit.cli.scheme_page import head, rows, scheme_page, sources

if TYPE_CHECKING:
    from rich.console import Console

    from demerit.lab.showing import Shown


def show(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A scheme, SCHEME+REFORM, rule, gate, act, knob ...; SCHEME/NAME.",
                            autocompletion=completing.schemes)
    ],
    json: o.Json = False,
) -> None:  # fmt: skip
    """Show one thing whole: what it does, what is known of it and what is not."""
    from demerit.cli.terminal import emit, left_out, page, say
    from demerit.lab.listing import unreadable
    from demerit.lab.showing import shown

    found = shown(name)
    left_out(unreadable())
    if json:
        emit(
            {
                "kind": found.kind,
                "name": found.name,
                "scheme": found.scheme.name if found.scheme else None,
                "told": found.told,
                "others": list(found.others),
            }
        )
        return
    console = page()
    if found.kind == "scheme" and found.scheme is not None:
        if found.name != found.scheme.name:
            console.print(f"as reformed: {found.name}", style="dim")
        scheme_page(console, found.scheme)
    else:
        _part(console, found)
    if found.others:
        say(f"\nOf the same name: {', '.join(found.others)}.")


ASIDE = ("name", "summary", "text", "sources", "evidence", "knobs", "scheme", "examples")
"""Fields that have a place of their own on the page."""


def _part(console: Console, found: Shown) -> None:
    """Print anything else: its fields, its ground, its sources."""
    told = found.told
    home = f" of {found.scheme.name}" if found.scheme else ""
    head(
        console,
        f"{found.name}, {'an' if found.kind in ('act', 'institution') else 'a'} {found.kind}{home}",
        str(told.get("summary") or told.get("text", "")),
    )
    rows(
        console,
        "What it is",
        [
            (key.replace("_", " "), _words(value))
            for key, value in told.items()
            if key not in ASIDE and value not in (None, [], {}, "")
        ],
    )
    evidence = told.get("evidence")
    if isinstance(evidence, dict):
        rows(
            console,
            "Does it exist?",
            [(key.replace("_", " "), _words(value)) for key, value in evidence.items() if value],
        )
    for example in told.get("examples") or ():
        console.print(f"  example: {_words(example['given'])}  gives  {_words(example['expect'])}", style="dim")
    rows(
        console,
        "Knobs",
        [
            (k["name"], _words(k["default"]), f"{_words(k['range'])} {k['unit']}", k["summary"])
            for k in told.get("knobs") or ()
        ],
    )
    if told.get("text") and told.get("summary"):
        import inspect

        console.print()
        console.print(inspect.cleandoc(told["text"]), soft_wrap=True)
    if found.scheme is not None and isinstance(evidence, dict):
        sources(console, found.scheme, [*evidence.get("sources", ()), *evidence.get("disputed_by", ())])


def _words(value: Any) -> str:
    """Give a value in words."""
    if isinstance(value, dict):
        return ", ".join(
            f"{key.replace('_', ' ')} {_words(inner)}" for key, inner in value.items() if inner not in (None, [], {})
        )
    if isinstance(value, list | tuple):
        numbers = len(value) == 2 and all(isinstance(x, int | float) for x in value)
        return (" to " if numbers else ", ").join(_words(x) for x in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}".replace("-", "−") if isinstance(value, int | float) else str(value)
