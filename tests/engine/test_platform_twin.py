"""Engine and twin agree on what only the platforms' schemes have: tariffs, recovery, an end, another bureau's score."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import polars as pl
import pytest

from demerit.engine.run import Run
from demerit.lab.reading import read
from demerit.law.news import Event
from tests import naive
from tests.engine.test_twin import agreeing
from tests.engine.worlds import OUTSPOKEN

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society

LOUD = {"run.warm_up": 2, **OUTSPOKEN, "enrol.join": 0,
        "complaints.false": 16384, "complaints.complain": 4096, "complaints.uphold": 200}


def booked(run: Run, entry: str) -> int:
    """Give how many entries of the ledger are called so."""
    return pl.concat(run.booked).filter(pl.col("entry").cast(pl.String) == entry).height


def live(name: str, village: Society, weeks: int = 36) -> tuple[Run, Counter]:
    """Let engine and twin live side by side, where much is said and found false."""
    return agreeing(read(name), village, LOUD, weeks)


def test_engine_and_twin_agree_on_a_tariff_and_on_recovery_by_time(village: Society) -> None:
    """Of 2012: both ends of the tariff are met, some heal, some are taken back."""
    run, _ = live("weibo_2012", village, 48)
    told = pl.concat(run.booked).filter(pl.col("entry").cast(pl.String) == "false_information")["points"].to_list()
    assert {-2, -5, -10} <= set(told)
    assert booked(run, "recovery")


def test_engine_and_twin_agree_on_recovery_by_days_with_a_post(village: Society) -> None:
    """Of 2024: points come back one by one."""
    run, _ = live("weibo_2024", village)
    assert booked(run, "recovery") > 20


def test_engine_and_twin_agree_on_one_who_is_muted(village: Society) -> None:
    """Where an offence costs all there is, the gate at 0 shuts and who is muted is silent from then on."""
    scheme = read("weibo_2024")
    rules = {name: rule.model_copy(update={"points": -120}) for name, rule in scheme.rules.items()}
    run, noted = agreeing(scheme.model_copy(update={"rules": rules}), village, LOUD, 24)
    before, after = run.rows[-2], run.rows[-1]
    muted = after.filter((before["score"] == 0).fill_null(False))
    assert muted.height > 0
    assert muted.filter(pl.col("online") == 1)["n_speak_silent"].unique().to_list() == [4]
    assert noted["gate", list(scheme.gates).index("speaking"), "shut"]


def test_engine_and_twin_agree_on_an_end(village: Society) -> None:
    """Nobody bears a score or is in after it; what people came to believe stays."""
    run, _ = live("tencent_2018", village)
    assert (run.world.score == -1).all()
    assert run.world.belief.any()


def test_engine_and_twin_agree_on_friendships(village: Society) -> None:
    """Each friend who bears a score counts."""
    run, _ = live("wechat_pay_2019", village, 24)
    assert booked(run, "association")


def test_engine_and_twin_agree_on_three_files(village: Society) -> None:
    """A gate asks the file of a bureau that is not the headline's."""
    run, noted = live("federated", village, 24)
    gate = list(run.scheme.gates).index("deposit_waived")
    assert noted["gate", gate, "opened"] > 0
    assert noted["gate", gate, "not_obtained"] > 0
    assert run.life.slate.gain.any()


def test_engine_and_twin_agree_on_a_box_that_is_ticked(village: Society) -> None:
    """In the month of the bill everyone on-line is in; afterwards it is theirs to leave."""
    run, _ = agreeing(billed_early(read("zhima_2017")), village, {"run.warm_up": 2}, 20)
    inside, on_line = ([by_month(f, table) for f in run.counted] for table in ("enrolled", "online"))
    assert inside[1] < inside[2] == on_line[2]
    assert inside[4] <= inside[2]


def by_month(counted: pl.DataFrame, table: str) -> int:
    """Give a month's count of everybody."""
    return int(counted.filter((pl.col("group") == "all") & (pl.col("table") == table))["n"].sum())


def billed_early(scheme: Scheme) -> Scheme:
    """Give the scheme with its bill in the ninth week."""
    days = (scheme.day_of(9), scheme.day_of(10))
    calendar = tuple(e.model_copy(update={"day": day}) for e, day in zip(scheme.calendar, days, strict=True))
    return scheme.model_copy(update={"calendar": calendar})


@pytest.mark.parametrize(("low", "high"), [(0, 100), (0, 77), (300, 850), (0, 1000), (-40, 19)])
def test_engine_and_twin_agree_on_scales_of_any_width(low: int, high: int, village: Society) -> None:
    """Widths that no 60 divides, wide ones and narrow; ties are cut by scores on each."""
    scheme = read("weibo_2012")
    start = scheme.start_score.model_copy(update={"mean": (low + high) // 2, "sd": (high - low) / 6})
    scale = scheme.scale.model_copy(update={"low": low, "high": high})
    heals = scheme.recovery.model_copy(update={"to": high, "at_least": low + 1}) if scheme.recovery else None
    wide = scheme.model_copy(update={"scale": scale, "start_score": start, "gates": {}, "recovery": heals})
    agreeing(wide, village, {**LOUD, "mingle.cut": 192, "look_up.friends": 64}, 12)


@pytest.mark.parametrize("moved", [{"scale.high": 3000, "start_score.mean": 2500}, {"scale.low": -600}])
def test_engine_and_twin_agree_where_an_event_moves_the_scale(moved: dict[str, int], schemes: dict[str, Scheme],
                                                              village: Society) -> None:
    """Scores that have no room in as many bits as the scheme begins with, from the sixth week on: the same world."""
    scheme = schemes["article_2015"]
    event = Event.model_validate({"date": scheme.day_of(6), "summary": "another scale", "set": moved,
                                  "evidence": scheme.institutions["map_app"].evidence})
    run = Run(scheme.model_copy(update={"calendar": (event,)}), village, seed=5, weeks=48, threads=2, settings=LOUD)
    twin = naive.world_of(run)
    for week in run.weeks():
        naive.live(twin, run, week)
        assert naive.differences(twin, run) == [], f"after week {week}"
    assert (run.world.score[:] > 1022).any() or (run.world.score[:] < -1).any()
