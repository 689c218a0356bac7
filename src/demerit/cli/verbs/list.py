"""`demerit list`: what there is."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Annotated, Any

import typer

from demerit.cli import completing
from demerit.cli import options as o

if TYPE_CHECKING:
    from rich.table import Table

KINDS = (
    "schemes reforms rules gates registers institutions bureaus news tips acts deeds knobs measures recipes charts "
    "replications sources"
)
COLUMNS: dict[str, dict[str, str]] = {
    "schemes": {"world": "world", "rules": "rules", "gates": "gates"},
    "rules": {"points": "points", "evidence": "evidence", "size": "size"},
    "gates": {"at_least": "from", "evidence": "evidence"},
    "institutions": {"at_work": "at work in"},
    "bureaus": {"owner": "owner"},
    "news": {"from": "from", "evidence": "evidence"},
    "tips": {"number": "no."},
    "acts": {"every": "every"},
    "deeds": {"rules": "judged by"},
    "knobs": {"default": "default", "range": "range", "size": "size"},
    "measures": {"unit": "unit"},
    "sources": {"date": "date"},
}
"""Kind -> the columns shown between name and summary, and their heads."""
RIGHT = ("points", "at_least", "rules", "gates", "default", "number")
"""Columns of numbers."""


def list_(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=KINDS, autocompletion=completing.kinds)],
    scheme: Annotated[
        str | None,
        typer.Option("--scheme", metavar="NAME", help="Only those of one scheme; of reforms those that fit it.",
                     autocompletion=completing.schemes),
    ] = None,
    json: o.Json = False,
) -> None:  # fmt: skip
    """List all of a kind: schemes, rules, acts, knobs ..."""
    from demerit.cli.terminal import emit, left_out, page, say
    from demerit.lab.listing import OF_A_SCHEME, listed, unreadable

    items = _charts() if kind == "charts" else listed(kind, scheme)
    if scheme is None and kind in OF_A_SCHEME:
        left_out(unreadable())
    if json:
        emit({"kind": kind, "items": items})
        return
    if not items:
        say(f"There are no {kind}" + (f" in {scheme}." if scheme else "."))
        return
    console = page()
    for home in dict.fromkeys(item.get("scheme") for item in items):
        group = [item for item in items if item.get("scheme") == home and not item.get("pending")]
        waiting = [item for item in items if item.get("scheme") == home and item.get("pending")]
        if home:
            console.print(str(home), style="bold")
        if group and kind in COLUMNS:
            _two_lines(kind, group, console.width)
        elif group:
            console.print(_table(kind, group))
        if waiting:
            console.print("still to come, from the article:", style="italic")
            console.print(_table("", waiting))
        console.print()


def _charts() -> list[dict[str, Any]]:
    """Give the figures of a report."""
    from demerit.errors import InputError

    try:
        from demerit.report import figures
    except ModuleNotFoundError as error:
        raise InputError(f"charts need the package {error.name}: pip install 'demerit[report]'.") from error
    return [{"name": name, "summary": figure.title, "section": figure.section} for name, figure in figures().items()]


def _two_lines(kind: str, items: list[dict[str, Any]], width: int) -> None:
    """Print each item as a line of columns and, below it, what it is."""
    from demerit.cli.terminal import page

    console = page()
    columns = COLUMNS[kind]
    cells = [[item["name"], *(_cell(item.get(key)) for key in columns)] for item in items]
    heads = ["", *columns.values()]
    widths = [max(len(row[k]) for row in (heads, *cells)) for k in range(len(heads))]
    for row in (heads, *cells):
        side = [
            text.rjust(widths[k])
            if list(columns)[k - 1 : k] and list(columns)[k - 1] in RIGHT
            else text.ljust(widths[k])
            for k, text in enumerate(row)
        ]
        line = "   ".join(side).rstrip()
        if len(line) > width:
            line = textwrap.fill(line, width - 1, subsequent_indent=" " * (widths[0] + 3))
        console.print(line, style="dim" if row is heads else "bold", soft_wrap=True)
        if row is not heads:
            told = items[cells.index(row)]["summary"]
            console.print(textwrap.fill(told, width - 1, initial_indent="  ", subsequent_indent="  "))


def _table(kind: str, items: list[dict[str, Any]]) -> Table:
    from rich import box
    from rich.table import Table

    between = COLUMNS.get(kind, {})
    table = Table(
        box=box.SIMPLE_HEAD if between else None,
        pad_edge=False,
        show_edge=False,
        padding=(0, 1),
        header_style="dim",
        show_header=bool(between),
    )
    table.add_column("", no_wrap=True, min_width=12)
    for key, head in between.items():
        table.add_column(head, justify="right" if key in RIGHT else "left", no_wrap=key != "rules" and key != "unit")
    table.add_column("", ratio=1, min_width=24)
    for item in items:
        table.add_row(item["name"], *(_cell(item.get(key)) for key in between), item["summary"])
    return table


def _cell(value: Any) -> str:
    """Give a value as it stands in a table."""
    if value is None:
        return "·"
    if isinstance(value, list) and value and all(isinstance(x, str) and "/" not in x for x in value):
        return ", ".join(value)
    if isinstance(value, list):
        numbers = all(isinstance(x, int | float) for x in value)
        return " to ".join(_cell(x) for x in value) if numbers and value else str(len(value)) if value else "·"
    if isinstance(value, float):
        return f"{value:g}".replace("-", "−")
    return str(value).replace("-", "−") if isinstance(value, int) else str(value)
