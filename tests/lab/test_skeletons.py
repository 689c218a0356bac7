"""What `demerit new institution` writes: a file of law that fits, and Python that runs."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest

from demerit.base.loom import At, Drawn, Fixed, Loop, Near, Row
from demerit.base.native import Bound
from demerit.errors import InputError, UnknownName
from demerit.institutions import institutions
from demerit.institutions.institution import Institution
from demerit.lab.checking import check_one
from demerit.lab.skeletons import new

PEOPLE = 20_000


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a working folder with one scheme in it."""
    monkeypatch.chdir(tmp_path)
    new("scheme", "town")
    return tmp_path


@pytest.mark.parametrize("name", list(institutions()))
def test_every_institution_can_be_put_to_work(town: Path, name: str) -> None:
    assert new("institution", name).name == f"{name}.yaml"
    assert check_one("town").mistakes == ()


def test_an_institution_that_is_none_is_answered_with_the_nearest(town: Path) -> None:
    first = next(iter(institutions()))
    with pytest.raises(UnknownName, match=rf"Did you mean.*'{first}'.*--code"):
        new("institution", f"{first}x")


def test_the_python_of_an_institution_runs(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = new("institution", "inspectors", code=True)
    spec = importlib.util.spec_from_file_location("inspectors", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "inspectors", module)
    spec.loader.exec_module(module)
    made = module.inspectors
    assert isinstance(made, Institution)
    assert made.names == ("inspectors.visited",)
    assert [column.name for column in made.columns] == ["times_visited"]
    happened, counts = np.zeros(PEOPLE, np.uint8), np.zeros(576, np.int64)
    times = np.zeros(PEOPLE, np.uint8)
    loop = Loop("inspectors", made.touch, {
        "own": Row(module.Own, (At(np.full(PEOPLE, 5, np.uint16)), At(times))),
        "citizens": Fixed(module.Citizens(times)), "knobs": Fixed(module.Knobs(6554)),
        "lot": Drawn(np.zeros((4, PEOPLE), np.uint32), 7, 0, 1, 2), "happened": Near(module.Happened(happened)),
        "counted": Fixed(module.Counted(counts)),
    })
    Bound(loop)(0, PEOPLE, 3)
    assert happened.sum() == times.sum() == counts.sum() == counts[5]
    assert counts[5] == pytest.approx(0.1 * PEOPLE, rel=0.1)


def test_code_goes_with_institutions_alone(town: Path) -> None:
    with pytest.raises(InputError, match="--code goes with institution"):
        new("rule", "late", code=True)
    taken = next(iter(institutions()))
    for name in (taken, "agenda"):
        with pytest.raises(InputError, match="comes with the program"):
            new("institution", name, code=True)
