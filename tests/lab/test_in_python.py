"""What Python users call takes names where the command line does, and says what it would say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import demerit
from demerit.errors import InputError, UnknownName
from demerit.lab.order import Order

SMALL: dict[str, Any] = {"recipe": "village", "people": 80, "weeks": 8}


@pytest.fixture(autouse=True)
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_public_names_are_shown_and_there() -> None:
    assert dir(demerit) == sorted(demerit.__all__)
    for name in demerit.__all__:
        assert getattr(demerit, name).__doc__ or name == "__version__"


def test_an_order_takes_reforms_behind_a_name_and_settings_as_a_mapping() -> None:
    short = Order("article_2015+no_tale", settings={"moral_weight": 0.4})  # type: ignore[arg-type]
    assert short == Order("article_2015", reforms=("no_tale",), settings=(("moral_weight", "0.4"),))
    assert demerit.order("article_2015+no_tale", settings={"moral_weight": 0.4}) == short
    assert demerit.order(short, people=70, weeks=8) == short.with_(people=70, weeks=8)
    assert Order(**short.plain()) == short


def test_names_run_compare_and_explain() -> None:
    run = demerit.perform("article_2015", "runs/one", **SMALL).folder
    assert demerit.live("article_2015", **SMALL).about.digest == run.about.digest
    found = demerit.compare("article_2015", "null", placebo=False, **SMALL)
    assert found.a.about.digest == run.about.digest
    rows = found.pair().filter(name="silence.praise.rate", group="all")
    assert rows["delta"].item() == pytest.approx(rows["a"].item() - rows["b"].item())
    told = demerit.explain("runs/one", 3)
    assert told.citizen == 3
    if told.score is not None:
        assert told.low + sum(entry["points"] for entry in told.entries) == told.score
    many = demerit.compare("runs/one", "weibo_2024", "null")
    assert list(many.runs) == ["runs/one", "weibo_2024", "null"]


def test_runs_that_are_over_cannot_be_told_otherwise() -> None:
    for name in ("one", "two"):
        demerit.perform("null", f"runs/{name}", **SMALL)
    with pytest.raises(InputError, match=r"people, weeks: all sides are runs"):
        demerit.compare("runs/one", "runs/two", people=70, weeks=12)
    assert sorted(path.name for path in Path("runs").iterdir()) == ["one", "two"]


@pytest.mark.parametrize(
    ("call", "kind", "said"),
    [
        (lambda: demerit.compare("article_2015"), InputError, "two sides or more"),
        (lambda: demerit.compare("article_2051", "null"), UnknownName, "Did you mean 'article_2015'"),
        (lambda: demerit.compare("null", 3), InputError, "3 is no scheme"),
        (lambda: demerit.order("null", peple=3), InputError, "no 'peple'"),
        (lambda: demerit.order("null", people=0), InputError, "--people 0"),
        (lambda: demerit.live("null", recipe="village", society="x"), InputError, "contradict each other"),
        (lambda: demerit.live(demerit.load_scheme("null"), reforms=["no_tale"]), InputError, "demerit.change"),
        (lambda: demerit.live(demerit.load_scheme("null"), evidence=["reported"]), InputError, "demerit.change"),
        (lambda: demerit.explain("runs/none", 3), InputError, "no run"),
        (lambda: demerit.explain("last", "three"), InputError, "whole number"),
    ],
)
def test_what_is_wrong_is_said_as_the_terminal_would(call: Any, kind: type[Exception], said: str) -> None:
    with pytest.raises(kind, match=said):
        call()
    assert list(Path().iterdir()) == []
