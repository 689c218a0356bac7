"""A run of many weeks that looks like one, made without the engine: panel and counts tell the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from demerit.base.draws import column
from demerit.lab.order import Order
from demerit.measures.groups import COLUMNS
from demerit.rows.groups import DIMENSIONS
from tests.measures.folder import COUNTS, MANIFEST, PANEL, Folder, counts, hand_made


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
        "posts": 1 + (dissent + question + praise).ravel(), "political_posts": (dissent + question + praise).ravel(),
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
