"""The institutions of places against their plain-Python twins, bit for bit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.society import make
from tests.engine.test_twin import agreeing
from tests.institutions.places import LIVELY, only

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society

PLACES = ("company", "map_app", "residence", "zones")


def test_a_village_in_which_all_of_it_happens(schemes: dict[str, Scheme], village: Society) -> None:
    """Forty weeks of all four together; everything they count happens."""
    _, noted = agreeing(only(schemes["article_2015"], *PLACES), village, LIVELY, 40)
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
