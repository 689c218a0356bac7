"""The first paragraph, such as a stranger may quote: what was found, how sure, why, who was hit, what is documented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.base.number_of import number_of
from demerit.lab.bookings import bookings, who
from demerit.measures.groups import LABELS
from demerit.report.beside import ALONE, Beside
from demerit.report.words.grounds import about_speech, documented
from demerit.report.words.numbers import THIN, count, decimal, listed, percent, signed_percent, times
from demerit.report.words.worlds import other_world, over_what

if TYPE_CHECKING:
    from demerit.report.results import Results

SYNTHETIC = "The people are invented; this is no forecast and no measurement of any country."
CHANGE = "silence.dissent.change"
WORTH_SAYING = 0.02
"""A change of defaults below this is left to the section on the score (assumed)."""
HARDLY = 0.005
"""A change of dissent below which nothing is said of a direction."""


def leads_with_speech(told: Results) -> bool:
    """Say whether a page leads with what was said: where the law or what is told of it looks at speech."""
    return bool(about_speech(told.run.scheme)) or not told.run.scheme.rules


def finding(told: Results, beside: Beside = ALONE) -> str:
    """Give the finding as one plain paragraph."""
    if told.twin is None:
        sentences = [_alone(told)]
    elif leads_with_speech(told):
        sentences = [_size(told, beside), _seeds(told, beside), _worlds(beside), _cause(beside), _hit(told)]
        sentences.append(_loans(told))
    else:
        sentences = [_rules(told)]
    return " ".join(s for s in [*sentences, documented(told.run.scheme), SYNTHETIC] if s)


def change_of_dissent(told: Results, beside: Beside) -> float | None:
    """Give the change of dissent that the page tells everywhere: the mean over seeds, else that of the one pair."""
    row = beside.row(CHANGE)
    return told.value("silence", "dissent.change") if row is None else row["delta"]


def _people(told: Results) -> str:
    return number_of(told.run.manifest["society"]["people"], "invented person")


def _years(told: Results) -> str:
    return f"{told.run.manifest['weeks'] * 7 / 365.25:.1f} years"


def _size(told: Results, beside: Beside) -> str:
    """Say what happened to dissent, in weeks of the whole society."""
    change, lost = change_of_dissent(told, beside), told.value("silence", "dissent.lost")
    one = told.value("silence", "dissent.change")
    if change is None or lost is None or one is None:
        return _alone(told)
    law, other = told.run.scheme.title, other_world(told)
    if abs(change) < HARDLY:
        return (
            f"Under \u201c{law}\u201d, {_people(told)} spent as many weeks in dissent in {_years(told)} as the same "
            f"people {other}, to within half a per cent."
        )
    there = lost / -one if one else 0.0
    weeks = f" ({count(there - lost)} instead of {count(there)}{' with the first seed' if beside.seeds > 1 else ''})"
    return (
        f"Under \u201c{law}\u201d, {_people(told)} spent {percent(abs(change))} {'fewer' if change < 0 else 'more'} "
        f"weeks in dissent in {_years(told)} than the same people {other}{weeks if one else ''}."
    )


def _alone(told: Results) -> str:
    """Say what can be said of one run alone."""
    rate = told.value("silence", "dissent.rate")
    weeks = number_of(told.run.manifest["weeks"], "week")
    said = f"Under \u201c{told.run.scheme.title}\u201d, {_people(told)} lived {weeks}"
    said += f" and dissented in {rate:.2f} of 1,000 weeks of an adult." if rate is not None else "."
    if not leads_with_speech(told):
        said += f" {_rules(told)}"
    return said + " No second run of the same people without the scheme was given, so no effect can be told."


def _seeds(told: Results, beside: Beside) -> str:
    """Say how large chance is: the interval over seeds where one was given, else the placebo."""
    row = beside.row(CHANGE)
    if row is not None and row["low"] is not None:
        low, high = float(row["low"]), float(row["high"] or 0.0)
        little = "Chance hardly matters: over" if (high - low) < abs(float(row["delta"] or 0.0)) / 4 else "Over"
        return (
            f"{little} {number_of(beside.seeds, 'seed')} the mean lies "
            f"between {signed_percent(low)} and {signed_percent(high)} (95{THIN}%)."
        )
    noise = told.value("silence", "dissent.placebo")
    if noise is None:
        return "How far chance alone moves this is not known: compare over several seeds (--seeds 8)."
    many = beside.seeds > 1
    mean = f"It is a mean over {number_of(beside.seeds, 'seed')}, which give no interval"
    drawn = mean if many else "It is one draw of chance"
    return (
        f"{drawn}: taking one friendship away at the start moves the number by {percent(abs(noise))}; "
        f"an interval takes {'more' if many else 'several'} seeds."
    )


def _worlds(beside: Beside) -> str:
    """Say how far the finding moves with the numbers that nobody knows."""
    if beside.drawn is None:
        return "How far it hangs on the assumed numbers was not tried here (--worlds 24)."
    found = beside.drawn.between(CHANGE)
    if found is None:
        return ""
    low, high = (signed_percent(end) for end in found)
    said = (
        f"The assumed sizes matter far more: in {number_of(len(beside.drawn.worlds), 'world')} with other sizes, "
        f"drawn from their ranges ({over_what(beside.drawn)}), it lies between {low} and {high}"
    )
    fitted = beside.drawn.between(CHANGE, calibrated=True)
    if fitted is None:
        return f"{said}."
    low, high = (signed_percent(end) for end in fitted)
    worlds = number_of(len(beside.drawn.calibrated), "world")
    return f"{said}; in {worlds} with sizes that published figures do not rule out, between {low} and {high}."


def _cause(beside: Beside) -> str:
    """Say how much of it goes where nobody is told of the scheme, where that was run.

    That is no share of the tale: what rules and gates do goes with it, as the tale's with theirs (`lab.probing.parts`).
    """
    if beside.drawn is None:
        return ""
    whole, untold = beside.drawn.whole.get(CHANGE), beside.drawn.untold.get(CHANGE)
    if whole is None or untold is None or whole > -0.02:
        return ""
    share = 1 - untold / whole
    same = f"with the same rules and nobody told of them it would be {signed_percent(untold)}"
    if share > 0.5:
        return f"More than half of it needs the tale: {same}, not {signed_percent(whole)}."
    return f"Less than half of it needs the tale: {same}, not {signed_percent(whole)}."


def _loans(told: Results) -> str:
    """Say by how much fewer or more loans are not repaid than in the other world, where that is no small thing."""
    change = told.value("accuracy", "everyone.change")
    if told.twin is None or change is None or abs(change) < WORTH_SAYING:
        return ""
    fewer = "fewer" if change < 0 else "more"
    return f"Of a small loan, {percent(abs(change))} {fewer} of all adults would not repay it than in the other world."


def _hit(told: Results) -> str:
    """Say which group lost most weeks in dissent a head."""
    lost = told.by_group("silence", "dissent.lost_rate")
    every = lost.filter(pl.col("group") == "all")["value"]
    groups = lost.filter(pl.col("group") != "all").sort("value")
    if groups.is_empty() or not every.len() or every[0] <= 0:
        return ""
    group, most = groups.select("group", "value").row(-1)
    lost_most = number_of(round(most), "such week")
    return (
        f"Hit most: {LABELS.get(group, group)}, who lost {lost_most} per 1,000 a year, against "
        f"{decimal(every[0], 0)} for everyone."
    )


def _rules(told: Results) -> str:
    """Say what the scheme's own rules did."""
    table = bookings(told.run, told.twin)
    if table.is_empty():
        return ""
    booked = table.filter(pl.col("times") > 0)
    first = (
        f"In {_years(told)} under \u201c{told.run.scheme.title}\u201d, {booked.height} "
        f"of its {number_of(table.height, 'rule')} were booked at least once "
        f"among {number_of(table['of'][0], 'adult')} followed."
    )
    said = [_booked(row) for row in booked.head(3).iter_rows(named=True)]
    never = table.height - booked.height
    parts = [first, f"Most points came by {listed(said)}." if said else ""]
    parts.append(f"{times(never, 'rule was', 'rules were')} never booked." if never else "")
    change = told.value("silence", "dissent.change")
    if change is not None and told.twin is not None:
        moved = "hardly moved" if abs(change) < 0.02 else f"moved by {signed_percent(change)}"
        parts.append(f"Dissent, which no rule of it looks at, {moved} against the same people {other_world(told)}.")
    return " ".join(part for part in parts if part)


def _booked(row: dict[str, object]) -> str:
    name = str(row["rule"]).replace("_", " ")
    most = who(str(row["most"])) if row["most"] and float(str(row["most_times"])) > 1.1 else ""
    said = f"\u201c{name}\u201d ({times(float(str(row['times'])), 'booking', 'bookings')} on "
    said += f"{times(float(str(row['people'])), 'adult', 'adults')}"
    return said + (f", most often {most})" if most else ")")
