"""The table of the calibration: what worlds give of each published figure, and what is left of each range."""

from __future__ import annotations

from math import log

from tables_of_law import table

from demerit.lab.calibration.telling import between, figure
from demerit.lab.studies.number import Number
from demerit.lab.studies.plan import CALIBRATED
from demerit.lab.studies.table import table_of


def calibration() -> str:
    """Give the page of the calibration, from the table that comes with the program."""
    made = table_of(CALIBRATED)
    told, plan = made.told, made.told["plan"]
    waves, checked = " and ".join(str(n) for n in plan["waves"]), told["targets"][0]["after"]["worlds"]
    size = (
        f"{told['worlds']} worlds ({told['simulations']:,} runs) of {plan['people']:,} people and {plan['weeks']} "
        f"weeks: waves of {waves}, then {checked} of the kept draws and as many plausible ones. "
        f"Of {told['candidates']:,} draws {told['not_ruled_out']:,} are not ruled out; {len(made.draws)} of these are "
        f"kept, by weights that are worth {told['as_many_as']:g} equal draws. Digest `{made.digest}`."
    )  # fmt: skip
    heads = ["target", "figure", "error", "plausible worlds", "calibrated worlds", "share that meet it", "verdict"]
    parts = ["# Calibration, target by target", size, "Worlds: median (5 to 95 %); the share is of calibrated worlds."]
    for use, title in (("fitted", "Fitted to"), ("held", "Held out")):
        rows = [(f"{row['name']}: {row['says']}", figure(row), f"{row['error']:g}", between(row["before"]),
                 between(row["after"]), f"{row['after']['share']:.0%}" if row["after"]["share"] is not None else "",
                 row["verdict"] + (f", {row['left_out']}" if row.get("left_out") else ""))
                for row in told["targets"] if row["use"] == use]  # fmt: skip
        parts.append(f"## {title}\n\n" + table(heads, rows))
    fitted = [row for row in told["targets"] if row["use"] == "fitted"]
    rows = [(row["name"], f"{row['emulator_told']:.2f}", f"{row['nearest_run']:.3g}", row["why"]) for row in fitted]
    parts.append("## How well emulators tell it\n\n" + table(
        ["target", "variance told beforehand (Q squared)", "nearest run", "error and rows: why"], rows))  # fmt: skip
    ranges = []
    for one in made.numbers:
        low, middle, high = told["ranges"][one.name]
        ranges.append((f"`{one.name}`", f"{one.low:g} to {one.high:g}", f"{middle:g}", f"{low:g} to {high:g}",
                       _left(one, low, high)))  # fmt: skip
    parts.append("## What is left of each range\n\n" + table(
        ["number", "plausible", "calibrated: median", "5 to 95 %", "of the middle nine tenths"], ranges))  # fmt: skip
    return "\n\n".join(parts)


def _left(number: Number, low: float, high: float) -> str:
    """Give how wide the middle nine tenths of the kept draws are, against those of the plausible range."""
    ends = [low, high, number.low, number.high]
    if number.distribution == "log":
        ends = [log(end) for end in ends]
    return f"{(ends[1] - ends[0]) / (0.9 * (ends[3] - ends[2])):.0%}"
