"""What each rule did, as a table on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.base.number_of import number_of

if TYPE_CHECKING:
    from rich.table import Table

    from demerit.engine.folder import RunFolder

FEW = 6
"""Rules that are shown unless all are asked for."""


def rules_table(run: RunFolder, twin: RunFolder, everything: bool) -> Table | None:
    """Give what the rules of a run did, those that moved most points first; None where it has none."""
    from demerit.cli.terminal import table
    from demerit.cli.words import change
    from demerit.lab.bookings import bookings, who

    found = bookings(run, twin)
    if found.is_empty():
        return None
    shown = table("rule", right=("booked", "points", "adults", "deed"))
    for name in ("most often", "evidence"):
        shown.add_column(name, no_wrap=True)
    for row in found.head(found.height if everything else FEW).iter_rows(named=True):
        most = f"{who(row['most'])} \u00d7{row['most_times']:.1f}" if row["most"] else ""
        points = f"{row['points']:+,}".replace("-", "\u2212")
        moved = "" if row["moved"] is None else change(row["moved"], None, "share").replace("pp", "%")
        shown.add_row(row["rule"].replace("_", " "), f"{row['times']:,}", points, f"{row['people']:,}", moved, most,
                      f"{row['evidence']}; {row['size']}")  # fmt: skip
    never = found.filter(found["times"] == 0).height
    rest = "" if everything else f"{min(FEW, found.height)} of {number_of(found.height, 'rule')} (--all); "
    shown.title = f"What each rule did: {rest}{never} never booked"
    shown.title_justify = "left"
    return shown
