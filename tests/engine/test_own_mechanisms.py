"""Each documented scheme has one mechanism that no other has: switched off, something comes out otherwise."""

from __future__ import annotations

import numpy as np
import pytest

from demerit.engine.run import Run
from demerit.law import load
from demerit.society import Society, make
from tests.engine.test_twin import agreeing
from tests.engine.worlds import columns_that_differ, lived
from tests.institutions.places import noted, total
from tests.schemes_of_government import OWN, pair

OFFENCES = {"obey.traffic": -128, "obey.drunk": -400, "obey.fare": -200, "obey.goods": -280, "obey.damage": -450,
            "obey.tamper": -430, "obey.steal": -430}  # fmt: skip
BREACHES = {"deal.contract": -280, "deal.arrears": -180, "deal.friends": -300, "deal.guarantee": -400,
            "deal.counterfeit": -460, "deal.fraud": -460, "deal.funds": -560}  # fmt: skip
LATE = {"pay.late": -150, "borrow.need": -130, "borrow.default": -100}
LIVELY = {**OFFENCES, **BREACHES, **LATE, "run.warm_up": 4}


@pytest.fixture(scope="module")
def place() -> Society:
    """1,500 people: large enough to have leaders of firms."""
    return make("village", 1500, 5)


def score(run: Run) -> float:
    """Give the mean score of those who have one."""
    return float(run.world.score[run.world.score >= 0].mean())


def test_officers_who_do_not_answer_for_their_firm_are_not_listed(place: Society) -> None:
    """Court list: those judged for a debt of their own are the same, in every month."""
    one, other = pair("court_list_2013", place, 104)
    assert noted(one, "courts:firm_listed") > 0 == noted(other, "courts:firm_listed")
    assert noted(one, "courts:judged") == noted(other, "courts:judged") > 0


def test_without_objections_more_are_kept_off_trains(place: Society) -> None:
    """Lists of trains and planes: everyone put on record is listed, whether they would have been heard or not."""
    one, other = pair("rail_air_list_2018", place, 60, wardens__fares=2**24, wardens__goods=2**24, wardens__upheld=192)
    both = [f"{name}:entered" for name in ("off_trains", "off_planes")]
    entered = [sum(total(run, "register", key) for key in both) for run in (one, other)]
    assert noted(one, "wardens:recorded") == noted(other, "wardens:recorded")
    assert noted(one, "wardens:struck_off") > 0 == noted(other, "wardens:struck_off")
    assert entered[0] < entered[1]


def test_a_map_that_is_not_opened_frightens_nobody(place: Society) -> None:
    """Map of debtors: as many owe, and no neighbour finds them."""
    one, other = pair("deadbeat_map_2019", place, 60)
    assert noted(one, "courts:exposed") == noted(other, "courts:exposed") > 0
    assert noted(one, "courts:map_seen") > 0 == noted(other, "courts:map_seen")
    assert one.world.fear.sum() > 0 == other.world.fear.sum()


def test_without_warnings_more_are_punished(place: Society) -> None:
    """Rongcheng: the offences are the same, the points are not."""
    one, other = pair("rongcheng", place, 60)
    done = [total(run, "deed", "obey.traffic_offence") for run in (one, other)]
    assert abs(done[0] - done[1]) <= done[0] // 50
    assert noted(one, "wardens:warned") > 0 == noted(other, "wardens:warned")
    assert noted(other, "wardens:fined") > 3 * noted(one, "wardens:fined")
    assert score(one) > score(other)


def test_names_that_are_not_printed_shame_nobody(place: Society) -> None:
    """Suining: as many lose points, and fear is that of seeing one's own score fall, no more."""
    one, other = pair("suining_2010", place, 104)
    assert noted(one, "gazette:printed") > 0 == noted(other, "gazette:printed")
    assert total(one, "fear", "") > 2 * total(other, "fear", "")
    assert score(one) == pytest.approx(score(other), abs=1)


def test_blood_that_is_not_paid_for_leaves_fewer_in_the_green(place: Society) -> None:
    """Suqian: points for blood carry people over the line of grade A; what they take from the wish to give is told."""
    one, other = pair("suqian_2018", place, 60)
    green = [total(run, "gate", "transit_discount:open") for run in (one, other)]
    assert green[0] > 2 * green[1]
    assert noted(one, "community:rewarded") > noted(other, "community:rewarded")


