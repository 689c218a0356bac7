"""Who speaks: how much is posted, how many ever say what, and how much of all that is said the loudest say."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from demerit.measures._grid import grid, last
from demerit.measures.groups import MEMBERS, number_in_cells, ratio_of_cells
from demerit.measures.measure import finding, measure, nothing, together
from demerit.measures.sums import BY_NAME, by_group, findings, number, per
from demerit.measures.tables import WHOLE, in_common, keys_of, once
from demerit.rows.groups import GROUPS

if TYPE_CHECKING:
    from demerit.measures._grid import Array
    from demerit.measures.tables import RunTables

LOUDEST = 0.1
"""The share of those who post that are called the loudest: a tenth, as in Pew Research Center (2019)."""
WEEKS = 4


@measure(unit="share", twin="helps")
def voices(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how unequally people speak: who ever dissents, and what share of posts the loudest tenth writes.

    Notes
    -----
    Of the panel's adults who were on-line at some time, over the whole run: ``posted``, ``political``, ``dissented`` =
    share who ever posted, posted on politics, dissented; ``n`` = how many they are. Of those who ever posted:
    ``loudest.posts``, ``loudest.political`` = share of all posts, and of those on politics, written by the tenth that
    wrote most of them. Of everybody on-line: ``d.posts`` = posts of a kind d per 1,000 citizens on-line and week,
    ``speak`` = share who post anything in a week, ``on_politics`` = share of posts that are about politics. With a twin
    ``d.change`` = posts here over posts there, less 1: the loudest weigh in it as much as they write, while in
    `silence` everyone's week weighs alike.

    Published: in a week 13.1 % of accounts with posts wrote any and 4.8 % wrote 80 % of all (Fu & Chau 2013); in a
    year a tenth of users wrote 80 % of all posts and 97 % of those on politics, 13 % of posts (Pew 2019).
    """
    alone = _alone(run)
    return alone if twin is None or alone.is_empty() else together(alone, _changes(run, twin))


@once(*WHOLE)
def _alone(run: RunTables) -> pl.DataFrame:
    """Give what one run shows."""
    people = _people(run)
    if not len(people.cell):
        return nothing()
    return together(*_ever(people), *(_loudest(people, what) for what in ("posts", "political")), *_rates(run))


class _People(NamedTuple):
    """Those who were on-line at some time: what each is of all dimensions, and what each did over the run."""

    cell: Array
    posts: Array
    political: Array
    dissented: Array


def _people(run: RunTables) -> _People:
    """Give what those did who were on-line at some time."""
    none = np.zeros(0, np.int64)
    if "posts" not in run.panel.columns:
        return _People(none, none, none, none)
    months = grid(run)
    online = months.adult & (months.column("online") > 0)
    month, who = last(online)
    posts, political, dissented = (
        np.where(online, months.column(name), 0)[:, who].sum(axis=0, dtype=np.int64)
        for name in ("posts", "political_posts", "n_speak_dissent")
    )
    return _People(months.cells[month, who], posts, political, dissented > 0)


def _ever(people: _People) -> list[pl.DataFrame]:
    """Give the shares who ever did."""
    ever = {"posted": people.posts > 0, "political": people.political > 0, "dissented": people.dissented}
    return [
        *(finding(ratio_of_cells(people.cell, did), name, "share") for name, did in ever.items()),
        finding(number_in_cells(people.cell), "n", "people"),
    ]


def _loudest(people: _People, what: str) -> pl.DataFrame:
    """Give the share of what is said that the loudest of those who post say, group by group."""
    some = people.posts > 0
    said, cell = getattr(people, what)[some], people.cell[some]
    order = np.argsort(-said, kind="stable")
    said, cell = said[order], cell[order]
    found = []
    for group, name in zip(MEMBERS, GROUPS, strict=True):
        of = said[group[cell] > 0]
        if of.sum():
            found.append((name, float(of[: ceil(LOUDEST * len(of))].sum() / of.sum())))
    share = pl.DataFrame(sorted(found), schema={"group": pl.String, "value": pl.Float64}, orient="row")
    return finding(share, f"loudest.{what}", "share")


@once("counts")
def _posts(run: RunTables, until: int) -> dict[str, Array]:
    """Give deed -> posts of that kind, group by group; kinds of which there are any."""
    kinds: dict[str, list[str]] = {}
    for key in keys_of(run, "posts"):
        kinds.setdefault(key.rpartition(".")[2], []).append(key)
    posts = {deed: number(run, "posts", *keys, until=until) for deed, keys in sorted(kinds.items())}
    return {deed: n for deed, n in posts.items() if n.any()}


def _rates(run: RunTables) -> list[pl.DataFrame]:
    """Give how much is posted a week, by how many, and how much of it is about politics."""
    until = in_common(run)
    weeks, posts = WEEKS * number(run, "online", until=until), _posts(run, until)
    if not posts:
        return []
    kinds = {f"{deed}.posts": per(np.where(n > 0, n, np.nan), weeks, 1000) for deed, n in posts.items()}
    spoke = number(run, "deed", *(f"speak.{deed}" for deed in posts), until=until)
    every = np.sum([*posts.values()], axis=0)
    speak = by_group(per(np.where(spoke > 0, spoke, np.nan), weeks))
    politics = by_group(per(every - posts.get("chat", 0), every))
    every_kind = findings(kinds, "per 1,000 on-line and week")
    return [every_kind, finding(speak, "speak", "share a week"), finding(politics, "on_politics", "share of posts")]


def _changes(run: RunTables, twin: RunTables) -> pl.DataFrame:
    """Give the change of posts of each kind against the twin."""
    until = in_common(run, twin)
    here, there = _posts(run, until), _posts(twin, until)
    nought = np.zeros(len(BY_NAME))
    return findings({f"{deed}.change": per(here.get(deed, nought), n) - 1 for deed, n in there.items()}, "share")
