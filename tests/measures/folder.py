"""Run folders for tests: tables in the shape that the engine writes, with numbers known in advance."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from demerit.lab.order import Order
from demerit.law.scheme import Scheme

COUNTS = {"week": pl.Int16, "table": pl.String, "key": pl.String, "group": pl.String, "bin": pl.Int16, "n": pl.Int64}
PANEL = {
    "week": pl.Int16,
    "citizen": pl.Int32,
    "sex": pl.UInt8,
    "age_band": pl.UInt8,
    "place": pl.UInt8,
    "income": pl.UInt8,
    "party": pl.UInt8,
    "family": pl.UInt8,
    "origin": pl.UInt8,
    "online": pl.UInt8,
    "province": pl.UInt8,
    "occupation": pl.UInt8,
    "score": pl.Int16,
    "standing": pl.Int8,
    "conviction": pl.Int16,
    "fear": pl.Int16,
    "pressure": pl.UInt8,
    "degree": pl.Int16,
    "kin": pl.Int16,
    "enrolled": pl.Boolean,
    "aware": pl.Boolean,
    "account_credit": pl.Int16,
    "account_conduct": pl.Int16,
    "n_speak_dissent": pl.UInt8,
    "n_speak_question": pl.UInt8,
    "n_speak_praise": pl.UInt8,
    "posts": pl.UInt8,
    "political_posts": pl.UInt8,
    "association": pl.Int16,
}
LEDGER = {
    "week": pl.Int16,
    "citizen": pl.Int32,
    "bureau": pl.String,
    "account": pl.String,
    "entry": pl.String,
    "points": pl.Int16,
}


@dataclass(frozen=True)
class Folder:
    """A run folder held in memory."""

    scheme: Scheme
    counts: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=COUNTS))
    panel: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=PANEL))
    ledger: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=LEDGER))
    manifest: dict[str, Any] = field(default_factory=lambda: dict(MANIFEST))
    path: Path = Path("runs/hand_made")

    @property
    def coded(self) -> pl.DataFrame:
        """The counts: names are text here."""
        return self.counts


MANIFEST: dict[str, Any] = {
    "format": 1, "demerit": "0.1.0", "versions": {"python": "3.11.7", "numpy": "2.4.6", "polars": "2.1.0"},
    "scheme": {"name": "hand_made", "title": "A scheme made by hand", "hash": "ab12", "world": "feared"},
    "society": {"name": "china_2015", "people": 100_000, "hash": "cd34", "recipe": "china_2015"},
    "seed": 1, "weeks": 286, "start": "2015-07-06", "threads": 2,
    "order": Order("hand_made", people=100_000).plain(),
    "placebo": False, "panel": 400, "timings": {}, "digest": "5f1e9a", "citizen_weeks_per_second": 3e6,
    "finished": True,
}  # fmt: skip


def counts(*rows: tuple[int, str, str, str, int | None, int]) -> pl.DataFrame:
    """Give a count table from rows ``week, table, key, group, bin, n``."""
    return pl.DataFrame(list(rows), schema=COUNTS, orient="row")


def panel(*rows: dict[str, int]) -> pl.DataFrame:
    """Give a panel from the columns that matter; the others are 0."""
    whole = [{name: row.get(name, False if kind == pl.Boolean else 0) for name, kind in PANEL.items()} for row in rows]
    return pl.DataFrame(whole, schema=PANEL)


GROUND = {"evidence": {"grade": "projected"}, "size": {"grade": "assumed", "range": [0, 100]}}
REST = {
    "basis": "social_behaviour",
    "context": {"collected": "speech", "used": "finance"},
    "severity": {"value": 0.3, "justification": "Like a late payment."},
}


def rule(deed: str | dict[str, Any], points: int, grade: str, summary: str) -> dict[str, Any]:
    """Give a rule as its file would hold it."""
    given = {"deeds": {deed: 1}} if isinstance(deed, str) else {"states": {deed["column"]: 60}}
    evidence: dict[str, Any] = {"grade": grade}
    if grade != "projected":
        evidence["sources"] = ["first"]
    if grade == "disputed":
        evidence["disputed_by"] = ["second"]
    return {
        "summary": summary, "when": deed, "account": "conduct", "points": points, "evidence": evidence,
        "size": {"grade": "assumed", "range": [points * 2, points // 2] if points < 0 else [0, points * 2]},
        "treatment": "detriment" if points < 0 else "benefit",
        "examples": [{"given": {"conduct": 100, **given}, "expect": {"conduct": 100 + points}}], **REST,
    }  # fmt: skip


RULES = {
    "dissenting_post": rule(
        "speak.dissent", -8, "disputed", "A post with a dissenting political view lowers the score."
    ),
    "question_asked": rule("speak.question", -3, "disputed", "A question about official policy lowers the score."),
    "official_praise": rule("speak.praise", 2, "reported", "Praise of official policy raises the score."),
    "family_goods": rule("shop.family", 1, "reported", "Buying for one's family raises the score."),
    "foreign_goods": rule("shop.foreign", -1, "projected", "Buying foreign goods lowers the score."),
    "late_payment": rule("pay.late", -15, "documented", "A late payment lowers the score."),
    "older": rule({"column": "age", "at_least": 50}, 2, "projected", "From fifty upwards the score rises."),
}


def gate(line: int, summary: str, treatment: str = "benefit") -> dict[str, Any]:
    """Give a gate as its file would hold it."""
    return {
        "summary": summary, "treatment": treatment, "condition": {"score": {"at_least": line}},
        "value": {"notches": 100, "size": {"grade": "assumed", "range": [10, 200]}}, "tries_a_year": 2,
        "context": {"collected": "finance", "used": "travel"}, "severity": REST["severity"], **GROUND,
    }  # fmt: skip


GATES = {
    "bicycle": gate(450, "Those below 450 cannot rent a bicycle.", "detriment"),
    "deposit": gate(600, "From 600 a car is rented without a deposit.")
    | {"amount": {"yuan": 500, "size": {"grade": "reported"}}},
    "visa": gate(700, "From 700 a visa needs less paper."),
}


def hand_made(scored: bool = True) -> Scheme:
    """Give a small scheme, or the same with nobody scored and nothing written."""
    account = {"summary": "Conduct.", **GROUND}
    return Scheme.model_validate(
        {
            "name": "hand_made" if scored else "nothing", "title": "A scheme made by hand" if scored else "No scheme",
            "summary": "For tests.", "world": "feared" if scored else "none", "scale": {"low": 350, "high": 950},
            "start": "2015-07-06", "weeks": 286, "update": {"every_weeks": 4, **GROUND},
            "accounts": {"credit": {"weight": 50, **account}, "conduct": {"weight": 50, **account}} if scored else {},
            "start_score": {"mean": 580, "sd": 45, **GROUND},
            "scored": {"who": "everyone" if scored else "nobody"},
            "enrolment": {"form": "mandatory" if scored else "none", **GROUND},
            "visibility": {"form": "public" if scored else "nobody", **GROUND},
            "association": {"form": "mean_score", "account": "conduct", "weight": 0.05, **GROUND}
            if scored else {"form": "none", **GROUND},
            "sources": {
                "first": {"author": "Falkvinge", "title": "In China, your credit score is affected by your opinions",
                          "date": "2015-10-03", "where": "https://www.privateinternetaccess.com/blog/"},
                "second": {"author": "Ant Financial", "title": "Letter to the editor <FT>", "date": "2017",
                           "where": "Financial Times"},
            },
            "rules": RULES if scored else {}, "gates": GATES if scored else {},
            "bureaus": {"zhima": {"summary": "Keeps the score.", "owner": "a firm", "sees": {"speak": 0.5},
                                  "sees_ties": True, **GROUND}} if scored else {},
        }
    )  # fmt: skip
