"""Run folders for tests: tables in the shape that the engine writes, with numbers known in advance."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from demerit.base.draws import column
from demerit.lab.order import Order
from demerit.law.scheme import Scheme
from demerit.measures.groups import COLUMNS
from demerit.rows.groups import DIMENSIONS

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


def _uniform(name: str, shape: tuple[int, ...], seed: int = 1) -> np.ndarray:
    """Give numbers in 0 .. 1 that are the same every time."""
    size = int(np.prod(shape))
    return (column(seed, name, size).astype(np.float64) / 2**32).reshape(shape)


def plausible(kind: str, citizens: int = 400, weeks: int = 286) -> Folder:
    """Give a run of many weeks that looks like one: `kind` is scheme, twin or placebo.

    Every count is the sum of the panel, so that panel and counts tell the same.
    """
    scored = kind != "twin"
    months = np.arange(3, weeks, 4)
    frame = _panel(kind, citizens, months)
    tables = pl.concat([_counts(frame, scored), _ties(citizens, months, scored)])
    scheme = hand_made(scored)
    head = {"name": scheme.name, "title": scheme.title, "hash": "ab12", "world": scheme.world}
    manifest = MANIFEST | {
        "order": Order(scheme.name, people=100_000).plain(),
        "scheme": head,
        "placebo": kind == "placebo",
        "weeks": weeks,
        "panel": citizens,
    }
    return Folder(scheme, tables, frame, manifest=manifest, path=Path(f"runs/{kind}"))


def _panel(kind: str, citizens: int, months: np.ndarray) -> pl.DataFrame:
    scored, shape = kind != "twin", (len(months), citizens)
    codes = {dimension: (_uniform(dimension, (citizens,)) * len(v)).astype(int) for dimension, v in DIMENSIONS.items()}
    codes["party"] = (_uniform("party", (citizens,)) < 0.08).astype(int)
    conviction = (_uniform("a", (citizens,)) + _uniform("b", (citizens,)) - 0.9) * 14000
    age = (months / 286)[:, None]
    chill = 0.5 * (1 - np.exp(-months / 12)) * (0.35 + 0.65 * np.exp(-months / 110)) if scored else months * 0.0
    talk = _uniform("talk", shape) + (1e-3 if kind == "placebo" else 0) * (_uniform("jitter", shape) - 0.5)
    dissent = talk < 0.06 * np.exp(-conviction / 9000) * (1 - chill[:, None] * (0.8 + 0.4 * codes["sex"]))
    question = _uniform("ask", shape) < 0.08 * (1 - 0.4 * chill[:, None])
    praise = _uniform("praise", shape) < 0.12 * np.exp(conviction / 12000) * (1 + 0.6 * chill[:, None])
    base = (
        555 + 40 * (_uniform("s1", (citizens,)) + _uniform("s2", (citizens,)) + _uniform("s3", (citizens,)) - 1.5) * 2
    )
    score = base + 14 * codes["income"] + 9 * codes["place"] - 8 * codes["sex"] + 10 * age - 20 * dissent + 6 * praise
    bad = np.cumsum(dissent, axis=0) > 0
    degree = np.round(4 + 9 * _uniform("degree", (citizens,)) ** 2 - (0.9 * bad + 0.3) * age * 2 * scored)
    n = len(months) * citizens
    told = {
        "week": np.repeat(months, citizens), "citizen": np.tile(np.arange(citizens), len(months)),
        **{COLUMNS[name]: np.tile(code, len(months)) for name, code in codes.items()}, "online": np.ones(n),
        "province": np.zeros(n), "occupation": np.tile(np.arange(citizens) % 11, len(months)),
        "score": score.ravel().round(), "standing": np.zeros(n),
        "conviction": np.tile(conviction.round(), len(months)), "fear": np.repeat(200 * chill, citizens),
        "pressure": (_uniform("press", shape).ravel() < 0.2 * scored) * 1, "degree": degree.ravel(),
        "kin": np.full(n, 3), "enrolled": np.full(n, scored),
        "aware": (_uniform("aware", (citizens,)) < (0.11 + 2 * age)).ravel(),
        "account_credit": np.zeros(n), "account_conduct": np.zeros(n), "n_speak_dissent": dissent.ravel(),
        "n_speak_question": question.ravel(), "n_speak_praise": praise.ravel(),
        "association": (-25 * _uniform("as", shape) ** 3).ravel(),
    }  # fmt: skip
    whole = pl.DataFrame(
        {name: pl.Series(name, values).cast(PANEL[name], strict=False) for name, values in told.items()}
    )
    return whole.with_columns(pl.when(pl.lit(scored)).then("score").alias("score"))


def _counts(frame: pl.DataFrame, scored: bool) -> pl.DataFrame:
    seconds = [_by_group(frame, "deed", f"speak.{d}", None, f"n_speak_{d}") for d in ("dissent", "question", "praise")]
    rows = [*seconds, *_stock(frame), *_shop(frame, scored), *_loans(frame)]
    if scored:
        rows += [_by_group(frame, "score", "zhima", pl.col("score") // 10 * 10), *_gates(frame)]
        rows.append(_by_group(frame, "association", "innocent_loss", -pl.col("association") // 5 * 5))
    return pl.concat(rows)


def _stock(frame: pl.DataFrame) -> list[pl.DataFrame]:
    return [
        _by_group(frame, "opinion", "private", (pl.col("conviction") // 2048).clip(-8, 7)),
        _by_group(frame, "adult", "", None),
        *(_by_group(frame.filter(pl.col(name)), name, "", None) for name in ("enrolled", "aware")),
        *(_by_group(frame, name, "", None, name) for name in ("fear", "pressure")),
    ]


def _shop(frame: pl.DataFrame, scored: bool) -> list[pl.DataFrame]:
    shares = {"neutral": 0.5, "produce": 0.15, "family": 0.13, "work_clothes": 0.06, "foreign": 0.1, "games": 0.06}
    moved = {"family": 1.3, "produce": 1.1, "foreign": 0.72, "games": 0.55} if scored else {}
    times = frame.with_columns(pl.lit(1000).alias("times"))
    return [
        _by_group(
            times.with_columns(pl.lit(int(1000 * s * moved.get(k, 1))).alias("times")),
            "deed",
            f"shop.{k}",
            None,
            "times",
        )
        for k, s in shares.items()
    ]


def _loans(frame: pl.DataFrame) -> list[pl.DataFrame]:
    standing = 480 + 160 * pl.Series(_uniform("loan", (frame.height,)))
    drawn = pl.Series("draw", _uniform("repay", (frame.height,)))
    loans = frame.with_columns(standing.alias("standing10"), drawn).with_columns(pl.col("standing10").cast(pl.Int32))
    bad = pl.col("draw") < 0.3 - (pl.col("standing10") - 480) / 700
    where = pl.col("standing10") // 10 * 10
    return [
        _by_group(loans.filter(bad if key == "defaulted" else ~bad), "repaid", key, where)
        for key in ("repaid", "defaulted")
    ]


def _gates(frame: pl.DataFrame) -> list[pl.DataFrame]:
    rows = []
    for name, line in (("bicycle", 450), ("deposit", 600), ("visa", 700)):
        met = pl.col("score") >= line
        rows += [
            _by_group(frame.filter(met), "gate", f"{name}:open", None),
            _by_group(frame.filter(~met), "gate", f"{name}:shut", None),
        ]
        tries, how = pl.col("citizen") % 7 == 0, "barred" if name == "bicycle" else "not_obtained"
        rows.append(_by_group(frame.filter(tries), "gate", f"{name}:tried", None))
        rows.append(_by_group(frame.filter(tries), "gate", f"{name}:asked", None))
        rows.append(_by_group(frame.filter(tries & ~met), "gate", f"{name}:{how}", None))
    return rows


def _by_group(
    frame: pl.DataFrame, table: str, key: str, bin_of: pl.Expr | None, total: str | None = None
) -> pl.DataFrame:
    """Count rows (or sum `total`) by week, group and bin, in the shape of the count table."""
    number = pl.len() if total is None else pl.col(total).cast(pl.Int64).sum()
    binned = frame.with_columns((pl.lit(None) if bin_of is None else bin_of).cast(pl.Int16).alias("bin"))
    found = [binned.group_by("week", pl.lit("all").alias("group"), "bin").agg(number.cast(pl.Int64).alias("n"))]
    for name, values in DIMENSIONS.items():
        words = {i: f"{name}:{value}" for i, value in enumerate(values)}
        group = pl.col(COLUMNS[name]).cast(pl.Int32).replace_strict(words, return_dtype=pl.String).alias("group")
        found.append(binned.group_by("week", group, "bin").agg(number.cast(pl.Int64).alias("n")))
    table_and_key = (pl.lit(table).alias("table"), pl.lit(key).alias("key"))
    return pl.concat(found).filter(pl.col("n") != 0).select("week", *table_and_key, "group", "bin", "n").cast(COUNTS)


def _ties(citizens: int, months: np.ndarray, scored: bool) -> pl.DataFrame:
    rows: list[tuple[int, str, str, str, int | None, int]] = []
    for week in (int(m) for i, m in enumerate(months) if i % 13 == 0 or i in (0, len(months) - 1)):
        for kind, pull in (("kin", 0.6), ("friend", 0.6 - 0.3 * scored * week / 286)):
            for i in range(2, 8):
                for j in range(2, 8):
                    n = int(citizens * np.exp(-((i - 4) ** 2 + (j - 4) ** 2) / 3 - (i - j) ** 2 * (0.8 - pull)))
                    place = 100 * i + j if scored else 1212
                    rows.append((week, "tie", kind, "all", place, n))
        for place, n in enumerate((citizens * 5, citizens // 5, citizens // 5, citizens // 20)):
            rows.append((week, "tie_dissent", "friend", "all", place, n))
    for week in (int(m) for m in months):
        for key, n in (("friend:base", 18), ("friend:score", 8 * scored), ("kin:score", 2 * scored)):
            rows.append((week, "tie_end", key, "all", None, n))
    return (
        counts(*(row for row in rows if row[5]))
        .group_by("week", "table", "key", "group", "bin")
        .agg(pl.col("n").sum())
        .select(list(COUNTS))
    )
