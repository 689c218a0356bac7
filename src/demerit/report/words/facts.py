"""The numbers under the first paragraph, each with how many it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.base.number_of import number_of
from demerit.lab.bookings import bookings
from demerit.measures.accuracy import loans_of
from demerit.measures.sums import EVERYBODY, binned
from demerit.report.beside import ALONE, Beside
from demerit.report.words.finding import change_of_dissent, leads_with_speech
from demerit.report.words.numbers import count, decimal, percent, signed_percent

if TYPE_CHECKING:
    from demerit.report.results import Results

Fact = tuple[str, str, str]


def facts(told: Results, beside: Beside = ALONE) -> list[Fact]:
    """Give up to four headline numbers as name, value, note; only those that were measured."""
    about_rules = [] if leads_with_speech(told) else _rules(told)
    found = [*about_rules, *_said(told, beside), *_dropped(told), *_innocent(told), *_repays(told)]
    return found[:4]


def _rules(told: Results) -> list[Fact]:
    table = bookings(told.run, told.twin)
    if table.is_empty():
        return []
    booked = table.filter(pl.col("times") > 0)
    points = int(table["points"].sum())
    adults = f"n = {number_of(table['of'][0], 'adult')}"
    return [
        ("Rules booked", f"{booked.height} of {table.height}", f"at least once; {adults}"),
        ("Points by rules, in all", ("+" if points > 0 else "") + count(points), adults),
    ]


def _said(told: Results, beside: Beside) -> list[Fact]:
    change = change_of_dissent(told, beside)
    if change is None:
        return []
    seeds = f"mean of {number_of(beside.seeds, 'seed')}" if beside.seeds > 1 else "one seed"
    people = told.run.manifest["society"]["people"]
    note = f"n = {number_of(people, 'person')}; {seeds}"
    return [("Weeks in dissent, against the other world", signed_percent(change), note)]


def _dropped(told: Results) -> list[Fact]:
    dropped, number = (told.value("ties_dropped", f"friend.score{end}") for end in ("", "_n"))
    if not dropped or number is None:
        return []
    return [("Friendships ended for the score", decimal(dropped, 1), f"per 1,000 and year; n = {count(number)} ended")]


def _innocent(told: Results) -> list[Fact]:
    heavy = told.value("association_loss", "heavy")
    if heavy is None:
        return []
    _, _, (innocent,) = binned(told.run, (("association", "innocent_loss"),))
    number = int(innocent[-1:, EVERYBODY].sum())
    note = f"10 points or more; n = {number_of(number, 'adult')} who broke no rule"
    return [("Innocent who lose through friends", percent(heavy), note)]


def _repays(told: Results) -> list[Fact]:
    area, there = (told.value("accuracy", "auc", twin=twin) for twin in (False, True))
    if area is None:
        return []
    loans = loans_of(told.run, "repaid").late().of_all()
    number = int(loans.good.sum() + loans.bad.sum())
    note = f"of 100 pairs; chance: 50; n = {number_of(number, 'test loan')}"
    if there is not None:
        note = f"of 100 pairs; other world: {100 * there:.0f}, chance: 50; n = {number_of(number, 'test loan')}"
    return [("Tells who repays from who does not", f"{100 * area:.0f}", note)]
