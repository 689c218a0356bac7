"""The report of a run that the engine really made."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.errors import RunFolderError
from demerit.lab.again import python_of_run
from demerit.lab.order import Order
from demerit.lab.perform import perform
from demerit.report import figures, render
from demerit.report.results import results


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Give a village of 400 under the article's scheme, under none, and with one tie taken away."""
    folder = tmp_path_factory.mktemp("runs")
    order = Order("article_2015", recipe="village", people=400, weeks=60)
    orders = {"here": order, "twin": order.with_(scheme="null"), "placebo": order.with_(placebo=True)}
    return {name: perform(one, folder / name).folder.path for name, one in orders.items()}


def test_a_run_is_reported_into_its_own_folder(runs: dict[str, Path]) -> None:
    path = render(runs["here"], twin=runs["twin"], placebo=runs["placebo"])
    assert path == runs["here"] / "report.html"
    text = path.read_text(encoding="utf-8")
    assert "the same people without a scheme" in text
    assert len(text.encode()) < 2 * 1024 * 1024


def test_the_engine_counts_all_that_the_figures_show(runs: dict[str, Path]) -> None:
    from demerit.engine.folder import open_run

    told = results(*(open_run(runs[name]) for name in ("here", "twin", "placebo")))
    missing = {name for name, figure in figures().items() if figure.table(told).is_empty()}
    assert missing == set()


def test_null_is_reported_without_a_twin(runs: dict[str, Path], tmp_path: Path) -> None:
    text = render(runs["twin"], tmp_path / "null.html").read_text(encoding="utf-8")
    assert "Nobody is scored in this run." in text


def test_the_lines_of_python_make_the_same_run(
    runs: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from demerit.engine.folder import open_run

    monkeypatch.chdir(tmp_path)
    exec(python_of_run(open_run(runs["here"])), {})
    assert (tmp_path / "runs" / "again" / "manifest.json").is_file()


def test_a_folder_that_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError):
        render(tmp_path)
