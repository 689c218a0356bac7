"""Bureaus, platforms, studios, imitators, identities: who knows what of whom, who has the market, who is mistaken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from demerit.acts import acts
from demerit.institutions import institutions
from demerit.institutions.agenda import Agenda
from demerit.institutions.imitators import imitators
from demerit.institutions.past import Past
from demerit.institutions.platforms import platforms
from demerit.institutions.studios import studios
from demerit.law import load_reform, reformed
from demerit.rows.bits import ADULT, ONLINE
from tests.engine.test_twin import agreeing
from tests.engine.worlds import OUTSPOKEN, lived
from tests.institutions.places import noted, only, points, total

if TYPE_CHECKING:
    from typing import Any

    from demerit.law import Scheme
    from demerit.society import Society

MARKET = ("bureaus", "identity", "imitators", "platforms", "studios")
LIVELY: dict[str, float] = {
    "run.warm_up": 2, **OUTSPOKEN, "shop.games": -160, "borrow.need": -130,
    "borrow.poor": 30, "borrow.default": -100, "borrow.reliable": 40, "pay.late": -150, "identity.wrong": 6554,
    "studios.own_share": 64, "studios.adapt": 512,
    "studios.regain": 64, "bureaus.merged_week": 20, "bureaus.federated": 64, "platforms.network": 128,
    "use.rival": 0, "platforms.settle": 64, "platforms.duopoly": 410, "imitators.imitate": 8192,
}  # fmt: skip
"""Knobs at which everything of this family happens to many within months."""


def knobs_of(name: str, **other: int) -> Any:
    """Give an institution's knobs at their defaults, but for those named."""
    one = institutions()[name]
    return one.knob_class(**({knob.name: int(knob.default) for knob in one.knobs} | other))


def empty(scheme: Scheme) -> Agenda:
    """Give an agenda on which nothing stands."""
    return Agenda([d for act in acts() for d in act.names], [act.name for act in acts()], list(scheme.gates))


def test_engine_and_twin_agree(schemes: dict[str, Scheme], village: Society) -> None:
    """More than a year of all five together; everything they count happens."""
    _, found = agreeing(only(schemes["article_2015"], *MARKET), village, LIVELY, 64)
    happened = {key[1] for key, n in found.items() if key[0] == "institution" and n}
    for name in MARKET:
        for what in institutions()[name].counts:
            rare = what.startswith(("games_", "family_")) or what == "locked"
            assert rare or f"{name}:{what}" in happened, f"{name}:{what} never happened"


# ---- bureaus ---------------------------------------------------------------------------------------------------------


def test_shares_and_concentration_by_hand() -> None:
    """One who uses both counts half to each; those who are not on-line count nowhere."""
    memory = dict.fromkeys(platforms.memory, 0)
    past = Past(4, {("adult", ""): 150, ("online", ""): 100, ("deed", "use.neither"): 60, ("deed", "use.both"): 40,
                    ("deed", "use.affiliated"): 40, ("deed", "use.rival"): 10})  # fmt: skip
    assert platforms.think is not None
    platforms.think(memory, past, knobs_of("platforms", meals_week=8), lambda k: 0)
    assert memory["affiliated"] == 60 * 1024 // 90
    assert memory["neither"] == 10 * 1024 // 100
    assert memory["concentration"] == pytest.approx(10000 * ((2 / 3) ** 2 + (1 / 3) ** 2 / 5), abs=20)
    assert memory["taxi"] > 0
    assert memory["meals"] == 0


def test_size_draws_and_mergers_show_more(schemes: dict[str, Scheme]) -> None:
    """Above the share at rest the two gain and rivals lose as much; what merged is seen."""
    assert platforms.write is not None
    agenda = empty(schemes["article_2015"])
    deeds = [d for act in acts() for d in act.names]
    memory = {"affiliated": 1024, "neither": 0, "concentration": 0, "taxi": 20, "meals": 30}
    platforms.write(agenda, memory, knobs_of("platforms"))
    two, rival, neither = (agenda.pull[deeds.index(f"use.{d}")] for d in ("affiliated", "rival", "neither"))
    assert two == -rival > 0 > neither
    names = [act.name for act in acts()]
    assert (agenda.sees[names.index("go")], agenda.sees[names.index("shop")]) == (20, 30)


