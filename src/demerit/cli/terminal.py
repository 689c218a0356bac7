"""Two ways out: stdout carries data, stderr carries words and progress."""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from demerit.base.text import UNSHOWABLE, shown_plainly
from demerit.cli.streams import deafen

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

Watcher = Callable[[int, int, str], None]
WIDE = 120
"""Columns where the output goes to no terminal and COLUMNS says nothing."""
PATIENCE = 5.0
"""Seconds between two lines of progress where there is no terminal."""


def page() -> Console:
    """Give stdout for tables and pages."""
    import os

    from rich.console import Console

    class Page(Console):
        """A console on which every text stands as it is: brackets mean nothing, nothing steers the terminal."""

        def render_str(self, text: str, **how: Any) -> Text:
            return super().render_str(shown_plainly(text), **how)

    width = None if sys.stdout.isatty() or os.environ.get("COLUMNS") else WIDE
    return Page(highlight=False, width=width, emoji=False, markup=False)


def styled(*parts: str | tuple[str, str]) -> Text:
    """Give a line of texts as they are, some with a style: ``styled(("score", "bold"), " of all")``."""
    from rich.text import Text

    return Text.assemble(*(
        shown_plainly(part) if isinstance(part, str) else (shown_plainly(part[0]), part[1]) for part in parts
    ))


def table(*left: str, right: tuple[str, ...] = ()) -> Table:
    """Give an empty table in the manner of all: calm lines, words on the left, numbers on the right."""
    from rich import box
    from rich.table import Table

    empty = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1), header_style="dim")
    for head in left:
        empty.add_column(head)
    for head in right:
        empty.add_column(head, justify="right")
    return empty


def left_out(schemes: list[str]) -> None:
    """Say which schemes of the working folder have mistakes, and so are missing from what is shown."""
    for name in schemes:
        say(f"The scheme {name!r} of this folder has mistakes and is left out; see: demerit check {name}")


def edge_list_told(recipe: Mapping[str, str | int | float | bool]) -> None:
    """Say of a society laid over an edge list what was read and what was left out."""
    from demerit.society import account

    if sentences := account(recipe):
        say("Edge list: " + " ".join(sentences))


def weeks_told(asked: int | None) -> None:
    """Say that weeks are left out that belong to no whole month, where some were asked for."""
    from demerit.lab.months import left_over, whole_months

    if asked is not None and (said := left_over(asked, whole_months(asked))):
        say(said)


def emit(told: dict[str, Any]) -> None:
    """Print one JSON object; what is no number becomes null."""
    indent = 2 if sys.stdout.isatty() else None
    is_ascii = not (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    text = json.dumps(_plain(told), ensure_ascii=is_ascii, allow_nan=False, indent=indent)
    print(UNSHOWABLE.sub(_escaped, text))


def _escaped(found: re.Match[str]) -> str:
    """Give a character as JSON writes it out."""
    return json.dumps(found[0])[1:-1]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return None
    return value


def tell(words: object) -> None:
    """Print a line on stdout, as it is."""
    print(shown_plainly(str(words)))


def say(words: str) -> None:
    """Say something on stderr; where nobody can hear it, nothing else changes."""
    try:
        print(shown_plainly(words), file=sys.stderr, flush=True)
    except (OSError, ValueError):
        deafen(sys.stderr)


@contextmanager
def watching() -> Iterator[Watcher]:
    """Show how far something is and how long it will take: a bar on a terminal, else a line now and then."""
    if sys.stderr.isatty():
        with _bar() as watch:
            yield watch
    else:
        yield _lines()


@contextmanager
def _bar() -> Iterator[Watcher]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=28),
        TaskProgressColumn(),
        TimeRemainingColumn(compact=True),
        TextColumn("left"),
    )
    console = Console(stderr=True, highlight=False, emoji=False)
    with Progress(*columns, console=console, transient=True, refresh_per_second=8) as progress:
        task = progress.add_task("", total=None)

        known = False

        def watch(done: int, total: int, what: str) -> None:
            nonlocal known
            if bool(total) != known:  # what comes now goes at another pace: what is left is reckoned anew
                known = bool(total)
                progress.reset(task, total=total or None)
            progress.update(task, completed=done, total=total or None, description=what)

        yield watch


def _lines() -> Watcher:
    began = last = time.monotonic()
    tenth, told = 0, False

    def watch(done: int, total: int, what: str) -> None:
        nonlocal began, last, tenth, told
        now = time.monotonic()
        if not total:
            if what.startswith("compiling") and not told:
                told = True
                say(f"      {what.partition(':')[0]}: a few seconds")
            began = now  # what is left is reckoned from where weeks begin to pass
            return
        if done >= total or now - last < PATIENCE or done * 10 // total <= tenth:
            return
        last, tenth = now, done * 10 // total
        left = (now - began) * (total - done) / max(1, done)
        say(f"{100 * done // total:3d} %  {what}, about {duration(left)} left")

    return watch


def duration(seconds: float) -> str:
    """Give a time in the unit that fits: ``0.4 s``, ``12 s``, ``3 min 20 s``."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{int(seconds) // 60} min {int(seconds) % 60} s"


def rate(number: float) -> str:
    """Give a rate in words: ``3.2 million``, ``412,000``."""
    return (
        f"{number / 1e6:.1f} million"
        if number >= 1e6
        else f"{round(number, -3):,.0f}"
        if number >= 1e4
        else f"{number:,.0f}"
    )


def peak_memory() -> str:
    """Give the most memory that this process has held."""
    from demerit.lab import peak

    size = peak.peak_memory()
    return f"{size / 2**30:.1f} GiB" if size >= 2**30 else f"{size / 2**20:.0f} MiB"
