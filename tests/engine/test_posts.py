"""People speak as people speak: few write most, most never of politics; rules count posts, and temper can be turned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from demerit.acts.speak import POLITICAL, speak
from demerit.base.draws import column
from demerit.engine.run import Choice, Run
from demerit.rows.bits import ADULT, ONLINE
from demerit.rows.posts import MOST, RATE, WAIT, posts_in, seen_of
from demerit.society import make
from tests.engine.worlds import columns_that_differ, knobs_set, lived, with_citizens

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society

SOON = {"run.warm_up": 8}


def share_of(values: np.ndarray, part: float) -> float:
    """Give the share of a sum that the largest part of the values makes up."""
    most = np.sort(values)[::-1][: int(np.ceil(part * len(values)))]
    return float(most.sum() / values.sum())


# ---- what was counted on Weibo, and what was held out ----------------------------------------------------------------


@pytest.fixture(scope="module")
def year(schemes: dict[str, Scheme]) -> tuple[list[np.ndarray], np.ndarray]:
    """A year without a scheme: posts of single weeks, and of the year in all and about politics, of those on-line."""
    run = Run(schemes["null"], make("china_2015", 8000, 1), weeks=52, threads=1, seed=3, settings=SOON)
    online = np.flatnonzero(run.world.status[run.panel.ids] & ONLINE)
    weeks, months = [], []
    for week in run.weeks():
        posts = run.panel.arrays.posts.astype(int)
        if week >= 0 and week % 4 == 0:  # what was cleared at the settling holds one week alone
            weeks.append(posts[online, 0])
        if week >= 0 and week % 4 == 3:
            rows = run.rows[-1].sort("citizen").select("posts", "political_posts").to_numpy()
            months.append(rows.astype(int)[online])
    return weeks, np.sum(months, axis=0)


def test_in_a_week_as_many_post_and_as_few_write_most_as_on_weibo(year: tuple[list[np.ndarray], np.ndarray]) -> None:
    """Fu & Chau 2013, to which talkativeness is fitted: 13.1 % wrote any, and 4.8 % wrote 80 % (78.6 to 80.3)."""
    weeks, _ = year
    assert np.mean([np.mean(posts > 0) for posts in weeks]) == pytest.approx(0.131, abs=0.01)
    assert np.mean([share_of(posts, 0.048) for posts in weeks]) == pytest.approx(0.795, abs=0.03)


def test_of_politics_a_tenth_writes_nearly_all_and_most_never_write(
    year: tuple[list[np.ndarray], np.ndarray]
) -> None:
    """Pew 2019, held out: a tenth of users wrote 97 % of posts on politics and 80 % of all; the median user none."""
    posts, politics = year[1][year[1][:, 0] > 0].T
    assert share_of(politics, 0.1) == pytest.approx(0.97, abs=0.02)
    assert share_of(posts, 0.1) == pytest.approx(0.80, abs=0.03)
    assert np.median(politics) == 0
    assert politics.sum() / posts.sum() == pytest.approx(0.13, abs=0.05)


# ---- how many posts --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("talk", "interest"), [(-52, 0), (0, 0), (20, -90), (-20, 86)])
def test_the_number_of_posts_is_geometric_with_the_mean_of_ones_rate(talk: int, interest: int) -> None:
    """One post, and a geometric number of mean ``1 / (exp(1/r) - 1)``, r the rate."""
    words = column(1, "words", 20_000).tolist()
    found = np.array([posts_in(talk, interest, word, RATE, WAIT) for word in words])
    rate = np.exp((talk + max(0, interest - 56)) / 16)
    assert found.min() == 1
    assert found.mean() == pytest.approx(1 + 1 / (np.exp(1 / rate) - 1), rel=0.03)


def test_nobody_posts_more_than_63_times_a_week() -> None:
    assert max(posts_in(127, 127, word, RATE, WAIT) for word in column(1, "words", 500).tolist()) == MOST


def test_a_bureau_sees_its_share_of_posts() -> None:
    """Over all draws the mean is the share; of one post it is seen where the draw lies below the coverage."""
    for coverage in (0, 1, 100, 128, 256):
        for times in (1, 2, 7, 63):
            found = [seen_of(times, byte, coverage) for byte in range(256)]
            assert sum(found) == times * coverage
            assert max(found) - min(found) <= 1
        assert [seen_of(1, byte, coverage) for byte in range(256)] == [int(byte < coverage) for byte in range(256)]


# ---- rules count posts -----------------------------------------------------------------------------------------------


def test_rules_count_posts_and_stop_at_the_cap(schemes: dict[str, Scheme], village: Society) -> None:
    """All dissent once, one in ten very loudly: each post costs eight points, a month 24 at most."""
    scheme = schemes["article_2015"]
    bureau = scheme.bureaus["sesame"]
    scheme = scheme.model_copy(update={"institutions": {}, "bureaus": {
        "sesame": bureau.model_copy(update={"sees": {**bureau.sees, "speak": 1.0}})}})
    talk = np.where(np.arange(village.people) % 10 == 0, 60, -60).astype(np.int8)
    society = with_citizens(village, talk=talk, interest=-60)
    first = Run(scheme, society, weeks=4, threads=1, settings=SOON)
    able = np.flatnonzero((first.world.status & (ADULT | ONLINE)) == ADULT | ONLINE).tolist()
    choices = [Choice(week, i, "speak", "silent" if week else "dissent") for i in able for week in range(4)]
    run = lived(scheme, society, 4, settings=SOON, choices=choices)
    rows = pl.concat(run.rows).filter(pl.col("citizen").is_in(able)).sort("citizen")
    booked = pl.concat(run.booked).filter(pl.col("entry").cast(pl.String) == "dissenting_post")
    points = dict(zip(booked["citizen"], booked["points"], strict=True))
    for citizen, posts, politics in rows.select("citizen", "posts", "political_posts").iter_rows():
        assert posts == politics >= 1
        assert points[citizen] == max(-24, -8 * posts)
    assert {-8, -24} <= set(points.values())
    counted = pl.concat(run.counted).filter(pl.col("table") == "posts", pl.col("group") == "all")
    assert counted["n"].sum() == rows["posts"].cast(pl.Int64).sum()


def test_political_deeds_are_all_but_silence_and_small_talk() -> None:
    assert speak.deeds[:POLITICAL] == ("silent", "chat")


# ---- temper ----------------------------------------------------------------------------------------------------------


def test_temper_turns_one_column_and_nothing_else(schemes: dict[str, Scheme], village: Society) -> None:
    """Each knob moves its own column as it says, home takes conviction along; at their defaults nothing moves."""
    def world(**turned: float) -> Run:
        return Run(schemes["null"], village, weeks=4, threads=1, settings={f"temper.{k}": v for k, v in turned.items()})

    plain = world()
    for name, value, factor in (("caution", 50, 0.5), ("candour", 40, 0.4)):
        run = world(**{name: value})
        assert columns_that_differ(plain, run) == [name]
        assert getattr(run.world, name).mean() == pytest.approx(getattr(plain.world, name).mean() * factor, rel=0.05)
    for name, value in (("talk", 20), ("interest", -10), ("home", 16)):
        run = world(**{name: value})
        assert set(columns_that_differ(plain, run)) == {name} | ({"conviction"} if name == "home" else set())
        assert getattr(run.world, name).mean() == pytest.approx(getattr(plain.world, name).mean() + value, abs=2.5)
        narrow = world(**{f"{name}_spread": 50})
        assert getattr(narrow.world, name).std() == pytest.approx(getattr(plain.world, name).std() / 2, rel=0.05)


def test_the_more_cautious_society_falls_silent_further(schemes: dict[str, Scheme]) -> None:
    """Under the same scheme, twins that share all draws: caution times two, times one, times a quarter."""
    scheme, society = knobs_set(schemes["article_2015"], status_notches=0.5, awareness=1.0), make("china_2015", 3000, 4)

    def weeks_of_dissent(caution: float) -> int:
        run = lived(scheme, society, 40, settings=SOON | {
            "temper.caution": caution, "temper.talk": 20, "temper.interest": 20})
        rows = pl.concat(run.counted).filter(pl.col("key") == "speak.dissent", pl.col("group") == "all")
        return int(rows.filter(pl.col("table") == "deed")["n"].sum())

    bold, usual, careful = (weeks_of_dissent(caution) for caution in (25, 100, 200))
    assert bold > usual > careful > 0
