"""Courts, employers and officials against their plain-Python twins, bit for bit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.law.gate import Condition, ScoreLine
from demerit.society import make
from tests.engine.test_twin import agreeing
from tests.institutions.justice import LIVELY, only

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society


HAPPENS = (
    "courts:judged", "courts:firm_listed", "courts:exposed", "courts:looks", "courts:sightings", "courts:seen",
    "courts:condemned", "courts:map_looks", "courts:map_found", "courts:map_seen", "employers:hired",
    "employers:refused", "employers:ended", "employers:dismissed", "employers:barred", "employers:barred_jobless",
    "employers:rose", "employers:passed_over", "employers:reports", "employers:reporters", "officials:asked_none",
    "officials:asked_more", "officials:paid_one", "officials:refused_one", "officials:complaints", "officials:blamed",
    "officials:rents", "officials:offices",
)  # fmt: skip


def test_several_blocks_in_which_all_of_it_happens(schemes: dict[str, Scheme]) -> None:
    """2,400 people make five blocks, each with firms, officials and a map of its own; everything counted happens.

    Few of them are executives, so the line before those posts is raised.
    """
    three = only(schemes["article_2015"], "courts", "employers", "officials")
    high = three.gates["executive_post"].model_copy(update={"condition": Condition(score=ScoreLine(at_least=600))})
    gates = {**three.gates, "executive_post": high}
    three = three.model_copy(update={"gates": gates})
    _, noted = agreeing(three, make("village", 2400, 8), LIVELY, 16)
    happened = {key[1] for key, n in noted.items() if key[0] == "institution" and n}
    assert set(HAPPENS) <= happened, f"never happened: {sorted(set(HAPPENS) - happened)}"


def test_a_village(schemes: dict[str, Scheme], village: Society) -> None:
    """Three months of few people, without an official: nobody is asked for anything."""
    _, noted = agreeing(only(schemes["article_2015"], "courts", "employers", "officials"), village, LIVELY, 12)
    assert noted["institution", "officials:offices"] == 0 == noted["institution", "officials:asked_more"]
    assert noted["institution", "officials:matters_more"] > 0