def test_a_habit_leads_to_what_is_used(schemes: dict[str, Scheme], village: Society) -> None:
    """Those whose pulls leave the two alone end with a full habit; rivals alone, with the opposite."""
    scheme = only(schemes["article_2015"], "platforms")
    for settings, low, high in (({"use.affiliated": 128, "use.rival": -192, "platforms.network": 128}, 30, 64),
                                ({"use.affiliated": 0, "use.rival": 0, "platforms.duopoly": 256}, -64, 40)):
        run = lived(scheme, village, 60, settings={"run.warm_up": 2, "platforms.settle": 64, **settings})
        online = (run.world.status & (ADULT | ONLINE)) == (ADULT | ONLINE)
        habit = run.world.more["platform_habit"]
        assert low < habit[online].mean() < high
        assert abs(habit).max() <= 64
        assert abs(habit[~online]).max() == 0


def test_points_for_loyalty_buy_a_share_of_the_market(schemes: dict[str, Scheme], town: Society) -> None:
    """With the two rules more use the two alone than without."""
    scheme = only(schemes["article_2015"], "platforms", aware=1.0)
    free = reformed(scheme, load_reform("no_loyalty_points"))
    with_, without = (lived(one, town, 104, settings={"run.warm_up": 2}) for one in (scheme, free))
    assert total(with_, "deed", "use.affiliated") > 1.01 * total(without, "deed", "use.affiliated")
    assert points(with_, "loyal_customer") > 0 > points(with_, "rival_services_used")


def test_where_the_two_offer_less_they_have_less(schemes: dict[str, Scheme], town: Society) -> None:
    """In an open market rivals gain, and more people do without."""
    scheme = only(schemes["article_2015"], "platforms")
    run, open_ = (lived(one, town, 104, settings={"run.warm_up": 2})
                  for one in (scheme, reformed(scheme, load_reform("open_market"))))
    assert total(open_, "deed", "use.rival") > 1.5 * total(run, "deed", "use.rival")
    assert total(open_, "deed", "use.neither") > total(run, "deed", "use.neither")


def test_nobody_uses_anything_where_platforms_are_closed(schemes: dict[str, Scheme], village: Society) -> None:
    """The act does not take place: no deeds are counted."""
    run = lived(only(schemes["article_2015"]), village, 8, settings={"run.warm_up": 2})
    assert sum(total(run, "deed", f"use.{deed}") for deed in ("neither", "both", "affiliated", "rival")) == 0


# ---- studios ---------------------------------------------------------------------------------------------------------


def test_hours_of_play_cost_young_men_most_and_are_played_less_for_it(schemes: dict[str, Scheme],
                                                                      village: Society) -> None:
    """Whoever plays all day is judged in half of the months; where it costs nothing more do."""
    scheme = only(schemes["article_2015"], "studios")
    harsh = scheme.rules["idle_player"].model_copy(update={"points": -40})
    dear = scheme.model_copy(update={"rules": {**scheme.rules, "idle_player": harsh}})
    free = reformed(scheme, load_reform("hours_free"))
    keen = {"run.warm_up": 2, "pastime.all_day": -160, "pastime.young": 8, "pastime.male": 128}
    hard, easy = (lived(law, village, 40, settings=keen) for law in (dear, free))
    for run in (hard, easy):
        assert total(run, "deed", "pastime.play_all_day", "sex:man") > 1.5 * total(
            run, "deed", "pastime.play_all_day", "sex:woman")
    played = total(hard, "deed", "pastime.play_all_day")
    assert played < total(easy, "deed", "pastime.play_all_day")
    times = points(hard, "idle_player") / -40
    assert times == pytest.approx(played / 2, rel=0.3)
    assert points(easy, "idle_player") == 0


def test_the_operator_likes_its_own_shows(schemes: dict[str, Scheme], village: Society) -> None:
    """Of months of films and basketball, the share whose rights it holds; none at default."""
    scheme = only(schemes["article_2015"], "studios")
    owner, none = (lived(scheme, village, 16, settings={"studios.own_share": n}) for n in (128, 0))
    shows = total(owner, "deed", "pastime.films") + total(owner, "deed", "pastime.basketball")
    assert noted(owner, "studios:shows") == shows > 40
    assert noted(owner, "studios:own_shows") == pytest.approx(shows / 2, rel=0.35)
    assert points(owner, "own_show_liked") > 0 == points(none, "own_show_liked") == noted(none, "studios:own_shows")


