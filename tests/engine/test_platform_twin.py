"""Engine and twin agree on what only the platforms' schemes have: tariffs, recovery, an end, another bureau's score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from demerit.lab.reading import read
from tests.engine.test_twin import agreeing

if TYPE_CHECKING:
    from demerit.society import Society

LOUD = {"run.warm_up": 2, "speak.chat": 0, "speak.question": -140, "speak.dissent": -160, "enrol.join": 0,
        "complaints.false": 16384, "complaints.complain": 4096, "complaints.dull": 1, "complaints.uphold": 200}
SCHEMES = ("weibo_2012", "weibo_2024", "tencent_2018", "wechat_pay_2019", "federated")


@pytest.mark.parametrize("name", SCHEMES)
def test_engine_and_twin_agree_on(name: str, village: Society) -> None:
    """Three quarters of a year in which much is said, found false and healed, bit for bit."""
    agreeing(read(name), village, LOUD, 36)
