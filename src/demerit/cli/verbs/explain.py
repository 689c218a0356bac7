"""`demerit explain`: why a citizen has the score they have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from demerit.base.number_of import number_of
from demerit.cli import completing
from demerit.cli import options as o

if TYPE_CHECKING:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from demerit.engine.folder import RunFolder
    from demerit.lab.explain import Explanation

LATEST = 12
"""Entries shown one by one unless all are asked for."""


def explain(
    run: Annotated[
        str, typer.Argument(metavar="RUN", help="A run folder, its name, or `last`.", autocompletion=completing.runs)
    ],
    citizen: Annotated[
        int, typer.Argument(metavar="CITIZEN", parser=o.whole("CITIZEN", "17"), help="Which citizen: 0, 1, 2 ...")
    ],  # type: ignore[arg-type]
    week: Annotated[
        int | None,
        typer.Option(
            "--week",
            parser=o.whole("--week", "103"),
            metavar="W",
            show_default=False,  # type: ignore[arg-type]
            help="Up to this week (default: the last).",
        ),
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="Show every entry one by one.")] = False,
    json: o.Json = False,
) -> None:
    """Say why a citizen has their score: entry, rule, source, grade; the sum is the score."""
    from demerit.cli.terminal import emit, watching
    from demerit.lab.explain import explain as explained
    from demerit.lab.named import run_named

    folder = run_named(run)
    with watching() as watch:
        found = explained(folder, citizen, week, watch)
    if json:
        emit(
            {
                "citizen": found.citizen,
                "run": str(folder.path),
                "week": found.week,
                "low": found.low,
                "start": found.start,
                "entries": found.entries,
                "score": found.score,
                "again": found.again,
            }
        )
    else:
        _told(folder, found, all_)


def _told(folder: RunFolder, found: Explanation, everything: bool) -> None:
    """Print the sum first, then where it comes from, then the latest entries."""
    from demerit.cli.terminal import page, say, styled

    console = page()
    scheme = folder.scheme
    console.print(styled((f"Citizen {found.citizen}", "bold"), f" under {scheme.name}"))
    if not found.entries or found.start is None:
        console.print(
            "bears no score: not of age, or not enrolled."
            if scheme.accounts
            else "bears no score: this scheme gives none."
        )
        return
    day = scheme.day_of(found.week)
    if found.score is None:
        console.print(f"bears no score in week {found.week} ({day:%B %Y}); the file kept on them says:", style="dim")
    else:
        console.print(
            styled(
                f"started at {found.start} and stands at ", (str(found.score), "bold"),
                f" in week {found.week} ({day:%B %Y}), on a scale of {scheme.scale.low} to {scheme.scale.high}",
            )
        )
    console.print()
    console.print(_summed(found))
    console.print()
    latest = found.entries if everything else found.entries[-LATEST:]
    console.print(
        "Every entry" if everything else f"The last {len(latest)} of {number_of(len(found.entries), 'entry')}",
        style="bold",
    )
    console.print(_one_by_one(folder, found, latest))
    for line in _sources(found.entries):
        console.print(line)
    if found.again:
        say(
            "\nThis citizen is not in the panel: the stored law was run once more with them in it, with the same draws."
        )


def _grid() -> Table:
    from rich import box
    from rich.table import Table

    return Table(
        box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1), header_style="bold", show_footer=False
    )


def _by_rule(entries: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for entry in entries:
        found.setdefault(entry["rule"], []).append(entry)
    return found


def _summed(found: Explanation) -> Table:
    """Give each rule with how often it moved the score and by how much; the last row is the score."""
    from demerit.cli.terminal import styled

    table = _grid()
    for name, side in (("", "left"), ("times", "right"), ("points", "right"), ("evidence", "left"), ("size", "left")):
        table.add_column(name, justify=side)  # type: ignore[arg-type]
    table.add_row("lowest score of the scale", "", str(found.low), "", "")
    ranked = sorted(_by_rule(found.entries).items(), key=lambda item: (item[0] != "start", -abs(_points(item[1]))))
    for rule, entries in ranked:
        first = entries[0]
        times = "" if rule == "start" else str(len(entries))
        table.add_row(
            rule.replace("_", " "), times, _signed(_points(entries)), first["grade"] or "", first.get("size") or ""
        )
    total = found.low + _points(found.entries)
    table.add_section()
    says = styled(("score", "bold")) if found.score is not None else "sum"
    table.add_row(says, "", styled((str(total), "bold")), "", "")
    return table


def _points(entries: list[dict[str, Any]]) -> int:
    return sum(entry["points"] for entry in entries)


def _signed(points: int) -> str:
    return f"+{points}" if points > 0 else str(points).replace("-", "−")


def _one_by_one(folder: RunFolder, found: Explanation, latest: list[dict[str, Any]]) -> Table:
    """Give entries in their order, with the sum after each."""
    table = _grid()
    for name, side in (
        ("week of", "left"),
        ("points", "right"),
        ("sum", "right"),
        ("account", "left"),
        ("why", "left"),
    ):
        table.add_column(name, justify=side)  # type: ignore[arg-type]
    total = found.low + _points(found.entries) - _points(latest)
    for entry in latest:
        total += entry["points"]
        week = "start" if entry["week"] < 0 else f"{folder.scheme.day_of(entry['week']):%d %b %Y}"
        table.add_row(
            week,
            _signed(entry["points"]),
            str(total),
            entry["account"].replace("_", " "),
            entry["rule"].replace("_", " "),
        )
    return table


def _sources(entries: list[dict[str, Any]]) -> list[Text | Padding]:
    """Give what each rule says, and where it is written."""
    from rich.padding import Padding

    from demerit.cli.terminal import styled

    rules = {rule: of[0] for rule, of in _by_rule(entries).items()}
    keys: dict[str, int] = {}
    for entry in rules.values():
        for source in entry["sources"]:
            keys.setdefault(source, len(keys) + 1)
    lines: list[Text | Padding] = [styled("\n", ("What each entry is", "bold"))]
    for rule, entry in rules.items():
        marks = "".join(f" ({keys[source]})" for source in entry["sources"])
        says = styled(f"{rule.replace('_', ' ')}: {entry['summary'].rstrip('.')}", (marks, "dim"))
        lines.append(Padding.indent(says, 2))
    if keys:
        lines.append(styled("\n", ("Where it is written", "bold")))
        lines += [Padding.indent(styled((f"({n}) {source}", "dim")), 2) for source, n in keys.items()]
    return lines
