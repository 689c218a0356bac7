"""Ties that fall apart by score, and whose deeds are booked: by hand, on tables small enough to see through."""

from __future__ import annotations

import polars as pl
import pytest

from demerit.measures import measures
from demerit.society.citizens import FARMER, OFFICIAL, RETIRED
from tests.measures.folder import LEDGER, Folder, counts, hand_made, panel


def found(measure: str, quantity: str, told: Folder) -> float:
    """Give a headline."""
    rows = measures()[measure](told).filter(
        (pl.col("quantity") == quantity) & pl.col("week").is_null() & pl.col("bin").is_null()
    )
    return float(rows["value"].item())


def ties(*cells: tuple[int, int]) -> Folder:
    """Give a run with so many half-ties of friends in cells ``100 x band + band``, the same by own scores."""
    rows = [(7, table, "friend", "all", cell, n) for cell, n in cells for table in ("tie", "tie_own")]
    return Folder(hand_made(), counts(*rows))


def test_two_camps_without_a_tie_between_them_have_a_modularity_of_one_half() -> None:
    assert found("fragmentation", "friend", ties((303, 6), (505, 6))) == pytest.approx(0.5)
    assert found("fragmentation", "own.friend", ties((303, 6), (505, 6))) == pytest.approx(0.5)


def test_bands_mixed_as_by_lot_have_none_and_bands_that_shun_their_own_less() -> None:
    assert found("fragmentation", "friend", ties((303, 1), (305, 2), (503, 2), (505, 4))) == pytest.approx(0)
    assert found("fragmentation", "friend", ties((305, 5), (503, 5))) == pytest.approx(-0.5)


def test_those_without_a_score_are_in_no_camp() -> None:
    assert found("fragmentation", "friend", ties((303, 6), (505, 6), (1203, 9), (312, 9))) == pytest.approx(0.5)


def test_officials_are_held_against_others_who_work() -> None:
    people = [{"week": week, "citizen": i, "occupation": work} for week in (3, 7)
              for i, work in enumerate((OFFICIAL, FARMER, FARMER, RETIRED))]  # fmt: skip
    rows = [(5, 0, "late_payment", -15), (6, 0, "dissenting_post", -8), (6, 1, "late_payment", -15),
            (6, 3, "late_payment", -15), (7, 0, "older", 2), (7, 1, "decay", -1)]  # fmt: skip
    ledger = pl.DataFrame(
        [(week, who, "sesame", "conduct", entry, points) for week, who, entry, points in rows],
        schema=LEDGER, orient="row",
    )  # fmt: skip
    told = Folder(hand_made(), panel=panel(*people), ledger=ledger)
    year = 365.25 / 28
    assert found("watched", "official", told) == pytest.approx(2 / 2 * year)
    assert found("watched", "farmer", told) == pytest.approx(1 / 4 * year)
    assert found("watched", "all", told) == pytest.approx(4 / 8 * year)
    assert found("watched", "officials_to_others", told) == pytest.approx(4)
