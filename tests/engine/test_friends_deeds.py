"""One answers for what friends do: the loss reaches those tied to somebody who spoke, and nobody farther away."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from demerit.base.draws import column
from demerit.engine.run import Choice, Run
from demerit.law import load_reform, reformed, with_settings
from demerit.rows.bits import ADULT, ONLINE
from tests.engine.worlds import lived

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society

SOON = {"run.warm_up": 4}
SPEAKERS = 6


def heard_by_all(scheme: Scheme, **association: object) -> Scheme:
    """Give the scheme with a bureau that sees every post, and no institution that would blur who did what."""
    bureau = scheme.bureaus["sesame"]
    return scheme.model_copy(update={
        "bureaus": {"sesame": bureau.model_copy(update={"sees": {**bureau.sees, "speak": 1.0}})}, "institutions": {},
        "association": scheme.association.model_copy(update=association),
    })


def made_to_speak(run: Run, speakers: list[int], deed: str) -> list[Choice]:
    """Let the speakers speak in the first week and everybody else say nothing in the first four."""
    grown = np.flatnonzero((run.world.status & (ADULT | ONLINE)) == ADULT | ONLINE).tolist()
    return [Choice(week, i, "speak", deed if i in speakers and week == 0 else "silent")
            for i in grown for week in range(4)]


def ties_of(run: Run, i: int) -> list[int]:
    """Give the friends of a citizen."""
    row = run.world.friend[run.world.start[i] : run.world.start[i + 1]]
    return [int(f) for f in row if f >= 0]


@pytest.fixture(scope="module")
def injected(schemes: dict[str, Scheme], village: Society) -> tuple[Run, list[int], list[set[int]]]:
    """A month in which six citizens, drawn at random, dissent once; the villagers by their distance from these."""
    scheme = heard_by_all(schemes["article_2015"])
    quiet = Run(scheme, village, weeks=4, threads=1, settings=SOON)
    able = np.flatnonzero((quiet.world.status & (ADULT | ONLINE)) == ADULT | ONLINE)
    speakers = sorted(able[np.argsort(column(8, "speakers", len(able)))[:SPEAKERS]].tolist())
    run = Run(scheme, village, weeks=4, threads=1, settings=SOON, choices=made_to_speak(quiet, speakers, "dissent"))
    circles: list[set[int]] = []
    for week in run.weeks():
        if week == 2:  # whoever is a friend when friends are asked for
            circles = [set(speakers)]
            while circles[-1]:
                near = {f for i in circles[-1] for f in ties_of(run, i)}
                circles.append(near - set().union(*circles))
    return run, speakers, circles


def taken(run: Run) -> dict[int, Counter[str]]:
    """Give citizen -> entry -> points of association."""
    found: dict[int, Counter[str]] = {}
    rows = pl.concat(run.booked).with_columns(pl.col("entry").cast(pl.String)).filter(
        pl.col("entry").str.starts_with("association"))
    for row in rows.iter_rows(named=True):
        found.setdefault(row["citizen"], Counter())[row["entry"]] += row["points"]
    return found


def test_friends_of_one_who_dissented_lose_and_nobody_farther_away_does(
    injected: tuple[Run, list[int], list[set[int]]]
) -> None:
    """At one tie everyone loses four points a friend, at most twelve; at two and more nobody loses any."""
    run, speakers, circles = injected
    lost = taken(run)
    assert len(circles[1]) > SPEAKERS and len(circles[2]) > len(circles[1])
    for i in circles[1]:
        n = sum(f in speakers for f in ties_of(run, i))
        assert lost[i] == {"association:speak.dissent": -min(4 * n, 12)} or run.world.account[-1, i] == 0, i
    for distance in range(2, len(circles)):
        assert not set(lost) & circles[distance], distance
    tied_speakers = {i for i in speakers if any(f in speakers for f in ties_of(run, i))}
    assert set(lost) & circles[0] == tied_speakers


def test_the_measures_say_the_same(injected: tuple[Run, list[int], list[set[int]]]) -> None:
    """Counts by distance, and by deed, are those of the ledger."""
    run, _, circles = injected
    rows = pl.concat(run.counted).filter(pl.col("group") == "all")
    far = {(r["key"], r["bin"]): r["n"] for r in rows.filter(pl.col("table") == "contagion").iter_rows(named=True)}
    lost = taken(run)
    assert [far.get(("scored", d), 0) for d in range(3)] == [len(circles[d]) for d in range(3)]
    assert far["lost", 1] == -sum(lost[i].total() for i in circles[1])
    assert all(("lost", d) not in far for d in (2, 3, 4))
    by_deed = {r["key"]: r["n"] for r in rows.filter(pl.col("table") == "friends_deed").iter_rows(named=True)}
    assert set(by_deed) == {f"speak.dissent:{what}" for what in ("people", "points", "kin", "friends")}
    assert by_deed["speak.dissent:people"] == len(lost)
    assert by_deed["speak.dissent:points"] == -sum(points.total() for points in lost.values())
    assert by_deed["speak.dissent:kin"] + by_deed["speak.dissent:friends"] == sum(
        len(ties_of(run, i)) for i in circles[0])


def test_what_friends_took_comes_back_when_they_fall_silent(schemes: dict[str, Scheme], village: Society) -> None:
    """Everyone dissents in one week, and nobody says anything after: in the next month all have their points again."""
    scheme = heard_by_all(schemes["article_2015"])
    quiet = Run(scheme, village, weeks=8, threads=1, settings=SOON)
    grown = np.flatnonzero((quiet.world.status & (ADULT | ONLINE)) == ADULT | ONLINE).tolist()
    choices = [Choice(week, i, "speak", "silent" if week else "dissent") for i in grown for week in range(8)]
    run = lived(scheme, village, 8, settings=SOON, choices=choices)
    sums = {week: frame["points"].sum() for (week,), frame in pl.concat(run.booked).with_columns(
        pl.col("entry").cast(pl.String)).filter(pl.col("entry").str.starts_with("association")).group_by("week")}
    assert sums[3] < 0 and sums[7] == -sums[3]


def test_without_speakers_known_or_without_the_rule_nobody_loses(schemes: dict[str, Scheme], village: Society) -> None:
    """A bureau that sees no post, the reform, a weight of nought: each by itself takes all of it away."""
    article = schemes["article_2015"]
    bureau = article.bureaus["sesame"]
    blind = article.model_copy(update={
        "bureaus": {"sesame": bureau.model_copy(update={"sees": {**bureau.sees, "speak": 0.0}})}, "institutions": {}})
    worlds = {"blind": blind, "no speech": reformed(article, load_reform("no_speech")),
              "no association": reformed(article, load_reform("no_association_rule")),
              "weightless": with_settings(article, {"association_weight": 0})}
    for name, scheme in worlds.items():
        assert not taken(lived(scheme, village, 12, settings=SOON)), name
    assert taken(lived(article, village, 12, settings=SOON))


def test_the_knobs_move_what_friends_cost(schemes: dict[str, Scheme], village: Society) -> None:
    """Twice the points, then a cap of one: more, and one each at most."""
    article = schemes["article_2015"]

    def cost(**knobs: float) -> list[int]:
        found = taken(lived(with_settings(article, knobs), village, 12, settings=SOON))
        return [-sum(n for entry, n in points.items() if ":" in entry) for points in found.values()]

    assert sum(cost(association_points=-8)) > sum(cost()) > sum(cost(association_cap=1)) > 0
    assert max(cost(association_cap=1)) == 1


@pytest.mark.parametrize("form", ["friends_mean_score", "friends_below", "friends_counted"])
def test_the_forms_that_guides_tell_of_are_reforms(form: str, schemes: dict[str, Scheme], village: Society) -> None:
    """Each moves the account by friends, and none names a deed."""
    run = lived(reformed(schemes["article_2015"], load_reform(form)), village, 8, settings=SOON)
    entries = {entry for points in taken(run).values() for entry in points}
    assert entries == {"association"}
