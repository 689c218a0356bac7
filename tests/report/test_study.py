"""The page of a study says what its summary says, with its data, its ranges, lost worlds and how it is made again."""

from __future__ import annotations

import re
from base64 import b64decode
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest

from demerit.lab.studies.result import Study, open_study
from demerit.lab.studies.study import study
from demerit.report.study import _entry, page_of_study, render_study
from tests.cli.conftest import Call
from tests.cli.conftest import demerit as demerit
from tests.lab.studies.small import SIDES, SMALL


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """A small study."""
    return study(SIDES, out=tmp_path_factory.mktemp("studied") / "one", workers=1, **SMALL)


def data(page: str, name: str) -> pl.DataFrame:
    """Give the table that a page carries under a name."""
    found = re.search(rf'download="{name}" href="data:text/csv;base64,([^"]+)"', page)
    assert found is not None, name
    return pl.read_csv(BytesIO(b64decode(found[1])))


def test_every_effect_stands_with_its_spread_its_share_and_its_data(done: Study) -> None:
    page, rows = page_of_study(done), done.summary()
    assert rows.height and page.count('<th scope="row" class="c-what">') == rows.height
    for row in rows.iter_rows(named=True):
        one = _entry(row)
        assert one.effect in page and one.ends in page and row["name"] in page
        assert one.share is None or one.share == pytest.approx(100 * row["same_sign"])
    assert data(page, "effects-1.csv")["median"].to_list() == pytest.approx(rows["median"].to_list())
    assert data(page, "worlds.csv").height == done.effects.height
    assert "learn.jolt" in page and "8 to 90" in page and done.digest in page and "demerit study" in page
    assert "Lost worlds" not in page and not re.search(r'(src|href)="http', page)


def test_what_is_nothing_keeps_no_sign() -> None:
    row = {"name": "a.b", "group": "all", "unit": "points", "median": 0.0, "low": 0.0, "high": 0.0, "change": None,
           "same_sign": 1.0, "hangs_on": None, "rank_correlation": None, "worlds": 9}  # fmt: skip
    assert (_entry(row).share, _entry(row).share_text) == (None, "no effect")
    down = _entry(row | {"median": -2.0, "low": -3.0, "high": 1.0, "same_sign": 0.75, "hangs_on": "x.y",
                         "rank_correlation": -0.5})
    assert down.share == 75 and down.hangs == "x.y (\u22120.50)"
    assert down.drawn.low == 8 and down.drawn.low < down.drawn.median < down.drawn.zero < 240
    rate = _entry(row | {"unit": "per 1,000 adult-weeks", "median": -3.0, "change": -0.25, "change_low": -0.5,
                         "change_high": 0.1})
    assert rate.effect == "\u221225.0 %" and rate.ends.endswith("+10.0 %")


def test_worlds_that_were_lost_are_named(done: Study) -> None:
    there = open_study(done.folder)
    there.lost = [{"number": 3, "world": 1, "seed": 2, "set": {"learn.jolt": -4.0}, "failed": "no <room>"}]
    page = page_of_study(there)
    assert "Lost worlds: 1" in page and "learn.jolt \u22124" in page and "no &lt;room&gt;" in page


def test_the_page_lies_sealed_in_the_folder(done: Study, demerit: Call, tmp_path: Path) -> None:
    assert demerit("report", str(done.folder)).status == 0
    page = done.folder / "report.html"
    assert "report.html" in open_study(done.folder).sealed.files and open_study(done.folder).digest == done.digest
    assert demerit("check", str(done.folder)).status == 0
    elsewhere = render_study(done, tmp_path / "page.html")
    assert elsewhere.read_bytes() == page.read_bytes()
    page.write_bytes(page.read_bytes().replace(b"synthetic", b"authentic"))
    assert demerit("check", str(done.folder)).status != 0
