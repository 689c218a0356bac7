"""`demerit article`: the article as a document that can be executed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from demerit.base.number_of import number_of
from demerit.cli import options as o
from demerit.cli.article_pages import claimed, outcomes_of, write_pages
from demerit.cli.scheme_page import head, rows
from demerit.cli.terminal import styled

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from demerit.article import Statement
    from demerit.lab.article import Mechanism
    from demerit.lab.finding import Finding, Outcomes


DISPUTED = (
    "{feared} is the article's telling, not the world as it was; {documented} is built on what the operator states. "
    "What is disputed has been denied by somebody in a position to know. An outcome is that of the two worlds whole, "
    "not of the one statement."
)


def article(
    id_: Annotated[str | None, typer.Argument(metavar="ID", help="A statement, S01 to L14; none: all.")] = None,
    disputed: Annotated[
        bool, typer.Option("--disputed", help="What is disputed: as told, as documented, in both worlds.")
    ] = False,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="DIR", help="The whole article as pages, in a folder of this name.")
    ] = None,
    language: Annotated[
        str | None, typer.Option(metavar="NAME", help="Of the pages: en (default) or zh-Hans, which nobody reviewed.")
    ] = None,
    json: o.Json = False,
) -> None:
    """Show the article, statement by statement: what it says, what is known, what models it."""
    from demerit.cli.terminal import emit
    from demerit.lab.article import statement, statements, told

    if html is not None or language is not None:
        write_pages(html, language or "en", json, whole=id_ is None and not disputed)
        return
    if id_ is not None:
        one = statement(id_)
        if json:
            emit({"statements": [told(one) | _joined(one)]})
        elif disputed:
            _sides([one])
        else:
            _page(one)
        return
    if not disputed:
        if json:
            emit({"statements": [told(one) for one in statements()]})
        else:
            _table(statements())
        return
    if json:
        emit(_disputed_told(statements(disputed=True)))
    else:
        _sides(statements(disputed=True), whole=True)


def _joined(one: Statement) -> dict[str, Any]:
    """Give what a page has beyond the inventory: the mechanism followed, and the finding."""
    from demerit.lab.article import mechanisms
    from demerit.lab.finding import finding

    found = finding(one)
    mechanism = [
        {
            "pointer": m.pointer, "says": m.says, "how": m.how, "size": m.size,
            "grade": m.evidence.grade if m.evidence else None,
            "sources": list(m.evidence.sources) if m.evidence else [],
        }
        for m in mechanisms(one)
    ]  # fmt: skip
    return {"mechanism": mechanism, "finding": found.plain() if found else None, "claims": outcomes_of(one)}


def _table(all_of_them: list[Statement]) -> None:
    """Print every statement in a line or two, family by family."""
    from rich import box
    from rich.table import Table

    from demerit.article import FAMILIES, STATUSES
    from demerit.cli.terminal import page, say

    console = page()
    for family in FAMILIES.values():
        console.print(styled((family.says.capitalize(), "bold"), f" ({family.ids[0]} to {family.ids[-1]})"))
        lines = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, show_header=False, padding=(0, 1))
        for width in (4, 8, 10):
            lines.add_column(no_wrap=True, min_width=width)
        lines.add_column(ratio=1)
        for one in all_of_them:
            if one.family is family:
                dim = "dim" if one.status == "pending" else None
                lines.add_row(one.id, one.status, one.evidence.grade, one.says, style=dim)
        console.print(lines)
        console.print()
    counts = {status: sum(one.status == status for one in all_of_them) for status in STATUSES}
    told = ", ".join(f"{n} {status}" for status, n in counts.items())
    number = number_of(len(all_of_them), "statement")
    say(f"{number}: {told}.   One whole: demerit article E03   What is disputed: --disputed")


def _page(one: Statement) -> None:
    """Print one statement whole."""
    from demerit.cli.terminal import page
    from demerit.lab.article import in_full, mechanisms
    from demerit.lab.finding import finding

    console = page()
    head(console, f"{one.id}, {one.status}: {one.family.says}", one.says)
    rows(console, "What is known", _known(one))
    followed = mechanisms(one)
    models = "Where it is met" if one.status in ("reading", "glossary") else "What models it"
    rows(console, models, [_row(found) for found in followed])
    asked = {
        "it asks": one.question, "still open": one.open, "missing": one.pending,
        "measure": one.measure, "seen in": _where(one), "must not move": ", ".join(one.spares),
    }  # fmt: skip
    rows(console, "What the laboratory has to answer", [(key, value) for key, value in asked.items() if value])
    rows(console, "What holds in plausible worlds", claimed(one))
    found = finding(one)
    if found is not None or one.compare is not None:
        _found(console, one, found)
    cited = [*one.evidence.sources, *one.evidence.disputed_by]
    rows(console, "Sources", in_full(cited))


def _where(one: Statement) -> str:
    """Give in words the society in which a mechanism is noticed."""
    if not one.compare:
        return ""
    return f"{number_of(one.where.people, 'person')} of {one.where.recipe}, {number_of(one.where.weeks, 'week')}"


def _known(one: Statement) -> list[tuple[str, ...]]:
    ground = one.evidence
    known = {
        "is it so?": ground.grade, "its size": one.size, "known": one.check, "elsewhere": ground.analogue,
        "sources": ", ".join(ground.sources), "denied by": ", ".join(ground.disputed_by),
    }  # fmt: skip
    return [(key, value) for key, value in known.items() if value]


def _row(found: Mechanism) -> tuple[str | Text, ...]:
    """Give a mechanism as a row: where it stands, what it is, what it does and on what ground."""
    ground = ""
    if found.evidence is not None:
        who = ", ".join(found.evidence.sources)
        ground = f"{found.evidence.grade}{f' ({who})' if who else ''}"
        if found.evidence.disputed_by:
            ground += f", denied by {', '.join(found.evidence.disputed_by)}"
    size = f"size {found.size}" if found.size else ""
    aside = "; ".join(part for part in (found.how, ground, size) if part)
    says = found.says.rstrip()
    return found.pointer, styled(f"{says}\n", (aside, "dim")) if aside else says


def _found(console: Console, one: Statement, found: Finding | None) -> None:
    """Print what a run says, or how to get one."""
    how = f"demerit compare {' '.join(one.compare)} --seeds 8" if one.compare else "demerit run article_2015"
    console.print("\nWhat came out", style="bold")
    if found is None:
        console.print(f"  No run here bears on it yet. This makes one:  {how}")
        return
    seeds = number_of(found.seeds, "seed") if found.seeds > 1 else "one seed, so no interval"
    sides = f"{found.a} against {found.b}" if found.b else found.a
    lived = f"{number_of(found.people, 'citizen')}, {number_of(found.weeks, 'week')}"
    console.print(f"  {sides}: {lived}, {seeds} ({found.folder})")
    heads = ("value",) if found.b is None else ("with it", "without") if found.is_test else ("A", "B")
    console.print(_outcome(found.rows, heads, several=found.seeds > 1))
    if not found.is_test:
        console.print(
            f"  It does not part this mechanism from all others. This does:  {how}", style="dim"
        )


def _outcome(lines: list[dict[str, Any]], sides: tuple[str, ...], several: bool) -> Table:
    """Give the rows of a measure for one side or two: everyone first, then every group."""
    from demerit.cli import words
    from demerit.cli.terminal import table

    alone = len(sides) == 1
    heads = () if alone else ("difference", "95 % of it") if several else ("difference",)
    shown = table("", right=(*sides, *heads))
    for row in sorted(lines, key=lambda row: (row["group"] != "all",)):
        cells = [words.value(row["a"], row["unit"])]
        if not alone:
            cells += [words.value(row["b"], row["unit"]), words.change(row["delta"], row["b"], row["unit"])]
        if several and not alone:
            cells.append(words.between(row["low"], row["high"], row["b"], row["unit"]))
        group = "everyone" if row["group"] == "all" else row["group"]
        shown.add_row(f"  {row['name']}, {group}", *cells)
    return shown


def _sides(disputed: list[Statement], whole: bool = False) -> None:
    """Print what is disputed: as told, as documented, in the two worlds, and how their outcomes differ."""
    from demerit.cli.terminal import page, say
    from demerit.lab.article import DOCUMENTED, FEARED
    from demerit.lab.finding import outcomes
    from demerit.lab.worlds import NOTHING, difference, on

    console = page()
    found = outcomes()
    if whole:
        head(console, "What is disputed", DISPUTED.format(feared=FEARED, documented=DOCUMENTED))
        rows(console, f"In what the two differ: {FEARED}, then {DOCUMENTED}", list(difference()))
    for one in disputed:
        feared, documented = on(one)
        told = [("known", one.check)]
        if [NOTHING] not in (feared, documented) or feared != documented:
            told += [(FEARED, "\n".join(feared)), (DOCUMENTED, "\n".join(documented))]
        told += [("outcome", _line(row)) for row in (found.of(one) if found else ())]
        console.print(styled("\n", (one.id, "bold"), f"  {one.says}"))
        _below(console, told)
    if whole:
        _all_outcomes(console, found)
    if found is None:
        say(f"\nHow the outcomes differ: demerit compare {FEARED} {DOCUMENTED} --seeds 8, and then this again.")


def _below(console: Console, told: list[tuple[str, str]]) -> None:
    """Print rows below a line, without a heading of their own."""
    from rich.table import Table

    lines = Table.grid(padding=(0, 2, 0, 0))
    lines.add_column(no_wrap=True, style="dim")
    lines.add_column(overflow="fold")
    for key, value in told:
        lines.add_row(f"     {key}", value)
    console.print(lines)


def _line(row: dict[str, Any]) -> str:
    """Give a row of a comparison as words."""
    from demerit.cli import words

    a, b = (words.value(row[side], row["unit"]) for side in ("a", "b"))
    if row["b"] is None and row["a"] is not None and row["delta"] == row["a"]:
        return f"{row['name']}: {a} from the documented world to the feared one"
    return f"{row['name']}: {a} feared, {b} documented"


def _all_outcomes(console: Console, found: Outcomes | None) -> None:
    """Print the headlines of the comparison of the two worlds."""
    from demerit.lab.article import DOCUMENTED, FEARED

    if found is None:
        return
    seeds = number_of(found.seeds, "seed") if found.seeds > 1 else "one seed, so no interval"
    lived = f"{number_of(found.people, 'citizen')}, {number_of(found.weeks, 'week')}"
    about = f": {FEARED} against {DOCUMENTED}, {lived}, {seeds} ({found.folder})"
    console.print(styled("\n", ("What came out", "bold"), about))
    console.print(_outcome(found.headlines(), (FEARED, DOCUMENTED), several=found.seeds > 1))


def _disputed_told(disputed: list[Statement]) -> dict[str, Any]:
    """Give what is disputed as plain data."""
    from demerit.lab.article import DOCUMENTED, FEARED, told
    from demerit.lab.finding import outcomes
    from demerit.lab.worlds import difference, on

    found = outcomes()
    items = []
    for one in disputed:
        sides = dict(zip((FEARED, DOCUMENTED), on(one), strict=True))
        items.append(told(one) | {"worlds": sides, "outcome": found.of(one) if found else []})
    shown = None
    if found is not None:
        about = {"folder": str(found.folder), "people": found.people, "weeks": found.weeks, "seeds": found.seeds}
        shown = about | {"measures": found.headlines()}
    differences = [{"what": what, FEARED: a, DOCUMENTED: b} for what, a, b in difference()]
    return {"statements": items, "differences": differences, "outcomes": shown}
