"""Mechanisms are real: silence exists, and goes when what makes it is switched off; without a scheme society rests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from scipy.sparse import csr_matrix

from demerit.acts.speak import POLITICAL, speak
from demerit.engine.run import Run
from demerit.law import load_reform, reformed
from demerit.rows.bits import ADULT
from demerit.society import make
from tests.engine.worlds import knobs_set, lived

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society

SOON = {"run.warm_up": 16, "temper.talk": 24, "temper.interest": 40}
"""A world that speaks of politics much more than it does at rest, so that there is something to fall silent."""
WEEKS = 60


def posts(run: Run, deed: str = "speak.dissent") -> int:
    """Give how often a deed was done, by all, in all weeks."""
    counts = pl.concat(run.counted).filter((pl.col("key") == deed) & (pl.col("group") == "all"))
    return int(counts.filter(pl.col("table") == "deed")["n"].sum())


@pytest.fixture(scope="module")
def crowd() -> Society:
    """3,000 people: some 1,100 weeks in dissent in 60 weeks without a scheme."""
    return make("china_2015", 3000, 11)


@pytest.fixture(scope="module")
def dissents(schemes: dict[str, Scheme], crowd: Society) -> dict[str, int]:
    """Weeks in dissent in 60 weeks, in twins that share all draws."""
    article = schemes["article_2015"]
    no_speech = reformed(article, load_reform("no_speech"))
    worlds = {
        "null": schemes["null"], "article": article, "no speech": no_speech,
        "no tale": reformed(article, load_reform("no_tale")),
        "neither": reformed(no_speech, load_reform("no_tale")),
        "nobody can lose": article.model_copy(update={"gates": {}, "visibility": schemes["null"].visibility}),
    }
    return {name: posts(lived(scheme, crowd, WEEKS, settings=SOON)) for name, scheme in worlds.items()}


def fall(dissents: dict[str, int], name: str) -> float:
    """Give the share of the twin's dissent that is gone."""
    return 1 - dissents[name] / dissents["null"]


def test_the_scheme_silences(dissents: dict[str, int]) -> None:
    """Under `article_2015` dissent falls against the null twin, within the bounds facts allow: 2 to 50 percent."""
    assert dissents["null"] > 500
    assert 0.05 < fall(dissents, "article") < 0.5


@pytest.mark.parametrize("name", ["no speech", "no tale", "neither"])
def test_without_what_makes_silence_it_goes(name: str, dissents: dict[str, int]) -> None:
    """Without the rules on speech, without the tale, without both: most of the way back."""
    assert abs(fall(dissents, name)) < 0.5 * fall(dissents, "article")


def test_one_who_has_nothing_to_lose_is_not_silenced(dissents: dict[str, int]) -> None:
    """Rules and tale, but no gate and no status at stake: beliefs alone deter nobody (fear of the score itself)."""
    assert abs(fall(dissents, "nobody can lose")) < 0.5 * fall(dissents, "article")


def test_more_caution_more_silence(schemes: dict[str, Scheme], crowd: Society) -> None:
    """The switch of status turned up, dissent falls further."""
    some, more = (posts(lived(knobs_set(schemes["article_2015"], status_notches=s), crowd, 40, settings=SOON))
                  for s in (0.0, 0.5))
    assert more < some


def test_friends_below_the_floor_are_dropped(schemes: dict[str, Scheme], crowd: Society) -> None:
    """Where low friends cost points and all look, ties end for the score; at no cost of points, none does."""
    ended = {}
    law = reformed(schemes["article_2015"], load_reform("no_reproach"))
    for cut in (0, 192):
        settings = {**SOON, "mingle.cut": cut, "look_up.friends": 64}
        run = lived(law, crowd, WEEKS, settings=settings)
        counts = pl.concat(run.counted).filter((pl.col("table") == "tie_end") & pl.col("key").str.ends_with(":score"))
        ended[cut] = counts["n"].sum()
    assert ended[0] == 0 < ended[192]


def state(run: Run) -> dict[str, float]:
    """Give degree, transitivity and place assortativity of the whole network, and adults' arrears, as they stand."""
    w = run.world
    row, live = np.repeat(np.arange(w.n), np.diff(w.start)), w.friend >= 0
    i, j = row[live], w.friend[live]
    ties = csr_matrix((np.ones(len(i)), (i, j)), shape=(w.n, w.n))
    degree = np.asarray(ties.sum(axis=1)).ravel()
    triangles = float((ties @ ties).multiply(ties).sum())
    places = int(w.place.max()) + 1
    mixing = np.zeros((places, places))
    np.add.at(mixing, (w.place[i], w.place[j]), 1 / len(i))
    by_chance = float((mixing.sum(0) * mixing.sum(1)).sum())
    return {
        "degree": float(degree.mean()),
        "transitivity": triangles / float((degree * (degree - 1)).sum()),
        "place assortativity": (float(np.trace(mixing)) - by_chance) / (1 - by_chance),
        "arrears": float(w.arrears[(w.status & ADULT) != 0].mean()),
    }


def test_without_a_scheme_society_is_at_rest(schemes: dict[str, Scheme]) -> None:
    """Over 286 weeks of `null`, 10,000 people: every measure within a tenth of its start, ties also of the recipe's."""
    run = Run(schemes["null"], make("china_2015", 10_000, 1), weeks=286, seed=1, threads=0, panel_size=1)
    made = state(run)
    made.pop("arrears")  # nobody is in arrears before anybody has lived
    start: dict[str, float] = {}
    for week in run.weeks():
        if week == -1:
            start = state(run)
    end = state(run)
    run.close()
    political = [f"speak.{deed}" for deed in speak.deeds[POLITICAL:]]
    rows = pl.concat(run.counted).filter(
        (pl.col("table") == "deed") & pl.col("key").is_in(political) & (pl.col("group") == "all"))
    start["politics"], end["politics"] = (
        rows.filter(pl.col("week").is_between(*weeks))["n"].sum() / 13 for weeks in ((0, 51), (234, 285))
    )
    drift = {f"{name} since the start": end[name] / start[name] - 1 for name in start}
    drift |= {f"{name} since it was made": end[name] / made[name] - 1 for name in made}
    assert start["politics"] > 50 and start["degree"] > 4
    assert max(map(abs, drift.values())) < 0.1, {name: round(value, 4) for name, value in drift.items()}
