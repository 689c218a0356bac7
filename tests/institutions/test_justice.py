"""What courts, employers and officials do to a town, and what taking a part of them away takes away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from demerit.engine.run import Run
from demerit.institutions import institutions
from demerit.institutions.past import Past
from demerit.society import make
from tests.engine.worlds import lived
from tests.institutions.justice import LIVELY, noted, only, points, total

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society

NAMES = ("courts", "employers", "officials")


@pytest.fixture(scope="module")
def town() -> Society:
    """1,600 people: large enough to have officials, leaders and reporters."""
    return make("village", 1600, 5)


def busy(schemes: dict[str, Scheme], town: Society, **knobs: float) -> Run:
    """Give four months of a lively town under the three, with knobs of `officials` turned."""
    turned = {f"officials.{name}": value for name, value in knobs.items()}
    return lived(only(schemes["article_2015"], *NAMES), town, 16, settings={**LIVELY, **turned})


@pytest.fixture(scope="module")
def lively(schemes: dict[str, Scheme], town: Society) -> Run:
    """Four months in which everything happens."""
    return busy(schemes, town)


def test_whom_a_court_lists_stands_on_the_register_and_is_seen(lively: Run) -> None:
    """All who were listed entered; all who are on it are exposed, and no others."""
    assert total(lively, "register", "court_list:entered") == noted(lively, "courts:listed") > 0
    assert ((lively.world.more["exposed"] != 0) == (lively.world.listed[0] > 0)).all()


def test_nobody_on_the_list_may_fly(lively: Run) -> None:
    """The gates of the list are shut to those on it and open to all other adults."""
    bit = list(lively.scheme.gates).index("flights")
    adult = lively.world.status & 1 == 1
    may = (lively.world.gates >> np.uint32(bit)) & np.uint32(1) == 1
    assert (may[adult] == (lively.world.listed[0, adult] == 0)).all()


def test_a_list_that_nobody_sees_shames_nobody(schemes: dict[str, Scheme], town: Society) -> None:
    """It is as long as ever; there is nothing to see."""
    scheme = only(schemes["article_2015"], *NAMES)
    private = scheme.registers["court_list"].model_copy(update={"public": False})
    run = lived(scheme.model_copy(update={"registers": {"court_list": private}}), town, 16, settings=LIVELY)
    assert noted(run, "courts:listed") > 0
    assert noted(run, "courts:exposed") == noted(run, "courts:sightings") == noted(run, "courts:map_found") == 0


def test_judgements_cost_points(lively: Run) -> None:
    """Through the rule and no other way."""
    assert points(lively, "judged_in_court") == -40 * noted(lively, "courts:judged")


def test_everybody_who_works_has_one_job(lively: Run) -> None:
    """Nobody has been without for months who has one."""
    job, idle = lively.world.more["job"], lively.world.more["idle"]
    assert set(job.tolist()) == set(range(6))
    assert (idle[job != 5] == 0).all()
    assert (idle[job == 5] > 0).any()
    assert noted(lively, "employers:hired") > 0


def test_whom_the_score_bars_is_refused(lively: Run) -> None:
    """Being turned away happens to those whom the gate shuts out alone."""
    assert noted(lively, "employers:refused") > 0
    assert noted(lively, "employers:barred_jobless") > 0


def test_no_bars_no_refusals(schemes: dict[str, Scheme], town: Society) -> None:
    """Without gates before work nobody is refused, dismissed or passed over."""
    scheme = only(schemes["article_2015"], *NAMES)
    shut = {"ordinary_work", "reporter_post", "executive_post", "civil_service"}
    gates = {name: gate for name, gate in scheme.gates.items() if name not in shut}
    run = lived(scheme.model_copy(update={"gates": gates}), town, 16, settings=LIVELY)
    assert noted(run, "employers:hired") > 0
    for what in ("refused", "dismissed", "passed_over", "barred"):
        assert noted(run, f"employers:{what}") == 0


def test_vacant_posts_are_filled_from_the_pool() -> None:
    """Two of ten posts fell vacant, twenty want them: one in ten rises."""
    what = institutions()["employers"]
    memory = dict.fromkeys(what.memory, 0)

    def month(held: int) -> Past:
        return Past(4, {("institution", "employers:reporters"): held, ("institution", "employers:reporter_pool"): 20})

    knobs: Any = what.knob_class(*(int(knob.default) for knob in what.knobs))
    for held in (10, 8):
        assert what.think is not None
        what.think(memory, month(held), knobs, lambda k: k)
    assert memory["reporter_posts"] == 10
    assert memory["reporter_chance"] == 65536 * 2 // 20


def test_without_discretion_nobody_is_asked(schemes: dict[str, Scheme], town: Society) -> None:
    """Matters come up all the same."""
    run = busy(schemes, town, discretion=0)
    assert noted(run, "officials:matters_none") > 0
    assert sum(noted(run, f"officials:asked_{band}") for band in ("none", "one", "more")) == 0


def test_complaints_on_record_make_officials_ask_less(
    schemes: dict[str, Scheme], town: Society, lively: Run
) -> None:
    """The same town, where complaints go nowhere: more are asked, and no official loses a point."""
    free = busy(schemes, town, scored_too=0)
    asked = [sum(noted(run, f"officials:asked_{band}") for band in ("none", "one", "more")) for run in (lively, free)]
    assert 0 < asked[0] < asked[1]
    assert points(lively, "official_blamed") < 0 == points(free, "official_blamed")


def test_a_good_word_is_worth_two_points(lively: Run) -> None:
    """For each that was paid."""
    paid = sum(noted(lively, f"officials:paid_{band}") for band in ("none", "one", "more"))
    assert points(lively, "favour_bought") == 2 * paid > 0
