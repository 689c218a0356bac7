"""What each platform's scheme has and no other: switched off, the outcome changes; the sums are exact to the point."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from demerit.engine.run import Run
from demerit.errors import InputError
from demerit.lab.reading import outside, read
from demerit.law import Scheme, load_reform, reformed, with_settings
from demerit.rows.bits import ENROLLED
from demerit.society import make
from tests.engine.worlds import lived

if TYPE_CHECKING:
    from demerit.society import Society

WEEKS = 60
LOUD = {"complaints.false": 6554}


@pytest.fixture(scope="module")
def people() -> Society:
    """A village of 500."""
    return make("village", 500, 7)


def both(name: str, reform: str, people: Society, **settings: float) -> tuple[Run, Run]:
    """Give two runs: a scheme as it is, and with what only it has switched off."""
    scheme = read(name)
    turned = {key.replace("__", "."): value for key, value in settings.items()}
    changed = reformed(scheme, load_reform(reform), outside())
    return tuple(lived(s, people, WEEKS, settings=turned) for s in (scheme, changed))  # type: ignore[return-value]


def total(run: Run, table: str, key: str) -> int:
    """Give a count over all weeks and everybody."""
    rows = pl.concat(run.counted).filter(pl.col("group") == "all")
    return int(rows.filter((pl.col("table") == table) & (pl.col("key") == key))["n"].sum())


def points(run: Run, entry: str) -> int:
    """Give the points that all entries of a name come to."""
    return int(pl.concat(run.booked).filter(pl.col("entry").cast(pl.String) == entry)["points"].sum())


def test_without_the_tariff_what_spreads_far_costs_no_more(people: Society) -> None:
    """weibo_2012: as many posts are upheld, and cost less."""
    tariff, flat = both("weibo_2012", "one_tariff", people, complaints__false=6554)
    upheld = [total(run, "institution", "complaints:upheld") for run in (tariff, flat)]
    assert upheld[0] == upheld[1] > 0
    assert points(flat, "false_information") == -2 * upheld[1]
    assert points(tariff, "false_information") < points(flat, "false_information")


def test_every_post_costs_what_the_tariff_says(people: Society) -> None:
    """weibo_2012: the ledger's points are those of the reposts that the panel holds, month by month."""
    scheme = read("weibo_2012")
    run = lived(scheme, people, WEEKS, settings={"complaints.false": 16384, "complaints.uphold": 256})
    rule = scheme.rules["false_information"]
    book = pl.concat(run.booked).filter(pl.col("entry").cast(pl.String) == "false_information")
    rows = {(r["week"], r["citizen"]): [r[f"reposts_{n}"] for n in range(1, 5)] for r in pl.concat(run.rows).to_dicts()}
    assert book.height > 50
    for week, citizen, told in book.select("week", "citizen", "points").iter_rows():
        reposts = rows[week, citizen]
        counted = max(1, sum(n > 0 for n in reposts))
        least = [sum(rule.points_at(n) for n in reposts[:k]) for k in range(counted, 5)]
        assert told in least


def test_if_silence_healed_the_silent_would_heal(people: Society) -> None:
    """weibo_2024: fewer months below 110, and more points won back, where a post is not asked for."""
    posts, silent = both("weibo_2024", "silence_heals", people, complaints__false=16384)
    assert points(silent, "recovery") > points(posts, "recovery") > 0
    assert total(silent, "gate", "unlimited_110:shut") < total(posts, "gate", "unlimited_110:shut")


def test_one_who_is_muted_never_heals_where_only_posts_heal(people: Society) -> None:
    """weibo_2024: where an offence costs all there is, the muted stay at 0; if silence healed, they would return."""
    scheme = read("weibo_2024")
    rules = {name: rule.model_copy(update={"points": -120}) for name, rule in scheme.rules.items()}
    harsh = scheme.model_copy(update={"rules": rules})
    assert harsh.recovery is not None
    kinder = harsh.model_copy(update={"recovery": harsh.recovery.model_copy(update={"only": ()})})
    stays, heals = (lived(s, people, WEEKS, settings=LOUD) for s in (harsh, kinder))
    muted = [total(run, "gate", "speaking:shut") for run in (stays, heals)]
    assert muted[0] > 2 * muted[1] > 0
    assert points(stays, "recovery") == 0


def test_a_scheme_that_ends_lets_nobody_in_and_leaves_beliefs_behind(people: Society) -> None:
    """tencent_2018: nobody is scored, in or let in after it; who heard of it still believes."""
    ended, stays = both("tencent_2018", "never_withdrawn", people)
    assert (ended.world.score == -1).all()
    assert not (ended.world.status & ENROLLED).any()
    assert ended.world.belief.any()
    tried = [total(run, "gate", "deposit_waived:tried") for run in (ended, stays)]
    assert tried[0] == 0 < tried[1]
    assert (stays.world.score >= 0).any()
    open_ = [total(run, "gate", "deposit_waived:open") for run in (ended, stays)]
    assert open_[0] == 0 < open_[1]


