"""What a law does to everyone, as a dozen numbers that worlds without folders are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from demerit.measures import evaluate
from demerit.rows.groups import ALL

if TYPE_CHECKING:
    from pathlib import Path

    from demerit.law import Scheme
    from demerit.measures.tables import RunTables


class Effect(NamedTuple):
    """One number of everyone.

    Parameters
    ----------
    name
        What it is called in tables.
    says
        What it is, in words.
    unit
        What it is counted in.
    rows
        Headlines whose sum it is.
    harm
        1 where more of it is worse for citizens, -1 where less of it is, 0 where neither.
    none
        Its value where no headline of it is there: 0 of what cannot happen without a law, None where it is not known.
    ends
        Between which ends its level must lie; None: no such ends. Its interval is cut there, as a change's is not.
    """

    name: str
    says: str
    unit: str
    rows: tuple[str, ...]
    harm: int
    none: float | None = None
    ends: tuple[float, float] | None = None


SHARE = (0.0, 1.0)
EFFECTS = {
    effect.name: effect
    for effect in (
        Effect("dissent", "weeks in dissent", "per 1,000 adult-weeks", ("silence.dissent.rate",), -1),
        Effect("questions", "weeks of questions", "per 1,000 adult-weeks", ("silence.question.rate",), -1),
        Effect("refusals", "refusals weighed by severity", "severity per 1,000 adults and year",
               ("gates.barred.weighed", "gates.not_obtained.weighed"), 1, 0.0),
        Effect("friends", "friends dropped for the score", "per 1,000 ties and year", ("ties_dropped.friend.score",), 1,
               0.0),
        Effect("innocent", "adults who broke no rule and lost 5 points or more through friends", "share",
               ("association_loss.any",), 1, 0.0, SHARE),
        Effect("tricks", "tricks to lift the score", "per 1,000 adults and year", ("gaming.rate",), 1, 0.0),
        Effect("sorting", "friends' scores go together", "correlation", ("score_assortativity.friend",), 1,
               ends=(-1.0, 1.0)),
        Effect("accuracy", "the score tells who repays", "AUC", ("accuracy.auc",), 0, ends=SHARE),
        Effect("default", "small loans not repaid, all adults", "share", ("accuracy.everyone.default",), 0,
               ends=SHARE),
    )
}  # fmt: skip
"""Name -> effect."""
MEASURES = sorted({row.partition(".")[0] for effect in EFFECTS.values() for row in effect.rows})


@dataclass
class Everyone:
    """A run of which only the counts of everyone are read: groups cost most of the time, and none is told here."""

    run: RunTables

    @cached_property
    def counts(self) -> pl.DataFrame:
        """The counts of everyone."""
        return self.run.coded.filter(pl.col("group") == ALL)

    @property
    def coded(self) -> pl.DataFrame:
        """The same."""
        return self.counts

    @property
    def manifest(self) -> Any:
        """As of the run."""
        return self.run.manifest

    @property
    def panel(self) -> pl.DataFrame:
        """As of the run."""
        return self.run.panel

    @property
    def ledger(self) -> pl.DataFrame:
        """As of the run."""
        return self.run.ledger

    @property
    def scheme(self) -> Any:
        """As of the run."""
        return self.run.scheme

    @property
    def path(self) -> Path:
        """As of the run."""
        return self.run.path


def effects_of(run: RunTables) -> dict[str, float]:
    """Give every effect that a run shows: name -> value, in the effect's unit."""
    return valued(evaluate(Everyone(run), names=MEASURES))


def valued(rows: pl.DataFrame) -> dict[str, float]:
    """Give every effect from headlines (``name, group, value``)."""
    mine = rows.filter(pl.col("group") == ALL)
    known = dict(zip(mine["name"], mine["value"], strict=True))
    found = {}
    for name, effect in EFFECTS.items():
        there = [known[row] for row in effect.rows if known.get(row) is not None]
        value = sum(there) if there else effect.none
        if value is not None:
            found[name] = float(value)
    return found


def leading(scheme: Scheme) -> Effect:
    """Give the effect that a law is first asked for: dissent where rules or news speak of speech, else refusals."""
    told = [*(rule.deed or "" for rule in scheme.rules.values())]
    told += [deed for news in scheme.news.values() for deed in (*news.adds, *_named(news.tells))]
    about_speech = any(deed.startswith("speak.") for deed in told)
    return EFFECTS["dissent" if about_speech or not scheme.gates else "refusals"]


def _named(tells: object) -> tuple[str, ...]:
    return tuple(tells) if isinstance(tells, dict) else ()
