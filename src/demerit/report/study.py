"""The page of a study: every effect with its spread over worlds, what it hangs on, what was drawn, what was lost."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from demerit.base.number_of import number_of
from demerit.lab.claims import telling
from demerit.lab.headlines import HEADLINES
from demerit.lab.reproducing import reproduce
from demerit.measures.groups import LABELS
from demerit.report.page import filled
from demerit.report.render import write
from demerit.report.words.finding import SYNTHETIC
from demerit.report.words.numbers import MINUS, percent

if TYPE_CHECKING:
    from pathlib import Path

    from demerit.lab.studies.result import Study

WIDTH, MARGIN = 240, 8
"""Width of the drawing of an effect, and what is left free at its ends, in its own units."""
SURE = 0.95
"""Share of worlds from which the sign of an effect is called kept."""


@dataclass(frozen=True)
class Drawn:
    """Where zero, nine of ten worlds and their median lie in the drawing of an effect."""

    zero: float
    low: float
    width: float
    median: float


@dataclass(frozen=True)
class Entry:
    """One effect as it stands in the page."""

    says: str
    name: str
    effect: str
    ends: str
    unit: str
    drawn: Drawn
    share: float | None
    """Of worlds in which it has the sign of the median, in per cent; None where that is no effect at all."""
    share_text: str
    hangs: str
    worlds: int


@dataclass(frozen=True)
class Side:
    """The effects of one side."""

    name: str
    entries: list[Entry]
    csv: str


def render_study(found: Study, out: Path | None = None) -> Path:
    """Write the page of a study and give its path: ``report.html`` in its folder where `out` is None.

    Raises
    ------
    SpaceError
        It cannot be written.
    """
    return write(page_of_study(found), out or found.folder / "report.html")


def page_of_study(found: Study) -> str:
    """Give the page of a study as one string of HTML that asks for nothing outside itself."""
    plan, summary = found.plan, found.summary()
    sides = []
    for side in (side for side in plan.sides if side != plan.reference):
        rows = summary.filter(summary["side"] == side)
        entries = [_entry(row) for row in rows.iter_rows(named=True)]
        sides.append(Side(side, entries, _csv(rows.write_csv())))
    again = reproduce(found)
    return filled(
        "study.html.j2", title=plan.title, finding=_finding(found, sides), asked=_asked(found), sides=sides,
        width=WIDTH, reference=plan.reference,
        lost=[(one["world"], one["seed"], _set(one["set"]), one["failed"]) for one in found.lost],
        numbers=[(one.name, f"{one.low:g} to {one.high:g}".replace("-", MINUS), one.distribution)
                 for one in found.numbers],
        effects=_csv(found.table().write_csv()), commands=again.lines, snippet=again.python,
        versions=found.cite(),
    )  # fmt: skip


def _csv(text: str) -> str:
    """Give a table as CSV, encoded for a link."""
    return b64encode(text.encode()).decode()


def _set(numbers: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:g}" for name, value in numbers.items()).replace("-", MINUS) or "as written"


def _asked(found: Study) -> str:
    """Say what lived."""
    plan = found.plan
    numbers = number_of(len(found.numbers), "number")
    draws = number_of(found.draws.height, "draw")
    drawn = f"{draws} of {numbers}" if found.numbers else "every number as it is written"
    return (f"{number_of(found.worlds, 'world')} of {number_of(plan.people, 'person')} lived: {drawn}, "
            f"{number_of(plan.seeds, 'seed')}, each side held against {plan.reference}: the same people and draws.")


def _finding(found: Study, sides: list[Side]) -> str:
    """Say how many effects keep their sign."""
    told = []
    for side in sides:
        kept = sum(one.share is not None and one.share >= 100 * SURE for one in side.entries)
        told.append(f"under {side.name} {kept} of {number_of(len(side.entries), 'effect')} keep their sign")
    if not any(side.entries for side in sides):
        return f"No effect was measured. {SYNTHETIC}"
    share = percent(SURE)
    return f"In {share} of worlds or more, {'; '.join(told)}. {SYNTHETIC}"


def _entry(row: dict[str, Any]) -> Entry:
    rate = row["change"] is not None
    names = ("change", "change_low", "change_high") if rate else ("median", "low", "high")
    middle, low, high = (float(row[name]) for name in names)
    unit = "%" if rate else str(row["unit"])
    effect, ends = telling.spread({"effect": middle, "low": low, "high": high, "unit": "share" if rate else unit})
    if rate:
        effect, ends = (text.replace(" pp", " %") for text in (effect, ends))
    says = {one.name: one.says for section in HEADLINES.values() for one in section}.get(row["name"], row["name"])
    group = "" if row["group"] == "all" else f", {LABELS.get(row['group'], row['group'])}"
    hangs = f"{row['hangs_on']} ({row['rank_correlation']:+.2f})".replace("-", MINUS) if row["hangs_on"] else ""
    none = row["median"] == 0
    return Entry(says.rstrip("*") + group, row["name"], effect, ends, telling.unit_of(unit), _drawn(middle, low, high),
                 None if none else 100 * row["same_sign"], "no effect" if none else f"{row['same_sign']:.0%}", hangs,
                 row["worlds"])  # fmt: skip


def _drawn(middle: float, low: float, high: float) -> Drawn:
    """Place an effect on a scale of its own, which holds zero and nine of ten worlds."""
    first, last = min(low, middle, 0.0), max(high, middle, 0.0)
    room = (last - first) or 1.0

    def at(value: float) -> float:
        return float(round(MARGIN + (WIDTH - 2 * MARGIN) * (value - first) / room, 1))

    return Drawn(at(0.0), at(low), round(at(high) - at(low), 1), at(middle))
