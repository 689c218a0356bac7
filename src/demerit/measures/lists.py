"""Who is on a list, how one gets on it and off it, and what being on it bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.measures.measure import finding, measure, nothing, single, together
from demerit.measures.sums import EVERYBODY, by_group, by_month, by_week, ends, months, number, per
from demerit.measures.tables import A_YEAR

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures.tables import RunTables

TABLE = "register"
WAYS = ("left_by_payment", "left_by_term", "left_by_deed")


@measure(unit="share")
def lists(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give who stands on any list, who is entered, how many leave by paying, and what each was refused.

    Notes
    -----
    Of every register r: ``r.on`` = share of adults on it in the last week (and as a curve for all), ``r.entered`` per
    1,000 adults and year. Of all registers together: ``on`` = the sum of these shares (one who is on two counts twice),
    ``on_of_people`` = the same over all people, children among them, as published shares are; ``entered`` per 1,000
    adults and year; ``by_payment`` = those who left by paying over all who left. ``refused_each`` = refusals at gates
    that shut out, so far, over those on a list now: 1.35 flights and 0.42 fast trains for each who was on the court
    list by the end of 2018 (K07; there the number listed is not said to be of those still on it).
    """
    names = sorted(run.scheme.registers)
    if not names:
        return nothing()
    adults, lived = by_month(run, "adult"), number(run, "adult")
    parts = []
    for before, some in (*((f"{name}.", [name]) for name in names), ("", names)):
        on = per(by_month(run, TABLE, *_keys(some, "on")), adults)
        parts += [
            finding(by_group(ends(on)[1]), f"{before}on", "share"),
            finding(by_week(months(run), on[:, EVERYBODY]), f"{before}on", "share"),
            finding(by_group(per(number(run, TABLE, *_keys(some, "entered")), lived, A_YEAR)), f"{before}entered",
                    "per 1,000 adults and year"),
        ]  # fmt: skip
    now = by_month(run, TABLE, *_keys(names, "on"))[-1:, EVERYBODY].sum()
    return together(
        *parts,
        single("on_of_people", "share", now / int(run.manifest["society"]["people"])),
        single("by_payment", "share", _by_payment(run, names)),
        *_refused(run, now),
    )


def _keys(registers: list[str], *what: str) -> list[str]:
    """Give the keys of what is counted of some registers."""
    return [f"{name}:{one}" for name in registers for one in what]


def _by_payment(run: RunTables, names: list[str]) -> float | None:
    """Give those who left by paying over all who left; None where nobody did."""
    paid, left = (number(run, TABLE, *_keys(names, *ways))[EVERYBODY] for ways in (WAYS[:1], WAYS))
    return float(paid / left) if left else None


def _refused(run: RunTables, now: float) -> list[pl.DataFrame]:
    """Give refusals at each gate that shuts out those on a list, over those on a list now."""
    shut = [name for name, gate in run.scheme.gates.items() if any(c.register_ for c in gate.condition.walk())]
    refused = {name: number(run, "gate", f"{name}:barred")[EVERYBODY] for name in shut}
    return [single(f"refused_each.{name}", "ratio", n / now if now else None) for name, n in refused.items()]
