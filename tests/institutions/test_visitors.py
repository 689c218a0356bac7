"""Visitors, the border and foreign firms: against their plain-Python twins, and what they do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from demerit.engine.showing import number_about
from demerit.institutions import institutions
from demerit.institutions.past import Past
from demerit.society import make
from tests.engine.test_twin import agreeing
from tests.engine.worlds import OUTSPOKEN, lived
from tests.institutions.places import noted, only, points, total

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society

BORDERS = ("visitors", "border", "foreign_firms")
LIVELY = {
    "run.warm_up": 2, "visitors.before": 2, "visitors.gap": 3, "visitors.expatriates": 160, "visitors.longest": 4,
    "visitors.dread": 60, "come.come": 96, "foreign_firms.rules": 128, "foreign_firms.pace": 128,
    "foreign_firms.spoil": 128, "foreign_firms.win": 224, "travel.europe": -440,
    "travel.singapore": -420, "travel.korea": -400, "travel.elsewhere": -420, "travel.wealth": 80,
    **OUTSPOKEN, "tour.car": 64, "tour.office": 64,
}  # fmt: skip


def half_foreign(society: Society) -> Society:
    """Give the society with every second adult who is unmarried a visitor."""
    c = society.citizens
    foreign = (c.age >= 18) & (c.spouse < 0) & (np.arange(len(c.age)) % 2 == 0)
    return replace(society, citizens=c._replace(origin=np.where(foreign, 2, c.origin).astype(np.uint8)))


@pytest.fixture(scope="module")
def town() -> Society:
    return half_foreign(make("china_2015", 2000, 3))


@pytest.fixture(scope="module")
def feared(schemes: dict[str, Scheme]) -> Scheme:
    return only(schemes["article_2015"], *BORDERS)


def without(scheme: Scheme, folder: str, *names: str) -> Scheme:
    """Give the scheme without some of its parts."""
    return scheme.model_copy(update={folder: {k: v for k, v in getattr(scheme, folder).items() if k not in names}})


def test_engine_and_twin_agree(feared: Scheme) -> None:
    """Forty weeks of all three together, in which all that they count happens."""
    society = half_foreign(make("china_2015", 700, 3))
    _, happened = agreeing(feared, society, LIVELY, 40)
    there = {key[1] for key, n in happened.items() if key[0] == "institution" and n}
    wanted = {f"visitors:{c}" for c in institutions()["visitors"].counts}
    wanted |= {"border:trips", "border:refused", "border:asked", "border:full", "border:trips_2", "border:scored_1"}
    wanted |= {f"foreign_firms:{c}" for c in institutions()["foreign_firms"].counts}
    assert wanted <= there, wanted - there


def test_a_visitor_is_here_or_abroad_and_nobody_else_is_either(feared: Scheme, town: Society) -> None:
    run = lived(feared, town, 24, settings=LIVELY)
    more, visitor = run.world.more, run.world.origin == 2
    assert ((more["stay"] > 0) ^ (more["away"] > 0))[visitor].all()
    for name in ("stay", "away", "past_posts", "staff"):
        assert not more[name][~visitor].any(), name
    for name in ("travels_soon", "called_off"):
        told = np.array([number_about(i, name, run.world, run.plan) for i in range(run.n)])
        assert told[visitor].any(), name
        assert not told[~visitor].any(), name
    assert noted(run, "visitors:visits") > 50
    assert noted(run, "visitors:visits") == noted(run, "visitors:visits", "origin:visitor")
    assert total(run, "deed", "travel.europe", "origin:visitor") == 0
    assert total(run, "deed", "tour.hotel", "origin:native") == 0


def test_past_posts_cost_points_at_the_border(feared: Scheme, town: Society) -> None:
    """Six points a post, at most twenty-four; and nothing once nobody reads them."""
    run = lived(feared, town, 24, settings=LIVELY)
    rows = pl.concat(run.booked).filter(pl.col("entry").cast(pl.String) == "past_posts_read")
    assert rows.height > 10
    assert set(rows["points"].to_list()) <= {-6, -12, -18, -24}
    assert noted(run, "visitors:outspoken") >= rows.height
    assert points(lived(without(feared, "rules", "past_posts_read"), town, 24, settings=LIVELY), "past_posts_read") == 0


def test_the_outspoken_find_more_doors_shut_where_posts_are_read(feared: Scheme, town: Society) -> None:
    """The happening, through the rule and the score, shuts doors to those it befell; some hundreds ask in five runs."""
    settings = LIVELY | {"speak.dissent": -450, "speak.question": -400}

    def refusal(law: Scheme) -> float:
        runs = [lived(law, town, 72, settings=settings, seed=seed) for seed in range(3, 8)]
        asked = sum(noted(run, "visitors:asked_outspoken") for run in runs)
        return sum(noted(run, "visitors:refused_outspoken") for run in runs) / asked

    assert refusal(feared) > refusal(without(feared, "rules", "past_posts_read")) + 0.01


def test_refusals_of_visitors_are_those_of_their_gates(feared: Scheme, town: Society) -> None:
    run = lived(feared, town, 24, settings=LIVELY)
    doors = sum(total(run, "gate", f"visitor_{what}:{how}") for what in ("car", "hotel", "shop", "office")
                for how in ("barred", "not_obtained", "not_member"))
    assert doors == noted(run, "visitors:refused") > 0
    none = lived(without(feared, "gates", *(f"visitor_{w}" for w in ("car", "hotel", "shop", "office"))), town, 24,
                 settings=LIVELY)
    assert noted(none, "visitors:refused") == 0
    assert noted(none, "visitors:asked") > 0


def test_a_dreaded_journey_silences_before_it_begins(feared: Scheme, town: Society) -> None:
    """Twins: the same people with and without dread of the journey ahead."""
    alone = only(feared, "visitors", aware=1.0)
    calm = lived(alone, town, 96, settings=LIVELY | {"visitors.dread": 0})
    afraid = lived(alone, town, 96, settings=LIVELY | {"visitors.dread": 96})
    def said(run: object, when: str) -> float:
        return noted(run, f"visitors:{when}_dissent") / noted(run, f"visitors:{when}")  # type: ignore[arg-type]
    assert said(afraid, "soon") < 0.97 * said(calm, "soon")
    assert noted(afraid, "visitors:foregone") > 1.2 * noted(calm, "visitors:foregone")


def test_a_shut_border_lets_nobody_out(feared: Scheme, town: Society) -> None:
    """A line above every score refuses all; without the gate nobody is refused; who may not leave is counted once."""
    def at(line: int) -> Scheme:
        gate = feared.gates["leave_the_country"]
        score = gate.condition.score.model_copy(update={"at_least": line})  # type: ignore[union-attr]
        moved = gate.model_copy(update={"condition": gate.condition.model_copy(update={"score": score})})
        return feared.model_copy(update={"gates": {**feared.gates, "leave_the_country": moved}})
    shut = lived(at(950), town, 24, settings=LIVELY)
    assert noted(shut, "border:trips") == 0
    assert noted(shut, "border:refused") > 100
    free = lived(without(feared, "gates", "leave_the_country"), town, 24, settings=LIVELY)
    assert noted(free, "border:refused") == 0
    out = sum(total(free, "deed", f"travel.{w}") for w in ("singapore", "europe", "japan", "korea", "britain",
                                                           "elsewhere"))
    assert noted(free, "border:trips") == out
    assert sum(noted(free, f"border:trips_{b}") for b in range(6)) == out


def test_fewer_papers_mean_more_journeys(feared: Scheme, town: Society) -> None:
    """A visa gate that stands open to all who joined takes the bother away."""
    gate = feared.gates["singapore_permit"]
    score = gate.condition.score.model_copy(update={"at_least": 350})  # type: ignore[union-attr]
    condition = gate.condition.model_copy(update={"score": score})
    easy = gate.model_copy(update={"condition": condition, "needs_enrolment": False})
    eased = feared.model_copy(update={"gates": {**feared.gates, "singapore_permit": easy}})
    settings = LIVELY | {"travel.bother": 128}
    before, after = (lived(s, town, 24, settings=settings) for s in (feared, eased))
    assert total(after, "deed", "travel.singapore") > 1.5 * total(before, "deed", "travel.singapore")


def test_firms_silence_their_staff_and_nobody_else(feared: Scheme, town: Society) -> None:
    """The rules are handed on: staff dissent less than without them, other visitors as before."""
    alone = only(feared, "visitors", "foreign_firms", aware=1.0)
    settings = LIVELY | {"foreign_firms.rules": 256, "foreign_firms.voice": 256, "speak.climate_w": 96}
    strict, lax = (lived(alone, town, 96, settings=settings | more) for more in
                   ({}, {"foreign_firms.rules": 0, "foreign_firms.voice": 0, "foreign_firms.dread": 0}))
    def said(run: object, who: str) -> float:
        return noted(run, f"foreign_firms:{who}_dissent") / noted(run, f"foreign_firms:{who}")  # type: ignore[arg-type]
    assert said(strict, "staff") < 0.9 * said(lax, "staff")
    assert said(strict, "others") == pytest.approx(said(lax, "others"), rel=0.1)


def test_contracts_are_lost_where_journeys_are_not_made(feared: Scheme, town: Society) -> None:
    """All that lapse are of journeys not made; firms that do not mind make more of them and hold more contracts."""
    alone = only(feared, "visitors", "foreign_firms", aware=1.0)
    strict, lax = (lived(alone, town, 96, settings=LIVELY | {"foreign_firms.rules": n}) for n in (256, 0))
    for run in (strict, lax):
        begun = int((run.world.named("staff")[:] > 0).sum())
        lost = noted(run, "foreign_firms:lapsed") + noted(run, "foreign_firms:spoiled")
        assert int((run.world.named("contract")[:] > 0).sum()) == begun - lost + noted(run, "foreign_firms:won")
        assert noted(run, "foreign_firms:lapsed") <= noted(run, "foreign_firms:due") - noted(run, "foreign_firms:made")
    assert noted(strict, "foreign_firms:made") < noted(lax, "foreign_firms:made")
    assert noted(strict, "foreign_firms:contracts") < 0.97 * noted(lax, "foreign_firms:contracts")


def test_staff_go_on_by_the_last_rules_of_firms_that_end(feared: Scheme) -> None:
    """Bit for bit as the twin, which notes every month's end how little firms like to send anybody."""
    ends = {"foreign_firms": feared.institutions["foreign_firms"].model_copy(update={"until": feared.day_of(8)})}
    scheme = feared.model_copy(update={"institutions": {**feared.institutions, **ends}})
    run, _ = agreeing(scheme, half_foreign(make("china_2015", 500, 3)), {**LIVELY, "come.sent": 512}, 24)
    assert any(number_about(i, "called_off", run.world, run.plan) for i in range(run.n))


def test_firms_remember_refusals() -> None:
    """The strain goes to the share refused, and stays where nobody asked."""
    firms = institutions()["foreign_firms"]
    knobs = firms.knob_class(*(int(knob.default) for knob in firms.knobs))
    memory = {"strain": 0, "strict": 0}
    half = Past(4, {("institution", "visitors:asked"): 200, ("institution", "visitors:refused"): 100})
    firms.think(memory, half, knobs, lambda k: 0)  # type: ignore[misc]
    assert memory == {"strain": 32768 * 32 // 256, "strict": 128 + 16}
    for _ in range(100):
        firms.think(memory, half, knobs, lambda k: 0)  # type: ignore[misc]
    assert memory["strain"] == pytest.approx(32768, rel=0.01)
    before = dict(memory)
    firms.think(memory, Past(8, {}), knobs, lambda k: 0)  # type: ignore[misc]
    assert memory == before
