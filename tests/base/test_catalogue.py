"""The folder is the list: what a package offers is what its folder holds; and knobs say sane things."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from demerit.base.catalogue import modules, part, parts
from demerit.base.knob import Knob
from demerit.engine.knobs import knobs
from demerit.errors import InputError, UnknownName

GRADES = {"documented", "reported", "calibrated", "assumed"}


@pytest.fixture
def fruit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """A package of three parts, one hidden and one of another kind."""
    folder = tmp_path / "fruit_for_test"
    folder.mkdir()
    (folder / "__init__.py").touch()
    for name, line in (("apple", "apple = 'red'"), ("quince", "quince = 'yellow'"), ("_pip", "_pip = 'small'"),
                       ("stone", "stone = 3"), ("pear", "other = 'green'")):
        (folder / f"{name}.py").write_text(line + "\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield importlib.import_module("fruit_for_test")
    for name in [n for n in sys.modules if n.startswith("fruit_for_test")]:
        del sys.modules[name]


def test_a_part_bears_the_name_of_its_file(fruit: object) -> None:
    """A module is a part if it defines one of the kind under its own name; an underscore hides it."""
    assert modules(fruit) == ["apple", "pear", "quince", "stone"]  # type: ignore[arg-type]
    assert parts(fruit, str) == {"apple": "red", "quince": "yellow"}  # type: ignore[arg-type]
    assert part(fruit, str, "quince", "fruit") == "yellow"  # type: ignore[arg-type]


def test_a_wrong_name_is_met_with_the_nearest(fruit: object) -> None:
    """No such part: an error of the user's, with a suggestion."""
    with pytest.raises(UnknownName, match=r"no fruit is called 'aple'\. Did you mean 'apple'") as error:
        part(fruit, str, "aple", "fruit")  # type: ignore[arg-type]
    assert isinstance(error.value, InputError)


@pytest.mark.parametrize("name", sorted(knobs()))
def test_a_knob_says_what_it_is(name: str) -> None:
    """Its default lies in its range, its range is one, it has a unit, a sentence, a grade and a ground."""
    knob: Knob = knobs()[name]
    assert knob.low < knob.high
    assert knob.low <= knob.default <= knob.high
    assert knob.default == int(knob.default)
    assert knob.unit and knob.about.endswith(".") and knob.source
    assert knob.grade in GRADES
    assert knob.distribution in ("uniform", "log") and (knob.distribution == "uniform" or knob.low > 0)
    assert knob.grade != "assumed" or "assumed" in knob.source, "an assumed number says so"
