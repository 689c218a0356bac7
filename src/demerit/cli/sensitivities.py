"""How a sensitivity is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demerit.lab.studies.sensitivity import Sensitivity


def print_sensitivity(found: Sensitivity) -> None:
    """Print what an effect hangs on, the most important number first, and every knife-edge."""
    from demerit.base.number_of import number_of
    from demerit.cli.terminal import page, say, styled, table

    console = page()
    against = f" against {found.reference}" if found.reference != found.side else ""
    console.print(styled((f"What {found.measure} of {found.side}{against} hangs on", "bold")))
    kind = "base point" if found.kind == "sobol" else "path"
    console.print(f"{number_of(found.worlds, 'world')} ({number_of(found.points, kind)}), in {found.unit}; "
                  "95 % intervals by bootstrap", style="dim")  # fmt: skip
    if found.kind == "sobol":
        shown = table("number", right=("by itself", "95 %", "in total", "95 %"))
        for row in found.table.to_dicts():
            shown.add_row(row["number"], f"{row['first']:.2f}", _ends(row, "first"), f"{row['total']:.2f}",
                          _ends(row, "total"))  # fmt: skip
    else:
        shown = table("number", right=("size of a step", "95 %", "mean", "spread", "turned the sign"))
        for row in found.table.to_dicts():
            shown.add_row(row["number"], f"{row['size']:.3g}", _ends(row, "size"), f"{row['mean']:+.3g}",
                          f"{row['spread']:.3g}", f"{row['flips']:.0%}")  # fmt: skip
    console.print(shown)
    for edge in found.edges:
        what = "turns the sign" if edge.kind == "flips" else "makes it jump"
        say(f"Knife-edge: {edge.number} at {edge.at:.4g} {what}, {edge.below:+.3g} below, {edge.above:+.3g} above.")
    if not found.edges:
        say("No knife-edge is found in these worlds: no small step in one number turns the sign or makes it jump.")


def _ends(row: dict[str, float], name: str) -> str:
    """Give the ends of an interval."""
    return f"{row[f'{name}_low']:.2g} to {row[f'{name}_high']:.2g}"
