"""Natives, migrants and visitors; and the poor who pay late."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from demerit.society import Society, edges_of, imported, make
from demerit.society.citizens import FARMER, LEADER, MIGRANT, NATIVE, OFFICIAL, RETIRED, VISITOR, Citizens


@pytest.fixture(scope="module")
def china() -> Society:
    return make("china_2015", 20_000, 1)


def test_migrants_are_whole_households_young_and_in_town(china: Society) -> None:
    c = china.citizens
    migrant = c.origin == MIGRANT
    together = (c.household[1:] == c.household[:-1])
    assert (migrant[1:] == migrant[:-1])[together].all()
    assert migrant.mean() == pytest.approx(0.1797, abs=0.015)
    urban = c.place & 1 == 1
    assert migrant[urban].mean() > 3 * migrant[~urban].mean()
    young = (c.age >= 20) & (c.age < 35)
    assert migrant[young & urban].mean() > 1.5 * migrant[(c.age >= 60) & urban].mean()


def test_visitors_are_adults_alone_without_kin(china: Society) -> None:
    c = china.citizens
    visitor = c.origin == VISITOR
    assert visitor.mean() == pytest.approx(0.004, abs=0.002)
    assert (np.bincount(c.household)[c.household[visitor]] == 1).all()
    assert (c.age[visitor] >= 18).all()
    assert (c.age[visitor] <= 69).all()
    assert (c.spouse[visitor] == -1).all()
    assert (c.party[visitor] == 0).all()
    assert (c.online[visitor] == 1).all()
    assert not np.isin(c.occupation[visitor], (FARMER, LEADER, OFFICIAL, RETIRED)).any()
    edges = edges_of(china.ties)
    kin = edges.kind == 1
    assert not (visitor[edges.u[kin]] | visitor[edges.v[kin]]).any()
    assert visitor[edges.u[~kin]].any()  # friends they have


def test_without_visitors_every_other_column_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """They stand in rows that were there already: only the column itself and ties move."""
    before = make("china_2015", 3000, 5).citizens
    monkeypatch.setattr("demerit.society.origin.VISITORS", 0.0)
    after = make("china_2015", 3000, 5).citizens
    assert {f for f in Citizens._fields if (getattr(before, f) != getattr(after, f)).any()} == {"origin"}
    moved = before.origin != after.origin
    assert (before.origin[moved] == VISITOR).all()
    assert not (after.origin == VISITOR).any()


def test_an_imported_graph_has_natives_only(tmp_path: Path) -> None:
    path = tmp_path / "ring.csv"
    path.write_text("u,v\n" + "".join(f"{i},{(i + 1) % 60}\n" for i in range(60)))
    assert (imported(path).citizens.origin == NATIVE).all()


def test_a_village_has_few_migrants() -> None:
    c = make("village", 2000, 1).citizens
    assert 0 < (c.origin == MIGRANT).mean() < 0.12
    assert (c.origin == VISITOR).sum() == 0  # it has no town


def test_the_poor_pay_late_more_often(china: Society) -> None:
    c = china.citizens
    adult = c.age >= 18
    income = np.log(c.income[adult])
    assert np.corrcoef(income, c.reliability[adult])[0, 1] == pytest.approx(0.2, abs=0.03)
    assert c.reliability[adult].mean() == pytest.approx(0, abs=1)
    assert c.reliability[adult].std() == pytest.approx(32, rel=0.04)
