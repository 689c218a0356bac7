"""The map: what it learns from reports, and whom it leads where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.engine.showing import number_about
from demerit.institutions.map_app import KINDS, Knobs, map_app, think
from demerit.institutions.past import Past
from demerit.society import make
from tests.engine.worlds import lived
from tests.institutions.places import LIVELY, noted, only, total

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society

EXACT = Knobs(users=256, reports=256, error=0, doubt=1, heed=8, hint=0, mark=256, least=1, allows=0, hinted=0)


def reported(**moved: tuple[int, int]) -> Past:
    """Give a month in which so many reported a place, and what they reported in all."""
    counts = {("institution", f"map_app:at_{kind}"): n for kind, (n, _) in moved.items()}
    counts |= {("institution", f"map_app:moved_{kind}"): points for kind, (_, points) in moved.items()}
    return Past(4, counts)


def test_an_estimate_is_what_a_place_adds_to_having_been_nowhere() -> None:
    """2 points more at a museum, 5 fewer on hostile ground; nothing is said of rallies that nobody reported."""
    memory = dict.fromkeys(map_app.memory, 0)
    for _ in range(24):
        think(memory, reported(nowhere=(1000, 1000), museum=(500, 1500), hostile=(300, -1200)), EXACT, lambda k: 0)
    assert abs(memory["museum"] - 2 * 256) < 8
    assert abs(memory["hostile"] + 5 * 256) < 8
    assert memory["rally"] == 0
    assert abs(memory["base"] - 256) < 4


def test_few_reports_are_doubted() -> None:
    """As many reports as the doubt: half of what they say is believed."""
    memory = dict.fromkeys(map_app.memory, 0)
    think(memory, reported(nowhere=(10_000, 0), rally=(20, 80)), EXACT._replace(doubt=20), lambda k: 0)
    assert abs(memory["rally"] - 2 * 256) < 4


def test_wrong_reports_are_allowed_for() -> None:
    """Of 4,000 reports a tenth name a place at random, 20 visits to hostile ground cost 3 points each.

    Taken at their word they drown the visits; a map that knows the share finds them.
    """
    month = reported(nowhere=(3560 + 100, 0), museum=(20 + 100, 20), rally=(100, 0), hostile=(20 + 100, -60),
                     several=(0, 0))
    found = {}
    for allows in (0, 26):
        memory = dict.fromkeys(map_app.memory, 0)
        for _ in range(120):
            think(memory, month, EXACT._replace(allows=allows, error=26, doubt=1), lambda k: 0)
        found[allows] = memory["hostile"] / 256, memory["museum"] / 256
    assert -0.6 < found[0][0] < -0.4
    assert found[0][1] < 0.2
    assert -3.5 < found[26][0] < -2.5
    assert 0.5 < found[26][1] < 1.5


def test_hints_are_believed_until_reports_say_more() -> None:
    """Before any report a place is worth what is expected of it; many reports of the contrary outweigh that."""
    memory = dict.fromkeys(map_app.memory, 0)
    hinted = EXACT._replace(hinted=256, doubt=20)
    think(memory, Past(4, {}), hinted, lambda k: 0)
    assert [memory[kind] for kind in KINDS[1:]] == [256, 256, -256]
    for _ in range(24):
        think(memory, reported(nowhere=(1000, 0), museum=(300, -300)), hinted, lambda k: 0)
    assert memory["museum"] < -0.9 * 256
    assert memory["rally"] == 256


def test_the_map_follows_a_rule_that_turns() -> None:
    """Old reports fade: after five years of the reverse it says the reverse."""
    memory = dict.fromkeys(map_app.memory, 0)
    for points in (300, -300):
        for _ in range(65):
            think(memory, reported(nowhere=(100, 0), museum=(100, points)), EXACT, lambda k: 0)
        assert memory["museum"] * points > 0


def test_without_users_it_changes_nothing(schemes: dict[str, Scheme], town: Society) -> None:
    """A map that nobody uses is never looked at: the same society as without it."""
    scheme = schemes["article_2015"]
    none = lived(only(scheme, "map_app"), town, 12, settings={**LIVELY, "map_app.users": 0})
    without = lived(only(scheme), town, 12, settings=LIVELY)
    assert (none.world.diary == without.world.diary).all()
    assert noted(none, "map_app:reports") == 0


def test_hints_draw_users_to_where_they_should_be(schemes: dict[str, Scheme], town: Society) -> None:
    """More visits to museums and rallies the stronger the hint, whatever users report."""
    scheme = only(schemes["article_2015"], "map_app", aware=1.0)
    none, strong = (lived(scheme, town, 24, settings={**LIVELY, "map_app.heed": 0, "map_app.hint": h}) for h in (0, 96))
    for place in ("go.museum", "go.rally"):
        assert total(strong, "deed", place) > 1.3 * total(none, "deed", place)
    assert any(number_about(i, "shown_museum", strong.world, strong.plan) for i in range(strong.n))
    assert not any(number_about(i, "shown_museum", none.world, none.plan) for i in range(none.n))


def test_reports_are_of_those_who_looked(schemes: dict[str, Scheme], town: Society) -> None:
    """Every kind of place is reported; who was in several is counted apart; marks need reports."""
    run = lived(only(schemes["article_2015"], "map_app"), town, 40, settings=LIVELY)
    told = [noted(run, f"map_app:at_{kind}") for kind in KINDS]
    assert min(told) > 0
    several = noted(run, "map_app:at_several")
    assert several > 0
    assert sum(told) + several == noted(run, "map_app:reports") < noted(run, "map_app:users")
    assert 0 < noted(run, "map_app:marked") < noted(run, "map_app:users")


def test_marked_ways_are_gone_round(schemes: dict[str, Scheme]) -> None:
    """With the map more people go round some block, the zones being the same: 16 blocks, for four are few."""
    town = make("china_2015", 8_000, 11)
    scheme = schemes["article_2015"]
    with_map = lived(only(scheme, "map_app", "zones", aware=1.0), town, 40, settings=LIVELY)
    without = lived(only(scheme, "zones", aware=1.0), town, 40, settings=LIVELY)
    assert total(with_map, "deed", "route.around") > 1.1 * total(without, "deed", "route.around")
    assert noted(with_map, "zones:passing") < noted(without, "zones:passing")
