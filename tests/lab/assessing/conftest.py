"""One small assessment for all tests of the room."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.lab.assessing.assess import assess
from demerit.lab.assessing.assessment import Assessment
from demerit.lab.order import Order

ORDER = Order("wechat_pay_2019", people=200, weeks=12)


_MADE: list[Assessment] = []


@pytest.fixture(scope="session")
def found(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    """Give an assessment that lies in a folder, made once; tests read it, and copy the folder before they harm it."""
    if not _MADE:
        place: Path = tmp_path_factory.mktemp("assessed") / "one"
        _MADE.append(assess(ORDER, ("null",), ("sex", "place"), 2, place, workers=1))
    return _MADE[0]
