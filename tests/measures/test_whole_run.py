"""Every measure gives rows of a run in which all institutions are at work."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.engine.folder import RunFolder
from demerit.lab.order import ordered
from demerit.lab.perform import perform
from demerit.measures import measures, take
from demerit.measures.measure import ROWS
from tests.measures.institutional import OF_INSTITUTIONS


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[RunFolder, RunFolder]:
    """The feared world over 4,000 people for four years, and one in which a dissenting post costs half."""
    folder: Path = tmp_path_factory.mktemp("whole")
    one, other = (
        perform(ordered(law, people=4_000, weeks=208), folder / law, threads=2).folder
        for law in ("article_2015", "article_2015+half_price")
    )
    return one, other


@pytest.mark.parametrize("name", sorted(OF_INSTITUTIONS))
def test_it_gives_finite_rows_once_each(name: str, pair: tuple[RunFolder, RunFolder]) -> None:
    rows = measures()[name](pair[0], pair[1])
    assert rows.schema == ROWS
    assert rows.height > 0
    assert not rows.select("quantity", "group", "week", "bin").is_duplicated().any()
    assert rows["value"].is_finite().all()


def test_the_same_tables_give_the_same_rows_in_the_same_order(pair: tuple[RunFolder, RunFolder]) -> None:
    """To the last bit: what many threads sum or group must not depend on which of them was first."""
    once, *again = (take(pair[0], pair[1]) for _ in range(4))
    for other in again:
        assert once.equals(other)


def test_the_list_names_measures() -> None:
    assert set(measures()) >= OF_INSTITUTIONS