def test_each_friend_who_bears_a_score_adds_six_points(people: Society) -> None:
    """wechat_pay_2019: more pass the line of 550 than if friends did not count."""
    friends, alone = both("wechat_pay_2019", "friends_do_not_count", people, enrol__join=0)
    assert points(friends, "association") > 0 == points(alone, "association")
    opened = [total(run, "gate", "power_bank:open") for run in (friends, alone)]
    assert opened[0] > opened[1]


def test_without_the_ticked_box_fewer_are_in(people: Society) -> None:
    """zhima_2017: the bill of January 2018 lies in week 52."""
    ticked, asked = both("zhima_2017", "no_ticked_box", people)
    inside = [int(((run.world.status & ENROLLED) > 0).sum()) for run in (ticked, asked)]
    assert inside[0] > 1.2 * inside[1] > 0


def test_joined_one_bureau_takes_points_for_what_another_saw(people: Society) -> None:
    """federated: apart, dissent costs nothing at the first bureau; joined, it costs 8 points a time."""
    scheme = read("federated")
    apart, joined = (lived(with_settings(scheme, {"joined": n}, outside()), people, WEEKS) for n in (0, 256))
    assert points(apart, "dissent") == 0
    assert points(joined, "dissent") < 0
    assert points(joined, "dissent") % 8 == 0


def test_a_gate_asks_its_own_bureau(people: Society) -> None:
    """federated: that of Tencent opens to others than one that asks the headline's score."""
    scheme = read("federated")
    gates = scheme.gates | {"deposit_waived": scheme.gates["deposit_waived"].model_copy(update={"bureau": None})}
    own, head = (lived(s, people, 40) for s in (scheme, scheme.model_copy(update={"gates": gates})))
    bit = list(scheme.gates).index("deposit_waived")
    assert ((own.world.gates ^ head.world.gates) >> bit & 1).any()
    without_file = (own.world.more["files"] >> 1 & 1) == 0
    assert not (own.world.gates[without_file] >> bit & 1).any(), "one without a file there is not let in"


def test_everyone_starts_at_one_exact_score(people: Society) -> None:
    """weibo_2012: 80, whoever one is; 100 after handing in one's papers."""
    run = lived(read("weibo_2012"), people, 8, settings={"complaints.false": 0, "enrol.join": 0})
    assert set(run.world.score.tolist()) == {80, 100}


@pytest.mark.parametrize("name", ["weibo_2012", "weibo_2024", "tencent_2018", "wechat_pay_2019", "federated"])
def test_entries_sum_to_the_score(name: str, people: Society) -> None:
    """Start and entries, recovery among them, are the score, exactly."""
    scheme = read(name)
    run = lived(scheme, people, 24, settings=LOUD)
    sums = pl.concat(run.booked).group_by("citizen").agg(pl.col("points").cast(pl.Int64).sum())
    for citizen, told in sums.iter_rows():
        score = int(run.world.score[citizen])
        assert score in (-1, scheme.scale.low + told)


def refusal(scheme: Scheme, people: Society) -> str:
    """Give in what words a scheme is refused."""
    with pytest.raises(InputError) as caught:
        Run(scheme, people, weeks=4)
    return str(caught.value)


def test_what_cannot_be_carried_out_is_refused_in_words(people: Society) -> None:
    """Each with where it stands."""
    weibo, three = read("weibo_2012"), read("federated")
    rules = {"it": weibo.rules["false_information"].model_copy(update={"when": "speak.dissent"})}
    assert "rules.it.steps: `steps` of a deed" in refusal(weibo.model_copy(update={"rules": rules}), people)
    assert weibo.recovery is not None
    heals = weibo.recovery.model_copy(update={"only": ("speak.chat", "pay.on_time")})
    mixed = weibo.model_copy(update={"recovery": heals})
    assert "recovery.only: `only` deeds of one act" in refusal(mixed, people)
    lost = three.model_copy(update={"institutions": {}})
    assert "gates.deposit_waived: the gate asks the score of 'tencent', but no institution" in refusal(lost, people)
    gate = three.gates["deposit_waived"].model_copy(update={"needs_enrolment": True})
    members = three.model_copy(update={"gates": {"deposit_waived": gate}})
    assert "which goes not with `needs_enrolment` or `paperwork`" in refusal(members, people)
