"""Cards, debts in yuan, bankruptcies, and who pays for being poor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.measures._booked import points_a_year, rules_of, yearly
from demerit.measures._deeds import change
from demerit.measures._institution import TABLE, counts, kept, of_adults
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.sums import EVERYBODY, by_group, by_month, by_week, ends, findings, months, number, per
from demerit.measures.tables import MONTHS_A_YEAR, WHOLE, keys_of, once

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures.tables import RunTables

MONEY = {"lent": "lent", "unpaid": "unpaid", "fees": "fees", "recovered": "paid_back", "lapsed": "lapsed"}
"""What is counted of money -> what it is called here."""
STATES = ("in_arrears", "in_debt", "behind", "over_indebted")


@measure(unit="share", twin="helps")
def debts(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give debts in yuan, who is behind with them and who owes too much, cards, bankruptcies, what bills cost whom.

    Notes
    -----
    ``late`` = bills paid late / all bills; ``bill_points`` = points a year that rules about bills booked for an adult
    of the panel: less for the poor than for the rich is a penalty on poverty. All the rest is counted at the end of
    each month, when everything that adds to it has done so. ``owed`` = yuan owed by an adult in the last month (as a
    curve month by month): loans, bills unpaid, what is carried on cards beyond the first; ``lent``, ``unpaid`` (not
    repaid in time), ``fees`` (what that grew by), ``paid_back`` (later) and ``lapsed`` (written off): yuan an adult and
    year. ``in_arrears`` = adult-months with bills unpaid / all adult-months; ``in_debt`` alike with a loan that runs,
    ``behind`` with a loan that was not repaid in time, ``over_indebted`` behind with bills or loans and owing more than
    three months' income of the fifth one belongs to. Where there are banks: ``cards`` = cards an adult in the last
    month; ``opened`` and ``bankruptcies`` per 1,000 adults and year; ``recovery`` = mean months until a bankrupt stood
    again within 10 points of the score before, of those who did, and ``recovered`` their share of all bankrupt. With a
    twin ``late.change`` and ``opened.change`` = n(run) / n(twin) - 1.
    """
    told = [_alone(run)]
    if twin is not None:
        told += [
            finding(change(run, twin, deed), f"{name}.change", "share")
            for name, deed in (("late", "pay.late"), ("opened", "card.open"))
        ]
    return together(*told)


@once(*WHOLE)
def _alone(run: RunTables) -> pl.DataFrame:
    """Give what one run shows."""
    bills = rules_of(run, lambda deed: deed.startswith("pay."))
    return together(
        finding(_late(run), "late", "share of bills"),
        finding(points_a_year(run, bills), "bill_points", "points a year"),
        _money(run),
        _banks(run) if kept(run, "banks") else nothing(),
    )


def _late(run: RunTables) -> pl.DataFrame:
    """Give the share of bills paid late."""
    late, on_time = (number(run, "deed", f"pay.{how}") for how in ("late", "on_time"))
    return by_group(per(late, late + on_time))


def _money(run: RunTables) -> pl.DataFrame:
    """Give what is owed, what moved, and who is behind."""
    if not keys_of(run, "debt") and not keys_of(run, "money"):
        return nothing()
    owed = per(by_month(run, "money", "owed"), by_month(run, "adult"))
    lived = number(run, "adult")
    return together(
        finding(by_group(ends(owed)[1]), "owed", "yuan"),
        finding(by_week(months(run), owed[:, EVERYBODY]), "owed", "yuan"),
        findings({name: per(number(run, "money", key), lived, MONTHS_A_YEAR) for key, name in MONEY.items()},
                 "yuan a year"),
        findings({key: per(number(run, "debt", key), lived) for key in STATES}, "share of adult-months"),
    )


def _banks(run: RunTables) -> pl.DataFrame:
    """Give what banks counted."""
    bankruptcies, recovered, took = counts(run, "banks", "bankruptcies", "recovered", "months")
    return together(
        finding(by_group(ends(of_adults(run, "banks", "cards"))[1]), "cards", "cards"),
        findings({"opened": yearly(run, "deed", "card.open"), "bankruptcies": yearly(run, TABLE, "banks:bankruptcies")},
                 "per 1,000 adults and year"),
        finding(by_group(per(took, recovered)), "recovery", "months"),
        finding(by_group(per(recovered, bankruptcies)), "recovered", "share of the bankrupt"),
    )