def test_without_the_legal_record_more_carrots_are_had(place: Society) -> None:
    """Xiamen: what is on record shuts nothing, and keeps from what is given."""
    one, other = pair("xiamen_2018", place, 60, obey__traffic=-128, obey__steal=-430)
    assert total(one, "gate", "library:open") < total(other, "gate", "library:open")
    assert score(one) < score(other)
    assert total(one, "deed", "obey.traffic_offence") == total(other, "deed", "obey.traffic_offence")


def test_goals_that_are_not_announced_change_nothing_that_is_said(place: Society) -> None:
    """The outline: nobody keeps a score, and yet dissent and late bills fall where it is told of."""
    one, other = pair("state_outline_2014", place, 260)
    both = {key: [total(run, "deed", key) for run in (one, other)] for key in ("speak.dissent", "pay.late")}
    assert all(told < untold for told, untold in both.values()), both
    assert (one.world.score == -1).all()


def test_a_fare_dodger_stays_off_trains_until_the_fare_is_paid(place: Society) -> None:
    """The term ends, the bar does not: whoever still owes the fare is refused a year later."""
    one, _ = pair("rail_air_list_2018", place, 60, wardens__fares=2**24, wardens__pays=0)
    names = list(one.scheme.registers)
    owes, term = (one.world.listed[names.index(name)] > 0 for name in ("fares_owed", "off_trains"))
    assert (owes & ~term).any()
    bit = np.uint32(list(one.scheme.gates).index("trains"))
    adult = one.world.status & 1 == 1
    assert (((one.world.gates >> bit) & 1 == 0)[adult] == (owes | term)[adult]).all()


def test_the_unscored_are_barred_by_lists_alone(place: Society) -> None:
    """Court list: gates stand shut for those on it, and for nobody else."""
    one, _ = pair("court_list_2013", place, 104)
    listed = one.world.listed[0] > 0
    assert listed.any()
    bit = np.uint32(list(one.scheme.gates).index("flights"))
    adult = one.world.status & 1 == 1
    assert (((one.world.gates >> bit) & 1 == 0)[adult] == listed[adult]).all()


@pytest.mark.parametrize("name", OWN)
def test_engine_and_twin_agree_on_it(name: str, village: Society) -> None:
    """Half a year at knobs at which all of it happens, bit for bit."""
    own = {"wardens.fares": 2**24, "wardens.goods": 2**24, "wardens.caught": 65536, "wardens.warn": 3,
           "gazette.least": 1, "gazette.reads": 200, "trade.sues": 65536, "trade.claims": 32768, "trade.bills": 32768,
           "trade.months": 2, "courts.suits": 400, "courts.fail": 3277}  # fmt: skip
    _, seen = agreeing(load(name), village, {**LIVELY, **own}, 24)
    happened = {key[1] for key, n in seen.items() if key[0] == "institution" and n}
    wanted = {"wardens": {"warned", "fined", "recorded"}, "trade": {"broken", "breaches_found", "debts_lost"},
              "gazette": {"printed", "read", "read_of"}}  # fmt: skip
    for institution, counts in wanted.items():
        if institution in load(name).institutions:
            assert {f"{institution}:{count}" for count in counts} <= happened


def test_an_institution_that_is_closed_takes_its_act_along(village: Society) -> None:
    """Without wardens nobody decides about the law of the street; everything else of the world is as it was."""
    scheme = load("rongcheng")
    rules = {n: r for n, r in scheme.rules.items() if not (r.deed or "").startswith("wardens.")}
    blind = scheme.model_copy(update={"rules": rules})
    shut = blind.model_copy(update={"institutions": {k: v for k, v in blind.institutions.items() if k != "wardens"}})
    one, other = lived(blind, village, 12), lived(shut, village, 12)
    assert columns_that_differ(one, other, ("on_notice", "fare_owed")) == []
    assert total(one, "deed", "obey.keeps") > 0 == total(other, "deed", "obey.keeps")
