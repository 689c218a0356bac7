"""How numbers stand in a table on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.base.number_of import number_of
from demerit.lab.units import is_share
from demerit.measures.discovery import RATE

if TYPE_CHECKING:
    from demerit.lab.comparison import Comparison

DOUBT = "°"
FINEST = 6
"""Digits behind the point, at most."""


def value(number: float | None, unit: str) -> str:
    """Give a number as its unit wants it."""
    if number is None or number != number:
        return "·"
    if is_share(unit):
        return _signed_minus(f"{100 * number:.{_digits(100 * number)}f} %")
    if unit in ("balance", "correlation", "ratio", "mean"):
        return _signed_minus(f"{number:.2f}")
    if unit == "AUC":
        return _signed_minus(f"{number:.3f}")
    if unit == "points":
        return _signed_minus(f"{number:.0f}" if abs(number) >= 10 else f"{number:.1f}")
    if unit in ("deeds", "week", "weeks"):
        return _signed_minus(f"{number:,.0f}")
    return _signed_minus(f"{number:,.{_digits(number)}f}")


def change(delta: float | None, before: float | None, unit: str) -> str:
    """Give a difference: of rates in per cent of B, of shares in points of a hundred, of all else as it is."""
    if delta is None or delta != delta:
        return "·"
    if unit.startswith("per 1,000"):
        return _plus(100 * delta / before, " %") if before else _plus(delta, "")
    if is_share(unit):
        return _plus(100 * delta, " pp")
    written = value(delta, unit)
    return f"+{written}" if delta > 0 and written.strip("0.,") else written


def between(low: float | None, high: float | None, before: float | None, unit: str) -> str:
    """Give an interval of a difference."""
    if low is None or high is None or low != low or high != high:
        return ""
    ends = (change(end, before, unit).removesuffix(" %").removesuffix(" pp") for end in (low, high))
    return " to ".join(ends)


def doubt(q: float | None) -> str:
    """Give the mark of a change that chance may have made, among as many rows as there are."""
    return DOUBT if q is not None and q > RATE else ""


def over_whom(found: Comparison) -> str:
    """Say over whom sides were compared, how long, and with which seeds."""
    over = found.over
    seeds = f"{number_of(found.seeds, 'seed')} from {over.seed}" if found.seeds > 1 else f"seed {over.seed}"
    drawn = f", {number_of(over.worlds, 'drawn world')}" if over.worlds > 1 else ""
    return f"{number_of(over.people, 'citizen')} of {over.society}, {number_of(over.weeks, 'week')}, {seeds}{drawn}"


def told_rates(rows: tuple[int, int, int]) -> str:
    """Say how many rows differ from 0, and how many still do when it is counted how many were looked at."""
    looked, alone, together = rows
    return (
        f"{DOUBT} may be chance: of {number_of(looked, 'row')} with an interval {alone:,} leave out 0, "
        f"{together:,} still do where {RATE:.0%} of those told may be false (Benjamini-Hochberg)."
    )


def of_seeds(known: int, every: int) -> str:
    """Say over how many seeds a row is, where it is not all of them."""
    return "" if known == every else f" ({known} of {number_of(every, 'seed')})"


def _digits(number: float) -> int:
    size = abs(number)
    return 0 if size >= 100 or size == 0 else 1 if size >= 1 else 2


def _plus(number: float, unit: str) -> str:
    """Give a change with its sign; one that is smaller than the usual digits show has its first digit, down to 1e-6."""
    written = [f"{number:+.{digits}f}" for digits in range(_digits(number), FINEST + 1)]
    told = next((one for one in written if one.strip("+-0.")), "0")
    return _signed_minus(told) + unit


def _signed_minus(written: str) -> str:
    """Give a minus that is a minus, and none before what is nought to all digits shown."""
    if not written.strip("-0.,% "):
        written = written.removeprefix("-")
    return written.replace("-", "−")


def noise(found: Comparison) -> str:
    """Say what is noise, and what one seed cannot say."""
    rows = {row["name"]: row["a"] for row in found.pair().iter_rows(named=True) if row["group"] == "all"}
    moves = rows.get("silence.dissent.placebo")
    said = []
    if moves is not None:
        share = 100 * abs(moves)
        moved = f"by {share:.1f} %: less than that is noise" if share >= 0.05 else "by less than 0.1 %"
        said.append(f"A placebo (one tie of one citizen changed) moves dissent {moved}.")
    if found.seeds == 1:
        said.append("One seed has no interval: --seeds 8 gives one.")
    return " ".join(said)
