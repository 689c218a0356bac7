"""The institutions of places against their plain-Python twins, bit for bit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.engine.showing import number_about
from demerit.society import make
from tests.engine.test_twin import agreeing
from tests.institutions.places import LIVELY, only

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society

PLACES = ("company", "map_app", "residence", "zones")


def test_a_village_in_which_all_of_it_happens(schemes: dict[str, Scheme], village: Society) -> None:
    """Forty weeks of all four together; everything they count happens."""
    _, noted = agreeing(only(schemes["article_2015"], *PLACES), village, {**LIVELY, "zones.lasts": 1}, 40)
    happened = {key[1] for key, n in noted.items() if key[0] == "institution" and n}
    for name in ("zones:residents", "zones:caught", "zones:innocent", "company:met_low", "company:shunned",
                 "map_app:at_museum", "map_app:marked", "residence:moves"):  # fmt: skip
        assert name in happened, f"{name} never happened"


def test_several_blocks(schemes: dict[str, Scheme]) -> None:
    """1,600 people make four blocks: ways lead from one into another."""
    _, noted = agreeing(only(schemes["article_2015"], *PLACES), make("village", 1600, 5), LIVELY, 8)
    assert noted["institution", "zones:passing"] > 0
    assert noted["institution", "zones:spared"] > 0
    assert noted["institution", "zones:vain"] > 0


def test_what_a_map_shows_stays_when_it_is_given_up(schemes: dict[str, Scheme], village: Society) -> None:
    """Users go on by what they were told last: of a map that learns, given up after half a year."""
    scheme = only(schemes["article_2015"], *PLACES)
    ends = {"map_app": scheme.institutions["map_app"].model_copy(update={"until": scheme.day_of(24)})}
    run, _ = agreeing(scheme.model_copy(update={"institutions": {**scheme.institutions, **ends}}), village,
                      {**LIVELY, "map_app.heed": 48, "map_app.doubt": 1}, 40)
    assert any(number_about(i, "warned", run.world, run.plan) or number_about(i, "shown_rally", run.world, run.plan)
               for i in range(run.n))
