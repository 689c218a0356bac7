"""Why a citizen has the score they have: every entry, its rule, its source, its grade; the sum is the score."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from demerit.base.number_of import number_of
from demerit.engine.folder import CHOICES, LAW, SOCIETY, RunFolder
from demerit.errors import InputError
from demerit.lab.living import LivedRun
from demerit.lab.order import order_of
from demerit.lab.perform import Watcher, no_watcher, perform
from demerit.lab.reading import read

BEFORE = -1
"""The week of the entries with which a ledger starts."""
OWN = {
    "start": "the points that the citizen's standing gave at the start",
    "association": "what friends give or take",
    "decay": "accounts fading towards their resting value",
    "limit": "points that did not fit into the account",
    "calendar": "a dated change of the scheme",
    "recovery": "points that came back by themselves, after days that count",
}
"""Entries that are no rules."""


@dataclass(frozen=True)
class Explanation:
    """A citizen's ledger.

    Parameters
    ----------
    citizen
        Whose.
    low
        The lowest score of the scale: the entries count from there.
    start, score
        The first and the last score, None where none was given out.
    entries
        Week, bureau, account, rule, points, summary, source(s), grade, size; in order of time.
    again
        The run had to be done once more with this citizen in its panel.
    week
        The last week in which scores moved: what was done after it is not yet in the score.
    """

    citizen: int
    low: int
    start: int | None
    score: int | None
    entries: list[dict[str, Any]]
    again: bool
    week: int

    @property
    def table(self) -> pl.DataFrame:
        """The entries as a table, in order of time."""
        return pl.DataFrame(self.entries, infer_schema_length=None)

    def __repr__(self) -> str:
        """Say whose it is, in one line."""
        entries = number_of(len(self.entries), "entry", "entries")
        return f"<Explanation citizen {self.citizen}: score {self.score} in week {self.week}, {entries}>"


def explain(folder: RunFolder | LivedRun, citizen: int, week: int | None = None,
            watch: Watcher = no_watcher) -> Explanation:
    """Give the ledger of a citizen up to and including a week.

    A citizen outside the panel is answered for by running the stored law once more with them in the panel: the same
    draws, so the same life.

    Raises
    ------
    InputError
        There is no such citizen, or no such week.
    """
    people = int(folder.about.society["people"])
    if not 0 <= citizen < people:
        raise InputError(f"there is no citizen {citizen} in {folder.path}: they are numbered 0 to {people - 1}.")
    if citizen >= (adults := int(folder.about.society["adults"])):
        raise InputError(
            f"citizen {citizen} of {folder.path} is a child and bears no score; adults are numbered 0 to {adults - 1}."
        )
    if week is not None and not 0 <= week < folder.about.weeks:
        raise InputError(f"there is no week {week} in {folder.path}: they are numbered 0 to {folder.about.weeks - 1}.")
    inside = folder.panel.get_column("citizen").is_in([citizen]).any()
    if inside:
        return _explained(folder, folder, citizen, week, False)
    if isinstance(folder, LivedRun):
        raise InputError(
            f"citizen {citizen} is not in the panel of {folder!r}. Run it into a folder (`perform`), from which "
            "everyone can be explained."
        )
    with tempfile.TemporaryDirectory(prefix="demerit-") as place:
        return _explained(folder, _once_more(folder, citizen, Path(place) / "run", watch), citizen, week, True)


def _once_more(folder: RunFolder, citizen: int, out: Path, watch: Watcher) -> RunFolder:
    """Run the order of a folder again, with nobody in the panel but one citizen."""
    law, choices, society = (folder.kept(what) for what in (LAW, CHOICES, SOCIETY))
    folder.hold_law(read(folder.path / LAW), LAW)
    order = order_of(folder).with_(scheme=str(law), reforms=(), evidence=())
    kept = tuple((name, value) for name, value in order.settings if _is_behaviour(name))
    order = order.with_(settings=kept)
    if choices is not None:
        order = order.with_(choices=str(choices))
    if society is not None:
        order = order.with_(society=str(society), ties=None, attributes=None, clean=False, form=None)
    done = perform(order, out, watch=watch, panel=(citizen,), panel_size=0)
    if done.folder.about.digest != folder.about.digest:
        raise InputError(
            f"{folder.path} cannot be run again here: the result differs (digest {done.folder.about.digest}, there "
            f"{folder.about.digest}). It was made with demerit {folder.about.demerit}."
        )
    return done.folder


def _is_behaviour(name: str) -> bool:
    """Say whether a setting turns citizens rather than the law, which is stored as it was used."""
    from demerit.engine.knobs import knobs

    return name in knobs()


def _explained(told: RunFolder | LivedRun, run: RunFolder | LivedRun, citizen: int, week: int | None,
               again: bool) -> Explanation:
    """Give the explanation from a run whose panel holds the citizen: up to the last week in which scores moved."""
    scheme, asked = told.scheme, told.about.weeks - 1 if week is None else week
    given_out = [week for week in range(asked + 1) if scheme.is_scoring_week(week)]
    scored = run.panel.filter((pl.col("citizen") == citizen) & pl.col("week").is_in(given_out)).sort("week")
    last = int(scored.get_column("week").max() or BEFORE) if scored.height else BEFORE  # type: ignore[arg-type]
    ledger = run.ledger
    if ledger.width > 1:
        ledger = ledger.filter((pl.col("citizen") == citizen) & (pl.col("week") <= last))
        ledger = ledger.sort("week", maintain_order=True)
    entries = [_entry(row, told) for row in ledger.iter_rows(named=True)]
    given = scored.get_column("score").to_list()
    is_scored = bool(entries) and (not given or given[-1] is not None)
    total = scheme.scale.low + sum(entry["points"] for entry in entries)
    start = scheme.scale.low + sum(entry["points"] for entry in entries if entry["rule"] == "start")
    first, score = start if entries else None, total if is_scored else None
    return Explanation(citizen, scheme.scale.low, first, score, entries, again, max(last, 0))


def _entry(row: dict[str, Any], folder: RunFolder | LivedRun) -> dict[str, Any]:
    """Give one entry with its ground."""
    scheme = folder.scheme
    name = row["entry"]
    own, _, deed = name.partition(":")
    of_itself = {"association": scheme.association, "recovery": scheme.recovery}
    ground = of_itself[own] if own in of_itself else scheme.rules.get(name)
    summary = OWN[own] if own in OWN else scheme.rules[name].summary
    if deed:
        summary = f"friends who were seen to do this: {deed}"
    elif own == "association" and scheme.association.form == "event":
        summary = "what friends' deeds took four weeks before comes back, or what they gave goes"
    sources = [] if ground is None else [_cited(folder, key) for key in ground.evidence.sources]
    return {
        "week": row["week"], "bureau": row["bureau"], "account": row["account"], "rule": name, "points": row["points"],
        "summary": summary, "source": "; ".join(sources) or None,
        "sources": sources, "grade": None if ground is None else ground.evidence.grade,
        "size": None if ground is None else ground.size.grade,
    }


def _cited(folder: RunFolder | LivedRun, key: str) -> str:
    """Give a source in words."""
    source = folder.scheme.sources[key]
    return f"{source.author}, {source.title} ({source.date}), {source.where}"