def thought(months: list[int], **knobs: int) -> list[int]:
    """Give the share of titles altered, of 1024, after months of so many games sold."""
    memory, course = dict.fromkeys(studios.memory, 0), []
    assert studios.think is not None
    for month, sold in enumerate([0, *months]):
        past = Past(4 * month, {("adult", ""): 1_000_000, ("deed", "shop.games"): sold})
        studios.think(memory, past, knobs_of("studios", **knobs), lambda k: 1 << 31)
        course.append(memory["altered"])
    return course


def test_makers_alter_their_games_only_where_demand_falls() -> None:
    """As long as games sell none is altered; the more demand is lost, the more are; they go back when it returns."""
    assert max(thought([900] * 24)) == 0
    some, most = thought([900] * 3 + [700] * 24), thought([900] * 3 + [300] * 24)
    assert 0 < some[-1] < most[-1] <= 1024
    back = thought([900] * 3 + [300] * 24 + [900] * 60)
    assert back[-1] / back[27] == pytest.approx((1 - 8 / 1024) ** 60, rel=0.05)


def test_a_spared_game_costs_nothing(schemes: dict[str, Scheme], town: Society) -> None:
    """Where every game is the owner's own and all is seen, what games cost is given back to the point."""
    scheme = only(schemes["article_2015"], "studios")
    head = scheme.bureaus["sesame"]
    sees = head.model_copy(update={"sees": {**head.sees, "shop": 1.0, "studios": 1.0}})
    scheme = scheme.model_copy(update={"bureaus": {"sesame": sees}})
    run = lived(scheme, town, 24, settings={"run.warm_up": 2, "studios.own_share": 256})
    assert points(run, "games_bought") < 0
    assert points(run, "own_game_spared") == -points(run, "games_bought") == total(run, "deed", "shop.games")
    assert noted(run, "studios:own") == total(run, "deed", "shop.games")


# ---- imitators -------------------------------------------------------------------------------------------------------


def curve(months: int, enrolled: int, **knobs: int) -> list[tuple[int, int]]:
    """Give operators and shops, of 1024, month by month."""
    memory, found = dict.fromkeys(imitators.memory, 0), []
    assert imitators.think is not None
    past = Past(0, {("adult", ""): 1024, ("enrolled", ""): enrolled})
    for _ in range(months):
        imitators.think(memory, past, knobs_of("imitators", **knobs), lambda k: 1 << 31)
        found.append((memory["operators"], memory["merchants"]))
    return found


def test_imitation_gives_the_curve_of_bass() -> None:
    """Slow, fast, slow; it follows the difference equation within rounding."""
    found = [operators for operators, _ in curve(240, 1024)]
    exact = [103.0]
    for _ in range(239):
        a = exact[-1]
        exact.append(a + (164 + 2075 * a / 1024) * (1024 - a) / 65536)
    assert max(abs(x - y) for x, y in zip(found, exact, strict=True)) < 60
    gains = np.diff(found)
    assert gains[:6].mean() < gains.max()
    assert found[-1] > 1000


def test_shops_wait_for_customers() -> None:
    """With nobody enrolled no shop takes it up; with half, fewer than with all."""
    none, half, all_ = (curve(60, n)[-1][1] for n in (0, 512, 1024))
    assert none == 51 < half < all_


def test_only_those_who_took_it_up_ask_for_the_score(schemes: dict[str, Scheme], town: Society) -> None:
    """Where shops have yet to take it up fewer are asked for the score, and go without, than where all have."""
    scheme = only(schemes["article_2015"], "imitators")
    few, all_ = (lived(one, town, 52, settings={"run.warm_up": 2})
                 for one in (scheme, reformed(scheme, load_reform("no_imitators"))))
    assert total(few, "gate", "bargains:tried") == total(all_, "gate", "bargains:tried") > 0
    for what in ("asked", "not_obtained"):
        assert 0 < total(few, "gate", f"bargains:{what}") < 0.4 * total(all_, "gate", f"bargains:{what}")


# ---- identity --------------------------------------------------------------------------------------------------------
