"""Beliefs are bytes: their unit reaches what the dearest deed is worth, and no more than needed."""

from __future__ import annotations

import numpy as np
import pytest

from demerit.engine.names import UNITS, belief_shift
from demerit.engine.plan import Plan
from demerit.law import Scheme
from demerit.society import Society
from tests.engine.worlds import lived


def with_points(scheme: Scheme, deed: str, points: float) -> Scheme:
    """Give the scheme with other points for what its rules say of a deed or happening."""
    rules = {name: rule.model_copy(update={"points": points}) if rule.deed == deed else rule
             for name, rule in scheme.rules.items()}
    assert any(rule.deed == deed for rule in rules.values())
    return scheme.model_copy(update={"rules": rules})


@pytest.mark.parametrize(("points", "shift"), [(-1, 6), (-63, 6), (-64, 7), (127, 7), (128, 8), (-9000, 8)])
def test_the_unit_reaches_the_dearest_deed(schemes: dict[str, Scheme], points: float, shift: int) -> None:
    """Half a point up to 63.5 points, a point up to 127, then two; what is dearer still is believed to be that dear."""
    assert belief_shift(with_points(schemes["article_2015"], "shop.games", points)) == shift


def test_what_befalls_one_is_nothing_to_believe(schemes: dict[str, Scheme]) -> None:
    """However much a bankruptcy costs, units stay as they are; all shipped schemes have half points."""
    assert belief_shift(with_points(schemes["article_2015"], "banks.bankrupt", -500)) == 6
    assert {name: belief_shift(scheme) for name, scheme in schemes.items() if belief_shift(scheme) != 6} == {}


def test_beliefs_stay_within_a_byte(schemes: dict[str, Scheme], village: Society) -> None:
    """Under a rule worth more than a byte can say, in a world where everybody hears of it, none turns its sign."""
    scheme = with_points(schemes["article_2015"], "shop.games", -9000)
    run = lived(scheme, village, 40, settings={"learn.forget": 1})
    about = run.world.belief[Plan(scheme).beliefs.index("shop.games")]
    assert run.world.belief.dtype == np.int8
    assert about.max() <= 0
    assert -UNITS <= about.min() < -UNITS // 2
