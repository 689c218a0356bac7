"""Placebos: a tie cut, another deed punished in the place of speech, labels dealt out anew; and what they move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from demerit.acts import deeds
from demerit.base.draws import column
from demerit.base.number_of import number_of
from demerit.engine.plan import Plan
from demerit.errors import InputError
from demerit.lab.living import live
from demerit.lab.measuring import measured
from demerit.lab.order import Order, scheme_of, society_of
from demerit.lab.perform import Watcher, no_watcher
from demerit.lab.reading import outside
from demerit.lab.seeds import holding, over_seeds
from demerit.law import Reform, reformed
from demerit.measures.discovery import RATE, adjusted, p_value
from demerit.rows.groups import ALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.law import Scheme

ROW = "silence.dissent.rate"
SPEECH = "speak"
DEALS = 20
"""How often labels are dealt out anew."""
FEWEST = 4
"""Seeds below which labels cannot be dealt: two pairs have an interval, of two runs each."""


@dataclass(frozen=True)
class Placebo:
    """What a placebo moves.

    Parameters
    ----------
    name, says
        ``tie``, ``deed``, ``labels``, or ``law`` for the law itself; what is held against what.
    rows
        Rows of all measures and groups that have an interval; over deals of labels, on average.
    alone, together
        Of these the interval leaves 0 out; q is 5 % or less: where nothing is there, false positives.
    dissent, low, high
        The change of weeks in dissent as a share of what they are otherwise, and its interval; None of labels.
    moved
        Of the rows of `silence` about dissent, of everyone and every group: how many have q of 5 % or less.
    """

    name: str
    says: str
    rows: float
    alone: float
    together: float
    dissent: float | None = None
    low: float | None = None
    high: float | None = None
    moved: int | None = None


@dataclass(frozen=True)
class Placebos:
    """All placebos of a law beside the law itself.

    Parameters
    ----------
    scheme
        The law, with its reforms.
    people, weeks, seeds, seed
        Of each run: so many seeds, from which on.
    deeds
        Of each seed, rule -> the deed that it punished or rewarded in the place of speech.
    found
        The law first.
    """

    scheme: str
    people: int
    weeks: int
    seeds: int
    seed: int
    deeds: tuple[dict[str, str], ...]
    found: tuple[Placebo, ...]


def speech_rules(scheme: Scheme) -> tuple[str, ...]:
    """Give the rules that count what is said."""
    return tuple(name for name, rule in scheme.rules.items() if (rule.deed or "").startswith(f"{SPEECH}."))


def other_deeds(scheme: Scheme, seed: int) -> dict[str, str]:
    """Draw, for every rule about speech, another deed: one that the law counts already and that is no speech.

    Raises
    ------
    InputError
        The law has no rule about speech, or too few others about deeds.
    """
    rules = speech_rules(scheme)
    counted = {rule.deed for rule in scheme.rules.values() if rule.deed in deeds()}
    pool = sorted(deed for deed in counted if deed and not deed.startswith(f"{SPEECH}."))
    if not rules or len(pool) < len(rules):
        raise InputError(
            f"{scheme.name} counts {number_of(len(rules), 'deed')} of speech and {number_of(len(pool), 'other')}: a "
            "placebo takes another deed in the place of each. Name a law that counts speech, such as article_2015."
        )
    lots = np.argsort(column(seed, "probe.deed", len(pool)), kind="stable")
    return {rule: pool[k] for rule, k in zip(rules, lots.tolist(), strict=False)}


def aimed(scheme: Scheme, at: dict[str, str]) -> Scheme:
    """Give the law with rules aimed at other deeds: points, accounts and names stay."""
    new = {f"rules.{rule}.when": deed for rule, deed in at.items()}
    return reformed(scheme, Reform(summary="Other deeds are counted.", why="A placebo.", set=new), outside())


def unsaid(scheme: Scheme) -> Scheme:
    """Give the law in which what is said moves no score: its rules about speech give 0 points."""
    points = dict.fromkeys(speech_rules(scheme), 0)
    return reformed(scheme, Reform(summary="Speech does not count.", why="A placebo.", points=points), outside())


def placebos(order: Order, seeds: int = 8, names: Sequence[str] = (), threads: int = 0,
             watch: Watcher = no_watcher) -> Placebos:
    """Run the law, its placebos and what they are held against over several seeds, and count what moves.

    Parameters
    ----------
    names
        Measures whose rows are counted, besides `silence`; all of them where none is named.

    Raises
    ------
    InputError
        Fewer than four seeds; a law that counts no speech.
    """
    if seeds < FEWEST:
        raise InputError(f"--seeds {seeds}: give {FEWEST} or more; labels are dealt out to pairs of runs.")
    scheme, settings = scheme_of(order)
    drawn = [other_deeds(scheme, order.seed + k) for k in range(seeds)]
    silent = Plan(unsaid(scheme), settings)
    whole = Plan(scheme, settings)
    frames: list[pl.DataFrame] = []
    alone: list[pl.DataFrame] = []
    for k in range(seeds):
        own = order.with_(seed=order.seed + k)
        society = society_of(own)
        plans = {"law": whole, "silent": silent, "tie": whole, "deed": Plan(aimed(scheme, drawn[k]), settings)}
        runs = {}
        for number, (name, plan) in enumerate(plans.items()):
            watch(k * len(plans) + number, seeds * len(plans), f"seed {k + 1} of {seeds}, {name}")
            runs[name] = live(own.with_(placebo=name == "tie"), society=society, plan=plan, threads=threads)
        frames.append(_apart(runs, sorted({"silence", *names}) if names else None))
        alone.append(frames[-1].filter((pl.col("side") == "law") & pl.col("value").is_not_null()))
        people, weeks = int(society.people), runs["law"].about.weeks
    table = over_seeds(frames)
    title = "+".join([order.scheme, *order.reforms])
    found = (
        _told(table, "law", "the law, against itself with speech counting nothing"),
        _told(table, "deed", "other deeds counted in the place of speech, against the same"),
        _told(table, "tie", "the law with one tie of one citizen cut, against the law"),
        _dealt(alone, order.seed),
    )
    return Placebos(title, people, weeks, seeds, order.seed, tuple(drawn), found)


def _apart(runs: dict[str, Any], names: Sequence[str] | None) -> pl.DataFrame:
    """Give the rows of one seed: the law and other deeds against silence, the tie against the law."""
    against = measured({name: runs[name] for name in ("law", "deed", "silent")}, "silent", names)
    tie = measured({"tie": runs["tie"], "law": runs["law"]}, "law", names).filter(pl.col("side") == "tie")
    return pl.concat([against.filter(pl.col("side") != "silent"), tie])


def _told(table: pl.DataFrame, side: str, says: str) -> Placebo:
    """Count what one placebo moves; q is adjusted for its own rows alone."""
    rows = table.filter(pl.col("side") == side)
    rows = rows.with_columns(pl.Series("q", adjusted(rows["p"].to_list()), pl.Float64))
    looked, alone, together = holding(rows)
    (dissent,) = rows.filter((pl.col("name") == ROW) & (pl.col("group") == ALL)).iter_rows(named=True)
    before = dissent["value"] - dissent["delta"]
    change, low, high = (None if x is None or not before else x / before
                         for x in (dissent["delta"], dissent["low"], dissent["high"]))  # fmt: skip
    said = rows.filter(pl.col("name").str.starts_with("silence.dissent.") & (pl.col("q") <= RATE))
    return Placebo(side, says, looked, alone, together, change, low, high, said.height)


def _dealt(alone: list[pl.DataFrame], seed: int) -> Placebo:
    """Deal out the labels A and B to runs of the law itself, again and again, and count which rows seem to differ.

    Runs are of other societies and draws, so nothing pairs them; each pair gives one difference, as each seed does.
    """
    stacked = pl.concat(frame.with_columns(pl.lit(k).alias("seed")) for k, frame in enumerate(alone))
    wide = stacked.pivot("seed", index=["name", "group"], values="value").drop("name", "group").drop_nulls()
    values = wide.to_numpy()
    pairs = len(alone) // 2
    counts = []
    for deal in range(DEALS):
        lots = np.argsort(column(seed, f"probe.deal.{deal}", len(alone)), kind="stable")[: 2 * pairs]
        apart = values[:, lots[:pairs]] - values[:, lots[pairs:]]
        ps = [p_value(row) for row in apart.tolist()]
        known = [p for p in ps if p is not None]
        together = sum(q <= RATE for q in adjusted(ps) if q is not None)
        counts.append((len(known), sum(p < RATE for p in known), together))
    looked, flagged, together_ = np.mean(counts, axis=0).tolist()
    return Placebo("labels", f"the law's own runs, labels A and B dealt out {DEALS} times", looked, flagged, together_)
