"""The first paragraph: what was found, how large, against what, on what evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.report.words.grounds import evidence_sentence
from demerit.report.words.numbers import THIN, count, percent, signed_percent

if TYPE_CHECKING:
    from demerit.report.results import Results

WORTH_SAYING = 0.02
"""A change of defaults below this is left to the section on the score (assumed)."""
SYNTHETIC = "The people are synthetic; this is not a forecast."


def finding(told: Results, compared: pl.DataFrame | None = None) -> str:
    """Give the finding as one plain paragraph."""
    grounds = evidence_sentence(told.run.scheme)
    sentences = [_size(told), _course(told), _loans(told), _noise(told, compared), grounds, SYNTHETIC]
    return " ".join(sentence for sentence in sentences if sentence)


def _size(told: Results) -> str:
    """Say what happened to dissent, in posts of the whole society."""
    scheme, people = told.run.manifest["scheme"], count(told.run.manifest["society"]["people"])
    change, lost = (told.value("silence", f"dissent.{what}") for what in ("change", "lost"))
    if told.twin is None or change is None or lost is None:
        return _without_twin(told)
    there = lost / -change if change else 0.0
    years = f"{told.run.manifest['weeks'] * 7 / 365.25:.1f}"
    twin = told.twin.manifest["scheme"]["name"]
    if abs(change) < 0.005:
        return (
            f"Under {scheme['name']}, {people} synthetic citizens dissented as often as the same under {twin}, "
            "to within half a per cent."
        )
    fewer = "fewer" if change < 0 else "more"
    return (
        f"Under {scheme['name']}, {people} synthetic citizens wrote {percent(abs(change))} {fewer} dissenting posts "
        f"in {years} years than the same "
        f"citizens under {twin} (same people, same seed, same draws): {count(there - lost)} instead of {count(there)}."
    )


def _without_twin(told: Results) -> str:
    """Say what can be said of one run alone."""
    scheme, people = told.run.manifest["scheme"], count(told.run.manifest["society"]["people"])
    rate = told.value("silence", "dissent.rate")
    said = f"Under {scheme['name']}, {people} synthetic citizens lived through {told.run.manifest['weeks']} weeks"
    said += f" and wrote {rate:.1f} dissenting posts per 1,000 adults and week." if rate is not None else "."
    return (
        said + " No twin (the same society without the scheme) was given, so no effect can be told from one run alone."
    )


def _course(told: Results) -> str:
    """Say when it was deepest and where it ended."""
    peak, week, end = (told.value("silence", f"dissent.{what}") for what in ("peak", "peak_week", "end"))
    if peak is None or week is None or end is None:
        return ""
    return (
        f"Against the twin, dissent was lowest in the quarter from {told.day(int(week)):%B %Y} "
        f"({signed_percent(peak)}) and stood at "
        f"{signed_percent(end)} in the last year."
    )


def _loans(told: Results) -> str:
    """Say by how much fewer or more loans are not repaid than in the twin, where that is no small thing."""
    change = told.value("accuracy", "everyone.change")
    if told.twin is None or change is None or abs(change) < WORTH_SAYING:
        return ""
    fewer = "fewer" if change < 0 else "more"
    return f"Of a small loan, {percent(abs(change))} {fewer} of all adults would not repay it than in the twin."


def _noise(told: Results, compared: pl.DataFrame | None) -> str:
    """Say how large chance is: the interval over seeds where one was given, else the placebo."""
    if told.twin is None:
        return ""
    seeds = _over_seeds(compared)
    noise, net = told.value("silence", "dissent.placebo"), told.value("silence", "net")
    if seeds:
        return seeds
    if noise is None:
        return "No placebo twin was given, and one pair of runs has no interval: compare over several seeds first."
    flips = f" Citizen by citizen, {percent(net)} of months fell silent, net of the reverse." if net is not None else ""
    return (
        f"Chance alone, seen in a placebo twin (one tie changed at the start), moves the number of posts by "
        f"{percent(abs(noise))}; one pair of runs has no interval over seeds.{flips}"
    )


def _over_seeds(compared: pl.DataFrame | None) -> str:
    """Say the interval of the change of dissent over seeds."""
    if compared is None:
        return ""
    rows = compared.filter((pl.col("name") == "silence.dissent.change") & (pl.col("group") == "all"))
    known = rows.filter(pl.col("low").cast(pl.Float64).is_finite())
    if known.is_empty():
        return ""
    low, high = known["low"][0], known["high"][0]
    between = f"{signed_percent(low)} and {signed_percent(high)}"
    return f"Over several seeds the change lies between {between} (95{THIN}% interval of the mean)."
