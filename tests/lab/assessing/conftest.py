"""One small assessment, and one run to hold against it, for all tests of the room."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from demerit.lab.assessing.assess import assess
from demerit.lab.assessing.assessment import Assessment
from demerit.lab.living import LivedRun, live
from demerit.lab.order import Order
from demerit.law import new

ORDER = Order("wechat_pay_2019", people=200, weeks=16)


def edited(working_folder: Path, mean: int) -> Path:
    """Give the folder of a copy of the law with another score at the start: the same name, another law."""
    place = working_folder / "schemes" / "mine"
    if not place.is_dir():
        new("scheme", "mine", working_folder / "schemes", from_="wechat_pay_2019")
        assert place.is_dir()
    sheet = place / "scheme.yaml"
    text, number = re.subn(r"  mean: \d+\n", f"  mean: {mean}\n", sheet.read_text(encoding="utf-8"))
    assert number == 1
    sheet.write_text(text, encoding="utf-8")
    return place


_MADE: list[Assessment] = []


@pytest.fixture(scope="session")
def found(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    """Give an assessment that lies in a folder, made once; tests read it, and copy the folder before they harm it."""
    if not _MADE:
        place: Path = tmp_path_factory.mktemp("assessed") / "one"
        _MADE.append(assess(ORDER, ("null",), ("sex", "place"), 2, place, workers=1))
    return _MADE[0]


@pytest.fixture(scope="module")
def town() -> LivedRun:
    """A law with gates of many kinds over people enough to be told apart."""
    return live(Order("article_2015", recipe="village", people=500, weeks=52))
