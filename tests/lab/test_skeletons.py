"""What `demerit new institution` writes: a file of law that fits, and Python that runs."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from demerit.base.draws import four_words
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


def test_an_institution_that_a_scheme_cannot_have_is_answered_with_the_nearest(town: Path) -> None:
    first = next(iter(institutions()))
    with pytest.raises(UnknownName, match=rf"Did you mean.*'{first}'.*--code"):
        new("institution", f"{first}x", scheme="town")


def test_what_none_is_called_yet_is_written_in_python(town: Path) -> None:
    assert new("institution", "inspectors") == Path("institutions/inspectors.py")
    with pytest.raises(InputError, match="is there already"):
        new("institution", "inspectors", code=True)


def test_the_python_of_an_institution_runs(town: Path) -> None:
    path = new("institution", "inspectors", code=True)
    spec = importlib.util.spec_from_file_location("inspectors", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made = module.inspectors
    assert isinstance(made, Institution)
    assert made.names == ("inspectors.visited",)
    happened, counts, times = np.zeros(PEOPLE, np.uint8), np.zeros(576, np.int64), np.zeros(PEOPLE, np.uint8)
    own, told = module.Own(cell=5, times_visited=0), module.Happened(happened)
    for i in range(PEOPLE):
        lot = four_words(0, 3, 7, i, 1, 2)
        made.touch(i, own, module.Citizens(times), module.Knobs(6554), lot, told, module.Counted(counts))
    assert happened.sum() == times.sum() == counts.sum() == counts[5]
    assert counts[5] == pytest.approx(0.1 * PEOPLE, rel=0.1)


def test_code_goes_with_institutions_alone(town: Path) -> None:
    with pytest.raises(InputError, match="--code goes with institution"):
        new("rule", "late", code=True)
    taken = next(iter(institutions()))
    for name in (taken, "agenda"):
        with pytest.raises(InputError, match="comes with the program"):
            new("institution", name, code=True)
