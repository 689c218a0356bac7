"""Several schemes in one table on the terminal: what kind of law each is, then what came out."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from demerit.cli.terminal import styled

if TYPE_CHECKING:
    from rich.table import Table

    from demerit.lab.comparison import Comparison
    from demerit.lab.kinds_of_law import Law

def told_side_by_side(found: Comparison, everything: bool) -> None:
    """Print which side is which letter, the table, and what to make of it."""
    from demerit.cli import words
    from demerit.cli.terminal import page, say
    from demerit.lab.seeds import holding

    console = page()
    letters = {name: chr(ord("A") + k) for k, name in enumerate(found.sides)}
    for name, letter in letters.items():
        held = "   the others are held against it" if name == found.reference else ""
        console.print(styled(f"{letter}  ", (name, "bold"), (held, "dim")))
    console.print(words.over_whom(found), style="dim")
    console.print(_every_row(found, letters) if everything else _headlines(found, letters))
    console.print("* per 1,000 such ties a year;  · = not there", style="dim")
    console.print(words.noise(found), style="dim")
    if found.seeds > 1:
        console.print(words.told_rates(holding(found.against)), style="dim")
    hint = "" if everything else "Every measure and group: --all.   "
    say(f"\n{hint}Differences, with intervals from --seeds 2 on: --json.")


def _table(letters: dict[str, str]) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1), header_style="bold",
                  collapse_padding=True)  # fmt: skip
    table.add_column("", min_width=18)
    for letter in letters.values():
        table.add_column(letter, justify="right", no_wrap=True)
    return table


def _headlines(found: Comparison, letters: dict[str, str]) -> Table:
    """Give the kinds of law, then the headlines, section by section."""
    from demerit.cli import words
    from demerit.lab.headlines import HEADLINES, LISTS
    from demerit.lab.kinds_of_law import LAWS

    table, doubts = _table(letters), _doubts(found)
    table.add_row(styled(("The law", "dim italic")))
    for field in fields(next(iter(found.laws.values()))):
        table.add_row(f"  {LAWS[field.name]}", *(_word(found.laws[name], field.name) for name in letters))
    rows = {row["name"]: row for row in found.measures.iter_rows(named=True) if row["group"] == "all"}
    for section, headlines in {**HEADLINES, **LISTS}.items():
        known = [(headline, rows[headline.name]) for headline in headlines if headline.name in rows]
        if known:
            table.add_row(styled((section, "dim italic")))
        for headline, row in known:
            said = styled(f"  {headline.says}", (words.of_seeds(row["seeds"], found.seeds), "dim"))
            table.add_row(said, *_cells(row, letters, doubts))
    return table


def _doubts(found: Comparison) -> dict[tuple[str, ...], float | None]:
    """Give q of every side's change: name, group, side -> q."""
    rows = found.against.select("name", "group", "side", "q").iter_rows()
    return {(name, group, side): q for name, group, side, q in rows}


def _cells(row: dict[str, Any], letters: dict[str, str], doubts: dict[tuple[str, ...], float | None]) -> list[str]:
    """Give the values of a row, marked where chance may have made the difference."""
    from demerit.cli import words

    return [words.value(row[name], row["unit"]) + words.doubt(doubts.get((row["name"], row["group"], name)))
            for name in letters]  # fmt: skip


def _word(law: Law, field: str) -> str:
    value = getattr(law, field)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).replace("_", " ")


def _every_row(found: Comparison, letters: dict[str, str]) -> Table:
    """Give every measure for every group."""
    from demerit.cli import words

    table, doubts = _table(letters), _doubts(found)
    for row in found.measures.sort("name", "group").iter_rows(named=True):
        group = "" if row["group"] == "all" else f" {row['group']}"
        said = styled(row["name"], (group, "dim"), (words.of_seeds(row["seeds"], found.seeds), "dim"))
        table.add_row(said, *_cells(row, letters, doubts))
    return table
