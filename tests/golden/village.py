"""What is kept of a small village under each shipped scheme; run this file to write the numbers anew.

Write them anew only when the model is meant to have changed, and say so in a `numbers:` line of the changelog::

    python -m tests.golden.village
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl

from demerit.engine.run import Run
from demerit.lab.reading import read
from demerit.society import make

KEPT = Path(__file__).with_name("village.json")
SCHEMES = ("null", "zhima_2015", "article_2015")
PEOPLE, WEEKS, SEED = 400, 40, 1


def numbers(scheme: str) -> dict[str, Any]:
    """Give the numbers of one scheme: the digest of the last state, every deed, ties, scores."""
    society = make("village", PEOPLE, SEED)
    run = Run(read(scheme), society, seed=SEED, weeks=WEEKS, threads=1)
    for _ in run.weeks():
        pass
    counts = pl.concat(run.counted).filter(pl.col("group") == "all")
    told = counts.filter(pl.col("table") == "deed").group_by("key").agg(pl.col("n").sum()).sort("key")
    scores = run.world.score[run.world.score >= 0]
    run.close()
    return {
        "society": society.hash(),
        "digest": run.digest(),
        "deeds": dict(told.iter_rows()),
        "half_ties": int((run.world.friend >= 0).sum()),
        "scored": len(scores),
        "sum_of_scores": int(scores.sum()),
        "entries": sum(frame.height for frame in run.booked),
    }


if __name__ == "__main__":
    KEPT.write_text(json.dumps({name: numbers(name) for name in SCHEMES}, indent=1) + "\n", encoding="utf-8")
